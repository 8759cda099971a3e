//! Sources that move, as written in YAML.

use crate::recipe::formula::{Formula, Length, Plain, Time};
use cuebook_yaml::mapping::{Required, mapping};

mapping! {
    /// A straight path past the listener at constant speed.
    pub struct Passes: "passes", "`passes`", "{ length: 160m, takes: 10s, beside: 4m }" {} keys {
        /// The length of the path, with the nearest point in its middle.
        length: Required<Formula<Length>>,
        /// The time for the whole path.
        takes: Required<Formula<Time>>,
        /// The distance of the path from the listener.
        beside: Required<Formula<Length>>,
        /// From 1, left to right, to −1, right to left; default 1.
        across: Formula<Plain>,
    }
}
