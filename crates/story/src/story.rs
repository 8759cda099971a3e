//! The graph of a story.
//!
//! A node is heard in parts: a node with two choices has three of them. After
//! each part but the last one a choice is met. After the last part the story
//! goes on by the first way whose condition holds.

use cuebook_core::id::IdVec;
use cuebook_core::ids;

use crate::expr::Expr;
use crate::variable::Variable;

ids! {
    /// A variable of a story.
    VariableId
    /// A node of a story: a scene.
    NodeId
    /// A choice of a story.
    ChoiceId
    /// A condition of a story.
    ConditionId
    /// A pair of places of a story of which the second should be met after the first.
    FollowId
}

/// The graph of a story with its variables.
///
/// All ids in it are ids of its lists, and every choice is a stop of exactly one node.
/// The story of `Default` has nothing in it and is over at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// What the story remembers.
    pub variables: IdVec<VariableId, Variable>,
    /// The nodes, in the order of the text.
    pub nodes: IdVec<NodeId, Node>,
    /// The choices, in any order.
    pub choices: IdVec<ChoiceId, Choice>,
    /// All conditions.
    pub conditions: IdVec<ConditionId, Condition>,
    /// What should be met after something else.
    pub follows: IdVec<FollowId, Follow>,
    /// Where the story starts.
    pub start: To,
}

/// A node: a scene that is heard in one or more parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The id that the script gives it.
    pub name: String,
    /// The title for maps; without one, maps show the name.
    pub title: Option<String>,
    /// A node whose condition is false when it is reached is passed over: only its ways count.
    pub when: Option<ConditionId>,
    /// The choices in it, in the order of the text. Part 0 is before the first one.
    pub stops: Vec<ChoiceId>,
    /// The parts without words, such as the one after a choice at the end of the node. It is no
    /// mistake if they are never heard.
    pub silent: Vec<usize>,
    /// Where the story goes on after the last part: by the first way whose condition holds.
    pub ways: Vec<Way>,
    /// Whether words of it are said in another way from the second visit on.
    pub says_again: bool,
}

impl Node {
    /// Returns the number of its parts.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.stops.len() + 1
    }

    /// Returns whether it is heard or passed over, and all after it is the same in both cases.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        let is_one_way = self.ways.len() == 1 && self.ways[0].when.is_none();
        self.when.is_some() && self.stops.is_empty() && is_one_way && !self.says_again
    }
}

/// A way out of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Where it goes.
    pub to: To,
    /// When it is open; without a condition always.
    pub when: Option<ConditionId>,
}

/// Where a way or an option goes.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum To {
    /// To the beginning of a node.
    Node(NodeId),
    /// To the end of the story.
    #[default]
    End,
}

/// A choice of the listener.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The id that the script gives it.
    pub name: String,
    /// The options, in the order in which they are offered.
    pub options: Vec<Opt>,
    /// The option that is taken when the time is over or when no option is open. Its own
    /// condition decides only whether it is offered.
    pub default: Option<usize>,
    /// Whether the choice ends by itself after a time. Then it has a default.
    pub timed: bool,
    /// How likely the first of its two options is, in percent, if chance decides and no listener; see
    /// [`Story::with_draws`].
    pub chance: Option<f64>,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Opt {
    /// The id that the script gives it.
    pub name: String,
    /// When it is offered; without a condition always.
    pub when: Option<ConditionId>,
    /// What it sets when it is taken. Each value is calculated after the sets before it.
    pub sets: Vec<Set>,
    /// Where it goes; without a place the node goes on after the choice.
    pub to: Option<To>,
    /// Whether it is offered only until it was taken once.
    pub once: bool,
}

/// A new value of a variable. Numbers out of bounds are kept at the bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The variable.
    pub variable: VariableId,
    /// Its new value, of the variable's own type.
    pub value: Expr,
}

/// A condition and where it is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// A flag.
    pub expr: Expr,
    /// What depends on it.
    pub used: Use,
}

/// What depends on a condition.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A node is heard.
    Node(NodeId),
    /// A way is open, by its number in the node.
    Way(NodeId, usize),
    /// An option is offered, by its number in the choice.
    Option(ChoiceId, usize),
    /// Something is heard at this place: a line, a cue.
    Heard(Spot),
}

/// A place in a part of a node.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The node.
    pub node: NodeId,
    /// The part of the node, from 0.
    pub part: usize,
    /// The place among those of the part, such as the number of a word.
    pub order: usize,
}

/// Something that begins at one place and should meet another one later: the end of
/// a bed, the moment of a ride.
#[derive(Clone, Debug, PartialEq)]
pub struct Follow {
    /// Where it begins.
    pub from: Spot,
    /// When it begins there; without a condition always.
    pub when: Option<ConditionId>,
    /// What should be met: a later place of the same part, or this place after another part.
    pub to: Spot,
}

impl Story {
    /// Returns the node with this name.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<NodeId> {
        self.nodes.position(|node| node.name == name)
    }

    /// Returns the choice with this name.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<ChoiceId> {
        self.choices.position(|choice| choice.name == name)
    }

    /// Returns the node that a choice is in, and the number of the part before the choice.
    #[must_use]
    pub fn place_of(&self, choice: ChoiceId) -> Option<(NodeId, usize)> {
        self.nodes.entries().find_map(|(id, node)| {
            let part = node.stops.iter().position(|stop| *stop == choice)?;
            Some((id, part))
        })
    }
}
