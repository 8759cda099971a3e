//! Files that appear whole or not at all.
//!
//! A [`WholeFile`] is written under a hidden name beside its place and renamed
//! when it is complete. Its writer holds a lock on it. The system releases the
//! lock of a killed program, so a later run can tell an abandoned file from one
//! that is being written, and [removes](remove_abandoned) it. A signal that ends
//! the program removes it at once, see [`under_way`](crate::under_way).

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::under_way::{UnderWay, undivided};

/// The end of the name of every unfinished file.
const SUFFIX: &str = ".cuebook-part";

/// The age from which an unlocked file counts as abandoned where the lock is no
/// proof: another computer wrote it, or the file system has no locks. A writer
/// writes much more often.
const UNTOUCHED: Duration = Duration::from_secs(3600);

/// The attempts to create a file that no other run takes for an abandoned one.
const ATTEMPTS: usize = 16;

/// The characters of the final name that the hidden name repeats, so that it
/// stays within the length that file systems allow.
const NAME: usize = 40;

/// A file under way. It is removed when it is dropped before [`WholeFile::keep`].
#[derive(Debug)]
pub struct WholeFile {
    file: NamedTempFile,
    path: PathBuf,
    /// It is dropped after the file.
    under_way: UnderWay,
}

impl WholeFile {
    /// Begins a file for `path`, with the permissions of any new file.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written to.
    pub fn create(path: &Path) -> io::Result<WholeFile> {
        let folder = folder_of(path);
        // The error then names the folder and not the hidden file.
        fs::metadata(folder)?;
        let prefix = prefix_of(path);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        for _ in 0..ATTEMPTS {
            let made = || builder.tempfile_in(folder);
            let (file, under_way) = UnderWay::make(made, NamedTempFile::path)?;
            if is_claimed(&file) {
                return Ok(WholeFile {
                    file,
                    path: path.to_owned(),
                    under_way,
                });
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Returns the open file, to set its permissions or to force it to the disk.
    #[must_use]
    pub fn as_file(&self) -> &File {
        self.file.as_file()
    }

    /// Returns the path of the hidden file, for a writer that opens it by name.
    #[must_use]
    pub fn hidden_path(&self) -> &Path {
        self.file.path()
    }

    /// Moves the file to its place. It replaces a file there.
    ///
    /// # Errors
    /// When it cannot be moved; the file there stays.
    pub fn keep(self) -> io::Result<()> {
        self.moved(|file, path| file.persist(path).map_err(|error| error.error))
    }

    /// Moves the file to its place if there is no file yet.
    ///
    /// # Errors
    /// `AlreadyExists` when there is one; otherwise when it cannot be moved.
    pub fn keep_new(self) -> io::Result<()> {
        self.moved(|file, path| file.persist_noclobber(path).map_err(|error| error.error))
    }

    /// Moves the file. The program does not end in between: the place has the old file or the new one,
    /// and the hidden name is free.
    fn moved(self, to: impl FnOnce(NamedTempFile, &Path) -> io::Result<File>) -> io::Result<()> {
        let WholeFile {
            file,
            path,
            under_way,
        } = self;
        let moved = undivided(|| to(file, &path).map(drop));
        drop(under_way);
        moved
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for WholeFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Writes a file in one step. It replaces a file at `path`.
///
/// # Errors
/// When it cannot be written; the file there stays.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    remove_abandoned(folder_of(path));
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes)?;
    file.keep()
}

/// Removes the unfinished files in a folder that no running program writes.
/// It leaves a file that it cannot open or remove.
pub fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if is_unfinished(&entry.file_name()) {
            remove_if_abandoned(&entry.path());
        }
    }
}

/// Returns whether a file name is that of an unfinished file.
#[must_use]
pub fn is_unfinished(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".") && name.ends_with(SUFFIX.as_bytes())
}

/// Removes an unfinished file if no running program writes it; returns whether it did.
pub fn remove_if_abandoned(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    if !is_file {
        return false;
    }
    // A lock over a network needs a file that is open for writing.
    let Ok(file) = File::options().write(true).open(path) else {
        return false;
    };
    let proves = match file.try_lock() {
        Ok(()) => is_of_this_computer(path),
        Err(TryLockError::WouldBlock) => return false,
        Err(TryLockError::Error(_)) => false,
    };
    // The lock is held until the file is gone.
    (proves || is_untouched(&file)) && fs::remove_file(path).is_ok()
}

fn is_untouched(file: &File) -> bool {
    let written = file.metadata().and_then(|metadata| metadata.modified());
    written.is_ok_and(|time| time.elapsed().is_ok_and(|age| age >= UNTOUCHED))
}

/// Locks a new file. Another run may see the file before it is locked, take it
/// for abandoned and remove it; then this returns false.
fn is_claimed(file: &NamedTempFile) -> bool {
    match file.as_file().try_lock() {
        Ok(()) => file.path().exists(),
        Err(TryLockError::WouldBlock) => false,
        // Without locks the file is safe by its age.
        Err(TryLockError::Error(_)) => true,
    }
}

/// Returns the folder that holds `path`.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Returns `.show.wav.COMPUTER.` for `show.wav`.
fn prefix_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().take(NAME).collect();
    format!(".{name}.{}.", *COMPUTER)
}

fn is_of_this_computer(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut parts = name.trim_end_matches(SUFFIX).rsplit('.');
    parts.nth(1) == Some(COMPUTER.as_str())
}

/// A short hash of this computer's name. Some network file systems keep a lock
/// to the computer that took it.
static COMPUTER: LazyLock<String> = LazyLock::new(|| {
    let hash = blake3::hash(computer().as_bytes());
    hash.to_hex().chars().take(8).collect()
});

/// The name of this computer on Linux and Windows. Without a name, the lock
/// alone decides.
fn computer() -> String {
    let linux = fs::read_to_string("/proc/sys/kernel/hostname");
    linux.unwrap_or_else(|_| std::env::var("COMPUTERNAME").unwrap_or_default())
}

#[cfg(test)]
mod tests;
