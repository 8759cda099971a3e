//! Detours: ways that part and meet again before a listener decides.
//!
//! On such a stretch each node is heard or not, in one order: all walks go through the nodes of a
//! detour in that order and leave some of them out. So a player that knows which nodes are heard
//! needs not know each combination of ways.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

use cuebook_core::id::IdVec;

use crate::story::{NodeId, Story, To};

/// The most nodes among which the place is looked for where ways meet again.
const MOST: usize = 64;

/// The detours of a story. They have no node in common.
#[derive(Clone, Debug)]
pub struct Detours {
    /// The nodes of each detour, in the order in which they are heard.
    nodes: Vec<Vec<NodeId>>,
    /// The detour of each node, and its place there.
    places: IdVec<NodeId, Option<(usize, usize)>>,
    /// The detour that begins after a node.
    begins: IdVec<NodeId, Option<usize>>,
}

impl Detours {
    /// Finds the detours of a story. A node of a detour has no choice, and its words are the same on
    /// each visit.
    #[must_use]
    pub fn of(story: &Story) -> Detours {
        let mut found: Vec<(NodeId, Vec<NodeId>)> = story
            .nodes
            .ids()
            .filter_map(|node| Some((node, after(story, node)?)))
            .collect();
        // Those within others are parts of them.
        found.sort_by_key(|(node, own)| (Reverse(own.len()), *node));
        let mut detours = Detours {
            nodes: Vec::new(),
            places: story.nodes.iter().map(|_| None).collect(),
            begins: story.nodes.iter().map(|_| None).collect(),
        };
        for (node, own) in found {
            let mut all = own.iter();
            let is_new = |own: &NodeId| !detours.has(*own) && detours.begins[*own].is_none();
            if detours.has(node) || !all.all(is_new) {
                continue;
            }
            let number = detours.nodes.len();
            for (place, node) in own.iter().enumerate() {
                detours.places[*node] = Some((number, place));
            }
            detours.begins[node] = Some(number);
            detours.nodes.push(own);
        }
        detours
    }

    /// Returns whether a node is on a detour.
    #[must_use]
    pub fn has(&self, node: NodeId) -> bool {
        self.places[node].is_some()
    }

    /// Returns the nodes of a detour that are left out by a way.
    #[must_use]
    pub fn left_out(&self, from: NodeId, to: To) -> &[NodeId] {
        let begin = match (self.places[from], self.begins[from]) {
            (Some((number, place)), _) => (number, place + 1),
            (None, Some(number)) => (number, 0),
            (None, None) => return &[],
        };
        let (number, first) = begin;
        let own = &self.nodes[number];
        let place = match to {
            To::Node(to) => self.places[to].filter(|(other, _)| *other == number),
            To::End => None,
        };
        let end = place.map_or(own.len(), |(_, place)| place);
        own.get(first..end).unwrap_or_default()
    }
}

/// Returns the nodes of the detour after a node, in the order in which they are heard.
fn after(story: &Story, node: NodeId) -> Option<Vec<NodeId>> {
    let ways = story.nodes[node].ways.iter().map(|way| way.to);
    let ways: BTreeSet<To> = ways.collect();
    if ways.len() < 2 {
        return None;
    }
    let all = reached(story, node, None);
    let meet = |to: To| -> Option<Vec<To>> {
        let own = reached(story, node, Some(to));
        // No other place may be left at which a listener decides, or the story ends.
        let is_open = |to: &To| match to {
            To::Node(node) => !story.nodes[*node].stops.is_empty(),
            To::End => true,
        };
        (!own.iter().any(is_open)).then_some(own)
    };
    let places = all.iter().copied().take(MOST);
    let nearest = places.filter_map(meet).min_by_key(Vec::len)?;
    let own = nearest.into_iter().filter_map(|to| match to {
        To::Node(node) => Some(node),
        To::End => None,
    });
    in_order(story, own.collect()).filter(|own| !own.is_empty() && !own.contains(&node))
}

/// Returns where a story goes on after a node without a decision, the nearest first, up to the places
/// where a listener decides and the end. It goes not beyond `without`.
fn reached(story: &Story, node: NodeId, without: Option<To>) -> Vec<To> {
    let mut reached = Vec::new();
    let mut known: BTreeSet<To> = without.into_iter().collect();
    let mut open: VecDeque<To> = story.nodes[node].ways.iter().map(|way| way.to).collect();
    while let Some(to) = open.pop_front() {
        if !known.insert(to) {
            continue;
        }
        reached.push(to);
        if let To::Node(node) = to {
            let own = &story.nodes[node];
            if own.stops.is_empty() || own.when.is_some() {
                open.extend(own.ways.iter().map(|way| way.to));
            }
        }
    }
    reached
}

