//! Playback has the bits of the rendering, for all decisions and all their times.

use std::sync::mpsc::{Receiver, channel};

use super::asking::TALE;
use super::*;
use crate::mix::{self, Listening};
use crate::output::device::hand::Hand;
use crate::output::device::supply::Supply;
use crate::output::device::{DeviceError, Host};
use crate::output::level::Goal;
use crate::output::meter::Sides;
use crate::perform::staged::wav;
use crate::session::console::Console;
use cuebook_core::progress::Silent;
use cuebook_core::units::BLOCK;
use cuebook_engine::Block;
use cuebook_voice::tone::ToneVoice;

/// A show that is played on that device.
struct Playing {
    player: Player,
    supply: Supply,
    heard: Vec<[f32; 2]>,
}

impl Stage {
    /// A stage with two short sounds in its folder.
    fn with_sounds() -> Stage {
        let stage = Stage::new();
        let wave = |step: usize, length: usize| {
            wav((0..length).map(move |frame| ((frame * step) % 9_000) as i16))
        };
        fs::write(stage.path("hum.wav"), wave(173, 48_000)).unwrap();
        fs::write(stage.path("knock.wav"), wave(911, 24_000)).unwrap();
        stage.voice.open();
        stage
    }

    fn show(&self, script: &str) -> Show {
        fs::write(self.path("tale.yaml"), script).unwrap();
        let show = self.studio.open(&self.path("tale.yaml"), None).unwrap();
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
        show
    }

    fn playing(&self, script: &str, options: PlayOptions) -> Playing {
        let show = self.show(script);
        let (send, supplies): (_, Receiver<Supply>) = channel();
        let send = Mutex::new(send);
        let live = Live::with(Frames::ZERO, None, move || {
            let send = send.lock().map_err(|_| DeviceError::Lost)?;
            Ok(Box::new(Hand(send.clone())) as Box<dyn Host>)
        });
        live.opened().unwrap();
        let supply = supplies.recv().unwrap();
        let options = PlayOptions { jobs: 1, ..options };
        let player = Player::start(&self.studio, show, Arc::new(ToneVoice), live, options);
        Playing {
            player: player.unwrap(),
            supply,
            heard: Vec::new(),
        }
    }

    /// Returns the rendered frames of a path.
    fn rendered(&self, script: &str, path: &str) -> Vec<[f32; 2]> {
        let show = self.show(script).choose(Some(path)).unwrap();
        assert_eq!((show.decisions.as_str(), show.added), (path, 0));
        let show = show.show;
        let staged = self.studio.stage(&show, &ToneVoice, 1, &Silent).unwrap();
        let (book, listening) = (&show.book, Listening::Loudspeakers);
        let plan = mix::plan(listening, book, &staged.performance, &staged.timeline);
        let common = self
            .studio
            .common_trim(&show, (&ToneVoice, 1), (listening, Sides::Both), &Silent)
            .unwrap();
        let console = Console {
            plan: Arc::new(plan),
            performance: Arc::new(staged.performance),
            goal: Goal::stereo(book.target.level),
            trims: self.studio.trims(),
            stretches: self.studio.stretches(),
            common,
        };
        let mut engine = console.engine(console.trim().unwrap().0);
        let mut block = Block::SILENCE;
        let mut out = Vec::new();
        loop {
            let frames = engine.render(&mut block).unwrap();
            out.extend((0..frames).map(|frame| [block.left[frame], block.right[frame]]));
            if frames < BLOCK {
                return out;
            }
        }
    }
}

impl Playing {
    /// Takes frames, as slowly as the player needs.
    fn take(&mut self, frames: usize) {
        let end = self.heard.len() + frames;
        let begun = Instant::now();
        while self.heard.len() < end {
            if self.supply.is_dry() {
                assert!(begun.elapsed() < Duration::from_secs(60), "no frames");
                if self.player.status().state == State::Ended {
                    return;
                }
                std::thread::sleep(Duration::from_micros(200));
                continue;
            }
            let (left, right) = (self.supply.next(), self.supply.next());
            self.heard.push([left.unwrap(), right.unwrap()]);
        }
        assert!(
            self.heard.len() < 48_000 * 240,
            "it does not end: {} {:?} {:?} {:?}",
            self.player.path(),
            self.player.question(),
            self.player.status(),
            self.player
                .latest()
                .map(|own| (own.number, own.frames(), own.timeline.frames)),
        );
    }

