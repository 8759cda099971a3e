//! The size of a cache, and the removal of old pieces.
//!
//! A piece that was used within the last hour is never removed, so that programs
//! can share a cache. The time of last use is the modification time of the file.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use super::Cache;
use crate::perform::Key;
use cuebook_core::units::Bytes;
use cuebook_core::whole_file;

/// A piece that was used within this time is in use.
const RECENT: Duration = Duration::from_secs(3600);

/// The content of a cache.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheContents {
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
    /// Returns the number and the size of all pieces.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn held(&self) -> io::Result<CacheContents> {
        Ok(counted(&self.pieces()?))
    }

    /// Removes all pieces, and returns their number and size.
    ///
    /// # Errors
    /// When the folder cannot be read, or a piece cannot be removed.
    pub fn clear(&self) -> io::Result<CacheContents> {
        let mut pieces = self.pieces()?;
        pieces.retain(|piece| piece.key.is_some() || whole_file::remove_if_abandoned(&piece.path));
        pieces.iter().try_for_each(|piece| removed(&piece.path))?;
        Ok(counted(&pieces))
    }

    /// Removes the least recently used pieces, if audio was added and the cache
    /// is over its limit. It stops at four fifths of the limit, so that the
    /// next call has nothing to do. Pieces `in_use`, pieces used within the
    /// last hour, and pieces that cannot be removed stay.
    pub fn tidy(&self, in_use: &HashSet<Key>) {
        if !self.grown.swap(false, Ordering::Relaxed) {
            return;
        }
        let Ok(mut pieces) = self.pieces() else {
            return;
        };
        // An unfinished file that remains is being written.
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

    /// Returns all files of the cache, without foreign files in its folder.
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

/// Returns the piece of a file in the folder of keys that begin with `first`;
/// `None` for a foreign file.
fn piece(first: &str, file: &fs::DirEntry) -> Option<Piece> {
    let name = file.file_name();
    let name = name.to_str()?;
    let key = Key::named(&format!("{first}{name}"));
    if key.is_none() && !whole_file::is_unfinished(name.as_ref()) {
        return None;
    }
    // Another program may have removed the file in the meantime.
    let metadata = file.metadata().ok()?;
    Some(Piece {
        path: file.path(),
        key,
        used: metadata.modified().ok()?,
        size: Bytes(metadata.len()),
    })
}

fn counted(pieces: &[Piece]) -> CacheContents {
    CacheContents {
        pieces: pieces.len(),
        size: pieces.iter().map(|piece| piece.size).sum(),
    }
}

/// Removes a file. A missing file is no error.
fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Returns whether the last use was more than an hour ago.
pub(super) fn is_old(used: SystemTime) -> bool {
    used.elapsed().is_ok_and(|since| since > RECENT)
}

/// Sets the time of the last use of a file.
pub(super) fn touch(path: &Path, used: SystemTime) -> io::Result<()> {
    // On Windows the time can only be set through a file that is open for writing.
    File::options().write(true).open(path)?.set_modified(used)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perform::cache::AudioSpec;
    use cuebook_core::audio::Audio;
    use cuebook_core::whole_file::WholeFile;

    const HOUR: Duration = Duration::from_secs(3600);

    /// Returns a cache with pieces of about 4 kB each, and the hours since the
    /// last use of each.
    fn cache(limit: u64, hours: &[u32]) -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap().within(Bytes(limit));
        for (number, hours) in hours.iter().enumerate() {
            let key = key(number);
            let audio = Audio::mono(vec![0.5; 1000]);
            cache.put(&key, &audio, &AudioSpec::of(&audio)).unwrap();
            touch(&cache.path(&key), SystemTime::now() - *hours * HOUR).unwrap();
        }
        (folder, cache)
    }

    fn key(number: usize) -> Key {
        Key::of("piece", 0, &number)
    }

    /// Returns the numbers of the pieces whose files exist.
    fn left(cache: &Cache, count: usize) -> Vec<usize> {
        let there = |number: &usize| cache.path(&key(*number)).exists();
        (0..count).filter(there).collect()
    }

    #[test]
    fn the_oldest_pieces_are_removed_until_four_fifths_are_left() {
        // A piece has a little over 4 kB: five have more than 20 kB, three less than 16 kB.
        let (_folder, cache) = cache(20_000, &[3, 9, 2, 5, 4]);
        let held = cache.held().unwrap();
        assert_eq!(held.pieces, 5);
        assert!((20_000..22_000).contains(&held.size.0), "{held:?}");
        cache.tidy(&HashSet::new());
        assert_eq!(left(&cache, 5), [0, 2, 4]);
    }

    #[test]
    fn nothing_is_removed_under_the_limit_or_if_nothing_was_added() {
        let (folder, within) = cache(30_000, &[3, 9, 2, 5, 4]);
        within.tidy(&HashSet::new());
        assert_eq!(left(&within, 5), [0, 1, 2, 3, 4]);
        let warm = Cache::open(folder.path()).unwrap().within(Bytes(0));
        warm.tidy(&HashSet::new());
        assert_eq!(left(&warm, 5), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn pieces_in_use_or_used_within_the_hour_stay() {
        let (_folder, cache) = cache(0, &[9, 0, 8, 7]);
        cache.tidy(&HashSet::from([key(2)]));
        assert_eq!(left(&cache, 4), [1, 2]);
    }

    #[test]
    fn opening_a_piece_counts_as_use() {
        let (_folder, cache) = cache(0, &[9, 9, 9]);
        assert!(cache.spec(&key(1)).unwrap().is_some());
        drop(cache.reader(&key(2)).unwrap());
        cache.tidy(&HashSet::new());
        assert_eq!(left(&cache, 3), [1, 2]);
    }

    #[test]
    fn an_abandoned_file_is_removed_and_an_unfinished_file_stays() {
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
    fn a_cache_can_be_cleared() {
        let (_folder, cache) = cache(u64::MAX, &[0, 9]);
        let notes = cache.folder.join("notes.txt");
        fs::write(&notes, b"...").unwrap();
        let before = cache.held().unwrap();
        assert_eq!(cache.clear().unwrap(), before);
        assert_eq!(cache.held().unwrap(), CacheContents::default());
        assert!(notes.exists());
    }
}
