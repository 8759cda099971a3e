//! Measurements of sounds for tests.

use std::f64::consts::TAU;

use super::filter::{Biquad, Way, chain};
use cuebook_core::units::RATE;

const RATE_HZ: f64 = RATE as f64;

/// Returns the power spectrum from a radix-2 transform: one value for each bin up
/// to half the sample rate.
pub fn spectrum(samples: &[f32]) -> Vec<f64> {
    let size = samples.len().next_power_of_two();
    let mut wave: Vec<(f64, f64)> = samples.iter().map(|s| (f64::from(*s), 0.0)).collect();
    wave.resize(size, (0.0, 0.0));
    transform(&mut wave);
    wave[..size / 2]
        .iter()
        .map(|(re, im)| re * re + im * im)
        .collect()
}

fn transform(wave: &mut [(f64, f64)]) {
    let size = wave.len();
    let bits = size.trailing_zeros();
    for n in 0..size {
        let other = n.reverse_bits() >> (usize::BITS - bits.max(1));
        if n < other {
            wave.swap(n, other);
        }
    }
    let mut half = 1;
    while half < size {
        let turns: Vec<(f64, f64)> = (0..half)
            .map(|n| -TAU / 2.0 * n as f64 / half as f64)
            .map(|angle| (libm::cos(angle), libm::sin(angle)))
            .collect();
        for block in wave.chunks_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for ((a, b), (cos, sin)) in low.iter_mut().zip(high).zip(&turns) {
                let turned = (b.0 * cos - b.1 * sin, b.0 * sin + b.1 * cos);
                *b = (a.0 - turned.0, a.1 - turned.1);
                *a = (a.0 + turned.0, a.1 + turned.1);
            }
        }
        half *= 2;
    }
}

/// Returns the power between two frequencies.
pub fn band(samples: &[f32], low: f64, high: f64) -> f64 {
    let spectrum = spectrum(samples);
    let bin = RATE_HZ / 2.0 / spectrum.len() as f64;
    let range = (low / bin) as usize..((high / bin) as usize).min(spectrum.len());
    spectrum[range].iter().sum()
}

/// Returns the share of the total power that is between two frequencies.
pub fn share(samples: &[f32], low: f64, high: f64) -> f64 {
    let spectrum = spectrum(samples);
    let bin = RATE_HZ / 2.0 / spectrum.len() as f64;
    let range = (low / bin) as usize..((high / bin) as usize).min(spectrum.len());
    spectrum[range].iter().sum::<f64>() / spectrum.iter().sum::<f64>()
}

/// Returns the frequency with the most power between two frequencies.
pub fn loudest(samples: &[f32], low: f64, high: f64) -> f64 {
    let spectrum = spectrum(samples);
    let bin = RATE_HZ / 2.0 / spectrum.len() as f64;
    let (from, to) = ((low / bin) as usize, (high / bin) as usize);
    let best = (from..to).max_by(|a, b| spectrum[*a].total_cmp(&spectrum[*b]));
    best.unwrap_or(0) as f64 * bin
}

/// Returns the spectral centroid in Hz.
pub fn centroid(samples: &[f32]) -> f64 {
    let spectrum = spectrum(samples);
    let bin = RATE_HZ / 2.0 / spectrum.len() as f64;
    let weighted: f64 = spectrum
        .iter()
        .enumerate()
        .map(|(n, p)| n as f64 * bin * p)
        .sum();
    weighted / spectrum.iter().sum::<f64>()
}

/// Returns the time to fall by 60 dB, from Schroeder's backward integral between −5
/// and −35 dB.
pub fn decay(samples: &[f32]) -> f64 {
    let mut left: Vec<f64> = samples
        .iter()
        .rev()
        .scan(0.0, |sum, s| {
            *sum += f64::from(*s) * f64::from(*s);
            Some(*sum)
        })
        .collect();
    left.reverse();
    let all = left[0];
    let at = |decibels: f64| {
        let threshold = all * libm::pow(10.0, decibels / 10.0);
        left.iter()
            .position(|rest| *rest < threshold)
            .unwrap_or(left.len()) as f64
    };
    2.0 * (at(-35.0) - at(-5.0)) / RATE_HZ
}

/// Returns the RMS of each section of `seconds`.
pub fn levels(samples: &[f32], seconds: f64) -> Vec<f64> {
    let frames = (seconds * RATE_HZ) as usize;
    samples.chunks_exact(frames).map(rms).collect()
}

/// Returns the linear RMS of samples, or 0 if there are none.
pub fn rms(samples: &[f32]) -> f64 {
    let power: f64 = samples.iter().map(|s| f64::from(*s) * f64::from(*s)).sum();
    libm::sqrt(power / samples.len().max(1) as f64)
}

/// Returns the position of the sample that is furthest in the direction of `sign`.
pub fn peak_at(samples: &[f32], sign: f32) -> usize {
    let far = |n: &usize| samples[*n] * sign;
    (0..samples.len())
        .max_by(|a, b| far(a).total_cmp(&far(b)))
        .unwrap_or(0)
}

