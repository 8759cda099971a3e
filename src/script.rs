//! The show as written: the prose, and what the cue script says about it.
//!
//! In: the bytes of a script and of its prose. Out: a [`Script`], with a span
//! for every value, and every mistake found on the way. Always true: reading
//! yields a script, however broken the input.

pub mod anchor;
pub mod cue;
pub mod edit;
pub mod format;
pub mod prose;
pub mod quantity;
pub mod read;
pub mod space;
pub mod tone;
pub mod treatment;
pub mod write;
pub mod yaml;

use crate::diagnostic::{Span, Spanned};
use crate::units::{Decibels, Hertz, Lufs, Metres, Seconds};
pub use anchor::{Anchor, Edge, Quote, Target};
pub use cue::{Cue, CueKind, Duck, Fade, Move, Ride, Times, Under};
pub use prose::Prose;
pub use space::{Space, Surfaces};
pub use tone::Tone;
pub use treatment::{Effect, TreatmentNote};

/// A show: one script with its text.
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub show: Option<Spanned<String>>,
    pub author: Option<Spanned<String>>,
    /// A BCP 47 tag, such as `en-GB`.
    pub language: Option<Spanned<String>>,
    pub prose: Prose,
    /// Where the prose stands, if it stands in the script itself.
    pub inline_prose: Option<Span>,
    /// The role that reads what nobody says; `NARRATOR` unless the script names another.
    pub narrator: Option<Spanned<String>>,
    /// Where every random choice of the show begins.
    pub seed: Option<Spanned<u64>>,
    pub cast: Vec<Role>,
    pub pronounce: Vec<Pronunciation>,
    pub spaces: Vec<Space>,
    pub barriers: Vec<Barrier>,
    pub scenes: Vec<Scene>,
    pub lines: Vec<LineNote>,
    /// Whether some of the lines could not be read.
    pub lines_lost: bool,
    pub sounds: Vec<Sound>,
    pub cues: Vec<Cue>,
    pub pauses: Pauses,
    pub mix: Mix,
}

/// A member of the cast.
#[derive(Clone, Debug)]
pub struct Role {
    pub name: Spanned<String>,
    pub voice: Option<Spanned<String>>,
    /// 1 is the voice's own pace, 2 is twice as fast.
    pub pace: Option<Spanned<f64>>,
    pub gain: Option<Spanned<Decibels>>,
    pub tone: Option<Spanned<String>>,
    pub place: Place,
    pub space: Option<Spanned<String>>,
    pub behind: Option<Spanned<String>>,
    pub treatment: TreatmentNote,
}

/// Where a thing is heard.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// From −1, left, to 1, right.
    pub pan: Option<Spanned<f64>>,
    pub distance: Option<Spanned<Metres>>,
}

/// How a word of the text is spoken, everywhere in the show.
#[derive(Clone, Debug)]
pub struct Pronunciation {
    pub word: Spanned<String>,
    pub spoken: Spanned<Spoken>,
}

/// The two ways to write down a pronunciation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spoken {
    /// Written as an English reader would sound it out: `Froon-zeh`.
    Respelling(String),
    /// In the International Phonetic Alphabet: `ˈkrɛmlɪn`.
    Ipa(String),
}

crate::fingerprint! {
    enum Spoken { 0 => Respelling(text), 1 => Ipa(text) }
}

/// The wall or door between a thing and the listener.
#[derive(Clone, Debug)]
pub struct Barrier {
    pub name: Spanned<String>,
    pub loss: Option<Spanned<Decibels>>,
    pub cutoff: Option<Spanned<Hertz>>,
    /// From 0, shut, to 1, gone.
    pub open: Option<Spanned<f64>>,
    /// How it opens and shuts in the course of the show.
    pub rides: Vec<Ride>,
}

/// A stretch of the text in one place and time.
#[derive(Clone, Debug)]
pub struct Scene {
    pub id: Spanned<String>,
    pub from: Anchor,
    pub space: Option<Spanned<String>>,
    /// A heading for chapters.
    pub title: Option<Spanned<String>>,
    pub span: Span,
}

