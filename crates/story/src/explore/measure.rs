//! How many paths a story has, and how long they are.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Exploration;
use super::graph::{BY_ITSELF, Edge, Graph, Place, Target};
use crate::decision::Decision;
use crate::random::Random;
use crate::story::{ChoiceId, NodeId};

/// Something that takes time on a path.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Heard {
    /// A part of a node.
    Part(NodeId, usize),
    /// A choice with its question, in which this option was taken.
    Decision(ChoiceId, usize),
}

/// The paths of a story from its start to an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// How many there are.
    pub count: Count,
    /// How many there are to each ending, by the node that is heard last.
    pub endings: Vec<(Option<NodeId>, Count)>,
    /// The one with the fewest decisions; none if no path reaches an end.
    pub fewest: Option<Length>,
    /// The one with the most decisions; none if there are endlessly many paths.
    pub most: Option<Length>,
    /// The one that takes the least time.
    pub shortest: Option<Length>,
    /// The one that takes the most time; none if there are endlessly many paths.
    pub longest: Option<Length>,
    /// The mean of random paths; none if none of them reached an end.
    pub typical: Option<Typical>,
}

/// A number of paths.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Count {
    /// This many.
    Exact(u64),
    /// About this many: more than [`u64::MAX`].
    About(f64),
    /// A circle with a choice in it can be gone round any number of times.
    Endless,
}

/// A path with its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// The decisions.
    pub path: Vec<Decision>,
    /// The time, in the unit of the lengths.
    pub time: u64,
}

/// The mean of random paths.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Typical {
    /// The number of decisions.
    pub decisions: f64,
    /// The time, in the unit of the lengths.
    pub time: f64,
    /// How many of the [`PLAYS`] random paths reached an end; the others do not count.
    pub ended: usize,
}

/// The number of random paths.
pub const PLAYS: usize = 1_000;

/// The largest number of parts of a random path.
const LONGEST_PLAY: usize = 2_000;

/// The seed of the random paths.
const SEED: u64 = 14;

impl Exploration {
    /// Measures the paths. `length` is the time of each part and decision, in any unit.
    #[must_use]
    pub fn statistics(&self, length: impl Fn(Heard) -> u64) -> Statistics {
        if self.graph.first.is_none() {
            return self.unheard();
        }
        let measure = Measure {
            graph: &self.graph,
            to_end: &self.to_end,
            times: Times::of(&self.graph, length),
        };
        let order = measure.order();
        let (count, endings) = self.counts(&measure, order.as_deref());
        let longest = |of: &dyn Fn(Place) -> u64| measure.longest(order.as_deref()?, of);
        Statistics {
            count,
            endings,
            fewest: measure.shortest(&|place| u64::from(place.by != BY_ITSELF)),
            most: longest(&|place| u64::from(place.by != BY_ITSELF)),
            shortest: measure.shortest(&|place| measure.step(place)),
            longest: longest(&|place| measure.step(place)),
            typical: measure.typical(),
        }
    }

    /// The statistics of a story that is over, or stuck, before anything is heard.
    fn unheard(&self) -> Statistics {
        let endings = self.endings();
        let ends = !endings.is_empty();
        let count = Count::Exact(u64::from(ends));
        let path = Vec::new();
        let length = ends.then_some(Length { path, time: 0 });
        Statistics {
            count,
            endings: endings.iter().map(|ending| (ending.node, count)).collect(),
            fewest: length.clone(),
            most: length.clone(),
            shortest: length.clone(),
            longest: length,
            typical: ends.then_some(Typical {
                decisions: 0.0,
                time: 0.0,
                ended: PLAYS,
            }),
        }
    }

    /// The number of paths, and of those to each ending.
    fn counts(
        &self,
        measure: &Measure<'_>,
        order: Option<&[u32]>,
    ) -> (Count, Vec<(Option<NodeId>, Count)>) {
        let endings = self.endings();
        let of = |count: &dyn Fn(Option<NodeId>) -> Count| {
            endings
                .iter()
                .map(|ending| (ending.node, count(ending.node)))
                .collect()
        };
        if endings.is_empty() {
            return (Count::Exact(0), Vec::new());
        }
        let Some(order) = order else {
            return (Count::Endless, of(&|_| Count::Endless));
        };
        let counts = measure.count(order, self.graph.points.len());
        let at = |node: Option<NodeId>| {
            let parts = counts.iter().enumerate();
            let own = parts.filter(|(part, _)| Some(self.graph.points[*part].node) == node);
            own.fold(Sum::default(), |sum, (_, part)| sum.and(*part))
                .count()
        };
        let all = counts
            .iter()
            .fold(Sum::default(), |sum, part| sum.and(*part));
        (all.count(), of(&at))
    }
}

