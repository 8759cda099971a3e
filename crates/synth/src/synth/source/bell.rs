//! Bells and gongs: partials that beat and decay.
//!
//! Takes the kind of bell, its pitch, its decay and the hardness of the striker,
//! and returns its sound. The partials of a bell are the same at every stroke.
//!
//! The partials of the church bell and their decays follow the measurements of
//! Perrin, Charnley & dePont on a D5 bell (J. Sound Vib. 90, 1983): the lowest
//! rings for tens of seconds, the nominal for a few. Those of a gong are the modes
//! of a shallow cup, n(n² − 1)/√(n² + 1); its dome lowers the upper ones.

use super::modes::{Mode, sound};
use crate::recipe::score::Cast;
use crate::synth::curve::{fade_out, frames};
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;

/// The pitch relative to the prime, the decay relative to the lowest partial, and
/// the weight.
type Partial = (f64, f64, f64);

/// Hum, prime, tierce, quint, nominal, and those above.
const CHURCH: &[Partial] = &[
    (0.5, 1.0, 0.45),
    (1.0, 0.42, 0.6),
    (1.19, 0.36, 0.85),
    (1.506, 0.18, 0.3),
    (2.0, 0.2, 1.0),
    (2.514, 0.06, 0.3),
    (2.662, 0.09, 0.4),
    (3.011, 0.11, 0.75),
    (4.166, 0.07, 0.55),
    (5.433, 0.045, 0.4),
    (6.796, 0.03, 0.3),
    (8.215, 0.022, 0.22),
    (9.65, 0.016, 0.16),
];

const GONG: &[Partial] = &[
    (1.0, 1.0, 0.7),
    (2.71, 0.7, 1.0),
    (4.96, 0.45, 0.8),
    (7.7, 0.28, 0.5),
    (10.9, 0.18, 0.3),
];

/// A stroke on a bell, in Hz and seconds.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Strike {
    pub cast: Cast,
    pub prime: f64,
    /// The time in which the lowest partial falls by 60 dB.
    pub decay: f64,
    /// The frequency difference between the two halves of a partial, as a share.
    pub warble: f64,
    /// The hardness from 0, felt, to 1, steel.
    pub hard: f64,
}

/// Returns one stroke. `body` is the random stream of the bell, `stroke` that of
/// this stroke.
#[must_use]
pub(crate) fn bell(of: Strike, body: &Random, stroke: &mut Random) -> Vec<f32> {
    let mut own = body.clone();
    let partials = match of.cast {
        Cast::Church => CHURCH,
        Cast::Gong => GONG,
    };
    let mut samples = vec![0.0; frames(1.15 * of.decay.max(0.01))];
    // A soft striker does not excite high partials.
    let reach = of.prime * (1.2 + 14.0 * of.hard * of.hard);
    for (ratio, fade, weight) in partials {
        let frequency = of.prime * ratio * own.between(0.997, 1.003);
        if frequency > 0.45 * f64::from(RATE) {
            break;
        }
        let over = frequency / reach;
        let weight = weight * stroke.between(0.88, 1.0) / (1.0 + over * over);
        let (apart, share) = (own.between(0.5, 1.5), own.between(0.55, 0.8));
        let halves = [(share, -0.5), (1.0 - share, 0.5)].map(|(part, side)| Mode {
            frequency: frequency * (1.0 + side * apart * of.warble),
            decay: of.decay * fade,
            weight: weight * part,
        });
        let end = frames(1.15 * of.decay * fade).min(samples.len());
        sound(&halves, &mut samples[..end]);
    }
    let tail = samples.len() - samples.len() / 6;
    fade_out(&mut samples[tail..]);
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    const BELL: Strike = Strike {
        cast: Cast::Church,
        prime: 400.0,
        decay: 6.0,
        warble: 0.002,
        hard: 0.6,
    };

    #[test]
    fn the_hum_is_an_octave_below_the_prime_and_outlasts_the_nominal() {
        let wave = bell(BELL, &Random::new(1), &mut Random::new(2));
        let hum = measure::loudest(&wave, 150.0, 300.0);
        let nominal = measure::loudest(&wave, 700.0, 900.0);
        assert!((hum - 200.0).abs() < 2.0, "{hum}");
        assert!((nominal - 800.0).abs() < 6.0, "{nominal}");
        let late = &wave[96_000..];
        assert!(measure::band(late, 180.0, 220.0) > 100.0 * measure::band(late, 700.0, 900.0));
    }

    #[test]
    fn a_hard_clapper_is_brighter() {
        let bright = |hard| {
            let strike = Strike { hard, ..BELL };
            let wave = bell(strike, &Random::new(1), &mut Random::new(2));
            measure::centroid(&wave[..24_000])
        };
        assert!(bright(1.0) > 1.5 * bright(0.1));
    }

    #[test]
    fn the_partials_beat() {
        let strike = Strike {
            warble: 0.01,
            ..BELL
        };
        let wave = bell(strike, &Random::new(1), &mut Random::new(2));
        let prime = measure::filtered(&wave[..144_000], 380.0, 420.0);
        let beats = measure::heights(&measure::levels(&prime, 0.02), 4);
        assert!((4..=20).contains(&beats), "{beats}");
    }
}
