//! The manners of speaking that a script may name, and their strength.

use crate::fingerprint::{Fingerprint, Hasher};
use crate::words;

words! {
    /// The manner in which a line is spoken, as far as the voice supports it.
    pub enum Tone: "tone", usually Neutral {
        /// as the voice speaks
        Neutral = "neutral",
        /// faster, higher, brighter
        Urgent = "urgent",
        /// much higher and brighter, with effort
        Shout = "shout",
        /// breath in place of voice, slower
        Whisper = "whisper",
        /// faster, higher, wide in melody, hard and bright
        Angry = "angry",
        /// fast, high and narrow, soft and unsteady
        Afraid = "afraid",
        /// faster, higher, lively, rising
        Happy = "happy",
        /// slow, low, narrow, soft and dull, falling
        Sad = "sad",
        /// slower, lower, flat melody
        Cold = "cold",
        /// a little slower and lower, softer in colour
        Warm = "warm",
        /// much slower, lower, dull
        Weary = "weary",
        /// slower, with a wide melody
        Mocking = "mocking",
        /// slower, higher, trembling
        Tearful = "tearful",
        /// slow, breaking, with sobs between the words
        Crying = "crying",
        /// faster, higher, lively
        Laughing = "laughing",
        /// slow and uneven, drawn vowels, a melody that wanders
        Drunk = "drunk",
        /// breathy, in short groups of words, with a breath before each
        OutOfBreath = "out-of-breath",
        /// a thought: soft, low and close, without the room
        Thinking = "thinking",
    }
}

crate::fingerprint! {
    enum Tone {
        0 => Neutral,
        1 => Urgent,
        2 => Shout,
        3 => Whisper,
        4 => Cold,
        5 => Warm,
        6 => Weary,
        7 => Mocking,
        8 => Tearful,
        9 => Laughing,
        10 => Angry,
        11 => Afraid,
        12 => Happy,
        13 => Sad,
        14 => Crying,
        15 => Drunk,
        16 => OutOfBreath,
        17 => Thinking,
    }
}

/// The strengths of a tone; 1 is that of its plain name.
pub const STRENGTHS: std::ops::RangeInclusive<f64> = 0.0..=2.0;

/// Other words for a tone, accepted where a tone is written.
const OTHER: [(&str, Tone); 8] = [
    ("whispering", Tone::Whisper),
    ("whispered", Tone::Whisper),
    ("shouting", Tone::Shout),
    ("shouted", Tone::Shout),
    ("tired", Tone::Weary),
    ("breathless", Tone::OutOfBreath),
    ("out of breath", Tone::OutOfBreath),
    ("thought", Tone::Thinking),
];

/// A tone with its strength.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Feeling {
    /// The tone; neutral has the strength 1.
    pub tone: Tone,
    /// How strongly it is heard: one of [`STRENGTHS`].
    pub strength: f64,
}

/// The reason why words are no feeling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFeeling {
    /// The words name no tone.
    Tone,
    /// The number after the tone is not one of [`STRENGTHS`].
    Strength,
}

impl Feeling {
    /// Returns a tone at a strength, which is limited to [`STRENGTHS`].
    #[must_use]
    pub fn new(tone: Tone, strength: f64) -> Feeling {
        if tone == Tone::Neutral || strength <= *STRENGTHS.start() {
            return Feeling::default();
        }
        let strength = strength.min(*STRENGTHS.end());
        Feeling { tone, strength }
    }

    /// Reads a tone as a script writes it: `angry`, `angry 0.7`.
    ///
    /// # Errors
    /// When the words name no tone, or the strength is out of range.
    pub fn read(words: &str) -> Result<Feeling, NoFeeling> {
        let (name, strength) = Feeling::parts(words);
        let tone = Tone::named(name).or_else(|| {
            let other = OTHER.iter().find(|(other, _)| *other == name);
            other.map(|(_, tone)| *tone)
        });
        let tone = tone.ok_or(NoFeeling::Tone)?;
        match strength {
            None => Ok(tone.into()),
            Some(strength) if STRENGTHS.contains(&strength) => Ok(Feeling::new(tone, strength)),
            Some(_) => Err(NoFeeling::Strength),
        }
    }

