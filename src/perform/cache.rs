//! The cache stores audio under a hash of its inputs.
//!
//! Files appear by an atomic rename, so a reader never sees a partial file. The
//! folder can be shared, deleted, or left by a killed process.
//!
//! A file has the magic bytes `cuebook1`, the length of the spec (u32, little
//! endian), the spec as JSON, and the samples (f32, little endian), one channel
//! after the other. An encoded sound is kept too: a file with the magic bytes
//! `cuebookf`, its length (u64, little endian), and its bytes.

mod bound;
mod shared;

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::perform::Key;
use cuebook_align::Doubt;
use cuebook_core::audio::{Audio, AudioReader, read_samples, write_samples};
use cuebook_core::units::{Bytes, Frames, Lufs};
use cuebook_core::whole_file::WholeFile;

pub(crate) use bound::CacheContents;
use shared::Sharing;
pub(crate) use shared::{Turn, UNPUBLISHED};

const MAGIC: &[u8; 8] = b"cuebook1";
const FILE_MAGIC: &[u8; 8] = b"cuebookf";
const LONGEST_SHEET: u32 = 16 << 20;
/// The number of bytes before the spec.
const HEAD: usize = 12;
/// The number of bytes of the first read: the head and nearly every spec.
const USUAL_SHEET: u64 = 1_024;

/// Metadata of a cached piece of audio, readable without its samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudioSpec {
    pub channels: usize,
    pub frames: Frames,
    /// The number of frames at the end that sound on after a take is over, such
    /// as an echo. The reading does not wait for them.
    #[serde(default)]
    pub tail: Frames,
    /// The start and end of each written word; empty for sounds.
    pub words: Vec<Range<Frames>>,
    /// The integrated loudness of a voice at 1 m, before its effect; `None` for
    /// silence and for sounds.
    pub loudness: Option<Lufs>,
    /// The range from the first to the last moment that is at most 20 dB weaker
    /// than the loudest.
    #[serde(default)]
    pub loud: Range<Frames>,
    /// Where a recording has other words than its line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}

impl AudioSpec {
    /// Returns the spec of audio without words and tail, with nothing measured.
    #[must_use]
    pub fn of(audio: &Audio) -> AudioSpec {
        AudioSpec {
            channels: audio.channels.len(),
            frames: audio.frames(),
            tail: Frames::ZERO,
            words: Vec::new(),
            loudness: None,
            loud: Frames::ZERO..Frames::ZERO,
            doubts: Vec::new(),
        }
    }
}

/// A folder of audio by key.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    limit: Bytes,
    /// Whether audio was added after the last call of [`Cache::tidy`].
    grown: Arc<AtomicBool>,
    /// The store that machines share.
    sharing: Option<Sharing>,
}

impl Cache {
    /// Opens the cache in a folder, and creates the folder if it is missing. The
    /// cache has no limit until [`Cache::within`] sets one.
    ///
    /// # Errors
    /// When the folder cannot be created.
    pub fn open(folder: &Path) -> io::Result<Cache> {
        let folder = folder.join("audio");
        fs::create_dir_all(&folder)?;
        Ok(Cache {
            folder,
            limit: Bytes(u64::MAX),
            grown: Arc::default(),
            sharing: None,
        })
    }

    /// Returns the same cache with a limit for [`Cache::tidy`].
    #[must_use]
    pub fn within(self, limit: Bytes) -> Cache {
        Cache { limit, ..self }
    }

    /// Returns the metadata of a key, or `None` if the cache does not have it.
    ///
    /// # Errors
    /// When the disk fails. A damaged file counts as absent.
    pub fn spec(&self, key: &Key) -> io::Result<Option<AudioSpec>> {
        Ok(self.open_file(key)?.map(|(spec, _, _)| spec))
    }

    /// Returns the metadata of each key, looked up on all cores.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn specs(&self, keys: &[&Key]) -> io::Result<Vec<Option<AudioSpec>>> {
        keys.par_iter().map(|key| self.spec(key)).collect()
    }

    /// Opens the audio of a key.
    ///
    /// # Errors
    /// When the cache does not have it, or the disk fails.
    pub fn reader(&self, key: &Key) -> io::Result<CachedReader> {
        let (spec, file, start) = self.open_file(key)?.ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                format!("{} is no longer in the cache", self.path(key).display()),
            )
        })?;
        Ok(CachedReader::new(file, start, spec.channels, spec.frames))
    }

    /// Returns the bytes that [`Cache::put_file`] stored under a key. A damaged file counts as absent.
    pub(crate) fn file(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut file = File::open(&path).ok()?;
        let size = file.metadata().ok()?.len();
        let mut head = [0; 16];
        file.read_exact(&mut head).ok()?;
        let (magic, length) = head.split_at(FILE_MAGIC.len());
        if magic != FILE_MAGIC || length != (size - head.len() as u64).to_le_bytes() {
            return None;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        touch_if_old(&file, &path);
        Some(bytes)
    }

    /// Stores bytes under a key.
    ///
    /// # Errors
    /// When the disk fails. Then no file is left behind.
    pub(crate) fn put_file(&self, key: &Key, bytes: &[u8]) -> io::Result<()> {
        self.put_whole(key, |file| {
            file.write_all(FILE_MAGIC)?;
            file.write_all(&(bytes.len() as u64).to_le_bytes())?;
            file.write_all(bytes)
        })
    }

    /// Stores audio under a key.
    ///
    /// # Errors
    /// When the disk fails. Then no file is left behind.
    pub fn put(&self, key: &Key, audio: &Audio, spec: &AudioSpec) -> io::Result<()> {
        self.put_whole(key, |file| write(BufWriter::new(file), audio, spec))
    }

    fn put_whole(
        &self,
        key: &Key,
        write: impl FnOnce(&mut WholeFile) -> io::Result<()>,
    ) -> io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let mut file = WholeFile::create(&path)?;
        write(&mut file)?;
        file.keep()?;
        self.grown.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = key.name();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    fn open_file(&self, key: &Key) -> io::Result<Option<(AudioSpec, File, u64)>> {
        let path = self.path(key);
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let size = file.metadata()?.len();
        let found = read_sheet(&mut file, size)?;
        if found.is_some() {
            touch_if_old(&file, &path);
        }
        Ok(found.map(|(spec, start)| (spec, file, start)))
    }
}

