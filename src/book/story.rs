//! What the listener of an interactive show decides, bound to the text. Takes a script with its
//! scenes, lines and cues; returns the graph of the story, and for each part of it the words, the
//! lines and the cues that belong to it. A show in which nothing is decided has no story.

mod chance;
mod choice;
mod expression;
mod graph;
mod nodes;
mod parts;
pub(crate) mod proof;
mod said;
pub(crate) mod waiting;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::cue::Cue;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{CueId, Id, IdVec, LineId, RoleId, SceneId, WordId};
use cuebook_core::units::Frames;
use cuebook_script::Edge;
use cuebook_story::story::FollowId;
use cuebook_story::{ChoiceId, ConditionId, NodeId, Spot, Story, VariableId};

pub(crate) use graph::{Bound, bind};
pub(crate) use parts::part;
pub(crate) use said::Said;

/// The story of an interactive show.
#[derive(Clone, Debug)]
pub struct BookStory {
    /// The graph: nodes, choices, conditions and variables.
    pub graph: Story,
    /// The graph with the draws of chance in front; none if chance decides nothing.
    pub(crate) draws: Option<Story>,
    /// The words of each node of the graph.
    pub nodes: IdVec<NodeId, StoryNode>,
    /// The words that are heard and shown at each choice of the graph.
    pub choices: IdVec<ChoiceId, StoryChoice>,
    /// The conditions of the lines that have one. Such a line is heard only if its condition
    /// holds when it begins.
    pub lines: BTreeMap<LineId, ConditionId>,
    /// The other words of the lines that have some, from the second visit of their node on.
    pub again: BTreeMap<LineId, Said>,
    /// The conditions of the cues that have one. Such a cue is heard only if its condition holds
    /// at the place where it begins.
    pub cues: BTreeMap<CueId, ConditionId>,
    /// The place in the script of each condition of the graph.
    pub(crate) conditions: IdVec<ConditionId, Span>,
    /// The thing that each pair of places of the graph is about.
    pub(crate) follows: IdVec<FollowId, Followed>,
    /// The place in the script of each way of each node; none for the ways that are not written.
    pub(crate) ways: IdVec<NodeId, Vec<Span>>,
    /// The place in the script of each variable, and whether values out of its range are meant.
    pub(crate) variables: IdVec<VariableId, (Span, bool)>,
}

/// A node of the story: a scene, or the words before the first scene.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryNode {
    /// The scene; `None` for the words before the first one.
    pub scene: Option<SceneId>,
    /// The words of each part of the node, as ranges of the words of the prose. The parts are in the
    /// order of the text and may be empty. Every line is within one part.
    pub parts: Vec<Range<WordId>>,
    /// The place of the scene in the script.
    pub(crate) span: Span,
}

/// A choice, bound to the text.
#[derive(Clone, Debug)]
pub struct StoryChoice {
    /// The id in the script.
    pub id: String,
    /// The node that it is in.
    pub node: NodeId,
    /// The word of the text before which it is: the end of the part of the node before it.
    pub word: WordId,
    /// The question.
    pub ask: Option<Said>,
    /// The role that speaks at this choice.
    pub by: RoleId,
    /// How long the listener has from the end of the question; `None` for no limit.
    pub wait: Option<Frames>,
    /// The words that are heard and shown for each option of the graph’s choice.
    pub options: Vec<StoryOption>,
    /// The sound that is heard until the listener decides: a bed or music that has no place in the
    /// text, and is looped.
    pub waiting: Option<Cue>,
    /// The words to a listener who has not decided, and how long after the question they begin.
    pub remind: Option<(Frames, Said)>,
    /// The place in the script.
    pub(crate) span: Span,
}

/// An option, bound to the text.
#[derive(Clone, Debug)]
pub struct StoryOption {
    /// The id in the script.
    pub id: String,
    /// The words that are shown.
    pub shown: String,
    /// The words that are spoken after the question.
    pub say: Option<Said>,
    /// The place in the script.
    pub(crate) span: Span,
    /// The places in the script of its new values.
    pub(crate) sets: Vec<Span>,
}

/// What a pair of places is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Followed {
    /// The end of a bed or music.
    Until(CueId, Span),
    /// A ride of a bed or music.
    Ride(CueId, Span),
}

impl BookStory {
    /// Returns the node and the part that have a word of the text.
    #[must_use]
    pub fn part_of(&self, word: WordId) -> Option<(NodeId, usize)> {
        let after = self.nodes.partition_point(|node| node.begin() <= word);
        let node = NodeId(after.checked_sub(1)?);
        let parts = self.nodes[node].parts.iter();
        let part = parts.enumerate().find(|(_, words)| words.contains(&word));
        part.map(|(part, _)| (node, part))
    }

    /// Returns the spot of an edge of a word.
    #[must_use]
    pub fn spot(&self, word: WordId, edge: Edge) -> Option<Spot> {
        let (node, part) = self.part_of(word)?;
        Some(Spot {
            node,
            part,
            order: order(word, edge),
        })
    }
}

/// Returns the order of an edge of a word among all edges of the text.
pub(crate) fn order(word: WordId, edge: Edge) -> usize {
    2 * word.index() + usize::from(edge == Edge::After)
}

impl StoryNode {
    /// Returns its first word, or the word before which it is if it has none.
    fn begin(&self) -> WordId {
        self.parts.first().map_or(WordId::FIRST, |part| part.start)
    }

    /// Returns all its words.
    #[must_use]
    pub fn words(&self) -> Range<WordId> {
        self.begin()..self.parts.last().map_or(WordId::FIRST, |part| part.end)
    }
}

#[cfg(test)]
mod tests;
