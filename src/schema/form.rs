//! What a form is made of: keys, and what may stand behind each.

use crate::schema::words::Choice;
use cuebook_yaml::fields::Shape;
use cuebook_yaml::quantity::Measure;

/// A mapping of the format.
#[derive(Debug)]
pub struct Form {
    /// Its name among the definitions of the JSON Schema.
    pub id: &'static str,
    /// What the reader knows of it.
    pub shape: &'static Shape,
    /// In the order of the shape.
    pub keys: &'static [Key],
    /// What it cannot be without; `a|b` where either will do.
    pub needs: &'static [&'static str],
}

/// One key of a form.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    /// What it does, with its range and its default; Markdown.
    pub about: &'static str,
    pub takes: Takes,
    /// As they would be written in a script.
    pub examples: &'static [&'static str],
}

/// What may stand behind a key, or in a list.
#[derive(Copy, Clone, Debug)]
pub enum Takes {
    /// Free words.
    Words,
    /// Words of the text.
    Quote,
    /// `start` or `end`.
    Ends,
    /// A whole number, from the least to the greatest.
    Whole(u64, u64),
    Measure(&'static Measure),
    /// A quantity, or two with `..` between them.
    Range(&'static Measure),
    Truth,
    /// One of the words that the format knows.
    OneOf(Choice),
    /// A path beside the script.
    Path(File),
    /// The name under which a thing is known.
    Declares(What),
    /// The name of a thing that stands elsewhere in the script.
    Refers(What),
    /// Length, width and height.
    Sides(&'static Measure),
    Form(&'static Form),
    /// A form, or nothing at all.
    Perhaps(&'static Form),
    /// A mapping from names of things to what is said of each.
    Named(What, &'static Takes),
    /// A list.
    Each(&'static Takes),
    Either(&'static [Takes]),
    /// A spot, a bed, music or a hush.
    Cue,
    /// A sound from a recipe, whose parameters are keys too, or from a file.
    Sound,
}

/// What a file holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum File {
    Prose,
    Audio,
}

/// What a name is the name of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    Role,
    Voice,
    Space,
    Barrier,
    Scene,
    Line,
    Cue,
    Sound,
    /// A recipe of the library, or of the show's own.
    Recipe,
    /// A word of the text.
    Word,
}

impl What {
    /// As a person is told it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            What::Role => "role",
            What::Voice => "voice",
            What::Space => "space",
            What::Barrier => "barrier",
            What::Scene => "scene",
            What::Line => "line",
            What::Cue => "cue",
            What::Sound => "sound",
            What::Recipe => "recipe",
            What::Word => "word",
        }
    }
}

impl Form {
    /// One of its keys.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
