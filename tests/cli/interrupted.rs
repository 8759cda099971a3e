//! A program that is killed at its work.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::stage::Stage;

/// A text that takes a while.
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
