//! Barriers: the walls and doors between a sound and the listener.

use crate::book::mark::Marks;
use crate::book::ride::{Goal, Ridden, Ride};
pub(crate) use cuebook_core::barrier::Barrier;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::{BarrierId, IdVec};
use cuebook_core::units::Frames;
use cuebook_script::read::cast::{DOOR_CUTOFF, DOOR_LOSS};

/// A barrier of the show, with its changes over time.
#[derive(Clone, Debug, PartialEq)]
pub struct ShowBarrier {
    pub name: String,
    pub shut: Barrier,
    /// How open it is at the start, from 0 to 1.
    pub open: f64,
    /// The changes of its openness.
    pub rides: Vec<Ride>,
}

impl ShowBarrier {
    /// Returns the openings at which a sound behind the barrier is made, as
    /// coordinates of [`Ridden::stops`]. `own` are the rides of that sound.
    #[must_use]
    pub fn stops(&self, own: &[Ride]) -> Vec<f64> {
        let rides = self.ways(own).iter();
        let goals = rides.filter_map(|ride| Ridden::Open.of(&ride.to));
        Ridden::Open.stops(self.open, goals)
    }

    /// Returns the rides that change the opening for a sound behind the
    /// barrier: `own` if any of them changes it, otherwise those of the
    /// barrier.
    #[must_use]
    pub fn ways<'a>(&'a self, own: &'a [Ride]) -> &'a [Ride] {
        match own.iter().any(|ride| ride.to.open.is_some()) {
            true => own,
            false => &self.rides,
        }
    }
}

/// Binds the barriers of a script.
pub(crate) fn bind(
    script: &cuebook_script::Script,
    marks: &Marks<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IdVec<BarrierId, ShowBarrier> {
    let bound = |barrier: &cuebook_script::Barrier| ShowBarrier {
        name: barrier.name.value.clone(),
        shut: shut(barrier),
        open: barrier.open.as_ref().map_or(0.0, |open| open.value),
        rides: rides(barrier, marks, diagnostics),
    };
    script.barriers.iter().map(bound).collect()
}

fn rides(
    barrier: &cuebook_script::Barrier,
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
            // The script reader reports an unknown name.
            Ok(None) => {}
            Err(lost) => diagnostics.push(lost),
        }
    }
    rides
}

/// A closed door inside a house.
const DOOR: Barrier = Barrier {
    loss: DOOR_LOSS,
    cutoff: DOOR_CUTOFF,
};

/// Returns a barrier as the script describes it, closed.
fn shut(barrier: &cuebook_script::Barrier) -> Barrier {
    Barrier {
        loss: barrier.loss.as_ref().map_or(DOOR.loss, |loss| loss.value),
        cutoff: barrier
            .cutoff
            .as_ref()
            .map_or(DOOR.cutoff, |cutoff| cutoff.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Decibels;

    #[test]
    fn half_open_is_half_way_in_loss_and_interval() {
        let half = DOOR.opened(0.5);
        assert_eq!(half.loss, Decibels(10.0));
        assert!((half.cutoff.0 - 3000.0).abs() < 1e-9);
        assert_eq!(DOOR.opened(0.0), DOOR);
        assert_eq!(DOOR.opened(1.0).loss, Decibels(0.0));
    }
}
