//! Converts prose or a screenplay to a first script.
//!
//! Two front ends read the source: [`prose`] guesses who speaks in a story,
//! [`screenplay`] uses the writer's names. Both return an [`Outline`], and
//! [`write`] turns it into a cue script. The same source always returns the same
//! script.

pub(crate) mod anchor;
pub(crate) mod assist;
pub(crate) mod cast;
mod id;
pub(crate) mod lexicon;
pub(crate) mod prose;
pub(crate) mod screenplay;
mod sound;
mod space;
pub(crate) mod write;

use std::ops::Range;

use cuebook_core::id::WordId;
use cuebook_core::language::Language;
use cuebook_script::write::one_line;
use cuebook_script::{Edge, Feeling, Prose, Quote};

/// The contents of a first script. Every guess has a reason.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The text of the show.
    pub prose: Prose,
    /// The path of the prose, from the folder of the script.
    pub(crate) text: String,
    /// The title, the author and the language.
    pub(crate) title: TitlePage,
    /// The narrator first, then the others, most lines first.
    pub roles: Vec<Role>,
    /// In the order of the text, like the lines and the cues.
    pub(crate) scenes: Vec<Scene>,
    /// The lines, in the order of the text.
    pub lines: Vec<Line>,
    /// The words that the script skips, in the order of the text.
    pub(crate) skipped: Vec<Skipped>,
    /// The cues, in the order of the text.
    pub cues: Vec<Cue>,
    /// The rows of the variables of an interactive show.
    pub(crate) state: Vec<Row>,
    /// The rows of its choices.
    pub(crate) choices: Vec<Row>,
    /// Comments for the end of the script.
    pub(crate) remarks: Vec<String>,
    /// Messages about directions that no key of a line expresses. They are comments
    /// in the script.
    pub(crate) untaken: Vec<String>,
}

/// A row of a script, with the comment at its end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub row: String,
    pub remark: Option<String>,
}

/// The facts of the show as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct TitlePage {
    /// Comments for the head of the script.
    pub comments: Vec<String>,
    pub show: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
    /// Whether speech tags are left out.
    pub skip_tags: bool,
}

/// A member of the cast.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// The name in the script: `CAPTAIN`.
    pub name: String,
    pub voice: Option<String>,
    /// The pace, set where one voice has more than one role.
    pub pace: Option<f64>,
    pub lines: usize,
    /// The sex and age according to the source, for a comment.
    pub about: String,
    /// The same as facts.
    pub(crate) player: cast::Player,
}

/// A part of the text in one place and time.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub id: String,
    /// Its first word.
    pub first: WordId,
    /// Its start; `None` if the scene has no words. Then it becomes a comment.
    pub from: Option<Place>,
    pub space: Option<&'static str>,
    pub title: Option<String>,
    /// The name of the scene in a comment.
    pub name: String,
    pub reason: Option<String>,
    /// Further keys and their values.
    pub set: Vec<(&'static str, String)>,
}

/// A line of dialogue, or words that are quoted but not spoken.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its words, as indices into [`Prose::words`].
    pub words: Range<WordId>,
    /// The id in the script; `None` leaves it out.
    pub(crate) id: Option<String>,
    /// The words that identify the line in the script.
    pub(crate) passage: Passage,
    /// The name of its role.
    pub role: String,
    /// The tone, if the text suggests one.
    pub(crate) tone: Option<Feeling>,
    /// Further keys and their values.
    pub(crate) set: Vec<(&'static str, String)>,
    /// Whether the source clearly names the speaker.
    pub sure: bool,
    /// A comment: the reason for this speaker, or directions that a script cannot express.
    pub reason: String,
}

/// Words that nobody reads.
#[derive(Clone, Debug)]
pub(crate) struct Skipped {
    pub words: Range<WordId>,
    pub passage: Passage,
    /// A comment: what the words are.
    pub reason: String,
}

/// How the script identifies the words of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Passage {
    /// A stretch of dialogue, by its first words.
    Quoted(Quote),
    /// Words without quotation marks: all of them, or the first and the last.
    Unquoted { words: Quote, to: Option<String> },
}

/// A sound that the text mentions.
#[derive(Clone, Debug)]
pub struct Cue {
    /// The id in the script; `None` leaves it out.
    pub id: Option<String>,
    /// The sound; `None` if the library has no such sound. Then the cue becomes a
    /// comment.
    pub sound: Option<Sound>,
    /// The words of the text that make it heard; `None` if the source is no prose.
    pub words: Option<Range<WordId>>,
    /// A comment: the words that mention it.
    pub reason: String,
}

/// The sound of a cue, and its time.
#[derive(Clone, Debug)]
pub struct Sound {
    pub kind: CueKind,
    /// The recipe, or the length of a hush.
    pub what: String,
    /// The settings of the recipe. A script gives the recipe with these a name under `sounds`.
    pub settings: Vec<(String, String)>,
    pub at: Place,
    pub until: Option<Place>,
    /// Further keys and their values.
    pub set: Vec<(&'static str, String)>,
}

/// The kinds of cues in an outline.
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
    /// A time from the start of the show: `2.5s`.
    Time(String),
    /// An edge of another cue.
    Cue(Edge, String),
    /// Words or a cue, and the time from there: `-0.2s`.
    Moved(Box<Place>, String),
}

impl Outline {
    /// Returns the language of the text, as far as voices are concerned.
    pub(crate) fn language(&self) -> Language {
        let tag = self.title.language.as_deref();
        tag.and_then(Language::of_tag).unwrap_or_default()
    }
}

impl Outline {
    /// Returns some of its words as text on one line.
    #[must_use]
    pub fn text(&self, words: Range<WordId>) -> String {
        text(&self.prose, words)
    }

    /// Returns the cues that have a sound.
    pub fn sounds(&self) -> impl Iterator<Item = &Sound> {
        self.cues.iter().filter_map(|cue| cue.sound.as_ref())
    }

    /// Returns the number of choices.
    pub(crate) fn choices(&self) -> usize {
        let first = |row: &&Row| row.row.starts_with("  - ");
        self.choices.iter().filter(first).count()
    }

    /// Returns the scenes that have words.
    pub(crate) fn spoken_scenes(&self) -> impl Iterator<Item = &Scene> {
        self.scenes.iter().filter(|scene| scene.from.is_some())
    }
}

/// Returns some words of the prose on one line.
fn text(prose: &Prose, words: Range<WordId>) -> String {
    one_line(prose.said(prose.span_of(words)))
}
