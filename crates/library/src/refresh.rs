//! Brings the index up to date with the folders.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cuebook_core::sound_format::{LIBRARY, is_readable};
use cuebook_synth::SoundError;
use rayon::prelude::*;

use crate::store::{Seen, plain, text};
use crate::{Entry, Library, LibraryError, facts};

/// The files that are stored in one transaction.
const BATCH: usize = 2000;

/// The deepest folder, from the library's own.
const DEEPEST: usize = 64;

/// How long after a change a folder may change again without a new time.
const SETTLED: Duration = Duration::from_secs(2);

/// The result of a refresh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// The number of files that are new or changed.
    pub read: usize,
    /// The number of files that are gone.
    pub gone: usize,
    /// The folders and files that were left out, each with the reason.
    pub left_out: Vec<String>,
}

/// Called after each batch with the number of files read so far.
pub type Progress<'a> = &'a mut dyn FnMut(usize);

impl Library {
    /// Brings the index up to date with the folders. Only folders whose content changed
    /// are read, and in these only files whose size or time changed.
    ///
    /// # Errors
    /// When the index cannot be read or written. A folder or file that cannot be read is
    /// in [`Refreshed::left_out`].
    pub fn refresh(&self, progress: Progress<'_>) -> Result<Refreshed, LibraryError> {
        let mut work = Work {
            library: self,
            done: Refreshed::default(),
            reached: HashSet::new(),
            progress,
        };
        for root in &self.folders {
            let root = plain(root);
            work.folder(&root, &root, 0)?;
        }
        work.forget()?;
        Ok(work.done)
    }
}

struct Work<'a> {
    library: &'a Library,
    done: Refreshed,
    /// The folders that are there.
    reached: HashSet<String>,
    progress: Progress<'a>,
}

/// A file as its folder shows it.
struct Found {
    path: PathBuf,
    size: u64,
    modified: i64,
}

impl Work<'_> {
    /// Refreshes a folder and all in it.
    fn folder(&mut self, root: &Path, folder: &Path, depth: usize) -> Result<(), LibraryError> {
        let Some(name) = folder.to_str() else {
            self.leave(folder, "its name is not text");
            return Ok(());
        };
        if depth > DEEPEST {
            self.leave(folder, "it is too deep");
            return Ok(());
        }
        let modified = match fs::metadata(folder) {
            Ok(about) => time(&about),
            Err(error) => {
                self.leave(folder, &error.to_string());
                return Ok(());
            }
        };
        self.reached.insert(name.to_owned());
        let seen = self.library.store.seen(name)?;
        let folders = match seen {
            Some(seen) if seen.modified == modified => seen.folders,
            _ => self.changed(root, folder, modified)?,
        };
        for inner in folders {
            self.folder(root, Path::new(&inner), depth + 1)?;
        }
        Ok(())
    }

    /// Reads a folder that changed, and returns the folders in it.
    fn changed(
        &mut self,
        root: &Path,
        folder: &Path,
        modified: i64,
    ) -> Result<Vec<String>, LibraryError> {
        let (found, folders) = self.listed(folder);
        let known = self.library.store.in_folder(text(folder))?;
        let mut known: HashMap<PathBuf, Entry> = known
            .into_iter()
            .map(|entry| (entry.file.clone(), entry))
            .collect();
        let fresh: Vec<Found> = found
            .into_iter()
            .filter(|file| {
                let same = known.remove(&file.path);
                same.is_none_or(|own| (own.size, own.modified) != (file.size, file.modified))
            })
            .collect();
        let gone: Vec<Entry> = known.into_values().collect();
        for batch in fresh.chunks(BATCH) {
            let entries: Vec<Entry> = batch.par_iter().map(|file| entry(root, file)).collect();
            self.library.store.write(|to| Ok(to.put(&entries)?))?;
            self.done.read += entries.len();
            (self.progress)(self.done.read);
        }
        // A folder that changed a moment ago is looked at again the next time.
        let seen = Seen {
            modified: if settled(modified) { modified } else { 0 },
            folders: folders.clone(),
        };
        self.library.store.write(|to| {
            to.remove(&gone)?;
            Ok(to.see(text(folder), &seen)?)
        })?;
        self.done.gone += gone.len();
        Ok(folders)
    }

    /// Returns the sound files and the folders in a folder. Hidden ones and links are
    /// left out.
    fn listed(&mut self, folder: &Path) -> (Vec<Found>, Vec<String>) {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.leave(folder, &error.to_string());
                return (files, folders);
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let Ok(about) = entry.metadata() else {
                continue;
            };
            match path.to_str() {
                _ if hidden => {}
                None => self.leave(&path, "its name is not text"),
                // A script and a list have one name a line.
                Some(name) if name.contains(char::is_control) => {
                    self.leave(
                        &path,
                        "its name has a line break or another control character",
                    );
                }
                Some(name) if about.is_dir() => folders.push(name.to_owned()),
                Some(name) if about.is_file() && is_readable(name) => files.push(Found {
                    size: about.len(),
                    modified: time(&about),
                    path,
                }),
                Some(_) => {}
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        folders.sort();
        (files, folders)
    }

    /// Forgets the folders that are no longer there.
    fn forget(&mut self) -> Result<(), LibraryError> {
        let reached = &self.reached;
        let gone = self.library.store.write(|to| {
            let known = to.folders()?;
            let mut gone = 0;
            for folder in known.iter().filter(|known| !reached.contains(*known)) {
                gone += to.forget(folder)?;
            }
            Ok(gone)
        })?;
        self.done.gone += gone;
        Ok(())
    }

    fn leave(&mut self, path: &Path, reason: &str) {
        let shown: String = path
            .to_string_lossy()
            .chars()
            .flat_map(|letter| match letter.is_control() {
                true => letter.escape_default().collect::<Vec<_>>(),
                false => vec![letter],
            })
            .collect();
        self.done.left_out.push(format!("{shown}: {reason}"));
    }
}

