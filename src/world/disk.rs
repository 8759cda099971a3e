//! The files of a real folder.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{LARGEST_FILE, ReachError, World};
use cuebook_core::sound_format::{ENDINGS, LIBRARY, is_readable};
use cuebook_remote::Roster;

/// A script's folder, and the libraries for files that it lacks.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
    libraries: Vec<PathBuf>,
    roster: Arc<Roster>,
}

impl Disk {
    /// Creates the world of the folder of `script`, with the user's `libraries`
    /// after it.
    #[must_use]
    pub fn beside(script: &Path, libraries: &[PathBuf]) -> Disk {
        let folder = match script.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        Disk {
            folder,
            libraries: libraries.to_vec(),
            roster: Arc::default(),
        }
    }

    /// Adds the engines and voices of the user's configuration.
    #[must_use]
    pub fn with_roster(self, roster: Arc<Roster>) -> Disk {
        Disk { roster, ..self }
    }

    /// Returns the real file that `path` names in `root`; links are followed
    /// only inside it.
    fn within(root: &Path, path: &str) -> Result<PathBuf, ReachError> {
        let io = |source| ReachError::Io {
            path: path.to_owned(),
            source,
        };
        let real_root = root.canonicalize().map_err(io)?;
        let real = match real_root.join(path).canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ReachError::Missing(path.to_owned()));
            }
            Err(error) => return Err(io(error)),
        };
        if real.starts_with(&real_root) {
            Ok(real)
        } else {
            Err(ReachError::Outside(path.to_owned()))
        }
    }

    /// Returns the real file that a script names: a file beside it, else one of the
    /// libraries. The ending of a sound file may be left out after `lib/`.
    pub(crate) fn file(&self, path: &str) -> Result<PathBuf, ReachError> {
        stays_inside(path)?;
        for path in spellings(path) {
            let beside = Disk::within(&self.folder, &path);
            if !is_missing(&beside) {
                return beside;
            }
        }
        self.in_libraries(path)
    }

    /// Returns the real file of a library. `lib/` at the beginning of its name means
    /// the folder of the library.
    pub(crate) fn in_libraries(&self, path: &str) -> Result<PathBuf, ReachError> {
        stays_inside(path)?;
        for library in &self.libraries {
            for path in spellings(path) {
                for path in path.strip_prefix(LIBRARY).into_iter().chain([&*path]) {
                    let found = Disk::within(library, path);
                    if !is_missing(&found) {
                        return found;
                    }
                }
            }
        }
        Err(ReachError::Missing(path.to_owned()))
    }
}

/// Returns a path, and after `lib/` the path with each ending of a sound file.
fn spellings(path: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let open = path.starts_with(LIBRARY) && !is_readable(path);
    let endings = ENDINGS.iter().filter(move |_| open);
    let longer = endings.map(move |ending| Cow::Owned(format!("{path}.{ending}")));
    std::iter::once(Cow::Borrowed(path)).chain(longer)
}

/// Refuses paths that can leave a folder, without a look at the disk.
pub(super) fn stays_inside(path: &str) -> Result<(), ReachError> {
    let mut depth = 0_i32;
    for component in Path::new(path).components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir => depth -= 1,
            Component::RootDir | Component::Prefix(_) => {
                return Err(ReachError::Absolute(path.to_owned()));
            }
        }
        if depth < 0 {
            return Err(ReachError::Outside(path.to_owned()));
        }
    }
    // A Windows path in a script must mean the same everywhere.
    if path.contains('\\') || path.as_bytes().get(1) == Some(&b':') {
        return Err(ReachError::Absolute(path.to_owned()));
    }
    Ok(())
}

fn is_missing(found: &Result<PathBuf, ReachError>) -> bool {
    matches!(found, Err(ReachError::Missing(_)))
}

