//! What rubs, crumbles, and is made to ring by it, as it is written.
//!
//! In: YAML. Out: formulas not yet worked out. Always true: as in [`super`].

use super::{Layer, Modes};
use crate::recipe::formula::{Formula, Frequency, Level, Plain, Rate, Time};
use crate::recipe::read::written;
use crate::recipe::rules;

written! {
    /// Friction that sticks and slips.
    pub struct StickSlip: "`stick-slip`", "{ from: 40Hz, to: 90Hz }" {
        /// How often it slips.
        pub from: Formula<Frequency>,
        /// How often in the end; as in the beginning if absent.
        pub to: Option<Formula<Frequency>>,
        /// How unlike one hold is to the next, as a share of it; 0.1 if absent.
        pub jitter: Option<Formula<Plain>>,
        /// How far the rate strays from its glide, in octaves; 0 if absent.
        pub wander: Option<Formula<Plain>>,
        /// How long a slip takes; 0.5 ms if absent.
        pub slip: Option<Formula<Time>>,
    }
}

written! {
    /// Small things breaking and rubbing.
    pub struct Grains: "grains", "{ rate: 200/s, pitch: 1kHz..4kHz }" {
        /// How many a second.
        pub rate: Formula<Rate>,
        /// Drawn for each grain.
        pub pitch: Formula<Frequency>,
        /// How many turns a grain takes to fall by 60 dB; 6 if absent.
        pub ring: Option<Formula<Plain>>,
        /// How much weaker than the largest the smallest is; 24 dB if absent.
        pub spread: Option<Formula<Level>>,
    }
}

written! {
    /// A driven body. What drives it comes from one place: left and right are lost.
    pub struct Driven: "a driven body", "{ modes: { body: plate, lowest: 80Hz, highest: 1kHz, decay: 0.2s }, by: [{ layer: rub, source: { noise: {} } }] }" {
        /// Its modes; a `contact` dulls what drives them, none does if absent.
        pub modes: Modes,
        pub by: Vec<Layer>,
    }
    within rules::driven
}