/// Returns the nodes in an order in which each is before those to which it leads, as far as possible
/// in that of the text; `None` if they go round.
fn in_order(story: &Story, nodes: BTreeSet<NodeId>) -> Option<Vec<NodeId>> {
    if nodes.iter().any(|node| story.nodes[*node].says_again) {
        return None;
    }
    let next = |node: NodeId| {
        let ways = story.nodes[node].ways.iter();
        let ways: BTreeSet<NodeId> = ways
            .filter_map(|way| match way.to {
                To::Node(to) if nodes.contains(&to) => Some(to),
                _ => None,
            })
            .collect();
        ways
    };
    let mut before: IdVec<NodeId, usize> = story.nodes.iter().map(|_| 0).collect();
    for to in nodes.iter().flat_map(|node| next(*node)) {
        before[to] += 1;
    }
    let first = nodes.iter().filter(|node| before[**node] == 0);
    let mut open: BinaryHeap<Reverse<NodeId>> = first.map(|node| Reverse(*node)).collect();
    let mut order = Vec::new();
    while let Some(Reverse(node)) = open.pop() {
        order.push(node);
        for to in next(node) {
            before[to] -= 1;
            if before[to] == 0 {
                open.push(Reverse(to));
            }
        }
    }
    (order.len() == nodes.len()).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_story::story;

    /// Returns the detours of a story, by the names of their nodes.
    fn detours(text: &str) -> Vec<String> {
        let story = story(text);
        let names = |own: &Vec<NodeId>| {
            let names = own.iter().map(|node| story.nodes[*node].name.as_str());
            names.collect::<Vec<_>>().join(" ")
        };
        Detours::of(&story).nodes.iter().map(names).collect()
    }

    const TWO: &str = "flag lamp
         node gate
         way attic | when lamp
         way cellar
         node attic
         way hall
         node cellar
         node hall
         way yard | when lamp
         way door
         node yard
         node door
         choice c
         - go
         way end";

    #[test]
    fn ways_that_meet_again_are_a_detour() {
        assert_eq!(detours(TWO), ["attic cellar", "yard"]);
    }

    #[test]
    fn a_way_leaves_out_what_is_between() {
        let story = story(TWO);
        let detours = Detours::of(&story);
        let node = |name: &str| story.node(name).unwrap();
        let left_out = |from: &str, to: &str| {
            let own = detours.left_out(node(from), To::Node(node(to))).iter();
            let own: Vec<&str> = own.map(|node| story.nodes[*node].name.as_str()).collect();
            own.join(" ")
        };
        assert_eq!(left_out("gate", "attic"), "");
        assert_eq!(left_out("gate", "cellar"), "attic");
        assert_eq!(left_out("attic", "hall"), "cellar");
        assert_eq!(left_out("cellar", "hall"), "");
        assert_eq!(left_out("hall", "door"), "yard");
        assert_eq!(left_out("yard", "door"), "");
    }

    #[test]
    fn a_detour_in_a_detour_is_a_part_of_it() {
        let text = "flag lamp
             node gate
             way hall | when lamp
             way cellar
             node hall
             way attic | when lamp
             way roof
             node attic
             way roof
             node cellar
             way street
             node roof
             node street
             way end";
        assert_eq!(detours(text), ["hall attic cellar roof"]);
    }

    #[test]
    fn ways_that_lead_to_other_choices_or_round_are_none() {
        let apart = "flag lamp
             node gate
             way hall | when lamp
             way yard
             node hall
             choice c
             - go
             way end
             node yard
             choice d
             - go
             way end";
        assert_eq!(detours(apart), [""; 0]);
        let round = "flag lamp
             node gate
             way hall | when lamp
             way yard
             node hall
             way yard | when lamp
             way end
             node yard
             way hall | when lamp
             way end";
        assert_eq!(detours(round), [""; 0]);
        let other = TWO.replace("node cellar", "node cellar | again");
        assert_eq!(detours(&other), ["yard"]);
    }

    #[test]
    fn endings_are_a_detour_before_the_end() {
        let text = "flag lamp
             node gate
             way attic | when lamp
             way cellar
             node attic
             way end
             node cellar
             way end";
        assert_eq!(detours(text), ["attic cellar"]);
    }
}
