//! The call of an animal, as written in YAML.

use super::Tremor;
use crate::recipe::formula::{Formula, Frequency, Length, Plain, Time};
use crate::recipe::read::{Items, NotEmpty};
use cuebook_yaml::mapping::{Map, Required, mapping};

mapping! {
    /// The call of an animal. It ends, so it needs no envelope.
    pub struct Call: "call", "a call", "{ lasts: 0.3s, line: [{ pitch: 300Hz }, { pitch: 500Hz }] }" {} keys {
        /// The duration.
        lasts: Required<Formula<Time>>,
        /// The states of the voice, one after another. The voice moves smoothly
        /// through them.
        line: Required<NotEmpty<Items<Map<Pose>>>>,
        /// The length from the voice to the lips: 9 cm for a cat, 20 cm for a dog,
        /// 70 cm for a horse. Default: no resonance, as in a bird's whistle.
        tract: Formula<Length>,
        /// The overtones fall by 9 dB over each such range; default 1.5 kHz.
        bright: Formula<Frequency>,
        /// A modulation of pitch and level, as in a bleat or a purr; default none.
        tremor: Map<Tremor>,
    }
}

mapping! {
    /// The state of a voice at one moment of a call. A key that is absent stays as it
    /// was in the state before.
    pub struct Pose: "pose", "a state of the voice", "{ pitch: 300Hz }" {} keys {
        /// The moment, from 0, the start, to 1, the end; by default the states have
        /// equal distances.
        at: Formula<Plain>,
        /// The pitch.
        pitch: Required<Formula<Frequency>>,
        /// The strength: 0 silent, 1 full; default 1.
        force: Formula<Plain>,
        /// The opening of the mouth: 0 almost closed, 1 wide; default 0.5.
        open: Formula<Plain>,
        /// The share of breath noise, from 0 to 1; default 0.05.
        breath: Formula<Plain>,
        /// The strength of the tone an octave below, from 0 to 1; default 0.
        rough: Formula<Plain>,
        /// How irregular the periods are: 0 a clear voice, 1 a harsh noise; default
        /// 0.
        chaos: Formula<Plain>,
    }
}
