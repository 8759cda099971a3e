//! An interactive story of another program on its way to a show.
//!
//! The readers of ink and Twee make a [`Flow`]: blocks of text that are heard in one piece, with
//! choices and conditional ways between them. [`Flow::settled`] gives the variables their bounds,
//! joins blocks and moves settings into options, because a show sets values only there.
//! [`outline`] writes the text and the script.

pub(crate) mod bounds;
pub(crate) mod draw;
mod end;
mod expand;
mod flags;
mod kinds;
mod met;
mod names;
pub(crate) mod outline;
mod pen;
pub(crate) mod search;
mod settle;
mod simplify;
pub(crate) mod tabulate;
pub(crate) mod term;
mod terms;
mod uses;

use std::collections::HashMap;

use cuebook_core::id::IdVec;
use cuebook_core::ids;

pub(crate) use end::{Choice, End, Opt, To, Ways};
pub(crate) use term::{Operation, Term, Value};

ids! {
    /// A block of a flow.
    BlockId
    /// A variable of a flow.
    VariableId
}

/// A place in a source: its file, its line and its column in characters, from 1.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct At {
    pub file: usize,
    pub line: usize,
    pub column: usize,
}

/// Something that a show cannot express, or that was chosen for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub at: At,
    /// What the source has, and what the show has in its place.
    pub what: String,
    /// What the author can do.
    pub help: Option<String>,
    /// Whether the author only said something: a comment, a `TODO`.
    pub remark: bool,
}

/// A mistake in a source, at which it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub at: At,
    pub message: String,
    pub help: Option<String>,
}

/// An interactive story.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    pub title: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
    /// The names of the source files.
    pub files: Vec<String>,
    pub variables: IdVec<VariableId, Variable>,
    pub blocks: IdVec<BlockId, Block>,
    /// The blocks in the order of the text.
    pub order: Vec<BlockId>,
    pub start: To,
    /// What the text shows of the values: a text has [`shown`] at the place of each.
    pub prints: Vec<Term>,
    pub notes: Vec<Note>,
    /// What the source draws anew at each visit.
    pub drawn: Vec<draw::Drawn>,
}

/// Returns the mark in a text for the value of [`Flow::prints`] with this number.
pub(crate) fn shown(print: usize) -> String {
    format!("\u{e000}{print}\u{e001}")
}

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variable {
    pub name: String,
    pub start: Value,
    /// Its values; `None` until they are known.
    pub kind: Option<Kind>,
    /// Whether values beyond the bounds are meant to become the nearest one.
    pub clamps: bool,
    /// The words that the source declares for it, in their order.
    pub words: Vec<String>,
    pub at: At,
    /// Whether the source has it. The others count visits and remember what was said.
    pub written: bool,
    /// How likely a flag is true at the start, in percent, if chance decides this.
    pub chance: Option<f64>,
}

/// The values of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Flag,
    Number { from: i64, to: i64 },
    Words(Vec<String>),
}

/// A part of a story that is heard in one piece.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    /// The name from which its scene gets the id.
    pub name: String,
    pub at: At,
    /// The settings when it begins.
    pub sets: Vec<Set>,
    pub lines: Vec<Line>,
    pub end: End,
    /// The title of its scene.
    pub title: Option<String>,
}

/// A new value of a variable.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    pub variable: VariableId,
    pub value: Term,
    /// Where the source sets it, if it does.
    pub at: Option<At>,
}

impl Set {
    /// Returns a setting that the source does not have.
    pub(crate) fn of(variable: VariableId, value: Term) -> Set {
        Set {
            variable,
            value,
            at: None,
        }
    }
}

/// Settings are equal if they do the same.
impl PartialEq for Set {
    fn eq(&self, other: &Set) -> bool {
        (self.variable, &self.value) == (other.variable, &other.value)
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub at: At,
    /// When it is heard; `None` for always.
    pub when: Option<Term>,
    pub text: String,
    /// The words from the second visit of its block on.
    pub again: Option<String>,
    /// What its tags say.
    pub tags: Vec<Tag>,
}

/// A tag that a show understands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tag {
    /// The speaker.
    By(String),
    /// The speaker reads the words, which have no quotation marks.
    Told,
    /// A key of the line, such as `tone`, with its value.
    Key(&'static str, String),
    /// A sound: its kind and its recipe.
    Sound(crate::outline::CueKind, String),
    /// The space of the scene.
    Space(String),
}

impl Flow {
    /// Adds a variable that the source does not have.
    pub(crate) fn hidden(&mut self, name: &str, start: Value) -> VariableId {
        self.variables.push(Variable {
            name: name.to_owned(),
            start,
            kind: None,
            clamps: false,
            words: Vec::new(),
            at: At::default(),
            written: false,
            chance: None,
        })
    }

    /// Returns the variable of a block in a table; the first time it is added, with this ending of its
    /// name.
    pub(crate) fn counter(
        &mut self,
        known: &mut HashMap<BlockId, VariableId>,
        block: BlockId,
        ending: &str,
    ) -> VariableId {
        *known.entry(block).or_insert_with(|| {
            let name = format!("{}-{ending}", self.blocks[block].name);
            self.hidden(&name, Value::Number(0))
        })
    }

    /// Counts a visit of a block in a variable.
    pub(crate) fn count(&mut self, block: BlockId, variable: VariableId) {
        let value = Term::both(Operation::Plus, Term::Variable(variable), Term::number(1));
        let sets = &mut self.blocks[block].sets;
        sets.insert(0, Set::of(variable, value));
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, at: At, what: impl Into<String>, help: &str) {
        let note = Note {
            at,
            what: what.into(),
            help: Some(help.to_owned()).filter(|help| !help.is_empty()),
            remark: false,
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Returns the story with bounded variables, as few blocks as possible, and with settings in
    /// options where they can be there.
    pub(crate) fn settled(mut self) -> Flow {
        self.settle_draws();
        self.simplify();
        bounds::find(&mut self);
        met::only(&mut self, met::Words::Noted);
        expand::prints(&mut self);
        self.settle();
        self.simplify();
        met::only(&mut self, met::Words::Given);
        self.simplify();
        names::give(&mut self);
        self
    }
}
