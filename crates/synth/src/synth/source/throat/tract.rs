//! The vocal tract from the glottis to the lips: a chain of moving resonances.
//!
//! Takes the lowest three formants and the excitation, and returns the pressure in
//! front of the mouth. The higher formants are those of a tube with the length of
//! the tract and do not move.

use std::f64::consts::TAU;

use super::track::Pose;
use super::vowels::{MAN, NEUTRAL};
use super::{OWN_RATE, Utterance};
use cuebook_dsp::filter::TINY;
use cuebook_dsp::random::Random;

/// The number of formants.
const FORMANTS: usize = 7;

/// The bandwidths in Hz.
const BANDWIDTHS: [f64; FORMANTS] = [75.0, 95.0, 130.0, 160.0, 220.0, 300.0, 400.0];

/// One resonance: y = x + turn·y′ + shrink·y″; its gain at 0 Hz is not normalised.
#[derive(Copy, Clone, Debug, Default)]
struct Resonance {
    turn: f64,
    shrink: f64,
    last: f64,
    before: f64,
}

impl Resonance {
    fn at(frequency: f64, radius: f64) -> Resonance {
        let angle = TAU * frequency.min(0.47 * OWN_RATE) / OWN_RATE;
        Resonance {
            turn: 2.0 * radius * libm::cos(angle),
            shrink: -radius * radius,
            ..Resonance::default()
        }
    }

    /// Returns the factor that normalises the gain at 0 Hz.
    fn level(&self) -> f64 {
        1.0 - self.turn - self.shrink
    }

    #[inline]
    fn step(&mut self, x: f64) -> f64 {
        let y = x + self.turn * self.last + self.shrink * self.before;
        self.before = self.last;
        self.last = y;
        y
    }

    fn settle(&mut self) {
        if self.last.abs() < TINY {
            self.last = 0.0;
            self.before = 0.0;
        }
    }
}

fn radius(bandwidth: f64) -> f64 {
    libm::exp(-TAU / 2.0 * bandwidth / OWN_RATE)
}

/// One more than there are formants, for vectorisation; the last one passes its
/// input.
const LANES: usize = 8;

/// All formants, computed in parallel: each takes the previous output of the one
/// before it.
pub(super) struct Tract {
    turn: [f64; LANES],
    shrink: [f64; LANES],
    last: [f64; LANES],
    before: [f64; LANES],
    radii: [f64; FORMANTS],
    /// The level of the formants that do not move.
    fixed: f64,
    level: f64,
}

impl Tract {
    pub(super) fn new(of: &Utterance, random: &mut Random) -> Tract {
        // An open glottis damps all formants, the lowest most.
        let open = 1.0 + 1.6 * of.breath * of.breath;
        let mut radii = BANDWIDTHS.map(|bandwidth| radius(open * bandwidth));
        radii[0] = radius(BANDWIDTHS[0] * (open + of.breath + 0.6 * of.effort));
        let mut tract = Tract {
            turn: [0.0; LANES],
            shrink: [0.0; LANES],
            last: [0.0; LANES],
            before: [0.0; LANES],
            radii,
            fixed: 1.0,
            level: 0.0,
        };
        for n in 3..FORMANTS {
            let tube = (2 * n + 1) as f64 * NEUTRAL[0] * MAN / of.tract;
            tract.fixed *= tract.set(n, tube * random.between(0.94, 1.06));
        }
        tract
    }

    /// Tunes a formant and returns the factor that normalises its gain at 0 Hz.
    fn set(&mut self, formant: usize, frequency: f64) -> f64 {
        let of = Resonance::at(frequency, self.radii[formant]);
        self.turn[formant] = of.turn;
        self.shrink[formant] = of.shrink;
        of.level()
    }

    /// Applies a pose. At a high pitch the jaw opens until the first formant is not
    /// below the pitch (J. Sundberg 1975), and pushes the second one up.
    pub(super) fn pose(&mut self, [first, second, third]: [f64; 3], pitch: f64) {
        let first = first.max(1.03 * pitch);
        let second = second.max(1.25 * first);
        let third = third.max(1.15 * second);
        self.level = self.fixed * self.set(0, first) * self.set(1, second) * self.set(2, third);
    }

    /// Filters a block of samples from the glottis in place.
    pub(super) fn run(&mut self, block: &mut [f64]) {
        let (turn, shrink) = (self.turn, self.shrink);
        let (mut last, mut before) = (self.last, self.before);
        for sample in block {
            let mut now = [0.0; LANES];
            now[0] = self.level * *sample;
            now[1..].copy_from_slice(&last[..LANES - 1]);
            for n in 0..LANES {
                now[n] += shrink[n] * before[n];
            }
            for n in 0..LANES {
                now[n] += turn[n] * last[n];
            }
            before = last;
            last = now;
            *sample = now[LANES - 1];
        }
        for state in last.iter_mut().chain(&mut before) {
            if state.abs() < TINY {
                *state = 0.0;
            }
        }
        (self.last, self.before) = (last, before);
    }
}

/// The level below which a hiss has ended; the weakest hiss in use is a thousand
/// times stronger.
const UNHEARD: f64 = 1e-5;

/// The hiss of a consonant at the teeth: one broad resonance.
#[derive(Default)]
pub(super) struct Hiss {
    teeth: Resonance,
    before: f64,
    level: f64,
    target: f64,
}

impl Hiss {
    pub(super) fn pose(&mut self, pose: &Pose) {
        let radius = radius(0.35 * pose.hiss_at);
        let tuned = Resonance::at(pose.hiss_at, radius);
        (self.teeth.turn, self.teeth.shrink) = (tuned.turn, tuned.shrink);
        self.target = pose.hiss * (1.0 - radius);
    }

    /// Adds a block of noise, filtered by the teeth.
    pub(super) fn run(&mut self, noise: &[f64], onto: &mut [f64]) {
        if self.target == 0.0 && self.level < UNHEARD {
            self.level = 0.0;
            (self.teeth.last, self.teeth.before) = (0.0, 0.0);
            return;
        }
        for (noise, onto) in noise.iter().zip(onto) {
            self.level += 0.02 * (self.target - self.level);
            let edge = noise - self.before;
            self.before = *noise;
            *onto += self.teeth.step(self.level * edge);
        }
        self.teeth.settle();
    }
}
