//! Splits signals into octaves and measures their energy. The sum of the
//! octaves is the signal.

use std::sync::Arc;

use cuebook_transform::{Complex32, ComplexToReal, RealToComplex, forward, inverse};

use super::room::BANDS;
use cuebook_core::units::RATE;

/// Half the width of the crossing between two octaves, in octaves.
const SLOPE: f64 = 0.3;

/// The bands in which a response is measured: 250 Hz to 4 kHz.
const MEASURED: std::ops::RangeInclusive<usize> = 1..=5;

/// The Fourier transform of one length, and the octaves in it.
pub(super) struct Bank {
    size: usize,
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
}

impl Bank {
    /// Prepares for signals of up to `frames` frames. Filters ring on in the
    /// zeros that follow the signal.
    #[must_use]
    pub(super) fn new(frames: usize) -> Bank {
        let size = frames.max(2).next_power_of_two();
        Bank {
            size,
            forward: forward(size),
            inverse: inverse(size),
        }
    }

    /// Returns the spectrum of a signal, padded with silence.
    #[must_use]
    pub(super) fn spectrum(&self, signal: &[f32]) -> Vec<Complex32> {
        let mut padded = vec![0.0; self.size];
        padded[..signal.len()].copy_from_slice(signal);
        let mut spectrum = self.forward.make_output_vec();
        // The buffers have the lengths of the transform, so it cannot fail.
        let done = self.forward.process(&mut padded, &mut spectrum);
        debug_assert!(done.is_ok());
        spectrum
    }

    /// Returns the signal of a spectrum.
    #[must_use]
    pub(super) fn signal(&self, mut spectrum: Vec<Complex32>) -> Vec<f32> {
        let mut signal = self.inverse.make_output_vec();
        if let Some(first) = spectrum.first_mut() {
            first.im = 0.0;
        }
        if let Some(last) = spectrum.last_mut() {
            last.im = 0.0;
        }
        let done = self.inverse.process(&mut spectrum, &mut signal);
        debug_assert!(done.is_ok());
        let scale = 1.0 / self.size as f32;
        for sample in &mut signal {
            *sample *= scale;
        }
        signal
    }

    /// Adds an octave of one spectrum to another, without frequencies below
    /// `lowest`, in Hz.
    pub(super) fn add(&self, band: usize, lowest: f64, from: &[Complex32], onto: &mut [Complex32]) {
        let width = f64::from(RATE) / self.size as f64;
        let edge = std::f64::consts::SQRT_2 * libm::exp2(SLOPE);
        let from_bin = match band {
            0 => 0,
            _ => (BANDS[band] / edge / width) as usize,
        };
        let to_bin = match BANDS.get(band + 1) {
            Some(_) => (BANDS[band] * edge / width) as usize + 2,
            None => onto.len(),
        };
        for bin in from_bin..to_bin.min(onto.len()) {
            let frequency = bin as f64 * width;
            let share = share(band, frequency) * above(lowest, frequency);
            onto[bin] += from[bin] * share as f32;
        }
    }

    /// Returns the energy of a signal against that of a single 1, as the mean
    /// of the measured octaves.
    #[must_use]
    pub(super) fn energy(&self, signal: &[f32]) -> f64 {
        let spectrum = self.spectrum(signal);
        let width = f64::from(RATE) / self.size as f64;
        let mut sum = 0.0;
        let mut count = 0.0;
        for band in MEASURED {
            let low = BANDS[band] / std::f64::consts::SQRT_2 / width;
            let high = BANDS[band] * std::f64::consts::SQRT_2 / width;
            let low = libm::round(low) as usize;
            let bins = low..(libm::round(high) as usize).max(low + 1);
            let bins = spectrum.get(bins).unwrap_or(&[]);
            if !bins.is_empty() {
                let energy: f64 = bins.iter().map(|bin| f64::from(bin.norm_sqr())).sum();
                sum += energy / bins.len() as f64;
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }
}

/// Returns the share of a frequency that belongs to an octave. The shares of
/// all octaves add up to 1.
fn share(band: usize, frequency: f64) -> f64 {
    let below = match band {
        0 => 1.0,
        _ => rise(frequency, BANDS[band - 1] * std::f64::consts::SQRT_2, SLOPE),
    };
    let above = match BANDS.get(band + 1) {
        None => 0.0,
        Some(_) => rise(frequency, BANDS[band] * std::f64::consts::SQRT_2, SLOPE),
    };
    below - above
}

/// Returns the gain of a high-pass at the lowest frequency: 0 an octave below
/// it.
fn above(lowest: f64, frequency: f64) -> f64 {
    rise(frequency, lowest / std::f64::consts::SQRT_2, 0.5)
}

/// Rises from 0 to 1 around a frequency, over `octaves` on either side.
fn rise(frequency: f64, around: f64, octaves: f64) -> f64 {
    if frequency <= 0.0 {
        return 0.0;
    }
    let place = (libm::log2(frequency / around) / octaves).clamp(-1.0, 1.0);
    0.5 + 0.5 * libm::sin(place * std::f64::consts::FRAC_PI_2)
}
