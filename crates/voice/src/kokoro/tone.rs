//! The settings of each tone of voice, for the network and for its sound. The
//! neutral tone changes nothing.
//!
//! The melody is changed between the two halves of the network, so pitch moves
//! while the size of the speaker stays the same. The mix sets the loudness.

use crate::Tone;

/// How a tone differs from plain speech.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Manner {
    /// A factor on the pace.
    pub pace: f32,
    /// A shift of the whole melody, in semitones.
    pub pitch: f32,
    /// A factor on the distance of the melody from its middle, in semitones.
    pub range: f32,
    /// An addition to the strength of every sound, on the network's internal
    /// scale.
    pub effort: f32,
    /// Whether breath replaces the voice. Breath does not fall with frequency
    /// as a voice's harmonics do, so a whisper is bright.
    pub whispered: bool,
    /// The gain above the middle of the spectrum, in dB.
    pub brightness: f64,
    /// The rate in Hz and the depth in semitones of a trembling pitch.
    pub tremble: Option<(f32, f32)>,
}

const PLAIN: Manner = Manner {
    pace: 1.0,
    pitch: 0.0,
    range: 1.0,
    effort: 0.0,
    whispered: false,
    brightness: 0.0,
    tremble: None,
};

/// Returns the settings of a tone.
#[must_use]
pub(super) fn manner(tone: Tone) -> Manner {
    match tone {
        Tone::Neutral => PLAIN,
        Tone::Urgent => Manner {
            pace: 1.16,
            pitch: 1.0,
            range: 1.2,
            effort: 0.6,
            brightness: 1.5,
            ..PLAIN
        },
        Tone::Shout => Manner {
            pace: 0.95,
            pitch: 4.0,
            range: 1.3,
            effort: 1.5,
            brightness: 5.0,
            ..PLAIN
        },
        Tone::Whisper => Manner {
            pace: 0.92,
            whispered: true,
            brightness: 9.0,
            ..PLAIN
        },
        Tone::Cold => Manner {
            pace: 0.94,
            pitch: -1.0,
            range: 0.5,
            effort: -0.3,
            ..PLAIN
        },
        Tone::Warm => Manner {
            pace: 0.95,
            pitch: -0.5,
            range: 1.1,
            brightness: -3.0,
            ..PLAIN
        },
        Tone::Weary => Manner {
            pace: 0.84,
            pitch: -1.5,
            range: 0.7,
            effort: -0.8,
            brightness: -2.5,
            ..PLAIN
        },
        Tone::Mocking => Manner {
            pace: 0.92,
            pitch: 1.0,
            range: 1.7,
            brightness: 1.0,
            ..PLAIN
        },
        Tone::Tearful => Manner {
            pace: 0.88,
            pitch: 1.5,
            range: 0.8,
            effort: -0.6,
            tremble: Some((5.5, 0.5)),
            ..PLAIN
        },
        Tone::Laughing => Manner {
            pace: 1.06,
            pitch: 2.0,
            range: 1.4,
            effort: 0.3,
            brightness: 1.0,
            tremble: Some((4.5, 0.6)),
            ..PLAIN
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tone_differs_from_the_others() {
        let tones = [
            Tone::Urgent,
            Tone::Shout,
            Tone::Whisper,
            Tone::Cold,
            Tone::Warm,
            Tone::Weary,
            Tone::Mocking,
            Tone::Tearful,
            Tone::Laughing,
        ];
        assert_eq!(manner(Tone::Neutral), PLAIN);
        for (index, tone) in tones.into_iter().enumerate() {
            assert_ne!(manner(tone), PLAIN);
            for other in &tones[index + 1..] {
                assert_ne!(manner(tone), manner(*other), "{tone:?} and {other:?}");
            }
        }
    }

    #[test]
    fn urgent_is_faster_than_weary() {
        assert!(manner(Tone::Urgent).pace > 1.1);
        assert!(manner(Tone::Weary).pace < 0.9);
    }
}
