//! Anchors: places in the text, each named by a quote of its words.

use std::fmt;
use std::ops::Range;

use crate::{Anchor, Quote};
use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::Seconds;

/// The thing that an anchor names.
#[derive(Clone, Debug)]
pub enum Target {
    Words(Quote),
    Line(Spanned<String>),
    Scene(Spanned<String>),
    Cue(Spanned<String>),
    /// A time from the start of the show.
    Time(Spanned<Seconds>),
    Start,
    End,
}

/// The end of the target that is meant.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Edge {
    /// The start of the first spoken word.
    #[default]
    Start,
    /// The end of the last spoken word.
    After,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edge = match self.edge {
            Edge::Start => "",
            Edge::After => "after ",
        };
        match &self.target {
            Target::Words(quote) => write!(f, "{edge}“{}”", quote.exact)?,
            Target::Line(id) => write!(f, "{edge}line {}", id.value)?,
            Target::Scene(id) => write!(f, "{edge}scene {}", id.value)?,
            Target::Cue(id) => write!(f, "{edge}cue {}", id.value)?,
            Target::Time(time) => write!(f, "{}s", time.value.0)?,
            Target::Start => write!(f, "start")?,
            Target::End => write!(f, "end")?,
        }
        match &self.offset {
            Some(offset) => write!(f, " {:+}s", offset.value.0),
            None => Ok(()),
        }
    }
}

impl Edge {
    /// Returns this end of a range.
    #[must_use]
    pub fn of<T: Copy>(self, range: &Range<T>) -> T {
        match self {
            Edge::Start => range.start,
            Edge::After => range.end,
        }
    }
}
