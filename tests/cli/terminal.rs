//! A real terminal in which the program plays: keys are pressed and the screen is read.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// A terminal that runs the program.
pub(crate) struct Terminal<'a> {
    stage: &'a Stage,
    /// The socket of its server.
    socket: PathBuf,
}

/// The number of servers so far: a socket is not used again while its server ends.
static SERVERS: AtomicUsize = AtomicUsize::new(0);

impl<'a> Terminal<'a> {
    /// Plays a script with the stand-in voice in a terminal of 80 columns.
    pub(crate) fn play(stage: &'a Stage, args: &str) -> Terminal<'a> {
        let version = Command::new("tmux").arg("-V").output();
        assert!(
            version.is_ok(),
            "tmux is missing; `make server` installs it"
        );
        let number = SERVERS.fetch_add(1, Ordering::Relaxed);
        let socket = stage.path(&format!("home/tmux-{number}"));
        let terminal = Terminal { stage, socket };
        let program = env!("CARGO_BIN_EXE_cuebook");
        let run = format!("{program} play {args} --stand-in --silent; echo ended $?; sleep 60");
        let size = ["-x", "80", "-y", "24"];
        let new = ["new-session", "-d", "-s", "play"];
        let made = terminal.tmux(&[&new[..], &size, &[&run]].concat());
        assert!(made.status.success(), "{made:?}");
        terminal
    }

    pub(crate) fn tmux(&self, args: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(&self.socket);
        for (name, value) in self.stage.command().get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        command
            .env_remove("TMUX")
            .env("LC_ALL", "C.UTF-8")
            .env("EDITOR", "touch edited.txt;true");
        let folder = self.stage.path(".");
        command.current_dir(folder).args(args).output().unwrap()
    }

    pub(crate) fn screen(&self) -> String {
        let shown = self.tmux(&["capture-pane", "-p", "-t", "play"]);
        String::from_utf8(shown.stdout).unwrap()
    }

    pub(crate) fn press(&self, keys: &[&str]) {
        for key in keys {
            self.tmux(&["send-keys", "-t", "play", key]);
        }
    }

    /// Waits until the screen shows some words.
    pub(crate) fn shows(&self, words: &str) -> String {
        self.waits(words, |screen| screen.contains(words))
    }

    /// Waits until the screen does not show some words.
    pub(crate) fn hides(&self, words: &str) -> String {
        self.waits(words, |screen| !screen.contains(words))
    }

    fn waits(&self, words: &str, is_there: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if is_there(&screen) {
                return screen;
            }
            let patience = Duration::from_secs(60);
            assert!(start.elapsed() < patience, "{words}:\n{screen}");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}
