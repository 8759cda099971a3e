//! Questions: what a choice asks the listener while it is played, and where playback of a path
//! begins.

use cuebook_core::units::Frames;
use cuebook_story::ChoiceId;

/// A choice at the playhead. Times are frames of the edition that is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// The number of the choice on the path: how many decisions come before it. A choice that
    /// is met again has another number.
    pub number: usize,
    pub choice: ChoiceId,
    /// The id of the choice in the script.
    pub name: String,
    /// The words of the question; `None` if nothing is asked.
    pub ask: Option<String>,
    /// The options that are offered, in order.
    pub options: Vec<Offer>,
    /// When the question begins. Options can be taken from then on.
    pub begins: Frames,
    /// When the question is over. The time of a decision counts from here; a decision during the
    /// question cuts it short.
    pub asked: Frames,
    /// The clock of a choice with a time.
    pub clock: Option<Clock>,
    /// The option that is taken when the time is over, as an index among all options of the
    /// choice. It may be one that is not offered.
    pub default: Option<usize>,
    /// The option that is already decided: its turn comes in a moment, or playback went back to
    /// before it. In the second case it may be decided again.
    pub taken: Option<usize>,
}

/// An option that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// Counts the offered options, from 1: the key.
    pub number: usize,
    /// The index among all options of the choice.
    pub option: usize,
    /// The id in the script.
    pub id: String,
    /// The words that are shown.
    pub text: String,
}

/// The clock of a choice with a time.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// When the time is over.
    pub ends: Frames,
    /// Whether the listener has switched the clock off: the choice waits for ever.
    pub stopped: bool,
}

/// Where a path that was heard before goes on.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    /// At the question after the last given decision.
    Choice,
    /// At a frame of the path, but not after the question that is open.
    Frame(Frames),
}
