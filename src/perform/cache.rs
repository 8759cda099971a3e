//! The cache: audio kept by what it was made from.
//!
//! In: a key, and audio once. Out: the same audio, read piece by piece. Always
//! true: what is found is whole. Files appear under their names by renaming, so
//! the cache may be shared, deleted, or left by a killed program at any time.
//!
//! A file is the magic `cuebook1`, the length of its sheet (u32, little
//! endian), the sheet as JSON, and the samples: f32, little endian, one channel
//! after the other.

mod bound;

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::audio::{Audio, Tape};
use crate::units::{Bytes, Frames, Lufs};
use crate::whole_file::WholeFile;

pub use bound::Held;

const MAGIC: &[u8; 8] = b"cuebook1";
const LONGEST_SHEET: u32 = 16 << 20;
/// The bytes before the sheet.
const HEAD: usize = 12;
/// What is read at first, in bytes: the head and nearly every sheet.
const USUAL_SHEET: u64 = 1_024;

/// What audio was made from: the hash of everything that can change its samples.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// Hashes the parts, each with its length, so that no two lists of parts are alike.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(*hasher.finalize().as_bytes())
    }

    /// Hexadecimal, 64 digits.
    #[must_use]
    pub fn name(&self) -> String {
        blake3::Hash::from(self.0).to_hex().to_string()
    }

    /// The key of that name; none if it is the name of something else.
    #[must_use]
    pub fn named(name: &str) -> Option<Key> {
        let hash = blake3::Hash::from_hex(name).ok()?;
        Some(Key(*hash.as_bytes())).filter(|key| key.name() == name)
    }

    /// The bytes of the hash.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What is known of a piece of audio without reading its samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub channels: usize,
    pub frames: Frames,
    /// How many of the frames, at the end, sound on after a take is over: an
    /// echo, the last of a noise. Nothing waits for them.
    #[serde(default)]
    pub tail: Frames,
    /// When each written word begins and ends; empty for sounds.
    pub words: Vec<Range<Frames>>,
    /// Integrated loudness of a voice, before it comes through anything and from
    /// 1 m; none for silence and for sounds.
    pub loudness: Option<Lufs>,
    /// The stretch in which it is not 20 dB weaker than at its loudest.
    #[serde(default)]
    pub loud: Range<Frames>,
}

impl Sheet {
    /// What can be seen of audio as it is: no words, no tail, nothing measured.
    #[must_use]
    pub fn of(audio: &Audio) -> Sheet {
        Sheet {
            channels: audio.channels.len(),
            frames: audio.frames(),
            tail: Frames::ZERO,
            words: Vec::new(),
            loudness: None,
            loud: Frames::ZERO..Frames::ZERO,
        }
    }
}

/// A folder of audio by key.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    limit: Bytes,
    /// Whether something was put into it since it was last tidied.
    grown: Arc<AtomicBool>,
}

impl Cache {
    /// Opens the cache in a folder, which is made if it is missing. It keeps
    /// everything until it is [told](Cache::within) otherwise.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path) -> io::Result<Cache> {
        let folder = folder.join("audio");
        fs::create_dir_all(&folder)?;
        Ok(Cache {
            folder,
            limit: Bytes(u64::MAX),
            grown: Arc::default(),
        })
    }

    /// The same cache, which [tidies](Cache::tidy) itself down to a limit.
    #[must_use]
    pub fn within(self, limit: Bytes) -> Cache {
        Cache { limit, ..self }
    }

    /// What is kept under a key, if anything is.
    ///
    /// # Errors
    /// When the disk fails. A file that is damaged counts as absent.
    pub fn sheet(&self, key: &Key) -> io::Result<Option<Sheet>> {
        Ok(self.open_file(key)?.map(|(sheet, _, _)| sheet))
    }

    /// What is kept under each of the keys, looked up on all cores.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn sheets(&self, keys: &[&Key]) -> io::Result<Vec<Option<Sheet>>> {
        keys.par_iter().map(|key| self.sheet(key)).collect()
    }

    /// The audio under a key.
    ///
    /// # Errors
    /// When it is not there, or the disk fails.
    pub fn reel(&self, key: &Key) -> io::Result<Reel> {
        let (sheet, file, start) = self.open_file(key)?.ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                format!("{} is gone from the cache", self.path(key).display()),
            )
        })?;
        Ok(Reel::new(file, start, sheet.channels, sheet.frames))
    }

    /// Keeps audio under a key.
    ///
    /// # Errors
    /// When the disk fails; nothing is left behind then.
    pub fn put(&self, key: &Key, audio: &Audio, sheet: &Sheet) -> io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let mut file = WholeFile::create(&path)?;
        write(BufWriter::new(&mut file), audio, sheet)?;
        file.keep()?;
        self.grown.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = key.name();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    fn open_file(&self, key: &Key) -> io::Result<Option<(Sheet, File, u64)>> {
        let path = self.path(key);
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let of_file = file.metadata()?;
        let found = read_sheet(&mut file, of_file.len())?;
        if found.is_some() && of_file.modified().is_ok_and(bound::is_old) {
            // Who may not write here cannot say that it was used.
            let _ = bound::touch(&path, SystemTime::now());
        }
        Ok(found.map(|(sheet, start)| (sheet, file, start)))
    }
}

fn write(mut out: impl Write, audio: &Audio, sheet: &Sheet) -> io::Result<()> {
    let sheet = serde_json::to_vec(sheet)?;
    out.write_all(MAGIC)?;
    out.write_all(&(sheet.len() as u32).to_le_bytes())?;
    out.write_all(&sheet)?;
    let mut bytes = Vec::with_capacity(1 << 16);
    for channel in &audio.channels {
        for samples in channel.chunks(1 << 14) {
            bytes.clear();
            bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
            out.write_all(&bytes)?;
        }
    }
    out.flush()
}

