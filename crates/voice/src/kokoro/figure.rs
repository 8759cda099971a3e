//! The body of a speaker, as the network and its sound make it.
//!
//! The sound of a smaller vocal tract is that of the network played faster: all resonances rise by
//! the same factor. The network speaks slower and lower by this factor, so that pace and pitch stay.

use super::network::NETWORK_RATE;
use super::tone::Manner;
use super::voices::Sex;
use cuebook_core::body::{Age, Body};

/// The factors on the resonances that sound like a person.
const FACTORS: (f64, f64) = (0.7, 1.7);

/// How a body differs from that of the voice.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// The samples that the network makes for a second of this body.
    pub rate: usize,
    /// The shift of the pitch, in semitones.
    pitch: f64,
    /// Whether the speaker is old.
    is_old: bool,
}

impl Figure {
    /// Returns the figure of a body for a voice of this sex.
    ///
    /// A child of about eight has a vocal tract of 12 cm and a pitch of 260 Hz; women have 14 cm and
    /// 200 Hz, men 17 cm and 120 Hz. (Vorperian and others, "Development of vocal tract length during
    /// early childhood", 2005; Lee, Potamianos and Narayanan, "Acoustics of children's speech", 1999)
    #[must_use]
    pub(super) fn of(body: Body, sex: Sex) -> Figure {
        let (shorter, higher) = match (body.age, sex) {
            (Age::Child, Sex::Woman) => (1.17, 3.5),
            (Age::Child, Sex::Man) => (1.38, 11.0),
            (Age::Adult | Age::Old, _) => (1.0, 0.0),
        };
        let factor = (shorter / body.size).clamp(FACTORS.0, FACTORS.1);
        // The resampler takes whole rates with large common divisors.
        let percent = libm::round(100.0 * factor);
        Figure {
            rate: NETWORK_RATE / 100 * percent as usize,
            pitch: higher - 12.0 * libm::log2(body.size),
            is_old: body.age == Age::Old,
        }
    }

    /// Returns the factor on all resonances.
    #[must_use]
    pub(super) fn factor(self) -> f64 {
        self.rate as f64 / NETWORK_RATE as f64
    }

    /// Returns a manner as this body has it.
    #[must_use]
    pub(super) fn with(self, manner: Manner, sex: Sex) -> Manner {
        let manner = match self.is_old {
            true => manner.aged(sex),
            false => manner,
        };
        if self.pitch == 0.0 && self.rate == NETWORK_RATE {
            return manner;
        }
        let lower = 12.0 * libm::log2(self.factor());
        Manner {
            pace: manner.pace / self.factor() as f32,
            pitch: manner.pitch + (self.pitch - lower) as f32,
            ..manner
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tone;
    use crate::kokoro::tone::manner;

    fn plain() -> Manner {
        manner(Tone::Neutral.into())
    }

    #[test]
    fn the_body_of_the_voice_changes_nothing() {
        let figure = Figure::of(Body::default(), Sex::Man);
        assert_eq!(figure.rate, NETWORK_RATE);
        assert_eq!(figure.with(plain(), Sex::Man), plain());
    }

    #[test]
    fn a_small_body_has_higher_resonances_and_a_higher_pitch_at_the_same_pace() {
        let small = Body {
            size: 0.8,
            ..Body::default()
        };
        let figure = Figure::of(small, Sex::Woman);
        assert_eq!(figure.rate, 30_000);
        let spoken = figure.with(plain(), Sex::Woman);
        assert!((spoken.pace - 0.8).abs() < 1e-6);
        // Played faster by 1.25, the network's own pitch is 1.25 times as high.
        assert!(spoken.pitch.abs() < 1e-5, "{}", spoken.pitch);
    }

    #[test]
    fn a_child_is_smaller_than_the_voice_of_a_man_by_more_than_that_of_a_woman() {
        let child = Body {
            age: Age::Child,
            ..Body::default()
        };
        let (man, woman) = (Figure::of(child, Sex::Man), Figure::of(child, Sex::Woman));
        assert!(man.rate > woman.rate && woman.rate > NETWORK_RATE);
        assert!(man.pitch > woman.pitch && woman.pitch > 0.0);
        let huge = Body {
            size: 0.7,
            age: Age::Child,
        };
        assert_eq!(Figure::of(huge, Sex::Man).factor(), FACTORS.1);
    }

    #[test]
    fn an_old_body_is_old_in_any_size() {
        let old = Body {
            age: Age::Old,
            size: 1.1,
        };
        let spoken = Figure::of(old, Sex::Man).with(plain(), Sex::Man);
        assert!(spoken.tremble.is_some() && spoken.breath > 0.0);
    }
}
