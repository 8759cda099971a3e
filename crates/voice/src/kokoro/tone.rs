//! The settings of each tone of voice, for the network and for its sound. The
//! neutral tone changes nothing.
//!
//! The melody is changed between the two halves of the network, so pitch moves
//! while the size of the speaker stays the same. The mix sets the loudness.

use super::voices::Sex;
use crate::{Feeling, Tone};

/// How a tone differs from plain speech.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Manner {
    /// A factor on the pace.
    pub pace: f32,
    /// A shift of the whole melody, in semitones.
    pub pitch: f32,
    /// A factor on the distance of the melody from its middle, in semitones.
    pub range: f32,
    /// The rise of the melody from the first sound to the last, in semitones.
    pub rise: f32,
    /// An addition to the strength of every sound, on the network's internal
    /// scale.
    pub effort: f32,
    /// The share of breath in the voice: 1 for a whisper. Breath does not fall
    /// with frequency as a voice's harmonics do, so a whisper is bright.
    pub breath: f32,
    /// The gain above the middle of the spectrum, in dB.
    pub brightness: f64,
    /// The rate in Hz and the depth in semitones of a trembling pitch.
    pub tremble: Option<(f32, f32)>,
    /// The random change of the pitch from one hundredth of a second to the
    /// next, in semitones: a rough voice.
    pub jitter: f32,
    /// The slow, random walk of the pitch, in semitones.
    pub wander: f32,
    /// A factor on the length of vowels.
    pub drawl: f32,
    /// The words that are spoken without a rest; 0 for as many as there are.
    pub group: usize,
    /// The shortest rest at a mark, in seconds.
    pub rest: f32,
    /// The level of the breath that is heard in a rest; 1 is that of speech.
    pub gasp: f32,
}

const PLAIN: Manner = Manner {
    pace: 1.0,
    pitch: 0.0,
    range: 1.0,
    rise: 0.0,
    effort: 0.0,
    breath: 0.0,
    brightness: 0.0,
    tremble: None,
    jitter: 0.0,
    wander: 0.0,
    drawl: 1.0,
    group: 0,
    rest: 0.0,
    gasp: 0.0,
};

/// The largest gain or loss of brightness, in dB.
const MOST_BRIGHT: f64 = 10.0;

/// The largest share of breath in a voice that is not a whisper.
const MOST_BREATH: f32 = 0.7;

impl Manner {
    /// Returns the same manner at another strength; 0 is plain speech.
    #[must_use]
    fn at(self, strength: f32) -> Manner {
        if strength == 1.0 {
            return self;
        }
        let factor = |own: f32| libm::powf(own, strength);
        let most = match self.breath == 1.0 {
            true => 1.0,
            false => MOST_BREATH,
        };
        let bright = self.brightness * f64::from(strength);
        Manner {
            pace: factor(self.pace),
            pitch: self.pitch * strength,
            range: factor(self.range),
            rise: self.rise * strength,
            effort: self.effort * strength,
            breath: (self.breath * strength).min(most),
            brightness: bright.clamp(-MOST_BRIGHT, MOST_BRIGHT),
            tremble: self.tremble.map(|(rate, depth)| (rate, depth * strength)),
            jitter: self.jitter * strength,
            wander: self.wander * strength,
            drawl: factor(self.drawl),
            // Weaker means longer groups.
            group: libm::roundf(self.group as f32 / strength) as usize,
            rest: self.rest * strength,
            gasp: self.gasp * strength,
        }
    }

    /// Adds the manner of an old speaker: slower and narrower, with a breathy and trembling voice.
    /// With age the voices of men become higher, and those of women lower.
    #[must_use]
    pub(super) fn aged(self, sex: Sex) -> Manner {
        let (rate, depth) = self.tremble.unwrap_or((5.0, 0.0));
        Manner {
            pace: self.pace * 0.88,
            pitch: self.pitch
                + match sex {
                    Sex::Woman => -2.0,
                    Sex::Man => 1.5,
                },
            range: self.range * 0.85,
            breath: self.breath.max((self.breath + 0.18).min(MOST_BREATH)),
            tremble: Some((rate, depth + 0.35)),
            jitter: self.jitter + 0.25,
            ..self
        }
    }
}

/// Returns the settings of a tone at its strength.
///
/// The directions of anger, fear, happiness and sadness are those of Juslin and Laukka,
/// "Communication of emotions in vocal expression and music performance" (2003), table 7.
#[must_use]
pub(super) fn manner(feeling: Feeling) -> Manner {
    settings(feeling.tone).at(feeling.strength as f32)
}

