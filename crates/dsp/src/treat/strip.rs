//! The channel strip that every voice goes through: it removes rumble, evens
//! the level and limits sibilants. It depends only on the take.

use super::compressor::Compressor;
use super::de_esser;
use super::filters::high_pass;
use crate::filter::{Way, chain};

/// The lower limit of voices, in Hz. Below it there are only rumble and breath
/// on the microphone.
const RUMBLE: f64 = 80.0;

/// Gentle: loud words come down by 3 or 4 dB.
const COMPRESSOR: Compressor = Compressor {
    threshold: -3.0,
    ratio: 2.5,
    knee: 6.0,
    release: 0.08,
};

/// Applies the strip to a take.
pub(super) fn apply(samples: &mut [f32]) {
    chain(&high_pass(4, RUMBLE), samples, Way::Line);
    COMPRESSOR.apply(samples);
    de_esser::apply(samples);
}
