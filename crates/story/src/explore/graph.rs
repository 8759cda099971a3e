//! The states with the steps between them.

use super::key::Layout;
use super::points::{Point, Points};
use super::states::States;
use crate::decision::Decision;

/// No number: of a state before the first one, of a step without a decision.
pub(super) const NO_STATE: u32 = u32::MAX;
/// The step is no decision: the story goes on by itself.
pub(super) const BY_ITSELF: u16 = u16::MAX;

/// A step from a state.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) target: Target,
    /// The option that is taken, or [`BY_ITSELF`].
    pub(super) by: u16,
}

/// Where a step leads.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum Target {
    State(u32),
    End,
    /// A place where the story is stuck.
    Stuck,
}

impl Edge {
    /// The number of decisions of the step: 0 or 1.
    pub(super) fn cost(self) -> u32 {
        u32::from(self.by != BY_ITSELF)
    }

    /// The state that it leads to.
    pub(super) fn state(self) -> Option<u32> {
        match self.target {
            Target::State(state) => Some(state),
            _ => None,
        }
    }
}

/// A place on a path: after a state, and after a decision in it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Place {
    pub(super) state: u32,
    /// The option that was taken in the state, or [`BY_ITSELF`].
    pub(super) by: u16,
    /// The number of decisions before the place.
    pub(super) cost: u32,
}

impl Place {
    /// Before anything is heard.
    pub(super) const START: Place = Place {
        state: NO_STATE,
        by: BY_ITSELF,
        cost: 0,
    };

    /// In a state.
    pub(super) fn at(state: u32, cost: u32) -> Place {
        let by = BY_ITSELF;
        Place { state, by, cost }
    }

    /// After a decision in this state.
    pub(super) fn after(self, option: usize) -> Place {
        Place {
            state: self.state,
            by: option as u16,
            cost: self.cost + 1,
        }
    }

    /// Takes the place of `known` if it needs fewer decisions.
    pub(super) fn note(self, known: &mut Option<Place>) {
        if known.is_none_or(|known| self.cost < known.cost) {
            *known = Some(self);
        }
    }
}

/// All states, their steps, and how each one is reached with the fewest decisions.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) points: Points,
    pub(super) layout: Layout,
    pub(super) states: States,
    /// The first state; none if nothing is heard.
    pub(super) first: Option<u32>,
    /// Where the edges of each state begin, and how many it has.
    pub(super) spans: Vec<(u32, u16)>,
    pub(super) edges: Vec<Edge>,
    /// The step that reaches each state with the fewest decisions.
    pub(super) came: Vec<Place>,
}

impl Graph {
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn numbers(&self) -> impl DoubleEndedIterator<Item = u32> + use<> {
        0..self.spans.len() as u32
    }

    pub(super) fn edges(&self, state: u32) -> &[Edge] {
        let (start, count) = self.spans[state as usize];
        &self.edges[start as usize..start as usize + usize::from(count)]
    }

    /// The number of the part of a state.
    pub(super) fn part(&self, state: u32) -> usize {
        self.layout.point(self.states.key(state))
    }

    pub(super) fn point(&self, state: u32) -> &Point {
        &self.points[self.part(state)]
    }

    /// The decision of a step.
    pub(super) fn decision(&self, place: Place) -> Option<Decision> {
        if place.by == BY_ITSELF {
            return None;
        }
        Some(Decision {
            choice: self.point(place.state).choice?,
            option: usize::from(place.by),
            after: None,
        })
    }

    /// The path with the fewest decisions to a place.
    pub(super) fn path(&self, place: Place) -> Vec<Decision> {
        let mut decisions = Vec::new();
        let mut place = place;
        while place.state != NO_STATE {
            decisions.extend(self.decision(place));
            place = self.came[place.state as usize];
        }
        decisions.reverse();
        decisions
    }

    /// The steps backwards.
    pub(super) fn reversed(&self) -> Reversed {
        let mut starts = vec![0_u32; self.len() + 1];
        for target in self.edges.iter().filter_map(|edge| edge.state()) {
            starts[target as usize + 1] += 1;
        }
        for state in 1..starts.len() {
            starts[state] += starts[state - 1];
        }
        let mut free = starts.clone();
        let mut sources = vec![(0, false); starts.last().map_or(0, |last| *last as usize)];
        for source in self.numbers() {
            for edge in self.edges(source) {
                if let Some(target) = edge.state() {
                    let place = &mut free[target as usize];
                    sources[*place as usize] = (source, edge.cost() == 1);
                    *place += 1;
                }
            }
        }
        Reversed { starts, sources }
    }
}

/// The steps into each state.
pub(super) struct Reversed {
    starts: Vec<u32>,
    /// The state before, and whether the step is a decision.
    sources: Vec<(u32, bool)>,
}

impl Reversed {
    /// The fewest decisions from each state to one of the given places, which are states with
    /// the decisions that they need themselves; `u32::MAX` where none can be reached.
    pub(super) fn distances(&self, places: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
        let mut distances = vec![u32::MAX; self.starts.len() - 1];
        let mut levels = [Vec::new(), Vec::new()];
        for (state, cost) in places {
            let known = &mut distances[state as usize];
            *known = cost.min(*known);
            levels[cost as usize].push(state);
        }
        let mut depth = 0;
        while !levels[0].is_empty() || !levels[1].is_empty() {
            while let Some(state) = levels[0].pop() {
                if distances[state as usize] != depth {
                    continue;
                }
                let range = self.starts[state as usize]..self.starts[state as usize + 1];
                for &(source, decides) in &self.sources[range.start as usize..range.end as usize] {
                    let distance = depth + u32::from(decides);
                    if distance < distances[source as usize] {
                        distances[source as usize] = distance;
                        levels[usize::from(decides)].push(source);
                    }
                }
            }
            levels.swap(0, 1);
            depth += 1;
        }
        distances
    }
}
