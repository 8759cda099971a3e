use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::perform::staged;
use crate::world::Memory;
use cuebook_core::id::{AudioId, CueId, IdVec, LineId};
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;
use cuebook_voice::{Take, Utterance, VoiceError};

/// The same words in the same voice, once as they are and once through a
/// telephone: one spoken take with two treatments.
const SCRIPT: &str = "
text: |
  “Go!” “Go!”
cast: { ANNA: { voice: af_heart } }
lines:
  - { quote: { quote: Go!, nth: 1 }, by: ANNA }
  - { quote: { quote: Go!, nth: 2 }, by: ANNA, effect: telephone }
";

fn book(script: &str) -> Book {
    staged::book(script, &Memory::default())
}

/// A voice that counts its calls, and fails if it is hoarse.
#[derive(Default)]
struct Counting {
    hoarse: bool,
    asked: AtomicUsize,
}

impl Voice for Counting {
    fn identity(&self) -> String {
        "counting".to_owned()
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match self.hoarse {
            true => Err(VoiceError::UnknownVoice(utterance.voice.clone())),
            false => Ok(Take {
                samples: vec![0.25; 4800],
                words: vec![Frames(0)..Frames(4800); utterance.words.len()],
            }),
        }
    }
}

/// The stages that have begun and have not ended.
#[derive(Default)]
struct Open(Mutex<Vec<Stage>>);

impl Progress for Open {
    fn begin(&self, stage: Stage, _total: u64) {
        self.0.lock().unwrap().push(stage);
    }

    fn advance(&self, _parts: u64) {}

    fn end(&self) {
        self.0.lock().unwrap().pop();
    }
}

/// The stages that have begun, with the number of their parts.
#[derive(Default)]
struct Begun(Mutex<Vec<(Stage, u64)>>);

impl Progress for Begun {
    fn begin(&self, stage: Stage, total: u64) {
        self.0.lock().unwrap().push((stage, total));
    }

    fn advance(&self, _parts: u64) {}

    fn end(&self) {}
}

/// The audio, and the number of takes that were spoken for it.
type Made = Result<(IdVec<AudioId, CachedAudio>, usize), PerformError>;

/// Performs the show. Returns the result and the number of calls of the voice.
fn performed(hoarse: bool) -> (Made, usize) {
    let folder = tempfile::tempdir().unwrap();
    let voice = Counting {
        hoarse,
        ..Counting::default()
    };
    let open = Open::default();
    let context = Context {
        world: &Memory::default(),
        voice: &voice,
        cache: &Cache::open(folder.path()).unwrap(),
        jobs: 1,
        progress: &open,
    };
    let book = book(SCRIPT);
    let made = perform(&Plan::of(&book, &voice).works, &book, &context);
    assert_eq!(*open.0.lock().unwrap(), []);
    (made, voice.asked.into_inner())
}

#[test]
fn a_take_that_two_lines_share_is_spoken_once() {
    let (made, asked) = performed(false);
    let (heard, spoken) = made.unwrap();
    assert_eq!((heard.len(), spoken, asked), (2, 1, 1));
    assert_ne!(heard[AudioId(0)].key, heard[AudioId(1)].key);
}

#[test]
fn the_noises_of_an_effect_depend_on_seed_voice_and_text() {
    let spoken = |line: LineId, voice: &str, text: &str, pace: f64| TakeFrom::Speak {
        line,
        utterance: Box::new(Utterance {
            text: text.to_owned(),
            words: Vec::new(),
            pronounce: Vec::new(),
            voice: voice.to_owned(),
            tone: Default::default(),
            body: Default::default(),
            pace,
            language: Default::default(),
        }),
        silent: Vec::new(),
        beside: None,
    };
    let recorded = |path: &str, text: &str| TakeFrom::Record {
        path: path.to_owned(),
        said: Box::new(Utterance {
            text: text.to_owned(),
            words: Vec::new(),
            pronounce: Vec::new(),
            voice: "af_heart".to_owned(),
            tone: Default::default(),
            body: Default::default(),
            pace: 1.0,
            language: Default::default(),
        }),
        beside: None,
        span: Span::default(),
        trim: Default::default(),
    };
    let seed = spoken(LineId(0), "af_heart", "Go!", 1.0).seed(3);
    assert_eq!(seed, spoken(LineId(7), "af_heart", "Go!", 2.0).seed(3));
    assert_ne!(seed, spoken(LineId(0), "af_heart", "Go!", 1.0).seed(4));
    assert_ne!(seed, spoken(LineId(0), "am_puck", "Go!", 1.0).seed(3));
    assert_ne!(seed, spoken(LineId(0), "af_heart", "Run!", 1.0).seed(3));
    assert_ne!(seed, recorded("go.wav", "Go!").seed(3));
    assert_eq!(
        recorded("a.wav", "Go!").seed(3),
        recorded("b.wav", "Go!").seed(3)
    );
    assert_ne!(
        recorded("a.wav", "Go!").seed(3),
        recorded("a.wav", "Run!").seed(3)
    );
}

