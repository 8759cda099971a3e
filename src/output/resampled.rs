//! Converts the sample rate on the way to another sink. Nothing moves in time,
//! and the output is as long as the input, to the nearest frame.

use cuebook_transform::{Resampler, Window};

use super::meter::Loudness;
use super::{Sink, SinkError};
use cuebook_core::units::{BLOCK, Frames, RATE};
use cuebook_engine::Block;

/// The frames that are resampled together: a long filter, flat to within 1 kHz
/// of half the lower rate.
const CHUNK: usize = 4096;

/// Returns how many frames at `rate` are as long as `frames` at the engine's
/// rate.
#[must_use]
pub(crate) fn frames_at(rate: u32, frames: Frames) -> Frames {
    let (rate, own) = (i64::from(rate), i64::from(RATE));
    Frames((frames.0 * rate + own / 2) / own)
}

/// Resamples on the way to a sink.
pub(crate) struct Resampled<S> {
    sink: S,
    resampler: Resampler,
    waiting: [Vec<f32>; 2],
    made: Vec<Vec<f32>>,
    /// Frames of the resampler's delay that must still be skipped.
    early: usize,
    /// Frames received, at the engine's rate.
    given: Frames,
    /// Frames written, at the sink's rate.
    written: Frames,
    rate: u32,
}

impl<S: Sink> Resampled<S> {
    /// Creates a resampler to `rate` in front of a sink.
    ///
    /// # Errors
    /// When the rate has no simple ratio to the engine's rate.
    pub(crate) fn new(sink: S, rate: u32) -> Result<Resampled<S>, SinkError> {
        let resampler = Resampler::new(RATE, rate, CHUNK, 2, Window::BlackmanHarris2)
            .map_err(|error| SinkError::Rate(rate, error.to_string()))?;
        Ok(Resampled {
            early: resampler.delay(),
            made: vec![vec![0.0; resampler.frames_made()]; 2],
            resampler,
            sink,
            waiting: [Vec::new(), Vec::new()],
            given: Frames::ZERO,
            written: Frames::ZERO,
            rate,
        })
    }

    /// Resamples the waiting frames, in whole chunks.
    fn pass_on(&mut self) -> Result<(), SinkError> {
        let chunk = self.resampler.frames_taken();
        while self.waiting[0].len() >= chunk {
            self.resample()?;
            for side in &mut self.waiting {
                side.drain(..chunk);
            }
        }
        Ok(())
    }

    /// Resamples one chunk and writes the frames that belong to the show.
    fn resample(&mut self) -> Result<(), SinkError> {
        let made = self
            .resampler
            .process(&self.waiting, &mut self.made)
            .map_err(|error| SinkError::Rate(self.rate, error.to_string()))?;
        let early = self.early.min(made);
        self.early -= early;
        // Until the end of the show, the number of frames still due is a lower
        // bound.
        let due = (frames_at(self.rate, self.given) - self.written).index();
        let end = made.min(early + due);
        self.write_made(early, end)
    }

    fn write_made(&mut self, from: usize, to: usize) -> Result<(), SinkError> {
        let mut block = Block::SILENCE;
        let mut at = from;
        while at < to {
            let frames = BLOCK.min(to - at);
            block.left[..frames].copy_from_slice(&self.made[0][at..at + frames]);
            block.right[..frames].copy_from_slice(&self.made[1][at..at + frames]);
            self.sink.write(&block, frames)?;
            self.written += Frames::from(frames);
            at += frames;
        }
        Ok(())
    }
}

/// A sink at any rate: at the engine's rate, frames are unchanged.
pub(crate) enum AtRate<S> {
    Own(S),
    Other(Box<Resampled<S>>),
}

impl<S: Sink> AtRate<S> {
    /// Resamples to `rate`, unless that is the engine's rate.
    ///
    /// # Errors
    /// The errors of [`Resampled::new`].
    pub(crate) fn new(sink: S, rate: u32) -> Result<AtRate<S>, SinkError> {
        Ok(match rate {
            RATE => AtRate::Own(sink),
            rate => AtRate::Other(Box::new(Resampled::new(sink, rate)?)),
        })
    }
}

