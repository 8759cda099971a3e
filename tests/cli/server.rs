//! A sound server for one test: PulseAudio without a sound card, and a recorder on
//! its monitor. Tests that start one are ignored by default, since not every machine
//! has PulseAudio; `make test` runs them.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::stage::Stage;

/// PulseAudio without a sound card, and a recorder on its monitor.
pub(crate) struct Server {
    pub daemon: Child,
    recorder: Option<Child>,
}

impl Server {
    /// Starts a server in the folder of the test.
    pub(crate) fn start(stage: &Stage) -> Server {
        for tool in ["pulseaudio", "parec"] {
            let version = Command::new(tool).arg("--version").output();
            assert!(
                version.is_ok(),
                "{tool} is missing; `make server` installs it"
            );
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
            "-Lmodule-null-sink sink_name=telephone format=s16le rate=44100 channels=1",
            "-Lmodule-null-sink sink_name=cinema format=float32le rate=96000 channels=6",
        ];
        let mut server = Server {
            daemon: quiet(stage, "pulseaudio").args(arguments).spawn().unwrap(),
            recorder: None,
        };
        soon("the server", || {
            stage.path("home/run/pulse/native").exists()
        });
        server.record(stage);
        server
    }

    /// Starts again after the daemon was killed. The earlier recording is lost.
    pub(crate) fn restart(self, stage: &Stage) -> Server {
        drop(self);
        let _ = fs::remove_file(stage.path("home/run/pulse/native"));
        Server::start(stage)
    }

    fn record(&mut self, stage: &Stage) {
        let mut recorder = quiet(stage, "parec");
        recorder.args(["-d", "cue.monitor", "--raw", "--format=float32le"]);
        recorder.args(["--rate=48000", "--channels=2", "--latency-msec=50"]);
        recorder.stdout(File::create(stage.path("heard.f32")).unwrap());
        self.recorder = Some(recorder.spawn().unwrap());
        // A recorder loses the first tenth of a second.
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

pub(crate) fn quiet(stage: &Stage, program: &str) -> Command {
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

pub(crate) fn soon(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} is late");
        sleep(Duration::from_millis(20));
    }
}

/// A process that ends with the test.
pub(crate) struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns the frames recorded so far.
pub(crate) fn heard(stage: &Stage) -> Vec<[f32; 2]> {
    let bytes = stage.bytes("heard.f32");
    let sample = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap());
    let frames = bytes.chunks_exact(8);
    frames
        .map(|frame| [sample(&frame[..4]), sample(&frame[4..])])
        .collect()
}
