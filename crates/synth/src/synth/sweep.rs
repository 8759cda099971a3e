//! Filters that move during an event.
//!
//! Takes the filters of an event and filters its samples in place. A filter whose
//! `to` is its own frequency has the same effect as a static one.

use std::f64::consts::FRAC_1_SQRT_2;

use super::draw::Draw;
use crate::recipe::score;
use cuebook_dsp::canvas::Canvas;
use cuebook_dsp::filter::{Biquad, SHARPEST, Way, chain};
use cuebook_dsp::moving::{Moving, Pass};

/// The number of frames between two updates of the frequency: 0.67 ms.
const STEP: usize = 32;

/// Filters of an event that run together.
pub(super) enum Stage {
    Still(Vec<Biquad>),
    Moving(Sweep),
}

impl Stage {
    /// Reads the filters in their order.
    ///
    /// # Errors
    /// Returns the errors of the formulas, and an error if a filter does not have
    /// exactly one shape.
    pub(super) fn read(of: &[score::Filter], draw: &mut Draw<'_>) -> Result<Vec<Stage>, String> {
        let mut stages = Vec::new();
        for filter in of {
            if filter.to.is_some() {
                stages.push(Stage::Moving(Sweep::read(filter, draw)?));
                continue;
            }
            let filter = still(filter, draw)?;
            match stages.last_mut() {
                Some(Stage::Still(together)) => together.push(filter),
                _ => stages.push(Stage::Still(vec![filter])),
            }
        }
        Ok(stages)
    }

    /// Filters an event from its first sample to its last.
    pub(super) fn run(&self, samples: &mut [f32]) {
        match self {
            Stage::Still(filters) => chain(filters, samples, Way::Line),
            Stage::Moving(sweep) => sweep.run([samples]),
        }
    }

    /// Filters both channels.
    pub(super) fn run_both(&self, canvas: &mut Canvas) {
        match self {
            Stage::Still(filters) => canvas.filter(filters),
            Stage::Moving(sweep) => sweep.run([&mut canvas.left, &mut canvas.right]),
        }
    }
}

/// Reads the filters of a sustained layer in their order.
pub(super) fn filters(of: &[score::Filter], draw: &mut Draw<'_>) -> Result<Vec<Biquad>, String> {
    of.iter()
        .map(|filter| match &filter.to {
            None => still(filter, draw),
            Some(_) => Err("a filter can move `to` a frequency only in an event".to_owned()),
        })
        .collect()
}

/// Reads a static filter.
pub(super) fn still(of: &score::Filter, draw: &mut Draw<'_>) -> Result<Biquad, String> {
    let (pass, q, frequency) = shape(of, draw)?;
    Ok(match pass {
        Pass::Low => Biquad::low_pass(frequency, q),
        Pass::High => Biquad::high_pass(frequency, q),
        Pass::Band => Biquad::band(frequency, q),
    })
}

/// Returns the shape of a filter, its q, and its frequency in Hz.
fn shape(of: &score::Filter, draw: &mut Draw<'_>) -> Result<(Pass, f64, f64), String> {
    let q = draw.plain_or(of.q.as_ref(), FRAC_1_SQRT_2)?;
    let (pass, at) = match (&of.low_pass, &of.high_pass, &of.band) {
        (Some(at), None, None) => (Pass::Low, at),
        (None, Some(at), None) => (Pass::High, at),
        (None, None, Some(at)) => (Pass::Band, at),
        _ => return Err("a filter is one of `low-pass`, `high-pass`, `band`".to_owned()),
    };
    Ok((pass, q, draw.hertz(at)?))
}

/// A filter that moves on a logarithmic scale from one frequency in Hz to another.
#[derive(Copy, Clone, Debug)]
pub(super) struct Sweep {
    filter: Moving,
    from: f64,
    to: f64,
}

impl Sweep {
    fn read(of: &score::Filter, draw: &mut Draw<'_>) -> Result<Sweep, String> {
        let (pass, q, from) = shape(of, draw)?;
        Ok(Sweep {
            filter: Moving {
                pass,
                damping: 1.0 / q.clamp(0.05, SHARPEST),
                step: STEP,
            },
            from,
            to: of.to.as_ref().map_or(Ok(from), |to| draw.hertz(to))?,
        })
    }

    fn run<const C: usize>(self, channels: [&mut [f32]; C]) {
        let frames = channels.iter().map(|channel| channel.len()).min();
        let last = frames.unwrap_or(0).div_ceil(STEP).saturating_sub(1).max(1) * STEP;
        let octaves = libm::log2(self.to / self.from);
        self.filter.run(channels, Way::Line, |frame| {
            self.from * libm::pow(2.0, octaves * frame as f64 / last as f64)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Settings;
    use crate::recipe::read::{self, Items};
    use cuebook_dsp::measure;
    use cuebook_dsp::random::Random;
    use cuebook_yaml::mapping::Map;

    fn filtered(yaml: &str, mut samples: Vec<f32>) -> Vec<f32> {
        let of = read::of::<Items<Map<score::Filter>>>(yaml);
        let settings = Settings::default();
        let mut draw = Draw {
            settings: &settings,
            random: Random::new(1),
        };
        for stage in Stage::read(&of, &mut draw).unwrap() {
            stage.run(&mut samples);
        }
        samples
    }

    fn hiss(frames: usize) -> Vec<f32> {
        let mut random = Random::new(7);
        (0..frames).map(|_| random.noise()).collect()
    }

    #[test]
    fn a_narrow_band_follows_the_moving_frequency() {
        let rising = filtered("[{ band: 500Hz, to: 4kHz, q: 20 }]", hiss(96_000));
        // On a logarithmic scale it has covered half of three octaves at the
        // middle.
        for (at, expected) in [(0, 500.0), (46_000, 1414.0), (92_000, 4000.0)] {
            let here = measure::loudest(&rising[at..at + 4000], 100.0, 10_000.0);
            assert!(
                (here / expected - 1.0).abs() < 0.12,
                "{here} Hz, expected {expected}"
            );
        }
    }

    #[test]
    fn a_filter_that_does_not_move_equals_a_static_one() {
        for shape in ["low-pass: 900Hz", "high-pass: 900Hz", "band: 900Hz, q: 3"] {
            let moving = filtered(&format!("[{{ {shape}, to: 900Hz }}]"), hiss(9600));
            let still = filtered(&format!("[{{ {shape} }}]"), hiss(9600));
            let apart = moving.iter().zip(&still).map(|(a, b)| (a - b).abs());
            assert!(apart.fold(0.0, f32::max) < 1e-5, "{shape}");
        }
    }

    #[test]
    fn a_fast_sweep_is_stable() {
        let wild = filtered("[{ low-pass: 20Hz, to: 20kHz, q: 30 }]", hiss(480));
        assert!(wild.iter().all(|sample| sample.abs() < 100.0));
    }
}
