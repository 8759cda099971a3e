//! The measurements of responses that tests use.

use cuebook_transform::Complex32;

use super::bands::Bank;
use cuebook_core::units::RATE;

/// Returns a signal between two frequencies, with slopes of a sixth of an
/// octave.
pub fn between(signal: &[f32], low: f64, high: f64) -> Vec<f32> {
    // Room for ringing before the start.
    let padded: Vec<f32> = std::iter::repeat_n(0.0, PAD)
        .chain(signal.iter().copied())
        .chain(std::iter::repeat_n(0.0, PAD))
        .collect();
    let bank = Bank::new(padded.len());
    let mut spectrum = bank.spectrum(&padded);
    let width = f64::from(RATE) / 2.0 / (spectrum.len() - 1) as f64;
    for (bin, value) in spectrum.iter_mut().enumerate() {
        let frequency = (bin as f64 * width).max(1e-3);
        let rise = |edge: f64| (0.5 + 6.0 * libm::log2(frequency / edge)).clamp(0.0, 1.0);
        *value *= (rise(low) * (1.0 - rise(high))) as f32;
    }
    let mut filtered = bank.signal(spectrum);
    filtered.truncate(padded.len());
    filtered
}

/// The padding of [`between`] before a signal, in frames.
pub const PAD: usize = 4800;

/// Returns an octave of both sides of a response, frame by frame, as energy.
pub fn octave(sides: &[Vec<f32>; 2], centre: f64) -> Vec<f64> {
    let edge = std::f64::consts::SQRT_2;
    let sides = [0, 1].map(|side| between(&sides[side], centre / edge, centre * edge));
    sides[0]
        .iter()
        .zip(&sides[1])
        .map(|(l, r)| f64::from(*l).powi(2) + f64::from(*r).powi(2))
        .collect()
}

/// Returns the decay from −5 to −35 dB, by backward integration and the best
/// straight line (M. R. Schroeder, *New method of measuring reverberation
/// time*, J. Acoust. Soc. Am. 37 (1965); ISO 3382-1), in seconds.
pub fn decay(energy: &[f64]) -> f64 {
    let mut left = 0.0;
    let mut curve: Vec<f64> = energy
        .iter()
        .rev()
        .map(|e| {
            left += e;
            left
        })
        .collect();
    curve.reverse();
    let all = curve[0];
    let level = |e: f64| 10.0 * (e / all).log10();
    let points: Vec<(f64, f64)> = curve
        .iter()
        .enumerate()
        .map(|(n, e)| (n as f64 / f64::from(RATE), level(*e)))
        .filter(|(_, level)| (-35.0..=-5.0).contains(level))
        .collect();
    -60.0 / slope(&points)
}

/// Returns the slope of the best straight line.
pub fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean_x = points.iter().map(|p| p.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|p| p.1).sum::<f64>() / count;
    let both: f64 = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    let square: f64 = points.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    both / square
}

/// Returns how dense a window is: the share of samples beyond its deviation,
/// against that of Gaussian noise, 0.3173 (J. S. Abel & P. Huang, *A simple,
/// robust measure of reverberation echo density*, AES 121 (2006)).
pub fn density(window: &[f32]) -> f64 {
    let power = window.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>();
    let deviation = (power / window.len() as f64).sqrt();
    let beyond = window.iter().filter(|s| f64::from(s.abs()) > deviation);
    beyond.count() as f64 / window.len() as f64 / 0.3173
}

/// Returns the correlation of two signals.
pub fn correlation(one: &[f32], other: &[f32]) -> f64 {
    let product = |a: &[f32], b: &[f32]| -> f64 {
        let pairs = a.iter().zip(b);
        pairs.map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
    };
    product(one, other) / (product(one, one) * product(other, other)).sqrt()
}

/// Returns the power spectrum of a signal.
pub fn power(signal: &[f32]) -> Vec<f64> {
    let spectrum: Vec<Complex32> = Bank::new(signal.len()).spectrum(signal);
    spectrum
        .iter()
        .map(|bin| f64::from(bin.norm_sqr()))
        .collect()
}

/// Returns the energy in stretches of a millisecond between 500 Hz and 8 kHz,
/// over the mean of the tenth of a second around, less 1.
pub fn unevenness(signal: &[f32]) -> Vec<f64> {
    let filtered = between(signal, 500.0, 8000.0);
    let within = &filtered[PAD..PAD + signal.len()];
    let stretches = within.chunks_exact(RATE as usize / 1000);
    let energies: Vec<f64> = stretches
        .map(|stretch| stretch.iter().map(|s| f64::from(*s).powi(2)).sum())
        .collect();
    let around = |n: usize| {
        let near = &energies[n.saturating_sub(60)..(n + 61).min(energies.len())];
        near.iter().sum::<f64>() / near.len() as f64
    };
    let uneven = energies.iter().enumerate();
    uneven.map(|(n, energy)| energy / around(n) - 1.0).collect()
}

/// Returns the highest autocorrelation of a course at lags from 4 to 120, in
/// units of the chance level.
pub fn flutter(course: &[f64]) -> f64 {
    let product = |lag: usize| -> f64 {
        let pairs = course.iter().zip(&course[lag..]);
        pairs.map(|(a, b)| a * b).sum()
    };
    let own = product(0);
    let lags = 4..121.min(course.len() / 2);
    let highest = lags.map(|lag| product(lag) / own).fold(0.0, f64::max);
    highest * (course.len() as f64).sqrt()
}

/// Returns how far the highest line of a third of an octave is above the mean,
/// over the chance level for the number of lines: its logarithm.
pub fn ringing(signal: &[f32], centre: f64) -> f64 {
    let power = power(signal);
    let width = f64::from(RATE) / 2.0 / (power.len() - 1) as f64;
    let edge = libm::exp2(1.0 / 6.0);
    let bins = &power[(centre / edge / width) as usize..(centre * edge / width) as usize];
    let mean = bins.iter().sum::<f64>() / bins.len() as f64;
    let highest = bins.iter().copied().fold(0.0, f64::max);
    highest / mean - (bins.len() as f64).ln()
}
