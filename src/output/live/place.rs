//! The start position of a programme.

use std::fmt;

use cuebook_core::units::Frames;

/// Maps a frame of the old show to a frame of the new one.
type FrameMap = Box<dyn Fn(Frames) -> Frames + Send>;

/// The start position of a programme.
pub enum Place {
    /// A frame of the new show.
    At(Frames),
    /// The current position: the same words in the new show, for any frame of
    /// the old one, aligned to the frame.
    Mapped(FrameMap),
    /// The current position of a show that has the same frames up to this one and a short time
    /// after it. If it takes over later, it does not take over.
    Along(Frames),
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::At(frame) => f.debug_tuple("At").field(frame).finish(),
            Place::Mapped(_) => f.write_str("Mapped"),
            Place::Along(latest) => f.debug_tuple("Along").field(latest).finish(),
        }
    }
}
