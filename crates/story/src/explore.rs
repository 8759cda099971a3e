//! The proof of a story: every state that a walk can reach is looked at.
//!
//! A state is a part that is heard, with the values that matter from there on. The states are
//! searched by the number of decisions, so the path to each one is a shortest one.

mod circles;
mod cover;
mod follows;
mod graph;
mod judge;
mod key;
mod large;
mod live;
mod matters;
mod measure;
mod paths;
mod points;
mod record;
mod search;
mod states;
#[cfg(test)]
mod tests;

use crate::decision::Decision;
use crate::finding::Finding;
use crate::story::{ChoiceId, ConditionId, NodeId, Story};
use crate::walk::EndingPlace;

pub use large::{Factor, Remembered, TooLarge};
pub use matters::Matters;
pub use measure::{Count, Heard, Length, PLAYS, Statistics, Typical};
pub use paths::Paths;

use graph::{Graph, Place, Target};
use judge::Judge;
use record::Record;
use search::Search;

/// The largest number of states that are looked at.
pub const MAX_STATES: usize = 4_000_000;

/// What all walks through a story together can reach.
#[derive(Debug)]
pub struct Exploration {
    graph: Graph,
    record: Record,
    /// The fewest decisions from each state to an end; `u32::MAX` if none can be reached.
    to_end: Vec<u32>,
    findings: Vec<Finding>,
}

/// Where some paths end: after the last words of a node, or at one of its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Where it is.
    pub place: EndingPlace,
    /// The path with the fewest decisions to it.
    pub path: Vec<Decision>,
}

impl Story {
    /// Looks at every state that a walk can reach.
    ///
    /// # Errors
    ///
    /// Returns what multiplies the states if there are more than [`MAX_STATES`].
    pub fn explore(&self) -> Result<Exploration, TooLarge> {
        self.explore_within(MAX_STATES)
    }

    /// Looks at every state that a walk can reach, if there are at most `limit`, which is at
    /// most [`MAX_STATES`].
    ///
    /// # Errors
    ///
    /// Returns what multiplies the states if there are more.
    pub fn explore_within(&self, limit: usize) -> Result<Exploration, TooLarge> {
        let limit = limit.min(MAX_STATES);
        let mut search = Search::new(self);
        if !search.run(limit) {
            return Err(TooLarge::of(self, &search.graph, limit));
        }
        let Search {
            graph, mut record, ..
        } = search;
        let circles = circles::circles(&graph, &mut record);
        let back = graph.reversed();
        let to_end = back.distances(graph.ends());
        let traps = circles::traps(&graph, &back, &to_end, &circles);
        let mut judge = Judge {
            story: self,
            graph: &graph,
            record: &record,
            to_end: &to_end,
            findings: Vec::new(),
        };
        judge.stuck();
        judge.endless(record.ends.is_empty(), &traps);
        judge.unmet();
        judge.exceeded();
        judge.constants();
        judge.unasked();
        judge.follows();
        let findings = judge.findings;
        Ok(Exploration {
            graph,
            record,
            to_end,
            findings,
        })
    }
}

impl Exploration {
    /// Returns the number of states.
    #[must_use]
    pub fn states(&self) -> usize {
        self.graph.len()
    }

    /// Returns the mistakes, in a fixed order.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the path with the fewest decisions to a part of a node, if it is ever heard.
    #[must_use]
    pub fn path_to(&self, node: NodeId, part: usize) -> Option<Vec<Decision>> {
        let place = self.record.heard[self.graph.points.number(node, part)];
        place.map(|place| self.graph.path(place))
    }

    /// Returns the path with the fewest decisions to where an option is offered, if it ever is.
    #[must_use]
    pub fn path_to_option(&self, choice: ChoiceId, option: usize) -> Option<Vec<Decision>> {
        let place = self.record.offered[choice][option];
        place.map(|place| self.graph.path(place))
    }

    /// Returns the path with the fewest decisions to where a condition is looked at and has
    /// this answer, if there is one.
    ///
    /// The condition of a way is looked at each time that its node is left, that of an option
    /// each time that its choice is met, also if another way is taken or the option was taken.
    #[must_use]
    pub fn path_to_answer(&self, condition: ConditionId, answer: bool) -> Option<Vec<Decision>> {
        let place = self.record.answers[condition][usize::from(answer)];
        place.map(|place| self.graph.path(place))
    }

    /// Returns the endings, those with the fewest decisions first.
    #[must_use]
    pub fn endings(&self) -> Vec<Ending> {
        let mut ends: Vec<&(EndingPlace, Place)> = self.record.ends.iter().collect();
        ends.sort_by_key(|(end, place)| (place.cost, *end));
        let endings = ends.into_iter().map(|(end, place)| Ending {
            place: *end,
            path: self.graph.path(*place),
        });
        endings.collect()
    }
}

impl Graph {
    /// The states from which a step leads to the end, with the decisions of the step.
    fn ends(&self) -> impl Iterator<Item = (u32, u32)> {
        self.numbers().flat_map(|state| {
            let ends = |edge: &&graph::Edge| edge.target == Target::End;
            let ends = self.edges(state).iter().filter(ends);
            ends.map(move |edge| (state, edge.cost()))
        })
    }
}
