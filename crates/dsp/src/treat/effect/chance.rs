//! Chance in devices: their noise, and how they fade.
//!
//! In: a seed. Out: noise, clicks, slow curves. Always true: round a loop the
//! end leads into the beginning.

use std::f64::consts::TAU;

use super::AROUND;
use crate::random::Random;
use crate::units::RATE;

/// How long a noise takes to come before speech, and to go after it, in frames.
const RISE: usize = RATE as usize / 50;
const FALL: usize = RATE as usize / 6;

/// What is random in one sound.
pub struct Chance {
    random: Random,
    /// The frames of the loop, if it is one.
    round: Option<usize>,
}

impl Chance {
    pub fn once(seed: u64) -> Chance {
        Chance {
            random: Random::new(seed),
            round: None,
        }
    }

    pub fn round(seed: u64, frames: usize) -> Chance {
        Chance {
            random: Random::new(seed),
            round: Some(frames),
        }
    }

    /// How much longer a sound becomes by the noise that goes after it, in frames.
    pub fn tail(&self) -> usize {
        if self.round.is_some() { 0 } else { FALL }
    }

    /// White noise from −1 to 1 for a sound with its tail; what is heard once
    /// comes and goes with it.
    pub fn noise(&self, frames: usize) -> Vec<f32> {
        let mut noise = self.drawn(frames, "noise", |random| random.noise());
        self.frame(&mut noise);
        noise
    }

    /// Clicks, so many a second, each of a strength from −1 to 1, the strong ones rare.
    pub fn clicks(&self, frames: usize, often: f64) -> Vec<f32> {
        let each = often / f64::from(RATE);
        let mut clicks = self.drawn(frames, "clicks", |random| {
            let (comes, strength) = (random.unit() < each, random.noise());
            if comes {
                strength * strength * strength
            } else {
                0.0
            }
        });
        self.frame(&mut clicks);
        clicks
    }

    /// A slow wave between −1 and 1, some `often` times a second, for each of `steps` steps.
    pub fn wave(&self, often: f64, steps: usize, step: usize) -> Vec<f64> {
        let mut random = self.random.named("wave");
        let waves: Vec<(f64, f64)> = [1.0, 1.7, 2.9]
            .iter()
            .map(|times| {
                let rate = often * times / f64::from(RATE);
                // Round a loop a whole number of waves fits.
                let rate = self.round.map_or(rate, |frames| {
                    libm::round(rate * frames as f64) / frames as f64
                });
                (rate, random.unit())
            })
            .collect();
        let at = |frame: f64| {
            let sum = waves
                .iter()
                .map(|(rate, phase)| libm::sin(TAU * (rate * frame + phase)));
            sum.sum::<f64>() / waves.len() as f64
        };
        (0..steps).map(|n| at((n * step) as f64)).collect()
    }

    fn drawn(
        &self,
        frames: usize,
        name: &str,
        mut draw: impl FnMut(&mut Random) -> f32,
    ) -> Vec<f32> {
        let mut random = self.random.named(name);
        let Some(round) = self.round else {
            return (0..frames).map(|_| draw(&mut random)).collect();
        };
        let drawn: Vec<f32> = (0..round).map(|_| draw(&mut random)).collect();
        super::turned(&drawn, round + 2 * AROUND)
    }

    fn frame(&self, noise: &mut [f32]) {
        if self.round.is_some() {
            return;
        }
        let rise = RISE.min(noise.len());
        for (n, sample) in noise[..rise].iter_mut().enumerate() {
            *sample *= n as f32 / RISE as f32;
        }
        let fall = FALL.min(noise.len());
        for (n, sample) in noise.iter_mut().rev().take(fall).enumerate() {
            *sample *= n as f32 / FALL as f32;
        }
    }
}
