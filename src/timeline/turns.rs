//! The turns of a path in time: nothing of a part begins before its turn.

use crate::book::{Ride, Turns};
use cuebook_core::units::{BLOCK, Frames};
use cuebook_dsp::convolve::QUANTUM;

/// How long words are heard after a turn that cuts them short: 30 ms, so that they do not click.
pub(crate) const RING: Frames = Frames(1_440);

/// The shortest move of a ride in the mix.
const MOVE: Frames = Frames(240);

/// The step of turns: 43 ms, so that a decision is soon heard.
const STEP: usize = 4 * BLOCK;

/// Returns the number of frames that are mixed at a time on a path with these turns. Without turns
/// it is the usual one, because rooms take more time in short steps.
pub(crate) fn step(turns: &Turns) -> usize {
    match turns.is_empty() {
        true => QUANTUM,
        false => STEP,
    }
}

/// Returns the next frame at which a turn can be. The mixer calculates rooms in steps of this
/// length, so the sound before a turn does not depend on the sound after it.
pub(crate) fn grid(frame: Frames) -> Frames {
    let step = STEP as i64;
    Frames(frame.0.max(0).saturating_add(step - 1) / step * step)
}

/// Returns the frame at which a part begins: 0 for the first, the turn before it for another.
pub(crate) fn of(turns: &[Frames], part: usize) -> Frames {
    let turn = part.checked_sub(1).and_then(|turn| turns.get(turn));
    turn.copied().unwrap_or_default()
}

/// Returns the starts of rides. A ride of a later part begins when those of earlier parts are
/// over, so that it does not change them.
pub(crate) fn in_turn(rides: &[Ride], mut starts: Vec<Frames>) -> Vec<Frames> {
    let last = rides.iter().map(|ride| ride.at.part).max().unwrap_or(0);
    for part in 1..=last {
        let placed = rides.iter().zip(&starts);
        let earlier = placed.filter(|(ride, _)| ride.at.part < part);
        let over = earlier
            .map(|(ride, start)| *start + ride.over.max(MOVE))
            .max();
        let over = over.unwrap_or_default();
        for (ride, start) in rides.iter().zip(&mut starts) {
            if ride.at.part == part {
                *start = (*start).max(over);
            }
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::ride::Goal;
    use crate::book::{Mark, Moment};

    #[test]
    fn a_turn_is_on_the_grid() {
        assert_eq!(
            [0, 1, 2_048, 2_049].map(|frame| grid(Frames(frame)).0),
            [0, 2_048, 2_048, 4_096]
        );
    }

    #[test]
    fn a_ride_waits_for_those_before_the_turn() {
        let ride = |part: usize, over: i64| Ride {
            at: Moment {
                mark: Mark::Start,
                offset: Frames::ZERO,
                part,
            },
            over: Frames(over),
            to: Goal::default(),
        };
        let rides = [ride(0, 100), ride(1, 50), ride(1, 10), ride(2, 10)];
        let starts = [1_000, 1_050, 1_300, 1_305].map(Frames).to_vec();
        assert_eq!(
            in_turn(&rides, starts),
            [1_000, 1_240, 1_300, 1_540].map(Frames)
        );
    }
}
