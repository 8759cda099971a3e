//! The elements against what is known of them; here what their facts share.

mod fire;
mod places;
mod water;
mod weather;

use super::{heard, some};
use crate::Form;
use cuebook_dsp::measure;

/// Ten seconds: enough for a spectrum.
const TEN: usize = 480_000;

/// A loop of some layers of a recipe alone, as set.
fn only(name: &str, layers: &[&str], settings: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, layers, settings, (Form::Loop, seed))
}

/// How far the loudest of some levels stands above the middle one, in dB.
fn stands_out(levels: &[f64]) -> f64 {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f64::total_cmp);
    20.0 * libm::log10(sorted[sorted.len() - 1] / sorted[sorted.len() / 2])
}

/// The share of power in each of eight octaves from 63 Hz to 8 kHz, in dB.
fn octaves(samples: &[f32]) -> Vec<f64> {
    (0..8)
        .map(|n| 63.0 * libm::pow(2.0, f64::from(n)))
        .map(|f| 10.0 * libm::log10(measure::share(samples, f / 1.414, f * 1.414) + 1e-9))
        .collect()
}

/// A stretch that an ear would know again spoils a loop.
#[test]
fn in_a_loop_of_the_elements_no_half_second_stands_out() {
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
        let found = stands_out(&measure::levels(&samples, 0.5));
        assert!(found < 9.5, "{name}: {found:.1} dB");
    }
}
