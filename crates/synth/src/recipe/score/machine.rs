//! Engines, bells and cranked machines, as written in YAML.

use super::Breath;
use crate::recipe::formula::{Formula, Frequency, Length, Level, Plain, Rate, Time};
use crate::recipe::read::{Text, Word};
use cuebook_core::words;
use cuebook_yaml::mapping::{Map, OrDefault, Required, mapping};

mapping! {
    /// A heavy machine that is brought to speed and runs down, over and over.
    pub struct Crank: "crank", "a `crank`", "{ rise: 3s..5s, fall: 4s..6s }" {} keys {
        /// The name of the crank. Layers that use the same name turn together.
        name = "as": Text,
        /// The time from rest to full speed.
        rise: Required<Formula<Time>>,
        /// The time at full speed; default 0.
        hold: Formula<Time>,
        /// The time from full speed to rest.
        fall: Required<Formula<Time>>,
    }
}

mapping! {
    /// A four-stroke piston engine.
    pub struct Engine: "engine", "an engine", "{ cylinders: 4, speed: 850/min }" {} keys {
        /// The number of cylinders, from 1 to 24.
        cylinders: Required<Formula<Plain>>,
        /// The speed of the shaft, such as `850/min`.
        speed: Required<Formula<Rate>>,
        /// The speed at the maximum of the breath, or at the end; default `speed`.
        to: Formula<Rate>,
        /// A breath that modulates the speed.
        breath: Map<Breath>,
        /// The variation between cylinders and between firings, from 0 to 1;
        /// default 0.3.
        uneven: Formula<Plain>,
        /// The load, from 0, idling, to 1, pulling hard: sharper and rougher;
        /// default 0.5.
        load: Formula<Plain>,
        /// The length of the exhaust; default 1.5 m.
        pipe: Formula<Length>,
        /// The increase of level for each octave of speed; default 6 dB.
        swell: Formula<Level>,
    }
}

mapping! {
    /// A bell with hum, prime, tierce, quint, nominal and above, or a gong.
    pub struct Bell: "bell", "a bell", "{ prime: 440Hz, decay: 8s }" {} keys {
        /// The kind of bell; default `church`.
        cast: OrDefault<Word<Cast>>,
        /// The prime of a church bell, an octave above its hum, or the lowest
        /// partial of a gong.
        prime: Required<Formula<Frequency>>,
        /// The time in which the lowest partial falls by 60 dB.
        decay: Required<Formula<Time>>,
        /// The frequency difference between the two halves of each partial, as a
        /// share; they beat; default 0.0012.
        warble: Formula<Plain>,
        /// The hardness of the striker, from 0, felt, to 1, steel; default 0.5.
        hard: Formula<Plain>,
    }
}

words! {
    /// The kind of bell.
    pub enum Cast: "a kind of bell", usually Church {
        /// A tuned bell with a minor third.
        Church = "church",
        /// A small shallow dome of steel, as in telephones, alarms and clocks.
        Gong = "gong",
    }
}
