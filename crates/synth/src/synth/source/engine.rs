//! A four-stroke piston engine, heard at the mouth of its exhaust.
//!
//! Takes the course of the engine's cycles (two turns of the shaft), its cylinders
//! and its load, and returns its firings through the exhaust pipe. The cylinders of
//! an engine depend only on its random stream. On a circle the last cycle leads
//! into the first.
//!
//! After A. Farnell, *Designing Sound*, "Engines": each firing releases a burst of
//! gas with a front that is steeper at a higher load. The pipe, open at its end,
//! resonates at odd quarter waves.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

use super::course::{Course, STEP, Step};
use cuebook_core::units::RATE;
use cuebook_dsp::filter::{Biquad, Way, chain};
use cuebook_dsp::random::Random;

/// The speed of sound in hot exhaust, in m/s.
const SOUND: f64 = 520.0;

/// The reflection coefficient of the open end of the pipe.
const REFLECTED: f64 = 0.68;

/// The frequency above which the open end radiates the wave, in Hz.
const RADIATED: f64 = 1100.0;

/// The frequency below which a signal is only a movement of air, in Hz.
const LOWEST: f64 = 16.0;

/// The part of a circle that runs before its beginning, in frames: a whole number
/// of steps.
const PRIMING: usize = STEP * 400;

/// The parameters of an engine.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Engine {
    pub cylinders: usize,
    /// The variation between cylinders and firings, from 0 to 1.
    pub uneven: f64,
    /// The load, from 0 to 1.
    pub load: f64,
    /// The length of the pipe in metres.
    pub pipe: f64,
}

/// Returns the sound of an engine. `own` is the random stream of the engine,
/// `chance` that of the firings.
#[must_use]
pub(crate) fn engine(
    of: Engine,
    cycles: &Course,
    way: Way,
    (own, chance): (&Random, &Random),
) -> Vec<f32> {
    let mut random = chance.named("gas");
    let mut samples: Vec<f32> = (0..cycles.frames()).map(|_| random.noise()).collect();
    let mut running = Running::new(of, cycles, own, chance);
    if way == Way::Circle {
        running.prime(cycles, &samples);
    }
    for (block, step) in samples.chunks_mut(STEP).zip(cycles.steps()) {
        running.step(block, step);
    }
    chain(
        &[Biquad::high_pass(LOWEST, FRAC_1_SQRT_2)],
        &mut samples,
        way,
    );
    samples
}

/// A running engine.
struct Running<'a> {
    of: Engine,
    cylinders: Vec<Cylinder>,
    chance: &'a Random,
    /// The number of firings in the whole course; then the first one repeats.
    firings: i64,
    /// The time in cycles since the beginning.
    phase: f64,
    next: i64,
    next_at: f64,
    /// The released gas: a burst is the difference of a slow and a fast decay.
    slow: f64,
    fast: f64,
    pipe: Pipe,
}

#[derive(Copy, Clone, Debug)]
struct Cylinder {
    /// The time of firing, in cycles.
    at: f64,
    strength: f64,
}

impl Running<'_> {
    fn new<'a>(of: Engine, cycles: &Course, own: &Random, chance: &'a Random) -> Running<'a> {
        let count = of.cylinders.clamp(1, 24);
        let mut own = own.clone();
        let cylinders: Vec<Cylinder> = (0..count)
            .map(|n| Cylinder {
                at: (n as f64 + 0.22 * of.uneven * own.between(-1.0, 1.0)) / count as f64,
                strength: 1.0 - 0.55 * of.uneven * own.unit(),
            })
            .collect();
        let whole = cycles.turned().round().max(1.0) as i64;
        let mut running = Running {
            of,
            cylinders,
            chance,
            firings: whole * count as i64,
            phase: 0.0,
            next: 0,
            next_at: 0.0,
            slow: 0.0,
            fast: 0.0,
            pipe: Pipe::new(of.pipe),
        };
        running.next_at = running.at(0);
        running
    }

    /// Returns the time of a firing, in cycles.
    fn at(&self, firing: i64) -> f64 {
        let count = self.cylinders.len() as i64;
        self.cylinders[firing.rem_euclid(count) as usize].at + firing.div_euclid(count) as f64
    }

    /// Runs the end of a circle before its beginning.
    fn prime(&mut self, cycles: &Course, gas: &[f32]) {
        let first = (gas.len() / STEP).saturating_sub(PRIMING / STEP);
        let before: f64 = cycles
            .steps()
            .take(first)
            .enumerate()
            .map(|(n, step)| cycles.over(n, step))
            .sum();
        let count = self.cylinders.len() as f64;
        self.phase = before - cycles.turned().round();
        self.next = libm::floor(self.phase * count) as i64;
        while self.at(self.next) < self.phase {
            self.next += 1;
        }
        self.next_at = self.at(self.next);
        let mut end = gas[first * STEP..].to_vec();
        for (block, step) in end.chunks_mut(STEP).zip(cycles.steps().skip(first)) {
            self.step(block, step);
        }
    }

    /// Processes one step; `block` contains noise and receives the sound.
    fn step(&mut self, block: &mut [f32], step: Step) {
        // A valve is open for a share of a cycle, but a burst is never shorter than
        // its front.
        let burst = (0.024 / step.turn.max(1e-9)).max(12.0);
        let front = burst * (0.45 + (0.07 - 0.45) * self.of.load);
        let (slower, faster) = (libm::exp(-1.0 / burst), libm::exp(-1.0 / front));
        let rough = 0.25 + 0.85 * self.of.load;
        let (mut turn, mut gain) = (step.turn, step.gain);
        for sample in block {
            self.phase += turn;
            while self.phase >= self.next_at {
                let late = ((self.phase - self.next_at) / turn.max(1e-12)).clamp(0.0, 64.0);
                let strength = gain * self.strength();
                self.slow += strength * libm::exp(-late / burst);
                self.fast += strength * libm::exp(-late / front);
                self.next += 1;
                self.next_at = self.at(self.next);
            }
            let gas = (self.slow - self.fast) * (1.0 + rough * f64::from(*sample));
            *sample = self.pipe.run(gas) as f32;
            self.slow *= slower;
            self.fast *= faster;
            turn += step.bend;
            gain += step.rise;
        }
        if self.slow < 1e-20 {
            (self.slow, self.fast) = (0.0, 0.0);
        }
        self.pipe.settle();
    }

    /// Returns the strength of the next firing: that of its cylinder with a small
    /// variation.
    fn strength(&self) -> f64 {
        let number = self.next.rem_euclid(self.firings);
        let cylinder = self.cylinders[number as usize % self.cylinders.len()];
        let mut own = self.chance.nth(number as usize);
        cylinder.strength * (1.0 + 0.5 * self.of.uneven * own.between(-1.0, 1.0))
    }
}

