//! The records in the folder of the output: for each chapter, its inputs and the files made of them.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::session::publish::print;
use crate::session::{SessionError, files};

/// The version of the form. A record of another version is not used.
const VERSION: u32 = 1;

/// The inputs of a chapter, and the files made of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    version: u32,
    /// The fingerprint of the inputs.
    pub inputs: String,
    /// The fingerprint of the options.
    pub options: String,
    /// The title of the chapter.
    pub title: String,
    pub files: Vec<KeptFile>,
    /// The length, in frames at 48 kHz.
    pub frames: i64,
    /// The integrated loudness in LUFS, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loudness: Option<f64>,
    /// What a user should know about the files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// Whether a file does not meet its target.
    #[serde(default)]
    pub fails: bool,
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptFile {
    /// The name in the folder.
    pub name: String,
    /// The form or the target.
    pub form: String,
    pub bytes: u64,
    /// When it was written, in milliseconds since 1970.
    at: u64,
    /// The fingerprint of its content.
    content: String,
}

impl KeptFile {
    /// Describes a file or folder that was made.
    pub(super) fn of(folder: &Path, path: &Path, form: &str) -> KeptFile {
        let name = path.strip_prefix(folder).unwrap_or(path);
        let (bytes, at) = facts(path).unwrap_or_default();
        KeptFile {
            name: name.to_string_lossy().into_owned(),
            form: form.to_owned(),
            bytes,
            at,
            content: print::of_path(path).unwrap_or_default(),
        }
    }

    /// Returns whether the file is there as it was written. Its content is read only if its size is
    /// the same, but not its time.
    fn is_there(&self, folder: &Path) -> bool {
        let path = folder.join(&self.name);
        match facts(&path) {
            None => false,
            Some((bytes, _)) if bytes != self.bytes => false,
            Some((_, at)) if at == self.at && !path.is_dir() => true,
            Some(_) => print::of_path(&path).as_ref() == Some(&self.content),
        }
    }
}

/// Returns the size and the time of a file; a folder has its time only.
fn facts(path: &Path) -> Option<(u64, u64)> {
    let facts = path.metadata().ok()?;
    let at = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let bytes = if facts.is_dir() { 0 } else { facts.len() };
    Some((bytes, u64::try_from(at.as_millis()).ok()?))
}

impl Kept {
    /// Returns a record of work that will be done.
    pub(super) fn new(inputs: String, options: String, title: String) -> Kept {
        Kept {
            version: VERSION,
            inputs,
            options,
            title,
            ..Kept::default()
        }
    }

    /// Reads a record; `None` without one.
    pub(super) fn read(path: &Path) -> Option<Kept> {
        let text = std::fs::read(path).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        (kept.version == VERSION).then_some(kept)
    }

    /// Returns whether the files of the record are made of the same and are still there.
    pub(super) fn holds(&self, wanted: &Kept, folder: &Path) -> bool {
        self.inputs == wanted.inputs && self.options == wanted.options && self.is_whole(folder)
    }

    /// Returns whether all its files are still there.
    pub(super) fn is_whole(&self, folder: &Path) -> bool {
        self.files.iter().all(|file| file.is_there(folder))
    }

    /// Returns the files of the record that another one does not have, and that are still there.
    pub(super) fn without(&self, other: &Kept, folder: &Path) -> Vec<PathBuf> {
        let mut old: Vec<PathBuf> = Vec::new();
        for file in &self.files {
            let path = folder.join(&file.name);
            if other.files.iter().all(|new| new.name != file.name) && path.exists() {
                old.push(path);
            }
        }
        old
    }

    /// Writes the record.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&self, path: &Path) -> Result<(), SessionError> {
        files::make_folder(files::folder_of(path))?;
        let text = serde_json::to_vec_pretty(self).map_err(std::io::Error::from)?;
        files::write(path, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_while_its_content_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        std::fs::write(&path, "one").unwrap();
        let file = KeptFile::of(folder.path(), &path, "wav");
        assert!(file.is_there(folder.path()));
        // The same content with another time.
        let early = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1000);
        std::fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(early)
            .unwrap();
        assert!(file.is_there(folder.path()));
        std::fs::write(&path, "two").unwrap();
        assert!(!file.is_there(folder.path()));
        std::fs::remove_file(&path).unwrap();
        assert!(!file.is_there(folder.path()));
    }

    #[test]
    fn a_record_of_another_version_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.json");
        let kept = Kept::new("i".to_owned(), "o".to_owned(), "A".to_owned());
        kept.write(&path).unwrap();
        assert!(Kept::read(&path).unwrap().holds(&kept, folder.path()));
        let other = Kept {
            version: VERSION + 1,
            ..kept
        };
        other.write(&path).unwrap();
        assert!(Kept::read(&path).is_none());
        std::fs::write(&path, "{").unwrap();
        assert!(Kept::read(&path).is_none());
    }
}
