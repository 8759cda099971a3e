//! A voice that says no words, as it is written.
//!
//! In: YAML. Out: formulas not yet worked out. Always true: as in [`super`].

use super::Tremor;
use crate::recipe::formula::{Formula, Frequency, Length, Plain, Rate, Time};
use crate::recipe::read::{words, written};

written! {
    /// One utterance. It ends by itself, so that it needs no envelope.
    pub struct Throat: "a throat", "{ pitch: 110Hz..150Hz, tract: 17.5cm, syllables: 4/s, lasts: 1s }" {
        /// The pitch it begins at: men speak at 85–155 Hz and women at 165–255 Hz;
        /// they shout an octave higher.
        pub pitch: Formula<Frequency>,
        /// The pitch it ends at; where it began if absent.
        pub to: Option<Formula<Frequency>>,
        /// From the glottis to the lips, and so whose voice it is: a man's is 17.5 cm,
        /// a woman's 14.5 cm, a child's 12 cm.
        pub tract: Formula<Length>,
        /// 0 muttering, 0.3 talking, 0.7 shouting, 1 screaming; 0.3 if absent.
        pub effort: Option<Formula<Plain>>,
        /// From a clear voice at 0 to breath alone at 1; 0.1 if absent.
        pub breath: Option<Formula<Plain>>,
        /// From a smooth voice at 0 to a hoarse one at 1; 0.1 if absent.
        pub rough: Option<Formula<Plain>>,
        pub tremor: Option<Tremor>,
        /// Syllables a second.
        pub syllables: Formula<Rate>,
        pub vowels: Vowels,
        pub joints: Joints,
        /// How long it is.
        pub lasts: Formula<Time>,
    }
}

words! {
    /// Which vowels are heard.
    pub enum Vowels: "a choice of vowels", or Any {
        /// All of them, as in talk.
        Any = "any",
        /// a, as in shouts.
        Open = "open",
        /// o and u, as in wailing.
        Round = "round",
        /// i and e, as in shrieks.
        Front = "front",
        /// None in particular, as in sobs and sighs.
        Neutral = "neutral",
    }
}

words! {
    /// What lies between one syllable and the next.
    pub enum Joints: "a joint of syllables", or Speech {
        /// Stops, hisses, nasals and glides.
        Speech = "speech",
        /// A breath, as in sobs and laughter.
        Breath = "breath",
        /// The voice goes on.
        None = "none",
    }
}
