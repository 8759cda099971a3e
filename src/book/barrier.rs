//! Barriers: the walls and doors that stand between a thing and the listener.

use crate::book::mark::Marks;
use crate::book::ride::{Goal, Ridden, Ride};
use crate::diagnostic::Diagnostic;
use crate::script;
use crate::units::{Decibels, Frames, Hertz};

/// What a barrier takes from what comes through it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Barrier {
    /// From all of it.
    pub loss: Decibels,
    /// Above this the treble falls by 12 dB an octave.
    pub cutoff: Hertz,
}

crate::fingerprint! {
    struct Barrier { loss, cutoff }
}

/// A barrier of the show, in the course of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub name: String,
    pub shut: Barrier,
    /// How open it is at first, from 0 to 1.
    pub open: f64,
    /// How it opens and shuts.
    pub rides: Vec<Ride>,
}

impl Standing {
    /// How open it is wherever a sound behind it is made, where that sound goes
    /// its own ways through it; see [`Ridden::stops`].
    #[must_use]
    pub fn stops(&self, own: &[Ride]) -> Vec<f64> {
        let rides = self.ways(own).iter();
        let goals = rides.filter_map(|ride| Ridden::Open.of(&ride.to));
        Ridden::Open.stops(self.open, goals)
    }

    /// The rides that a sound behind it hears: its own, or else the barrier's.
    #[must_use]
    pub fn ways<'a>(&'a self, own: &'a [Ride]) -> &'a [Ride] {
        match own.iter().any(|ride| ride.to.open.is_some()) {
            true => own,
            false => &self.rides,
        }
    }
}

/// Binds the barriers of a script.
pub fn bind(
    script: &script::Script,
    marks: &Marks<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Standing> {
    let standing = |barrier: &script::Barrier| Standing {
        name: barrier.name.value.clone(),
        shut: shut(barrier),
        open: barrier.open.as_ref().map_or(0.0, |open| open.value),
        rides: rides(barrier, marks, diagnostics),
    };
    script.barriers.iter().map(standing).collect()
}

fn rides(
    barrier: &script::Barrier,
    marks: &Marks<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Ride> {
    let mut rides = Vec::new();
    for ride in &barrier.rides {
        match marks.moment(&ride.at) {
            Ok(Some(at)) => rides.push(Ride {
                at,
                over: ride
                    .over
                    .as_ref()
                    .map_or(Frames::ZERO, |over| over.value.frames()),
                to: Goal {
                    open: ride.open.as_ref().map(|open| open.value),
                    ..Goal::default()
                },
            }),
            // An unknown name is told where the script is read.
            Ok(None) => {}
            Err(lost) => diagnostics.push(lost),
        }
    }
    rides
}

/// A door of one's own house, shut.
const DOOR: Barrier = Barrier {
    loss: Decibels(20.0),
    cutoff: Hertz(450.0),
};

/// Where the treble of what is open begins to fall, in Hz: beyond hearing.
const OPEN: f64 = 20_000.0;

/// A barrier as it is written, shut.
fn shut(barrier: &script::Barrier) -> Barrier {
    Barrier {
        loss: barrier.loss.as_ref().map_or(DOOR.loss, |loss| loss.value),
        cutoff: barrier
            .cutoff
            .as_ref()
            .map_or(DOOR.cutoff, |cutoff| cutoff.value),
    }
}

impl Barrier {
    /// From 0, shut, to 1, gone: the loss straight in dB, the cutoff by interval.
    #[must_use]
    pub fn opened(self, open: f64) -> Barrier {
        Barrier {
            loss: Decibels(self.loss.0 * (1.0 - open)),
            cutoff: Hertz(self.cutoff.0 * libm::pow(OPEN / self.cutoff.0, open)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_open_is_half_way_in_loss_and_interval() {
        let half = DOOR.opened(0.5);
        assert_eq!(half.loss, Decibels(10.0));
        assert!((half.cutoff.0 - 3000.0).abs() < 1e-9);
        assert_eq!(DOOR.opened(0.0), DOOR);
        assert_eq!(DOOR.opened(1.0).loss, Decibels(0.0));
    }
}
