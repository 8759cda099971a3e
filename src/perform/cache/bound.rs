//! What a cache holds, and what it lets go.
//!
//! In: a limit, and what is in use. Out: a folder within the limit. Always true:
//! nothing is let go that was used within the last hour, by whoever shares the
//! cache; so a program finds what it has just looked up.
//!
//! When a piece was last used is the time of its file.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use super::{Cache, Key};
use crate::units::Bytes;
use crate::whole_file;

/// What was used so shortly ago is in use.
const RECENT: Duration = Duration::from_secs(3600);

/// What a cache holds.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub pieces: usize,
    pub size: Bytes,
}

/// A file of the cache.
struct Piece {
    path: PathBuf,
    /// `None` for an unfinished file.
    key: Option<Key>,
    used: SystemTime,
    size: Bytes,
}

impl Cache {
    /// What is in it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn held(&self) -> io::Result<Held> {
        Ok(counted(&self.pieces()?))
    }

    /// Empties it; gives what was in it.
    ///
    /// # Errors
    /// When the folder cannot be read, or something in it not be removed.
    pub fn clear(&self) -> io::Result<Held> {
        let mut pieces = self.pieces()?;
        pieces.retain(|piece| piece.key.is_some() || whole_file::remove_if_abandoned(&piece.path));
        pieces.iter().try_for_each(|piece| removed(&piece.path))?;
        Ok(counted(&pieces))
    }

    /// Where something was put into it and it is over its limit, lets go of what
    /// was not used for longest, until it is at four fifths of the limit: so it
    /// is not measured in vain each time. What is `in_use` stays, as does what was
    /// used within the last hour. What cannot be removed stays too.
    pub fn tidy(&self, in_use: &HashSet<Key>) {
        if !self.grown.swap(false, Ordering::Relaxed) {
            return;
        }
        let Ok(mut pieces) = self.pieces() else {
            return;
        };
        // An unfinished file that stays is being written.
        pieces.retain(|piece| piece.key.is_some() || !whole_file::remove_if_abandoned(&piece.path));
        let mut size = counted(&pieces).size.0;
        let enough = match size > self.limit.0 {
            true => self.limit.0 / 5 * 4,
            false => size,
        };
        pieces.retain(|piece| is_old(piece.used));
        pieces.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
        for piece in pieces {
            let goes = |key| size > enough && !in_use.contains(key);
            let goes = piece.key.as_ref().is_some_and(goes);
            if goes && fs::remove_file(&piece.path).is_ok() {
                size = size.saturating_sub(piece.size.0);
            }
        }
    }

    /// All files of the cache, and none that others may have put beside them.
    fn pieces(&self) -> io::Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        for folder in fs::read_dir(&self.folder)? {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            let first = folder.file_name();
            for file in fs::read_dir(folder.path())? {
                pieces.extend(piece(&first.to_string_lossy(), &file?));
            }
        }
        Ok(pieces)
    }
}

/// A file in the folder of keys that begin with `first`, if it is one of the cache.
fn piece(first: &str, file: &fs::DirEntry) -> Option<Piece> {
    let name = file.file_name();
    let name = name.to_str()?;
    let key = Key::named(&format!("{first}{name}"));
    if key.is_none() && !whole_file::is_unfinished(name.as_ref()) {
        return None;
    }
    // Whoever shares the cache may have been quicker; then it is gone.
    let metadata = file.metadata().ok()?;
    Some(Piece {
        path: file.path(),
        key,
        used: metadata.modified().ok()?,
        size: Bytes(metadata.len()),
    })
}

fn counted(pieces: &[Piece]) -> Held {
    Held {
        pieces: pieces.len(),
        size: pieces.iter().map(|piece| piece.size).sum(),
    }
}

/// Removes a file; that it is gone already is as well.
fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether something was last used longer than an hour ago.
pub(super) fn is_old(used: SystemTime) -> bool {
    used.elapsed().is_ok_and(|since| since > RECENT)
}