/// Returns the frames at which the level jumps: 2 ms are `times` louder than the 20
/// ms before.
pub fn onsets(samples: &[f32], times: f64) -> Vec<usize> {
    let steps = levels(samples, 0.002);
    let loud = steps.iter().fold(0.0, |a: f64, b| a.max(*b));
    let mut onsets: Vec<usize> = Vec::new();
    for n in 10..steps.len() {
        let before = steps[n - 10..n].iter().sum::<f64>() / 10.0;
        let fresh = onsets.last().is_none_or(|last| n * 96 > last + 960);
        if fresh && steps[n] > times * before && steps[n] > 0.01 * loud {
            onsets.push(n * 96);
        }
    }
    onsets
}

/// Returns the samples, filtered to the band between two frequencies.
pub fn filtered(samples: &[f32], low: f64, high: f64) -> Vec<f32> {
    let q = std::f64::consts::FRAC_1_SQRT_2;
    let filters = [
        Biquad::high_pass(low, q),
        Biquad::high_pass(low, q),
        Biquad::low_pass(high, q),
        Biquad::low_pass(high, q),
    ];
    let mut samples = samples.to_vec();
    chain(&filters, &mut samples, Way::Line);
    samples
}

/// Returns the range of levels in dB from the 10th to the 90th percentile.
pub fn swing(levels: &[f64]) -> f64 {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize].max(1e-9);
    20.0 * libm::log10(at(0.9) / at(0.1))
}

/// Counts the local maxima of levels: values that are higher than all others within
/// `reach`.
pub fn heights(levels: &[f64], reach: usize) -> usize {
    (0..levels.len())
        .filter(|n| {
            let near = n.saturating_sub(reach)..(n + reach + 1).min(levels.len());
            near.clone().all(|m| levels[m] <= levels[*n])
        })
        .count()
}

/// Returns the power of each bin, averaged over sections of `size` frames in a Hann
/// window.
pub fn averaged(samples: &[f32], size: usize) -> Vec<f64> {
    let mut sum = vec![0.0; size / 2];
    for from in (0..=samples.len() - size).step_by(size / 2) {
        let stretch = &samples[from..from + size];
        let windowed = stretch.iter().enumerate().map(|(n, s)| {
            let angle = TAU * n as f64 / size as f64;
            s * (0.5 - 0.5 * libm::cos(angle)) as f32
        });
        let power = spectrum(&windowed.collect::<Vec<f32>>());
        sum.iter_mut().zip(power).for_each(|(sum, p)| *sum += p);
    }
    sum
}

/// Returns by how many dB the strongest line between two frequencies exceeds its
/// surroundings within 70 Hz: 6 for noise, 30 and more for a hum.
pub fn line(samples: &[f32], low: f64, high: f64) -> f64 {
    const SIZE: usize = 16_384;
    const NEAR: usize = 24;
    let power = averaged(samples, SIZE);
    let bin = RATE_HZ / SIZE as f64;
    let lines = ((low / bin) as usize..(high / bin) as usize).map(|n| {
        let mut near = power[n - NEAR..=n + NEAR].to_vec();
        near.sort_by(f64::total_cmp);
        power[n] / near[NEAR]
    });
    10.0 * libm::log10(lines.fold(0.0, f64::max))
}

/// Returns the pitch between two frequencies and its periodicity from 0 to 1: the
/// first high peak of the autocorrelation.
pub fn pitch(samples: &[f32], low: f64, high: f64) -> (f64, f64) {
    let (short, long) = ((RATE_HZ / high) as usize, (RATE_HZ / low) as usize);
    let one = &samples[..samples.len() - long];
    let square = |sample: &f32| f64::from(*sample) * f64::from(*sample);
    let own: f64 = one.iter().map(square).sum();
    // The power of every section of the same length, from running sums.
    let sums: Vec<f64> = std::iter::once(0.0)
        .chain(samples.iter().scan(0.0, |sum, sample| {
            *sum += square(sample);
            Some(*sum)
        }))
        .collect();
    let alike = |lag: usize| {
        let pairs = one.iter().zip(&samples[lag..]);
        let product: f64 = pairs.map(|(a, b)| f64::from(a * b)).sum();
        let other = sums[lag + one.len()] - sums[lag];
        product / libm::sqrt(own * other).max(1e-12)
    };
    let found: Vec<f64> = (short..=long).map(alike).collect();
    let best = found.iter().copied().fold(0.0, f64::max);
    let lag = (1..found.len().saturating_sub(1))
        .find(|n| found[*n] > 0.9 * best && found[*n] >= found[n - 1] && found[*n] >= found[n + 1]);
    (RATE_HZ / (short + lag.unwrap_or(0)) as f64, best)
}

/// Returns the depth of the level's modulation between two rates in Hz: the power
/// of the envelope there against its mean, for each Hz.
pub fn modulation(samples: &[f32], low: f64, high: f64) -> f64 {
    let levels = levels(samples, 0.01);
    let mean = levels.iter().sum::<f64>() / levels.len() as f64;
    let moves: Vec<f32> = levels.iter().map(|l| (l / mean - 1.0) as f32).collect();
    let power = spectrum(&moves);
    let bin = 50.0 / power.len() as f64;
    let range = (low / bin) as usize..(high / bin) as usize;
    power[range].iter().sum::<f64>() / (high - low) / levels.len() as f64
}
