//! Receives the decoded samples of a file, and bounds them.
//!
//! A file has one stretch of sound, or several with different rates and channels: a
//! chained Ogg file, or joined MP3 files.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::downmix::{self, Rule};
use super::fault::Fault;
use cuebook_core::units::Seconds;

/// The supported sample rates, in Hz.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// The largest sample value that is accepted; full scale is 1. A larger one means a
/// broken file.
const BEYOND: f32 = 64.0;

/// The samples that a file may always have, and those for each of its bytes. An hour of
/// digital silence in FLAC has 600 for a byte.
const ALWAYS: u64 = 1 << 26;
const FOR_A_BYTE: u64 = 1000;

/// A stretch of decoded sound: planar, one or two channels, at its own rate.
#[derive(Debug)]
pub(super) struct Stretch {
    pub channels: Vec<Vec<f32>>,
    pub rate: u32,
    /// The number of channels in the file.
    count: usize,
    rule: Rule,
}

impl Stretch {
    fn new(count: usize, rate: u32) -> Result<Stretch, Fault> {
        if !RATES.contains(&rate) {
            return Err(Fault::broken(format!(
                "its rate of {rate} Hz is not supported"
            )));
        }
        let rule =
            downmix::rule(count).ok_or_else(|| Fault::broken("it has more than eight channels"))?;
        Ok(Stretch {
            channels: vec![Vec::new(); count.min(2)],
            rate,
            count,
            rule,
        })
    }

    pub(super) fn frames(&self) -> usize {
        self.channels.first().map_or(0, Vec::len)
    }

    fn seconds(&self) -> f64 {
        self.frames() as f64 / f64::from(self.rate)
    }
}

/// The sound of a file so far.
#[derive(Debug)]
pub(super) struct Sink {
    stretches: Vec<Stretch>,
    /// Whether the last stretch still grows.
    open: bool,
    /// The frames of packets that failed before the rate was known.
    lost: usize,
    /// The most samples of all stretches.
    most: u64,
    /// The longest sound.
    longest: Seconds,
    progress: Arc<AtomicU64>,
}

impl Sink {
    /// Creates a sink for a file of `size` bytes and at most this length that counts its packets in
    /// `progress`.
    pub(super) fn new(size: usize, longest: Seconds, progress: Arc<AtomicU64>) -> Sink {
        Sink {
            longest,
            most: ALWAYS.max((size as u64).saturating_mul(FOR_A_BYTE)),
            stretches: Vec::new(),
            open: false,
            lost: 0,
            progress,
        }
    }

    /// Returns the number of frames of the stretch that grows.
    pub(super) fn frames(&self) -> usize {
        let grows = self.stretches.last().filter(|_| self.open);
        self.lost + grows.map_or(0, Stretch::frames)
    }

    /// Adds interleaved samples of `count` channels.
    pub(super) fn push(&mut self, samples: &[f32], count: usize, rate: u32) -> Result<(), Fault> {
        self.progress.fetch_add(1, Ordering::Relaxed);
        if samples.is_empty() {
            return Ok(());
        }
        if samples.iter().any(|s| !s.is_finite() || s.abs() > BEYOND) {
            return Err(Fault::broken("it contains samples far beyond full scale"));
        }
        if !self.open {
            self.stretches.push(Stretch::new(count, rate)?);
            self.open = true;
            let lost = std::mem::take(&mut self.lost);
            self.silence(lost)?;
        }
        let Some(stretch) = self.stretches.last_mut() else {
            return Ok(());
        };
        if (stretch.count, stretch.rate) != (count, rate) {
            let reason = "its sample rate or number of channels changes in the middle";
            return Err(Fault::broken(reason));
        }
        for frame in samples.chunks_exact(count) {
            downmix::mix(&stretch.rule, frame, &mut stretch.channels);
        }
        self.check_length()
    }

