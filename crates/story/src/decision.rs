//! Decisions of a listener, and lists of them: `door=open,back=stay@3.2s`.

use cuebook_core::units::Frames;

use crate::story::ChoiceId;

/// A decision: the option that was taken when a choice was met.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// The choice.
    pub choice: ChoiceId,
    /// The number of the option.
    pub option: usize,
    /// The time between the end of the question and the decision, if it is known.
    pub after: Option<Frames>,
}
