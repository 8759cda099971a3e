//! The times at which a layer plays.
//!
//! Takes the repetition of a layer and the extent of its canvas, and returns frames
//! in rising order. The mean number of events over many seeds equals the rate, with
//! any group size and any ebb.

use super::curve::{Curve, frames};
use super::draw::Draw;
use crate::recipe::score::Repeat;
use cuebook_core::units::RATE;
use cuebook_dsp::canvas::Extent;

/// The largest number of events of one layer.
const MOST: usize = 200_000;

/// The probability of an event at the lowest ebb, relative to the highest.
const STILL: f64 = 0.12;

/// The number of attempts to find a time that the ebb accepts.
const TRIES: usize = 64;

/// Returns the frames at which a layer plays. `ebb` is the curve of
/// [`Repeat::ebb`].
///
/// # Errors
/// Returns the errors of the formulas, and an error for a rate without a duration.
pub(super) fn onsets(
    repeat: &Repeat,
    extent: Extent,
    ebb: Option<&Curve>,
    draw: &mut Draw<'_>,
) -> Result<Vec<usize>, String> {
    let lasts = match (&repeat.lasts, extent.frames()) {
        (Some(lasts), _) => Some(draw.time(lasts)?),
        (None, Some(frames)) => Some(frames as f64 / f64::from(RATE)),
        (None, None) => None,
    };
    let mut times = match (&repeat.rate, &repeat.every, &repeat.count) {
        (Some(_), ..) => clock(repeat, lasts, ebb, draw)?,
        (None, Some(_), None) => even(repeat, lasts, extent, draw)?,
        (None, ..) => group(repeat, 0.0, draw)?,
    };
    times.truncate(MOST);
    times.sort_by(f64::total_cmp);
    Ok(times.into_iter().map(frames).collect())
}

/// Returns the times of groups by a Poisson process.
fn clock(
    repeat: &Repeat,
    lasts: Option<f64>,
    ebb: Option<&Curve>,
    draw: &mut Draw<'_>,
) -> Result<Vec<f64>, String> {
    let lasts = lasts.ok_or("a `rate` needs `lasts` in a sound that ends")?;
    let rate = match &repeat.rate {
        Some(rate) => draw.rate(rate)?,
        None => 0.0,
    };
    let expected = (rate * lasts / mean_count(repeat, draw)?).min(MOST as f64);
    let fall = repeat.fall.as_ref().map(|fall| draw.time(fall));
    let fall = fall.transpose()?;
    // A bed with a rate above zero has at least one event.
    let least = usize::from(rate > 0.0 && repeat.lasts.is_none());
    let groups = draw.random.count(expected).max(least);
    let mut times = Vec::new();
    for _ in 0..groups {
        let at = place(lasts, ebb, draw);
        let kept =
            fall.is_none_or(|fall| draw.random.unit() < libm::pow(3.0, -at / fall.max(1e-3)));
        if kept && times.len() < MOST {
            times.extend(group(repeat, at, draw)?);
        }
    }
    Ok(times)
}

/// Returns a time between zero and `lasts`, with a higher probability where the ebb
/// is high.
fn place(lasts: f64, ebb: Option<&Curve>, draw: &mut Draw<'_>) -> f64 {
    let mut at = draw.random.unit() * lasts;
    if let Some(ebb) = ebb {
        for _ in 0..TRIES {
            let height = f64::from(ebb.at(frames(at)));
            if draw.random.unit() < STILL + (1.0 - STILL) * height * height {
                break;
            }
            at = draw.random.unit() * lasts;
        }
    }
    at
}

/// Returns the times of a group that starts at `at`.
fn group(repeat: &Repeat, at: f64, draw: &mut Draw<'_>) -> Result<Vec<f64>, String> {
    let count = count(repeat, draw)?;
    let mut at = at;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        times.push(at);
        if let Some(every) = &repeat.every {
            at += draw.time(every)?;
        }
    }
    Ok(times)
}

/// Returns regular times for the whole duration; they fill a circle exactly.
fn even(
    repeat: &Repeat,
    lasts: Option<f64>,
    extent: Extent,
    draw: &mut Draw<'_>,
) -> Result<Vec<f64>, String> {
    let lasts = lasts.ok_or("an `every` needs `count` or `lasts` in a sound that ends")?;
    let mut times = Vec::new();
    let mut at = 0.0;
    while at < lasts && times.len() < MOST {
        times.push(at);
        if let Some(every) = &repeat.every {
            at += draw.time(every)?.max(1e-3);
        }
    }
    if matches!(extent, Extent::Circle(_)) && repeat.lasts.is_none() {
        let stretch = lasts / at;
        times.iter_mut().for_each(|time| *time *= stretch);
    }
    Ok(times)
}

fn count(repeat: &Repeat, draw: &mut Draw<'_>) -> Result<usize, String> {
    let count = draw.plain_or(repeat.count.as_ref(), 1.0)?;
    Ok(count.round().clamp(0.0, 1000.0) as usize)
}

/// Estimates the mean size of a group by trial.
fn mean_count(repeat: &Repeat, draw: &Draw<'_>) -> Result<f64, String> {
    const TRIALS: usize = 256;
    let mut trial = Draw {
        settings: draw.settings,
        random: draw.random.named("trial"),
    };
    let mut sum = 0;
    for _ in 0..TRIALS {
        sum += count(repeat, &mut trial)?;
    }
    Ok((sum as f64 / TRIALS as f64).max(0.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::{self, Settings};
    use cuebook_dsp::random::Random;
    use cuebook_yaml::mapping::Map;

    fn times(yaml: &str, extent: Extent, seed: u64) -> Vec<usize> {
        let repeat = recipe::read::of::<Map<Repeat>>(yaml);
        let settings = Settings::default();
        let random = Random::new(seed);
        let ebb = Curve::new::<()>(extent, random.named("ebb"), |r| Ok(r.between(5.0, 9.0)));
        let mut draw = Draw {
            settings: &settings,
            random,
        };
        let ebb = repeat.ebb.as_ref().map(|_| ebb.unwrap());
        onsets(&repeat, extent, ebb.as_ref(), &mut draw).unwrap()
    }

    const BATTERY: &str = "{ rate: 30/min, count: 1..5, every: 0.1s, ebb: { period: 7s } }";

    #[test]
    fn the_number_of_events_matches_the_rate_for_any_group() {
        let circle = Extent::Circle(60 * 48_000);
        let all: usize = (0..200)
            .map(|seed| times(BATTERY, circle, seed).len())
            .sum();
        let mean = all as f64 / 200.0;
        assert!((mean - 30.0).abs() < 1.5, "{mean} a minute");
    }

    #[test]
    fn a_falling_rate_puts_most_events_at_the_beginning() {
        let all = times("{ rate: 100/s, lasts: 4s, fall: 1s }", Extent::Open, 1);
        let early = all.iter().filter(|t| **t < 48_000).count();
        assert!(3 * early > 2 * all.len() && early < all.len());
    }

    #[test]
    fn steps_fill_a_circle_without_a_gap() {
        let all = times("{ every: 480ms..520ms }", Extent::Circle(480_000), 1);
        let last = 480_000 - all[all.len() - 1];
        assert!((22_000..26_500).contains(&last), "{last}");
    }
}
