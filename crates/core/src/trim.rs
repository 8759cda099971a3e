//! The part of an audio file that is used.

use crate::units::Seconds;

/// The part of a file that is heard, in the time of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trim {
    /// The start of the part.
    pub start: Seconds,
    /// The end of the part; the end of the file if absent.
    pub end: Option<Seconds>,
    /// The length of the cross-fade from its end to its beginning in a loop.
    pub cross_fade: Option<Seconds>,
}

crate::fingerprint! {
    struct Trim { start, end, cross_fade }
}
