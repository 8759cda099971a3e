//! The room or field around a sound, as written in YAML.

use crate::recipe::formula::{Formula, Length, Level, Plain, Time};
use cuebook_yaml::mapping::{Required, mapping};

mapping! {
    /// The place where the sound was made: it fills with many reflections that die
    /// away.
    pub struct Room: "room", "a `room`", "{ size: 5m, decay: 0.4s, level: -12dB }" {} keys {
        /// The distance between walls, house fronts or trees.
        size: Required<Formula<Length>>,
        /// The time in which the low frequencies of the reverberation fall by 60 dB.
        decay: Required<Formula<Time>>,
        /// The energy of the reverberation of a click, relative to the click.
        level: Required<Formula<Level>>,
        /// The decay of the treble, as a share of `decay`; default 0.4.
        treble: Formula<Plain>,
        /// The energy of the first reflections of a click from bare walls, floor and
        /// ceiling, relative to the click; default none.
        early: Formula<Level>,
    }
}
