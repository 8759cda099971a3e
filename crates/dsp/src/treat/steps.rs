//! Levels in steps of 2.5 ms, and gain curves with one value a step. Between
//! two steps a gain moves in a straight line.

use cuebook_core::units::RATE;

/// The length of a step, in frames.
pub(super) const STEP: usize = 120;

/// Returns the number of steps in some milliseconds.
pub(super) const fn steps(milliseconds: usize) -> usize {
    milliseconds * RATE as usize / 1000 / STEP
}

/// Returns the mean square of each step.
pub(super) fn powers(samples: &[f32]) -> Vec<f64> {
    let power = |step: &[f32]| {
        let sum: f64 = step.iter().map(|s| f64::from(*s) * f64::from(*s)).sum();
        sum / step.len() as f64
    };
    samples.chunks(STEP).map(power).collect()
}

/// Returns, for each step, the mean over it and `reach` steps on both sides.
pub(super) fn around(powers: &[f64], reach: usize) -> Vec<f64> {
    let mut sums = Vec::with_capacity(powers.len() + 1);
    sums.push(0.0);
    let mut sum = 0.0;
    for power in powers {
        sum += power;
        sums.push(sum);
    }
    let mean = |n: usize| {
        let (from, to) = (n.saturating_sub(reach), (n + reach + 1).min(powers.len()));
        ((sums[to] - sums[from]) / (to - from) as f64).max(0.0)
    };
    (0..powers.len()).map(mean).collect()
}

/// A step that is weaker than the mean by this factor of power is a pause: 15.9
/// dB, the margin of ITU-T P.56.
const MARGIN: f64 = 0.0257;

/// Returns the power of speech without its pauses: the mean of the steps that
/// are no pause against that mean. `None` for silence.
pub(super) fn active(powers: &[f64]) -> Option<f64> {
    let mean = |floor: f64| {
        let loud = powers.iter().filter(|power| **power > floor);
        let (sum, count) = loud.fold((0.0, 0_u32), |(sum, count), p| (sum + p, count + 1));
        (count > 0).then(|| sum / f64::from(count))
    };
    // −90 dBFS is silence.
    let mut level = mean(1e-9)?;
    for _ in 0..3 {
        level = mean(MARGIN * level)?;
    }
    Some(level)
}

/// Returns the level of speech without its pauses, linear; `None` for silence.
pub(super) fn level(samples: &[f32]) -> Option<f32> {
    active(&powers(samples)).map(|power| libm::sqrt(power) as f32)
}

/// Returns a power in dB. Zero gives −200 dB.
pub(super) fn decibels(power: f64) -> f64 {
    10.0 * libm::log10(power.max(1e-20))
}

/// Smooths gains in dB, one for each step. A gain falls over the `ahead` steps
/// before it is due, so that it is there in time. It rises by the share `back`
/// of the way at every step.
pub(super) fn eased(gains: &[f64], ahead: usize, back: f64) -> Vec<f64> {
    let mut now = gains.first().copied().unwrap_or(0.0);
    let held: Vec<f64> = (0..gains.len())
        .map(|n| {
            let due = &gains[n..(n + ahead + 1).min(gains.len())];
            let due = due.iter().copied().fold(f64::INFINITY, f64::min);
            now = if due < now {
                due
            } else {
                now + back * (due - now)
            };
            now
        })
        .collect();
    // The mean over the look-ahead turns the edge into a slope.
    (0..held.len())
        .map(|n| {
            let from = n.saturating_sub(ahead);
            let near = &held[from..=n];
            near.iter().sum::<f64>() / near.len() as f64
        })
        .collect()
}

/// Returns the share of the way that one step covers, for a time constant in
/// seconds.
pub(super) fn share(seconds: f64) -> f64 {
    1.0 - libm::exp(-(STEP as f64) / (seconds * f64::from(RATE)))
}

/// Calls `each` with every frame and its linear gain, from the gains in dB in
/// the middle of each step.
pub(super) fn ride(gains: &[f64], mut each: impl FnMut(usize, f32), frames: usize) {
    let gains: Vec<f32> = gains
        .iter()
        .map(|gain| libm::pow(10.0, gain / 20.0) as f32)
        .collect();
    let Some(last) = gains.last().copied() else {
        return;
    };
    let mut before = gains[0];
    let half = STEP / 2;
    let mut from = 0;
    // From each step's middle to the next one's; before the first and after the
    // last middle the gain is constant.
    for (n, to) in gains.iter().copied().chain([last]).enumerate() {
        let length = if n == 0 { half } else { STEP }.min(frames - from);
        let slope = (to - before) / STEP as f32;
        for i in 0..length {
            each(from + i, before + slope * i as f32);
        }
        from += length;
        before = to;
    }
    for n in from..frames {
        each(n, last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_do_not_count_as_speech() {
        let mut powers = vec![0.25; 100];
        assert!((active(&powers).unwrap() - 0.25).abs() < 1e-12);
        powers.extend([1e-5; 300]);
        assert!((active(&powers).unwrap() - 0.25).abs() < 1e-12);
        assert_eq!(active(&[0.0; 10]), None);
        assert_eq!(active(&[]), None);
    }

    #[test]
    fn a_gain_falls_in_time_and_rises_slowly() {
        let mut gains = vec![0.0; 100];
        gains[50..60].fill(-6.0);
        let eased = eased(&gains, 4, 0.1);
        assert_eq!(eased[45], 0.0);
        assert!(eased[47] < 0.0);
        assert!((50..60).all(|n| (eased[n] + 6.0).abs() < 1e-12));
        assert!(eased[70] < -1.0 && eased[99] > -0.3);
    }

    #[test]
    fn a_ride_is_straight_from_middle_to_middle() {
        let frames = 3 * STEP + 7;
        let mut heard = vec![0.0; frames];
        ride(
            &[0.0, -20.0, -20.0, -20.0],
            |n, gain| heard[n] = gain,
            frames,
        );
        assert_eq!(heard[0], 1.0);
        assert_eq!(heard[STEP / 2], 1.0);
        assert!((heard[STEP] - 0.55).abs() < 1e-6);
        assert!((heard[3 * STEP / 2] - 0.1).abs() < 1e-6);
        assert!((heard[frames - 1] - 0.1).abs() < 1e-6);
        ride(&[], |_, _| panic!("nothing to ride"), 0);
    }

    #[test]
    fn the_mean_around_a_step_is_narrower_at_the_ends() {
        assert_eq!(around(&[1.0, 3.0, 5.0, 7.0], 1), [2.0, 3.0, 5.0, 6.0]);
    }
}
