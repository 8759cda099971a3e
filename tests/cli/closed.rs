//! Closed output streams: every command ends as it does with a reader.

use std::io::{PipeWriter, pipe};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::stage::Stage;

/// One example of each command, and more for other kinds of output.
const COMMANDS: &[&str] = &[
    "--help",
    "--version",
    "render --help",
    "render --nonsense",
    "check show.yaml",
    "check show.yaml --format json",
    "check broken.yaml",
    "check short.yaml --mix --stand-in",
    "draft door.txt",
    "timeline short.yaml --stand-in",
    "render short.yaml --stand-in -o short.wav",
    "render short.yaml --stand-in -o short.wav -vv",
    "render broken.yaml --stand-in",
    "render no-such-file.yaml --stand-in",
    "play short.yaml --stand-in --plain --silent",
    "play show.yaml --sessions",
    "studio no-such-file.yaml --no-open --stand-in",
    "devices",
    "deliver short.yaml --stand-in --target podcast -o out",
    "deliver short.yaml --stand-in --target podcast -o out --json",
    "publish short.yaml --stand-in -o published --to flac,vtt",
    "publish short.yaml --stand-in -o published --to flac,vtt --json",
    "series list series.yaml",
    "series check series.yaml",
    "series plan series.yaml --stand-in",
    "series render series.yaml --stand-in -o rendered",
    "series workflow series.yaml --to make",
    "meta list show.yaml",
    "meta set show.yaml genre=Drama --dry-run",
    "sounds list",
    "sounds list no such words",
    "measure short.wav --target podcast",
    "sounds index",
    "sounds take lib/none",
    "sounds show door-strike",
    "sounds try door-strike -o door.wav",
    "voices where",
    "voices list",
    "voices list --language es",
    "voices engines",
    "voices try bm_george Go -o george.wav --stand-in",
    "cue list show.yaml",
    "cue add show.yaml --dry-run --spot door-strike --at start",
    "line list show.yaml",
    "guess list show.yaml",
    "cast list show.yaml",
    "scene list show.yaml",
    "choice list show.yaml",
    "paths show.yaml",
    "sound list show.yaml",
    "space list show.yaml",
    "barrier list show.yaml --format json",
    "cast set show.yaml ANNA pace=1.1 --dry-run",
    "pronounce show.yaml Boris Boh-ris --dry-run",
    "fmt show.yaml --diff",
    "fmt broken.yaml --check",
    "reanchor show.yaml",
    "reanchor lost.yaml --format json",
    "import ferry.fountain --force",
    "import ferry.ink --force",
    "export show.yaml --to ink",
    "export show.yaml --to md",
    "export show.yaml --to sheets -o sheets",
    "export show.yaml --to sheets",
    "export short.yaml --to epub --stand-in -o short.epub",
    "export short.yaml --to html --stand-in -o short.html",
    "export short.yaml --to html",
    "takes import show.yaml recordings",
    "takes list show.yaml",
    "takes check show.yaml",
    "export show.yaml --to sheets --with-narration -o sheets",
    "credits show.yaml",
    "schema",
    "lsp",
    "cache",
    "cache clear",
    "completions bash",
    "man",
];

/// The state of a command's output streams.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Streams {
    Read,
    /// Standard output is a pipe whose reader is closed.
    OutUnread,
    ErrUnread,
    BothUnread,
    /// The streams are not open: `>&- 2>&-`.
    Closed,
}

fn stage() -> Stage {
    let stage = Stage::new();
    stage.write("short.txt", "“Go!”\n");
    stage.write("short.yaml", "show: Short\ntext: short.txt\n");
    stage.write("broken.yaml", "show: Broken\ntext: [\ncues: {\n");
    stage.write("series.yaml", "series: Shorts\nchapters: [short.yaml]\n");
    let lost = crate::stage::SCRIPT.replace("quote: \"Come!\"", "quote: \"Go away!\"");
    stage.write("lost.yaml", lost);
    stage.write("ferry.fountain", "INT. HALL - DAY\n\nANNA\nGo.\n");
    stage.write(
        "ferry.ink",
        "A ferry.\n* [Board] -> END\n+ [Wait {~long|short}] -> END\n",
    );
    std::fs::create_dir(stage.path("recordings")).unwrap();
    stage
}

fn unread() -> PipeWriter {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    writer
}

/// Sets the folders of the test in a process.
fn surround(process: &mut Command, stage: &Stage) {
    for (name, value) in stage.command().get_envs() {
        match value {
            Some(value) => process.env(name, value),
            None => process.env_remove(name),
        };
    }
}

/// Runs a command. Returns its exit code, and its output if it is readable.
fn run(stage: &Stage, command: &str, streams: Streams) -> (Option<i32>, String) {
    let own = stage.command();
    let mut run = Command::new(own.get_program());
    if streams == Streams::Closed {
        run = Command::new("sh");
        run.args(["-c", "exec \"$0\" \"$@\" >&- 2>&-"]);
        run.arg(own.get_program());
    }
    run.args(command.split(' ')).stdin(Stdio::null());
    run.current_dir(own.get_current_dir().unwrap());
    surround(&mut run, stage);
    run.stdout(Stdio::piped()).stderr(Stdio::piped());
    if matches!(streams, Streams::OutUnread | Streams::BothUnread) {
        run.stdout(unread());
    }
    if matches!(streams, Streams::ErrUnread | Streams::BothUnread) {
        run.stderr(unread());
    }
    let output = run.spawn().unwrap().wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    (output.status.code(), text)
}

/// Runs a command with every kind of stream. Returns a description of each run that differs.
fn differences(command: &str) -> Vec<String> {
    let stage = stage();
    let (code, text) = run(&stage, command, Streams::Read);
    assert!(matches!(code, Some(0..=2)), "{command}: {code:?} {text}");
    let mut wrong = Vec::new();
    for streams in [
        Streams::OutUnread,
        Streams::ErrUnread,
        Streams::BothUnread,
        #[cfg(unix)]
        Streams::Closed,
    ] {
        let (found, text) = run(&stage, command, streams);
        if found != code || text.contains("panicked at") {
            wrong.push(format!(
                "{command}, {streams:?}: {found:?}, not {code:?}: {text}"
            ));
        }
    }
    wrong
}

#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(command) = COMMANDS.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(differences(command));
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        let found = threads.into_iter().map(|thread| thread.join().unwrap());
        found.flatten().collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_command_is_tried() {
    let help = Stage::new().run(["--help"]).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    // The name is at the start of its line; its description may continue below.
    let named = commands.filter_map(|line| line.strip_prefix("  "));
    let names: Vec<&str> = named
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let is_tried = COMMANDS
            .iter()
            .any(|command| command.split(' ').next() == Some(name));
        assert!(is_tried, "{name}");
    }
}

/// A reader that reads one line and exits, as `head -1` does.
#[cfg(unix)]
#[test]
fn a_reader_may_close_the_pipe_after_a_line() {
    let stage = stage();
    stage.write("broken.yaml", crate::stage::SCRIPT.replace("gain", "gian"));
    for (command, code) in [("check broken.yaml", "1"), ("sounds list", "0")] {
        let mut shell = Command::new("bash");
        let program = env!("CARGO_BIN_EXE_cuebook");
        let script = format!("{program} {command} 2> >(true) | head -1; echo ${{PIPESTATUS[0]}}");
        shell.args(["-c", &script]).current_dir(stage.path("."));
        surround(&mut shell, &stage);
        let output = shell.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().last(), Some(code), "{command}: {text}");
    }
}
