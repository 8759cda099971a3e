//! The call of an animal: a bark, a howl, a chirp.
//!
//! Takes the states of a voice over time and returns one call. A [`line`] leads
//! smoothly through the states. The voice makes a tone whose overtones fall evenly,
//! and breath. A [`tube`] with a moving mouth shapes them.
//!
//! The voices of animals are often rough: the folds swing in pairs of unequal
//! periods, or without any order (W. T. Fitch, J. Neubauer, H. Herzel, *Calls out
//! of chaos*, 2002). The overtones are summed in closed form (J. A. Moorer, *The
//! synthesis of complex audio spectra by means of discrete summation formulas*,
//! 1976), so that they can change at every moment and do not alias.

mod line;
mod tube;

use std::f64::consts::{PI, TAU};

use crate::synth::curve::frames;
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;
use line::Line;
use tube::Tube;

/// The number of frames between two states.
const STEP: usize = 64;

/// The range in which overtones fall by e: above this they would alias.
const BRIGHTEST: f64 = 4000.0;

/// The mean difference between periods of a clear voice, as a share.
const JITTER: f64 = 0.006;

/// The rise and fall at both ends, and the time in which the tube rings out, in
/// seconds.
const EDGE: f64 = 0.003;
const RING: f64 = 0.04;

/// The number of values of a state.
const VALUES: usize = 6;

/// The state of a voice at one moment; the pitch in Hz.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Pose {
    /// The moment from 0 to 1.
    pub at: f64,
    pub pitch: f64,
    pub force: f64,
    pub open: f64,
    pub breath: f64,
    pub rough: f64,
    pub chaos: f64,
}

/// One call, in Hz, seconds and metres.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub lasts: f64,
    /// At least one, in rising order.
    pub poses: Vec<Pose>,
    pub tract: Option<f64>,
    pub bright: f64,
    /// The rate in Hz, the depth as a share of the pitch, and the fall of the level
    /// in dB.
    pub tremor: (f64, f64, f64),
}

impl Pose {
    /// Returns the values within the reach of a voice; the pitch as a logarithm.
    fn values(&self) -> [f64; VALUES] {
        let share = |value: f64| value.clamp(0.0, 1.0);
        [
            libm::log(self.pitch.clamp(5.0, 16_000.0)),
            share(self.force),
            share(self.open),
            share(self.breath),
            share(self.rough),
            share(self.chaos),
        ]
    }
}

/// Returns one call.
#[must_use]
pub(crate) fn call(of: &Call, random: &mut Random) -> Vec<f32> {
    let lasts = of.lasts.clamp(0.005, 30.0);
    let poses = of.poses.iter().map(|pose| (pose.at * lasts, pose.values()));
    let line = Line::new(poses.collect());
    let mut voice = Voice::new(of, random.named("voice"));
    let mut air = random.named("air");
    let mut tube = of.tract.map(Tube::new);
    let mut samples = vec![0.0_f32; frames(lasts) + frames(RING)];
    for (step, block) in samples.chunks_mut(STEP).enumerate() {
        let time = (step * STEP) as f64 / f64::from(RATE);
        let [pitch, force, open, breath, rough, chaos] = line.at(time);
        let edge = (time / EDGE).min((lasts - time) / EDGE).clamp(0.0, 1.0);
        voice.pose(libm::exp(pitch), force * edge, (rough, chaos));
        let (mut sound, mut noise) = ([0.0; STEP], [0.0; STEP]);
        voice.run(&mut sound);
        noise.fill_with(|| f64::from(air.noise()));
        voice.breathe(&mut sound, &noise, breath);
        if let Some(tube) = &mut tube {
            tube.open(open);
            tube.run(&mut sound);
        }
        for (sample, sound) in block.iter_mut().zip(sound) {
            *sample = sound as f32;
        }
    }
    samples
}

