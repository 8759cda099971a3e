//! What was measured of the stretches of shows, in files under the hash of all that decides on the
//! samples of a stretch. The files can be deleted; then the show is mixed and measured again.

use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::mix::{MixPlan, Within};
use crate::output::meter::Power;
use crate::perform::Key;
use cuebook_core::units::Frames;
use cuebook_core::whole_file::WholeFile;

/// The length of a stretch, in frames: eleven seconds. It is a multiple of every step of a mixer.
const LENGTH: i64 = 32 * 16_384;

/// The most files of a folder: those of twelve hours, of 25 KB each.
const MOST: usize = 4_096;

/// What a meter of a mix goes on from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    pub meter: Vec<u64>,
    pub peaks: Vec<u32>,
}

/// What was measured of a stretch.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    pub before: State,
    pub after: State,
    /// The weighted sums of the steps of loudness that ended in it.
    pub steps: Vec<f64>,
    /// The peak and the power of each block.
    pub blocks: Vec<(f32, Power)>,
    pub frames: u64,
}

/// The notes about the stretches of a show.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    folder: PathBuf,
    stretches: Vec<(Range<Frames>, Key)>,
}

impl Notes {
    /// Returns notes that are not kept.
    #[must_use]
    pub(crate) fn none() -> Notes {
        Notes::default()
    }

    /// Returns the notes about the stretches of a plan, in a folder. `key` names the share of the
    /// plan that decides on the samples of a part.
    #[must_use]
    pub(crate) fn of(
        plan: &MixPlan,
        folder: PathBuf,
        key: impl Fn(&Range<Frames>, &Within) -> Key,
    ) -> Notes {
        let starts = (0..plan.frames.0).step_by(LENGTH as usize);
        let stretches = starts.map(|start| {
            let part = Frames(start)..Frames(start + LENGTH).min(plan.frames);
            let key = key(&part, &plan.within(&part));
            (part, key)
        });
        Notes {
            stretches: stretches.collect(),
            folder,
        }
    }

    /// Returns the stretches of a show; one without notes.
    pub(super) fn stretches(&self, whole: &Range<Frames>) -> Vec<Range<Frames>> {
        match self.stretches.is_empty() {
            true => vec![whole.clone()],
            false => self
                .stretches
                .iter()
                .map(|(part, _)| part.clone())
                .collect(),
        }
    }

    fn path(&self, stretch: usize) -> Option<PathBuf> {
        let (_, key) = self.stretches.get(stretch)?;
        Some(self.folder.join(key.name()))
    }

    /// Returns whether there are notes about a stretch.
    pub(super) fn has(&self, stretch: usize) -> bool {
        self.path(stretch).is_some_and(|path| path.exists())
    }

    /// Reads the notes about a stretch.
    pub(super) fn read(&self, stretch: usize) -> Option<Noted> {
        Noted::from_bytes(&fs::read(self.path(stretch)?).ok()?)
    }

    /// Writes the notes about a stretch. Without them the next run measures again.
    pub(super) fn write(&self, stretch: usize, noted: impl FnOnce() -> Noted) {
        if let Some(path) = self.path(stretch) {
            let _ = write(&path, &noted().to_bytes());
        }
    }

    /// Removes the oldest files if there are too many.
    pub(super) fn tidy(&self) {
        if self.stretches.is_empty() {
            return;
        }
        let Ok(files) = fs::read_dir(&self.folder) else {
            return;
        };
        let file = |file: fs::DirEntry| {
            let written = file.metadata().and_then(|of| of.modified());
            let is_own = file.file_name().to_str().and_then(Key::named).is_some();
            is_own.then(|| (written.unwrap_or(SystemTime::UNIX_EPOCH), file.path()))
        };
        let mut files: Vec<_> = files.filter_map(|entry| file(entry.ok()?)).collect();
        if files.len() > MOST {
            files.sort();
            let old = files.len() - MOST / 5 * 4;
            for (_, path) in &files[..old] {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes)?;
    file.keep()
}

impl Noted {
    /// Returns the frames and the powers, for the meter.
    pub(super) fn heard(&self) -> (u64, impl Iterator<Item = Power> + '_) {
        (self.frames, self.blocks.iter().map(|(_, power)| *power))
    }

    /// Returns the notes as lists of 64-bit numbers, each after its length, little endian.
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut list = |words: &mut dyn ExactSizeIterator<Item = u64>| {
            bytes.extend((words.len() as u64).to_le_bytes());
            words.for_each(|word| bytes.extend(word.to_le_bytes()));
        };
        for State { meter, peaks } in [&self.before, &self.after] {
            list(&mut meter.iter().copied());
            list(&mut peaks.iter().map(|bits| u64::from(*bits)));
        }
        list(&mut self.steps.iter().map(|sum| sum.to_bits()));
        let blocks = &self.blocks;
        list(&mut blocks.iter().map(|(peak, _)| u64::from(peak.to_bits())));
        list(&mut blocks.iter().map(|(_, power)| power.weighted.to_bits()));
        list(&mut blocks.iter().map(|(_, power)| power.plain.to_bits()));
        list(&mut std::iter::once(self.frames));
        bytes
    }

    /// Reads notes; `None` for a file that is no notes.
    fn from_bytes(bytes: &[u8]) -> Option<Noted> {
        let (words, []) = bytes.as_chunks::<8>() else {
            return None;
        };
        let mut words = words.iter().map(|word| u64::from_le_bytes(*word));
        let mut list = || -> Option<Vec<u64>> {
            let count = usize::try_from(words.next()?).ok()?;
            (count <= words.len()).then(|| words.by_ref().take(count).collect())
        };
        let mut state = || {
            let (meter, peaks) = (list()?, list()?);
            let peaks = peaks.into_iter().map(|bits| bits as u32).collect();
            Some(State { meter, peaks })
        };
        let (before, after) = (state()?, state()?);
        let steps = list()?.into_iter().map(f64::from_bits).collect();
        let (peaks, weighted, plain) = (list()?, list()?, list()?);
        let frames = list()?.first().copied()?;
        let powers = weighted
            .into_iter()
            .zip(plain)
            .map(|(weighted, plain)| Power {
                weighted: f64::from_bits(weighted),
                plain: f64::from_bits(plain),
            });
        let peaks = peaks.into_iter().map(|bits| f32::from_bits(bits as u32));
        let blocks = peaks.zip(powers).collect();
        Some(Noted {
            before,
            after,
            steps,
            blocks,
            frames,
        })
    }
}

#[cfg(test)]
mod tests;
