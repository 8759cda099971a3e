//! Surveys a finished file: measures every value that a delivery may require.
//! Takes a file and its pauses, and returns loudness, peaks, RMS, silences and
//! pauses with their positions. All values are measured on the samples of the
//! file, in one pass and in constant memory.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;
use std::path::Path;

use super::SinkError;
use super::meter::{Loudness, decibels, power};
use super::wav::Form;
use super::wav::read::WavFile;
use cuebook_core::units::{BLOCK, Decibels, Gain, Lufs, Seconds};
use cuebook_dsp::gauge::{Gauge, Measure};
use cuebook_engine::{Block, TruePeak};

/// The steps a second of a survey: 10 ms each.
const STEPS: u32 = 100;

/// The steps of the window for the noise floor: half a second, as in Audacity's
/// ACX Check.
const WINDOW: usize = 50;

/// The steps between two readings of the momentary loudness (EBU Tech 3341: ten
/// a second).
const READING: usize = 10;

/// The settings of a survey.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quiet {
    /// The pauses of the show, in order.
    pub pauses: Vec<Range<Seconds>>,
    /// The RMS below which a file is silent.
    pub still: Decibels,
}

/// The measurements of a file.
#[derive(Clone, Debug)]
pub struct Survey {
    pub form: Form,
    pub length: Seconds,
    pub loudness: Loudness,
    /// Loudness range in LU, EBU Tech 3342.
    pub range: f64,
    /// The position of the true peak, to about 10 ms.
    pub true_peak_at: Seconds,
    /// The position of the highest sample, to about 10 ms.
    pub sample_peak_at: Seconds,
    /// The highest momentary loudness (400 ms).
    pub momentary: Height,
    /// The highest short-term loudness (3 s).
    pub short_term: Height,
    /// The length of the silence at the start, and at the end.
    pub head: Seconds,
    pub tail: Seconds,
    /// The quietest half-second of each pause of at least that length, in
    /// order.
    pub pauses: Vec<Stretch>,
    /// The quietest half-second of the file; `None` for a shorter file.
    pub quietest: Option<Stretch>,
}

/// The highest value of a measure, and the end of its window.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Height {
    pub loudness: Lufs,
    pub at: Seconds,
}

/// A stretch of a file and its RMS.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub at: Range<Seconds>,
    pub rms: Decibels,
}

/// Surveys a file.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn survey(path: &Path, quiet: &Quiet) -> Result<Survey, SinkError> {
    let file = |source: io::Error| SinkError::Unread {
        path: path.into(),
        source,
    };
    let mut wav = WavFile::open(path).map_err(file)?;
    let step = Surveyor::step_of(wav.form);
    let mut surveyor = Surveyor::new(wav.form, quiet)?;
    let mut samples = [Vec::new(), Vec::new()];
    while wav.read(step, &mut samples).map_err(file)? > 0 {
        surveyor.step(&samples[..wav.form.channels()])?;
    }
    surveyor.finish(wav.frames)
}

/// A running survey.
pub(crate) struct Surveyor {
    form: Form,
    gauge: Gauge,
    peaks: Peaks,
    sample_peak: (f32, usize),
    squares: f64,
    samples: u64,
    momentary: (f64, usize),
    short_term: (f64, usize),
    /// The first and the last step that is not silent.
    sounding: Option<(usize, usize)>,
    still: f64,
    floor: Floor,
    /// The number of steps so far.
    steps: usize,
}

impl Surveyor {
    pub(crate) fn new(form: Form, quiet: &Quiet) -> Result<Surveyor, SinkError> {
        Ok(Surveyor {
            form,
            gauge: Gauge::new(form.channels(), form.rate, Measure::Full)?,
            peaks: Peaks::new(),
            sample_peak: (0.0, 0),
            squares: 0.0,
            samples: 0,
            momentary: (f64::NEG_INFINITY, 0),
            short_term: (f64::NEG_INFINITY, 0),
            sounding: None,
            still: libm::pow(10.0, quiet.still.0 / 10.0),
            floor: Floor::new(&quiet.pauses),
            steps: 0,
        })
    }

    /// Returns the number of frames of a step: 10 ms.
    pub(crate) fn step_of(form: Form) -> usize {
        (form.rate / STEPS).max(1) as usize
    }

    /// Takes one step: its samples, a list for each channel.
    pub(crate) fn step(&mut self, channels: &[Vec<f32>]) -> Result<(), SinkError> {
        let sides: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
        self.gauge.add(&sides)?;
        self.peaks.add(&sides);
        let highest = sides.iter().flat_map(|side| side.iter());
        let highest = highest.fold(0.0f32, |most, sample| most.max(sample.abs()));
        if highest > self.sample_peak.0 {
            self.sample_peak = (highest, self.steps);
        }
        let squares: f64 = sides.iter().map(|side| power(side)).sum();
        let samples: usize = sides.iter().map(|side| side.len()).sum();
        let mean = squares / samples.max(1) as f64;
        self.squares += squares;
        self.samples += samples as u64;
        if mean > self.still {
            let first = self.sounding.map_or(self.steps, |(first, _)| first);
            self.sounding = Some((first, self.steps));
        }
        self.floor.add(mean);
        self.steps += 1;
        if self.steps.is_multiple_of(READING) {
            let (momentary, short_term) = (self.gauge.momentary(), self.gauge.short_term());
            raise(&mut self.momentary, momentary, self.steps);
            raise(&mut self.short_term, short_term, self.steps);
        }
        Ok(())
    }

