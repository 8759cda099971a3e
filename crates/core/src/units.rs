//! Quantities: frames, seconds, decibels, linear gain, loudness, sizes of
//! files. The newtypes cannot be mixed up. Inside the program time is whole
//! frames; seconds are rounded once.

mod bytes;

use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

pub use bytes::Bytes;

/// The engine's rate in frames a second.
pub const RATE: u32 = 48_000;

/// The number of frames that the engine renders at a time.
pub const BLOCK: usize = 512;

/// A position on the timeline, or a length, in frames at [`RATE`].
///
/// A frame is all channels at one instant; a sample is one channel of it.
#[derive(
    Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Frames(pub i64);

impl Frames {
    /// The start of the timeline; no length.
    pub const ZERO: Frames = Frames(0);

    /// Returns the length in seconds.
    #[must_use]
    pub fn seconds(self) -> Seconds {
        Seconds(self.0 as f64 / f64::from(RATE))
    }

    /// Returns the number of frames as an index; a negative number becomes 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(0)
    }
}

impl Add for Frames {
    type Output = Frames;
    fn add(self, other: Frames) -> Frames {
        Frames(self.0 + other.0)
    }
}

impl Sub for Frames {
    type Output = Frames;
    fn sub(self, other: Frames) -> Frames {
        Frames(self.0 - other.0)
    }
}

impl Neg for Frames {
    type Output = Frames;
    fn neg(self) -> Frames {
        Frames(-self.0)
    }
}

impl AddAssign for Frames {
    fn add_assign(&mut self, other: Frames) {
        self.0 += other.0;
    }
}

impl SubAssign for Frames {
    fn sub_assign(&mut self, other: Frames) {
        self.0 -= other.0;
    }
}

impl From<usize> for Frames {
    fn from(frames: usize) -> Frames {
        Frames(frames as i64)
    }
}

/// A time in seconds, as in scripts.
#[derive(Copy, Clone, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub f64);

impl Seconds {
    /// Returns the nearest whole frame. Time is rounded only here.
    #[must_use]
    pub fn frames(self) -> Frames {
        Frames((self.0 * f64::from(RATE)).round() as i64)
    }
}

/// Returns a time in the form `1:02:03.4`.
#[must_use]
pub fn clock(frames: Frames) -> String {
    let tenths = (frames.seconds().0 * 10.0).round() as i64;
    let (minutes, rest) = (tenths / 600, tenths % 600);
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let seconds = format!("{:02}.{}", rest / 10, rest % 10);
    match hours {
        0 => format!("{minutes}:{seconds}"),
        hours => format!("{hours}:{minutes:02}:{seconds}"),
    }
}

/// A level relative to another, in dB.
#[derive(Copy, Clone, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decibels(pub f64);

impl Decibels {
    /// Returns the linear gain, 10^(dB/20).
    #[must_use]
    pub fn gain(self) -> Gain {
        Gain(libm::pow(10.0, self.0 / 20.0) as f32)
    }
}

impl Add for Decibels {
    type Output = Decibels;
    fn add(self, other: Decibels) -> Decibels {
        Decibels(self.0 + other.0)
    }
}

impl Sub for Decibels {
    type Output = Decibels;
    fn sub(self, other: Decibels) -> Decibels {
        Decibels(self.0 - other.0)
    }
}

impl Neg for Decibels {
    type Output = Decibels;
    fn neg(self) -> Decibels {
        Decibels(-self.0)
    }
}

/// A linear factor on samples.
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Gain(pub f32);

impl Gain {
    /// The factor 1: the samples are unchanged.
    pub const UNITY: Gain = Gain(1.0);
    /// The factor 0: the samples become silence.
    pub const SILENCE: Gain = Gain(0.0);

    /// Returns the level in dB, 20·log10(gain); minus infinity for silence.
    #[must_use]
    pub fn decibels(self) -> Decibels {
        Decibels(20.0 * libm::log10(f64::from(self.0)))
    }
}

/// Loudness against full scale, in LUFS (ITU-R BS.1770-4).
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lufs(pub f64);

/// A frequency in Hz.
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hertz(pub f64);

/// A distance in metres.
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metres(pub f64);

/// An angle in degrees.
#[derive(Copy, Clone, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Degrees(pub f64);

/// The speed of sound in air at 10 °C, in metres a second.
pub const SPEED_OF_SOUND: f64 = 337.3;

impl Metres {
    /// Returns the time that sound takes over this distance.
    #[must_use]
    pub fn travelled(self) -> Seconds {
        Seconds(self.0 / SPEED_OF_SOUND)
    }
}

/// Events a minute.
#[derive(Copy, Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PerMinute(pub f64);

/// A range of a random value, from `low` to `high`, both included.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Between<T> {
    /// The lowest value.
    pub low: T,
    /// The highest value.
    pub high: T,
}

impl<T: Copy> From<T> for Between<T> {
    fn from(value: T) -> Between<T> {
        Between {
            low: value,
            high: value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_to_the_nearest_frame() {
        assert_eq!(Seconds(1.0).frames(), Frames(48_000));
        assert_eq!(Seconds(0.000_011).frames(), Frames(1));
        assert_eq!(Seconds(-0.5).frames(), Frames(-24_000));
    }

    #[test]
    fn times_are_written_as_on_a_clock() {
        assert_eq!(clock(Seconds(0.04).frames()), "0:00.0");
        assert_eq!(clock(Seconds(62.25).frames()), "1:02.3");
        assert_eq!(clock(Seconds(3_723.4).frames()), "1:02:03.4");
    }

    #[test]
    fn six_decibels_are_a_factor_of_two() {
        assert!((Decibels(6.0206).gain().0 - 2.0).abs() < 1e-5);
        assert!((Gain(0.5).decibels().0 + 6.0206).abs() < 1e-4);
    }
}