/// Records that a piece is used.
fn touch_if_old(file: &File, path: &Path) {
    let used = file.metadata().and_then(|of_file| of_file.modified());
    if used.is_ok_and(bound::is_old) {
        // The folder may be read-only; then the time of last use is not recorded.
        let _ = bound::touch(path, SystemTime::now());
    }
}

fn write(mut out: impl Write, audio: &Audio, spec: &AudioSpec) -> io::Result<()> {
    let spec = serde_json::to_vec(spec)?;
    out.write_all(MAGIC)?;
    out.write_all(&(spec.len() as u32).to_le_bytes())?;
    out.write_all(&spec)?;
    let mut bytes = Vec::with_capacity(1 << 16);
    for channel in &audio.channels {
        for samples in channel.chunks(1 << 14) {
            bytes.clear();
            write_samples(&mut bytes, samples);
            out.write_all(&bytes)?;
        }
    }
    out.flush()
}

/// Returns the spec of a file of `size` bytes and the start of its samples, or
/// `None` if the file is not complete.
fn read_sheet(file: &mut File, size: u64) -> io::Result<Option<(AudioSpec, u64)>> {
    // The first read holds the head and most specs.
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
    let spec = &bytes[HEAD..];
    let Ok(spec) = serde_json::from_slice::<AudioSpec>(spec) else {
        return Ok(None);
    };
    let samples = spec.frames.index() as u64 * spec.channels as u64;
    let whole = (1..=2).contains(&spec.channels) && size == start + 4 * samples;
    Ok(whole.then_some((spec, start)))
}

/// Audio on the disk, read in stretches of [`STRETCH`] frames.
#[derive(Debug)]
pub struct CachedReader {
    file: File,
    start: u64,
    frames: Frames,
    /// The stretch read last, one vector for each channel. It begins at frame `at`.
    ahead: Vec<Vec<f32>>,
    at: usize,
    bytes: Vec<u8>,
}

/// The number of frames of one read.
const STRETCH: usize = 1 << 14;

impl CachedReader {
    fn new(file: File, start: u64, channels: usize, frames: Frames) -> CachedReader {
        CachedReader {
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
            self.ahead[channel].clear();
            read_samples(&mut self.ahead[channel], &self.bytes);
        }
        self.at = from;
        Ok(())
    }
}

impl AudioReader for CachedReader {
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

    fn spec(channels: usize, frames: usize) -> AudioSpec {
        AudioSpec {
            channels,
            frames: Frames::from(frames),
            tail: Frames(1),
            words: vec![Frames(0)..Frames(3)],
            loudness: Some(Lufs(-20.5)),
            loud: Frames::ZERO..Frames::ZERO,
            doubts: vec![Doubt::Missing(1..2)],
        }
    }

    fn ramp(frames: usize, from: f32) -> Vec<f32> {
        (0..frames).map(|i| from + i as f32).collect()
    }

    #[test]
    fn a_stored_file_can_be_read_back_and_is_no_audio() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let key = Key::of("sound", 0, "a");
        assert_eq!(cache.file(&key), None);
        cache.put_file(&key, b"OggS").unwrap();
        assert_eq!(cache.file(&key).as_deref(), Some(&b"OggS"[..]));
        assert_eq!(cache.spec(&key).unwrap(), None);
        assert_eq!(cache.held().unwrap().pieces, 1);
        let path = cache.path(&key);
        for length in [0, 15, 19] {
            let bytes = fs::read(&path).unwrap();
            fs::write(&path, &bytes[..bytes.len().min(length)]).unwrap();
            assert_eq!(cache.file(&key), None, "{length}");
            cache.put_file(&key, b"OggS").unwrap();
        }
        cache
            .put(&key, &Audio::mono(ramp(4, 0.0)), &spec(1, 4))
            .unwrap();
        assert_eq!(cache.file(&key), None);
    }

    #[test]
    fn stored_audio_can_be_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let key = Key::of("line", 0, "a");
        assert_eq!(cache.spec(&key).unwrap(), None);
        let frames = STRETCH + 10;
        let audio = Audio {
            channels: vec![ramp(frames, 0.0), ramp(frames, 0.5)],
        };
        cache.put(&key, &audio, &spec(2, frames)).unwrap();
        assert_eq!(cache.spec(&key).unwrap(), Some(spec(2, frames)));

        let mut reader = cache.reader(&key).unwrap();
        let (mut left, mut right) = ([0.0; 4], [0.0; 4]);
        for from in [STRETCH - 2, 3, STRETCH + 6] {
            reader
                .read(Frames::from(from), &mut [&mut left, &mut right])
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
        let key = Key::of("line", 0, "a");
        cache
            .put(&key, &Audio::mono(ramp(100, 0.0)), &spec(1, 100))
            .unwrap();
        let path = cache.path(&key);
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(cache.spec(&key).unwrap(), None, "cut at {length}");
        }
        fs::write(&path, &whole).unwrap();
        assert!(cache.spec(&key).unwrap().is_some());
    }
}
