//! The lengths of paths, from the graph of all states.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Count, Heard, Length, PLAYS, Typical};
use crate::explore::graph::{BY_ITSELF, Edge, Graph, Place, Target};
use crate::random::Random;
use crate::story::ChoiceId;

/// The largest number of parts of a random path.
const LONGEST_PLAY: usize = 2_000;

/// The seed of the random paths.
const SEED: u64 = 14;

/// A number that is exact up to the largest `u64`.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Sum {
    exact: u64,
    about: f64,
}

impl Sum {
    const ONE: Sum = Sum {
        exact: 1,
        about: 1.0,
    };

    pub(super) fn and(self, other: Sum) -> Sum {
        Sum {
            exact: self.exact.saturating_add(other.exact),
            about: self.about + other.about,
        }
    }

    pub(super) fn count(self) -> Count {
        match self.exact {
            u64::MAX => Count::About(self.about),
            exact => Count::Exact(exact),
        }
    }
}

/// The times of all parts, questions and options.
pub(super) struct Times {
    parts: Vec<u64>,
    /// The question after each part.
    questions: Vec<u64>,
    /// The options of each question.
    offers: Vec<Vec<u64>>,
}

impl Times {
    /// `options` are the numbers of options of each choice.
    pub(super) fn of(
        graph: &Graph,
        options: impl Fn(ChoiceId) -> usize,
        length: impl Fn(Heard) -> u64,
    ) -> Times {
        let mut times = Times {
            parts: Vec::new(),
            questions: Vec::new(),
            offers: Vec::new(),
        };
        for part in 0..graph.points.len() {
            let point = &graph.points[part];
            times
                .parts
                .push(length(Heard::Part(point.node, point.part)));
            let question = |choice| length(Heard::Question(choice));
            times.questions.push(point.choice.map_or(0, question));
            let offers = point.choice.map_or(Vec::new(), |choice| {
                let options = 0..options(choice);
                options.map(|o| length(Heard::Offer(choice, o))).collect()
            });
            times.offers.push(offers);
        }
        times
    }
}

pub(super) struct Measure<'m> {
    pub(super) graph: &'m Graph,
    pub(super) to_end: &'m [u32],
    pub(super) times: Times,
}

impl Measure<'_> {
    /// The time of a part, and of the question after it if the listener is asked.
    pub(super) fn step(&self, place: Place) -> u64 {
        let Times {
            parts,
            questions,
            offers,
        } = &self.times;
        let part = self.graph.part(place.state);
        if place.by == BY_ITSELF {
            return parts[part];
        }
        let offered = self.graph.edges(place.state).iter();
        let offered = offered.filter_map(|edge| offers[part].get(usize::from(edge.by)));
        let question = parts[part].saturating_add(questions[part]);
        offered.fold(question, |sum, offer| sum.saturating_add(*offer))
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
    pub(super) fn order(&self) -> Option<Vec<u32>> {
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
    pub(super) fn count(&self, order: &[u32], parts: usize) -> Vec<Sum> {
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
    pub(super) fn longest(&self, order: &[u32], of: &dyn Fn(Place) -> u64) -> Option<Length> {
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
    pub(super) fn shortest(&self, of: &dyn Fn(Place) -> u64) -> Option<Length> {
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
    pub(super) fn typical(&self) -> Option<Typical> {
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
            let chance = self.graph.point(state).chance;
            let edge = match (chance, edges) {
                (Some(chance), [first, second]) => {
                    let is_first = (random.below(10_000) as f64) < chance * 100.0;
                    if is_first { first } else { second }
                }
                _ => edges.get(random.below(edges.len()))?,
            };
            decisions += edge.cost() * u32::from(chance.is_none());
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