/// Who says a quoted stretch of the text, and how.
#[derive(Clone, Debug)]
pub struct LineNote {
    pub id: Option<Spanned<String>>,
    pub quote: Spanned<Quote>,
    /// The quote is of words that no quotation marks hold.
    pub unquoted: bool,
    /// The last of these, where `quote` is only the first of them.
    pub to: Option<Spanned<String>>,
    pub by: Option<Spanned<String>>,
    pub tone: Option<Spanned<String>>,
    pub pace: Option<Spanned<f64>>,
    pub gain: Option<Spanned<Decibels>>,
    pub before: Option<Spanned<Seconds>>,
    pub after: Option<Spanned<Seconds>>,
    /// A recording to be heard in place of the voice, relative to the script.
    pub take: Option<Spanned<String>>,
    /// How long before the end of the line before it this one starts.
    pub overlap: Option<Spanned<Seconds>>,
    /// The id of the line together with which it begins.
    pub with: Option<Spanned<String>>,
    pub behind: Option<Spanned<String>>,
    pub space: Option<Spanned<String>>,
    pub place: Place,
    pub treatment: TreatmentNote,
    pub skip: Option<Spanned<bool>>,
    pub span: Span,
}

/// A show's own name for a sound, with its settings.
#[derive(Clone, Debug)]
pub struct Sound {
    pub name: Spanned<String>,
    pub source: Option<SoundSource>,
    pub gain: Option<Spanned<Decibels>>,
    /// The recipe's parameters as written: `density: 40/min`, in order.
    pub settings: Vec<(Spanned<String>, Spanned<String>)>,
    pub credit: Option<Spanned<String>>,
    pub licence: Option<Spanned<String>>,
    /// What is used of a file, and where it was recorded.
    pub file: FileNote,
    pub span: Span,
}

/// How an audio file is used.
#[derive(Clone, Debug, Default)]
pub struct FileNote {
    /// What is heard of it, in its own time.
    pub start: Option<Spanned<Seconds>>,
    pub end: Option<Spanned<Seconds>>,
    /// How long its end lies over its beginning where it loops.
    pub cross_fade: Option<Spanned<Seconds>>,
    /// How far the microphone was from what sounds.
    pub recorded: Option<Spanned<Metres>>,
    /// How far it is heard from.
    pub distance: Option<Spanned<Metres>>,
}

/// What makes a sound.
#[derive(Clone, Debug)]
pub enum SoundSource {
    /// A recipe of the library, by name.
    Recipe(Spanned<String>),
    /// A recipe of the show's own, relative to the script.
    Own(Spanned<String>),
    /// An audio file, relative to the script.
    File(Spanned<String>),
}

/// The pauses that the reading makes where no line says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Pauses {
    /// Between a quoted stretch and the words around it within one sentence.
    pub tag: Option<Spanned<Seconds>>,
    pub sentence: Option<Spanned<Seconds>>,
    pub speaker: Option<Spanned<Seconds>>,
    pub paragraph: Option<Spanned<Seconds>>,
    pub scene: Option<Spanned<Seconds>>,
    /// Before the first word of the show.
    pub start: Option<Spanned<Seconds>>,
    /// After the last.
    pub end: Option<Spanned<Seconds>>,
}

/// What the mix aims at.
#[derive(Clone, Debug, Default)]
pub struct Mix {
    pub target: Option<Spanned<DeliveryTarget>>,
    pub duck: Option<Spanned<Duck>>,
    /// How each bus ducks, where it has a way of its own.
    pub ducks: Vec<(Spanned<String>, Spanned<Duck>)>,
    /// Whether voices are treated where no role or line says otherwise.
    pub treatment: Option<Spanned<bool>>,
    /// A standing gain for a bus: narration, dialogue, spots, beds, music.
    pub buses: Vec<(Spanned<String>, Spanned<Decibels>)>,
}

/// Loudness and true peak of the finished show.
#[derive(Clone, Debug, PartialEq)]
pub enum DeliveryTarget {
    /// `podcast`, `streaming`, `speech`, `broadcast`, `acx`.
    Named(String),
    /// One's own.
    Levels { loudness: Lufs, peak: Decibels },
}
