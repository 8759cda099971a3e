//! Steel tines that a pin plucks, as in a music box.
//!
//! A tine is a bar clamped at one end: its modes are at 1, 6.27 and 17.55 times the
//! lowest (Fletcher and Rossing, *The Physics of Musical Instruments*, 2.10). The
//! upper ones last a few hundredths of a second. The comb and the box under it knock
//! with each note.

use super::instrument::{Manner, Sounded};
use super::modes::{Mode, sound};
use crate::synth::curve::{fade_out, smooth};
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;

/// The modes of a clamped bar: ratio, weight, and decay as a share of the lowest.
const MODES: [(f64, f64, f64); 3] = [(1.0, 1.0, 1.0), (6.267, 0.22, 0.12), (17.55, 0.06, 0.04)];

/// Returns a plucked tine.
pub(crate) fn tine(note: Sounded, manner: Manner, random: &mut Random) -> Vec<f32> {
    let slow = manner.slow as f64;
    // Short tines ring shorter.
    let decay = manner.release.max(0.05) * libm::pow(440.0 / note.pitch, 0.4).clamp(0.3, 2.0);
    let mut samples = vec![0.0; manner.frames(1.15 * decay)];
    let hard = 0.4 + 0.6 * manner.force * note.level;
    let mut modes: Vec<Mode> = Vec::new();
    for (number, (ratio, weight, share)) in MODES.into_iter().enumerate() {
        let frequency = slow * note.pitch * ratio * random.between(0.9996, 1.0004);
        if frequency < 0.4 * f64::from(RATE) {
            modes.push(Mode {
                frequency,
                decay: decay * share / slow,
                weight: note.level * weight * if number == 0 { 1.0 } else { hard },
            });
        }
    }
    sound(&modes, &mut samples);
    // The comb on its board.
    let knock = [(410.0, 0.05), (930.0, 0.04), (2300.0, 0.02)].map(|(at, weight)| Mode {
        frequency: slow * at * random.between(0.97, 1.03),
        decay: 0.035 / slow,
        weight: note.level * weight * hard,
    });
    let end = manner.frames(0.05).min(samples.len());
    sound(&knock, &mut samples[..end]);
    let rise = (24 / manner.slow).max(2).min(samples.len());
    for (n, sample) in samples[..rise].iter_mut().enumerate() {
        *sample *= smooth(n as f64 / rise as f64) as f32;
    }
    let tail = samples.len() - samples.len() / 6;
    fade_out(&mut samples[tail..]);
    samples
}
