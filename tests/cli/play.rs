//! `cuebook play`: a sound server of the test records the output of a real player
//! while the script is saved and devices come and go.

use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::Duration;

use crate::server::{Running, Server, heard, quiet, soon};
use crate::stage::{Stage, samples, words};

/// Starts playback; the output goes to `said.txt`, the errors to `errors.txt`.
fn play(stage: &Stage, args: &[&str]) -> Child {
    let mut command = stage.command();
    command.args(["play", "show.yaml", "--stand-in", "--plain"]);
    command.args(args).stdin(Stdio::piped());
    command.stdout(File::create(stage.path("said.txt")).unwrap());
    command.stderr(File::create(stage.path("errors.txt")).unwrap());
    command.spawn().unwrap()
}

fn text(stage: &Stage, name: &str) -> String {
    String::from_utf8(stage.bytes(name)).unwrap()
}

fn frames(stage: &Stage, name: &str) -> Vec<[f32; 2]> {
    samples(&stage.path(name)).as_chunks::<2>().0.to_vec()
}

#[test]
fn lines_and_cues_are_printed_as_they_play() {
    let stage = Stage::new();
    stage.rendered("show.wav", &[]);
    let said = stage.run(words(
        "play show.yaml --stand-in --plain --silent --scene outside",
    ));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines[0], "== outside ==", "{lines:?}");
    assert!(lines[1].ends_with("[bed] wind (rain)"), "{lines:?}");
    assert!(
        lines[2].ends_with("NARRATOR  Rain fell on the дверь — and then, 😀 loudly, on Boris.")
    );
    assert!(lines.iter().any(|line| line.ends_with("BORIS  Come!")));
    assert!(lines.last().unwrap().ends_with("the end"));
    let from = |args: &[&str]| {
        let own = ["play", "show.yaml", "--stand-in", "--plain", "--silent"];
        stage.run(own.iter().chain(args).copied())
    };
    assert!(from(&["--line", "come"]).out.contains("BORIS  Come!"));
    let nowhere = from(&["--from", "Snow fell"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (2, ""));
    assert!(
        nowhere
            .err
            .contains("`Snow fell` is not a place in this show")
    );
}

#[test]
fn a_cue_waits_for_go() {
    let stage = Stage::new();
    stage.change("times: { count: 2", "wait: go, times: { count: 2");
    let mut program = Running(play(&stage, &["--silent"]));
    soon("the stop", || {
        text(&stage, "said.txt").contains("waits for go")
    });
    sleep(Duration::from_millis(400));
    let said = text(&stage, "said.txt");
    assert!(!said.contains("[spot]"), "{said}");
    program.0.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    soon("the knock", || {
        text(&stage, "said.txt").contains("[spot] door-strike (knock)")
    });
    // `render` does not wait for go.
    let waiting = stage.timeline(&[])["frames"].as_i64();
    stage.change("wait: go, ", "");
    assert_eq!(stage.timeline(&[])["frames"].as_i64(), waiting);
}

/// Stops a program as Ctrl-C does.
fn interrupt(mut program: Running) {
    let id = program.0.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    assert_eq!(program.0.wait().unwrap().code(), Some(130));
}

