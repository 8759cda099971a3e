//! A body that is driven continuously: bowed, scraped, rolled upon.
//!
//! Takes the excitation sample by sample and the modes, and returns the response. A
//! body driven by a single impulse rings like a struck one. On a circle it is
//! already ringing at the first sample.

use std::f64::consts::TAU;

use super::modes::Mode;
use cuebook_core::units::RATE;
use cuebook_dsp::filter::{TINY, Way};

/// The number of modes that are computed in parallel.
const SIDE: usize = 8;

/// The number of frames between two checks for denormal states.
const BLOCK: usize = 256;

/// Replaces `samples`, the excitation, by the response of the modes.
pub(crate) fn drive(samples: &mut [f32], modes: &[Mode], way: Way) {
    let push = samples.to_vec();
    samples.fill(0.0);
    let longest = modes
        .iter()
        .fold(0.0, |long: f64, mode| long.max(mode.decay));
    let before = match way {
        Way::Line => 0,
        Way::Circle => (longest * f64::from(RATE)) as usize,
    };
    let (rounds, rest) = (before / push.len().max(1), before % push.len().max(1));
    for modes in modes.chunks(SIDE) {
        let mut bank = Bank::new(modes);
        bank.run(&push[push.len() - rest..], None);
        for _ in 0..rounds {
            bank.run(&push, None);
        }
        bank.run(&push, Some(samples));
    }
}

/// Some modes and their states: y[n] = g·x[n] + 2r·cos ω·y[n−1] − r²·y[n−2].
#[derive(Default)]
struct Bank {
    gain: [f64; SIDE],
    turn: [f64; SIDE],
    shrink: [f64; SIDE],
    now: [f64; SIDE],
    last: [f64; SIDE],
}

impl Bank {
    fn new(modes: &[Mode]) -> Bank {
        let mut bank = Bank::default();
        for (n, mode) in modes.iter().enumerate() {
            let angle = TAU * mode.frequency / f64::from(RATE);
            let radius = mode.radius();
            bank.gain[n] = mode.weight * libm::sin(angle);
            bank.turn[n] = 2.0 * radius * libm::cos(angle);
            bank.shrink[n] = radius * radius;
        }
        bank
    }

    fn run(&mut self, push: &[f32], mut onto: Option<&mut [f32]>) {
        for (number, block) in push.chunks(BLOCK).enumerate() {
            for (n, push) in block.iter().enumerate() {
                let answer = self.step(f64::from(*push)) as f32;
                if let Some(onto) = &mut onto {
                    onto[number * BLOCK + n] += answer;
                }
            }
            self.settle();
        }
    }

    #[inline]
    fn step(&mut self, push: f64) -> f64 {
        let mut sum = 0.0;
        for n in 0..SIDE {
            let next = self.gain[n] * push + self.turn[n] * self.now[n];
            let next = next - self.shrink[n] * self.last[n];
            self.last[n] = self.now[n];
            self.now[n] = next;
        }
        for now in self.now {
            sum += now;
        }
        sum
    }

    fn settle(&mut self) {
        for state in self.now.iter_mut().chain(&mut self.last) {
            if state.abs() < TINY {
                *state = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    const MODE: Mode = Mode {
        frequency: 440.0,
        decay: 0.4,
        weight: 0.5,
    };

    #[test]
    fn an_impulse_makes_it_ring_like_a_struck_body() {
        let mut samples = vec![0.0; 24_000];
        samples[0] = 1.0;
        drive(&mut samples, &[MODE], Way::Line);
        let pitch = measure::loudest(&samples, 100.0, 2000.0);
        assert!((pitch - 440.0).abs() < 4.0, "{pitch}");
        let decay = measure::decay(&samples);
        assert!((decay - 0.4).abs() < 0.04, "{decay}");
        let top = samples.iter().fold(0.0_f32, |top, s| top.max(s.abs()));
        assert!((top - 0.5).abs() < 0.02, "{top}");
    }

    #[test]
    fn it_responds_only_at_the_frequencies_of_its_modes() {
        let mut random = cuebook_dsp::random::Random::new(1);
        let mut samples: Vec<f32> = (0..48_000).map(|_| random.noise()).collect();
        let other = Mode {
            frequency: 1500.0,
            ..MODE
        };
        drive(&mut samples, &[MODE, other], Way::Line);
        let own = measure::share(&samples, 420.0, 460.0) + measure::share(&samples, 1480.0, 1520.0);
        assert!(own > 0.85, "{own}");
    }

    #[test]
    fn on_a_circle_it_already_rings() {
        let mut samples = vec![0.0; 4800];
        samples[4700] = 1.0;
        drive(&mut samples, &[MODE], Way::Circle);
        let leap = (samples[0] - samples[4799]).abs();
        assert!(samples[..200].iter().any(|s| s.abs() > 0.3));
        // No more than a sine of 440 Hz at its steepest.
        assert!(leap < 0.035, "{leap}");
    }
}
