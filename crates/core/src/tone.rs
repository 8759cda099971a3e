//! The manners of speaking that a script may name.

use crate::words;

words! {
    /// How a line is spoken, as far as a voice can follow it.
    pub enum Tone: "tone" {
        /// as the voice speaks
        Neutral = "neutral",
        /// faster, higher, brighter
        Urgent = "urgent",
        /// much higher and brighter, with effort
        Shout = "shout",
        /// breath in place of voice, slower
        Whisper = "whisper",
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
        /// faster, higher, lively
        Laughing = "laughing",
    }
}

// `words!` takes no attributes on its words, so `#[default]` has no place.
#[expect(clippy::derivable_impls)]
impl Default for Tone {
    fn default() -> Tone {
        Tone::Neutral
    }
}