/// A number that is exact up to the largest `u64`.
#[derive(Copy, Clone, Debug, Default)]
struct Sum {
    exact: u64,
    about: f64,
}

impl Sum {
    const ONE: Sum = Sum {
        exact: 1,
        about: 1.0,
    };

    fn and(self, other: Sum) -> Sum {
        Sum {
            exact: self.exact.saturating_add(other.exact),
            about: self.about + other.about,
        }
    }

    fn count(self) -> Count {
        match self.exact {
            u64::MAX => Count::About(self.about),
            exact => Count::Exact(exact),
        }
    }
}

/// The times of all parts and decisions.
struct Times {
    parts: Vec<u64>,
    /// Those of the options after each part.
    options: Vec<Vec<u64>>,
}

impl Times {
    fn of(graph: &Graph, length: impl Fn(Heard) -> u64) -> Times {
        let mut options: Vec<Vec<u64>> = vec![Vec::new(); graph.points.len()];
        for state in graph.numbers() {
            let part = graph.part(state);
            let Some(choice) = graph.points[part].choice else {
                continue;
            };
            for edge in graph.edges(state).iter().filter(|edge| edge.cost() > 0) {
                let known = options[part].len();
                let wanted = usize::from(edge.by) + 1;
                options[part].extend((known..wanted).map(|o| length(Heard::Decision(choice, o))));
            }
        }
        let parts = (0..graph.points.len()).map(|part| {
            let point = &graph.points[part];
            length(Heard::Part(point.node, point.part))
        });
        Times {
            parts: parts.collect(),
            options,
        }
    }
}

struct Measure<'m> {
    graph: &'m Graph,
    to_end: &'m [u32],
    times: Times,
}

