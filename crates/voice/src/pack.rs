//! The voice pack: the files of the neural voice, in one folder.
//!
//! An open pack has every file of one version. Hashes are checked during the installation.
//!
//! ```text
//! pack.json        version, and every file with its length and SHA-256
//! kokoro.onnx      the model, edited for the engine
//! vocab.json       the number of every phoneme
//! voices/*.bin     510 × 256 little-endian f32: a style for every length of utterance
//! reader/*         lexicons, the tagger, how to read unknown words
//! licences/*       the terms of the parts that come with their text
//! LICENCES.txt     the author and the terms of every part
//! ```

mod contents;
mod fetch;
mod install;
mod morphemes;
mod unpack;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use install::install;

use super::kokoro::graph::GraphError;
use cuebook_core::language::Language;

/// The version of the pack's files for English. Files of further languages are added to a pack of
/// the same version.
pub const VERSION: u32 = 2;

/// The version of the audio that the pack produces; a part of every take's key.
pub const SOUND_VERSION: u32 = 1;

const LISTING: &str = "pack.json";

/// A complete voice pack.
#[derive(Clone, Debug)]
pub struct Pack {
    dir: PathBuf,
}

/// Receives the progress of an installation.
pub trait Progress {
    /// Reports that `done` of `total` bytes of `what` are present.
    fn step(&mut self, what: &str, done: u64, total: u64);
}

/// The content of `pack.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Listing {
    version: u32,
    files: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    path: String,
    bytes: u64,
    sha256: String,
}

impl Pack {
    /// Opens the pack in `dir`. Lengths are compared, hashes are not.
    ///
    /// # Errors
    ///
    /// Fails if there is no pack, or if the pack is incomplete or of another version.
    pub fn open(dir: &Path) -> Result<Pack, PackError> {
        let text = match fs::read(dir.join(LISTING)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(PackError::Missing(dir.to_owned()));
            }
            Err(error) => return Err(PackError::io(&dir.join(LISTING), error)),
        };
        let damaged = |what: String| PackError::Damaged {
            dir: dir.to_owned(),
            what,
        };
        let listing: Listing =
            serde_json::from_slice(&text).map_err(|error| damaged(error.to_string()))?;
        if listing.version != VERSION {
            return Err(PackError::Version {
                dir: dir.to_owned(),
                found: listing.version,
            });
        }
        for file in &listing.files {
            let found = fs::metadata(dir.join(&file.path)).map(|found| found.len());
            if !found.is_ok_and(|length| length == file.bytes) {
                return Err(damaged(format!("`{}` is missing or incomplete", file.path)));
            }
        }
        Ok(Pack {
            dir: dir.to_owned(),
        })
    }

    /// Returns whether the pack has the files of a language. A pack that was installed before there
    /// were voices of the language lacks them; an installation adds them.
    #[must_use]
    pub fn has(&self, language: Language) -> bool {
        let mut parts = contents::PACK.parts.iter();
        parts.all(|part| {
            let length = || fs::metadata(self.dir.join(part.path)).map(|found| found.len());
            part.language() != language || length().is_ok_and(|length| length == part.bytes)
        })
    }

    /// Returns the path of the folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the path of the model, ready to load.
    #[must_use]
    pub fn model(&self) -> PathBuf {
        self.dir.join("kokoro.onnx")
    }

    /// Returns the path of the file with the number of every phoneme, as JSON.
    #[must_use]
    pub fn vocabulary(&self) -> PathBuf {
        self.dir.join("vocab.json")
    }

    /// Returns the path of the style rows of a voice, such as `bm_george`.
    #[must_use]
    pub fn voice(&self, name: &str) -> PathBuf {
        self.dir.join("voices").join(format!("{name}.bin"))
    }

    /// Returns the path of the folder of the reader's files: see
    /// [`ASSETS`](super::reading::ASSETS).
    #[must_use]
    pub fn reader(&self) -> PathBuf {
        self.dir.join("reader")
    }
}

