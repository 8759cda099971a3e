//! A filter that follows levels given by octaves.
//!
//! In: what each octave from 125 Hz to 16 kHz gains, in dB. Out: filters, and
//! the gain of all together. Always true: they have no more delay than the
//! curve needs, being of minimum phase.
//!
//! A shelf stands between each octave and the next, as deep as the step from
//! one to the other. Shelves reach into their neighbours, so their depths are
//! found by a few rounds of putting right.

use crate::filter::Biquad;

/// The centres of the octaves, in Hz.
pub const OCTAVES: [f64; 8] = [
    125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16_000.0,
];

/// The most that one shelf does, in dB.
const SHELF: f64 = 15.0;

/// What is smaller is not heard, in dB.
const NOTHING: f64 = 0.05;

/// Filters whose gain at the octaves is that of `levels`, but for the gain in
/// dB that is given beside them.
pub fn filters(levels: &[f64; 8]) -> (Vec<Biquad>, f64) {
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
        if step.abs() > NOTHING {
            let together = (step.abs() / SHELF).ceil();
            let gain = libm::pow(10.0, step / together / 20.0);
            let shelf = Biquad::high_shelf(octave * std::f64::consts::SQRT_2, gain);
            shelves.extend((0..together as usize).map(|_| shelf));
        }
    }
    shelves
}

/// The gain of filters at a frequency, in dB.
fn gain(filters: &[Biquad], frequency: f64) -> f64 {
    let gain: f64 = filters.iter().map(|f| f.response(frequency)).product();
    20.0 * libm::log10(gain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gain_at_every_octave_is_as_wanted() {
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
