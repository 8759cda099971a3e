//! Writes the author's files. No file is replaced by mistake or left half-written.

pub(crate) mod folder;

use std::fs;
use std::io::Write;
use std::path::Path;

use super::{SessionError, Show};
pub(crate) use cuebook_core::whole_file::folder_of;
use cuebook_core::whole_file::{self, WholeFile};

/// Whether a file that exists may be replaced.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Overwrite {
    Allow,
    Refuse,
}

impl Overwrite {
    /// Returns [`Overwrite::Allow`] for true.
    #[must_use]
    pub fn allowed(allowed: bool) -> Overwrite {
        match allowed {
            true => Overwrite::Allow,
            false => Overwrite::Refuse,
        }
    }

    /// Refuses a path that already has a file.
    ///
    /// # Errors
    /// [`SessionError::Exists`] when there is a file at `path` that may not be replaced.
    pub fn check(self, path: &Path) -> Result<(), SessionError> {
        match self == Overwrite::Refuse && path.exists() {
            true => Err(SessionError::Exists(path.to_owned())),
            false => Ok(()),
        }
    }
}

/// Writes a file in one step. It replaces a file at `path`.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    whole_file::write(path, bytes).map_err(unwritten(path))
}

/// Writes a file in one step and forces it to the disk.
///
/// # Errors
/// When it cannot be written, or there is a file that may not be replaced.
pub(crate) fn write_safely(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
) -> Result<(), SessionError> {
    let failed = unwritten(path);
    whole_file::remove_abandoned(folder_of(path));
    let mut file = WholeFile::create(path).map_err(&failed)?;
    file.write_all(bytes).map_err(&failed)?;
    file.as_file().sync_all().map_err(&failed)?;
    if overwrite == Overwrite::Allow {
        return file.keep().map_err(failed);
    }
    // Another program may create the file between a check and the move.
    file.keep_new().map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => SessionError::Exists(path.to_owned()),
        _ => failed(error),
    })
}

/// Replaces a file that was read as `before`. It follows a link, keeps the
/// permissions, and forces the new file to the disk.
///
/// # Errors
/// When the file cannot be written, or does not hold `before` any more.
pub(crate) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), SessionError> {
    let failed = unwritten(path);
    let real = path.canonicalize().map_err(&failed)?;
    whole_file::remove_abandoned(folder_of(&real));
    let mut file = WholeFile::create(&real).map_err(&failed)?;
    file.write_all(after).map_err(&failed)?;
    let facts = fs::metadata(&real).map_err(&failed)?;
    if !facts.is_file() {
        return Err(SessionError::ChangedMeanwhile(path.to_owned()));
    }
    let permissions = facts.permissions();
    let open = file.as_file();
    open.set_permissions(permissions).map_err(&failed)?;
    open.sync_all().map_err(&failed)?;
    if fs::read(&real).map_err(&failed)? != before {
        return Err(SessionError::ChangedMeanwhile(path.to_owned()));
    }
    file.keep().map_err(failed)
}

/// Removes the unfinished files and folders in a folder that no running program writes.
pub(crate) fn remove_abandoned(folder: &Path) {
    whole_file::remove_abandoned(folder);
    folder::remove_abandoned(folder);
}

/// Creates a folder for output.
///
/// # Errors
/// When it cannot be created.
pub(crate) fn make_folder(folder: &Path) -> Result<(), SessionError> {
    if folder.is_file() {
        return Err(SessionError::NoOutputFolder(folder.to_owned()));
    }
    fs::create_dir_all(folder).map_err(unwritten(folder))
}

fn unwritten(path: &Path) -> impl Fn(std::io::Error) -> SessionError {
    move |source| match needs_folder(path) {
        Err(missing) => missing,
        Ok(()) => SessionError::Unwritten {
            path: path.to_owned(),
            source,
        },
    }
}

/// Refuses an output whose folder is missing. The folder is not created, because its name may be
/// misspelt.
///
/// # Errors
/// [`SessionError::NoFolder`] when there is no such folder.
pub(crate) fn needs_folder(output: &Path) -> Result<(), SessionError> {
    let folder = folder_of(output);
    match folder.exists() {
        true => Ok(()),
        false => Err(SessionError::NoFolder {
            folder: folder.to_owned(),
            output: output.to_owned(),
        }),
    }
}

impl Show {
    /// Refuses an output that would replace the show.
    ///
    /// # Errors
    /// When the path is that of the script, its prose or one of its files.
    pub fn refuse_own(&self, output: &Path) -> Result<(), SessionError> {
        let Ok(real) = output.canonicalize() else {
            return Ok(());
        };
        let beside = |name: &str| self.path.with_file_name("").join(name);
        let prose = self.prose_paths().map(beside);
        let audio = self.whole().book.files().map(|(path, ..)| beside(path));
        let cover = self
            .whole()
            .book
            .meta
            .cover
            .iter()
            .map(|cover| beside(&cover.path));
        let shared = self.whole().shared_paths().map(beside);
        let own = prose.chain(audio).chain(cover).chain(shared);
        let mut own = own.chain([self.path.clone()]);
        match own.any(|path| is_same(&path, &real)) {
            true => Err(SessionError::OutputIsSource(output.to_owned())),
            false => Ok(()),
        }
    }
}

/// Refuses an output whose name does not end in `.wav`.
///
/// # Errors
/// When it does not.
pub(super) fn refuse_other_than_wav(output: &Path) -> Result<(), SessionError> {
    let extension = output.extension().unwrap_or_default();
    match extension.eq_ignore_ascii_case("wav") {
        true => Ok(()),
        false => Err(SessionError::OutputIsNoWav(output.to_owned())),
    }
}

/// Returns whether two paths name the same file; false if one of them does not exist.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests;