/// Returns the peak of each tenth of a second.
fn envelope(frames: &[[f32; 2]]) -> Vec<f32> {
    let tenths = frames.chunks(4_800);
    let highest = |tenth: &[[f32; 2]]| tenth.iter().flatten().fold(0.0, |a: f32, b| a.max(b.abs()));
    tenths.map(highest).collect()
}

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn a_saved_script_is_heard_at_once_and_mistakes_are_reported() {
    let stage = Stage::new();
    let _server = Server::start(&stage);
    // A bed that continues.
    stage.change(
        "from: \"Rain fell\", until: end, gain: -14dB",
        "from: start, until: end, gain: -14dB",
    );
    stage.change("times: { count: 2, every: 0.3s..0.9s }", "hold: 60s");
    stage.rendered("show.wav", &[]);
    let program = Running(play(&stage, &["--record", "heard.wav"]));
    soon("the bed", || {
        heard(&stage).iter().any(|frame| frame[0] != 0.0)
    });
    soon("the hold", || text(&stage, "said.txt").contains("[spot]"));
    sleep(Duration::from_millis(1_500));
    // Mistakes are reported, and playback continues.
    stage.change("until: end, gain: -14dB", "until: end, gian: -14dB");
    soon("the report", || {
        text(&stage, "errors.txt").contains("unknown-key")
    });
    sleep(Duration::from_millis(700));
    // The mistake is corrected and the bed is 20 dB louder, which is heard at once.
    let saved = heard(&stage).len();
    stage.change("gian: -14dB", "gain: 6dB");
    soon("the new show", || {
        text(&stage, "errors.txt").contains("The script is read again.")
    });
    sleep(Duration::from_millis(1_200));
    let recording = heard(&stage);
    let (old, new) = (envelope(&recording[..saved]), envelope(&recording[saved..]));
    // Only the first moments count: the level is soon brought back to the target.
    let loudest = new.iter().fold(0.0_f32, |a, b| a.max(*b));
    let old = old[old.len() - 1];
    assert!(loudest > 3.0 * old, "{old} {new:?}");
    interrupt(program);
    // The recording has no gap, and is complete.
    let sent = envelope(&frames(&stage, "heard.wav"));
    let begins = sent.iter().position(|level| *level > 1e-4).unwrap();
    let sounds = &sent[begins..sent.len() - 4];
    assert!(
        sounds.len() > 40 && sounds.iter().all(|level| *level > 1e-4),
        "{sent:?}"
    );
}

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn a_lost_device_is_opened_again() {
    let stage = Stage::new();
    let mut server = Server::start(&stage);
    stage.change("times: { count: 2, every: 0.3s..0.9s }", "hold: 60s");
    stage.change("from: \"Rain fell\", until: end", "from: start, until: end");
    stage.rendered("show.wav", &[]);
    let program = Running(play(&stage, &[]));
    soon("the bed", || {
        heard(&stage).iter().any(|frame| frame[0] != 0.0)
    });
    server.daemon.kill().unwrap();
    soon("word of it", || {
        text(&stage, "said.txt").contains("looking for it")
    });
    let _server = server.restart(&stage);
    soon("the bed again", || {
        heard(&stage).iter().any(|frame| frame[0] != 0.0)
    });
    drop(program);
}

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn a_device_is_chosen_by_name_with_any_rate_and_channels() {
    let stage = Stage::new();
    let _server = Server::start(&stage);
    let said = stage.run(["devices"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for row in [
        "* cue: Null Output, 48000 Hz, stereo",
        "  telephone: Null Output, 44100 Hz, mono",
        "  cinema: Null Output, 96000 Hz, 6 channels",
    ] {
        assert!(said.out.contains(row), "{}", said.out);
    }
    stage.rendered("show.wav", &["--bits", "32f"]);
    let highest = |frames: Vec<f32>| frames.into_iter().fold(0.0, |a: f32, b| a.max(b.abs()));
    let written = highest(samples(&stage.path("show.wav")));
    for name in ["telephone", "cinema"] {
        let mut recorder = quiet(&stage, "parec");
        recorder.args([
            "-d",
            &format!("{name}.monitor"),
            "--raw",
            "--format=float32le",
        ]);
        recorder.args([
            "--rate=48000",
            "--channels=2",
            "--channel-map=front-left,front-right",
        ]);
        recorder.stdout(File::create(stage.path("other.f32")).unwrap());
        let _recorder = Running(recorder.spawn().unwrap());
        let status = play(&stage, &["--device", name]).wait().unwrap();
        assert!(status.success(), "{}", text(&stage, "errors.txt"));
        sleep(Duration::from_millis(400));
        let bytes = stage.bytes("other.f32");
        let sample = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap());
        let heard = highest(bytes.chunks_exact(4).map(sample).collect());
        assert!(
            (0.6..1.4).contains(&(heard / written)),
            "{name}: {heard} of {written}"
        );
    }
    let said = stage.run(words("play show.yaml --stand-in --plain --device cinem"));
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("there is no sound device named `cinem`; did you mean `cinema`?"),
        "{}",
        said.err
    );
}

