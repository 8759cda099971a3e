//! The course of a pitch over time.
//!
//! Takes two frequencies and the position between them at each moment, and holds
//! pitch and level at regular points, between which both are interpolated. A closed
//! course makes whole periods, so that a tone on a circle closes.

use std::f64::consts::TAU;

use crate::synth::draw::linear;
use cuebook_core::units::RATE;
use cuebook_dsp::filter::Way;
use cuebook_dsp::random::Random;

/// The number of frames between two points of a course.
pub(crate) const STEP: usize = 64;

/// A pitch and a gain at every [`STEP`]; the last point is at or after the end.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    frames: usize,
    /// In periods a frame.
    turns: Vec<f64>,
    gains: Vec<f64>,
}

/// The modulation of a tone: its rate in Hz, the depth of the pitch as a share, and
/// the depth of the level in dB.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Tremble {
    pub rate: f64,
    pub depth: f64,
    pub level: f64,
}

/// The pitch and gain between two points, for each frame.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Step {
    pub turn: f64,
    pub bend: f64,
    pub gain: f64,
    pub rise: f64,
}

impl Course {
    /// Creates a course from `from` to `to` Hz on a logarithmic scale. `share`
    /// returns the position from 0 to 1 for each frame.
    #[must_use]
    pub(crate) fn new(
        frames: usize,
        (from, to): (f64, f64),
        share: impl Fn(usize) -> f64,
    ) -> Course {
        let octaves = libm::log2(to / from);
        let base = from / f64::from(RATE);
        let turns: Vec<f64> = (0..=frames.div_ceil(STEP))
            .map(|point| match octaves * share(point * STEP) {
                0.0 => base,
                octaves => base * libm::exp(octaves * std::f64::consts::LN_2),
            })
            .collect();
        Course {
            frames,
            gains: vec![1.0; turns.len()],
            turns,
        }
    }

    /// Creates a course from the position at each point.
    #[must_use]
    pub(crate) fn along(frames: usize, ends: (f64, f64), along: &[f64]) -> Course {
        Course::new(frames, ends, |frame| {
            along[(frame / STEP).min(along.len() - 1)]
        })
    }

    #[must_use]
    pub(crate) fn frames(&self) -> usize {
        self.frames
    }

    /// Returns the highest pitch, in Hz.
    #[must_use]
    pub(crate) fn highest(&self) -> f64 {
        self.turns.iter().copied().fold(0.0, f64::max) * f64::from(RATE)
    }

    /// Raises the level by `decibels` for each octave of rise.
    pub(crate) fn swell(&mut self, decibels: f64) {
        if decibels == 0.0 {
            return;
        }
        let highest = self.highest() / f64::from(RATE);
        for (gain, turn) in self.gains.iter_mut().zip(&self.turns) {
            *gain *= linear(decibels * libm::log2(turn / highest));
        }
    }

    /// Multiplies the level by a gain that depends on the time in seconds.
    pub(crate) fn shape(&mut self, level: impl Fn(f64) -> f64) {
        for (point, gain) in self.gains.iter_mut().enumerate() {
            *gain *= level((point * STEP) as f64 / f64::from(RATE));
        }
    }

    /// Adds an irregular modulation of pitch and level.
    pub(crate) fn tremble(&mut self, of: Tremble, way: Way, random: &mut Random) {
        let each = of.rate * STEP as f64 / f64::from(RATE);
        let mut phase = 0.0;
        let mut phases: Vec<f64> = Vec::with_capacity(self.turns.len());
        for _ in &self.turns {
            phases.push(phase);
            phase += each * random.between(0.5, 1.5);
        }
        let all = phases.last().copied().unwrap_or(0.0);
        let stretch = match way {
            Way::Circle if all > 0.0 => all.round().max(1.0) / all,
            _ => 1.0,
        };
        let start = random.unit();
        let fall = -of.level * std::f64::consts::LN_10 / 20.0;
        for ((turn, gain), phase) in self.turns.iter_mut().zip(&mut self.gains).zip(phases) {
            let wave = libm::sin(TAU * (start + stretch * phase));
            *turn *= 1.0 + of.depth * wave;
            *gain *= libm::exp(fall * (0.5 - 0.5 * wave));
        }
    }

    /// Stretches the course to a whole number of periods, and makes the last point
    /// equal to the first.
    pub(crate) fn close(&mut self) {
        let points = self.turns.len();
        self.turns[points - 1] = self.turns[0];
        self.gains[points - 1] = self.gains[0];
        let all = self.turned();
        let stretch = all.round().max(1.0) / all;
        self.turns.iter_mut().for_each(|turn| *turn *= stretch);
    }

