//! How many paths a story has, and how long they are.

mod lengths;

use super::Exploration;
use super::graph::{BY_ITSELF, Place};
use crate::decision::Decision;
use crate::story::{ChoiceId, NodeId};
use crate::walk::EndingPlace;

use lengths::{Measure, Sum, Times};

/// Something that takes time on a path.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Heard {
    /// A part of a node.
    Part(NodeId, usize),
    /// The question of a choice that is asked, and the decision.
    Question(ChoiceId),
    /// An option that a choice offers.
    Offer(ChoiceId, usize),
}

/// The paths of a story from its start to an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// How many there are.
    pub count: Count,
    /// How many there are to each ending.
    pub endings: Vec<(EndingPlace, Count)>,
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
            times: Times::of(
                &self.graph,
                |choice| self.record.offered[choice].len(),
                length,
            ),
        };
        let order = measure.order();
        let (count, endings) = self.counts(&measure, order.as_deref());
        let longest = |of: &dyn Fn(Place) -> u64| measure.longest(order.as_deref()?, of);
        // What chance decides is no decision of the listener.
        let decides = |place: Place| {
            let is_drawn = self.graph.point(place.state).chance.is_some();
            u64::from(place.by != BY_ITSELF && !is_drawn)
        };
        Statistics {
            count,
            endings,
            fewest: measure.shortest(&decides),
            most: longest(&decides),
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
            endings: endings.iter().map(|ending| (ending.place, count)).collect(),
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
    ) -> (Count, Vec<(EndingPlace, Count)>) {
        let endings = self.endings();
        let of = |count: &dyn Fn(EndingPlace) -> Count| {
            endings
                .iter()
                .map(|ending| (ending.place, count(ending.place)))
                .collect()
        };
        if endings.is_empty() {
            return (Count::Exact(0), Vec::new());
        }
        let Some(order) = order else {
            return (Count::Endless, of(&|_| Count::Endless));
        };
        let counts = measure.count(order, self.graph.points.len());
        let at = |end: EndingPlace| {
            let parts = counts.iter().enumerate();
            let own = parts.filter(|(part, _)| {
                let point = &self.graph.points[*part];
                (Some(point.node), point.choice) == (end.node, end.choice)
            });
            own.fold(Sum::default(), |sum, (_, part)| sum.and(*part))
                .count()
        };
        let all = counts
            .iter()
            .fold(Sum::default(), |sum, part| sum.and(*part));
        (all.count(), of(&at))
    }
}
