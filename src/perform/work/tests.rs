use super::*;
use crate::perform::staged;
use crate::world::Memory;
use cuebook_core::id::{AudioId, IdVec, LineId};
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
            pace,
        }),
        silent: Vec::new(),
    };
    let recorded = |path: &str, text: &str| TakeFrom::Record {
        path: path.to_owned(),
        text: text.to_owned(),
        words: Vec::new(),
        span: Span::default(),
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
