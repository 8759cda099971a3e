//! Weather, fire, water and places, with functions that their tests share.

mod fire;
mod places;
mod water;
mod weather;

use super::{heard, some};
use crate::Form;
use cuebook_dsp::measure;

/// Ten seconds: enough for a spectrum.
const TEN: usize = 480_000;

/// Returns a loop of some layers of a recipe alone, with settings.
fn only(name: &str, layers: &[&str], settings: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, layers, settings, (Form::Loop, seed))
}

/// Returns how far the highest of some levels is above the median, in dB.
fn prominence(levels: &[f64]) -> f64 {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f64::total_cmp);
    20.0 * libm::log10(sorted[sorted.len() - 1] / sorted[sorted.len() / 2])
}

/// Returns the share of power in each of eight octaves from 63 Hz to 8 kHz, in dB.
fn octaves(samples: &[f32]) -> Vec<f64> {
    (0..8)
        .map(|n| 63.0 * libm::pow(2.0, f64::from(n)))
        .map(|f| 10.0 * libm::log10(measure::share(samples, f / 1.414, f * 1.414) + 1e-9))
        .collect()
}

/// A section that a listener recognises spoils a loop.
#[test]
fn no_half_second_of_a_loop_is_prominent() {
    for name in [
        "blaze",
        "fire",
        "gasoline-pour",
        "paper-burn",
        "rain",
        "room-tone",
        "snow-wind",
        "wind",
    ] {
        let samples = heard(name, &[], Form::Loop, 1);
        assert!(samples.len() >= 40 * 48_000, "{name} is too short");
        let found = prominence(&measure::levels(&samples, 0.5));
        assert!(found < 9.5, "{name}: {found:.1} dB");
    }
}
