//! Friction, grains and driven bodies, as written in YAML.

use super::{Layer, Modes};
use crate::recipe::formula::{Formula, Frequency, Level, Plain, Rate, Time};
use crate::recipe::read::{Items, MOST_LAYERS, NotEmpty};
use cuebook_yaml::mapping::{Map, OrDefault, Required, mapping};

mapping! {
    /// Stick-slip friction.
    pub struct StickSlip: "stick-slip", "`stick-slip`", "{ from: 40Hz, to: 90Hz }" {} keys {
        /// The rate of the slips.
        from: Required<Formula<Frequency>>,
        /// The rate at the end; default the rate at the start.
        to: Formula<Frequency>,
        /// The variation of the sticking times, as a share; default 0.1.
        jitter: Formula<Plain>,
        /// The random deviation of the rate from its glide, in octaves; default 0.
        wander: Formula<Plain>,
        /// The duration of a slip; default 0.5 ms.
        slip: Formula<Time>,
    }
}

mapping! {
    /// Many small things that break and rub.
    pub struct Grains: "grains", "grains", "{ rate: 200/s, pitch: 1kHz..4kHz }" {} keys {
        /// The number of grains a second.
        rate: Required<Formula<Rate>>,
        /// The pitch, drawn for each grain.
        pitch: Required<Formula<Frequency>>,
        /// The number of periods in which a grain falls by 60 dB; default 6.
        ring: Formula<Plain>,
        /// The level of the smallest grain below the largest; default 24 dB.
        spread: Formula<Level>,
        /// The fall of the level of a grain for each octave of its pitch: large
        /// pieces are low and loud; default 0 dB.
        tilt: Formula<Level>,
        /// The share of noise in a grain, from 0, ringing, to 1, crumbling; default 0.
        rough: Formula<Plain>,
        /// The time in which the rate falls to a third, over and over (events only).
        fall: Formula<Time>,
        /// The mean number of times that a grain bounces, each sooner and weaker;
        /// default 0.
        bounces: Formula<Plain>,
    }
}

mapping! {
    /// A driven body. The layers that drive it are mixed to mono.
    pub struct Driven: "driven", "a driven body", "{ modes: { body: plate, lowest: 80Hz, highest: 1kHz, decay: 0.2s }, by: [{ layer: rub, source: { noise: {} } }] }" {} keys {
        /// The modes. A `contact` dulls the excitation; by default there is none.
        modes: Required<Map<Modes>>,
        /// The layers that drive it.
        by: OrDefault<NotEmpty<Items<Layer, MOST_LAYERS>>>,
    }
}
