//! A folder that appears whole or not at all. It is made under a hidden name beside its place, and
//! moved when it is complete.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Overwrite, make_folder, needs_folder, unwritten};
use crate::session::{SessionError, Show};
use cuebook_core::under_way::{UnderWay, undivided};
use cuebook_core::whole_file::{self, WholeFile, folder_of};
use tempfile::TempDir;

/// The file that lists all others. A folder with it is one of ours.
const LIST: &str = "cuebook.json";

/// The end of the name of every hidden folder.
const SUFFIX: &str = ".cuebook-folder";

/// How often a folder is made again that another run removed before it was locked.
const ATTEMPTS: usize = 5;

/// The characters of the final name that the hidden name repeats.
const NAME: usize = 40;

/// A hidden folder beside the place of an output. It is removed when it is dropped, and when a
/// signal ends the program. A folder that a killed run left is removed by the next run there.
pub(crate) struct HiddenFolder {
    /// A locked file in it, as proof that its run goes on. It is dropped before the folder.
    _lock: WholeFile,
    folder: TempDir,
    _under_way: UnderWay,
}

impl HiddenFolder {
    /// Creates a folder beside a place.
    ///
    /// # Errors
    /// When the folder of the place cannot be written to.
    pub(crate) fn beside(place: &Path) -> Result<HiddenFolder, SessionError> {
        let beside = folder_of(place);
        remove_abandoned(beside);
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let name: String = name.chars().take(NAME).collect();
        let mut made = HiddenFolder::make(beside, &name);
        // Another run may take a folder without a lock for an abandoned one.
        for _ in 0..ATTEMPTS {
            match made {
                Err(ref error) if error.kind() == ErrorKind::NotFound => {
                    made = HiddenFolder::make(beside, &name);
                }
                _ => break,
            }
        }
        let hidden = made.map_err(unwritten(place))?;
        make_folder(&hidden.path())?;
        Ok(hidden)
    }

    fn make(beside: &Path, name: &str) -> io::Result<HiddenFolder> {
        let prefix = format!(".{name}.");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX);
        let (folder, under_way) = UnderWay::make(|| builder.tempdir_in(beside), TempDir::path)?;
        let lock = WholeFile::create(&folder.path().join("lock"))?;
        Ok(HiddenFolder {
            _lock: lock,
            folder,
            _under_way: under_way,
        })
    }

    /// Returns where files are written.
    #[must_use]
    pub(crate) fn path(&self) -> PathBuf {
        // Unlike the hidden folder, this one is not closed to other users.
        self.folder.path().join("files")
    }
}

/// A folder under way. It is removed when it is dropped before [`NewFolder::keep`].
pub(crate) struct NewFolder {
    hidden: HiddenFolder,
    place: PathBuf,
}

impl NewFolder {
    /// Begins a folder for `place`. A folder there must be empty, or may be replaced; then its
    /// files that are in the list of the last export are removed, and no others.
    ///
    /// # Errors
    /// When there are files that may not be replaced, or no folder can be made beside it.
    pub(crate) fn begin(
        show: &Show,
        place: &Path,
        overwrite: Overwrite,
    ) -> Result<NewFolder, SessionError> {
        needs_folder(place)?;
        if place.is_file() {
            return Err(SessionError::Exists(place.to_owned()));
        }
        let is_free = fs::read_dir(place).map_or(true, |mut files| files.next().is_none());
        if !is_free {
            overwrite.check(place)?;
            show.refuse_folder(place)?;
        }
        Ok(NewFolder {
            hidden: HiddenFolder::beside(place)?,
            place: place.to_owned(),
        })
    }

    /// Returns where its files are written.
    #[must_use]
    pub(crate) fn path(&self) -> PathBuf {
        self.hidden.path()
    }

