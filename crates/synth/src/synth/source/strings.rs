//! Strings that are struck by felt, as in a piano, or plucked, as in a guitar.

use std::f64::consts::{PI, TAU};

use super::instrument::{Manner, Sounded};
use super::modes::{Mode, sound};
use crate::synth::curve::{fade_out, smooth};
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;

/// Returns two slightly detuned strings, struck by felt at a seventh of their
/// length. Their stiffness stretches the partials.
pub(crate) fn struck(note: Sounded, manner: Manner, random: &mut Random) -> Vec<f32> {
    let slow = manner.slow as f64;
    let decay = manner.release.max(0.05);
    let mut samples = vec![0.0; manner.frames(1.15 * decay)];
    let force = manner.force * note.level;
    let felt = 500.0 + 3200.0 * force * force;
    let apart = random.between(0.0002, 0.0007);
    let apart = match manner.detune {
        // Half the distance to each side.
        Some(cents) => cents / 2400.0 * std::f64::consts::LN_2 * random.between(0.6, 1.4),
        None => apart,
    };
    for number in 1..=20 {
        let number = f64::from(number);
        let at = number * note.pitch * libm::sqrt(1.0 + 0.0004 * number * number);
        let place = libm::sin(TAU / 2.0 * number / 7.2).abs();
        let weight = note.level * place / number / (1.0 + at * at / (felt * felt));
        if slow * at > 0.4 * f64::from(RATE) || weight < 1e-4 {
            continue;
        }
        let long = decay / libm::pow(number, 0.8);
        let strings = [(-apart, 0.65, 1.0), (apart, 0.35, 0.55)].map(|(side, share, lives)| Mode {
            frequency: slow * at * (1.0 + side),
            decay: long * lives / slow,
            weight: weight * share,
        });
        let end = manner.frames(1.15 * long).min(samples.len());
        sound(&strings, &mut samples[..end]);
    }
    let rise = manner.frames(manner.attack.min(0.05));
    soft_ends(&mut samples, rise.max(48 / manner.slow));
    samples
}

/// Returns a string plucked by a finger at a fifth of its length, on a hollow body. Its
/// triangle gives each partial a force of sin(nπ/5)/n on the bridge; the soft finger
/// rounds the corner. The string moves in two directions: one drives the body and dies
/// sooner (Fletcher and Rossing, *The Physics of Musical Instruments*, 2.8 and 9).
pub(crate) fn plucked(note: Sounded, manner: Manner, random: &mut Random) -> Vec<f32> {
    let slow = manner.slow as f64;
    // Short strings ring shorter.
    let decay = manner.release.max(0.05) * libm::pow(220.0 / note.pitch, 0.4).clamp(0.3, 2.0);
    let mut samples = vec![0.0; manner.frames(1.15 * decay)];
    let force = manner.force * note.level;
    let finger = 700.0 + 4500.0 * force * force;
    let place = random.between(0.17, 0.24);
    let apart = random.between(0.0002, 0.0009);
    for number in 1..=24 {
        let number = f64::from(number);
        let at = number * note.pitch * libm::sqrt(1.0 + 0.00005 * number * number);
        let weight = libm::sin(number * PI * place) / number;
        let weight = note.level * weight / (1.0 + at * at / (finger * finger));
        if slow * at > 0.4 * f64::from(RATE) || weight.abs() < 1e-4 {
            continue;
        }
        let long = decay / (1.0 + 0.35 * (number - 1.0)) * random.between(0.75, 1.25);
        let strings = [(-apart, 0.6, 0.45), (apart, 0.4, 1.0)].map(|(side, share, lives)| Mode {
            frequency: slow * at * (1.0 + side),
            decay: long * lives / slow,
            weight: weight * share,
        });
        let end = manner.frames(1.15 * long).min(samples.len());
        sound(&strings, &mut samples[..end]);
    }
    // The air in the body, and its top.
    let body = [(104.0, 0.16), (212.0, 0.2), (430.0, 0.1)].map(|(at, weight)| Mode {
        frequency: slow * at * random.between(0.98, 1.02),
        decay: 0.12 / slow,
        weight: note.level * weight * (0.4 + 0.6 * force),
    });
    let end = manner.frames(0.14).min(samples.len());
    sound(&body, &mut samples[..end]);
    soft_ends(&mut samples, (40 / manner.slow).max(2));
    samples
}

/// Begins a note with a rise of some frames, and ends it at zero.
fn soft_ends(samples: &mut [f32], rise: usize) {
    let rise = rise.min(samples.len());
    for (n, sample) in samples[..rise].iter_mut().enumerate() {
        *sample *= smooth(n as f64 / rise as f64) as f32;
    }
    let tail = samples.len() - samples.len() / 6;
    fade_out(&mut samples[tail..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::score::Instrument;
    use cuebook_dsp::measure;

    fn pluck(force: f64) -> Vec<f32> {
        let manner = Manner {
            by: Instrument::Plucked,
            players: 1,
            attack: 0.01,
            release: 2.0,
            force,
            detune: None,
            slow: 1,
        };
        let note = Sounded {
            pitch: 330.0,
            seconds: 1.0,
            level: 1.0,
        };
        plucked(note, manner, &mut Random::new(1))
    }

    /// Plucked at a fifth, the fifth partial is almost absent.
    #[test]
    fn a_plucked_string_lacks_the_partial_at_its_place_and_dies_away() {
        let string = pluck(1.0);
        let at = |n: f64| measure::band(&string, 330.0 * n - 40.0, 330.0 * n + 40.0);
        assert!(at(5.0) < 0.1 * at(2.0), "{} {}", at(5.0), at(2.0));
        let levels = measure::levels(&string, 0.05);
        assert!(levels[1] > 3.0 * levels[20], "{levels:?}");
    }

    #[test]
    fn a_stronger_pluck_is_brighter() {
        assert!(measure::centroid(&pluck(1.0)) > 1.2 * measure::centroid(&pluck(0.2)));
    }
}