/// What makes the tone and the breath.
struct Voice {
    random: Random,
    bright: f64,
    tremor: (f64, f64, f64),
    tremor_phase: f64,
    wander: f64,
    phase: f64,
    /// Whether this is the second period of a pair.
    second: f64,
    /// Periods a sample, before and after the random change of this period.
    pace: f64,
    change: f64,
    height: f64,
    rough: f64,
    chaos: f64,
    /// The ratio of each overtone to the one below, and the level: now and at the
    /// end of the step.
    ratio: (f64, f64),
    level: (f64, f64),
    /// The coefficient and the state of the filter of the breath.
    soft: f64,
    softened: f64,
}

impl Voice {
    fn new(of: &Call, mut random: Random) -> Voice {
        let bright = of.bright.clamp(50.0, BRIGHTEST);
        let corner = (3.0 * bright).min(12_000.0);
        Voice {
            bright,
            tremor: (
                of.tremor.0.clamp(0.0, 300.0),
                of.tremor.1.clamp(0.0, 0.9),
                of.tremor.2.clamp(0.0, 60.0),
            ),
            tremor_phase: random.unit(),
            wander: 0.0,
            phase: 0.0,
            second: 0.0,
            pace: 0.0,
            change: 1.0,
            height: 1.0,
            rough: 0.0,
            chaos: 0.0,
            ratio: (0.0, 0.0),
            level: (0.0, 0.0),
            soft: 1.0 - libm::exp(-TAU * corner / f64::from(RATE)),
            softened: 0.0,
            random,
        }
    }

    /// Takes the state at the end of the next step.
    fn pose(&mut self, pitch: f64, force: f64, (rough, chaos): (f64, f64)) {
        let (rate, depth, fall) = self.tremor;
        self.tremor_phase += rate * STEP as f64 / f64::from(RATE) * self.random.between(0.7, 1.3);
        let wave = libm::sin(TAU * self.tremor_phase);
        self.wander = 0.985 * self.wander + 0.0012 * self.random.between(-1.7, 1.7);
        let pitch = (pitch * (1.0 + depth * wave + self.wander)).clamp(5.0, 16_000.0);
        let quieter = libm::exp(-fall * (0.5 - 0.5 * wave) * std::f64::consts::LN_10 / 20.0);
        self.pace = pitch / f64::from(RATE);
        (self.rough, self.chaos) = (rough, chaos);
        // A weaker call is duller.
        let bright = self.bright * (0.35 + 0.65 * force);
        self.ratio = (self.ratio.1, libm::exp(-pitch / bright));
        self.level = (self.level.1, force * quieter);
    }

    /// Writes the tone of one step.
    fn run(&mut self, sound: &mut [f64; STEP]) {
        let (mut ratio, mut level) = (self.ratio.0, self.level.0);
        let ratio_step = (self.ratio.1 - ratio) / STEP as f64;
        let level_step = (self.level.1 - level) / STEP as f64;
        for sound in sound {
            self.phase += self.pace * self.change;
            if self.phase >= 1.0 {
                self.phase -= 1.0;
                self.period();
            }
            let (sin, cos) = libm::sincos(TAU * self.phase);
            let all = libm::sqrt(1.0 - ratio * ratio) / (1.0 - 2.0 * ratio * cos + ratio * ratio);
            let mut pair = 1.0;
            if self.rough > 0.0 {
                pair += self.rough * libm::cos(PI * (self.phase + self.second));
            }
            *sound = level * self.height * pair * sin * all;
            ratio += ratio_step;
            level += level_step;
        }
    }

    /// Starts a period with a random length and height.
    fn period(&mut self) {
        self.second = 1.0 - self.second;
        let loose = (JITTER + 0.42 * self.chaos).min(0.45);
        self.change = 1.0 + loose * self.random.between(-1.0, 1.0);
        self.height = 1.0 - (0.04 + 0.75 * self.chaos) * self.random.unit();
    }

    /// Mixes breath into the tone of one step.
    fn breathe(&mut self, sound: &mut [f64; STEP], noise: &[f64; STEP], share: f64) {
        let (mut level, step) = (self.level.0, (self.level.1 - self.level.0) / STEP as f64);
        for (sound, noise) in sound.iter_mut().zip(noise) {
            self.softened += self.soft * (noise - self.softened);
            *sound = (1.0 - share) * *sound + 1.5 * share * level * self.softened;
            level += step;
        }
    }
}

#[cfg(test)]
mod tests;
