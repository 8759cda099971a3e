//! The manners of speaking that a script may name.

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
    }
}
