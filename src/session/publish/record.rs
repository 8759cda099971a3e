//! The record of a folder: what was published there, and of what it was made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{State, print};
use crate::session::{SessionError, files};

/// The name of the record in its folder.
const NAME: &str = ".cuebook-published.json";

/// The version of its form. A record of another version is not used.
const VERSION: u32 = 1;

/// The files that were published into a folder.
#[derive(Debug)]
pub(super) struct Record {
    path: PathBuf,
    /// Whether there is a record that cannot be read.
    is_lost: bool,
    kept: Kept,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    version: u32,
    files: BTreeMap<String, Entry>,
}

/// A published file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The fingerprint of all that it was made of.
    made_of: String,
    /// The fingerprint of its content.
    content: String,
}

impl Record {
    /// Reads the record of a folder. Without one, nothing was published there.
    pub(super) fn read(folder: &Path) -> Record {
        let path = folder.join(NAME);
        let text = std::fs::read(&path).unwrap_or_default();
        let kept: Option<Kept> = serde_json::from_slice(&text).ok();
        let kept = kept.filter(|kept| kept.version == VERSION);
        let is_lost = kept.is_none() && path.exists();
        Record {
            path,
            is_lost,
            kept: kept.unwrap_or(Kept {
                version: VERSION,
                ..Kept::default()
            }),
        }
    }

    fn entry(&self, path: &Path) -> Option<&Entry> {
        self.kept.files.get(&name(path))
    }

    /// Refuses a file that is there and was not published in this state.
    ///
    /// # Errors
    /// [`SessionError::NotPublished`] for such a file.
    pub(super) fn refuse_foreign(&self, path: &Path) -> Result<(), SessionError> {
        if !path.exists() {
            return Ok(());
        }
        let what = match self.entry(path) {
            None if self.is_lost => "may be another's: the record of this folder cannot be read",
            None => "was not written by `cuebook publish`",
            Some(entry) if print::of_file(path).as_ref() == Some(&entry.content) => return Ok(()),
            Some(_) => "was changed since it was published",
        };
        let path = path.to_owned();
        Err(SessionError::NotPublished { path, what })
    }

    /// Returns whether a file that is made of this must be written.
    pub(super) fn state(&self, path: &Path, made_of: &str) -> State {
        let Some(entry) = self.entry(path) else {
            return if path.exists() {
                State::Renewed
            } else {
                State::New
            };
        };
        if !path.exists() {
            return State::Restored;
        }
        let is_same =
            entry.made_of == made_of && print::of_file(path).as_ref() == Some(&entry.content);
        if is_same {
            State::Unchanged
        } else {
            State::Renewed
        }
    }

    /// Adds a file that was written, and writes the record.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(super) fn add(&mut self, path: &Path, made_of: String) -> Result<(), SessionError> {
        let content = print::of_file(path).unwrap_or_default();
        let entry = Entry { made_of, content };
        self.kept.files.insert(name(path), entry);
        let text = serde_json::to_vec_pretty(&self.kept).map_err(std::io::Error::from)?;
        files::write(&self.path, &text)
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_again_when_it_or_its_origin_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vtt");
        let mut record = Record::read(folder.path());
        assert_eq!(record.state(&path, "one"), State::New);
        std::fs::write(&path, "text").unwrap();
        record.add(&path, "one".to_owned()).unwrap();
        let record = Record::read(folder.path());
        assert_eq!(record.state(&path, "one"), State::Unchanged);
        assert_eq!(record.state(&path, "two"), State::Renewed);
        assert!(record.refuse_foreign(&path).is_ok());
        std::fs::write(&path, "other").unwrap();
        assert_eq!(record.state(&path, "one"), State::Renewed);
        let refused = record.refuse_foreign(&path).unwrap_err().to_string();
        assert!(
            refused.ends_with("was changed since it was published"),
            "{refused}"
        );
        std::fs::remove_file(&path).unwrap();
        assert_eq!(record.state(&path, "one"), State::Restored);
        assert!(record.refuse_foreign(&path).is_ok());
    }

    #[test]
    fn a_file_of_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vtt");
        std::fs::write(&path, "mine").unwrap();
        std::fs::write(folder.path().join(NAME), "{ broken").unwrap();
        let record = Record::read(folder.path());
        assert!(record.refuse_foreign(&path).is_err());
        assert_eq!(record.state(&path, "one"), State::Renewed);
    }
}