impl<S: Sink> Sink for AtRate<S> {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        match self {
            AtRate::Own(sink) => sink.write(block, frames),
            AtRate::Other(sink) => sink.write(block, frames),
        }
    }

    fn measured(&mut self, loudness: &Loudness) {
        match self {
            AtRate::Own(sink) => sink.measured(loudness),
            AtRate::Other(sink) => sink.sink.measured(loudness),
        }
    }

    fn finish(self) -> Result<(), SinkError> {
        match self {
            AtRate::Own(sink) => sink.finish(),
            AtRate::Other(sink) => sink.finish(),
        }
    }
}

impl<S: Sink> Sink for Resampled<S> {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.waiting[0].extend(&block.left[..frames]);
        self.waiting[1].extend(&block.right[..frames]);
        self.given += Frames::from(frames);
        self.pass_on()
    }

    fn finish(mut self) -> Result<(), SinkError> {
        while self.written < frames_at(self.rate, self.given) {
            let chunk = self.resampler.frames_taken();
            for side in &mut self.waiting {
                side.resize(chunk, 0.0);
            }
            self.resample()?;
            self.waiting.iter_mut().for_each(Vec::clear);
        }
        self.sink.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<[Vec<f32>; 2]>>);

    impl Sink for Kept {
        fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
            let mut kept = self.0.lock().unwrap();
            kept[0].extend(&block.left[..frames]);
            kept[1].extend(&block.right[..frames]);
            Ok(())
        }

        fn finish(self) -> Result<(), SinkError> {
            Ok(())
        }
    }

    /// Resamples `wave`, a function of the time in seconds, to 44.1 kHz.
    fn resampled(frames: usize, wave: impl Fn(f64) -> f64) -> [Vec<f32>; 2] {
        let kept = Kept::default();
        let mut sink = Resampled::new(kept.clone(), 44_100).unwrap();
        for from in (0..frames).step_by(BLOCK) {
            let side: [f32; BLOCK] =
                std::array::from_fn(|i| wave((from + i) as f64 / 48_000.0) as f32);
            let block = Block {
                left: side,
                right: side.map(|sample| -sample),
            };
            sink.write(&block, BLOCK.min(frames - from)).unwrap();
        }
        sink.finish().unwrap();
        let both = kept.0.lock().unwrap();
        both.clone()
    }

    fn sine(hertz: f64) -> impl Fn(f64) -> f64 {
        move |time| 0.5 * libm::sin(std::f64::consts::TAU * (hertz * time).fract())
    }

    #[test]
    fn a_wave_keeps_its_position_and_level() {
        for hertz in [100.0, 1000.0, 15_000.0, 20_000.0] {
            let [left, right] = resampled(48_000, sine(hertz));
            assert_eq!((left.len(), right.len()), (44_100, 44_100));
            for n in 5_000..39_000 {
                let wanted = sine(hertz)(n as f64 / 44_100.0);
                let heard = f64::from(left[n]);
                assert!(
                    (heard - wanted).abs() < 1e-4,
                    "{hertz} Hz: {heard} {wanted}"
                );
                assert_eq!(right[n], -left[n]);
            }
        }
    }

    #[test]
    fn frequencies_above_half_the_rate_are_removed() {
        let [left, _] = resampled(48_000, sine(23_000.0));
        let most = left[5_000..39_000]
            .iter()
            .fold(0.0f32, |a, b| a.max(b.abs()));
        assert!(most < 1e-4, "{most}");
    }

    #[test]
    fn the_shortest_show_keeps_its_length() {
        for frames in [1, 100, 4_000, 10_007] {
            let [left, _] = resampled(frames, sine(440.0));
            let due = frames_at(44_100, Frames::from(frames)).index();
            assert_eq!(left.len(), due, "{frames}");
        }
    }
}
