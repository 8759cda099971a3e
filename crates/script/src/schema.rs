//! The JSON Schema of the cue script, built from the declared keys. Words that other parts of the
//! program define (voices, targets, the sounds of the library) are passed in as a [`Vocabulary`].

mod json;

use std::collections::BTreeMap;

pub use json::{of_shared, schema, series_schema};

/// Words that a script can use, with their meanings, in addition to those declared with its keys.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The words by the kind of name: `voice`, `target`. They come before the declared words.
    pub words: BTreeMap<&'static str, Vec<Described>>,
    /// The sounds of the library.
    pub sounds: Vec<LibrarySound>,
}

/// A word and its meaning, in Markdown; the meaning is empty if it is obvious.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The word as a script writes it.
    pub name: String,
    /// The meaning of the word.
    pub about: String,
}

/// A sound that every show can use.
#[derive(Clone, Debug)]
pub struct LibrarySound {
    /// The name as a script writes it.
    pub name: String,
    /// A description of the sound.
    pub about: String,
    /// The description with all settings, in Markdown.
    pub described: String,
    /// The settings that a script can change.
    pub settings: Vec<Setting>,
}

/// A setting of a sound.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The key of the setting.
    pub name: String,
    /// A description with its range and its default, in Markdown.
    pub described: String,
    /// An example of a value, as in a script.
    pub default: String,
    /// The accepted values.
    pub takes: SettingTakes,
}

/// The values of a setting.
#[derive(Clone, Debug)]
pub enum SettingTakes {
    /// One of these words.
    Words(Vec<String>),
    /// A plain number between two bounds.
    Number(f64, f64),
    /// A number with one of these units.
    Quantity(Vec<&'static str>),
}
