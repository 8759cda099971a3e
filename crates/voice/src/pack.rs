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
mod unpack;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use install::install;

use super::kokoro::graph::GraphError;

/// The version of the pack's list of files.
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
    #[error("there are no voices in {}", .0.display())]
    Missing(PathBuf),
    #[error("the voices in {} cannot be used: {what}", dir.display())]
    Damaged { dir: PathBuf, what: String },
    #[error("the voices in {} are version {found}, not {VERSION}", dir.display())]
    Version { dir: PathBuf, found: u32 },
    #[error("{} contains files that are not voices, so nothing was installed there", .0.display())]
    Occupied(PathBuf),
    #[error(
        "the download of `{package}` needs {program}, which is not installed (on Debian and Ubuntu: apt install {remedy})"
    )]
    NoClient {
        package: String,
        program: &'static str,
        remedy: &'static str,
    },
    #[error(
        "{program} could not download `{package}`:\n{said}\nThese archives are missing:{}",
        listed(needed)
    )]
    Client {
        program: String,
        package: String,
        said: String,
        /// The archives that are still missing.
        needed: Vec<Origin>,
    },
    #[error("`{file}` is not the published file: its SHA-256 is {found}, not {expected}")]
    Hash {
        file: String,
        expected: String,
        found: String,
    },
    #[error("`{file}` cannot be unpacked: {reason}")]
    Archive { file: String, reason: String },
    #[error(transparent)]
    Graph(#[from] GraphError),
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
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
    pub package: &'static str,
    pub version: &'static str,
    pub archive: &'static str,
    pub sha256: &'static str,
    pub licence: &'static str,
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
