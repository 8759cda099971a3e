//! A few paths on which everything is heard that can be heard.

use std::collections::{HashMap, HashSet};

use super::Exploration;
use super::graph::{Edge, Graph, Place, Target};
use crate::decision::Decision;

impl Exploration {
    /// Returns a few paths that together hear every part and take every option, as far as an
    /// end can be reached after it. They are not the fewest possible.
    #[must_use]
    pub fn cover(&self) -> Vec<Vec<Decision>> {
        let Some(first) = self.graph.first else {
            return self
                .endings()
                .into_iter()
                .map(|ending| ending.path)
                .collect();
        };
        let mut cover = Cover {
            graph: &self.graph,
            to_end: &self.to_end,
            parts: HashSet::from([self.graph.part(first)]),
            options: HashSet::new(),
        };
        let mut paths = Vec::new();
        if self.to_end[first as usize] == u32::MAX {
            return paths;
        }
        loop {
            let (path, is_new) = cover.path(first);
            if is_new || paths.is_empty() {
                paths.push(path);
            }
            if !is_new {
                return paths;
            }
        }
    }
}

struct Cover<'c> {
    graph: &'c Graph,
    to_end: &'c [u32],
    /// The parts that are on a path.
    parts: HashSet<usize>,
    /// The options that are on a path: the part before the choice, and the number.
    options: HashSet<(usize, u16)>,
}

impl Cover<'_> {
    /// A path over everything new that can still be reached after each other. Returns it with
    /// whether there is something new on it.
    fn path(&mut self, first: u32) -> (Vec<Decision>, bool) {
        let mut decisions = Vec::new();
        let mut state = Some(first);
        let mut is_new = false;
        while let Some(here) = state {
            let steps = match self.nearest(here) {
                Some(steps) => {
                    is_new = true;
                    steps
                }
                None => self.last(here),
            };
            for (from, edge) in steps {
                self.note(from, edge);
                let place = Place {
                    by: edge.by,
                    ..Place::at(from, 0)
                };
                decisions.extend(self.graph.decision(place));
                state = edge.state();
            }
        }
        (decisions, is_new)
    }

    fn note(&mut self, from: u32, edge: Edge) {
        if edge.cost() > 0 {
            self.options.insert((self.graph.part(from), edge.by));
        }
        self.parts
            .extend(edge.state().map(|state| self.graph.part(state)));
    }

    fn is_new(&self, from: u32, edge: Edge) -> bool {
        let option = (self.graph.part(from), edge.by);
        let part = edge.state().map(|state| self.graph.part(state));
        (edge.cost() > 0 && !self.options.contains(&option))
            || part.is_some_and(|part| !self.parts.contains(&part))
    }

    /// The steps to the nearest new thing after which an end can be reached.
    fn nearest(&self, from: u32) -> Option<Vec<(u32, Edge)>> {
        let mut came: HashMap<u32, Option<(u32, Edge)>> = HashMap::from([(from, None)]);
        let mut open = vec![from];
        let mut at = 0;
        while let Some(&state) = open.get(at) {
            at += 1;
            for &edge in self.graph.edges(state) {
                if self.rest(edge) == u32::MAX {
                    continue;
                }
                if self.is_new(state, edge) {
                    let mut steps = vec![(state, edge)];
                    let mut step = came[&state];
                    while let Some((before, edge)) = step {
                        steps.push((before, edge));
                        step = came[&before];
                    }
                    steps.reverse();
                    return Some(steps);
                }
                if let Some(next) = edge.state().filter(|next| !came.contains_key(next)) {
                    came.insert(next, Some((state, edge)));
                    open.push(next);
                }
            }
        }
        None
    }

    /// The steps with the fewest decisions to an end.
    fn last(&self, from: u32) -> Vec<(u32, Edge)> {
        let mut steps = Vec::new();
        let mut state = Some(from);
        while let Some(here) = state {
            let edges = self.graph.edges(here).iter().copied();
            let nearest = edges.min_by_key(|edge| self.rest(*edge).saturating_add(edge.cost()));
            steps.extend(nearest.map(|edge| (here, edge)));
            state = nearest.and_then(Edge::state);
        }
        steps
    }

    /// The fewest decisions to an end after a step.
    fn rest(&self, edge: Edge) -> u32 {
        match edge.target {
            Target::State(state) => self.to_end[state as usize],
            Target::End => 0,
            Target::Stuck => u32::MAX,
        }
    }
}
