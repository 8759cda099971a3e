//! The spectrogram: the frequencies of a sound over time. Takes audio and
//! returns a level for every row and column. Rows are equal steps of pitch. The
//! loudest point has the highest level, whatever the level of the sound.

use cuebook_transform::{Complex32, RealToComplex, forward};

use cuebook_core::audio::Audio;
use cuebook_core::units::{Frames, Hertz, RATE, Seconds};

/// The lowest frequency in the picture.
pub(crate) const LOWEST: Hertz = Hertz(40.0);
/// The highest frequency in the picture.
pub(crate) const HIGHEST: Hertz = Hertz(20_000.0);

/// The frames of a window: 43 ms, 23 Hz.
const WINDOW: usize = 2048;
/// The most windows for one column.
const MOST: usize = 16;
/// Levels this far below the loudest are as dark as silence, in dB.
const DEPTH: f64 = 72.0;

/// Levels from 0, silence, to 255, the loudest of the picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spectrogram {
    pub columns: usize,
    pub rows: usize,
    /// The length of the sound.
    pub length: Seconds,
    /// The levels row by row, the highest row first.
    pub levels: Vec<u8>,
}

/// Returns the height of a frequency in the picture, from 0, the bottom, to 1,
/// the top.
#[must_use]
pub(crate) fn height_of(frequency: Hertz) -> f64 {
    libm::log(frequency.0 / LOWEST.0) / libm::log(HIGHEST.0 / LOWEST.0)
}

impl Spectrogram {
    /// Analyses the highest power of all channels.
    #[must_use]
    pub(crate) fn of(audio: &Audio, columns: usize, rows: usize) -> Spectrogram {
        let frames = audio.frames().index();
        let mut lens = Lens::new();
        let edges: Vec<f64> = (0..=rows).map(|row| bin_at(row, rows)).collect();
        let mut powers = vec![0.0; columns * rows];
        for column in 0..columns {
            let power = lens.column(
                audio,
                column * frames / columns,
                (column + 1) * frames / columns,
            );
            for row in 0..rows {
                powers[row * columns + column] = between(power, edges[row + 1], edges[row]);
            }
        }
        let loudest = powers.iter().copied().fold(0.0, f64::max);
        let level = |power: f64| {
            let below = 10.0 * libm::log10(power / loudest);
            (255.0 * (1.0 + below / DEPTH)).clamp(0.0, 255.0) as u8
        };
        let levels = match loudest > 0.0 {
            true => powers.into_iter().map(level).collect(),
            false => vec![0; columns * rows],
        };
        Spectrogram {
            columns,
            rows,
            length: Frames::from(frames).seconds(),
            levels,
        }
    }

    /// Returns the level at a column and a row; row 0 is the highest.
    #[must_use]
    pub(crate) fn level(&self, column: usize, row: usize) -> u8 {
        self.levels
            .get(row * self.columns + column)
            .copied()
            .unwrap_or(0)
    }
}

/// Returns the bin, with its fraction, at the upper edge of a row.
fn bin_at(row: usize, rows: usize) -> f64 {
    let height = 1.0 - row as f64 / rows as f64;
    let frequency = LOWEST.0 * libm::pow(HIGHEST.0 / LOWEST.0, height);
    frequency * WINDOW as f64 / f64::from(RATE)
}

/// Returns the highest power between two bins, interpolated where no bin is
/// between them.
fn between(power: &[f64], low: f64, high: f64) -> f64 {
    let (first, last) = (low.ceil() as usize, high.floor() as usize);
    if first <= last {
        let inside = power.iter().take(last + 1).skip(first);
        return inside.copied().fold(0.0, f64::max);
    }
    let middle = 0.5 * (low + high);
    let (below, share) = (middle.floor() as usize, middle.fract());
    let at = |bin: usize| power.get(bin).copied().unwrap_or(0.0);
    at(below) * (1.0 - share) + at(below + 1) * share
}

/// Analyses a stretch of audio through a Hann window.
struct Lens {
    transform: std::sync::Arc<dyn RealToComplex<f32>>,
    hann: Vec<f32>,
    time: Vec<f32>,
    bins: Vec<Complex32>,
    power: Vec<f64>,
}

