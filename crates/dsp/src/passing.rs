//! Moves a sound past the listener, on a straight line at constant speed.
//!
//! Takes a sound as it is heard at the nearest point, and returns it from the left
//! to the right with the Doppler shift of its motion. It is quieter and darker
//! where it is farther away.

use super::canvas::{Canvas, Extent, pan_gains};
use super::motion::{self, Path};
use cuebook_core::units::{RATE, SPEED_OF_SOUND};

/// A straight path with its nearest point in the middle.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Passing {
    /// The length of the path in metres.
    pub length: f64,
    /// The time for the whole path in seconds.
    pub takes: f64,
    /// The distance of the path from the listener in metres.
    pub beside: f64,
    /// From 1, left to right, to −1, right to left; 0 stays in the middle.
    pub across: f64,
}

/// The highest speed in metres a second: sound must leave its source behind.
const FASTEST: f64 = 300.0;

/// The frames between two positions of the pan.
const STEP: usize = 64;

impl Passing {
    /// Returns the speed in metres a second.
    #[must_use]
    pub fn speed(self) -> f64 {
        (self.length / self.takes.max(1e-3)).min(FASTEST)
    }

    /// Returns the position on the path: negative before the nearest point.
    fn along(self, seconds: f64) -> f64 {
        self.speed() * seconds - self.length / 2.0
    }

    /// Applies the motion to a sound in mono.
    #[must_use]
    pub fn act(self, sound: &[f32]) -> Canvas {
        let far = motion::fall(self, sound);
        let places = motion::places(self, far.len());
        let mut left = motion::read(self, &far, &places);
        let mut right = left.clone();
        let sides = left.chunks_mut(STEP).zip(right.chunks_mut(STEP));
        for ((left, right), places) in sides.zip(places.chunks(STEP)) {
            let (from, to) = (self.pan(places[0]), self.pan(places[places.len() - 1]));
            let share = 1.0 / places.len() as f32;
            for (n, (left, right)) in left.iter_mut().zip(right).enumerate() {
                let t = n as f32 * share;
                *left *= from.0 + t * (to.0 - from.0);
                *right *= from.1 + t * (to.1 - from.1);
            }
        }
        Canvas {
            left,
            right,
            extent: Extent::Open,
        }
    }

    /// Returns the gains of both sides for the sound that left at a frame.
    fn pan(self, frame: f64) -> (f32, f32) {
        let along = self.along(frame / f64::from(RATE));
        let sine = along / libm::hypot(along, self.beside.max(0.1));
        let (left, right) = pan_gains((self.across * sine).clamp(-1.0, 1.0));
        (left as f32, right as f32)
    }
}

impl Path for Passing {
    fn distance(self, seconds: f64) -> f64 {
        let (along, beside) = (self.along(seconds), self.beside.max(0.1));
        libm::sqrt(along * along + beside * beside)
    }

    fn span(self) -> (f64, f64) {
        (self.beside.max(0.1), self.distance(0.0))
    }

    fn pace(self) -> f64 {
        1.0 / (1.0 - self.speed() / SPEED_OF_SOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure;

    /// A tone of 1 kHz passes at 34.3 m/s, a tenth of the speed of sound.
    fn passed(across: f64) -> Canvas {
        let passing = Passing {
            length: 343.0,
            takes: 10.0,
            beside: 4.0,
            across,
        };
        let step = std::f64::consts::TAU * 1000.0 / f64::from(RATE);
        let wave = (0..480_000).map(|n| libm::sin(step * f64::from(n)) as f32);
        passing.act(&wave.collect::<Vec<f32>>())
    }

    #[test]
    fn the_pitch_falls_by_the_formula() {
        let heard = passed(1.0).left;
        let c = SPEED_OF_SOUND;
        let before = measure::loudest(&heard[48_000..113_536], 800.0, 1300.0);
        let after = measure::loudest(&heard[380_000..445_536], 800.0, 1300.0);
        assert!((before - 1000.0 * c / (c - 34.3)).abs() < 1.5, "{before}");
        assert!((after - 1000.0 * c / (c + 34.3)).abs() < 1.5, "{after}");
    }

    #[test]
    fn it_is_loudest_in_the_middle_and_ten_times_as_far_is_20_db() {
        let heard = passed(0.0).left;
        let levels = measure::levels(&heard, 0.05);
        let top = (0..levels.len()).max_by(|a, b| levels[*a].total_cmp(&levels[*b]));
        // It is heard half a second earlier at the nearest point than at the start.
        let middle = 0.05 * top.unwrap() as f64;
        assert!((4.4..4.6).contains(&middle), "{middle}");
        // 40 m away: 1.16 s after the nearest point, and 0.105 s to arrive.
        let later = levels[top.unwrap() + 25] / levels[top.unwrap()];
        assert!((0.075..0.115).contains(&later), "{later}");
    }

    #[test]
    fn it_goes_from_left_to_right() {
        let Canvas { left, right, .. } = passed(1.0);
        let sides = |part: std::ops::Range<usize>| {
            measure::rms(&left[part.clone()]) / measure::rms(&right[part])
        };
        assert!(sides(48_000..96_000) > 10.0 && sides(380_000..420_000) < 0.1);
        assert_eq!(passed(0.0).left, passed(0.0).right);
    }
}
