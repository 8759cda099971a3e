//! The channel strip that every voice goes through.
//!
//! In: a take. Out: the same without rumble, evener, its sibilants in bounds.
//! Always true: nothing but the take itself decides what is done to it.

use super::compressor::Compressor;
use super::de_esser;
use super::filters::high_pass;
use crate::filter::{Way, chain};

/// Below this there is no voice, only rumble and breath on a microphone, in Hz.
const RUMBLE: f64 = 80.0;

/// Gentle: loud words come down by 3 or 4 dB.
const COMPRESSOR: Compressor = Compressor {
    threshold: -3.0,
    ratio: 2.5,
    knee: 6.0,
    release: 0.08,
};

/// Sends a take through the strip.
pub fn apply(samples: &mut [f32]) {
    chain(&high_pass(4, RUMBLE), samples, Way::Line);
    COMPRESSOR.apply(samples);
    de_esser::apply(samples);
}
