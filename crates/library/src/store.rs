//! The index on disk: a database with transactions, which several programs can use at
//! the same time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cuebook_core::sound_format::LIBRARY;
use redb::{
    ConcurrencyMode, Database, DatabaseError, ReadableDatabase, ReadableTable,
    ReadableTableMetadata, TableDefinition, WriteTransaction,
};
use serde::{Deserialize, Serialize};

use crate::words;
use crate::{Entry, LibraryError};

/// The version of the tables and of the facts in them. An index of another version is
/// made anew.
const VERSION: u64 = 3;

/// How long another program is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The memory for parts of the index, in bytes.
const CACHE: usize = 64 << 20;

/// The number of a file in the index.
pub(crate) type Id = u64;

const ABOUT: TableDefinition<'_, &str, u64> = TableDefinition::new("about");
/// The files by number, as JSON.
const FILES: TableDefinition<'_, Id, &[u8]> = TableDefinition::new("files");
/// The numbers of the files by path.
const PATHS: TableDefinition<'_, &str, Id> = TableDefinition::new("paths");
/// What was seen of each folder, as JSON.
const FOLDERS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("folders");
/// The weight of each word of each file.
const WORDS: TableDefinition<'_, (&str, Id), u8> = TableDefinition::new("words");
/// The pictures of waves: the time of the last change of the file, then a byte a column.
const WAVES: TableDefinition<'_, Id, &[u8]> = TableDefinition::new("waves");

/// What was seen of a folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// The time of its last change, in nanoseconds since 1970.
    pub(crate) modified: i64,
    /// The paths of the folders in it.
    pub(crate) folders: Vec<String>,
}

/// The index on disk.
pub(crate) struct Store {
    database: Database,
}

