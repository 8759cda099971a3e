//! An index of the user's sound files: the folders that `library:` of the configuration
//! names.
//!
//! [`Library::open`] opens the index, [`Library::refresh`] brings it up to date with the
//! folders, and [`Library::search`] finds files by words. A refresh looks only at folders
//! whose contents changed, so it is fast when nothing did. All that it learnt is stored
//! in transactions: a killed program loses at most the last batch, and the next refresh
//! makes up for it.
//!
//! Nothing in a file is trusted. At most [`facts::MOST_READ`] bytes of a file are read,
//! a damaged one is indexed by its name, and links are not followed.

mod bext;
pub mod facts;
mod music;
mod refresh;
mod search;
mod store;
pub mod words;

use std::path::{Path, PathBuf};

use cuebook_core::sound_format::LIBRARY;
pub use facts::Facts;
pub use refresh::{Progress, Refreshed};
pub use search::{Category, Found, Query, Term};
use serde::{Deserialize, Serialize};
use store::Store;

/// A sound file of the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of the file.
    pub file: PathBuf,
    /// The name in a script: [`LIBRARY`] and the path below the library folder, with `/`.
    pub name: String,
    /// The size in bytes.
    pub size: u64,
    /// The time of the last change, in nanoseconds since 1970.
    pub modified: i64,
    /// The content of its tags, and its length.
    pub facts: Facts,
}

/// The index of the sound files in some folders.
pub struct Library {
    store: Store,
    folders: Vec<PathBuf>,
}

impl Library {
    /// Opens the index in the file `index` for these folders, and creates it if it is
    /// missing or cannot be used. Waits some seconds while another program has it open.
    ///
    /// # Errors
    /// When the file cannot be created, or another program keeps it open.
    pub fn open(index: &Path, folders: &[PathBuf]) -> Result<Library, LibraryError> {
        Ok(Library {
            store: Store::open(index)?,
            folders: folders.to_vec(),
        })
    }

    /// Returns the number of files.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(&self) -> Result<u64, LibraryError> {
        self.store.count()
    }

    /// Returns at most so many files that match all terms of a query, the best first. If
    /// none matches all, those that match most. A name means one file: that of the
    /// first folder that has it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, query: &Query, most: usize) -> Result<Found, LibraryError> {
        search::run(&self.store, &self.folders, query, most)
    }

    /// Returns the files by path, up to a number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn all(&self, most: usize) -> Result<Vec<Entry>, LibraryError> {
        self.store.first(&self.folders, most)
    }

    /// Returns the files that cannot be read, with the reason in [`Facts::fault`], up to a number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn faulty(&self, most: usize) -> Result<Vec<Entry>, LibraryError> {
        let mut ids = Vec::new();
        self.store
            .of_word(words::FAULTY, false, |_, id, _| ids.push(id))?;
        let mut entries = self.store.entries(&ids)?;
        entries.retain(|entry| {
            self.folders
                .iter()
                .any(|folder| entry.file.starts_with(folder))
        });
        entries.truncate(most);
        Ok(entries)
    }

    /// Returns the names of the files that an unknown name most likely means, the best first, up to a number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn near(&self, name: &str, most: usize) -> Result<Vec<String>, LibraryError> {
        search::near(&self.store, &self.folders, name, most)
    }

    /// Returns the file with a name.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, name: &str) -> Result<Option<Entry>, LibraryError> {
        let Some(path) = name.strip_prefix(LIBRARY) else {
            return Ok(None);
        };
        for folder in &self.folders {
            if let Some(entry) = self.store.of_path(&folder.join(path))? {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// Returns the picture of a file's wave that [`Library::keep_wave`] stored, if the
    /// file is still the same.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn wave(&self, entry: &Entry) -> Result<Option<Vec<u8>>, LibraryError> {
        self.store.wave(entry)
    }

    /// Stores the picture of a file's wave: one byte for each column, the peak from 0 to 255.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn keep_wave(&self, entry: &Entry, columns: &[u8]) -> Result<(), LibraryError> {
        self.store.keep_wave(entry, columns)
    }
}

/// Why the index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The file of the index cannot be created or opened.
    #[error("the index of the library {path} cannot be opened: {reason}", path = path.display())]
    Open {
        /// The file of the index.
        path: PathBuf,
        /// The cause.
        reason: String,
    },
    /// Another program has the index open.
    #[error(
        "another cuebook is working with the index of the library {path}; try again when it has finished",
        path = path.display()
    )]
    Busy {
        /// The file of the index.
        path: PathBuf,
    },
    /// The index cannot be read or written.
    #[error("the index of the library cannot be used: {0}")]
    Store(#[from] redb::Error),
}

impl LibraryError {
    fn of(error: impl Into<redb::Error>) -> LibraryError {
        LibraryError::Store(error.into())
    }
}