fn settings(tone: Tone) -> Manner {
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
            breath: 1.0,
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
        Tone::Angry => Manner {
            pace: 1.1,
            pitch: 2.5,
            range: 1.5,
            effort: 1.2,
            brightness: 6.0,
            jitter: 0.1,
            ..PLAIN
        },
        Tone::Afraid => Manner {
            pace: 1.12,
            pitch: 3.5,
            range: 0.7,
            rise: 1.0,
            effort: -0.4,
            breath: 0.25,
            brightness: -2.0,
            tremble: Some((7.5, 0.35)),
            jitter: 0.2,
            ..PLAIN
        },
        Tone::Happy => Manner {
            pace: 1.07,
            pitch: 2.0,
            range: 1.55,
            rise: 1.5,
            effort: 0.4,
            brightness: 3.0,
            ..PLAIN
        },
        Tone::Sad => Manner {
            pace: 0.84,
            pitch: -1.5,
            range: 0.6,
            rise: -1.0,
            effort: -0.7,
            breath: 0.15,
            brightness: -6.0,
            ..PLAIN
        },
        Tone::Crying => Manner {
            pace: 0.84,
            pitch: 2.5,
            range: 0.85,
            effort: -0.5,
            breath: 0.2,
            tremble: Some((6.5, 0.8)),
            jitter: 0.2,
            wander: 1.0,
            drawl: 1.15,
            group: 5,
            rest: 0.35,
            gasp: 0.12,
            ..PLAIN
        },
        Tone::Drunk => Manner {
            pace: 0.9,
            pitch: -0.5,
            range: 1.15,
            effort: -0.3,
            brightness: -5.0,
            jitter: 0.1,
            wander: 2.2,
            drawl: 1.45,
            ..PLAIN
        },
        Tone::OutOfBreath => Manner {
            pace: 1.08,
            pitch: 1.0,
            range: 0.9,
            effort: -0.2,
            breath: 0.25,
            brightness: 0.5,
            group: 4,
            rest: 0.4,
            gasp: 0.1,
            ..PLAIN
        },
        Tone::Thinking => Manner {
            pace: 0.93,
            pitch: -1.0,
            range: 0.8,
            effort: -0.9,
            breath: 0.3,
            brightness: -3.0,
            rest: 0.3,
            ..PLAIN
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(tone: Tone) -> Manner {
        manner(tone.into())
    }

    #[test]
    fn every_tone_differs_from_the_others() {
        assert_eq!(plain(Tone::Neutral), PLAIN);
        for (index, (name, tone)) in Tone::NAMES.iter().enumerate() {
            for (other, second) in &Tone::NAMES[index + 1..] {
                assert_ne!(plain(*tone), plain(*second), "{name} and {other}");
            }
        }
    }

    #[test]
    fn urgent_is_faster_than_weary() {
        assert!(plain(Tone::Urgent).pace > 1.1);
        assert!(plain(Tone::Weary).pace < 0.9);
    }

    #[test]
    fn a_strength_moves_a_tone_from_plain_speech_and_beyond() {
        let pace = |strength| manner(Feeling::new(Tone::Weary, strength)).pace;
        assert!(1.0 > pace(0.5) && pace(0.5) > pace(1.0) && pace(1.0) > pace(2.0));
        let strong = manner(Feeling::new(Tone::Angry, 2.0));
        assert_eq!((strong.pitch, strong.range), (5.0, 2.25));
        assert_eq!(manner(Feeling::new(Tone::Sad, 0.5)).breath, 0.075);
        assert_eq!(manner(Feeling::new(Tone::Whisper, 2.0)).breath, 1.0);
        assert!(manner(Feeling::new(Tone::Whisper, 0.5)).breath < 1.0);
        let group = |strength| manner(Feeling::new(Tone::OutOfBreath, strength)).group;
        assert_eq!((group(0.5), group(1.0), group(2.0)), (8, 4, 2));
    }

    #[test]
    fn an_old_speaker_is_slower_and_trembles_in_every_tone() {
        for (name, tone) in Tone::NAMES {
            let (young, old) = (plain(*tone), plain(*tone).aged(Sex::Man));
            assert!(old.pace < young.pace && old.range < young.range, "{name}");
            assert!(
                old.tremble.is_some() && old.breath >= young.breath,
                "{name}"
            );
            assert!(old.pitch > plain(*tone).aged(Sex::Woman).pitch, "{name}");
        }
    }
}