impl Store {
    /// Opens the index, or makes a new one.
    pub(crate) fn open(path: &Path) -> Result<Store, LibraryError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| refused(path, &error))?;
        }
        let store = match opened(path) {
            Ok(store) if store.is_current() => return Ok(store),
            Ok(store) => {
                drop(store);
                anew(path)?
            }
            Err(DatabaseError::DatabaseAlreadyOpen) => {
                let path = path.to_owned();
                return Err(LibraryError::Busy { path });
            }
            // Nothing in the index is lost for good: the folders have it all.
            Err(_) => anew(path)?,
        };
        store.write(|batch| {
            let mut about = batch
                .transaction
                .open_table(ABOUT)
                .map_err(LibraryError::of)?;
            about.insert("version", VERSION).map_err(LibraryError::of)?;
            Ok(())
        })?;
        Ok(store)
    }

    fn is_current(&self) -> bool {
        let read = || {
            let transaction = self.database.begin_read().ok()?;
            let about = transaction.open_table(ABOUT).ok()?;
            Some(about.get("version").ok()??.value())
        };
        read() == Some(VERSION)
    }

    /// Changes the index in one transaction.
    pub(crate) fn write<T>(
        &self,
        change: impl FnOnce(&Batch) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        let mut transaction = self.database.begin_write().map_err(LibraryError::of)?;
        // A killed program leaves an index that opens at once.
        transaction.set_quick_repair(true);
        let batch = Batch { transaction };
        batch.create()?;
        let changed = change(&batch)?;
        batch.transaction.commit().map_err(LibraryError::of)?;
        Ok(changed)
    }

    fn read<T>(
        &self,
        read: impl FnOnce(&redb::ReadTransaction) -> Result<T, redb::Error>,
    ) -> Result<T, LibraryError> {
        let transaction = self.database.begin_read().map_err(LibraryError::of)?;
        Ok(read(&transaction)?)
    }

    pub(crate) fn count(&self) -> Result<u64, LibraryError> {
        self.read(|at| Ok(at.open_table(FILES)?.len()?))
    }

    pub(crate) fn of_path(&self, path: &Path) -> Result<Option<Entry>, LibraryError> {
        let Some(path) = path.to_str() else {
            return Ok(None);
        };
        self.read(|at| {
            let Some(id) = at.open_table(PATHS)?.get(path)?.map(|id| id.value()) else {
                return Ok(None);
            };
            let files = at.open_table(FILES)?;
            Ok(files.get(id)?.and_then(|bytes| parsed(bytes.value())))
        })
    }

    /// Returns the files of these folders by path, up to a number.
    pub(crate) fn first(
        &self,
        folders: &[PathBuf],
        most: usize,
    ) -> Result<Vec<Entry>, LibraryError> {
        self.read(|at| {
            let files = at.open_table(FILES)?;
            let mut entries: Vec<Entry> = Vec::new();
            for row in at.open_table(PATHS)?.iter()? {
                let (path, id) = row?;
                if folders
                    .iter()
                    .any(|folder| Path::new(path.value()).starts_with(folder))
                {
                    entries.extend(
                        files
                            .get(id.value())?
                            .and_then(|bytes| parsed(bytes.value())),
                    );
                }
                if entries.len() == most {
                    break;
                }
            }
            Ok(entries)
        })
    }

    /// Returns the files with these numbers, in this order.
    pub(crate) fn entries(&self, ids: &[Id]) -> Result<Vec<Entry>, LibraryError> {
        self.read(|at| {
            let files = at.open_table(FILES)?;
            let mut entries = Vec::with_capacity(ids.len());
            for id in ids {
                entries.extend(files.get(id)?.and_then(|bytes| parsed(bytes.value())));
            }
            Ok(entries)
        })
    }

    /// Calls `each` with every file that has a word, and the word's weight there. With
    /// `begins`, also with those that have a longer word with this beginning.
    pub(crate) fn of_word(
        &self,
        word: &str,
        begins: bool,
        mut each: impl FnMut(&str, Id, u8),
    ) -> Result<(), LibraryError> {
        self.read(|at| {
            let words = at.open_table(WORDS)?;
            for found in words.range((word, 0)..)? {
                let (key, weight) = found?;
                let (found, id) = key.value();
                if found != word && !(begins && found.starts_with(word)) {
                    break;
                }
                each(found, id, weight.value());
            }
            Ok(())
        })
    }

    /// Returns the words of the index that begin with some letters, each once.
    pub(crate) fn words_from(&self, letters: &str) -> Result<Vec<String>, LibraryError> {
        self.read(|at| {
            let words = at.open_table(WORDS)?;
            let mut known: Vec<String> = Vec::new();
            let mut from = letters.to_owned();
            // One step for each word, however many files have it.
            while let Some(next) = words.range((from.as_str(), 0)..)?.next() {
                let word = next?.0.value().0.to_owned();
                if !word.starts_with(letters) {
                    break;
                }
                from = format!("{word}\0");
                known.push(word);
            }
            Ok(known)
        })
    }

    pub(crate) fn seen(&self, folder: &str) -> Result<Option<Seen>, LibraryError> {
        self.read(|at| {
            let folders = at.open_table(FOLDERS)?;
            Ok(folders.get(folder)?.and_then(|bytes| parsed(bytes.value())))
        })
    }

    /// Returns the paths in the folder itself of the files that are known, with their
    /// sizes and times.
    pub(crate) fn in_folder(&self, folder: &str) -> Result<Vec<Entry>, LibraryError> {
        let prefix = format!("{folder}/");
        self.read(|at| {
            let (paths, files) = (at.open_table(PATHS)?, at.open_table(FILES)?);
            let mut entries = Vec::new();
            for found in paths.range(prefix.as_str()..)? {
                let (path, id) = found?;
                let Some(rest) = path.value().strip_prefix(&prefix) else {
                    break;
                };
                if !rest.contains('/') {
                    let entry = files.get(id.value())?;
                    entries.extend(entry.and_then(|bytes| parsed(bytes.value())));
                }
            }
            Ok(entries)
        })
    }

    pub(crate) fn wave(&self, entry: &Entry) -> Result<Option<Vec<u8>>, LibraryError> {
        self.read(|at| {
            let id = at.open_table(PATHS)?.get(text(&entry.file))?;
            let Some(id) = id.map(|id| id.value()) else {
                return Ok(None);
            };
            let wave = at.open_table(WAVES)?.get(id)?;
            let wave = wave.map(|bytes| bytes.value().to_vec());
            Ok(wave.and_then(|bytes| {
                Some(bytes.strip_prefix(&entry.modified.to_le_bytes())?.to_vec())
            }))
        })
    }

    pub(crate) fn keep_wave(&self, entry: &Entry, columns: &[u8]) -> Result<(), LibraryError> {
        self.write(|batch| batch.keep_wave(entry, columns).map_err(LibraryError::from))
    }
}

/// Changes of the index in one transaction.
pub(crate) struct Batch {
    transaction: WriteTransaction,
}

impl Batch {
    /// Creates the tables, so that readers find them.
    fn create(&self) -> Result<(), LibraryError> {
        let create = || -> Result<(), redb::Error> {
            self.transaction.open_table(ABOUT)?;
            self.transaction.open_table(FILES)?;
            self.transaction.open_table(PATHS)?;
            self.transaction.open_table(FOLDERS)?;
            self.transaction.open_table(WORDS)?;
            self.transaction.open_table(WAVES)?;
            Ok(())
        };
        Ok(create()?)
    }

