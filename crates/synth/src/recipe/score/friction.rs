//! Friction, grains and driven bodies, as written in YAML.

use super::{Layer, Modes};
use crate::recipe::formula::{Formula, Frequency, Level, Plain, Rate, Time};
use crate::recipe::read::written;
use crate::recipe::rules;

written! {
    /// Stick-slip friction.
    pub struct StickSlip: "`stick-slip`", "{ from: 40Hz, to: 90Hz }" {
        /// The rate of the slips.
        pub from: Formula<Frequency>,
        /// The rate at the end; default the rate at the start.
        pub to: Option<Formula<Frequency>>,
        /// The variation of the sticking times, as a share; default 0.1.
        pub jitter: Option<Formula<Plain>>,
        /// The random deviation of the rate from its glide, in octaves; default 0.
        pub wander: Option<Formula<Plain>>,
        /// The duration of a slip; default 0.5 ms.
        pub slip: Option<Formula<Time>>,
    }
}

written! {
    /// Many small things that break and rub.
    pub struct Grains: "grains", "{ rate: 200/s, pitch: 1kHz..4kHz }" {
        /// The number of grains a second.
        pub rate: Formula<Rate>,
        /// The pitch, drawn for each grain.
        pub pitch: Formula<Frequency>,
        /// The number of periods in which a grain falls by 60 dB; default 6.
        pub ring: Option<Formula<Plain>>,
        /// The level of the smallest grain below the largest; default 24 dB.
        pub spread: Option<Formula<Level>>,
    }
}

written! {
    /// A driven body. The layers that drive it are mixed to mono.
    pub struct Driven: "a driven body", "{ modes: { body: plate, lowest: 80Hz, highest: 1kHz, decay: 0.2s }, by: [{ layer: rub, source: { noise: {} } }] }" {
        /// The modes. A `contact` dulls the excitation; by default there is none.
        pub modes: Modes,
        pub by: Vec<Layer>,
    }
    within rules::driven
}