impl Lens {
    fn new() -> Lens {
        let transform = forward(WINDOW);
        let turn = |n: usize| std::f64::consts::TAU * (n as f64 + 0.5) / WINDOW as f64;
        Lens {
            hann: (0..WINDOW)
                .map(|n| (0.5 - 0.5 * libm::cos(turn(n))) as f32)
                .collect(),
            time: transform.make_input_vec(),
            bins: transform.make_output_vec(),
            power: vec![0.0; WINDOW / 2 + 1],
            transform,
        }
    }

    /// Returns the highest power of every bin from frame `start` to `end`.
    fn column(&mut self, audio: &Audio, start: usize, end: usize) -> &[f64] {
        self.power.fill(0.0);
        let windows = ((end - start) / (WINDOW / 2)).clamp(1, MOST);
        for window in 0..windows {
            let middle = start + (2 * window + 1) * (end - start) / (2 * windows);
            let mut sum = vec![0.0; self.power.len()];
            for channel in &audio.channels {
                self.look(channel, middle);
                for (sum, bin) in sum.iter_mut().zip(&self.bins) {
                    *sum += f64::from(bin.norm_sqr());
                }
            }
            for (power, sum) in self.power.iter_mut().zip(sum) {
                *power = power.max(sum);
            }
        }
        &self.power
    }

    /// Computes the spectrum around a frame; before the first and after the
    /// last frame is silence.
    fn look(&mut self, channel: &[f32], middle: usize) {
        for (n, (time, hann)) in self.time.iter_mut().zip(&self.hann).enumerate() {
            let frame = (middle + n).checked_sub(WINDOW / 2);
            let sample = frame.and_then(|frame| channel.get(frame));
            *time = sample.copied().unwrap_or(0.0) * hann;
        }
        // Only a wrong length is an error, and the buffers have the right
        // lengths.
        let _ = self.transform.process(&mut self.time, &mut self.bins);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Silence for a second, then a second of a sine at `hertz`.
    fn late(hertz: f64) -> Audio {
        let turn = |n: usize| (n as f64 * hertz / 48_000.0).fract() * std::f64::consts::TAU;
        let mut wave = vec![0.0; 48_000];
        wave.extend((0..48_000).map(|n| 0.01 * libm::sin(turn(n)) as f32));
        Audio::mono(wave)
    }

    /// Returns the loudest row of a column.
    fn loudest(picture: &Spectrogram, column: usize) -> usize {
        let rows = (0..picture.rows).rev();
        rows.max_by_key(|row| picture.level(column, *row)).unwrap()
    }

    #[test]
    fn a_tone_is_at_its_frequency_and_time() {
        for hertz in [100.0, 1_000.0, 10_000.0] {
            let picture = Spectrogram::of(&late(hertz), 20, 90);
            assert_eq!(picture.length, Seconds(2.0));
            let row = (1.0 - height_of(Hertz(hertz))) * 90.0;
            let found = loudest(&picture, 15) as f64 + 0.5;
            assert!((found - row).abs() < 3.0, "{hertz} Hz: {found} for {row}");
            assert!(picture.level(15, found as usize) > 240);
            assert!((0..90).all(|row| picture.level(3, row) == 0));
        }
    }

    #[test]
    fn a_click_is_seen_in_the_widest_column() {
        let mut wave = vec![0.0; 480_000];
        wave[200_500] = 1.0;
        let picture = Spectrogram::of(&Audio::mono(wave), 10, 8);
        let lit = |column: usize| (0..8).all(|row| picture.level(column, row) > 100);
        assert_eq!(
            (0..10).filter(|column| lit(*column)).collect::<Vec<_>>(),
            [4]
        );
    }

    #[test]
    fn silence_and_empty_audio_are_dark() {
        for frames in [0, 1, 5000] {
            let picture = Spectrogram::of(&Audio::mono(vec![0.0; frames]), 7, 5);
            assert_eq!(picture.levels, [0; 35]);
        }
    }
}