    /// Takes frames until something holds.
    fn until(&mut self, what: &str, holds: impl Fn(&Player) -> bool) {
        let begun = Instant::now();
        while !holds(&self.player) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
            self.take(64);
        }
    }

    fn is_over(&self) -> bool {
        self.player.status().state == State::Ended
    }

    /// Takes an option, and waits until the edition with it is there.
    fn choose(&mut self, question: &Question, option: usize) {
        let edition = self.player.latest().unwrap().number;
        self.player.choose(question.number, option);
        let begun = Instant::now();
        let is_there =
            |own: &Playing| own.player.latest().unwrap().number > edition && own.supply.has_next();
        while !is_there(self) && begun.elapsed() < Duration::from_millis(1_200) {
            std::thread::sleep(Duration::from_millis(1));
        }
        // The flow that is there may be an earlier one.
        std::thread::sleep(Duration::from_millis(150));
    }

    /// Plays to the end. `decide` says for each question how long the listener waits, and the option that is
    /// taken then; `None` for a default.
    fn play_on(&mut self, mut decide: impl FnMut(&Question) -> Option<(Frames, usize)>) {
        let mut plan: Option<(usize, Option<(Frames, usize)>)> = None;
        while !self.is_over() {
            self.take(256);
            let Some(question) = self.player.question() else {
                continue;
            };
            let own = match plan {
                Some((number, own)) if number == question.number => own,
                _ => {
                    let own = decide(&question);
                    plan = Some((question.number, own));
                    own
                }
            };
            let at = self.player.status().at;
            if let (Some((wait, option)), None) = (own, question.taken)
                && at >= question.begins.max(question.asked + wait)
            {
                self.choose(&question, option);
                plan = Some((question.number, None));
            }
        }
    }
}

fn without_silence(mut heard: Vec<[f32; 2]>) -> Vec<[f32; 2]> {
    let start = heard.iter().position(|frame| *frame != [0.0; 2]);
    heard.split_off(start.unwrap_or(0))
}

fn assert_same(heard: Vec<[f32; 2]>, rendered: Vec<[f32; 2]>, path: &str) {
    let lead = rendered.iter().position(|frame| *frame != [0.0; 2]);
    let all = heard.clone();
    let (heard, rendered) = (without_silence(heard), without_silence(rendered));
    let mut pairs = heard.iter().zip(&rendered);
    let differs = pairs.position(|(one, other)| one != other);
    if let Some(at) = differs {
        let equal = heard[at..].iter().zip(&rendered[at..]);
        let equal = equal.take_while(|(one, other)| one != other).count();
        let (one, other) = (&heard[at..at + 3], &rendered[at..at + 3]);
        println!("{path} differs at {at} + {lead:?}, for {equal} frames: {one:?} {other:?}");
        let shift = (1..60_000).find(|by| heard[at..at + 900] == rendered[at + by..at + by + 900]);
        println!("shifted by {shift:?}; {}", all.len());
    }
    assert_eq!(differs, None, "{path}: {} frames", rendered.len());
    let rest = heard.len().abs_diff(rendered.len());
    assert!(rest < 48_000, "{path}: {rest} frames more or less");
}

/// The show of the other tests, with short sounds.
fn tale() -> String {
    let mut script = TALE.to_owned();
    for (sound, short) in [
        ("bed: wind", "bed: hum"),
        ("bed: fire", "bed: hum"),
        ("bed: clock", "bed: hum"),
        ("spot: bell-toll", "spot: knock"),
    ] {
        script = script.replace(sound, short);
    }
    format!("sounds: {{ hum: {{ file: hum.wav }}, knock: {{ file: knock.wav }} }}\n{script}")
}

/// Random numbers.
struct Dice(u32);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % sides
    }
}

#[test]
fn random_decisions_sound_as_they_are_rendered() {
    let stage = Stage::with_sounds();
    let script = tale();
    // With the reminder, so that nothing is missing.
    stage.rendered(&script, "door=out@2s");
    for seed in 1..6 {
        let mut dice = Dice(seed);
        let mut playing = stage.playing(&script, PlayOptions::default());
        playing.play_on(|question| {
            let wait = Frames(i64::from(dice.roll(130_000)) - 30_000);
            let option = dice.roll(question.options.len() as u32 + 1) as usize;
            let offer = question.options.get(option);
            match (offer, question.clock) {
                (Some(offer), _) => Some((wait, offer.option)),
                (None, Some(_)) => None,
                (None, None) => Some((wait, question.options[0].option)),
            }
        });
        let path = playing.player.path();
        let rendered = stage.rendered(&script, &path);
        assert_same(playing.heard, rendered, &path);
        println!("{path}");
        playing.player.finish().unwrap();
    }
}

