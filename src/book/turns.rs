//! The turns of a path through an interactive show: the moments at which the listener decides, and
//! those at which one who has not decided is reminded.
//!
//! A turn is between two parts of the path. Nothing of a later part begins before its turn, not
//! even a fade or a duck. So the samples before a turn are the same
//! on all paths that begin in the same way. A show without choices has no turns.

use cuebook_core::id::WordId;
use cuebook_core::units::Frames;

/// The turns of a path, in order. Turn 0 is between the parts 0 and 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turns {
    turns: Vec<Turn>,
    lead: Frames,
}

/// A moment at which the listener decides or is reminded.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The first word after the question.
    pub(crate) asked: WordId,
    /// The first word of the next part.
    pub(crate) word: WordId,
    /// How long after the question it is; negative for a decision before its end.
    pub(crate) hold: Frames,
    /// The first word that may be cut short by it: of the question or of the reminder. Earlier
    /// words are heard to their end.
    pub(crate) cuts: WordId,
}

impl Turns {
    /// The shortest time between a turn and the next words.
    pub(crate) const SHORTEST_LEAD: Frames = Frames(480);

    /// Creates the turns of a path, with the time between a turn and the next words.
    #[must_use]
    pub(crate) fn new(turns: Vec<Turn>, lead: Frames) -> Turns {
        let lead = lead.max(Turns::SHORTEST_LEAD);
        Turns { turns, lead }
    }

    /// Returns the turns, in order.
    #[must_use]
    pub(crate) fn list(&self) -> &[Turn] {
        &self.turns
    }

    /// Moves a turn.
    pub(crate) fn hold(&mut self, turn: usize, hold: Frames) {
        if let Some(turn) = self.turns.get_mut(turn) {
            turn.hold = hold;
        }
    }

    /// Returns whether there is no turn.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Returns the time between a turn and the next words.
    #[must_use]
    pub(crate) fn lead(&self) -> Frames {
        self.lead
    }

    /// Returns the part of a word: the number of turns before it.
    #[must_use]
    pub(crate) fn part_of(&self, word: WordId) -> usize {
        self.turns.partition_point(|turn| turn.word <= word)
    }

    /// Returns the last part.
    #[must_use]
    pub(crate) fn last(&self) -> usize {
        self.turns.len()
    }
}
