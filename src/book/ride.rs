//! Rides: changes of a value during a sound. Takes a start value and target
//! values; returns the stops at which the sound is made. The stops are in order
//! and include every target. They are so close to each other that the
//! crossfades between them are heard as a smooth change.

use crate::book::Moment;
use cuebook_core::units::{Decibels, Frames, Metres, PerMinute};

/// A change with a start and a duration.
#[derive(Clone, Debug, PartialEq)]
pub struct Ride {
    pub at: Moment,
    pub over: Frames,
    pub to: Goal,
}

/// The new values of a ride; `None` for a value that does not change.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Goal {
    /// The new gain of the cue.
    pub gain: Option<Decibels>,
    /// The new pan, from −1 (left) to 1 (right).
    pub pan: Option<f64>,
    pub distance: Option<Metres>,
    pub density: Option<PerMinute>,
    /// How open the barrier becomes, from 0 to 1.
    pub open: Option<f64>,
}

/// A ridden value that changes how a sound is made. The sound is made once for
/// each stop, and the mix crossfades between the stops.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Ridden {
    Distance,
    Open,
    Density,
}

impl Ridden {
    pub const ALL: [Ridden; 3] = [Ridden::Distance, Ridden::Open, Ridden::Density];

    /// Returns the coordinate of a value, on a scale on which a ride moves
    /// evenly: the binary logarithm of a distance or density, the openness
    /// unchanged.
    #[must_use]
    pub fn coordinate(self, value: f64) -> f64 {
        match self {
            Ridden::Distance | Ridden::Density => libm::log2(value.max(1e-3)),
            Ridden::Open => value,
        }
    }

    /// Returns the value at a coordinate.
    #[must_use]
    pub fn value(self, coordinate: f64) -> f64 {
        match self {
            Ridden::Distance | Ridden::Density => libm::exp2(coordinate),
            Ridden::Open => coordinate,
        }
    }

    /// Returns the greatest difference between two stops, as a coordinate.
    fn stride(self) -> f64 {
        match self {
            Ridden::Distance | Ridden::Density => 1.0,
            Ridden::Open => 0.25,
        }
    }

    /// Returns the new value in a goal.
    #[must_use]
    pub fn of(self, goal: &Goal) -> Option<f64> {
        match self {
            Ridden::Distance => goal.distance.map(|distance| distance.0),
            Ridden::Open => goal.open,
            Ridden::Density => goal.density.map(|density| density.0),
        }
    }

    /// Returns the coordinates of the stops of a sound that starts at one value
    /// and moves to others.
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
    fn stops_are_at_most_a_doubling_apart() {
        let stops = Ridden::Distance.stops(800.0, [100.0, 300.0].into_iter());
        let metres: Vec<f64> = stops
            .iter()
            .map(|stop| Ridden::Distance.value(*stop).round())
            .collect();
        // From 100 to 300 are 1.58 doublings, from 300 to 800 are 1.42: two
        // steps each.
        assert_eq!(metres, [100.0, 173.0, 300.0, 490.0, 800.0]);
        assert_eq!(
            Ridden::Open.stops(0.0, [1.0].into_iter()),
            [0.0, 0.25, 0.5, 0.75, 1.0]
        );
    }

    #[test]
    fn a_constant_value_has_one_stop() {
        assert_eq!(Ridden::Open.stops(0.3, [0.3].into_iter()), [0.3]);
        assert_eq!(Ridden::Density.stops(8.0, std::iter::empty()), [3.0]);
    }
}
