//! The hidden files and folders that this program is writing. A signal that ends the program removes
//! them first, so that nothing half written is left.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, io, mem};

/// The paths of all that is under way.
static ALL: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// How often a folder is removed into which other threads still write.
const ATTEMPTS: usize = 20;

/// A hidden file or folder that is removed when the program is ended by a signal. The code that made it
/// removes it in all other cases, and drops this afterwards.
#[derive(Debug)]
pub struct UnderWay {
    path: PathBuf,
}

impl UnderWay {
    /// Makes a file or folder; `path` returns where it is. The program does not end in between.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make<T>(
        make: impl FnOnce() -> io::Result<T>,
        path: impl FnOnce(&T) -> &Path,
    ) -> io::Result<(T, UnderWay)> {
        let mut all = all();
        let made = make()?;
        let path = path(&made).to_owned();
        all.insert(path.clone());
        Ok((made, UnderWay { path }))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        all().remove(&self.path);
    }
}

/// Does something that no signal may divide, such as to move several files to their places. It makes
/// no [`UnderWay`] and drops none.
pub fn undivided<T>(work: impl FnOnce() -> T) -> T {
    let _all = all();
    work()
}

/// Removes everything that is under way. After this, threads that begin, move or remove a file of this
/// kind wait for the end of the program.
pub fn remove_all() {
    let all = all();
    // The content of a folder comes before it.
    for path in all.iter().rev() {
        remove(path);
    }
    mem::forget(all);
}

fn remove(path: &Path) {
    if !path.is_dir() {
        drop(fs::remove_file(path));
        return;
    }
    for _ in 0..ATTEMPTS {
        if fs::remove_dir_all(path).is_ok() || !path.exists() {
            return;
        }
    }
}

fn all() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}
