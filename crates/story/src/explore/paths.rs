//! All paths of a story, one after the other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use super::Exploration;
use super::graph::{Edge, Target};
use crate::decision::Decision;
use crate::story::NodeId;

/// The paths from the start to an end, in the order of the options. A path that goes round
/// stops before it would be in the same state again, so there are not endlessly many.
#[derive(Debug)]
pub struct Paths<'p> {
    of: &'p Exploration,
    /// The states of the path so far, with the number of the next step of each.
    trail: Vec<(u32, usize)>,
    /// Which states are on the path.
    is_on: Vec<bool>,
    /// The story ends before anything is heard.
    is_empty: bool,
}

impl Exploration {
    /// Returns all paths. There can be very many: take a number of them.
    #[must_use]
    pub fn paths(&self) -> Paths<'_> {
        let mut paths = Paths {
            of: self,
            trail: Vec::new(),
            is_on: vec![false; self.graph.len()],
            is_empty: self.graph.first.is_none() && !self.endings().is_empty(),
        };
        if let Some(first) = self.graph.first {
            paths.enter(first);
        }
        paths
    }
}

impl Exploration {
    /// Returns the nodes of a circle that the listener can go round any number of times before an
    /// end. The paths through such circles are not among [`Exploration::paths`]; none if there are no
    /// others.
    #[must_use]
    pub fn circle(&self) -> Option<Vec<NodeId>> {
        let first = self.graph.first.filter(|first| self.leads_on(*first))?;
        // Whether each state was met, and whether it is on the trail.
        let mut met = vec![(false, false); self.graph.len()];
        let mut trail = vec![(first, 0)];
        met[first as usize] = (true, true);
        while let Some((state, next)) = trail.last_mut() {
            let Some(edge) = self.graph.edges(*state).get(*next) else {
                met[*state as usize].1 = false;
                trail.pop();
                continue;
            };
            *next += 1;
            let Some(state) = edge.state().filter(|state| self.leads_on(*state)) else {
                continue;
            };
            match met[state as usize] {
                (_, true) => return Some(self.nodes_from(&trail, state)),
                (true, false) => {}
                (false, false) => {
                    met[state as usize] = (true, true);
                    trail.push((state, 0));
                }
            }
        }
        None
    }

    fn leads_on(&self, state: u32) -> bool {
        self.to_end[state as usize] != u32::MAX
    }

    /// The nodes of a trail from a state on, each once.
    fn nodes_from(&self, trail: &[(u32, usize)], state: u32) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        for (state, _) in trail.iter().skip_while(|(own, _)| *own != state) {
            let point = self.graph.point(*state);
            if !point.draws && !nodes.contains(&point.node) {
                nodes.push(point.node);
            }
        }
        nodes
    }
}

impl Paths<'_> {
    fn enter(&mut self, state: u32) {
        self.trail.push((state, 0));
        self.is_on[state as usize] = true;
    }

    /// The decisions of the steps on the trail.
    fn decisions(&self) -> Vec<Decision> {
        let steps = self.trail.iter().filter_map(|(state, next)| {
            let edge = &self.of.graph.edges(*state)[next - 1];
            let choice = self.of.graph.point(*state).choice?;
            (edge.cost() > 0).then(|| Decision {
                choice,
                option: usize::from(edge.by),
                after: None,
            })
        });
        steps.collect()
    }

    /// Whether a step leads to the end, or to another state from which an end can be reached.
    fn leads_on(&self, edge: Edge) -> bool {
        match edge.target {
            Target::State(state) => self.can_end(state),
            Target::End => true,
            Target::Stuck => false,
        }
    }

    /// Whether an end can be reached from a state without those on the path. Without this each
    /// way into a place that is left only through its entrance would be tried in vain.
    fn can_end(&self, state: u32) -> bool {
        let graph = &self.of.graph;
        let mut open = BinaryHeap::new();
        let mut seen = HashSet::new();
        let mut add = |state: u32, open: &mut BinaryHeap<_>| {
            let rest = self.of.to_end[state as usize];
            if rest != u32::MAX && !self.is_on[state as usize] && seen.insert(state) {
                open.push(Reverse((rest, state)));
            }
        };
        add(state, &mut open);
        // The states that are nearest to an end come first.
        while let Some(Reverse((_, state))) = open.pop() {
            for edge in graph.edges(state) {
                match edge.target {
                    Target::State(next) => add(next, &mut open),
                    Target::End => return true,
                    Target::Stuck => {}
                }
            }
        }
        false
    }
}

impl Iterator for Paths<'_> {
    type Item = Vec<Decision>;

    fn next(&mut self) -> Option<Vec<Decision>> {
        if std::mem::take(&mut self.is_empty) {
            return Some(Vec::new());
        }
        while let Some((state, next)) = self.trail.last_mut() {
            let edges = self.of.graph.edges(*state);
            let Some(&edge) = edges.get(*next) else {
                self.is_on[*state as usize] = false;
                self.trail.pop();
                continue;
            };
            *next += 1;
            if self.leads_on(edge) {
                match edge.state() {
                    Some(state) => self.enter(state),
                    None => return Some(self.decisions()),
                }
            }
        }
        None
    }
}
