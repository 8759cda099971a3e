//! Renders that are killed.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// Returns a text that takes a while to speak.
fn long_text() -> String {
    let scene =
        |number: usize| format!("Number {number} went out and the door fell behind it.\n\n");
    let story: String = (1..60).map(scene).collect();
    format!("“Go!” A door fell shut.\n\n{story}Rain fell. “Come!” Nobody came.\n")
}

#[test]
fn a_killed_render_leaves_no_broken_file_and_the_next_one_works() {
    let undisturbed = Stage::new();
    undisturbed.write("door.txt", long_text());
    undisturbed.rendered("out.wav", &[]);
    let stage = Stage::new();
    stage.write("door.txt", long_text());
    for milliseconds in [5, 30, 100, 250] {
        let mut command = stage.command();
        command.args(["render", "show.yaml", "--stand-in", "-o", "out.wav"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        sleep(Duration::from_millis(milliseconds));
        program.kill().unwrap();
        program.wait().unwrap();
        if stage.path("out.wav").exists() {
            assert!(stage.bytes("out.wav") == undisturbed.bytes("out.wav"));
        }
    }
    stage.rendered("out.wav", &[]);
    assert!(stage.bytes("out.wav") == undisturbed.bytes("out.wav"));
}

/// Returns the hidden part files of killed renders.
fn parts(stage: &Stage) -> Vec<String> {
    let names = stage.names().into_iter();
    names
        .filter(|name| name.ends_with(".cuebook-part"))
        .collect()
}

#[cfg(unix)]
#[test]
fn the_next_render_removes_the_part_of_a_killed_one() {
    let stage = Stage::new();
    stage.write("door.txt", long_text());
    // All takes are in the cache, so the file is created soon.
    stage.rendered("out.wav", &[]);
    let mut command = stage.command();
    command.args(["render", "show.yaml", "--stand-in", "-o", "killed.wav"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut program = command.spawn().unwrap();
    let begun = Instant::now();
    // A part with bytes in it is locked.
    let is_empty =
        |part: &String| std::fs::metadata(stage.path(part)).is_ok_and(|file| file.len() == 0);
    while parts(&stage).iter().all(is_empty) {
        assert!(begun.elapsed() < Duration::from_secs(120));
        assert_eq!(
            program.try_wait().unwrap(),
            None,
            "it ended before the kill"
        );
        sleep(Duration::from_millis(1));
    }
    // The part file stays while the program runs.
    let id = program.id().to_string();
    let stopped = Command::new("kill").args(["-STOP", &id]).status();
    assert!(stopped.unwrap().success());
    let under_way = parts(&stage);
    assert_eq!(under_way.len(), 1, "it ended before it was stopped");
    stage.rendered("beside.wav", &["--to", "Number 2"]);
    assert_eq!(parts(&stage), under_way);
    program.kill().unwrap();
    program.wait().unwrap();
    stage.rendered("other.wav", &["--to", "Number 2"]);
    assert_eq!(parts(&stage), Vec::<String>::new());
}

/// Runs the program until a hidden file or folder with something in it is beside the script.
#[cfg(unix)]
fn under_way(stage: &Stage, command: &mut Command) -> std::process::Child {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut program = command.spawn().unwrap();
    let begun = Instant::now();
    let has_more = |name: &String| {
        let path = stage.path(name);
        path.is_dir() || std::fs::metadata(path).is_ok_and(|file| file.len() > 0)
    };
    while !hidden(stage).iter().any(has_more) {
        assert!(begun.elapsed() < Duration::from_secs(120));
        assert_eq!(program.try_wait().unwrap(), None, "it ended too early");
        sleep(Duration::from_millis(1));
    }
    program
}

/// Returns the hidden files and folders beside the script and in `out`.
#[cfg(unix)]
fn hidden(stage: &Stage) -> Vec<String> {
    let inner = std::fs::read_dir(stage.path("out")).into_iter().flatten();
    let inner = inner.map(|entry| format!("out/{}", entry.unwrap().file_name().display()));
    let all = stage.names().into_iter().chain(inner);
    all.filter(|name| name.contains(".cuebook-part") || name.contains(".cuebook-folder"))
        .collect()
}

#[cfg(unix)]
#[test]
fn a_signal_that_ends_the_program_leaves_nothing_half_written() {
    use std::os::unix::process::ExitStatusExt;

    let stage = Stage::new();
    stage.write("door.txt", long_text());
    stage.rendered("out.wav", &[]);
    let commands: [&[&str]; 4] = [
        &["render", "show.yaml", "--stand-in", "-o", "ended.m4b"],
        &[
            "publish",
            "show.yaml",
            "--stand-in",
            "-o",
            "out",
            "--to",
            "flac,mp3",
        ],
        &[
            "deliver",
            "show.yaml",
            "--stand-in",
            "-o",
            "out",
            "--target",
            "podcast",
        ],
        &[
            "export",
            "show.yaml",
            "--stand-in",
            "--to",
            "reaper",
            "-o",
            "project",
        ],
    ];
    let signals = [("TERM", 15), ("INT", 2), ("HUP", 1)];
    for args in commands {
        // The signals are handled in one place, so one command takes all of them.
        let count = if args[0] == "render" { 3 } else { 1 };
        for (name, number) in signals.into_iter().take(count) {
            let mut program = under_way(&stage, stage.command().args(args));
            let id = program.id().to_string();
            let sent = Command::new("kill").args(["-s", name, &id]).status();
            assert!(sent.unwrap().success());
            let ended = program.wait().unwrap();
            assert_eq!(ended.signal(), Some(number), "{args:?}");
            assert_eq!(hidden(&stage), Vec::<String>::new(), "{name} {args:?}");
            assert!(!stage.path("ended.m4b").exists() && !stage.path("project").exists());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_ignores_a_closed_terminal_goes_on_after_it() {
    let stage = Stage::new();
    stage.write("door.txt", long_text());
    stage.rendered("out.wav", &[]);
    let own = stage.command();
    // `nohup` does the same.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]);
    command.arg(own.get_program()).current_dir(stage.path(""));
    command.args(["render", "show.yaml", "--stand-in", "-o", "on.flac"]);
    command.envs(
        own.get_envs()
            .filter_map(|(key, value)| Some((key, value?))),
    );
    let mut program = under_way(&stage, &mut command);
    let id = program.id().to_string();
    let sent = Command::new("kill").args(["-s", "HUP", &id]).status();
    assert!(sent.unwrap().success());
    assert!(program.wait().unwrap().success());
    assert!(stage.path("on.flac").exists());
}
