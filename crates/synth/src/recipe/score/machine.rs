//! Engines, bells and what is cranked, as they are written.
//!
//! In: YAML. Out: formulas not yet worked out. Always true: as in [`super`].

use super::Breath;
use crate::recipe::formula::{Formula, Frequency, Length, Level, Plain, Rate, Time};
use crate::recipe::read::{words, written};

written! {
    /// Something heavy brought to speed and left to run down, again and again.
    pub struct Crank: "a `crank`", "{ rise: 3s..5s, fall: 4s..6s }" {
        /// Layers that name the same crank turn together.
        pub name = "as": Option<String>,
        pub rise: Formula<Time>,
        /// At full speed; none if absent.
        pub hold: Option<Formula<Time>>,
        pub fall: Formula<Time>,
    }
}

written! {
    /// A four-stroke piston engine.
    pub struct Engine: "an engine", "{ cylinders: 4, speed: 850/min }" {
        pub cylinders: Formula<Plain>,
        /// Turns of its shaft: `850/min`.
        pub speed: Formula<Rate>,
        /// The speed at the height of its breath, or at its end; `speed` if absent.
        pub to: Option<Formula<Rate>>,
        /// Its speed goes to and fro with this breath.
        pub breath: Option<Breath>,
        /// How unlike its cylinders are, and one firing and the next, from 0 to 1; 0.3 if absent.
        pub uneven: Option<Formula<Plain>>,
        /// From 0, idling, to 1, pulling hard: sharper and rougher; 0.5 if absent.
        pub load: Option<Formula<Plain>>,
        /// How long its exhaust is; 1.5 m if absent.
        pub pipe: Option<Formula<Length>>,
        /// How much louder it is for each octave of speed; 6 dB if absent.
        pub swell: Option<Formula<Level>>,
    }
}

written! {
    /// Partials of a bell: hum, prime, tierce, quint, nominal and above; or of a gong.
    pub struct Bell: "a bell", "{ prime: 440Hz, decay: 8s }" {
        pub cast: Cast,
        /// The prime of a church bell, an octave above its hum; the lowest of a gong.
        pub prime: Formula<Frequency>,
        /// How long the lowest partial takes to fall by 60 dB.
        pub decay: Formula<Time>,
        /// How far apart the halves of each partial lie, as a share of it: they beat; 0.0012 if absent.
        pub warble: Option<Formula<Plain>>,
        /// From 0, felt, to 1, steel; 0.5 if absent.
        pub hard: Option<Formula<Plain>>,
    }
}

words! {
    /// How a bell is made.
    pub enum Cast: "a cast of bell", or Church {
        /// Tuned, with a minor third.
        Church = "church",
        /// A small shallow dome of steel, as in telephones, alarms and clocks.
        Gong = "gong",
    }
}
