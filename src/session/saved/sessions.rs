//! The files of saved places: one folder for each script, one file for each session.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::{SavedError, SavedPlace, VERSION};
use crate::session::{SessionError, Studio};
use cuebook_core::whole_file;
use serde::Deserialize;

/// The session in which a show is kept if the listener names none.
const LAST: &str = "last";

/// The session before it: that of a show that was begun again.
const BEFORE: &str = "before";

/// The longest name of a session.
const LONGEST: usize = 60;

/// A session: the file in which a place is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The session of a listener who names none.
    Last,
    Named(String),
    File(PathBuf),
}

impl Slot {
    /// Reads the name of a session, or the path of a file.
    ///
    /// # Errors
    /// Returns why it is neither.
    pub(crate) fn read(written: &str) -> Result<Slot, String> {
        let is_file = written.contains(['/', '\\']) || written.ends_with(".json");
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        match written {
            _ if is_file => Ok(Slot::File(PathBuf::from(written))),
            "" => Err("the name of the session is empty".to_owned()),
            LAST => Ok(Slot::Last),
            _ if written.len() <= LONGEST && written.chars().all(is_plain) => {
                Ok(Slot::Named(written.to_owned()))
            }
            _ => Err(format!(
                "a name has letters, digits, `-` and `_`, at most {LONGEST}; a file ends in .json"
            )),
        }
    }
}

/// The saved places of a script.
#[derive(Clone, Debug)]
pub(crate) struct Sessions {
    folder: PathBuf,
}

impl Studio {
    /// Returns the saved places of a script.
    #[must_use]
    pub(crate) fn sessions(&self, script: &Path) -> Sessions {
        let script = whole_path(script);
        let hash = blake3::hash(script.as_os_str().as_encoded_bytes()).to_hex();
        let name = script.file_stem().unwrap_or_default().to_string_lossy();
        let folder = self.folders.sessions.join(format!("{name}-{}", &hash[..8]));
        Sessions { folder }
    }
}

impl Sessions {
    /// Returns the file of a session.
    #[must_use]
    pub(crate) fn path(&self, slot: &Slot) -> PathBuf {
        let named = |name: &str| self.folder.join(name).with_extension("json");
        match slot {
            Slot::Last => named(LAST),
            Slot::Named(name) => named(name),
            Slot::File(path) => path.clone(),
        }
    }

    /// Reads the place of a session; `None` if there is none.
    ///
    /// # Errors
    /// When the file cannot be read or is not a saved place.
    pub(crate) fn read(&self, slot: &Slot) -> Result<Option<SavedPlace>, SessionError> {
        let path = self.path(slot);
        read(&path).map_err(|source| SessionError::Saved { path, source })
    }

    /// Writes the place of a session. The file has the whole place at any time.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&self, slot: &Slot, place: &SavedPlace) -> Result<(), SessionError> {
        let path = self.path(slot);
        let write = || -> Result<(), SavedError> {
            if !matches!(slot, Slot::File(_)) {
                fs::create_dir_all(&self.folder)?;
            }
            let mut text = serde_json::to_vec_pretty(place)?;
            text.push(b'\n');
            Ok(whole_file::write(&path, &text)?)
        };
        write().map_err(|source| SessionError::Saved { path, source })
    }

    /// Keeps the last session as `before`, because the show begins again.
    pub(crate) fn set_aside(&self) {
        let before = self.folder.join(BEFORE).with_extension("json");
        // Without a last session there is nothing to keep.
        let _ = fs::rename(self.path(&Slot::Last), before);
    }

    /// Returns the sessions with their places, the latest first. Files that cannot be read are left
    /// out.
    #[must_use]
    pub(crate) fn list(&self) -> Vec<(String, SavedPlace)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        let places = paths.filter(|path| path.extension() == Some(OsStr::new("json")));
        let mut places: Vec<(String, SavedPlace)> = places
            .filter_map(|path| {
                let name = path.file_stem()?.to_str()?.to_owned();
                Some((name, read(&path).ok()??))
            })
            .collect();
        places.sort_by(|one, other| (other.1.saved, &one.0).cmp(&(one.1.saved, &other.0)));
        places
    }

    /// Removes a session. Returns whether there was one.
    ///
    /// # Errors
    /// When its file cannot be removed.
    pub(crate) fn remove(&self, slot: &Slot) -> Result<bool, SessionError> {
        let path = self.path(slot);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => {
                let source = error.into();
                Err(SessionError::Saved { path, source })
            }
        }
    }
}

/// Returns the path of a script that is the same in every folder.
pub(super) fn whole_path(script: &Path) -> PathBuf {
    let from_here = || env::current_dir().map(|folder| folder.join(script));
    let whole = fs::canonicalize(script).or_else(|_| from_here());
    whole.unwrap_or_else(|_| script.to_owned())
}

/// Reads a file; `None` if there is none.
fn read(path: &Path) -> Result<Option<SavedPlace>, SavedError> {
    /// What every version has.
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let Versioned { version } = serde_json::from_slice(&text)?;
    match version {
        VERSION => Ok(Some(serde_json::from_slice(&text)?)),
        other => Err(SavedError::Version(other)),
    }
}
