//! Engines, bells and cranked machines, as written in YAML.

use super::Breath;
use crate::recipe::formula::{Formula, Frequency, Length, Level, Plain, Rate, Time};
use crate::recipe::read::{words, written};

written! {
    /// A heavy machine that repeatedly speeds up and runs down.
    pub struct Crank: "a `crank`", "{ rise: 3s..5s, fall: 4s..6s }" {
        /// The name of the crank. Layers that use the same name turn together.
        pub name = "as": Option<String>,
        pub rise: Formula<Time>,
        /// The time at full speed; default 0.
        pub hold: Option<Formula<Time>>,
        pub fall: Formula<Time>,
    }
}

written! {
    /// A four-stroke piston engine.
    pub struct Engine: "an engine", "{ cylinders: 4, speed: 850/min }" {
        pub cylinders: Formula<Plain>,
        /// The speed of the shaft, such as `850/min`.
        pub speed: Formula<Rate>,
        /// The speed at the maximum of the breath, or at the end; default `speed`.
        pub to: Option<Formula<Rate>>,
        /// A breath that modulates the speed.
        pub breath: Option<Breath>,
        /// The variation between cylinders and between firings, from 0 to 1;
        /// default 0.3.
        pub uneven: Option<Formula<Plain>>,
        /// The load, from 0, idling, to 1, pulling hard: sharper and rougher;
        /// default 0.5.
        pub load: Option<Formula<Plain>>,
        /// The length of the exhaust; default 1.5 m.
        pub pipe: Option<Formula<Length>>,
        /// The increase of level for each octave of speed; default 6 dB.
        pub swell: Option<Formula<Level>>,
    }
}

written! {
    /// A bell with hum, prime, tierce, quint, nominal and above, or a gong.
    pub struct Bell: "a bell", "{ prime: 440Hz, decay: 8s }" {
        pub cast: Cast,
        /// The prime of a church bell, an octave above its hum, or the lowest
        /// partial of a gong.
        pub prime: Formula<Frequency>,
        /// The time in which the lowest partial falls by 60 dB.
        pub decay: Formula<Time>,
        /// The frequency difference between the two halves of each partial, as a
        /// share; they beat; default 0.0012.
        pub warble: Option<Formula<Plain>>,
        /// The hardness of the striker, from 0, felt, to 1, steel; default 0.5.
        pub hard: Option<Formula<Plain>>,
    }
}

words! {
    /// The kind of bell.
    pub enum Cast: "a kind of bell", or Church {
        /// A tuned bell with a minor third.
        Church = "church",
        /// A small shallow dome of steel, as in telephones, alarms and clocks.
        Gong = "gong",
    }
}
