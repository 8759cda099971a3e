//! The stops of a cue: the settings at which its sound is made. Takes a cue and
//! its rides; returns the settings of every piece of audio that the mix
//! crossfades. A cue without rides has one stop.

use crate::book::ride::Ridden;
use crate::book::{Book, Cue};
use cuebook_core::units::{Metres, PerMinute};

/// The stops of a cue by dimension, as coordinates of [`Ridden::stops`]; empty
/// if the cue does not set that dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stops {
    pub distance: Vec<f64>,
    pub open: Vec<f64>,
    pub density: Vec<f64>,
}

/// One stop: the settings with which a sound is made.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Stop {
    pub distance: Option<Metres>,
    pub open: Option<f64>,
    pub density: Option<PerMinute>,
}

impl Stops {
    #[must_use]
    pub fn of(&self, what: Ridden) -> &[f64] {
        match what {
            Ridden::Distance => &self.distance,
            Ridden::Open => &self.open,
            Ridden::Density => &self.density,
        }
    }

    /// Returns all stops, ordered by distance, then by openness, then by
    /// density.
    pub fn all(&self) -> impl Iterator<Item = Stop> {
        let values = |what: Ridden| -> Vec<Option<f64>> {
            match self.of(what) {
                [] => vec![None],
                stops => stops.iter().map(|stop| Some(what.value(*stop))).collect(),
            }
        };
        let (opens, densities) = (values(Ridden::Open), values(Ridden::Density));
        let mut all = Vec::new();
        for distance in values(Ridden::Distance) {
            for open in &opens {
                for density in &densities {
                    all.push(Stop {
                        distance: distance.map(Metres),
                        open: *open,
                        density: density.map(PerMinute),
                    });
                }
            }
        }
        all.into_iter()
    }
}

impl Cue {
    /// Returns the stops at which the sound is made.
    #[must_use]
    pub fn stops(&self, book: &Book) -> Stops {
        let Some(sound) = self.sound.map(|sound| &book.sounds[sound]) else {
            return Stops::default();
        };
        let ridden = |what: Ridden| {
            let goals = self.rides.iter();
            goals.filter_map(move |ride| what.of(&ride.to)).peekable()
        };
        let stops = |what: Ridden, own: Option<f64>, usual: Option<f64>| {
            let mut goals = ridden(what);
            let begin = if goals.peek().is_some() {
                own.or(usual)
            } else {
                own
            };
            begin.map_or_else(Vec::new, |begin| what.stops(begin, goals))
        };
        let barrier = self.behind.map(|behind| &book.barriers[behind]);
        Stops {
            distance: stops(
                Ridden::Distance,
                self.distance.map(|distance| distance.0),
                Some(sound.reach.usual.0),
            ),
            open: barrier.map_or_else(Vec::new, |barrier| barrier.stops(&self.rides)),
            density: stops(
                Ridden::Density,
                None,
                sound.reach.density.map(|density| density.0),
            ),
        }
    }
}
