//! Playing a sound: a sound server of the test records the output of
//! the program.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::server::{Server, heard, soon};
use crate::stage::Stage;

/// The signal that Ctrl-C sends.
const SIGINT: i32 = 2;

/// Returns the frames of a 24-bit file.
fn written(stage: &Stage, name: &str) -> Vec<[f32; 2]> {
    let mut file = hound::WavReader::open(stage.path(name)).unwrap();
    let samples = file.samples::<i32>().map(|sample| sample.unwrap() as f32);
    let samples: Vec<f32> = samples.map(|sample| sample / 8_388_608.0).collect();
    samples.as_chunks::<2>().0.to_vec()
}

/// Returns whether two frames are equal after rounding to 24 bits.
fn is_same(one: &[f32; 2], other: &[f32; 2]) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= 2.0 / 8_388_608.0;
    near(one[0], other[0]) && near(one[1], other[1])
}

fn is_silent(frame: &[f32; 2]) -> bool {
    is_same(frame, &[0.0; 2])
}

/// Returns the frame of a recording at which a sound starts. It searches for the loudest frames of the sound.
fn place(sound: &[[f32; 2]], recording: &[[f32; 2]]) -> Option<usize> {
    let level = |frame: usize| sound[frame][0].abs();
    let last = sound.len() - 64;
    let loudest = (0..last).max_by(|&a, &b| level(a).total_cmp(&level(b)))?;
    let key = &sound[loudest..loudest + 64];
    let found = recording
        .windows(64)
        .position(|frames| frames.iter().zip(key).all(|(a, b)| is_same(a, b)))?;
    found.checked_sub(loudest)
}

/// Plays a sound and writes it to a file. Returns an error if the two differ.
fn compared(name: &str, length: Option<&str>) -> Result<(), String> {
    let stage = Stage::new();
    let _server = Server::start(&stage);
    let length = length.map(|length| ["--length", length]);
    let args: Vec<&str> = ["sounds", "try", name]
        .into_iter()
        .chain(length.into_iter().flatten())
        .collect();
    let played = stage.run(args.iter().copied());
    assert_eq!((played.code, played.err.as_str()), (0, ""));
    sleep(Duration::from_millis(600));
    let heard = heard(&stage);
    let saved = stage.run(args.iter().copied().chain(["-o", "x.wav"]));
    assert_eq!(saved.code, 0, "{}", saved.err);
    // Both messages give the same measurements.
    let (_, measures) = saved.out.split_once(": ").unwrap();
    assert_eq!(played.out, format!("Playing {name}: {measures}"));
    differs(&heard, &written(&stage, "x.wav"))
}

fn differs(heard: &[[f32; 2]], written: &[[f32; 2]]) -> Result<(), String> {
    let start = place(written, heard).ok_or("the sound is not heard")?;
    let end = start + written.len();
    let whole = heard.get(start..end).ok_or("its end is not heard")?;
    let mut pairs = whole.iter().zip(written);
    if let Some(lost) = pairs.position(|(a, b)| !is_same(a, b)) {
        return Err(format!("frame {lost} is another"));
    }
    let mut around = heard[..start].iter().chain(&heard[end..]);
    if around.all(is_silent) {
        Ok(())
    } else {
        Err("something else is heard".to_owned())
    }
}

/// The number of attempts. A recorder on a busy machine may miss samples by chance; samples that
/// the program drops are missing in every attempt.
const TRIES: usize = 4;

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn the_played_sound_equals_the_written_file() {
    for (name, length) in [("door-strike", None), ("wind", Some("2s"))] {
        let mut missed = Vec::new();
        while missed.len() < TRIES {
            match compared(name, length) {
                Ok(()) => break,
                Err(how) => missed.push(how),
            }
        }
        assert!(missed.len() < TRIES, "{name}: {missed:?}");
    }
}

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn an_interrupt_stops_the_sound_at_once() {
    let stage = Stage::new();
    let _server = Server::start(&stage);
    let mut command = stage.command();
    command.args(["sounds", "try", "wind", "--length", "30s"]);
    let mut program = command.stdout(Stdio::null()).spawn().unwrap();
    soon("the sound", || !heard(&stage).iter().all(is_silent));
    let id = program.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let start = Instant::now();
    assert_eq!(program.wait().unwrap().signal(), Some(SIGINT));
    // Far less than the rest of the sound, also on a busy machine.
    assert!(start.elapsed() < Duration::from_secs(10));
    soon("silence", || {
        let heard = heard(&stage);
        heard[heard.len().saturating_sub(9_600)..]
            .iter()
            .all(is_silent)
    });
}

#[test]
#[ignore = "needs pulseaudio and parec; `make test` runs it"]
fn the_loss_of_the_sound_server_is_reported() {
    let stage = Stage::new();
    let mut server = Server::start(&stage);
    let mut command = stage.command();
    command.args(["sounds", "try", "wind", "--length", "30s"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let program = command.spawn().unwrap();
    soon("the sound", || !heard(&stage).iter().all(is_silent));
    server.daemon.kill().unwrap();
    let said = crate::stage::said(&program.wait_with_output().unwrap());
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .ends_with("the sound device is no longer available\n"),
        "{}",
        said.err
    );
}

#[test]
fn without_a_sound_server_the_message_suggests_a_file() {
    let stage = Stage::new();
    let message = "error: the sound cannot be played; `-o FILE.wav` writes it to a file\n  \
        because there is no sound device: neither PipeWire nor PulseAudio is running here\n";
    let said = stage.run(["sounds", "try", "wind"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    if cfg!(not(feature = "alsa")) {
        assert_eq!(said.err, message);
    }
    // A killed server leaves its socket behind, without a listener.
    fs::create_dir_all(stage.path("home/run/pulse")).unwrap();
    let socket = stage.path("home/run/pulse/native");
    drop(std::os::unix::net::UnixListener::bind(socket).unwrap());
    let said = stage.run(["sounds", "try", "wind"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    if cfg!(not(feature = "alsa")) {
        assert_eq!(said.err, message);
    }
}
