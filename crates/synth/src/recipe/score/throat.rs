//! A voice without words, as written in YAML.

use super::Tremor;
use crate::recipe::formula::{Formula, Frequency, Length, Plain, Rate, Time};
use crate::recipe::read::Word;
use cuebook_core::words;
use cuebook_yaml::mapping::{Map, OrDefault, Required, mapping};

mapping! {
    /// One utterance. It ends, so it needs no envelope.
    pub struct Throat: "throat", "a throat", "{ pitch: 110Hz..150Hz, tract: 17.5cm, syllables: 4/s, lasts: 1s }" {} keys {
        /// The pitch at the start: men speak at 85–155 Hz and women at 165–255 Hz;
        /// they shout an octave higher.
        pitch: Required<Formula<Frequency>>,
        /// The pitch at the end; default the pitch at the start.
        to: Formula<Frequency>,
        /// The pitch at a third of the time, for a voice that rises and falls or
        /// falls and rises; default a straight line from `pitch` to `to`.
        through: Formula<Frequency>,
        /// The length from the glottis to the lips: 17.5 cm for a man, 14.5 cm for
        /// a woman, 12 cm for a child.
        tract: Required<Formula<Length>>,
        /// The vocal effort: 0 muttering, 0.3 talking, 0.7 shouting, 1 screaming;
        /// default 0.3.
        effort: Formula<Plain>,
        /// The breathiness, from 0, a clear voice, to 1, breath only; default 0.1.
        breath: Formula<Plain>,
        /// The roughness, from 0, a smooth voice, to 1, a hoarse one; default 0.1.
        rough: Formula<Plain>,
        /// A slight modulation of the pitch; default none.
        tremor: Map<Tremor>,
        /// Syllables a second.
        syllables: Required<Formula<Rate>>,
        /// The choice of vowels; default `any`.
        vowels: OrDefault<Word<Vowels>>,
        /// The sounds between syllables; default `speech`.
        joints: OrDefault<Word<Joints>>,
        /// The duration.
        lasts: Required<Formula<Time>>,
    }
}

words! {
    /// The choice of vowels.
    pub enum Vowels: "a choice of vowels", usually Any {
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
    pub enum Joints: "a joint between syllables", usually Speech {
        /// Stops, hisses, nasals and glides.
        Speech = "speech",
        /// A breath, as in sobs and laughter.
        Breath = "breath",
        /// The voice continues.
        None = "none",
    }
}
