//! Writes files whole: beside their place, then moves them to it.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::session::{SessionError, Show};

/// Writes a temporary file beside a place. It has the permissions of any new file.
///
/// # Errors
/// When it cannot be written.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cuebook.");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Writes a file, over the old one if there is one.
///
/// # Errors
/// When it cannot be written. The old file stays.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// Writes a page, over the old one if there is one.
///
/// # Errors
/// When it cannot be written. The old page stays.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    write(path, bytes).map_err(|source| SessionError::Page {
        path: path.to_owned(),
        source,
    })
}

/// Writes a page where there is none yet, or over one with `force`.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub fn keep_new(path: &Path, bytes: &[u8], force: bool) -> Result<(), SessionError> {
    if force {
        return keep(path, bytes);
    }
    let failed = |source| SessionError::Page {
        path: path.to_owned(),
        source,
    };
    let file = beside(path, bytes).map_err(failed)?;
    file.persist_noclobber(path)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => SessionError::Exists(path.to_owned()),
            _ => failed(error.error),
        })?;
    Ok(())
}

/// Checks that there is no file yet, unless `force` allows one.
///
/// # Errors
/// When there is one.
pub fn check_free(path: &Path, force: bool) -> Result<(), SessionError> {
    match !force && path.exists() {
        true => Err(SessionError::Exists(path.to_owned())),
        false => Ok(()),
    }
}

impl Show {
    /// Checks that a page would not be written over the show itself.
    ///
    /// # Errors
    /// When the path is that of the script, its prose or one of its files.
    pub fn spare(&self, output: &Path) -> Result<(), SessionError> {
        let Ok(real) = output.canonicalize() else {
            return Ok(());
        };
        let beside = |name: &str| self.path.with_file_name("").join(name);
        let prose = self.prose_path.iter().map(|path| beside(path));
        let audio = self.book.files().map(|(path, ..)| beside(path));
        let mut own = prose.chain(audio).chain([self.path.clone()]);
        match own.any(|path| path.canonicalize().is_ok_and(|path| path == real)) {
            true => Err(SessionError::OutputIsSource(output.to_owned())),
            false => Ok(()),
        }
    }
}
