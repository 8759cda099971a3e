//! The samples of a path before a turn do not depend on what comes after it.

use std::io;
use std::sync::Arc;

use super::{HOUSE, Path, decisions, path, show_with};
use crate::mix::{self, BusName, Listening, MixPlan, ResponseId};
use crate::perform::staged::wav;
use crate::perform::{Cache, Context, Performance};
use crate::timeline::{PerformanceLengths, Timeline};
use crate::world::Memory;
use cuebook_core::audio::{AudioReader, ImpulseResponse};
use cuebook_core::id::AudioId;
use cuebook_core::progress::Silent;
use cuebook_core::units::Frames;
use cuebook_dsp::head;
use cuebook_engine::{AudioSource, Block, Engine};
use cuebook_voice::tone::ToneVoice;

struct Takes(Performance);

impl AudioSource for Takes {
    fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        self.0.open(audio)
    }

    fn response(&self, answer: ResponseId) -> io::Result<ImpulseResponse> {
        match answer {
            ResponseId::Room(space) => self.0.response(space),
            ResponseId::Ears(degrees) => Ok(head::ears(f64::from(degrees))),
        }
    }
}

/// A folder for takes, which all paths of a test share.
struct Stage(tempfile::TempDir);

impl Stage {
    fn new() -> Stage {
        Stage(tempfile::tempdir().unwrap())
    }

    fn performed(&self, path: &Path) -> (Performance, Timeline) {
        let context = Context {
            world: &world(),
            voice: &ToneVoice,
            cache: &Cache::open(self.0.path()).unwrap(),
            jobs: 1,
            progress: &Silent,
        };
        let performance = Performance::of(&path.book, &context).unwrap();
        let timeline = Timeline::place(&path.book, &PerformanceLengths::of(&performance));
        (performance, timeline)
    }

    /// Returns the samples before the master, interleaved, and the turns.
    fn mixed(&self, path: &Path, listening: Listening) -> (Vec<f32>, Vec<Frames>) {
        let (performance, timeline) = self.performed(path);
        let plan = mix::plan(listening, &path.book, &performance, &timeline);
        // An open choice waits for ever.
        let soon = |turn: &&Frames| turn.0 < 48_000 * 600;
        let last = timeline.turns.iter().rfind(soon).copied();
        let last = last.unwrap_or_default();
        (samples(plan, performance, last), timeline.turns)
    }
}

/// Returns the samples up to a frame, interleaved.
fn samples(plan: MixPlan, performance: Performance, end: Frames) -> Vec<f32> {
    let engine = Engine::new(Arc::new(plan), Box::new(Takes(performance)));
    let mut mixer = engine.mix(Frames::ZERO);
    let mut block = Block::SILENCE;
    let mut samples = Vec::new();
    loop {
        let frames = mixer.render(&mut block).unwrap();
        let sides = block.left.iter().zip(&block.right).take(frames);
        samples.extend(sides.flat_map(|(left, right)| [*left, *right]));
        if frames == 0 || samples.len() >= end.index() * 2 {
            return samples;
        }
    }
}

/// A hum of a second and a short knock, so that the sounds are made fast.
fn world() -> Memory {
    let wave = |step: usize, length: usize| {
        wav((0..length).map(move |frame| ((frame * step) % 9_000) as i16))
    };
    let world = Memory::default().with("hum.wav", wave(173, 48_000));
    world.with("knock.wav", wave(911, 24_000))
}

/// Returns a script with these sounds in place of those of the library.
fn with_short_sounds(script: &str) -> String {
    let mut script = script.to_owned();
    for (sounds, short) in [
        (&["rain", "wind", "fire", "clock", "lament"][..], "hum"),
        (&["bell-toll", "door-strike"], "knock"),
    ] {
        for sound in sounds {
            for kind in ["bed", "music", "spot"] {
                script = script.replace(&format!("{kind}: {sound}"), &format!("{kind}: {short}"));
            }
        }
    }
    format!("sounds: {{ hum: {{ file: hum.wav }}, knock: {{ file: knock.wav }} }}\n{script}")
}