    /// Lists its files and moves it to its place. Returns their paths and the sum of their bytes.
    ///
    /// # Errors
    /// When a file cannot be moved.
    pub(crate) fn keep(self, format: &str) -> Result<(Vec<PathBuf>, u64), SessionError> {
        let failed = unwritten(&self.place);
        let made = self.path();
        let (files, bytes) = files_in(&made).map_err(&failed)?;
        let list = serde_json::json!({ "format": format, "files": files });
        let list = format!("{list:#}\n");
        whole_file::write(&made.join(LIST), list.as_bytes()).map_err(&failed)?;
        undivided(|| move_to(&made, &self.place, &files)).map_err(&failed)?;
        let paths = files.iter().map(|file| self.place.join(file));
        Ok((paths.collect(), bytes))
    }
}

/// Moves a folder as a whole, or file by file into one that has files. The list comes last.
fn move_to(made: &Path, place: &Path, files: &[String]) -> std::io::Result<()> {
    drop(fs::remove_dir(place));
    if !place.exists() {
        return fs::rename(made, place);
    }
    let new: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    for old in listed(place).iter().filter(|old| !new.contains(&***old)) {
        drop(fs::remove_file(place.join(old)));
    }
    drop(fs::remove_file(place.join(LIST)));
    for file in files.iter().map(String::as_str).chain([LIST]) {
        let to = place.join(file);
        fs::create_dir_all(folder_of(&to))?;
        fs::rename(made.join(file), to)?;
    }
    Ok(())
}

/// Returns the files that the list of a folder names, which are in the folder.
pub(crate) fn listed(place: &Path) -> Vec<String> {
    let text = fs::read(place.join(LIST)).unwrap_or_default();
    let list: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    let files = list["files"].as_array().cloned().unwrap_or_default();
    let inside = |file: &str| {
        let mut parts = Path::new(file).components();
        parts.all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    let names = files.iter().filter_map(|file| file.as_str());
    names
        .filter(|file| inside(file))
        .map(str::to_owned)
        .collect()
}

/// Returns the files in a folder and below it, relative to it and in order, and their bytes.
fn files_in(folder: &Path) -> std::io::Result<(Vec<String>, u64)> {
    let mut files = Vec::new();
    let mut bytes = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            bytes += path.metadata()?.len();
            let parts = path.strip_prefix(folder).unwrap_or(&path).iter();
            let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    files.sort();
    Ok((files, bytes))
}

/// Removes the hidden folders that killed runs left.
pub(super) fn remove_abandoned(beside: &Path) {
    for entry in fs::read_dir(beside).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(SUFFIX) && is_abandoned(&entry.path()) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// Returns whether a hidden folder is left by a killed run: it has no lock, or the lock of a
/// program that ended. Removes the lock.
fn is_abandoned(hidden: &Path) -> bool {
    let files = fs::read_dir(hidden).into_iter().flatten().flatten();
    let locks = files.filter(|entry| whole_file::is_unfinished(&entry.file_name()));
    let locks: Vec<_> = locks.collect();
    locks.is_empty()
        || locks
            .iter()
            .any(|lock| whole_file::remove_if_abandoned(&lock.path()))
}

impl Show {
    /// Refuses a folder that has a file of the show: a project may not be mixed with its source.
    ///
    /// # Errors
    /// When there is one.
    fn refuse_folder(&self, folder: &Path) -> Result<(), SessionError> {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            self.refuse_own(&entry.path())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_killed_runs_are_removed_and_those_of_running_ones_stay() {
        let beside = tempfile::tempdir().unwrap();
        let place = beside.path().join("show");
        let running = HiddenFolder::beside(&place).unwrap();
        // Killed before the lock was made, and while the folder was removed.
        for left in [".show.a", ".show.b"] {
            fs::create_dir(beside.path().join(format!("{left}{SUFFIX}"))).unwrap();
        }
        fs::create_dir(beside.path().join(format!(".show.b{SUFFIX}/files"))).unwrap();
        remove_abandoned(beside.path());
        assert_eq!(fs::read_dir(beside.path()).unwrap().count(), 1);
        assert!(running.path().is_dir());
    }
}
