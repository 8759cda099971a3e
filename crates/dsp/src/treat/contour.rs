//! Filters that follow levels given by octave. They have minimum phase, so they
//! delay no more than the curve needs.
//!
//! There is a shelf between each octave and the next, as deep as the step
//! between the two. Neighbouring shelves overlap, so their depths are corrected
//! in a few rounds.

use crate::filter::Biquad;

/// The centres of the octaves, in Hz.
pub(super) const OCTAVES: [f64; 8] = [
    125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16_000.0,
];

/// The largest gain of one shelf, in dB.
const SHELF: f64 = 15.0;

/// A smaller step is inaudible, in dB.
const INAUDIBLE: f64 = 0.05;

/// Returns filters that follow `levels` (in dB, at the octaves), and the
/// constant gain in dB that must be added to them.
pub(super) fn filters(levels: &[f64; 8]) -> (Vec<Biquad>, f64) {
    let wanted: Vec<f64> = levels.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mut steps = wanted.clone();
    for _ in 0..12 {
        let found = OCTAVES.map(|octave| gain(&shelves(&steps), octave));
        for (n, step) in steps.iter_mut().enumerate() {
            *step += 0.7 * (wanted[n] - (found[n + 1] - found[n]));
            *step = step.clamp(-2.0 * SHELF, 2.0 * SHELF);
        }
    }
    let shelves = shelves(&steps);
    let rest = levels[0] - gain(&shelves, OCTAVES[0]);
    (shelves, rest)
}

fn shelves(steps: &[f64]) -> Vec<Biquad> {
    let mut shelves = Vec::new();
    for (step, octave) in steps.iter().zip(OCTAVES) {
        if step.abs() > INAUDIBLE {
            let together = (step.abs() / SHELF).ceil();
            let gain = libm::pow(10.0, step / together / 20.0);
            let shelf = Biquad::high_shelf(octave * std::f64::consts::SQRT_2, gain);
            shelves.extend((0..together as usize).map(|_| shelf));
        }
    }
    shelves
}

/// Returns the gain of filters at a frequency, in dB.
fn gain(filters: &[Biquad], frequency: f64) -> f64 {
    let gain: f64 = filters.iter().map(|f| f.response(frequency)).product();
    20.0 * libm::log10(gain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gain_at_every_octave_is_the_given_level() {
        for levels in [
            [-3.6, -5.1, -5.9, -6.3, -13.1, -18.9, -26.3, -26.7],
            [0.0, 3.0, 6.0, 3.0, 0.0, -9.0, -3.0, -3.0],
            [0.0; 8],
        ] {
            let (filters, rest) = filters(&levels);
            for (octave, due) in OCTAVES.iter().zip(levels) {
                let found = rest + gain(&filters, *octave);
                assert!((found - due).abs() < 0.5, "{octave}: {found} for {due}");
            }
        }
    }
}
