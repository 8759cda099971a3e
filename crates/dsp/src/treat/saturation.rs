//! Saturation: sends samples through a curve at twice the rate, so that
//! harmonics above the half rate do not fold back.
//!
//! The devices cut their input at 5 kHz or below before the curve. So a short
//! half-band filter is enough between the rates: it may roll off anywhere from
//! 5 to 43 kHz.

/// One side of the half-band filter's odd taps: a sinc in a Kaiser window (β =
/// 7), its sum one half. Flat within 0.001 dB up to 5 kHz, down by 84 dB from
/// 43 kHz on.
const TAPS: [f32; 6] = [
    0.622_433, -0.172_796, 0.070_808, -0.027_247, 0.008_226, -0.001_424,
];

/// Sends samples through a curve.
fn bend(samples: &mut [f32], curve: impl Fn(f32) -> f32) {
    let between = between(samples, &curve);
    samples
        .iter_mut()
        .for_each(|sample| *sample = curve(*sample));
    // Back at the rate: every second sample, with the filter's share of the
    // others.
    let reach = TAPS.len();
    for (n, sample) in samples.iter_mut().enumerate() {
        let mut sum = 0.0;
        for (k, tap) in TAPS.iter().enumerate() {
            sum += tap * (between[n + reach + k] + between[n + reach - 1 - k]);
        }
        *sample = 0.5 * (*sample + sum);
    }
}

/// Returns the samples half way between two frames, each sent through the
/// curve. Index `n + 6` is the one after frame `n`.
fn between(samples: &[f32], curve: impl Fn(f32) -> f32) -> Vec<f32> {
    let reach = TAPS.len();
    let mut padded = vec![0.0; 2 * reach];
    padded.extend_from_slice(samples);
    padded.resize(samples.len() + 4 * reach, 0.0);
    (0..samples.len() + 2 * reach)
        .map(|n| {
            let at = n + reach;
            let taps = TAPS.iter().enumerate();
            curve(
                taps.map(|(k, tap)| tap * (padded[at - k] + padded[at + 1 + k]))
                    .sum(),
            )
        })
        .collect()
}

/// Distorts samples softly. `drive` is the level of 1 against the bend of the
/// curve. `uneven` is how much more the curve raises one half of the wave.
pub(super) fn overdrive(samples: &mut [f32], drive: f32, uneven: f32) {
    bend(samples, |x| {
        let x = drive * x;
        soft(x + uneven * x * x)
    });
}

/// A curve that bends softly at ±1.
#[inline]
fn soft(x: f32) -> f32 {
    x / (1.0 + x * x).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure;

    #[test]
    fn a_straight_curve_keeps_the_samples() {
        let tone: Vec<f32> = (0..4800).map(|n| (n as f32 * 0.3).sin()).collect();
        let mut bent = tone.clone();
        bend(&mut bent, |x| x);
        let off = tone.iter().zip(&bent).skip(20).take(4700);
        assert!(off.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max) < 2e-3);
        bend(&mut [], soft);
    }

    /// A tone of 4700 Hz, whose harmonics are above the half rate from the
    /// sixth on.
    #[test]
    fn harmonics_of_the_curve_do_not_fold_back() {
        const SIZE: usize = 65_536;
        let bin = 48_000.0 / SIZE as f64;
        let line = (4700.0 / bin).round();
        let mut tone: Vec<f32> = (0..SIZE)
            .map(|n| (2.0 * (std::f64::consts::TAU * line * n as f64 / SIZE as f64).sin()) as f32)
            .collect();
        overdrive(&mut tone, 1.0, 0.2);
        // The ends ring; a window keeps them out.
        for (n, s) in tone.iter_mut().enumerate() {
            *s *= 0.5 - 0.5 * (std::f64::consts::TAU * n as f64 / SIZE as f64).cos() as f32;
        }
        let spectrum = measure::spectrum(&tone);
        let own = spectrum[line as usize];
        // Devices pass none of it above 5 kHz.
        let low = (5200.0 / bin) as usize;
        let near = |n: usize| {
            let harmonic = (n as f64 / line).round() * line;
            (n as f64 - harmonic).abs() < 8.0
        };
        let folded = (0..low).filter(|n| !near(*n)).map(|n| spectrum[n]);
        let worst = 10.0 * (folded.fold(0.0, f64::max) / own).log10();
        assert!(worst < -60.0, "{worst} dB");
    }
}
