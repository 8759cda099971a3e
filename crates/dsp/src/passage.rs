//! Moves a sound towards the listener or away while it plays.
//!
//! Takes the sound as it arrives from the nearest point of its path, and returns it
//! with the Doppler shift of its motion, quieter and darker where it is farther
//! away. The start of the sound does not shift in time, and constant speed means
//! constant pitch. The motion accelerates at its start and slows down at its end.

use super::motion::{self, Path};
use cuebook_core::audio::Audio;
use cuebook_core::units::{Metres, SPEED_OF_SOUND, Seconds};

/// A straight path, at constant speed except at its ends.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Passage {
    /// The distance from the listener at the start.
    pub from: Metres,
    /// The distance from the listener at the end.
    pub to: Metres,
    /// The duration of the motion; then the sound stays at its last distance.
    pub over: Seconds,
}

cuebook_core::fingerprint! {
    struct Passage { from, to, over }
}

/// The share of the duration in which the motion reaches its speed, and in which it
/// stops.
const EASE: f64 = 0.15;

impl Passage {
    /// Returns the smallest distance of the path.
    #[must_use]
    pub fn nearest(self) -> Metres {
        Metres(self.from.0.min(self.to.0))
    }

    /// Returns the speed between the ends, in metres a second. It is negative where
    /// the sound comes nearer.
    #[must_use]
    pub fn speed(self) -> f64 {
        (self.to.0 - self.from.0) / (self.over.0.max(1e-3) * (1.0 - EASE))
    }

    /// Applies the motion to a sound that was made for the nearest point.
    #[must_use]
    pub fn act(self, sound: Audio) -> Audio {
        let moved = |side: Vec<f32>| {
            let far = motion::fall(self, &side);
            motion::read(self, &far, &motion::places(self, far.len()))
        };
        let channels = sound.channels.into_iter().map(moved).collect();
        Audio { channels }
    }
}

impl Path for Passage {
    fn distance(self, seconds: f64) -> f64 {
        let share = (seconds / self.over.0.max(1e-3)).clamp(0.0, 1.0);
        // The speed rises evenly, stays constant, and falls evenly; this is the
        // share of the path covered so far.
        let gone = |share: f64| share * share / (2.0 * EASE * (1.0 - EASE));
        let way = if share < EASE {
            gone(share)
        } else if share > 1.0 - EASE {
            1.0 - gone(1.0 - share)
        } else {
            (share - EASE / 2.0) / (1.0 - EASE)
        };
        self.from.0 + (self.to.0 - self.from.0) * way
    }

    fn span(self) -> (f64, f64) {
        (self.nearest().0, self.from.0.max(self.to.0))
    }

