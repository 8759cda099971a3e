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
    /// The fall of the level for each octave of pitch above 1 kHz, in dB.
    pub tilt: f64,
    /// The share of noise in a grain.
    pub rough: f64,
    /// The time in which the rate falls to a third, in seconds.
    pub fall: Option<f64>,
    /// The mean number of bounces of a grain.
    pub bounces: f64,
}

/// The longest time from a grain to its first bounce, in seconds: a fall of 8 cm.
const BOUNCE: f64 = 0.25;

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
        if of.fall.is_some_and(|fall| !falls(at, fall, random)) {
            at += random.wait() * apart;
            continue;
        }
        let size = libm::exp(-of.spread * random.unit() * std::f64::consts::LN_10 / 20.0);
        let push = if random.unit() < 0.5 { -size } else { size };
        let hertz = pitch()?;
        let turns = (hertz / f64::from(RATE)).clamp(1e-4, 0.45);
        let push = if of.tilt == 0.0 {
            push
        } else {
            push * libm::pow(10.0, -of.tilt * libm::log2(hertz / 1000.0) / 20.0)
        };
        hit((turns, push), of, (&mut sum, at as usize, way), random);
        at += random.wait() * apart;
    }
    Ok(sum)
}

/// Returns whether a grain falls at a frame, where the rate falls to a third in
/// `fall` seconds.
fn falls(at: f64, fall: f64, random: &mut Random) -> bool {
    let seconds = at / f64::from(RATE);
    random.unit() < libm::pow(3.0, -seconds / fall.max(1e-3))
}

/// Adds a grain and its bounces. Each bounce keeps a share of the speed, so the next
/// one comes sooner and is weaker by the same share.
fn hit(
    (turns, push): (f64, f64),
    of: Gravel,
    (onto, at, way): (&mut [f32], usize, Way),
    random: &mut Random,
) {
    one(turns, of, push, (onto, at, way), random);
    if of.bounces <= 0.0 {
        return;
    }
    let kept = random.between(0.3, 0.62);
    let (mut at, mut push) = (at as f64, push);
    let mut wait = random.between(0.1, 1.0) * BOUNCE * f64::from(RATE);
    for _ in 0..random.count(of.bounces) {
        at += wait;
        wait *= kept;
        push *= kept;
        let here = match way {
            Way::Line if at as usize >= onto.len() => return,
            Way::Line => at as usize,
            Way::Circle => at as usize % onto.len(),
        };
        // It lands on another corner.
        let turns = (turns * random.between(0.85, 1.18)).clamp(1e-4, 0.45);
        one(turns, of, push, (onto, here, way), random);
    }
}

fn one(
    turns: f64,
    of: Gravel,
    push: f64,
    (onto, at, way): (&mut [f32], usize, Way),
    random: &mut Random,
) {
    if of.rough < 1.0 {
        grain(turns, of.ring, push * (1.0 - of.rough), (onto, at, way));
    }
    if of.rough > 0.0 {
        crumb(turns, of.ring, push * of.rough, (onto, at, way), random);
    }
}

/// The quality of the resonance of a crumb: hardly one.
const DULL: f64 = 1.2;

/// Adds one crumb: a burst of noise around the pitch that decays in the time of a
/// grain.
fn crumb(
    turns: f64,
    ring: f64,
    push: f64,
    (onto, at, way): (&mut [f32], usize, Way),
    random: &mut Random,
) {
    let length = (ring.clamp(0.5, 200.0) / turns).ceil().max(4.0);
    let fall = libm::exp(-libm::log(1000.0) / length) as f32;
    let radius = libm::exp(-std::f64::consts::PI * turns / DULL);
    let turn = (2.0 * radius * libm::cos(TAU * turns)) as f32;
    let shrink = (radius * radius) as f32;
    // The resonance has about unit level for noise.
    let drive = libm::sqrt((1.0 - radius * radius) * 0.75) as f32;
    let (mut last, mut now, mut level) = (0.0_f32, 0.0_f32, push as f32);
    for part in parts(onto, at, length as usize, way) {
        for sample in part {
            let next = drive * random.noise() + turn * now - shrink * last;
            (last, now) = (now, next);
            *sample += level * now;
            level *= fall;
        }
    }
}

