//! Where a programme begins.

use std::fmt;

use crate::units::Frames;

/// The way from a place in what is heard to one in what takes over.
type Way = Box<dyn Fn(Frames) -> Frames + Send>;

/// Where a programme begins.
pub enum Place {
    At(Frames),
    /// Where what is heard has got to: the same words in the new show, for any
    /// frame of the old. Both are aligned to the frame.
    Along(Way),
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::At(frame) => f.debug_tuple("At").field(frame).finish(),
            Place::Along(_) => f.write_str("Along"),
        }
    }
}