    /// Returns the number of periods from start to end.
    #[must_use]
    pub(crate) fn turned(&self) -> f64 {
        self.steps().enumerate().map(|(n, s)| self.over(n, s)).sum()
    }

    /// Returns the number of periods in one step.
    #[must_use]
    pub(crate) fn over(&self, number: usize, step: Step) -> f64 {
        let frames = (self.frames - number * STEP).min(STEP) as f64;
        frames * step.turn + step.bend * frames * (frames - 1.0) / 2.0
    }

    /// Returns the steps, each of [`STEP`] frames except the last.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Step> + Clone {
        let last = self.frames.div_ceil(STEP).saturating_sub(1);
        let rest = self.frames - last * STEP;
        let points = self.turns.windows(2).zip(self.gains.windows(2));
        points.enumerate().map(move |(n, (turns, gains))| {
            let frames = if n == last { rest } else { STEP } as f64;
            Step {
                turn: turns[0],
                bend: (turns[1] - turns[0]) / frames,
                gain: gains[0],
                rise: (gains[1] - gains[0]) / frames,
            }
        })
    }
}

/// One cranking in seconds: acceleration, full speed, slowing down.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Crank {
    pub rise: f64,
    pub hold: f64,
    pub fall: f64,
}

/// Returns the speed of a crank at every [`STEP`], from 0 to 1. `next` returns the
/// next cranking.
///
/// # Errors
/// Returns the errors of `next`.
pub(crate) fn cranked<E>(
    frames: usize,
    way: Way,
    mut next: impl FnMut() -> Result<Crank, E>,
) -> Result<Vec<f64>, E> {
    let whole = frames as f64 / f64::from(RATE);
    let (mut cranks, mut all) = (Vec::new(), 0.0);
    while all < whole {
        let crank = next()?;
        all += (crank.rise + crank.hold + crank.fall).max(0.1);
        cranks.push(crank);
    }
    if way == Way::Circle && cranks.len() > 1 && all - whole > whole * 0.5 / cranks.len() as f64 {
        // Leave out the last cranking where the stretched rest is closer to the length.
        let last = cranks.remove(cranks.len() - 1);
        all -= (last.rise + last.hold + last.fall).max(0.1);
    }
    let stretch = if way == Way::Circle { whole / all } else { 1.0 };
    let (mut number, mut start) = (0, 0.0);
    Ok((0..=frames.div_ceil(STEP))
        .map(|point| {
            let time = (point * STEP) as f64 / f64::from(RATE) / stretch;
            let long = |c: Crank| (c.rise + c.hold + c.fall).max(0.1);
            while number + 1 < cranks.len() && time >= start + long(cranks[number]) {
                start += long(cranks[number]);
                number += 1;
            }
            speed(cranks[number], time - start)
        })
        .collect())
}

/// Returns the speed at a time: a constant force accelerates, and drag slows down,
/// both exponentially.
fn speed(of: Crank, time: f64) -> f64 {
    let part =
        |x: f64, bend: f64| (1.0 - libm::exp(-bend * x.clamp(0.0, 1.0))) / (1.0 - libm::exp(-bend));
    if time < of.rise {
        part(time / of.rise, 2.6)
    } else if time < of.rise + of.hold {
        1.0
    } else {
        1.0 - part((time - of.rise - of.hold) / of.fall.max(1e-3), 1.6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_course_makes_whole_turns() {
        let frames = 100_003;
        let wave = |n: usize| 0.5 - 0.5 * libm::cos(TAU * n as f64 / frames as f64);
        let mut course = Course::new(frames, (200.0, 600.0), wave);
        course.close();
        let turned = course.turned();
        assert!((turned - turned.round()).abs() < 1e-6, "{turned}");
        assert!((course.highest() - 600.0).abs() < 1.0);
    }

    #[test]
    fn a_swell_is_in_decibels_an_octave() {
        let mut course = Course::new(STEP, (100.0, 200.0), |n| n as f64 / STEP as f64);
        course.swell(12.0);
        let step = course.steps().next().unwrap();
        assert!((step.gain - 0.2512).abs() < 1e-3, "{}", step.gain);
        assert!((step.gain + step.rise * STEP as f64 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_crank_rises_holds_and_runs_down() {
        let crank = Crank {
            rise: 3.0,
            hold: 1.0,
            fall: 5.0,
        };
        let along = cranked::<()>(18 * 48_000, Way::Circle, || Ok(crank)).unwrap();
        let at = |seconds: usize| along[seconds * 750];
        assert!(at(0) < 0.01 && at(9) < 0.01 && at(18) < 0.01);
        assert!(at(1) > 0.4 && at(3) > 0.99 && at(4) > 0.98);
        assert!(at(5) < at(4) && at(8) < 0.2 && at(8) > 0.0);
    }
}