    fn pace(self) -> f64 {
        1.0 / (1.0 + self.speed() / SPEED_OF_SOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::RATE;

    fn tone(frequency: f64, seconds: f64) -> Audio {
        let frames = (seconds * f64::from(RATE)) as usize;
        let step = std::f64::consts::TAU * frequency / f64::from(RATE);
        Audio::mono(
            (0..frames)
                .map(|n| libm::sin(step * n as f64) as f32)
                .collect(),
        )
    }

    /// Returns the number of rising zero crossings a second between two times.
    fn pitch(audio: &Audio, from: f64, to: f64) -> f64 {
        let at = |seconds: f64| (seconds * f64::from(RATE)) as usize;
        let wave = &audio.channels[0][at(from)..at(to)];
        let rising: Vec<f64> = wave
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| pair[0] <= 0.0 && pair[1] > 0.0)
            .map(|(n, pair)| n as f64 - f64::from(pair[0] / (pair[1] - pair[0])))
            .collect();
        (rising.len() - 1) as f64 * f64::from(RATE) / (rising[rising.len() - 1] - rising[0])
    }

    fn level(audio: &Audio, from: f64, to: f64) -> f64 {
        let at = |seconds: f64| (seconds * f64::from(RATE)) as usize;
        let wave = &audio.channels[0][at(from)..at(to)];
        let power: f64 = wave.iter().map(|x| f64::from(x * x)).sum();
        10.0 * libm::log10(power / wave.len() as f64)
    }

    #[test]
    fn an_approaching_sound_is_higher_by_the_formula() {
        // 34 m/s towards the listener: 1000 · c / (c − 34) = 1112.1 Hz, then 1000.
        let passage = Passage {
            from: Metres(10.0 + 34.0 * 3.0 * (1.0 - EASE)),
            to: Metres(10.0),
            over: Seconds(3.0),
        };
        let heard = passage.act(tone(1000.0, 5.0));
        let wanted = 1000.0 * SPEED_OF_SOUND / (SPEED_OF_SOUND - 34.0);
        assert!((pitch(&heard, 0.6, 2.2) - wanted).abs() < 0.2);
        assert!((pitch(&heard, 3.0, 4.5) - 1000.0).abs() < 0.2);
    }

    #[test]
    fn a_receding_sound_is_lower_and_arrives_later() {
        let passage = Passage {
            from: Metres(5.0),
            to: Metres(5.0 + 20.0 * 3.0 * (1.0 - EASE)),
            over: Seconds(3.0),
        };
        let heard = passage.act(tone(500.0, 4.0));
        let wanted = 500.0 * SPEED_OF_SOUND / (SPEED_OF_SOUND + 20.0);
        assert!((pitch(&heard, 0.6, 2.6) - wanted).abs() < 0.2);
        let later = 51.0 / SPEED_OF_SOUND * f64::from(RATE);
        assert_eq!(heard.frames().0, 4 * 48_000 + later.ceil() as i64);
    }

    #[test]
    fn a_doubling_of_the_distance_is_six_decibels() {
        let passage = Passage {
            from: Metres(80.0),
            to: Metres(10.0),
            over: Seconds(7.0),
        };
        let heard = passage.act(tone(200.0, 9.0));
        // The sound starts at 80 m and has stopped at 10 m: three doublings, with a
        // little treble and 0.03 dB for the size of the source.
        let fall = level(&heard, 8.0, 8.5) - level(&heard, 0.0, 0.05);
        assert!((fall - 18.06).abs() < 0.5, "{fall}");
        let half = level(&heard, 3.3, 3.34) - level(&heard, 0.0, 0.05);
        let distance = passage.distance(3.32 + 45.0 / SPEED_OF_SOUND - 80.0 / SPEED_OF_SOUND + 0.1);
        let expected = 20.0 * libm::log10(80.0 / distance);
        assert!((half - expected).abs() < 0.6, "{half} for {expected}");
    }

    #[test]
    fn the_motion_starts_and_stops_smoothly() {
        let passage = Passage {
            from: Metres(0.0),
            to: Metres(85.0),
            over: Seconds(1.0),
        };
        // The speed of a trapezoid: 100 m/s in the middle, half of it halfway up.
        let speed = |at: f64| (passage.distance(at + 1e-4) - passage.distance(at - 1e-4)) / 2e-4;
        assert!((speed(0.5) - 100.0).abs() < 0.1);
        assert!((speed(EASE / 2.0) - 50.0).abs() < 0.1);
        assert!((speed(1.0 - EASE / 2.0) - 50.0).abs() < 0.1);
        assert_eq!(passage.distance(1.0), 85.0);
    }

    #[test]
    fn a_sound_that_does_not_move_is_unchanged() {
        let passage = Passage {
            from: Metres(3.0),
            to: Metres(3.0),
            over: Seconds(1.0),
        };
        let sound = tone(300.0, 0.5);
        let heard = passage.act(sound.clone());
        for (a, b) in heard.channels[0][100..20_000]
            .iter()
            .zip(&sound.channels[0][100..])
        {
            assert!((a - b).abs() < 2e-3);
        }
    }
}
