//! The places of a path: where the marks of the show are met, in which order, and after which turn
//! they are known.

use super::lines::Spoken;
use crate::book::{Mark, Moment, Turns};
use cuebook_core::id::{Id, WordId};
use cuebook_core::units::Frames;
use cuebook_script::Edge;

/// A time beyond the end of every show, for a place that is never met.
const NEVER: Frames = Frames(1 << 50);

/// The words of a path with its turns.
#[derive(Copy, Clone)]
pub(super) struct Places<'s> {
    pub spoken: &'s Spoken<'s>,
    pub turns: &'s Turns,
}

/// A place on a path: edges of words in their order.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(usize);

impl Place {
    pub(super) const START: Place = Place(0);
    pub(super) const END: Place = Place(usize::MAX);

    /// The place of an edge of a word.
    pub(super) fn of(word: WordId, edge: Edge) -> Place {
        Place(2 * word.index() + usize::from(edge == Edge::After))
    }
}

impl Places<'_> {
    /// Returns where an edge of a word of the show is met in a stage.
    pub(super) fn met(&self, stage: usize, word: WordId, edge: Edge) -> Option<(Mark, Place)> {
        let met = self.spoken.met(stage, word)?;
        Some((Mark::Word(met, edge), Place::of(met, edge)))
    }

    /// Returns a moment at a word of the path.
    pub(super) fn moment(&self, mark: Mark, offset: Frames) -> Moment {
        let part = match mark {
            Mark::Word(word, _) => self.turns.part_of(word),
            Mark::Turn(turn) => turn + 1,
            Mark::End => self.turns.last(),
            Mark::Cue(..) | Mark::Time(_) | Mark::Start => 0,
        };
        Moment { mark, offset, part }
    }

    /// Returns a moment that is not met on the path.
    pub(super) fn never(&self) -> Moment {
        Moment {
            mark: Mark::Time(NEVER),
            offset: Frames::ZERO,
            part: self.turns.last(),
        }
    }
}