    /// Returns the name and the number of words such as `angry 0.7`.
    #[must_use]
    pub fn parts(words: &str) -> (&str, Option<f64>) {
        let words = words.trim();
        let apart = words.rsplit_once(char::is_whitespace);
        let number = apart.and_then(|(name, number)| Some((name.trim(), number.parse().ok()?)));
        number.map_or((words, None), |(name, number)| (name, Some(number)))
    }

    /// Returns the words that a script writes for it.
    #[must_use]
    pub fn written(self) -> String {
        match self.strength == 1.0 {
            true => self.tone.name().to_owned(),
            false => format!("{} {}", self.tone.name(), self.strength),
        }
    }

    /// Returns whether it changes nothing.
    #[must_use]
    pub fn is_neutral(self) -> bool {
        self.tone == Tone::Neutral
    }
}

impl From<Tone> for Feeling {
    fn from(tone: Tone) -> Feeling {
        Feeling {
            tone,
            strength: 1.0,
        }
    }
}

impl Default for Feeling {
    fn default() -> Feeling {
        Tone::default().into()
    }
}

impl Fingerprint for Feeling {
    fn feed(&self, hasher: &mut Hasher) {
        let Feeling { tone, strength } = self;
        tone.feed(hasher);
        // The strength 1 adds nothing: such takes are older than strengths.
        if *strength != 1.0 {
            ("strength", *strength).feed(hasher);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_may_have_a_strength() {
        let angry = Feeling::read("angry 0.7").unwrap();
        assert_eq!((angry.tone, angry.strength), (Tone::Angry, 0.7));
        assert_eq!(angry.written(), "angry 0.7");
        assert_eq!(Feeling::read(" shout "), Ok(Tone::Shout.into()));
        assert_eq!(Feeling::read("angry 1").unwrap().written(), "angry");
        assert_eq!(Feeling::read("angry 0"), Ok(Feeling::default()));
        assert_eq!(Feeling::read("neutral 0.5"), Ok(Feeling::default()));
    }

    #[test]
    fn other_words_name_the_same_tones() {
        assert_eq!(Feeling::read("whispering 0.5").unwrap().tone, Tone::Whisper);
        assert_eq!(
            Feeling::read("out of breath").unwrap(),
            Tone::OutOfBreath.into()
        );
        assert_eq!(Feeling::read("tired 2").unwrap().tone, Tone::Weary);
        assert!(OTHER.iter().all(|(other, _)| Tone::named(other).is_none()));
    }

    #[test]
    fn a_wrong_strength_is_told_apart_from_a_wrong_tone() {
        assert_eq!(Feeling::read("angry 3"), Err(NoFeeling::Strength));
        assert_eq!(Feeling::read("angry -1"), Err(NoFeeling::Strength));
        assert_eq!(Feeling::read("angry nan"), Err(NoFeeling::Strength));
        assert_eq!(Feeling::read("angery 0.7"), Err(NoFeeling::Tone));
        assert_eq!(Feeling::read("0.7"), Err(NoFeeling::Tone));
    }

    #[test]
    fn the_plain_name_has_the_key_that_it_always_had() {
        use crate::fingerprint::of;
        let (tone, plain) = (Tone::Shout, Feeling::from(Tone::Shout));
        assert_eq!(of("take", 1, &tone), of("take", 1, &plain));
        let half = Feeling::new(tone, 0.5);
        assert_ne!(of("take", 1, &plain), of("take", 1, &half));
        assert_ne!(
            of("take", 1, &half),
            of("take", 1, &Feeling::new(tone, 0.6))
        );
    }
}
