//! What a show may reach: the files beside its script, and the user's own folders.
//!
//! In: a path as a script writes it. Out: the bytes, or why not. Always true: a
//! script reads nothing outside its folder and the libraries that the user allowed.

pub mod config;
pub mod disk;
pub mod folders;
pub mod memory;
pub mod utf8;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::units::{Metres, PerMinute};

pub use config::Config;
pub use disk::Disk;
pub use folders::Folders;
pub use memory::Memory;

/// The largest file that a script may name, in bytes (2 GiB: an hour of 24-bit 96 kHz stereo).
pub const LARGEST_FILE: u64 = 2 << 30;

/// The files that a show may read.
pub trait World: Send + Sync {
    /// The bytes of a file, by its path relative to the script.
    ///
    /// # Errors
    /// When the path leaves the script's folder or the file cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError>;

    /// The audio files beside the script, for advice on misspelt names.
    fn neighbours(&self) -> Vec<String>;
}

/// The voices and recipes that the house has, for the script to name.
pub trait Stock {
    /// The voices by name.
    fn voices(&self) -> Vec<&str>;

    /// The recipes of the sound library by name.
    fn recipes(&self) -> Vec<&str>;

    /// What is wrong with a recipe of the show's own; nothing with one of the library.
    fn proof(&self, recipe: &RecipeRef) -> Vec<Diagnostic>;

    /// What is wrong with the settings that a script gives to a recipe.
    fn check(&self, recipe: &RecipeRef, settings: &[(String, String)]) -> Vec<SettingProblem>;

    /// From how far a recipe can be heard; none if it says nothing of it.
    fn reach(&self, recipe: &RecipeRef) -> Option<Reach>;

    /// What a voice is like; none if nothing is known of it.
    fn voice(&self, _name: &str) -> Option<VoiceNote<'_>> {
        None
    }

    /// What a recipe of the library answers to; none if there is none of that name.
    fn recipe(&self, _name: &str) -> Option<RecipeNote<'_>> {
        None
    }
}

/// What is known of a voice before it is heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct VoiceNote<'a> {
    pub woman: bool,
    /// British; else American.
    pub british: bool,
    /// A word or two on how it sounds.
    pub about: &'a str,
}

/// What is known of a recipe before it is made.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct RecipeNote<'a> {
    /// What is heard, in a sentence.
    pub about: &'a str,
    /// It goes on, rather than happen once.
    pub bed: bool,
    /// The words of prose that call for it.
    pub words: &'a [String],
}

/// A recipe as a script names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeRef {
    /// Its name in the library, or its path.
    pub name: String,
    /// The text of one of the show's own.
    pub own: Option<Arc<str>>,
}

impl RecipeRef {
    /// A recipe of the library.
    #[must_use]
    pub fn of_library(name: &str) -> RecipeRef {
        RecipeRef {
            name: name.to_owned(),
            own: None,
        }
    }
}

/// From how far a sound can be heard, and how often it sounds.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Reach {
    /// Where nothing else is said.
    pub usual: Metres,
    pub nearest: Metres,
    pub farthest: Metres,
    /// Events a minute where nothing else is said; none of what has no density.
    pub density: Option<PerMinute>,
}

impl Reach {
    /// Of what says nothing of itself: it is heard, or was recorded, from 1 m.
    pub const ANYWHERE: Reach = Reach {
        usual: Metres(1.0),
        nearest: Metres(0.0),
        farthest: Metres(100_000.0),
        density: None,
    };
}

/// A setting that a recipe cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingProblem {
    /// Which of the settings, from nought.
    pub setting: usize,
    pub message: String,
    pub hint: Option<String>,
}

/// Why a file is out of reach.
#[derive(Debug, thiserror::Error)]
pub enum ReachError {
    #[error("`{0}` is an absolute path")]
    Absolute(String),
    #[error("`{0}` leads out of the script's folder")]
    Outside(String),
    #[error("there is no file `{0}` beside the script")]
    Missing(String),
    #[error("`{0}` is not a file")]
    NotAFile(String),
    #[error("`{path}` has {size} bytes; the most that is read is {LARGEST_FILE}")]
    TooLarge { path: String, size: u64 },
    #[error("`{path}` cannot be read: {source}")]
    Io {
        path: String,
        source: std::io::Error,
    },
}
