mod asking;
mod bits;

use std::fs;
use std::path::PathBuf;
use std::sync::Condvar;
use std::time::{Duration, Instant};

use super::*;
use crate::output::device::Output;
use crate::output::live::State;
use cuebook_core::id::{LineId, WordId};
use cuebook_voice::tone::ToneVoice;
use cuebook_voice::{Take, Utterance, VoiceError};

const TEXT: &str = "One two three four. Five six seven eight.\n\n\
    Nine ten eleven twelve. Stop fourteen fifteen sixteen.\n\n\
    The end is near now. It comes at last, slowly, over the hills.\n";

const SCRIPT: &str = "text: text.txt\n\
    lines: []\n\
    cues: [{ id: air, bed: wind, from: start, until: end, gain: -20dB }]\n";

/// A voice that stops at a word until it may continue.
#[derive(Default)]
struct Slow {
    spoken: Mutex<Vec<String>>,
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Slow {
    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}

impl Voice for Slow {
    fn identity(&self) -> String {
        "slow".to_owned()
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        self.spoken.lock().unwrap().push(utterance.text.clone());
        if utterance.text.contains("Stop") {
            let is_open = self.is_open.lock().unwrap();
            let waited = self.opened.wait_while(is_open, |is_open| !*is_open);
            drop(waited);
        }
        ToneVoice.speak(utterance)
    }
}

struct Stage {
    folder: tempfile::TempDir,
    studio: Studio,
    voice: Arc<Slow>,
}

impl Stage {
    fn new() -> Stage {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let studio = Studio::within(folder.path());
        fs::write(path("text.txt"), TEXT).unwrap();
        fs::write(path("show.yaml"), SCRIPT).unwrap();
        Stage {
            folder,
            studio,
            voice: Arc::default(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn play(&self, from: Option<&str>) -> Player {
        let show = self.studio.open(&self.path("show.yaml"), None).unwrap();
        assert_eq!(show.diagnostics, []);
        let options = PlayOptions {
            from: from.map(str::to_owned),
            jobs: 1,
            ..PlayOptions::default()
        };
        let live = Live::start(Output::Silent, None);
        Player::start(&self.studio, show, self.voice.clone(), live, options).unwrap()
    }
}

fn soon(player: &Player, what: &str, is_so: impl Fn(&Status) -> bool) -> Status {
    let start = Instant::now();
    loop {
        let status = player.status();
        if is_so(&status) {
            return status;
        }
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{what}: {status:?}"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Returns the word that is heard.
fn word(player: &Player) -> Option<String> {
    let status = player.status();
    let edition = player.edition(status.edition)?;
    let times = &edition.timeline.words;
    let place = times.position(|time| time.contains(&status.at))?;
    let prose = &edition.show().book.prose;
    Some(prose.words[place].span.of(&prose.text).to_owned())
}

#[test]
fn it_plays_while_the_rest_is_spoken_and_waits_for_missing_lines() {
    let stage = Stage::new();
    let player = stage.play(None);
    soon(&player, "it plays", |status| status.at > Frames(24_000));
    let status = soon(&player, "it waits", |status| status.state == State::Waiting);
    let edition = player.edition(status.edition).unwrap();
    let stop = edition.timeline.lines[LineId(0)].at.clone();
    assert!(stop.contains(&status.at) || status.at < edition.timeline.frames);
    assert!(edition.made() < edition.all());
    let before = status.at;
    stage.voice.open();
    soon(&player, "it goes on", |status| {
        status.at > before + Frames(48_000)
    });
    soon(&player, "it is levelled", |status| {
        player
            .edition(status.edition)
            .is_some_and(|edition| edition.is_levelled)
    });
    player.finish().unwrap();
}

#[test]
fn the_first_heard_line_is_spoken_first() {
    let stage = Stage::new();
    stage.voice.open();
    let player = stage.play(Some("The end"));
    // A busy machine may look only after the end.
    soon(&player, "it plays", |status| {
        matches!(status.state, State::Playing | State::Ended) && status.at > Frames(0)
    });
    let spoken = stage.voice.spoken.lock().unwrap().clone();
    assert!(spoken[0].starts_with("The end"), "{spoken:?}");
    // Earlier lines are spoken afterwards, and nothing moves.
    soon(&player, "all is there", |status| {
        player
            .edition(status.edition)
            .is_some_and(|edition| edition.made() == edition.all())
    });
    player.finish().unwrap();
}

#[test]
fn a_saved_change_takes_over_at_the_same_word_and_speaks_only_new_lines() {
    let stage = Stage::new();
    stage.voice.open();
    let player = stage.play(None);
    soon(&player, "all is there", |status| {
        let edition = player.edition(status.edition);
        edition.is_some_and(|edition| edition.is_levelled)
    });
    let spoken = stage.voice.spoken.lock().unwrap().len();
    player.seek(player.latest().unwrap().timeline.words[WordId(17)].start);
    player.pause(true);
    soon(&player, "it pauses", |status| status.state == State::Paused);
    soon(&player, "it is there", |_| {
        word(&player).as_deref() == Some("end")
    });
    let old = player.status().edition;

    let longer = TEXT.replace("Five six", "Five and a half, and then six");
    fs::write(stage.path("text.txt"), longer).unwrap();
    soon(&player, "the edition", |status| status.edition > old);
    assert_eq!(word(&player).as_deref(), Some("end"));
    // The changed line has passed, so it is spoken afterwards. The show is then longer.
    soon(&player, "all is there", |status| {
        let edition = player.edition(status.edition);
        edition.is_some_and(|edition| edition.is_levelled)
    });
    assert_eq!(word(&player).as_deref(), Some("end"));
    assert_eq!(stage.voice.spoken.lock().unwrap().len(), spoken + 1);

    // An error in the script changes only the message.
    let now = player.status();
    fs::write(stage.path("show.yaml"), SCRIPT.replace("bed:", "bad:")).unwrap();
    soon(&player, "the mistake", |_| player.mistaken().is_some());
    assert_eq!(player.message(), None, "it is not read again");
    assert_eq!(player.status(), now);
    fs::write(stage.path("show.yaml"), SCRIPT.replace("-20dB", "-6dB")).unwrap();
    soon(&player, "the edition", |status| {
        status.edition > now.edition
    });
    assert!(player.mistaken().is_none());
    assert_eq!(word(&player).as_deref(), Some("end"));
    assert_eq!(stage.voice.spoken.lock().unwrap().len(), spoken + 1);
    player.finish().unwrap();
}
