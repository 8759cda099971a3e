//! Whether what begins at one place meets another one on every path.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{Edge, Graph, NO_STATE, Place, Target};
use crate::decision::Decision;

/// Searches the states after some others, for one pair of places after another.
pub(super) struct Follower<'g> {
    graph: &'g Graph,
    /// The fewest decisions from each state to an end.
    to_end: &'g [u32],
    /// The number of the last search that reached each state, and with how many decisions.
    reached: Vec<(u32, u32)>,
    search: u32,
}

impl<'g> Follower<'g> {
    pub(super) fn new(graph: &'g Graph, to_end: &'g [u32]) -> Follower<'g> {
        Follower {
            graph,
            to_end,
            reached: vec![(0, 0); graph.len()],
            search: 0,
        }
    }

    /// Returns whether the part `to` can be met after one of the states `begins`.
    pub(super) fn meets(&mut self, begins: &[u32], to: usize) -> bool {
        self.search += 1;
        let mut open = Vec::new();
        for &begin in begins {
            open.clear();
            open.push(begin);
            let mut at = 0;
            while let Some(&state) = open.get(at) {
                at += 1;
                for next in self
                    .graph
                    .edges(state)
                    .iter()
                    .filter_map(|edge| edge.state())
                {
                    let reached = &mut self.reached[next as usize];
                    if reached.0 == self.search {
                        continue;
                    }
                    reached.0 = self.search;
                    if self.graph.part(next) == to {
                        return true;
                    }
                    open.push(next);
                }
            }
        }
        false
    }

    /// Returns the path with the fewest decisions over one of the states `begins` to an end,
    /// without the part `to` after this state.
    ///
    /// The search is A* of Peter Hart, Nils Nilsson and Bertram Raphael, 1968: the states that
    /// are nearest to an end are looked at first.
    pub(super) fn misses(&mut self, begins: &[u32], to: usize) -> Option<Vec<Decision>> {
        self.search += 1;
        let mut search = Search {
            follower: self,
            open: BinaryHeap::new(),
            steps: Vec::new(),
        };
        for &state in begins {
            let cost = search.follower.graph.came[state as usize].cost;
            search.push(Target::State(state), Place::at(NO_STATE, cost), None);
        }
        search.run(to)
    }
}

/// A step to a state, and the number of the step before it.
#[derive(Copy, Clone)]
struct Step {
    target: Target,
    place: Place,
    before: Option<u32>,
}

struct Search<'s, 'g> {
    follower: &'s mut Follower<'g>,
    /// The steps to look at: the fewest decisions to an end over each one, and its number.
    open: BinaryHeap<Reverse<(u32, u32)>>,
    steps: Vec<Step>,
}

impl Search<'_, '_> {
    fn push(&mut self, target: Target, place: Place, before: Option<u32>) {
        let rest = match target {
            Target::State(state) => {
                let search = self.follower.search;
                let reached = &mut self.follower.reached[state as usize];
                if reached.0 == search && reached.1 <= place.cost {
                    return;
                }
                *reached = (search, place.cost);
                self.follower.to_end[state as usize]
            }
            Target::End => 0,
            Target::Stuck => u32::MAX,
        };
        if rest != u32::MAX {
            let number = self.steps.len() as u32;
            self.steps.push(Step {
                target,
                place,
                before,
            });
            self.open.push(Reverse((place.cost + rest, number)));
        }
    }

    fn run(&mut self, to: usize) -> Option<Vec<Decision>> {
        let graph = self.follower.graph;
        while let Some(Reverse((_, number))) = self.open.pop() {
            let step = self.steps[number as usize];
            let Target::State(state) = step.target else {
                return Some(self.path(step));
            };
            if step.place.cost > self.follower.reached[state as usize].1 {
                continue;
            }
            let here = Place::at(state, step.place.cost);
            for edge in graph.edges(state) {
                if edge.state().is_none_or(|next| graph.part(next) != to) {
                    self.push(edge.target, after(here, edge), Some(number));
                }
            }
        }
        None
    }

    /// The whole path to a step.
    fn path(&self, last: Step) -> Vec<Decision> {
        let graph = self.follower.graph;
        let mut after = Vec::new();
        let mut step = last;
        while let Some(before) = step.before {
            after.extend(graph.decision(step.place));
            step = self.steps[before as usize];
        }
        let mut path = match step.target {
            Target::State(begin) => graph.path(graph.came[begin as usize]),
            _ => Vec::new(),
        };
        path.extend(after.into_iter().rev());
        path
    }
}

/// The place after a step from another one.
fn after(here: Place, edge: &Edge) -> Place {
    match edge.cost() {
        0 => here,
        _ => here.after(usize::from(edge.by)),
    }
}
