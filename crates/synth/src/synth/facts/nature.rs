//! Animals, water and places of nature, with functions that their tests share.

mod beasts;
mod birds;
mod insects;
mod places;
mod pets;
mod sea;
mod weather;
mod yard;

use super::{SEEDS, brief, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns a spot from near, with its layers and settings as given.
fn spot(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, layers, set, (Form::Spot, seed))
}

/// Returns twenty seconds of some layers of a loop.
fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    brief::some(name, layers, set, seed)[..960_000].to_vec()
}

/// Returns the pitch of the loudest tenth of a second between two frequencies.
fn called(samples: &[f32], low: f64, high: f64) -> f64 {
    measure::pitch(loudest_part(samples, 0.1), low, high).0
}

/// Returns the loudest section of this many seconds.
fn loudest_part(samples: &[f32], seconds: f64) -> &[f32] {
    let frames = ((seconds * 48_000.0) as usize).min(samples.len());
    let levels = measure::levels(samples, 0.01);
    let long = (seconds * 100.0) as usize;
    let sum = |n: usize| levels[n..(n + long).min(levels.len())].iter().sum::<f64>();
    let best = (0..levels.len()).max_by(|a, b| sum(*a).total_cmp(&sum(*b)));
    let from = (best.unwrap_or(0) * 480).min(samples.len() - frames);
    &samples[from..from + frames]
}

/// Returns the rate in Hz between two rates at which the level moves most.
fn beat(samples: &[f32], low: f64, high: f64) -> f64 {
    let levels: Vec<f32> = measure::levels(samples, 0.002)
        .iter()
        .map(|level| *level as f32)
        .collect();
    // There are 500 levels a second, but the measurement assumes 48 000.
    measure::loudest(&levels, low * 96.0, high * 96.0) / 96.0
}

/// Returns how often the level rises through a share of its maximum; times are
/// smoothed over `seconds`.
fn bursts(samples: &[f32], seconds: f64, share: f64) -> usize {
    let levels = measure::levels(samples, seconds);
    let limit = share * levels.iter().copied().fold(0.0, f64::max);
    let loud: Vec<bool> = levels.iter().map(|level| *level > limit).collect();
    let first = usize::from(loud.first().copied().unwrap_or(false));
    first + loud.windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

/// Returns the seconds in which the level is above a share of its maximum.
fn lasts(samples: &[f32], share: f64) -> f64 {
    let levels = measure::levels(samples, 0.01);
    let limit = share * levels.iter().copied().fold(0.0, f64::max);
    0.01 * levels.iter().filter(|level| **level > limit).count() as f64
}

/// Returns the centroid of a spot.
fn bright(name: &str, set: &[(&str, &str)]) -> f64 {
    measure::centroid(&spot(name, &[], set, 1))
}