/// A pipe that reflects waves at its open end, inverted and low-pass filtered.
struct Pipe {
    line: Vec<f64>,
    at: usize,
    dark: f64,
    last: f64,
}

impl Pipe {
    fn new(metres: f64) -> Pipe {
        let there_and_back = 2.0 * metres.clamp(0.05, 20.0) / SOUND * f64::from(RATE);
        Pipe {
            line: vec![0.0; there_and_back as usize + 1],
            at: 0,
            dark: libm::exp(-TAU * RADIATED / f64::from(RATE)),
            last: 0.0,
        }
    }

    fn run(&mut self, gas: f64) -> f64 {
        let back = self.line[self.at];
        self.last = back + (self.last - back) * self.dark;
        let now = gas - REFLECTED * self.last;
        self.line[self.at] = now;
        self.at = if self.at + 1 == self.line.len() {
            0
        } else {
            self.at + 1
        };
        now
    }

    fn settle(&mut self) {
        if self.last.abs() < 1e-20 {
            self.last = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    const FOUR: Engine = Engine {
        cylinders: 4,
        uneven: 0.0,
        load: 0.5,
        pipe: 0.5,
    };

    fn run(of: Engine, cycles: f64, way: Way) -> Vec<f32> {
        let mut course = Course::new(96_000, (cycles, cycles), |_| 0.0);
        if way == Way::Circle {
            course.close();
        }
        engine(of, &course, way, (&Random::new(1), &Random::new(2)))
    }

    #[test]
    fn an_even_engine_sounds_at_its_firing_rate_and_an_uneven_one_at_its_cycle_too() {
        // 3000 turns a minute are 25 cycles a second: four cylinders fire 100
        // times.
        let even = run(FOUR, 25.0, Way::Line);
        let firing = measure::band(&even, 97.0, 103.0);
        let cycle = |wave: &[f32]| measure::band(wave, 23.0, 77.0);
        assert!(cycle(&even) < 0.01 * firing);
        let uneven = run(
            Engine {
                uneven: 1.0,
                ..FOUR
            },
            25.0,
            Way::Line,
        );
        assert!(cycle(&uneven) > 0.05 * measure::band(&uneven, 97.0, 103.0));
    }

    #[test]
    fn load_sharpens_the_firings() {
        let bright = |load: f64| measure::centroid(&run(Engine { load, ..FOUR }, 25.0, Way::Line));
        assert!(bright(1.0) > 1.5 * bright(0.0));
    }

    #[test]
    fn on_a_circle_the_last_cycle_leads_into_the_first() {
        let wave = run(
            Engine {
                uneven: 0.5,
                ..FOUR
            },
            25.1,
            Way::Circle,
        );
        let mut turned = wave.clone();
        turned.rotate_left(48_000);
        // The sound around the seam is as smooth as elsewhere.
        let smooth = measure::filtered(&turned, 30.0, 900.0);
        let leap = |n: usize| (smooth[n] - smooth[n - 1]).abs();
        let most = (20_000..90_000).map(leap).fold(0.0, f32::max);
        let seam = (47_950..48_050).map(leap).fold(0.0, f32::max);
        assert!(seam <= most, "{seam} of {most}");
    }
}
