//! Rides: what changes while a thing sounds.
//!
//! In: a value and the places it goes to. Out: the stops at which a sound is
//! made, close enough to each other that a cross-fade from one to the next is
//! heard as a way. Always true: stops are in order, and every place that a ride
//! goes to is one of them.

use crate::book::Moment;
use crate::units::{Decibels, Frames, Metres, PerMinute};

/// A change that begins at a moment and takes its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Ride {
    pub at: Moment,
    pub over: Frames,
    pub to: Goal,
}

/// What a ride changes, as far as it does.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Goal {
    /// What the cue's gain becomes.
    pub gain: Option<Decibels>,
    /// From −1, left, to 1, right.
    pub pan: Option<f64>,
    pub distance: Option<Metres>,
    pub density: Option<PerMinute>,
    /// How open its barrier is, from 0 to 1.
    pub open: Option<f64>,
}

/// What can be ridden of the making of a sound. A sound is made anew for each
/// stop, and the mix fades between them.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Ridden {
    Distance,
    Open,
    Density,
}

impl Ridden {
    pub const ALL: [Ridden; 3] = [Ridden::Distance, Ridden::Open, Ridden::Density];

    /// Where a value stands on the way that a ride goes evenly: distances and
    /// densities by their doublings, openness as it is.
    #[must_use]
    pub fn coordinate(self, value: f64) -> f64 {
        match self {
            Ridden::Distance | Ridden::Density => libm::log2(value.max(1e-3)),
            Ridden::Open => value,
        }
    }

    /// The value at a coordinate.
    #[must_use]
    pub fn value(self, coordinate: f64) -> f64 {
        match self {
            Ridden::Distance | Ridden::Density => libm::exp2(coordinate),
            Ridden::Open => coordinate,
        }
    }

    /// The farthest from one stop to the next.
    fn stride(self) -> f64 {
        match self {
            Ridden::Distance | Ridden::Density => 1.0,
            Ridden::Open => 0.25,
        }
    }

    /// What a goal says of this.
    #[must_use]
    pub fn of(self, goal: &Goal) -> Option<f64> {
        match self {
            Ridden::Distance => goal.distance.map(|distance| distance.0),
            Ridden::Open => goal.open,
            Ridden::Density => goal.density.map(|density| density.0),
        }
    }

    /// The coordinates at which a sound is made that begins at one value and
    /// goes to others.
    #[must_use]
    pub fn stops(self, from: f64, to: impl Iterator<Item = f64>) -> Vec<f64> {
        let ends = std::iter::once(from).chain(to);
        let mut ends: Vec<f64> = ends.map(|value| self.coordinate(value)).collect();
        ends.sort_by(f64::total_cmp);
        ends.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
        let mut stops = vec![ends[0]];
        for pair in ends.windows(2) {
            let steps = ((pair[1] - pair[0]) / self.stride() - 1e-9).ceil();
            let between =
                (1..steps as usize).map(|step| pair[0] + (pair[1] - pair[0]) * step as f64 / steps);
            stops.extend(between);
            stops.push(pair[1]);
        }
        stops
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_are_a_doubling_apart_at_the_most() {
        let stops = Ridden::Distance.stops(800.0, [100.0, 300.0].into_iter());
        let metres: Vec<f64> = stops
            .iter()
            .map(|stop| Ridden::Distance.value(*stop).round())
            .collect();
        // 100 to 300 is 1.58 doublings, 300 to 800 is 1.42: two steps each.
        assert_eq!(metres, [100.0, 173.0, 300.0, 490.0, 800.0]);
        assert_eq!(
            Ridden::Open.stops(0.0, [1.0].into_iter()),
            [0.0, 0.25, 0.5, 0.75, 1.0]
        );
    }

    #[test]
    fn what_does_not_change_has_one_stop() {
        assert_eq!(Ridden::Open.stops(0.3, [0.3].into_iter()), [0.3]);
        assert_eq!(Ridden::Density.stops(8.0, std::iter::empty()), [3.0]);
    }
}
