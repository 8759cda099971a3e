//! From prose or a screenplay to a first script.
//!
//! Two front ends read: [`prose`] guesses who speaks in a story, [`screenplay`]
//! takes the writer's words. Both return an [`Outline`], and [`write`] makes a cue
//! script of it. The same source always returns the same script.

pub mod anchor;
mod cast;
mod id;
mod lexicon;
pub mod prose;
pub mod screenplay;
mod sound;
mod space;
pub mod write;

use std::ops::Range;

use crate::script::write::one_line;
use crate::script::{Edge, Prose, Quote, Tone};

/// The contents of a first script. Every guess has a reason.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub prose: Prose,
    /// The path of the prose, from the folder of the script.
    pub text: String,
    pub title: TitlePage,
    /// The narrator first, then the others, most lines first.
    pub roles: Vec<Role>,
    /// In the order of the text, as the lines and cues are.
    pub scenes: Vec<Scene>,
    pub lines: Vec<Line>,
    pub cues: Vec<Cue>,
    /// Comments for the end of the script.
    pub remarks: Vec<String>,
}

/// The facts of the show as a whole.
#[derive(Clone, Debug, Default)]
pub struct TitlePage {
    /// Comments for the head of the script.
    pub comments: Vec<String>,
    pub show: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
}

/// A member of the cast.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// As the script names it: `CAPTAIN`.
    pub name: String,
    pub voice: Option<String>,
    /// Set where a voice serves more than one role.
    pub pace: Option<f64>,
    pub lines: usize,
    /// The sex and age that the source gives, for a comment.
    pub about: String,
}

/// A part of the text in one place and time.
#[derive(Clone, Debug)]
pub struct Scene {
    pub id: String,
    /// Its first word.
    pub first: usize,
    /// None if it has no words. It becomes a comment then.
    pub from: Option<Place>,
    pub space: Option<&'static str>,
    pub title: Option<String>,
    /// The name that a comment gives it.
    pub name: String,
    pub reason: Option<String>,
}

/// A line of dialogue, or words that are only quoted.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its words, as [`Prose::words`] counts them.
    pub words: Range<usize>,
    pub id: Option<String>,
    pub passage: Passage,
    /// The name of its role.
    pub role: String,
    pub tone: Option<Tone>,
    /// More keys and their values.
    pub set: Vec<(&'static str, String)>,
    /// Whether the source names the speaker beyond doubt.
    pub sure: bool,
    /// A comment: the reason for this speaker, or directions that a script cannot express.
    pub reason: String,
}

/// How a script names the words of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Passage {
    /// A stretch of dialogue, by its first words.
    Quoted(Quote),
    /// Words without quotation marks: all of them, or the first and the last.
    Unquoted { words: Quote, to: Option<String> },
}

/// A sound that the source calls for.
#[derive(Clone, Debug)]
pub struct Cue {
    pub id: Option<String>,
    /// None if the library has no such sound. The cue becomes a comment then.
    pub sound: Option<Sound>,
    /// The words that call for it.
    pub reason: String,
}

/// The sound of a cue, and its time.
#[derive(Clone, Debug)]
pub struct Sound {
    pub kind: CueKind,
    /// The recipe, or how long a hush lasts.
    pub what: String,
    pub at: Place,
    pub until: Option<Place>,
    /// More keys and their values.
    pub set: Vec<(&'static str, String)>,
}

/// The kinds of cues that an outline has.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CueKind {
    Spot,
    Bed,
    Music,
    Hush,
}

/// A place in the show.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    Start,
    End,
    Words(Edge, Quote),
}

impl Outline {
    /// The text of some of its words, on one line.
    #[must_use]
    pub fn text(&self, words: Range<usize>) -> String {
        text(&self.prose, words)
    }

    /// The cues that have a sound.
    pub fn sounds(&self) -> impl Iterator<Item = &Sound> {
        self.cues.iter().filter_map(|cue| cue.sound.as_ref())
    }

    /// The scenes that have words.
    pub fn spoken_scenes(&self) -> impl Iterator<Item = &Scene> {
        self.scenes.iter().filter(|scene| scene.from.is_some())
    }
}

/// The text of some words of prose, on one line.
fn text(prose: &Prose, words: Range<usize>) -> String {
    one_line(prose.span_of(words).of(&prose.text))
}
