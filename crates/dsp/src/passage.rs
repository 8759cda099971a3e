//! Moves a sound towards the listener or away while it plays.
//!
//! Takes the sound as it arrives from the nearest point of its path, and returns it
//! with the Doppler shift of its motion, quieter and darker where it is farther
//! away. The start of the sound does not shift in time, and constant speed means
//! constant pitch. The motion accelerates at its start and slows down at its end.
//!
//! A sound that leaves at the time e from the distance d(e) arrives at e + d(e)/c.
//! At the time t, the listener therefore hears the sound that left at the e for
//! which both are equal (Doppler 1842; J. O. Smith et al., *Doppler simulation and
//! the Leslie*, DAFx 2002). A windowed sinc interpolates the sound there.

use super::air::{self, SMALL, spread};
use super::canvas::{Canvas, Extent};
use cuebook_core::audio::Audio;
use cuebook_core::units::{Frames, Metres, RATE, SPEED_OF_SOUND, Seconds};

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

    /// Returns the distance at a time in seconds since the start.
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

    /// Returns the arrival time of the sound that leaves with a frame, in frames
    /// after the first arrival.
    fn arrives(self, frame: usize) -> f64 {
        let far = self.distance(Frames::from(frame).seconds().0) - self.from.0;
        frame as f64 + far / SPEED_OF_SOUND * f64::from(RATE)
    }

    /// Applies the motion to a sound that was made for the nearest point.
    #[must_use]
    pub fn act(self, sound: Audio) -> Audio {
        let stereo = sound.channels.len() == 2;
        let canvas = Canvas::from_audio(sound, false);
        let far = self.fall(&canvas);
        let wave = Interpolator::new(1.0 / (1.0 + self.speed() / SPEED_OF_SOUND));
        let places = self.places(canvas.frames());
        let read = |side: &[f32]| -> Vec<f32> {
            places.iter().map(|place| wave.at(side, *place)).collect()
        };
        let mut channels = vec![read(&far.left)];
        if stereo {
            channels.push(read(&far.right));
        }
        Audio { channels }
    }

    /// Returns, for each frame of the output, the position in the input with its
    /// fraction of a frame.
    fn places(self, frames: usize) -> Vec<f64> {
        let end = self.arrives(frames).ceil().max(0.0) as usize;
        let mut left = 0;
        let heard = (0..end).map(|n| {
            while left + 1 < frames && self.arrives(left + 1) <= n as f64 {
                left += 1;
            }
            let (before, after) = (self.arrives(left), self.arrives(left + 1));
            left as f64 + (n as f64 - before) / (after - before)
        });
        heard.collect()
    }

    /// Returns the sound with the level and the treble that each moment of it has
    /// on arrival. Between two doublings of the distance, the treble is a blend of
    /// both.
    fn fall(self, near: &Canvas) -> Canvas {
        let nearest = self.nearest().0.max(SMALL);
        let octave = |distance: f64| libm::log2(distance.max(nearest) / nearest);
        let farthest = octave(self.from.0.max(self.to.0));
        let mut sum = Canvas::new(Extent::Line(near.frames()));
        for step in 0..=farthest.ceil() as usize {
            let mut stop = near.clone();
            stop.filter(&air::filters(nearest * (libm::exp2(step as f64) - 1.0)));
            let sides = [(&mut sum.left, &stop.left), (&mut sum.right, &stop.right)];
            for (sum, stop) in sides {
                for (n, (sum, sample)) in sum.iter_mut().zip(stop).enumerate() {
                    let distance = self.distance(Frames::from(n).seconds().0);
                    let share = 1.0 - (octave(distance) - step as f64).abs();
                    if share > 0.0 {
                        let level = spread(distance, SMALL) / spread(self.nearest().0, SMALL);
                        *sum += sample * (share * level) as f32;
                    }
                }
            }
        }
        sum
    }
}

/// An interpolator that reads a signal between its samples: a sinc under a Hann
/// window, from a table.
struct Interpolator {
    /// One row of taps for each fraction of a frame, and one more.
    table: Vec<[f32; TAPS]>,
}

const TAPS: usize = 32;
const PARTS: usize = 512;

impl Interpolator {
    /// Creates an interpolator for a signal that is read `pace` times as fast as it
    /// was recorded. It filters out frequencies that would alias.
    fn new(pace: f64) -> Interpolator {
        let cutoff = 0.97 * (1.0 / pace).min(1.0);
        let half = TAPS as f64 / 2.0;
        let row = |part: usize| {
            let late = part as f64 / PARTS as f64;
            let mut taps = [0.0; TAPS];
            for (tap, value) in taps.iter_mut().enumerate() {
                let x = tap as f64 - (half - 1.0) - late;
                let turn = std::f64::consts::PI * x * cutoff;
                let sinc = if turn == 0.0 {
                    1.0
                } else {
                    libm::sin(turn) / turn
                };
                let window = 0.5 + 0.5 * libm::cos(std::f64::consts::PI * x / half);
                *value = (cutoff * sinc * window) as f32;
            }
            taps
        };
        Interpolator {
            table: (0..=PARTS).map(row).collect(),
        }
    }

    /// Returns the signal at a position in frames; silence beyond its ends.
    fn at(&self, wave: &[f32], place: f64) -> f32 {
        let whole = libm::floor(place);
        let part = (place - whole) * PARTS as f64;
        let (row, between) = (part as usize, (part - libm::floor(part)) as f32);
        let (low, high) = (&self.table[row], &self.table[(row + 1).min(PARTS)]);
        let first = whole as i64 - (TAPS as i64 / 2 - 1);
        let mut sum = 0.0;
        for (tap, (low, high)) in low.iter().zip(high).enumerate() {
            let at = usize::try_from(first + tap as i64).ok();
            let sample = at.and_then(|at| wave.get(at)).copied().unwrap_or(0.0);
            sum += sample * (low + between * (high - low));
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
