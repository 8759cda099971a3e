//! The part of an audio file that is used.

use crate::units::Seconds;

/// What is heard of a file, in its own time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trim {
    pub start: Seconds,
    /// Its own end, if absent.
    pub end: Option<Seconds>,
    /// How long its end lies over its beginning where it loops.
    pub cross_fade: Option<Seconds>,
}

crate::fingerprint! {
    struct Trim { start, end, cross_fade }
}
