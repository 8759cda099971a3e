//! Voices turn words into audio. An engine takes an [`Utterance`] and returns a
//! [`Take`], mono at [`RATE`](cuebook_core::units::RATE), with one time for every
//! written word, in order.

pub mod kokoro;
pub mod likely;
pub mod pack;
pub mod phonemes;
pub mod reading;
pub mod recorded;
pub mod syllables;
pub mod tone;

use std::ops::Range;

pub use cuebook_core::body::Body;
use cuebook_core::diagnostic::Span;
use cuebook_core::fingerprint::{Fingerprint, Hasher};
use cuebook_core::language::Language;
use cuebook_core::pronunciation::Spoken;
pub use cuebook_core::tone::{Feeling, Tone};
use cuebook_core::units::Frames;

/// A sentence and the way to speak it: every value that can change the samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// A sentence as written.
    pub text: String,
    /// The written words in it, as byte ranges of `text`, in order.
    pub words: Vec<Span>,
    /// The words that have a pronunciation in the show, by their index.
    pub pronounce: Vec<(usize, Spoken)>,
    /// A voice's name, such as `bm_george`.
    pub voice: String,
    /// The manner of speaking, such as a whisper.
    pub tone: Feeling,
    /// The size and the age of the speaker.
    pub body: Body,
    /// The pace: 1 is the voice's normal pace, 2 is twice as fast.
    pub pace: f64,
    /// The language in which the words are read.
    pub language: Language,
}

impl Fingerprint for Utterance {
    fn feed(&self, hasher: &mut Hasher) {
        let Utterance {
            text,
            words,
            pronounce,
            voice,
            tone,
            body,
            pace,
            language,
        } = self;
        text.feed(hasher);
        words.feed(hasher);
        pronounce.feed(hasher);
        voice.feed(hasher);
        tone.feed(hasher);
        pace.feed(hasher);
        body.feed(hasher);
        // English adds nothing: its takes are older than the other languages.
        if *language != Language::English {
            (language.name(), reading::version(*language)).feed(hasher);
        }
    }
}

/// The audio of one utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// Mono samples from the first sound to the last; leading and trailing
    /// silence is trimmed.
    pub samples: Vec<f32>,
    /// The start and end of each written word, in frames of `samples`.
    pub words: Vec<Range<Frames>>,
}

/// An engine that speaks.
pub trait Voice: Send + Sync {
    /// Returns the engine's name and version, a part of every take's key.
    fn identity(&self) -> String;

    /// Returns whether its takes are not speech, but stand for speech.
    fn is_stand_in(&self) -> bool {
        false
    }

    /// Returns what decides the samples of an utterance; `None` if it is the identity of the engine and
    /// the whole utterance.
    fn decisive(&self, _utterance: &Utterance) -> Option<Decisive> {
        None
    }

    /// Returns the built-in voice that is most like a voice of a server; `None` for a built-in voice.
    fn like(&self, _voice: &str) -> Option<&str> {
        None
    }

    /// Returns whether the takes of a voice have the times of their words. Those of other takes are found
    /// beside the same words of the built-in voice that is like it.
    fn has_times(&self, _voice: &str) -> bool {
        true
    }

    /// Speaks one utterance.
    ///
    /// # Errors
    ///
    /// Fails if the engine does not have the voice, or if the engine fails.
    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError>;

    /// Returns the times of a take before it is spoken: an estimate, unless the engine knows them.
    fn times(&self, utterance: &Utterance) -> Times {
        let manner = (utterance.voice.as_str(), utterance.pace);
        likely::natural(&utterance.text, &utterance.words, manner)
    }
}

/// What decides the samples of an utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Decisive {
    /// The engine, its model and its settings.
    pub identity: String,
    /// The utterance, without what the engine cannot do.
    pub utterance: Utterance,
}

/// The times of a take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// The start and end of each written word.
    pub words: Vec<Range<Frames>>,
    /// The length of the take.
    pub frames: Frames,
}

/// The reason why an utterance could not be spoken.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// The engine has no voice of this name.
    #[error("there is no voice named `{0}`")]
    UnknownVoice(String),
    /// The engine could not load its data, or failed on this utterance.
    #[error("the voice engine failed on “{text}”: {reason}")]
    Engine {
        /// The text of the utterance.
        text: String,
        /// The cause, as text for a message.
        reason: String,
    },
    /// A server of the user's configuration did not speak an utterance.
    #[error("{engine} did not speak “{text}”: {reason}")]
    Remote {
        /// The name of the engine in the configuration.
        engine: String,
        /// The text of the utterance.
        text: String,
        /// The cause, as text for a message.
        reason: String,
    },
    /// The engine needs the voice pack, and it is missing or cannot be used.
    #[error(transparent)]
    Pack(#[from] pack::PackError),
}
