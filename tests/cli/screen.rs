//! The terminal view in a real terminal: the tests press keys and read the screen.

use std::process::{Command, Output};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// A terminal that runs the program.
struct Terminal<'a> {
    stage: &'a Stage,
}

impl<'a> Terminal<'a> {
    /// Plays the show in a terminal of 80 columns.
    fn start(stage: &'a Stage, args: &str) -> Terminal<'a> {
        let version = Command::new("tmux").arg("-V").output();
        assert!(
            version.is_ok(),
            "tmux is missing; `make server` installs it"
        );
        let terminal = Terminal { stage };
        let program = env!("CARGO_BIN_EXE_cuebook");
        let run =
            format!("{program} play show.yaml --stand-in --silent {args}; echo ended $?; sleep 60");
        let made = terminal.tmux(&[
            "new-session",
            "-d",
            "-s",
            "play",
            "-x",
            "80",
            "-y",
            "24",
            &run,
        ]);
        assert!(made.status.success(), "{made:?}");
        terminal
    }

    fn tmux(&self, args: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(self.stage.path("home/tmux"));
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

    fn screen(&self) -> String {
        let shown = self.tmux(&["capture-pane", "-p", "-t", "play"]);
        String::from_utf8(shown.stdout).unwrap()
    }

    fn press(&self, keys: &[&str]) {
        for key in keys {
            self.tmux(&["send-keys", "-t", "play", key]);
        }
    }

    /// Waits until the screen shows some words.
    fn shows(&self, words: &str) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if screen.contains(words) {
                return screen;
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "{words}:\n{screen}"
            );
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

fn stage() -> Stage {
    let stage = Stage::new();
    std::fs::create_dir_all(stage.path("home")).unwrap();
    // Long enough to press every key.
    stage.change("times: { count: 2, every: 0.3s..0.9s }", "hold: 60s");
    stage.rendered("show.wav", &[]);
    stage
}

#[test]
#[ignore = "needs tmux; `make test` runs it"]
fn keys_change_the_screen() {
    let stage = stage();
    let terminal = Terminal::start(&stage, "");
    let screen = terminal.shows("playing");
    assert!(screen.contains("The Door"), "{screen}");
    assert!(screen.contains("ANNA"), "{screen}");
    terminal.press(&["Space"]);
    terminal.shows("paused");
    terminal.press(&["Space"]);
    terminal.shows("playing");
    terminal.press(&["?"]);
    terminal.shows("play or pause; go at a cue that waits");
    terminal.press(&["Escape"]);
    terminal.press(&["4", "m"]);
    terminal.shows("muted beds");
    terminal.press(&["Space"]);
    terminal.shows("paused");
    terminal.press(&["/"]);
    terminal.press(&["Come"]);
    terminal.shows("1 of 1");
    terminal.press(&["Enter", "l"]);
    terminal.shows("loop");
    // The terminal is resized during playback.
    terminal.tmux(&["resize-window", "-t", "play", "-x", "200", "-y", "60"]);
    terminal.shows("momentary");
    // A mistake covers the view until it is corrected.
    stage.change("bed: wind", "bed: wnid");
    terminal.shows("there is no sound named `wnid`");
    stage.change("bed: wnid", "bed: wind");
    let mut screen = terminal.screen();
    let start = Instant::now();
    while screen.contains("wnid") {
        assert!(start.elapsed() < Duration::from_secs(20), "{screen}");
        sleep(Duration::from_millis(50));
        screen = terminal.screen();
    }
    terminal.press(&["q"]);
    terminal.shows("ended 0");
}