/// Adds one grain: a decaying sine of `turns` periods a frame, computed by
/// recurrence.
fn grain(turns: f64, ring: f64, push: f64, (onto, at, way): (&mut [f32], usize, Way)) {
    let length = (ring.clamp(0.5, 200.0) / turns).ceil().max(4.0);
    let radius = libm::exp(-libm::log(1000.0) / length);
    let turn = 2.0 * radius * libm::cos(TAU * turns);
    let shrink = radius * radius;
    let (mut last, mut now) = (0.0, push * libm::sin(TAU * turns));
    for part in parts(onto, at, length as usize, way) {
        for sample in part {
            *sample += now as f32;
            (last, now) = (now, turn * now - shrink * last);
        }
    }
}

/// Returns the samples on which a grain falls: up to the end, and on a circle those from the
/// beginning on.
fn parts(onto: &mut [f32], at: usize, length: usize, way: Way) -> [&mut [f32]; 2] {
    let (before, after) = onto.split_at_mut(at);
    let first = length.min(after.len());
    let rest = match way {
        Way::Line => 0,
        Way::Circle => (length - first).min(before.len()),
    };
    [&mut after[..first], &mut before[..rest]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    const PLAIN: Gravel = Gravel {
        rate: 400.0,
        ring: 20.0,
        spread: 0.0,
        tilt: 0.0,
        rough: 0.0,
        fall: None,
        bounces: 0.0,
    };

    fn made(of: Gravel, pitch: impl Fn() -> f64) -> Vec<f32> {
        let pitch = || Ok::<f64, ()>(pitch());
        grains(of, (96_000, Way::Line), &mut Random::new(5), pitch).unwrap()
    }

    fn gravel(rate: f64, way: Way) -> Vec<f32> {
        let of = Gravel {
            rate,
            ring: 20.0,
            spread: 20.0,
            ..PLAIN
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

    /// At 6 dB an octave, grains two octaves higher are weaker by 12 dB.
    #[test]
    fn a_tilt_makes_low_grains_loud() {
        let tilt = Gravel { tilt: 6.0, ..PLAIN };
        let high = |n| made(Gravel { ring: 8.0, ..n }, || 4000.0);
        let weaker = measure::rms(&high(tilt)) / measure::rms(&high(PLAIN));
        assert!((20.0 * libm::log10(weaker) + 12.0).abs() < 0.1, "{weaker}");
    }

    #[test]
    fn a_fall_thins_them_out() {
        let fall = Some(0.5);
        let few = made(Gravel { fall, ..PLAIN }, || 3000.0);
        let levels = measure::levels(&few, 0.5);
        // A third of the rate has a third of the power.
        assert!((1.3..2.4).contains(&(levels[0] / levels[1])), "{levels:?}");
        assert!(levels[0] > 3.0 * levels[3], "{levels:?}");
    }

    #[test]
    fn a_bouncing_grain_hits_again_sooner_and_weaker() {
        let of = Gravel {
            rate: 0.5,
            bounces: 4.0,
            ring: 8.0,
            ..PLAIN
        };
        let mut sum = vec![0.0; 96_000];
        hit(
            (0.04, 1.0),
            of,
            (&mut sum, 0, Way::Line),
            &mut Random::new(2),
        );
        let hits = measure::onsets(&sum, 3.0);
        assert!(hits.len() >= 2, "{hits:?}");
        let gaps: Vec<usize> = hits.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(gaps.windows(2).all(|pair| pair[1] < pair[0]), "{hits:?}");
        let loud = |at: usize| measure::rms(&sum[at..at + 200]);
        assert!(hits.windows(2).all(|pair| loud(pair[1]) < loud(pair[0])));
    }

    /// A grain rings at one frequency; a crumb is noise around it.
    #[test]
    fn a_rough_grain_is_noise_around_its_pitch() {
        let narrow = |rough| {
            let wave = made(Gravel { rough, ..PLAIN }, || 2000.0);
            measure::share(&wave, 1850.0, 2150.0)
        };
        let (ringing, rough) = (narrow(0.0), narrow(1.0));
        assert!(ringing > 1.8 * rough && rough > 0.1, "{ringing} {rough}");
        let wave = made(
            Gravel {
                rough: 1.0,
                ..PLAIN
            },
            || 2000.0,
        );
        let share = measure::share(&wave, 700.0, 5000.0);
        assert!(share > 0.75, "{share}");
    }

    #[test]
    fn on_a_circle_nothing_is_cut() {
        let (line, circle) = (gravel(4000.0, Way::Line), gravel(4000.0, Way::Circle));
        assert!(line[..48] != circle[..48]);
        assert_eq!(line[4800..], circle[4800..]);
    }
}
