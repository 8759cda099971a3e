//! Where a walk can be, and why it cannot go on.

use thiserror::Error;

use crate::story::{ChoiceId, NodeId, Story};

/// Where a walk is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A part of a node is heard. [`Walk::go_on`](super::Walk::go_on) goes to what comes after it.
    Part {
        /// The node.
        node: NodeId,
        /// The part, from 0.
        part: usize,
    },
    /// A choice is open. [`Walk::choose`](super::Walk::choose) takes an option.
    Choice(ChoiceId),
    /// The story is over.
    End {
        /// The node that was heard last, if one was.
        last: Option<NodeId>,
    },
    /// The story cannot go on. [`Story::explore`](crate::Story::explore) finds all these places.
    Stuck(Stuck),
}

/// Why a story cannot go on.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stuck {
    /// This choice has no open option and no default.
    NoOption(ChoiceId),
    /// This node has no open way.
    NoWay(NodeId),
    /// The story goes round this node forever without a choice.
    Circle(NodeId),
}

/// The place of an ending.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndingPlace {
    /// The node that is heard last; none if the story ends before a node is heard.
    pub node: Option<NodeId>,
    /// The choice in it whose options lead to the end; none if the node is heard to its end.
    pub choice: Option<ChoiceId>,
}

impl EndingPlace {
    /// Returns a name for people: `attic`, or `attic at door`.
    #[must_use]
    pub fn name(self, story: &Story) -> String {
        let node = self.node.map_or("start", |node| &story.nodes[node].name);
        match self.choice {
            Some(choice) => format!("{node} at {}", story.choices[choice].name),
            None => node.to_owned(),
        }
    }
}

/// A part that a walk heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The node.
    pub node: NodeId,
    /// The part, from 0.
    pub part: usize,
    /// How often the node was heard before this visit.
    pub earlier: usize,
    /// The number of decisions before it.
    pub decisions: usize,
}

/// Why an option cannot be taken.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// No choice is open now.
    #[error("no choice is open")]
    NoChoice,
    /// The open choice does not offer this option.
    #[error("the option is not offered")]
    NotOffered,
}

/// A decision of a list that does not fit the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misstep {
    /// The number of the decision in the list.
    pub index: usize,
    /// What was met instead of the choice. If it is the choice itself, its option is not offered.
    pub met: Moment,
    /// The options that are possible there.
    pub offered: Vec<usize>,
}
