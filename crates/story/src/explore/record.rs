//! What the search of all states notes on its way.

use cuebook_core::id::IdVec;

use super::graph::Place;
use super::points::Points;
use crate::step::{SetPlace, Witness};
use crate::story::{ChoiceId, ConditionId, FollowId, NodeId, Story};
use crate::walk::EndingPlace;

/// Where a new value was out of range first, with the value.
type Exceeded = Option<(Place, i64)>;

/// The place with the fewest decisions of each thing that happens.
#[derive(Debug)]
pub(super) struct Record {
    /// Where the search is.
    pub(super) here: Place,
    /// Where each condition was false, and where it was true.
    pub(super) answers: IdVec<ConditionId, [Option<Place>; 2]>,
    /// Where each node was left, and by which of its ways.
    pub(super) left: IdVec<NodeId, (Option<Place>, Vec<bool>)>,
    /// Where each part was heard.
    pub(super) heard: Vec<Option<Place>>,
    /// Where each option was offered.
    pub(super) offered: IdVec<ChoiceId, Vec<Option<Place>>>,
    /// Whether the default of each choice was taken although it was not offered.
    pub(super) defaulted: IdVec<ChoiceId, bool>,
    /// Where each new value of each option was out of range, with the value.
    pub(super) exceeded: IdVec<ChoiceId, Vec<Vec<Exceeded>>>,
    /// Where a choice had no option.
    pub(super) no_option: IdVec<ChoiceId, Option<Place>>,
    /// Where a node had no way.
    pub(super) no_way: IdVec<NodeId, Option<Place>>,
    /// Nodes that the story goes round forever.
    pub(super) circles: Vec<(Vec<NodeId>, Place)>,
    /// Where the story ends.
    pub(super) ends: Vec<(EndingPlace, Place)>,
    /// The states in which the first place of a pair is met.
    pub(super) begins: IdVec<FollowId, Vec<u32>>,
    /// The states in which a node begins that says something again.
    pub(super) again: IdVec<NodeId, Vec<u32>>,
}

impl Record {
    pub(super) fn of(story: &Story, points: &Points) -> Record {
        let options = |count: usize| vec![None; count];
        let nodes = || story.nodes.iter();
        let choices = || story.choices.iter();
        Record {
            here: Place::START,
            answers: story.conditions.iter().map(|_| [None; 2]).collect(),
            left: nodes().map(|n| (None, vec![false; n.ways.len()])).collect(),
            heard: vec![None; points.len()],
            offered: choices().map(|c| options(c.options.len())).collect(),
            defaulted: choices().map(|_| false).collect(),
            exceeded: choices()
                .map(|c| c.options.iter().map(|o| vec![None; o.sets.len()]).collect())
                .collect(),
            no_option: choices().map(|_| None).collect(),
            no_way: nodes().map(|_| None).collect(),
            circles: Vec::new(),
            ends: Vec::new(),
            begins: story.follows.iter().map(|_| Vec::new()).collect(),
            again: nodes().map(|_| Vec::new()).collect(),
        }
    }

    /// Notes nodes that the story goes round forever, once for each set of nodes.
    pub(super) fn circle(&mut self, nodes: Vec<NodeId>, place: Place) {
        let sorted = |nodes: &[NodeId]| {
            let mut nodes = nodes.to_vec();
            nodes.sort_unstable();
            nodes.dedup();
            nodes
        };
        let own = sorted(&nodes);
        let mut circles = self.circles.iter_mut();
        match circles.find(|(known, _)| sorted(known) == own) {
            Some((_, known)) if place.cost < known.cost => *known = place,
            Some(_) => {}
            None => self.circles.push((nodes, place)),
        }
    }

    /// Notes that the story ends here.
    pub(super) fn end(&mut self, end: EndingPlace) {
        let here = self.here;
        match self.ends.iter_mut().find(|(known, _)| *known == end) {
            Some((_, known)) if here.cost < known.cost => *known = here,
            Some(_) => {}
            None => self.ends.push((end, here)),
        }
    }
}

impl Witness for Record {
    fn looked(&mut self, condition: ConditionId, holds: bool) {
        self.here
            .note(&mut self.answers[condition][usize::from(holds)]);
    }

    fn left(&mut self, node: NodeId, way: usize) {
        let (first, ways) = &mut self.left[node];
        self.here.note(first);
        ways[way] = true;
    }

    fn exceeded(&mut self, (choice, option, set): SetPlace, value: i64) {
        let here = self.here;
        let known = &mut self.exceeded[choice][option][set];
        if known.is_none_or(|(place, _)| here.cost < place.cost) {
            *known = Some((here, value));
        }
    }
}
