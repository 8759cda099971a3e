//! A flute: a jet of air over an edge. Soft, it is almost a whistle.

use super::course::Tremble;
use super::instrument::{Manner, Sounded};
use crate::synth::curve::smooth;
use cuebook_core::units::RATE;
use cuebook_dsp::filter::{Biquad, Way, chain};
use cuebook_dsp::random::Random;

/// Returns the weight of a partial: few, and more of them with more force (Fletcher and
/// Rossing, *The Physics of Musical Instruments*, 16.9).
pub(super) fn partial(number: f64, at: f64, force: f64) -> f64 {
    let top = 1.0 / (1.0 + libm::pow(at / (1800.0 + 1800.0 * force), 3.0));
    top * libm::pow(number, 1.7 * force - 4.2)
}

/// Returns the vibrato of the breath: more in level than in pitch.
pub(super) fn tremble(slow: f64, random: &mut Random) -> Tremble {
    Tremble {
        rate: slow * random.between(4.6, 5.6),
        depth: random.between(0.0015, 0.003),
        level: random.between(1.2, 2.6),
    }
}

/// Returns the noise of the jet. It is there before the tone, and strongest then.
pub(super) fn breath(note: Sounded, manner: Manner, random: &mut Random) -> Vec<f32> {
    let slow = manner.slow as f64;
    let mut samples = vec![0.0; manner.frames(note.seconds + manner.release)];
    samples.iter_mut().for_each(|s| *s = random.noise());
    let centre = (2.0 * slow * note.pitch).min(0.3 * f64::from(RATE));
    chain(&[Biquad::band(centre, 0.7)], &mut samples, Way::Line);
    let strength = 0.02 + 0.02 * manner.force;
    for (n, sample) in samples.iter_mut().enumerate() {
        let seconds = slow * n as f64 / f64::from(RATE);
        let rise = smooth(seconds / (0.4 * manner.attack).max(0.004));
        let chiff = 1.0 + 1.5 * libm::exp(-seconds / 0.05);
        let fall = 1.0 - smooth((seconds - note.seconds) / manner.release.max(1e-3));
        *sample *= (strength * rise * chiff * fall) as f32;
    }
    samples
}
