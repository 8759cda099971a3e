//! The user's sound files: the index of the folders that the configuration names.

use std::path::{Path, PathBuf};

use cuebook_core::sound_format::LIBRARY;
use cuebook_core::whole_file;
use cuebook_library::{Library, Refreshed};

use crate::book::sound::NOTICES;
use crate::session::files::{self, Overwrite};
use crate::session::{SessionError, Studio};
use crate::world::Disk;

/// The index and what its refresh found.
pub(crate) struct Indexed {
    pub library: Library,
    pub refreshed: Refreshed,
}

impl Studio {
    /// Returns the index of the user's sound files, brought up to date; `None` if the
    /// configuration names no folder. `progress` is called with the number of files read.
    ///
    /// # Errors
    /// When the index cannot be opened, read or written.
    pub(crate) fn library(
        &self,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Option<Indexed>, SessionError> {
        if self.config.library.is_empty() {
            return Ok(None);
        }
        let index = self.folders.cache.join("library.redb");
        let library = Library::open(&index, &self.config.library)?;
        let refreshed = library.refresh(progress)?;
        Ok(Some(Indexed { library, refreshed }))
    }

    /// Returns the file of a name that begins with `lib/`, and the name with the ending of
    /// the file.
    ///
    /// # Errors
    /// When no folder of the library has it.
    pub(crate) fn library_file(&self, name: &str) -> Result<(String, PathBuf), SessionError> {
        let nowhere = self.folders.cache.join("beside-no-script.yaml");
        let file = Disk::beside(&nowhere, &self.config.library).file(name);
        let file = file.map_err(|source| SessionError::Library {
            name: name.to_owned(),
            source,
        })?;
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        let whole = match name.ends_with(&*ending) {
            true => name.to_owned(),
            false => format!("{name}.{ending}"),
        };
        Ok((whole, file))
    }

    /// Copies a file of the library beside a script, under its name in scripts, with the
    /// licence that lies nearest to it. Returns the paths of the copies.
    ///
    /// # Errors
    /// When there is no such file, a copy would replace another file, or copying fails.
    pub(crate) fn take_from_library(
        &self,
        name: &str,
        folder: &Path,
        overwrite: Overwrite,
    ) -> Result<Vec<PathBuf>, SessionError> {
        let (name, file) = self.library_file(name)?;
        let mut copies = vec![copied(&file, &folder.join(&name), overwrite)?];
        let below = name.strip_prefix(LIBRARY).unwrap_or(&name);
        let root = file.ancestors().nth(Path::new(below).components().count());
        let folders = file.ancestors().zip(Path::new(&name).ancestors()).skip(1);
        for (from, to) in folders {
            let notice = NOTICES.iter().find(|notice| from.join(notice).is_file());
            if let Some(notice) = notice {
                let copy = folder.join(to).join(notice);
                copies.push(copied(&from.join(notice), &copy, Overwrite::Allow)?);
                break;
            }
            if Some(from) == root {
                break;
            }
        }
        Ok(copies)
    }
}

/// Copies a file. One that is there already with the same content is left.
fn copied(from: &Path, to: &Path, overwrite: Overwrite) -> Result<PathBuf, SessionError> {
    let failed = |source| SessionError::Sound {
        path: from.to_owned(),
        source,
    };
    let bytes = std::fs::read(from).map_err(failed)?;
    if let Ok(own) = std::fs::read(to) {
        if own == bytes {
            return Ok(to.to_owned());
        }
        overwrite.check(to)?;
    }
    files::make_folder(whole_file::folder_of(to))?;
    files::write(to, &bytes)?;
    Ok(to.to_owned())
}
