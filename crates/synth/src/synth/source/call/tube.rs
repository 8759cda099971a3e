//! The air between a voice and the lips: a throat and a mouth.
//!
//! Takes the pressure at the voice and returns that at the lips. Waves run through
//! two tubes of equal length to the lips and back (J. L. Kelly & C. C. Lochbaum,
//! *Speech synthesis*, 1962). With equal widths the resonances are the odd multiples
//! of a quarter wave. A wide mouth raises the lowest one, a narrow mouth lowers it.

use std::f64::consts::{PI, TAU};

use cuebook_core::units::RATE;
use cuebook_dsp::filter::TINY;

/// The speed of sound in moist air of 35 °C, in m/s.
const SOUND: f64 = 350.0;

/// The logarithm of the largest ratio of the widths of mouth and throat.
const WIDEST: f64 = 1.8;

/// A wave that needs some frames from one end to the other.
struct Way {
    waves: Vec<f64>,
    whole: usize,
    part: f64,
    at: usize,
}

impl Way {
    fn new(frames: f64) -> Way {
        let frames = frames.max(1.0);
        let whole = frames as usize;
        Way {
            waves: vec![0.0; whole + 2],
            whole,
            part: frames - whole as f64,
            at: 0,
        }
    }

    /// Returns the wave that arrives.
    #[inline]
    fn end(&self) -> f64 {
        let all = self.waves.len();
        let near = self.at + all - self.whole;
        let near = if near >= all { near - all } else { near };
        let far = if near == 0 { all - 1 } else { near - 1 };
        self.waves[near] + self.part * (self.waves[far] - self.waves[near])
    }

    /// Starts the next wave.
    #[inline]
    fn begin(&mut self, wave: f64) {
        self.waves[self.at] = if wave.abs() < TINY { 0.0 } else { wave };
        self.at = if self.at + 1 == self.waves.len() {
            0
        } else {
            self.at + 1
        };
    }
}

pub(super) struct Tube {
    /// To the lips and back, in the throat and in the mouth.
    throat: [Way; 2],
    mouth: [Way; 2],
    /// The share of a wave that remains after a reflection at an end.
    kept: f64,
    /// The reflection where the throat becomes the mouth.
    step: f64,
    /// The lips reflect low waves only.
    soft: f64,
    softened: f64,
}

impl Tube {
    /// Creates a tube of this length in metres.
    pub(super) fn new(length: f64) -> Tube {
        let length = length.clamp(0.01, 3.0);
        let way = || Way::new(length / 2.0 / SOUND * f64::from(RATE));
        // The width of the resonances grows with their frequency.
        let width = 65.0 + 0.05 * SOUND / (4.0 * length);
        let corner = (SOUND / (0.6 * length)).min(12_000.0);
        Tube {
            throat: [way(), way()],
            mouth: [way(), way()],
            kept: libm::exp(-PI * width * length / SOUND),
            step: 0.0,
            soft: 1.0 - libm::exp(-TAU * corner / f64::from(RATE)),
            softened: 0.0,
        }
    }

    /// Opens the mouth: 0 almost closed, 0.5 as wide as the throat, 1 wide.
    pub(super) fn open(&mut self, share: f64) {
        let wide = libm::exp(2.0 * WIDEST * (share - 0.5));
        self.step = (1.0 - wide) / (1.0 + wide);
    }

    /// Replaces the pressure at the voice by that at the lips.
    pub(super) fn run(&mut self, sound: &mut [f64]) {
        for sound in sound {
            let [to, back] = [0, 1].map(|n| (self.throat[n].end(), self.mouth[n].end()));
            let ((to_mouth, at_lips), (at_voice, from_lips)) = (to, back);
            self.throat[0].begin(*sound + self.kept * at_voice);
            self.throat[1].begin(self.step * to_mouth + (1.0 - self.step) * from_lips);
            self.mouth[0].begin((1.0 + self.step) * to_mouth - self.step * from_lips);
            self.softened += self.soft * (at_lips - self.softened);
            self.mouth[1].begin(-self.kept * self.softened);
            // A narrow mouth lets out less.
            *sound = (1.0 - self.step) * at_lips;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    fn ringing(length: f64, open: f64) -> Vec<f32> {
        let mut tube = Tube::new(length);
        tube.open(open);
        let mut sound = vec![0.0; 9600];
        sound[0] = 1.0;
        tube.run(&mut sound);
        sound.into_iter().map(|sample| sample as f32).collect()
    }

    #[test]
    fn a_tube_resonates_at_a_quarter_wave_and_three() {
        for (length, quarter) in [(0.175, 500.0), (0.35, 250.0)] {
            let sound = ringing(length, 0.5);
            for odd in [1.0, 3.0] {
                let near = (0.6 * odd * quarter, 1.3 * odd * quarter);
                let found = measure::loudest(&sound, near.0, near.1);
                assert!(
                    (found / (odd * quarter) - 0.95).abs() < 0.1,
                    "{found:.0} Hz"
                );
            }
        }
    }

    #[test]
    fn a_wide_mouth_raises_the_lowest_resonance() {
        let [narrow, even, wide] =
            [0.1, 0.5, 0.9].map(|open| measure::loudest(&ringing(0.175, open), 80.0, 1000.0));
        assert!(
            narrow < 0.75 * even && wide > 1.2 * even,
            "{narrow:.0} {even:.0} {wide:.0}"
        );
    }

    #[test]
    fn it_rings_out() {
        for (length, open) in [(0.02, 0.0), (0.1, 1.0), (0.7, 0.0), (3.0, 0.5)] {
            let sound = ringing(length, open);
            assert!(measure::rms(&sound[8000..]) < 0.02 * measure::rms(&sound[..1600]));
        }
    }
}
