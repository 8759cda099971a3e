//! A sound that is heard: a sound server of the test's own, which records what
//! it plays.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// The signal of Ctrl-C.
const SIGINT: i32 = 2;

/// PulseAudio without a sound card, and a recorder on its monitor.
struct Server {
    daemon: Child,
    recorder: Option<Child>,
}

impl Server {
    /// None, and why, on a machine without PulseAudio.
    fn start(stage: &Stage) -> Option<Server> {
        let has = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
        if !has("pulseaudio") || !has("parec") {
            eprintln!("skipped: pulseaudio and parec (pulseaudio-utils) are not installed");
            return None;
        }
        let run = stage.path("home/run");
        fs::create_dir_all(&run).unwrap();
        fs::set_permissions(&run, fs::Permissions::from_mode(0o700)).unwrap();
        let arguments = [
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--use-pid-file=no",
            "-Lmodule-native-protocol-unix auth-anonymous=1",
            "-Lmodule-null-sink sink_name=cue format=float32le rate=48000 channels=2",
        ];
        let mut server = Server {
            daemon: quiet(stage, "pulseaudio").args(arguments).spawn().unwrap(),
            recorder: None,
        };
        soon("the server", || {
            stage.path("home/run/pulse/native").exists()
        });
        server.record(stage);
        Some(server)
    }

    fn record(&mut self, stage: &Stage) {
        let mut recorder = quiet(stage, "parec");
        recorder.args(["-d", "cue.monitor", "--raw", "--format=float32le"]);
        recorder.args(["--rate=48000", "--channels=2", "--latency-msec=50"]);
        recorder.stdout(File::create(stage.path("heard.f32")).unwrap());
        self.recorder = Some(recorder.spawn().unwrap());
        // A recorder loses what comes in its first tenth of a second.
        soon("the recorder", || heard(stage).len() > 24_000);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for child in self.recorder.iter_mut().chain([&mut self.daemon]) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn quiet(stage: &Stage, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("HOME", stage.path("home"))
        .env("XDG_RUNTIME_DIR", stage.path("home/run"))
        .env_remove("PULSE_SERVER")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn soon(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what} is late");
        sleep(Duration::from_millis(20));
    }
}

/// All that was recorded so far.
fn heard(stage: &Stage) -> Vec<[f32; 2]> {
    let bytes = stage.bytes("heard.f32");
    let sample = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap());
    let frames = bytes.chunks_exact(8);
    frames
        .map(|frame| [sample(&frame[..4]), sample(&frame[4..])])
        .collect()
}

/// The frames of a 24-bit file.
fn written(stage: &Stage, name: &str) -> Vec<[f32; 2]> {
    let mut file = hound::WavReader::open(stage.path(name)).unwrap();
    let samples = file.samples::<i32>().map(|sample| sample.unwrap() as f32);
    let samples: Vec<f32> = samples.map(|sample| sample / 8_388_608.0).collect();
    samples.as_chunks::<2>().0.to_vec()
}

/// Whether two frames are the same, but for the rounding to 24 bits.
fn is_same(one: &[f32; 2], other: &[f32; 2]) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= 2.0 / 8_388_608.0;
    near(one[0], other[0]) && near(one[1], other[1])
}

fn is_silent(frame: &[f32; 2]) -> bool {
    is_same(frame, &[0.0; 2])
}

/// The frame of a recording with which a sound begins, by its loudest frames.
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

/// How what is heard differs from what is written, if it does; none without a server.
fn compared(name: &str, length: Option<&str>) -> Option<Result<(), String>> {
    let stage = Stage::new();
    let _server = Server::start(&stage)?;
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
    // Both lines say the same of the sound.
    let (_, measures) = saved.out.split_once(": ").unwrap();
    assert_eq!(played.out, format!("Playing {name}: {measures}"));
    Some(differs(&heard, &written(&stage, "x.wav")))
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

/// A recorder on a busy machine may miss a stretch of what was played. What the
/// program itself leaves out is missing every time.
const TRIES: usize = 4;

#[test]
fn what_is_heard_is_what_is_written_sample_for_sample() {
    for (name, length) in [("door-strike", None), ("wind", Some("2s"))] {
        let mut missed = Vec::new();
        while missed.len() < TRIES {
            match compared(name, length) {
                None => return,
                Some(Ok(())) => break,
                Some(Err(how)) => missed.push(how),
            }
        }
        assert!(missed.len() < TRIES, "{name}: {missed:?}");
    }
}

#[test]
fn an_interrupted_sound_stops_at_once() {
    let stage = Stage::new();
    let Some(_server) = Server::start(&stage) else {
        return;
    };
    let mut command = stage.command();
    command.args(["sounds", "try", "wind", "--length", "30s"]);
    let mut program = command.stdout(Stdio::null()).spawn().unwrap();
    soon("the sound", || !heard(&stage).iter().all(is_silent));
    let id = program.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let start = Instant::now();
    assert_eq!(program.wait().unwrap().signal(), Some(SIGINT));
    assert!(start.elapsed() < Duration::from_secs(1));
    sleep(Duration::from_millis(700));
    let heard = heard(&stage);
    assert!(heard[heard.len() - 9_600..].iter().all(is_silent));
}

#[test]
fn a_server_that_goes_away_is_told() {
    let stage = Stage::new();
    let Some(mut server) = Server::start(&stage) else {
        return;
    };
    let mut command = stage.command();
    command.args(["sounds", "try", "wind", "--length", "30s"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let program = command.spawn().unwrap();
    soon("the sound", || !heard(&stage).iter().all(is_silent));
    server.daemon.kill().unwrap();
    let said = crate::stage::said(&program.wait_with_output().unwrap());
    assert_eq!(said.code, 2);
    assert!(
        said.err.ends_with("the sound device went away\n"),
        "{}",
        said.err
    );
}

#[test]
fn without_a_server_the_way_to_a_file_is_told() {
    let stage = Stage::new();
    let told = "error: this cannot be played aloud; `-o FILE.wav` writes it to a file\n  \
        because there is no sound device: neither PipeWire nor PulseAudio is running here\n";
    let said = stage.run(["sounds", "try", "wind"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    if cfg!(not(feature = "alsa")) {
        assert_eq!(said.err, told);
    }
    // A server that was killed leaves its socket, to which nobody listens.
    fs::create_dir_all(stage.path("home/run/pulse")).unwrap();
    let socket = stage.path("home/run/pulse/native");
    drop(std::os::unix::net::UnixListener::bind(socket).unwrap());
    let said = stage.run(["sounds", "try", "wind"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    if cfg!(not(feature = "alsa")) {
        assert_eq!(said.err, told);
    }
}