#[test]
fn without_a_device_the_message_names_the_alternatives() {
    let stage = Stage::new();
    let said = stage.run(["play", "show.yaml", "--stand-in", "--plain"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    if cfg!(not(feature = "alsa")) {
        assert_eq!(
            said.err,
            "error: the show cannot be played; `--silent` follows it without sound, and `cuebook \
             render` writes it to a file\n  because there is no sound device: neither PipeWire \
             nor PulseAudio is running here\n"
        );
    }
}

/// Ten saves per second, many of them broken: playback continues.
#[test]
fn rapid_saves_do_not_stop_playback() {
    let stage = Stage::new();
    stage.change("times: { count: 2, every: 0.3s..0.9s }", "hold: 20s");
    let script = text(&stage, "show.yaml");
    stage.rendered("show.wav", &[]);
    let mut program = Running(play(
        &stage,
        &["--silent", "--record", "heard.wav", "--line", "p1.2"],
    ));
    soon("it plays", || !text(&stage, "said.txt").is_empty());
    let mut seed = 9_u32;
    for round in 0..80 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = (seed >> 8) as usize % script.len();
        let at = (0..=at)
            .rev()
            .find(|at| script.is_char_boundary(*at))
            .unwrap();
        let changed = match round % 4 {
            0 => format!("{}{{{}", &script[..at], &script[at..]),
            1 => script.replace("gain: -14dB", &format!("gain: -{}dB", 10 + round % 9)),
            2 => format!("{}{{", &script[..at]),
            _ => script.clone(),
        };
        stage.write("show.yaml", changed);
        thread::sleep(Duration::from_millis(100));
        assert!(
            program.0.try_wait().unwrap().is_none(),
            "{}",
            text(&stage, "errors.txt")
        );
    }
    stage.write("show.yaml", &script);
    let again = || {
        text(&stage, "errors.txt")
            .matches("The script is read again.")
            .count()
    };
    assert!(again() > 10, "{}", text(&stage, "errors.txt"));
}

#[test]
fn a_watched_show_is_rendered_after_every_save() {
    let stage = Stage::new();
    stage.change("text: door.txt\n", "text: door.txt\nuse: house.yaml\n");
    stage.write("house.yaml", "mix: { buses: { beds: 0dB } }\n");
    let mut command = stage.command();
    command.args(words("render show.yaml --stand-in --watch -o show.wav"));
    command.stdout(File::create(stage.path("said.txt")).unwrap());
    command.stderr(File::create(stage.path("errors.txt")).unwrap());
    let _program = Running(command.spawn().unwrap());
    let renders = || text(&stage, "said.txt").matches("show.wav: ").count();
    soon("the first render", || renders() == 1);
    let first = stage.bytes("show.wav");
    stage.change("gain: -14dB", "gian: -14dB");
    soon("the mistake", || {
        text(&stage, "errors.txt").contains("unknown-key")
    });
    assert_eq!(stage.bytes("show.wav"), first);
    stage.change("gian: -14dB", "gain: -4dB");
    soon("the second render", || renders() == 2);
    assert_ne!(stage.bytes("show.wav"), first);
    // The prose is part of the show.
    let prose = text(&stage, "door.txt").replace("A door fell shut.", "A heavy door fell shut.");
    let second = stage.bytes("show.wav");
    stage.write("door.txt", prose);
    soon("the third render", || renders() == 3);
    let third = stage.bytes("show.wav");
    assert!(third.len() > second.len());
    // So are the shared files that it uses.
    stage.write("house.yaml", "mix: { buses: { beds: -12dB } }\n");
    soon("the fourth render", || renders() == 4);
    assert_ne!(stage.bytes("show.wav"), third);
}