    /// Adds files, or replaces their facts.
    pub(crate) fn put(&self, entries: &[Entry]) -> Result<(), redb::Error> {
        let mut files = self.transaction.open_table(FILES)?;
        let mut paths = self.transaction.open_table(PATHS)?;
        let mut words = self.transaction.open_table(WORDS)?;
        let mut next = files.last()?.map_or(0, |(id, _)| id.value() + 1);
        for entry in entries {
            let path = text(&entry.file);
            let known = paths.get(path)?.map(|id| id.value());
            let id = match known {
                Some(id) => {
                    let old = files
                        .get(id)?
                        .and_then(|bytes| parsed::<Entry>(bytes.value()));
                    for (word, _) in old.iter().flat_map(words_of) {
                        words.remove((word.as_str(), id))?;
                    }
                    id
                }
                None => {
                    next += 1;
                    next - 1
                }
            };
            paths.insert(path, id)?;
            files.insert(id, written(entry).as_slice())?;
            for (word, weight) in words_of(entry) {
                words.insert((word.as_str(), id), weight)?;
            }
        }
        Ok(())
    }

    /// Removes files.
    pub(crate) fn remove(&self, entries: &[Entry]) -> Result<(), redb::Error> {
        let mut files = self.transaction.open_table(FILES)?;
        let mut paths = self.transaction.open_table(PATHS)?;
        let mut words = self.transaction.open_table(WORDS)?;
        let mut waves = self.transaction.open_table(WAVES)?;
        for entry in entries {
            let Some(id) = paths.remove(text(&entry.file))?.map(|id| id.value()) else {
                continue;
            };
            files.remove(id)?;
            waves.remove(id)?;
            for (word, _) in words_of(entry) {
                words.remove((word.as_str(), id))?;
            }
        }
        Ok(())
    }

    /// Stores what was seen of a folder.
    pub(crate) fn see(&self, folder: &str, seen: &Seen) -> Result<(), redb::Error> {
        let mut folders = self.transaction.open_table(FOLDERS)?;
        folders.insert(folder, written(seen).as_slice())?;
        Ok(())
    }

    /// Forgets a folder with all that is in it, and returns how many files these were.
    pub(crate) fn forget(&self, folder: &str) -> Result<usize, redb::Error> {
        let prefix = format!("{folder}/");
        let mut gone: Vec<Entry> = Vec::new();
        {
            let paths = self.transaction.open_table(PATHS)?;
            let files = self.transaction.open_table(FILES)?;
            for found in paths.range(prefix.as_str()..)? {
                let (path, id) = found?;
                if !path.value().starts_with(&prefix) {
                    break;
                }
                gone.extend(
                    files
                        .get(id.value())?
                        .and_then(|bytes| parsed(bytes.value())),
                );
            }
            let mut folders = self.transaction.open_table(FOLDERS)?;
            folders.remove(folder)?;
            folders.retain(|path, _| !path.starts_with(&prefix))?;
        }
        self.remove(&gone)?;
        Ok(gone.len())
    }

    fn keep_wave(&self, entry: &Entry, columns: &[u8]) -> Result<(), redb::Error> {
        let paths = self.transaction.open_table(PATHS)?;
        let id = paths.get(text(&entry.file))?.map(|id| id.value());
        if let Some(id) = id {
            let bytes = [&entry.modified.to_le_bytes()[..], columns].concat();
            let mut waves = self.transaction.open_table(WAVES)?;
            waves.insert(id, bytes.as_slice())?;
        }
        Ok(())
    }

    /// Returns the folders that are known.
    pub(crate) fn folders(&self) -> Result<Vec<String>, redb::Error> {
        let folders = self.transaction.open_table(FOLDERS)?;
        let mut names = Vec::new();
        for folder in folders.iter()? {
            names.push(folder?.0.value().to_owned());
        }
        Ok(names)
    }
}

/// Opens a database, and waits while another program has it for itself.
fn opened(path: &Path) -> Result<Store, DatabaseError> {
    let since = Instant::now();
    loop {
        let mut builder = Database::builder();
        builder.set_cache_size(CACHE);
        builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
        match builder.create(path) {
            Err(DatabaseError::DatabaseAlreadyOpen) if since.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(50));
            }
            other => return other.map(|database| Store { database }),
        }
    }
}

/// Makes a new index in place of one that cannot be used.
fn anew(path: &Path) -> Result<Store, LibraryError> {
    fs::remove_file(path).map_err(|error| refused(path, &error))?;
    opened(path).map_err(|error| refused(path, &error))
}

fn refused(path: &Path, reason: &dyn std::fmt::Display) -> LibraryError {
    LibraryError::Open {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

/// Returns the words of a file: those of its name without the prefix, and of its facts.
fn words_of(entry: &Entry) -> Vec<(String, u8)> {
    let name = entry.name.strip_prefix(LIBRARY);
    words::of(name.unwrap_or(&entry.name), &entry.facts)
}

/// Returns a path as text. Only paths that are text are indexed.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

fn parsed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn written(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Returns the path of a folder without an end sign, so that `path + "/"` begins the
/// paths of all that is in it.
pub(crate) fn plain(folder: &Path) -> PathBuf {
    folder.components().collect()
}
