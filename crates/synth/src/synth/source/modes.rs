//! Struck bodies: modes that ring and decay.
//!
//! Takes a body, its range, its damping and the striker's contact time, and returns
//! the sound. The modes of a body are the same at every stroke. The point of the
//! stroke, and thus the strength of each mode, differs between strokes.

use std::f64::consts::{PI, TAU};

use crate::recipe::score::Body;
use crate::synth::curve::{fade_out, frames};
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;

/// The largest number of modes of a body; above them it sounds like noise.
const MOST: usize = 48;

/// The longest decay of a mode in seconds, even where high modes outlast low ones.
const LONGEST: f64 = 60.0;

/// A stroke on a body, in Hz and seconds.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Stroke {
    pub body: Body,
    pub lowest: f64,
    pub highest: f64,
    /// The time in which the lowest mode falls by 60 dB.
    pub decay: f64,
    /// The exponent of the decay over frequency: t ∝ f^−damping.
    pub damping: f64,
    /// The contact time of the striker.
    pub contact: f64,
    /// The frequency difference between the halves of a mode, as a share.
    pub warble: f64,
    /// The largest deviation of the decay of a mode, in octaves.
    pub scatter: f64,
}

/// One mode of a body.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Mode {
    pub frequency: f64,
    /// The time in which the mode falls by 60 dB.
    pub decay: f64,
    pub weight: f64,
}

impl Mode {
    /// Returns the factor of its decay for each frame.
    #[must_use]
    pub(crate) fn radius(self) -> f64 {
        libm::exp(-libm::log(1000.0) / (self.decay * f64::from(RATE)).max(1.0))
    }
}

/// Returns one stroke. `body` is the random stream of the body, `stroke` that of
/// this stroke.
#[must_use]
pub(crate) fn ring(of: Stroke, body: &Random, stroke: &mut Random) -> Vec<f32> {
    let modes = modes(of, body, stroke);
    let longest = modes.iter().fold(0.01, |long: f64, m| long.max(m.decay));
    let mut samples = vec![0.0; frames(1.15 * longest)];
    for together in modes.chunks(ABREAST) {
        let longest = together.iter().fold(0.0, |long: f64, m| long.max(m.decay));
        let end = frames(1.15 * longest).min(samples.len());
        sound(together, &mut samples[..end]);
    }
    let rise = frames(of.contact).max(2).min(samples.len());
    for (n, sample) in samples.iter_mut().take(rise).enumerate() {
        *sample *= libm::sin(PI / 2.0 * n as f64 / rise as f64) as f32;
    }
    let tail = samples.len() - samples.len() / 6;
    fade_out(&mut samples[tail..]);
    samples
}

/// The number of modes that are computed in parallel; a single one would wait for
/// its last result.
pub(crate) const ABREAST: usize = 4;

/// Adds up to [`ABREAST`] decaying sines by the recurrence y[n] = 2r·cos ω·y[n−1] −
/// r²·y[n−2].
pub(crate) fn sound(modes: &[Mode], onto: &mut [f32]) {
    let (mut turn, mut shrink) = ([0.0; ABREAST], [0.0; ABREAST]);
    let (mut last, mut now) = ([0.0; ABREAST], [0.0; ABREAST]);
    for (n, mode) in modes.iter().take(ABREAST).enumerate() {
        let angle = TAU * mode.frequency / f64::from(RATE);
        let radius = mode.radius();
        turn[n] = 2.0 * radius * libm::cos(angle);
        shrink[n] = radius * radius;
        now[n] = mode.weight * libm::sin(angle);
    }
    for sample in onto {
        *sample += ((now[0] + now[1]) + (now[2] + now[3])) as f32;
        for n in 0..ABREAST {
            let next = turn[n] * now[n] - shrink[n] * last[n];
            last[n] = now[n];
            now[n] = next;
        }
    }
}

/// Returns the modes of a body, with the weight of each at the point of contact.
#[must_use]
pub(crate) fn modes(of: Stroke, body: &Random, stroke: &mut Random) -> Vec<Mode> {
    let mut own = body.clone();
    // Losses at supports and joints differ from mode to mode.
    let mut losses = body.named("losses");
    let mut scattered = || match of.scatter {
        0.0 => 1.0,
        most => libm::exp2(losses.between(-most, most)),
    };
    let single = ratios(of.body, &mut own)
        .into_iter()
        .map(|ratio| ratio * of.lowest)
        .take_while(|frequency| *frequency <= of.highest.min(0.45 * f64::from(RATE)))
        .take(MOST)
        .map(|frequency| Mode {
            frequency,
            decay: LONGEST
                .min(of.decay * libm::pow(frequency / of.lowest, -of.damping) * scattered()),
            weight: force(frequency, of.contact) * stroke.between(0.25, 1.0) * sign(stroke),
        });
    if of.warble > 0.0 {
        let mut body = body.named("halves");
        single
            .flat_map(|mode| halves(mode, of.warble, &mut body))
            .collect()
    } else {
        single.collect()
    }
}

