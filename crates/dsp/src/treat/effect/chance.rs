//! The randomness of devices: noise, clicks and slow curves from a seed. In a
//! loop the end leads into the beginning.

use std::f64::consts::TAU;

use crate::random::Random;
use cuebook_core::units::RATE;

/// The length of loop that an effect processes before the beginning and after
/// the end, in frames. It is longer than the ringing of any effect.
pub(super) const AROUND: usize = RATE as usize;

/// How long noise fades in before speech, and fades out after it, in frames.
const RISE: usize = RATE as usize / 50;
const FALL: usize = RATE as usize / 6;

/// Returns `length` frames of a loop, starting [`AROUND`] frames before its
/// beginning.
pub(super) fn looped(samples: &[f32], length: usize) -> Vec<f32> {
    let start = samples.len() - AROUND % samples.len();
    let around = samples.iter().cycle().skip(start);
    around.take(length).copied().collect()
}

/// The random source of one sound.
pub(super) struct Chance {
    random: Random,
    /// The length of the loop in frames; `None` for a sound that is heard once.
    round: Option<usize>,
}

impl Chance {
    pub(super) fn once(seed: u64) -> Chance {
        Chance {
            random: Random::new(seed),
            round: None,
        }
    }

    pub(super) fn round(seed: u64, frames: usize) -> Chance {
        Chance {
            random: Random::new(seed),
            round: Some(frames),
        }
    }

    /// Returns how much longer the noise makes a sound, in frames.
    pub(super) fn tail(&self) -> usize {
        if self.round.is_some() { 0 } else { FALL }
    }

    /// Returns white noise from −1 to 1 for a sound with its tail. It fades in
    /// and out, except in a loop.
    pub(super) fn noise(&self, frames: usize) -> Vec<f32> {
        let mut noise = self.drawn(frames, "noise", |random| random.noise());
        self.frame(&mut noise);
        noise
    }

    /// Returns clicks, `often` a second, of a strength from −1 to 1. Strong
    /// clicks are rare.
    pub(super) fn clicks(&self, frames: usize, often: f64) -> Vec<f32> {
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

    /// Returns a slow wave between −1 and 1, about `often` times a second, for
    /// each of `steps` steps.
    pub(super) fn wave(&self, often: f64, steps: usize, step: usize) -> Vec<f64> {
        let mut random = self.random.named("wave");
        let waves: Vec<(f64, f64)> = [1.0, 1.7, 2.9]
            .iter()
            .map(|times| {
                let rate = often * times / f64::from(RATE);
                // A whole number of waves fits into the loop.
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
        looped(&drawn, round + 2 * AROUND)
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