    /// Adds the silence of a packet that cannot be decoded, so that the sound after it
    /// keeps its time.
    pub(super) fn silence(&mut self, frames: usize) -> Result<(), Fault> {
        self.progress.fetch_add(1, Ordering::Relaxed);
        let grows = self.stretches.last_mut().filter(|_| self.open);
        let Some(stretch) = grows else {
            self.lost = self.lost.saturating_add(frames);
            let longest = self.longest.0 * f64::from(*RATES.start());
            return match self.lost as f64 > longest {
                true => Err(Fault::broken("its data cannot be decoded")),
                false => Ok(()),
            };
        };
        let most = (self.longest.0 * f64::from(stretch.rate)) as usize + 1;
        let most = most.min(self.most as usize + 1);
        for channel in &mut stretch.channels {
            let length = channel.len().saturating_add(frames).min(most);
            channel.resize(length, 0.0);
        }
        self.check_length()
    }

    /// Ends the stretch that grows: leaves out `skip` frames, and keeps `keep` of the
    /// others or all of them.
    pub(super) fn end(&mut self, skip: usize, keep: Option<usize>) {
        self.lost = 0;
        if let Some(stretch) = self.stretches.last_mut().filter(|_| self.open) {
            for channel in &mut stretch.channels {
                channel.truncate(keep.map_or(usize::MAX, |keep| skip.saturating_add(keep)));
                channel.drain(..skip.min(channel.len()));
            }
        }
        self.open = false;
    }

    /// Ends the stretch that grows: keeps the given parts of it, in their order.
    pub(super) fn end_with(&mut self, parts: &[Range<usize>]) -> Result<(), Fault> {
        let Some(stretch) = self.stretches.last_mut().filter(|_| self.open) else {
            return Ok(());
        };
        let frames = stretch.frames();
        let within = |part: &Range<usize>| part.start.min(frames)..part.end.min(frames);
        let kept: usize = parts.iter().map(|part| within(part).len()).sum();
        let seconds = kept as f64 / f64::from(stretch.rate);
        if seconds > self.longest.0 {
            return Err(Fault::TooLong(seconds));
        }
        for channel in &mut stretch.channels {
            let cut = parts.iter().filter_map(|part| channel.get(within(part)));
            *channel = cut.flatten().copied().collect();
        }
        self.end(0, None);
        Ok(())
    }

    /// Returns the stretches that contain sound.
    pub(super) fn finish(mut self) -> Vec<Stretch> {
        self.end(0, None);
        let mut stretches = self.stretches;
        stretches.retain(|stretch| stretch.frames() > 0);
        stretches
    }

    /// Checks the length and the memory of the sound so far.
    fn check_length(&self) -> Result<(), Fault> {
        let samples = |one: &Stretch| (one.frames() * one.channels.len()) as u64;
        if self.stretches.iter().map(samples).sum::<u64>() > self.most {
            return Err(Fault::broken(
                "it unpacks to far more sound than its size allows",
            ));
        }
        let seconds: f64 = self.stretches.iter().map(Stretch::seconds).sum();
        match seconds > self.longest.0 {
            true => Err(Fault::TooLong(seconds)),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::LONGEST;

    #[test]
    fn a_small_file_cannot_fill_the_memory() {
        let mut sink = Sink::new(100, LONGEST, Default::default());
        sink.push(&[0.1; 4], 2, 384_000).unwrap();
        let much = sink.silence(usize::MAX).unwrap_err();
        assert!(matches!(much, Fault::Broken(why) if why.contains("far more")));
        let mut sink = Sink::new(1 << 30, LONGEST, Default::default());
        sink.push(&[0.1; 4], 2, 8_000).unwrap();
        assert!(matches!(sink.silence(usize::MAX), Err(Fault::TooLong(_))));
    }

    #[test]
    fn a_packet_that_fails_before_the_first_sound_keeps_its_time() {
        let mut sink = Sink::new(100, LONGEST, Default::default());
        sink.silence(10).unwrap();
        sink.push(&[0.5; 5], 1, 48_000).unwrap();
        assert_eq!(sink.frames(), 15);
        sink.end_with(&[8..12, 0..2]).unwrap();
        let sound = &sink.finish()[0].channels[0];
        assert_eq!(sound[..], [0.0, 0.0, 0.5, 0.5, 0.0, 0.0]);
    }
}
