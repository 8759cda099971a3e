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
        assert!(begun.elapsed() < Duration::from_secs(20));
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
