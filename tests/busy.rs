//! Playback on a machine under full load: the device receives every sample.
//!
//! This is a separate suite, so its load does not slow down other tests.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

#[allow(dead_code)]
#[path = "cli/server.rs"]
mod server;
#[allow(dead_code)]
#[path = "cli/stage.rs"]
mod stage;

use server::{Running, Server, heard};
use stage::{Stage, samples};

/// The number of attempts. A recorder on a busy machine may miss samples by chance; samples that
/// the program drops are missing in every attempt.
const TRIES: usize = 4;

fn frames(stage: &Stage, name: &str) -> Vec<[f32; 2]> {
    samples(&stage.path(name)).as_chunks::<2>().0.to_vec()
}

/// Returns the start of a sound in a recording. It searches for 64 frames from the middle of the sound.
fn place(sound: &[[f32; 2]], recording: &[[f32; 2]]) -> Option<usize> {
    let middle = sound.len() / 2;
    let key = &sound[middle..middle + 64];
    let mut windows = recording.windows(64);
    windows
        .position(|frames| frames == key)?
        .checked_sub(middle)
}

/// Checks that a recording contains the whole sound, sample for sample.
fn holds(recording: &[[f32; 2]], sound: &[[f32; 2]]) -> Result<(), String> {
    let start = place(sound, recording).ok_or("the show is not heard")?;
    let heard = &recording[start..];
    let mut pairs = heard.iter().zip(sound);
    match pairs.position(|(heard, written)| heard != written) {
        Some(frame) => Err(format!("frame {frame} is another")),
        None if heard.len() < sound.len() => Err("its end is not heard".to_owned()),
        None => Ok(()),
    }
}

/// Runs four busy loops until it is dropped.
struct Load(Vec<Running>);

impl Load {
    fn start() -> Load {
        let spin = || {
            Command::new("sh")
                .args(["-c", "while :; do :; done"])
                .spawn()
        };
        Load((0..4).map(|_| Running(spin().unwrap())).collect())
    }
}

/// Plays the show to its end, and records the device output.
fn play(stage: &Stage, more: &[&str]) {
    let mut command = stage.command();
    let own = ["play", "show.yaml", "--stand-in", "--plain", "--record"];
    command.args(own).arg("heard.wav").args(more);
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    assert!(status.unwrap().success());
}

/// Makes the tests of this suite run one after the other.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn a_busy_machine_drops_no_samples() {
    let _alone = alone();
    let stage = Stage::new();
    stage.rendered("show.wav", &["--bits", "32f"]);
    let load = Load::start();
    play(&stage, &["--silent"]);
    assert_eq!(load.0.len(), 4);
    holds(&frames(&stage, "heard.wav"), &frames(&stage, "show.wav")).unwrap();
}

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn the_device_plays_the_rendered_samples() {
    let _alone = alone();
    let mut missed = Vec::new();
    while missed.len() < TRIES {
        let stage = Stage::new();
        let _server = Server::start(&stage);
        stage.rendered("show.wav", &["--bits", "32f"]);
        play(&stage, &[]);
        sleep(Duration::from_millis(600));
        let rendered = frames(&stage, "show.wav");
        holds(&frames(&stage, "heard.wav"), &rendered).unwrap();
        match holds(&heard(&stage), &rendered) {
            Ok(()) => return,
            Err(how) => missed.push(how),
        }
    }
    panic!("{missed:?}");
}