/// Returns the two halves of a mode. A real body is not quite symmetric: each of its
/// modes is a pair of two directions. One is coupled to the air and to the ground
/// more closely, so it is stronger and decays sooner.
fn halves(mode: Mode, warble: f64, body: &mut Random) -> [Mode; 2] {
    let apart = warble * body.between(0.3, 1.0);
    let half = |away: f64, decay: f64, weight: f64| Mode {
        frequency: mode.frequency * (1.0 + away * apart),
        decay: mode.decay * decay,
        weight: mode.weight * weight,
    };
    [half(-0.5, 0.5, 0.72), half(0.5, 1.0, 0.4)]
}

fn sign(random: &mut Random) -> f64 {
    if random.unit() < 0.5 { -1.0 } else { 1.0 }
}

/// Returns the spectrum of a half-sine push of length `contact` at a frequency.
fn force(frequency: f64, contact: f64) -> f64 {
    let x = frequency * contact;
    let gap = 1.0 - 4.0 * x * x;
    if gap.abs() < 1e-3 {
        PI / 4.0
    } else {
        // The envelope of the lobes: a real striker has no exact zeros.
        (libm::cos(PI * x) / gap)
            .abs()
            .max(0.3 / (1.0 + 4.0 * x * x))
    }
}

/// Returns the modes of a body relative to its lowest, in rising order.
fn ratios(body: Body, own: &mut Random) -> Vec<f64> {
    let mut ratios: Vec<f64> = match body {
        Body::Plate => plate(),
        // A free bar: (2n+1)² relative to 3.011².
        Body::Bar => [1.0, 2.756, 5.404, 8.933, 13.344, 18.638, 24.814].to_vec(),
        Body::Bell => [
            0.5, 1.0, 1.2, 1.5, 2.0, 2.5, 2.667, 3.0, 4.0, 5.33, 6.67, 8.0,
        ]
        .map(|partial| partial * 2.0)
        .to_vec(),
        Body::Glass => (2..12).map(|n| f64::from(n * n) / 4.0).collect(),
        Body::Metal => (0..MOST)
            .scan(1.0, |at, _| {
                let now = *at;
                *at += own.between(0.12, 0.75);
                Some(now)
            })
            .collect(),
    };
    // A real body deviates from the ideal, by the same amount at every stroke.
    let off = match body {
        Body::Plate => 0.06,
        Body::Metal => 0.0,
        Body::Bar | Body::Bell | Body::Glass => 0.01,
    };
    for ratio in ratios.iter_mut().skip(1) {
        *ratio *= own.between(1.0 - off, 1.0 + off);
    }
    ratios.sort_by(f64::total_cmp);
    ratios
}

/// Returns the modes of a plate held at its edges, twice as long as wide: f ∝
/// (m/2)² + n².
fn plate() -> Vec<f64> {
    let mut ratios: Vec<f64> = (1..=12)
        .flat_map(|m| (1..=7).map(move |n| (f64::from(m * m) / 4.0 + f64::from(n * n)) / 1.25))
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    fn stroke() -> Stroke {
        Stroke {
            body: Body::Bar,
            lowest: 440.0,
            highest: 500.0,
            decay: 0.5,
            damping: 0.5,
            contact: 0.001,
            warble: 0.0,
            scatter: 0.0,
        }
    }

    /// Within one octave more or less than the rule, and the same at each stroke.
    #[test]
    fn the_decays_of_the_modes_scatter_around_the_rule() {
        let of = Stroke {
            highest: 12_000.0,
            damping: 0.0,
            scatter: 1.0,
            ..stroke()
        };
        let decays = |seed| -> Vec<f64> {
            let all = modes(of, &Random::new(1), &mut Random::new(seed));
            all.iter().map(|mode| mode.decay).collect()
        };
        let all = decays(2);
        assert!(all.iter().all(|decay| (0.25..=1.0).contains(decay)));
        let (least, most) = (
            all.iter().copied().fold(9.0, f64::min),
            all.iter().copied().fold(0.0, f64::max),
        );
        assert!(most > 1.5 * least, "{all:?}");
        assert_eq!(all, decays(3));
    }

    /// The halves of 440 Hz, 3 to 10 Hz apart, beat; and the fall is steep first,
    /// then slow.
    #[test]
    fn a_mode_of_two_halves_beats_and_has_two_decays() {
        let of = Stroke {
            decay: 2.0,
            warble: 0.02,
            ..stroke()
        };
        let wave = ring(of, &Random::new(1), &mut Random::new(2));
        let levels = measure::levels(&wave, 0.02);
        assert!(measure::heights(&levels[..50], 2) >= 2, "{levels:?}");
        let fall = |from: usize, to: usize| {
            let sum = |at: usize| levels[at..at + 20].iter().sum::<f64>();
            20.0 * libm::log10(sum(from) / sum(to))
        };
        let (early, late) = (fall(0, 20), fall(50, 70));
        assert!(early > 1.2 * late, "{early} dB, then {late} dB");
    }

    #[test]
    fn a_mode_rings_at_its_frequency_and_decays_in_its_time() {
        let wave = ring(stroke(), &Random::new(1), &mut Random::new(2));
        let loudest = measure::loudest(&wave, 100.0, 2000.0);
        assert!((loudest - 440.0).abs() < 3.0, "{loudest}");
        let decay = measure::decay(&wave);
        assert!((decay - 0.5).abs() < 0.05, "{decay}");
    }

    #[test]
    fn a_long_contact_is_dull() {
        assert!(force(3000.0, 0.0002) > 0.6);
        assert!(force(3000.0, 0.004) < 0.05);
    }
}