/// The sheet of a file of `size` bytes and where the samples start, or none if the
/// file is not whole.
fn read_sheet(file: &mut File, size: u64) -> io::Result<Option<(Sheet, u64)>> {
    // Most sheets are shorter, and come with what is before them.
    let mut bytes = vec![0; size.min(USUAL_SHEET) as usize];
    file.read_exact(&mut bytes)?;
    let Some((head, _)) = bytes.split_at_checked(HEAD) else {
        return Ok(None);
    };
    let length = u32::from_le_bytes([head[8], head[9], head[10], head[11]]);
    let start = HEAD as u64 + u64::from(length);
    if &head[..8] != MAGIC || length > LONGEST_SHEET || size < start {
        return Ok(None);
    }
    let read = bytes.len().min(start as usize);
    bytes.resize(start as usize, 0);
    file.read_exact(&mut bytes[read..])?;
    let sheet = &bytes[HEAD..];
    let Ok(sheet) = serde_json::from_slice::<Sheet>(sheet) else {
        return Ok(None);
    };
    let samples = sheet.frames.index() as u64 * sheet.channels as u64;
    let whole = (1..=2).contains(&sheet.channels) && size == start + 4 * samples;
    Ok(whole.then_some((sheet, start)))
}

/// Audio on the disk, read ahead a stretch at a time.
#[derive(Debug)]
pub struct Reel {
    file: File,
    start: u64,
    frames: Frames,
    /// What was read last: the frames from `at` on, a vector a channel.
    ahead: Vec<Vec<f32>>,
    at: usize,
    bytes: Vec<u8>,
}

/// How many frames are read at a time.
const STRETCH: usize = 1 << 14;

impl Reel {
    fn new(file: File, start: u64, channels: usize, frames: Frames) -> Reel {
        Reel {
            file,
            start,
            frames,
            ahead: vec![Vec::new(); channels],
            at: 0,
            bytes: Vec::new(),
        }
    }

    fn fetch(&mut self, from: usize) -> io::Result<()> {
        let length = STRETCH.min(self.frames.index() - from);
        for channel in 0..self.ahead.len() {
            let skip = 4 * (channel * self.frames.index() + from) as u64;
            self.file.seek(SeekFrom::Start(self.start + skip))?;
            self.bytes.resize(4 * length, 0);
            self.file.read_exact(&mut self.bytes)?;
            let samples = self.bytes.chunks_exact(4);
            self.ahead[channel].clear();
            self.ahead[channel]
                .extend(samples.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])));
        }
        self.at = from;
        Ok(())
    }
}

impl Tape for Reel {
    fn channels(&self) -> usize {
        self.ahead.len()
    }

    fn frames(&self) -> Frames {
        self.frames
    }

    fn read(&mut self, from: Frames, out: &mut [&mut [f32]]) -> io::Result<()> {
        let length = out.first().map_or(0, |channel| channel.len());
        let mut done = 0;
        while done < length {
            let place = from.index() + done;
            let there = self.ahead[0].len();
            if !(self.at..self.at + there).contains(&place) {
                self.fetch(place)?;
            }
            let inside = place - self.at;
            let count = (length - done).min(self.ahead[0].len() - inside);
            for (ahead, out) in self.ahead.iter().zip(out.iter_mut()) {
                out[done..done + count].copy_from_slice(&ahead[inside..inside + count]);
            }
            done += count;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(channels: usize, frames: usize) -> Sheet {
        Sheet {
            channels,
            frames: Frames::from(frames),
            tail: Frames(1),
            words: vec![Frames(0)..Frames(3)],
            loudness: Some(Lufs(-20.5)),
            loud: Frames::ZERO..Frames::ZERO,
        }
    }

    fn ramp(frames: usize, from: f32) -> Vec<f32> {
        (0..frames).map(|i| from + i as f32).collect()
    }

    #[test]
    fn what_is_put_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let key = Key::of(&[b"a line"]);
        assert_eq!(cache.sheet(&key).unwrap(), None);
        let frames = STRETCH + 10;
        let audio = Audio {
            channels: vec![ramp(frames, 0.0), ramp(frames, 0.5)],
        };
        cache.put(&key, &audio, &sheet(2, frames)).unwrap();
        assert_eq!(cache.sheet(&key).unwrap(), Some(sheet(2, frames)));

        let mut reel = cache.reel(&key).unwrap();
        let (mut left, mut right) = ([0.0; 4], [0.0; 4]);
        for from in [STRETCH - 2, 3, STRETCH + 6] {
            reel.read(Frames::from(from), &mut [&mut left, &mut right])
                .unwrap();
            let first = from as f32;
            assert_eq!(left, [first, first + 1.0, first + 2.0, first + 3.0]);
            assert_eq!(right[3], first + 3.5);
        }
    }

    #[test]
    fn a_damaged_file_is_absent() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let key = Key::of(&[b"a line"]);
        cache
            .put(&key, &Audio::mono(ramp(100, 0.0)), &sheet(1, 100))
            .unwrap();
        let path = cache.path(&key);
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(cache.sheet(&key).unwrap(), None, "cut at {length}");
        }
        fs::write(&path, &whole).unwrap();
        assert!(cache.sheet(&key).unwrap().is_some());
    }

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
        assert_eq!(Key::of(&[b"a"]).name().len(), 64);
    }
}