/// The reason why there is no voice pack.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder, named here, has no pack.
    #[error("there are no voices in {}", .0.display())]
    Missing(PathBuf),
    /// A file of the pack is missing, has another length, or cannot be parsed.
    #[error("the voices in {} cannot be used: {what}", dir.display())]
    Damaged {
        /// The folder of the pack.
        dir: PathBuf,
        /// The damage, as text for a message.
        what: String,
    },
    /// The pack is older than the voices of a language.
    #[error("the voices in {} are older than those for {}", dir.display(), language.title())]
    Lacks {
        /// The folder of the pack.
        dir: PathBuf,
        /// The language that it lacks.
        language: Language,
    },
    /// The pack is of another version than [`VERSION`].
    #[error("the voices in {} are version {found}, not {VERSION}", dir.display())]
    Version {
        /// The folder of the pack.
        dir: PathBuf,
        /// The version of the pack.
        found: u32,
    },
    /// The folder of an installation, named here, has files of something else.
    #[error("{} contains files that are not voices, so nothing was installed there", .0.display())]
    Occupied(PathBuf),
    /// The machine has no program that can download from the registry of a package.
    #[error(
        "the download of `{package}` needs {program}, which is not installed (on Debian and Ubuntu: apt install {remedy})"
    )]
    NoClient {
        /// The name of the package.
        package: String,
        /// The usual program for this registry: `pip` or `npm`.
        program: &'static str,
        /// The Debian package with the program.
        remedy: &'static str,
    },
    /// The program that downloads a package failed.
    #[error(
        "{program} could not download `{package}`:\n{said}\nThese archives are missing:{}",
        listed(needed)
    )]
    Client {
        /// The program with its first arguments, such as `python3 -m pip`.
        program: String,
        /// The name and version of the package.
        package: String,
        /// The output of the program.
        said: String,
        /// The archives that are still missing.
        needed: Vec<Origin>,
    },
    /// A downloaded or unpacked file has another hash than the published one.
    #[error("`{file}` is not the published file: its SHA-256 is {found}, not {expected}")]
    Hash {
        /// The name of the file.
        file: String,
        /// The published SHA-256, in hexadecimal.
        expected: String,
        /// The SHA-256 of the file, in hexadecimal.
        found: String,
    },
    /// An archive cannot be read, or a file in it is missing or malformed.
    #[error("`{file}` cannot be unpacked: {reason}")]
    Archive {
        /// The path of the archive.
        file: String,
        /// The cause, as text for a message.
        reason: String,
    },
    /// The model cannot be edited for the engine.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// A file or folder cannot be read or written, or a program cannot be started.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file, folder or program.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}

impl PackError {
    fn io(path: &Path, source: io::Error) -> PackError {
        PackError::Io {
            path: path.to_owned(),
            source,
        }
    }

    /// Adds the archives that are still missing to the failure of a client.
    fn still_needs(mut self, sources: &[&contents::Source]) -> PackError {
        if let PackError::Client { needed, .. } = &mut self {
            *needed = sources.iter().map(|source| source.origin()).collect();
        }
        self
    }
}

/// One archive of the pack, for a person who downloads it by hand.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The registry where it is published: `PyPI` or `npm`.
    pub registry: &'static str,
    /// The name of the package.
    pub package: &'static str,
    /// The version of the package.
    pub version: &'static str,
    /// The file name of the archive.
    pub archive: &'static str,
    /// The licence of the package, such as `Apache-2.0`.
    pub licence: &'static str,
    /// The author of the package.
    pub author: &'static str,
}

/// Lists archives, each on a new line.
fn listed(archives: &[Origin]) -> String {
    let line = |origin: &Origin| format!("\n  {} (from {})", origin.archive, origin.registry);
    archives.iter().map(line).collect()
}

/// Returns every archive of the pack.
#[must_use]
pub fn origins() -> Vec<Origin> {
    let origins = contents::PACK.sources.iter();
    origins.map(contents::Source::origin).collect()
}

#[cfg(test)]
mod tests;
