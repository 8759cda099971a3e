//! The JSON Schema of the cue script, made from the declared keys.
//!
//! The words that only other parts of the program know are passed in as a
//! [`Vocabulary`]: voices, targets, the sounds of the library.

mod json;

use std::collections::BTreeMap;

pub use json::schema;

/// Words that a script can use, and what they mean, beyond those that are
/// declared with its keys.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// By what the words name: `voice`, `target`. They go before declared words.
    pub words: BTreeMap<&'static str, Vec<Described>>,
    /// The sounds of the library.
    pub sounds: Vec<LibrarySound>,
}

/// A word and what it means, in Markdown; empty if that is plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    pub name: String,
    pub about: String,
}

/// A sound that every show can use.
#[derive(Clone, Debug)]
pub struct LibrarySound {
    pub name: String,
    /// What is heard.
    pub about: String,
    /// The same with all settings, in Markdown.
    pub described: String,
    pub settings: Vec<Setting>,
}

/// A setting of a sound.
#[derive(Clone, Debug)]
pub struct Setting {
    pub name: String,
    /// What it does, with its range and its default, in Markdown.
    pub described: String,
    /// As a script would have it.
    pub default: String,
    pub takes: SettingTakes,
}

/// The values of a setting.
#[derive(Clone, Debug)]
pub enum SettingTakes {
    Words(Vec<String>),
    /// A plain number between two bounds.
    Number(f64, f64),
    /// A number with one of these units.
    Quantity(Vec<&'static str>),
}