/// Sounds of all kinds around the choices of [`HOUSE`].
const SOUNDS: &str = "
  - { bed: fire, from: You again, until: { after: went home }, gain: -20dB, duck: { by: 12dB, attack: 1s, release: 3s, for: [speech, spots] }, fade: { in: 3s, out: 4s } }
  - { bed: wind, from: The door was shut, gain: -20dB, pan: -0.5, ride: [ { at: { quote: The rain fell, offset: 4s }, pan: 1, over: 9s }, { at: The hall, pan: -1, over: 2s }, { at: She went, distance: 90m, over: 1s } ] }
  - { music: lament, from: The rain fell, gain: -18dB, until: { after: All ran } }
  - { spot: door-strike, at: She went home, offset: -4s }
  - { spot: door-strike, at: { after: He held a lamp }, offset: 0.5s, duck: { by: 6dB } }
  - { spot: door-strike, at: The door was shut, times: { count: 4, every: 1s..2s } }
  - { hush: 1s, at: The hall was dark, fade: { in: 0.5s } }
  - { hush: 0.4s, at: { after: He held a lamp } }
  - { hush: 2s, at: She went home }
";

fn all_equal_before_the_turn(listening: Listening, named: &[&str]) {
    let script = with_short_sounds(&format!("{HOUSE}{}", SOUNDS.trim_start_matches('\n')));
    let book = show_with(&script, &world()).book;
    let stage = Stage::new();
    let paths: Vec<Path> = named.iter().map(|named| path(&book, named)).collect();
    let mixed: Vec<_> = paths
        .iter()
        .map(|path| stage.mixed(path, listening))
        .collect();
    for (one, (first, turns)) in mixed.iter().enumerate() {
        for (two, (second, other)) in mixed.iter().enumerate().skip(one + 1) {
            let (own, others) = (decisions(&book, named[one]), decisions(&book, named[two]));
            let same = own.iter().zip(&others).take_while(|(a, b)| a == b).count();
            let turn = turns[same].min(other[same]).index() * 2;
            let bits = |sample: &f32| (sample + 0.0).to_bits();
            let mut pairs = first[..turn].iter().zip(&second[..turn]);
            let at = pairs.position(|(a, b)| bits(a) != bits(b));
            assert_eq!(
                at.map(|at| at / 2),
                None,
                "{} and {}",
                named[one],
                named[two]
            );
            assert!(turn > 48_000 * 12);
        }
    }
}

#[test]
fn paths_that_begin_in_the_same_way_have_the_same_bits() {
    let named = [
        "door=back",
        "door=open,lamp=take@1s,lamp=shout",
        "door=open,lamp=shout",
    ];
    all_equal_before_the_turn(Listening::Loudspeakers, &named);
}

#[test]
fn they_have_for_headphones_too() {
    let named = ["door=open,lamp=shout", "door=open,lamp=take@1s"];
    all_equal_before_the_turn(Listening::Headphones, &named);
}

/// Returns the samples of the beds of a show.
fn beds(stage: &Stage, path: &Path) -> (Vec<f32>, Timeline) {
    let (performance, timeline) = stage.performed(path);
    let plan = mix::plan(Listening::Loudspeakers, &path.book, &performance, &timeline);
    let bus = plan
        .buses
        .position(|bus| bus.name == BusName::Beds)
        .unwrap();
    let plan = plan.only(|clip| clip.bus == bus);
    let end = timeline.frames;
    (samples(plan, performance, end), timeline)
}

#[test]
fn a_bed_goes_on_over_a_choice_in_phase() {
    let script = |choice: &str| {
        format!(
            "text: |\n  One two three. {}\nscenes: [ {{ id: a, from: start }} ]\nstate: {{ unused: false }}\n{choice}cues: [ {{ bed: rain, from: start, until: end, duck: {{ by: 0dB }} }} ]\n",
            "Four five six. ".repeat(12)
        )
    };
    let choice = "choices: [ { id: on, at: { after: One two three }, options: [ { id: yes, words: Yes } ] } ]\n";
    let stage = Stage::new();
    let book = |choice: &str| show_with(&with_short_sounds(&script(choice)), &world()).book;
    let (with, timeline) = beds(&stage, &path(&book(choice), "on=yes@2s"));
    let (without, plain) = beds(&stage, &path(&book(""), ""));
    // The bed fades out in the last second.
    let same = (plain.frames.index().min(timeline.frames.index()) - 48_000) * 2;
    assert!(timeline.turns[0].index() * 2 + 96_000 < same);
    assert!(with[..same] == without[..same]);
}