    /// Returns the measurements of a file of `frames` frames.
    pub(crate) fn finish(mut self, frames: u64) -> Result<Survey, SinkError> {
        let length = Seconds(frames as f64 / f64::from(self.form.rate));
        let (true_peak, true_peak_at) = self.peaks.finish(self.form.rate);
        let (head, tail) = match self.sounding {
            Some((first, last)) => (seconds(first), Seconds(length.0 - seconds(last + 1).0)),
            None => (length, length),
        };
        let mut pauses = self.floor.pauses;
        pauses.extend(self.floor.now);
        let height = |(loudness, at): (f64, usize)| Height {
            loudness: Lufs(loudness),
            at: seconds(at),
        };
        Ok(Survey {
            form: self.form,
            length,
            loudness: Loudness {
                integrated: self.gauge.integrated(),
                true_peak,
                sample_peak: Gain(self.sample_peak.0).decibels(),
                rms: decibels(self.squares / self.samples.max(1) as f64),
            },
            range: self.gauge.range(),
            true_peak_at,
            sample_peak_at: seconds(self.sample_peak.1),
            momentary: height(self.momentary),
            short_term: height(self.short_term),
            head,
            tail: Seconds(tail.0.max(0.0)),
            pauses,
            quietest: self.floor.quietest,
        })
    }
}

fn raise(highest: &mut (f64, usize), loudness: Lufs, at: usize) {
    if loudness.0 > highest.0 {
        *highest = (loudness.0, at);
    }
}

fn seconds(steps: usize) -> Seconds {
    Seconds(steps as f64 / f64::from(STEPS))
}

/// Measures the RMS of half a second at every step.
struct Floor {
    /// The pauses that have not ended yet, in whole steps.
    wanted: VecDeque<Range<usize>>,
    /// The mean squares of the last half second.
    window: VecDeque<f64>,
    /// The number of steps so far.
    steps: usize,
    pauses: Vec<Stretch>,
    quietest: Option<Stretch>,
    /// The quietest half-second of the current pause.
    now: Option<Stretch>,
}

impl Floor {
    fn new(pauses: &[Range<Seconds>]) -> Floor {
        let steps = |time: Seconds| time.0 * f64::from(STEPS);
        let whole = |pause: &Range<Seconds>| {
            steps(pause.start).ceil() as usize..steps(pause.end).floor() as usize
        };
        Floor {
            wanted: pauses.iter().map(whole).collect(),
            window: VecDeque::with_capacity(WINDOW),
            steps: 0,
            pauses: Vec::new(),
            quietest: None,
            now: None,
        }
    }

    fn add(&mut self, mean: f64) {
        if self.window.len() == WINDOW {
            self.window.pop_front();
        }
        self.window.push_back(mean);
        self.steps += 1;
        while self
            .wanted
            .front()
            .is_some_and(|pause| pause.end < self.steps)
        {
            self.wanted.pop_front();
            self.pauses.extend(self.now.take());
        }
        let Some(first) = self.steps.checked_sub(WINDOW) else {
            return;
        };
        let sum: f64 = self.window.iter().sum();
        let here = Stretch {
            at: seconds(first)..seconds(self.steps),
            rms: decibels(sum / WINDOW as f64),
        };
        keep_quieter(&mut self.quietest, &here);
        if self
            .wanted
            .front()
            .is_some_and(|pause| pause.start <= first)
        {
            keep_quieter(&mut self.now, &here);
        }
    }
}

fn keep_quieter(quietest: &mut Option<Stretch>, here: &Stretch) {
    if quietest.as_ref().is_none_or(|known| here.rms < known.rms) {
        *quietest = Some(here.clone());
    }
}

/// The true peak and its position, of samples in any number.
struct Peaks {
    meter: TruePeak,
    block: Block,
    filled: usize,
    blocks: usize,
    highest: Decibels,
    at: usize,
}

impl Peaks {
    fn new() -> Peaks {
        Peaks {
            meter: TruePeak::new(),
            block: Block::SILENCE,
            filled: 0,
            blocks: 0,
            highest: Decibels(f64::NEG_INFINITY),
            at: 0,
        }
    }

    fn add(&mut self, sides: &[&[f32]]) {
        let frames = sides.first().map_or(0, |side| side.len());
        let mut from = 0;
        while from < frames {
            let count = (BLOCK - self.filled).min(frames - from);
            let place = self.filled..self.filled + count;
            let own = [&mut self.block.left, &mut self.block.right];
            for (own, side) in own.into_iter().zip(sides) {
                own[place.clone()].copy_from_slice(&side[from..from + count]);
            }
            self.filled += count;
            from += count;
            if self.filled == BLOCK {
                self.measure();
            }
        }
    }

    fn measure(&mut self) {
        self.block.left[self.filled..].fill(0.0);
        self.block.right[self.filled..].fill(0.0);
        self.meter.add(&self.block);
        if self.meter.highest() > self.highest {
            self.highest = self.meter.highest();
            self.at = self.blocks;
        }
        self.blocks += 1;
        self.filled = 0;
    }

    fn finish(&mut self, rate: u32) -> (Decibels, Seconds) {
        // The rest, followed by silence, so that the last frames count.
        self.measure();
        self.measure();
        let at = Seconds((self.at * BLOCK) as f64 / f64::from(rate));
        (self.highest, at)
    }
}

#[cfg(test)]
mod tests;
