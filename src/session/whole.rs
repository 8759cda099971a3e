//! Files that are whole or not there: written beside their place, then moved to it.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// A file with these bytes beside a place, which nobody has moved there yet. It
/// gets the permissions that any new file gets.
///
/// # Errors
/// When it cannot be written.
pub fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
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

/// Writes a file in place of what is there.
///
/// # Errors
/// When it cannot be written; what was there stays.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}