/// Reads a file.
fn entry(root: &Path, found: &Found) -> Entry {
    let below = found.path.strip_prefix(root).unwrap_or(&found.path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let name = parts.join("/");
    let facts = match File::open(&found.path) {
        Ok(file) => judged(&name, file, found),
        Err(error) => facts::Facts {
            fault: Some(error.to_string()),
            ..facts::Facts::default()
        },
    };
    Entry {
        file: found.path.clone(),
        name: format!("{LIBRARY}{name}"),
        size: found.size,
        modified: found.modified,
        facts,
    }
}

/// The largest file that is decoded to see whether it can be, in bytes.
const MOST_DECODED: u64 = 32 << 20;
/// The largest file in MP4 that is decoded although its tags can be read: it may hold a codec that cannot.
const MOST_MP4: u64 = 1 << 20;

/// Reads the facts of a file. Whether it can be used is decided by the reader of the program, and not by that of the
/// tags.
fn judged(name: &str, file: File, found: &Found) -> facts::Facts {
    let mut facts = facts::read(name, file);
    let is_mp4 = ["m4a", "mp4", "m4b", "mov"]
        .iter()
        .any(|ending| name.to_lowercase().ends_with(ending));
    let in_doubt = match facts.fault {
        Some(_) => found.size <= MOST_DECODED,
        None => is_mp4 && found.size <= MOST_MP4,
    };
    if in_doubt && let Ok(bytes) = fs::read(&found.path) {
        match cuebook_synth::file::decode(name, bytes.into()) {
            Ok(audio) => {
                facts.fault = None;
                facts.seconds = facts.seconds.or(Some(audio.frames().seconds().0));
            }
            Err(error) => facts.fault = Some(why(error)),
        }
    } else if facts.fault.is_none() {
        facts.fault = head(&found.path).and_then(|head| cuebook_synth::file::refusal(&head));
    }
    facts
}

/// Returns a reason without the name of the file.
fn why(error: SoundError) -> String {
    match error {
        SoundError::File { reason, .. } => reason,
        SoundError::Foreign { format, .. } => format!("it is {format}"),
        other => other.to_string(),
    }
}

/// Returns the first bytes of a file.
fn head(path: &Path) -> Option<Vec<u8>> {
    const MOST: u64 = 4096;
    let mut bytes = Vec::new();
    File::open(path)
        .ok()?
        .take(MOST)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// Returns the time of the last change, in nanoseconds since 1970.
fn time(about: &Metadata) -> i64 {
    let since = about
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| {
        i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
    })
}

/// Whether a change is so old that a later one has another time.
fn settled(modified: i64) -> bool {
    let then = UNIX_EPOCH + Duration::from_nanos(u64::try_from(modified).unwrap_or(0));
    SystemTime::now()
        .duration_since(then)
        .is_ok_and(|age| age > SETTLED)
}