impl Measure<'_> {
    /// The time of a part, and of the decision after it.
    fn step(&self, place: Place) -> u64 {
        let part = self.graph.part(place.state);
        let option = self.times.options[part].get(usize::from(place.by));
        self.times.parts[part].saturating_add(option.copied().unwrap_or(0))
    }

    /// Whether an end can be reached after a step.
    fn leads_on(&self, edge: &Edge) -> bool {
        match edge.target {
            Target::State(state) => self.to_end[state as usize] != u32::MAX,
            Target::End => true,
            Target::Stuck => false,
        }
    }

    /// The steps from a state after which an end can be reached.
    fn edges(&self, state: u32) -> impl Iterator<Item = &Edge> {
        let edges = self.graph.edges(state).iter();
        edges.filter(|edge| self.leads_on(edge))
    }

    /// The states from which an end can be reached, each one before those after it; none if
    /// they go round.
    fn order(&self) -> Option<Vec<u32>> {
        let leads_on = |state: &u32| self.to_end[*state as usize] != u32::MAX;
        let all = || self.graph.numbers().filter(leads_on);
        let mut waits = vec![0_u32; self.graph.len()];
        for target in all()
            .flat_map(|state| self.edges(state))
            .filter_map(|e| e.state())
        {
            waits[target as usize] += 1;
        }
        let mut order: Vec<u32> = all().filter(|state| waits[*state as usize] == 0).collect();
        let mut at = 0;
        while let Some(&state) = order.get(at) {
            at += 1;
            for target in self.edges(state).filter_map(|edge| edge.state()) {
                waits[target as usize] -= 1;
                if waits[target as usize] == 0 {
                    order.push(target);
                }
            }
        }
        (order.len() == all().count()).then_some(order)
    }

    /// The number of paths that end in each part.
    fn count(&self, order: &[u32], parts: usize) -> Vec<Sum> {
        let mut sums = vec![Sum::default(); self.graph.len()];
        let mut ends = vec![Sum::default(); parts];
        if let Some(first) = self.graph.first {
            sums[first as usize] = Sum::ONE;
        }
        for &state in order {
            let own = sums[state as usize];
            for edge in self.edges(state) {
                let sum = match edge.target {
                    Target::State(target) => &mut sums[target as usize],
                    _ => &mut ends[self.graph.part(state)],
                };
                *sum = sum.and(own);
            }
        }
        ends
    }

    /// The path with the largest sum of `of`.
    fn longest(&self, order: &[u32], of: &dyn Fn(Place) -> u64) -> Option<Length> {
        let mut best: Vec<(u64, Place)> = vec![(0, Place::START); self.graph.len()];
        let mut end: Option<(u64, Place)> = None;
        for &state in order {
            for edge in self.edges(state) {
                let place = along(state, edge);
                let sum = best[state as usize].0.saturating_add(of(place));
                match edge.target {
                    Target::State(target) => {
                        let known = &mut best[target as usize];
                        let is_first = known.1.state == Place::START.state;
                        if is_first || sum > known.0 {
                            *known = (sum, place);
                        }
                    }
                    _ if end.is_none_or(|(known, _)| sum > known) => end = Some((sum, place)),
                    _ => {}
                }
            }
        }
        let (_, place) = end?;
        Some(self.length(place, |state| best[state as usize].1))
    }

    /// The path with the smallest sum of `of`.
    fn shortest(&self, of: &dyn Fn(Place) -> u64) -> Option<Length> {
        let first = self.graph.first?;
        let mut best: Vec<(u64, Place)> = vec![(u64::MAX, Place::START); self.graph.len()];
        best[first as usize].0 = 0;
        let mut end: Option<(u64, Place)> = None;
        let mut open = BinaryHeap::from([Reverse((0, first))]);
        while let Some(Reverse((sum, state))) = open.pop() {
            if sum > best[state as usize].0 || end.is_some_and(|(known, _)| sum > known) {
                continue;
            }
            for edge in self.edges(state) {
                let place = along(state, edge);
                let sum = sum.saturating_add(of(place));
                match edge.target {
                    Target::State(target) if sum < best[target as usize].0 => {
                        best[target as usize] = (sum, place);
                        open.push(Reverse((sum, target)));
                    }
                    Target::End if end.is_none_or(|(known, _)| sum < known) => {
                        end = Some((sum, place));
                    }
                    _ => {}
                }
            }
        }
        let (_, place) = end?;
        Some(self.length(place, |state| best[state as usize].1))
    }

    /// The path that ends at a place, from the step before each state.
    fn length(&self, end: Place, came: impl Fn(u32) -> Place) -> Length {
        let (mut path, mut time) = (Vec::new(), 0_u64);
        let mut place = end;
        loop {
            path.extend(self.graph.decision(place));
            time = time.saturating_add(self.step(place));
            place = came(place.state);
            if place.state == Place::START.state {
                break;
            }
        }
        path.reverse();
        Length { path, time }
    }

    /// The mean of random paths.
    fn typical(&self) -> Option<Typical> {
        let first = self.graph.first?;
        let mut random = Random::new(SEED);
        let plays = (0..PLAYS).filter_map(|_| self.play(first, &mut random));
        let (mut ended, mut decisions, mut time) = (0, 0, 0.0);
        for (own_decisions, own_time) in plays {
            ended += 1;
            decisions += own_decisions;
            time += own_time as f64;
        }
        (ended > 0).then(|| Typical {
            decisions: f64::from(decisions) / ended as f64,
            time: time / ended as f64,
            ended,
        })
    }

    /// The decisions and the time of a random path; none if it does not end.
    fn play(&self, first: u32, random: &mut Random) -> Option<(u32, u64)> {
        let (mut decisions, mut time) = (0, 0_u64);
        let mut state = first;
        for _ in 0..LONGEST_PLAY {
            let edges = self.graph.edges(state);
            let edge = edges.get(random.below(edges.len()))?;
            decisions += edge.cost();
            time = time.saturating_add(self.step(along(state, edge)));
            match edge.target {
                Target::State(next) => state = next,
                Target::End => return Some((decisions, time)),
                Target::Stuck => return None,
            }
        }
        None
    }
}

/// The place after a step, without its cost.
fn along(state: u32, edge: &Edge) -> Place {
    Place {
        state,
        by: edge.by,
        cost: 0,
    }
}
