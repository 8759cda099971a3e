//! A voice without words, as written in YAML.

use super::Tremor;
use crate::recipe::formula::{Formula, Frequency, Length, Plain, Rate, Time};
use crate::recipe::read::{words, written};

written! {
    /// One utterance. It ends, so it needs no envelope.
    pub struct Throat: "a throat", "{ pitch: 110Hz..150Hz, tract: 17.5cm, syllables: 4/s, lasts: 1s }" {
        /// The pitch at the start: men speak at 85–155 Hz and women at 165–255 Hz;
        /// they shout an octave higher.
        pub pitch: Formula<Frequency>,
        /// The pitch at the end; default the pitch at the start.
        pub to: Option<Formula<Frequency>>,
        /// The length from the glottis to the lips: 17.5 cm for a man, 14.5 cm for
        /// a woman, 12 cm for a child.
        pub tract: Formula<Length>,
        /// The vocal effort: 0 muttering, 0.3 talking, 0.7 shouting, 1 screaming;
        /// default 0.3.
        pub effort: Option<Formula<Plain>>,
        /// The breathiness, from 0, a clear voice, to 1, breath only; default 0.1.
        pub breath: Option<Formula<Plain>>,
        /// The roughness, from 0, a smooth voice, to 1, a hoarse one; default 0.1.
        pub rough: Option<Formula<Plain>>,
        pub tremor: Option<Tremor>,
        /// Syllables a second.
        pub syllables: Formula<Rate>,
        pub vowels: Vowels,
        pub joints: Joints,
        /// The duration.
        pub lasts: Formula<Time>,
    }
}

words! {
    /// The choice of vowels.
    pub enum Vowels: "a choice of vowels", or Any {
        /// All of them, as in talk.
        Any = "any",
        /// a, as in shouts.
        Open = "open",
        /// o and u, as in wailing.
        Round = "round",
        /// i and e, as in shrieks.
        Front = "front",
        /// A neutral vowel, as in sobs and sighs.
        Neutral = "neutral",
    }
}

words! {
    /// The sounds between syllables.
    pub enum Joints: "a joint between syllables", or Speech {
        /// Stops, hisses, nasals and glides.
        Speech = "speech",
        /// A breath, as in sobs and laughter.
        Breath = "breath",
        /// The voice continues.
        None = "none",
    }
}