/// Plays up to the question, and a time after its end.
fn to_question(playing: &mut Playing, name: &str, after: i64) -> Question {
    playing.until(name, |player| {
        let at = player.status().at;
        let question = player.question().filter(|own| own.name == name);
        question.is_some_and(|own| at >= own.asked + Frames(after))
    });
    playing.player.question().unwrap()
}

#[test]
fn the_time_or_the_listener_decides_but_not_both() {
    let stage = Stage::with_sounds();
    let script = tale();
    // With the reminder, so that nothing is missing.
    stage.rendered(&script, "door=out@2s");
    // In the last moments before 1.5 s are over.
    for before in [12_000, 6_000, 4_000, 3_000, 2_000, 1_500, 1_000, 500, 100] {
        let options = PlayOptions {
            begun: stage.show(&script).begun(Some("door=in")).unwrap(),
            ..PlayOptions::default()
        };
        let mut playing = stage.playing(&script, options);
        let again = to_question(&mut playing, "again", 72_000 - before);
        playing.choose(&again, 0);
        playing.until("the turn", |player| player.decisions().len() == 2);
        let path = playing.player.path();
        if path.contains("again=back") {
            let door = to_question(&mut playing, "door", 0);
            playing.choose(&door, 1);
        }
        playing.play_on(|_| None);
        let path = playing.player.path();
        let rendered = stage.rendered(&script, &path);
        println!("{:?}", playing.player.latest().unwrap().timeline.turns);
        assert_same(playing.heard, rendered, &path);
        println!("{before} frames before the end: {path}");
        playing.player.finish().unwrap();
    }
}

#[test]
fn a_second_decision_is_ignored_and_one_may_be_taken_back() {
    let stage = Stage::with_sounds();
    let script = tale();
    // With the reminder, so that nothing is missing.
    stage.rendered(&script, "door=out@2s");
    let mut playing = stage.playing(&script, PlayOptions::default());
    let door = to_question(&mut playing, "door", 9_000);
    playing.choose(&door, 0);
    assert_eq!(playing.player.question().unwrap().taken, Some(0));
    playing.player.choose(0, 1);
    std::thread::sleep(Duration::from_millis(60));
    let again = to_question(&mut playing, "again", 0);
    assert!(playing.player.path().starts_with("door=in@"));
    // Back to the door, and out.
    playing.player.back();
    let back = to_question(&mut playing, "door", 0);
    assert_eq!((back.number, back.taken), (0, None));
    assert!(again.number == 1 && playing.player.decisions().is_empty());
    playing.choose(&back, 1);
    playing.until("the turn", |player| !player.decisions().is_empty());
    assert!(playing.player.path().starts_with("door=out@"));
    // A seek back keeps the path, and the question may be decided again.
    playing.player.seek(Frames::ZERO);
    playing.until("the start", |player| player.status().at < Frames(48_000));
    let door = to_question(&mut playing, "door", -20_000);
    assert_eq!(door.taken, Some(1));
    playing.choose(&door, 0);
    playing.until("the turn", |player| !player.decisions().is_empty());
    assert!(playing.player.path().starts_with("door=in@"));
    let visits = playing.player.visits();
    assert_eq!(visits.len(), 2);
    playing.player.finish().unwrap();
}

#[test]
fn without_clocks_a_choice_waits_for_ever() {
    let stage = Stage::with_sounds();
    let script = tale();
    // With the reminder, so that nothing is missing.
    stage.rendered(&script, "door=out@2s");
    let options = PlayOptions {
        begun: stage.show(&script).begun(Some("door=in")).unwrap(),
        resume: Some(Resume::Choice),
        is_clock_off: true,
        ..PlayOptions::default()
    };
    let mut playing = stage.playing(&script, options);
    playing.until("it plays", |player| player.status().at > Frames(1));
    let again = to_question(&mut playing, "again", 150_000);
    assert!(again.clock.is_some_and(|clock| clock.stopped));
    // With a clock again, the time is over at once. The path says how long it was.
    playing.player.set_clock(true);
    playing.until("the turn", |player| player.decisions().len() == 2);
    let path = playing.player.path();
    let time = path.strip_prefix("door=in,again=go@");
    let time = time.and_then(|time| time.strip_suffix('s')?.parse::<f64>().ok());
    // 150,000 frames, and those that were taken until the turn.
    assert!(time.is_some_and(|time| time > 3.0), "{path}");
    playing.player.finish().unwrap();
}