#[test]
fn the_first_failure_ends_the_work() {
    let (made, asked) = performed(true);
    assert!(matches!(made, Err(PerformError::Voice { .. })), "{made:?}");
    assert_eq!(asked, 1);
}

/// Two lines share a take; the third is recorded. There is a sound of each kind.
const ALL_KINDS: &str = "
text: |
  “Go!” “Go!” “Stay!” “Run!”
cast: { ANNA: { voice: af_heart } }
lines:
  - { id: go, quote: { quote: Go!, nth: 1 }, by: ANNA }
  - { id: again, quote: { quote: Go!, nth: 2 }, by: ANNA, effect: telephone }
  - { id: stay, quote: Stay!, by: ANNA, take: stay.wav }
  - { id: run, quote: Run!, by: ANNA }
sounds: { bell: { file: bell.wav } }
cues:
  - { spot: bell, at: start }
  - { spot: door-strike, at: start }
";

fn all_kinds() -> (Memory, Book) {
    let recording = || staged::wav((0..4_800).map(|frame| 1_000 * (frame % 20)));
    let world = Memory::default()
        .with("stay.wav", recording())
        .with("bell.wav", recording());
    let book = staged::book(ALL_KINDS, &world);
    (world, book)
}

#[test]
fn voices_are_one_stage_and_sounds_another() {
    let (world, book) = all_kinds();
    let folder = tempfile::tempdir().unwrap();
    let (voice, begun) = (Counting::default(), Begun::default());
    let context = Context {
        world: &world,
        voice: &voice,
        cache: &Cache::open(folder.path()).unwrap(),
        jobs: 1,
        progress: &begun,
    };
    let plan = Plan::of(&book, &voice);
    assert_eq!(plan.unspoken(context.cache).unwrap(), 2);
    let (_, spoken) = perform(&plan.works, &book, &context).unwrap();
    assert_eq!(
        *begun.0.lock().unwrap(),
        [(Stage::Voices, 4), (Stage::Sounds, 2)]
    );
    assert_eq!((spoken, voice.asked.load(Ordering::Relaxed)), (2, 3));
    assert_eq!(plan.unspoken(context.cache).unwrap(), 0);
    // Without work no stage begins.
    let (_, spoken) = perform(&plan.works, &book, &context).unwrap();
    assert_eq!((spoken, begun.0.lock().unwrap().len()), (0, 2));
}

#[test]
fn the_log_names_each_piece() {
    let (_, book) = all_kinds();
    let plan = Plan::of(&book, &Counting::default());
    let names: Vec<String> = plan
        .works
        .iter()
        .map(|(_, work)| work.name(&book))
        .collect();
    assert_eq!(
        names,
        [
            "line `go` by af_heart",
            "line `again` by af_heart",
            "recording stay.wav",
            "line `run` by af_heart",
            "file bell.wav",
            "sound `door-strike`",
        ]
    );
}

#[test]
fn a_sound_has_64_variants_in_a_show() {
    let (_, book) = all_kinds();
    let cue = &book.cues[CueId(0)];
    let seeds: Vec<u64> = (0..128).map(|number| variant(3, cue, number)).collect();
    assert_eq!(seeds[..64], seeds[64..]);
    assert_eq!(seeds.iter().collect::<HashSet<_>>().len(), 64);
}

#[test]
fn a_take_keeps_its_words_and_loudness_through_its_treatment() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(folder.path()).unwrap();
    let context = Context {
        world: &Memory::default(),
        voice: &cuebook_voice::tone::ToneVoice,
        cache: &cache,
        jobs: 1,
        progress: &Begun::default(),
    };
    // The second show takes the spoken take from the cache.
    for effect in ["memory", "telephone"] {
        let book = book(&format!(
            "text: |\n  “The rain in the hills falls over and over.”\ncast: {{ ANNA: {{ voice: af_heart }} }}\nlines: [{{ quote: The rain, by: ANNA, effect: {effect} }}]\n"
        ));
        let plan = Plan::of(&book, context.voice);
        let (heard, _) = perform(&plan.works, &book, &context).unwrap();
        let Work::Take { raw, .. } = &plan.works[AudioId(0)].1 else {
            panic!("{effect}");
        };
        let spoken = cache.spec(raw).unwrap().unwrap();
        let heard = &heard[AudioId(0)].spec;
        assert_eq!((spoken.words.len(), spoken.tail), (9, Frames::ZERO));
        assert_eq!(heard.words, spoken.words);
        assert!(spoken.loudness.is_some() && heard.loudness.is_some());
        assert_eq!(heard.frames, spoken.frames + heard.tail);
        assert!(heard.tail > Frames::ZERO, "{effect}");
    }
}