/// Notes that a file was used.
pub(super) fn touch(path: &Path, used: SystemTime) -> io::Result<()> {
    // On Windows a time can only be set through a file that is open for writing.
    File::options().write(true).open(path)?.set_modified(used)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::Audio;
    use crate::perform::cache::Sheet;
    use crate::whole_file::WholeFile;

    const HOUR: Duration = Duration::from_secs(3600);

    /// A cache with pieces of about 4 kB each, used so many hours ago.
    fn cache(limit: u64, hours: &[u32]) -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap().within(Bytes(limit));
        for (number, hours) in hours.iter().enumerate() {
            let key = key(number);
            let audio = Audio::mono(vec![0.5; 1000]);
            cache.put(&key, &audio, &Sheet::of(&audio)).unwrap();
            touch(&cache.path(&key), SystemTime::now() - *hours * HOUR).unwrap();
        }
        (folder, cache)
    }

    fn key(number: usize) -> Key {
        Key::of(&[&number.to_le_bytes()])
    }

    /// Which of the pieces are there, by looking at files alone.
    fn left(cache: &Cache, count: usize) -> Vec<usize> {
        let there = |number: &usize| cache.path(&key(*number)).exists();
        (0..count).filter(there).collect()
    }

    #[test]
    fn what_was_not_used_for_longest_goes_until_four_fifths_are_left() {
        // A piece has a little over 4 kB: five are more than 20 kB, four more than 16.
        let (_folder, cache) = cache(20_000, &[3, 9, 2, 5, 4]);
        let held = cache.held().unwrap();
        assert_eq!(held.pieces, 5);
        assert!((20_000..22_000).contains(&held.size.0), "{held:?}");
        cache.tidy(&HashSet::new());
        assert_eq!(left(&cache, 5), [0, 2, 4]);
    }

    #[test]
    fn under_the_limit_and_where_nothing_was_made_all_stays() {
        let (folder, within) = cache(30_000, &[3, 9, 2, 5, 4]);
        within.tidy(&HashSet::new());
        assert_eq!(left(&within, 5), [0, 1, 2, 3, 4]);
        let warm = Cache::open(folder.path()).unwrap().within(Bytes(0));
        warm.tidy(&HashSet::new());
        assert_eq!(left(&warm, 5), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn what_is_in_use_stays_and_what_was_used_within_the_hour() {
        let (_folder, cache) = cache(0, &[9, 0, 8, 7]);
        cache.tidy(&HashSet::from([key(2)]));
        assert_eq!(left(&cache, 4), [1, 2]);
    }

    #[test]
    fn whoever_opens_a_piece_uses_it() {
        let (_folder, cache) = cache(0, &[9, 9, 9]);
        assert!(cache.sheet(&key(1)).unwrap().is_some());
        drop(cache.reel(&key(2)).unwrap());
        cache.tidy(&HashSet::new());
        assert_eq!(left(&cache, 3), [1, 2]);
    }

    #[test]
    fn an_abandoned_file_goes_and_a_file_under_way_stays() {
        let (_folder, cache) = cache(u64::MAX, &[9]);
        let folder = cache.path(&key(0)).parent().unwrap().to_owned();
        for name in [".take.00000000.a1b2c3.cuebook-part", "notes.txt"] {
            fs::write(folder.join(name), b"...").unwrap();
            touch(&folder.join(name), SystemTime::now() - 9 * HOUR).unwrap();
        }
        let under_way = WholeFile::create(&folder.join("take")).unwrap();
        let count = || fs::read_dir(&folder).unwrap().count();
        assert_eq!(count(), 4);
        cache.tidy(&HashSet::new());
        assert_eq!(count(), 3);
        assert_eq!(left(&cache, 1), [0]);
        cache.clear().unwrap();
        assert_eq!(count(), 2);
        under_way.keep().unwrap();
        assert!(folder.join("notes.txt").exists());
    }

    #[test]
    fn it_can_be_emptied() {
        let (_folder, cache) = cache(u64::MAX, &[0, 9]);
        let notes = cache.folder.join("notes.txt");
        fs::write(&notes, b"...").unwrap();
        let before = cache.held().unwrap();
        assert_eq!(cache.clear().unwrap(), before);
        assert_eq!(cache.held().unwrap(), Held::default());
        assert!(notes.exists());
    }
}