impl World for Disk {
    fn roster(&self) -> Arc<Roster> {
        self.roster.clone()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError> {
        read_bounded(&self.file(path)?, path)
    }

    fn neighbours(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(&self.folder, "", 2, &mut names);
        names.sort();
        names
    }

    fn in_library(&self, folder: &str) -> Vec<String> {
        let Some(below) = folder.strip_prefix(LIBRARY) else {
            return Vec::new();
        };
        // `.` is the folder of the library itself.
        let below = if below.is_empty() { "." } else { below };
        let mut names = Vec::new();
        if stays_inside(below).is_ok() {
            let folders = self.libraries.iter();
            for inner in folders.filter_map(|library| Disk::within(library, below).ok()) {
                list(&inner, folder, 0, &mut names);
                names.extend(folders_in(&inner).map(|name| format!("{folder}{name}/")));
            }
        }
        names.retain(|name| name.ends_with('/') || is_readable(name));
        names.sort();
        names.dedup();
        names
    }
}

/// Returns the names of the folders in a folder, without hidden ones.
fn folders_in(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let names = folders.map(|folder| folder.file_name().to_string_lossy().into_owned());
    names.filter(|name| !name.starts_with('.')).take(1_000)
}

fn read_bounded(file: &Path, path: &str) -> Result<Vec<u8>, ReachError> {
    let io = |source| ReachError::Io {
        path: path.to_owned(),
        source,
    };
    let metadata = fs::metadata(file).map_err(io)?;
    if !metadata.is_file() {
        return Err(ReachError::NotAFile(path.to_owned()));
    }
    if metadata.len() > LARGEST_FILE {
        return Err(ReachError::TooLarge {
            path: path.to_owned(),
            size: metadata.len(),
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let mut file = fs::File::open(file).map_err(io)?.take(LARGEST_FILE);
    file.read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

fn list(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) {
    const ENOUGH: usize = 1_000;
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if names.len() >= ENOUGH {
            return;
        }
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_file() => names.push(name),
            Ok(kind) if kind.is_dir() && depth > 0 && !name.starts_with('.') => {
                list(&entry.path(), &format!("{name}/"), depth - 1, names);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show() -> (tempfile::TempDir, Disk) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("show/sounds")).unwrap();
        fs::write(folder.path().join("show/sounds/door.wav"), b"door").unwrap();
        fs::write(folder.path().join("secret"), b"secret").unwrap();
        let disk = Disk::beside(&folder.path().join("show/show.yaml"), &[]);
        (folder, disk)
    }

    #[test]
    fn reads_files_beside_the_script() {
        let (_folder, disk) = show();
        assert_eq!(disk.read("sounds/door.wav").unwrap(), b"door");
        assert_eq!(disk.read("./sounds/../sounds/door.wav").unwrap(), b"door");
        assert_eq!(disk.neighbours(), ["sounds/door.wav"]);
    }

    #[test]
    fn a_path_never_leaves_the_folder() {
        let (_folder, disk) = show();
        assert!(matches!(
            disk.read("../secret"),
            Err(ReachError::Outside(_))
        ));
        assert!(matches!(
            disk.read("sounds/../../secret"),
            Err(ReachError::Outside(_))
        ));
        assert!(matches!(
            disk.read("/etc/passwd"),
            Err(ReachError::Absolute(_))
        ));
        assert!(matches!(
            disk.read("C:\\secret"),
            Err(ReachError::Absolute(_))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let (folder, disk) = show();
        std::os::unix::fs::symlink(
            folder.path().join("secret"),
            folder.path().join("show/link"),
        )
        .unwrap();
        assert!(matches!(disk.read("link"), Err(ReachError::Outside(_))));
    }

    #[test]
    fn a_library_provides_missing_files() {
        let (folder, _) = show();
        let library = folder.path().join("library");
        fs::create_dir(&library).unwrap();
        fs::write(library.join("bell.flac"), b"bell").unwrap();
        let disk = Disk::beside(&folder.path().join("show/show.yaml"), &[library]);
        assert_eq!(disk.read("bell.flac").unwrap(), b"bell");
        assert_eq!(disk.read("lib/bell.flac").unwrap(), b"bell");
        assert_eq!(disk.in_library("lib/"), ["lib/bell.flac"]);
        assert!(disk.in_library("lib/../").is_empty());
        assert_eq!(disk.read("lib/bell").unwrap(), b"bell");
        assert!(matches!(disk.read("bell"), Err(ReachError::Missing(_))));
        assert!(matches!(
            disk.read("nothing.flac"),
            Err(ReachError::Missing(_))
        ));
    }

    #[test]
    fn a_folder_is_not_a_file() {
        let (_folder, disk) = show();
        assert!(matches!(disk.read("sounds"), Err(ReachError::NotAFile(_))));
    }
}
