//! The files that a show may use: those beside its script, and those in the
//! user's folders. Takes a path from a script and returns its bytes, or an
//! error. A script reads no files outside its folder and the libraries that the
//! user allowed.

pub(crate) mod config;
pub(crate) mod disk;
pub(crate) mod folders;
pub(crate) mod memory;

use std::sync::Arc;

use cuebook_core::diagnostic::{Diagnostic, nearest};
use cuebook_core::language::Language;
use cuebook_core::units::{Metres, PerMinute};
use cuebook_remote::Roster;
use cuebook_synth::recipe::Param;

pub use config::{Assistant, Config};
pub(crate) use cuebook_core::recipe_ref::RecipeRef;
pub use disk::Disk;
pub use folders::Folders;
pub use memory::Memory;

/// The largest file that a script may name, in bytes (2 GiB: an hour of 24-bit
/// 96 kHz stereo).
pub(crate) const LARGEST_FILE: u64 = 2 << 30;

/// Reads the files of a show.
pub trait World: Send + Sync {
    /// Returns the bytes of a file, by its path relative to the script.
    ///
    /// # Errors
    /// When the path leaves the script's folder or the file cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError>;

    /// Returns the audio files beside the script, for advice on misspelt names.
    fn neighbours(&self) -> Vec<String>;

    /// Returns the names of the sound files and folders in a folder of the user's
    /// library, those of folders with `/` at the end. The folder's name begins with
    /// `lib/` and ends with `/`.
    fn in_library(&self, folder: &str) -> Vec<String>;

    /// Returns the engines and voices of the user's configuration.
    fn roster(&self) -> Arc<Roster>;
}

/// The voices and recipes that a script can name.
pub trait Catalog {
    /// Returns the voices by name.
    fn voices(&self) -> Vec<&str>;

    /// Returns the voices that a name suggests that no voice has.
    fn near_voices(&self, name: &str) -> Vec<&str> {
        nearest(name, self.voices()).into_iter().collect()
    }

    /// Returns the one name of a voice, or of a blend such as `af_heart 0.6 + bf_emma 0.4`; `None` if
    /// there is no such voice.
    fn voice_named(&self, written: &str) -> Option<String> {
        let known = self.voices().contains(&written);
        known.then(|| written.to_owned())
    }

    /// Returns whether an unknown name seems to be a misspelt name of one of the voices. Other names may
    /// be those of voices that are set up on another machine.
    fn is_misspelt(&self, _name: &str) -> bool {
        true
    }

    /// Returns the voice of a language that fits words best, and is not taken if that is possible.
    fn fitting(&self, _language: Language, _words: &str, _taken: &[&str]) -> Option<&str> {
        self.voices().first().copied()
    }

    /// Returns the recipes of the sound library by name.
    fn recipes(&self) -> Vec<&str>;

    /// Returns the mistakes in a recipe of the show; none for a recipe of the
    /// library.
    fn proof(&self, recipe: &RecipeRef) -> Vec<Diagnostic>;

    /// Returns the mistakes in a script's settings for a recipe.
    fn check(&self, recipe: &RecipeRef, settings: &[(String, String)]) -> Vec<SettingProblem>;

    /// Returns the distances at which a recipe can be heard, or `None` if the
    /// recipe does not state them.
    fn reach(&self, recipe: &RecipeRef) -> Option<Reach>;

    /// Returns a description of a voice, or `None` if it is unknown.
    fn voice(&self, _name: &str) -> Option<VoiceNote<'_>> {
        None
    }

    /// Returns words of the library that mean the same as a word, where it has no other meaning.
    fn same_words(&self, _word: &str) -> Vec<&str> {
        Vec::new()
    }

    /// Returns a description of a recipe of the library, or `None` if there is
    /// none of that name.
    fn recipe(&self, _name: &str) -> Option<RecipeNote<'_>> {
        None
    }

    /// Returns the parameters of a recipe of the library; none if there is none of that name.
    fn params(&self, _recipe: &str) -> &[Param] {
        &[]
    }
}

/// A description of a voice.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct VoiceNote<'a> {
    pub woman: bool,
    /// The language that it speaks.
    pub language: Language,
    /// British; else American, or of another language.
    pub british: bool,
    /// A short description of its sound.
    pub about: &'a str,
}

/// A description of a recipe.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct RecipeNote<'a> {
    /// Whether it is continuous, not a single event.
    pub bed: bool,
    /// Words of prose that suggest the recipe.
    pub words: &'a [&'a str],
}

/// From how far a sound can be heard, and how often it sounds.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Reach {
    /// The default distance.
    pub usual: Metres,
    pub nearest: Metres,
    pub farthest: Metres,
    /// The default number of events a minute; `None` for a sound without a
    /// density.
    pub density: Option<PerMinute>,
}

impl Reach {
    /// The reach of a sound that states none. It is heard, or was recorded,
    /// from 1 m.
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
    /// The index of the setting, from 0.
    pub setting: usize,
    pub message: String,
    pub hint: Option<String>,
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReachError {
    /// The path is absolute, or has a form that is absolute on some system.
    #[error("`{0}` is an absolute path")]
    Absolute(String),
    /// The path leaves the folder of the script, or is a link to a file outside it.
    #[error("`{0}` is outside the script's folder")]
    Outside(String),
    /// No file has this path.
    #[error("there is no file `{0}` beside the script")]
    Missing(String),
    /// The path is that of a folder or a device.
    #[error("`{0}` is not a file")]
    NotAFile(String),
    /// The file is larger than the limit.
    #[error("`{path}` has {size} bytes; the limit is {LARGEST_FILE}")]
    TooLarge {
        /// The path in the script.
        path: String,
        /// The size in bytes.
        size: u64,
    },
    /// The file cannot be read.
    #[error("`{path}` cannot be read: {source}")]
    Io {
        /// The path in the script.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
}
