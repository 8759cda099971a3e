//! Grains: many small things that break, rub or knock, too dense to be separate
//! events.
//!
//! Takes a rate and the sound of a grain, and returns the sum of all grains. Their
//! times are a Poisson process. The distribution of sizes is that of crushing and
//! tearing: each halving of the size has the same number of grains. On a circle a
//! grain that rings past the end continues at the beginning.
//!
//! After P. Cook, *Physically informed sonic modeling* (1997).

use std::f64::consts::TAU;

use cuebook_core::units::RATE;
use cuebook_dsp::filter::Way;
use cuebook_dsp::random::Random;

/// The largest total number of grains.
const MOST: usize = 400_000;

/// The parameters that all grains share.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Gravel {
    /// The number of grains a second.
    pub rate: f64,
    /// The number of periods in which a grain falls by 60 dB.
    pub ring: f64,
    /// The level of the smallest grain below the largest, in dB.
    pub spread: f64,
}

/// Returns `frames` frames of grains; `pitch` returns the pitch of the next one, in
/// Hz.
///
/// # Errors
/// Returns the errors of `pitch`.
pub(crate) fn grains<E>(
    of: Gravel,
    (frames, way): (usize, Way),
    random: &mut Random,
    mut pitch: impl FnMut() -> Result<f64, E>,
) -> Result<Vec<f32>, E> {
    let mut sum = vec![0.0; frames];
    let apart = f64::from(RATE) / of.rate.clamp(0.1, 50_000.0);
    let mut at = random.wait() * apart;
    for _ in 0..MOST {
        if at >= frames as f64 {
            break;
        }
        let size = libm::exp(-of.spread * random.unit() * std::f64::consts::LN_10 / 20.0);
        let push = if random.unit() < 0.5 { -size } else { size };
        let turns = (pitch()? / f64::from(RATE)).clamp(1e-4, 0.45);
        grain(turns, of.ring, push, (&mut sum, at as usize, way));
        at += random.wait() * apart;
    }
    Ok(sum)
}

/// Adds one grain: a decaying sine of `turns` periods a frame, computed by
/// recurrence.
fn grain(turns: f64, ring: f64, push: f64, (onto, at, way): (&mut [f32], usize, Way)) {
    let length = (ring.clamp(0.5, 200.0) / turns).ceil().max(4.0);
    let radius = libm::exp(-libm::log(1000.0) / length);
    let turn = 2.0 * radius * libm::cos(TAU * turns);
    let shrink = radius * radius;
    let (mut last, mut now) = (0.0, push * libm::sin(TAU * turns));
    let all = onto.len();
    let room = match way {
        Way::Line => all - at,
        Way::Circle => all,
    };
    for n in at..at + room.min(length as usize) {
        onto[if n < all { n } else { n - all }] += now as f32;
        (last, now) = (now, turn * now - shrink * last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    fn gravel(rate: f64, way: Way) -> Vec<f32> {
        let of = Gravel {
            rate,
            ring: 20.0,
            spread: 20.0,
        };
        let pitch = || Ok::<f64, ()>(2000.0);
        grains(of, (48_000, way), &mut Random::new(3), pitch).unwrap()
    }

    #[test]
    fn the_number_of_grains_matches_the_rate() {
        let few = gravel(20.0, Way::Line);
        let begun = measure::onsets(&few, 4.0).len();
        assert!((10..=30).contains(&begun), "{begun}");
        // A rate that is twenty times as high has twenty times the power.
        let more = measure::rms(&gravel(400.0, Way::Line)) / measure::rms(&few);
        assert!((3.2..6.2).contains(&more), "{more}");
    }

    #[test]
    fn a_grain_has_the_given_pitch() {
        let wave = gravel(50.0, Way::Line);
        let share = measure::share(&wave, 1400.0, 2800.0);
        assert!(share > 0.85, "{share}");
    }

    #[test]
    fn on_a_circle_nothing_is_cut() {
        let (line, circle) = (gravel(4000.0, Way::Line), gravel(4000.0, Way::Circle));
        assert!(line[..48] != circle[..48]);
        assert_eq!(line[4800..], circle[4800..]);
    }
}
