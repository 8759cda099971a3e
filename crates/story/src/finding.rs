//! Findings: the mistakes of a story, each with a path that shows it.

use crate::decision::Decision;
use crate::story::{ChoiceId, ConditionId, FollowId, NodeId, VariableId};

/// A mistake of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The mistake.
    pub what: What,
    /// The path with the fewest decisions that shows the mistake. If something never happens,
    /// it is the path to where it could happen, and empty if there is no such place.
    pub path: Vec<Decision>,
}

/// The kinds of mistakes.
///
/// Each mistake is reported once: what follows from another finding is left out. The
/// parts, choices and conditions of a node that is never heard are not reported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// No path reaches this node.
    NodeNeverReached(NodeId),
    /// The node is reached, but its condition never holds then.
    NodeNeverHeard(NodeId),
    /// The node is heard, but never this part of it and those after it.
    PartNeverHeard(NodeId, usize),
    /// The node is never heard a second time, so its other words are not heard either.
    NeverHeardAgain(NodeId),
    /// A line or a cue whose part is heard, but never with its condition true.
    NeverHeard(ConditionId),
    /// An option whose choice is met, but that is never offered and never taken.
    OptionNeverOpen(ChoiceId, usize),
    /// The node is left, but never by this way.
    WayNeverTaken(NodeId, usize),
    /// The condition is true each time that it is looked at.
    AlwaysTrue(ConditionId),
    /// The condition is false each time that it is looked at, and nothing else says so.
    AlwaysFalse(ConditionId),
    /// No condition and no other variable depends on this variable.
    NeverAsked(VariableId),
    /// A new value of an option, by its number among those of the option, is out of the range of its
    /// variable and is not kept. The value is the one on the path of the finding.
    NotKept {
        /// The choice.
        choice: ChoiceId,
        /// The number of the option.
        option: usize,
        /// The number of the new value.
        set: usize,
        /// The value that is out of range.
        value: i64,
    },
    /// The choice is met with no open option, and it has no default.
    NoOptionOpen(ChoiceId),
    /// The node is left while no way is open.
    NoWayOpen(NodeId),
    /// The story goes round these nodes forever without asking the listener.
    Circle(Vec<NodeId>),
    /// What begins at the first place of a pair never meets the second one.
    NeverMet(FollowId),
    /// What begins at the first place of a pair meets the second one on some paths only. The
    /// path of the finding is a whole one without the second place.
    NotAlwaysMet(FollowId),
    /// No path reaches an end of the story.
    NeverEnds,
    /// After this path, in this node, no decision leads to an end any more.
    NoEndFrom(NodeId),
}
