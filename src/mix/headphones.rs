//! The mix for headphones: every clip has a direction around the head. Turns
//! the pan of a clip into sends to the ears' response for that direction. A pan
//! from −1 to 1 is an angle from 90° on the left to 90° on the right. Gains,
//! fades and rooms do not change.

use crate::mix::track::Track;
use crate::mix::{Curve, Lane, ResponseId, ReturnId, Send};
use cuebook_core::units::Gain;

/// The angle of a full pan, in degrees.
const SIDE: f64 = 90.0;

/// The angle of both sides of a stereo sound, in degrees.
const STEREO: u16 = 45;

/// The directions from the middle to a side that a moving sound passes: one every 5°.
const STEPS: i32 = 18;

/// A pair of directions and its send, in place of a pan. The space of the send
/// is set later.
pub(crate) type Directed = (ResponseId, Send);

/// Returns the direction of a mono clip with a constant pan.
#[must_use]
pub(crate) fn still(pan: f64) -> Directed {
    let degrees = (pan.abs().min(1.0) * SIDE).round() as u16;
    (ResponseId::Ears(degrees), send(pan, Lane::default()))
}

/// Returns the direction of a stereo clip with a balance: its sides are where
/// two loudspeakers would be.
#[must_use]
pub(crate) fn wide(pan: f32) -> Directed {
    let mut send = send(0.0, Lane::default());
    send.pan = pan;
    (ResponseId::Ears(STEREO), send)
}

/// Returns the directions of a mono clip whose pan moves: one send for each
/// direction on its way.
#[must_use]
pub(crate) fn moving(pan: &Track) -> Vec<Directed> {
    let stops: Vec<f64> = (-STEPS..=STEPS)
        .map(|step| f64::from(step) / f64::from(STEPS))
        .collect();
    let shares = pan.shares(&stops, Curve::Linear);
    let heard = stops.iter().zip(shares).filter_map(|(stop, share)| {
        let degrees = (stop.abs() * SIDE).round() as u16;
        Some((ResponseId::Ears(degrees), send(*stop, share?)))
    });
    heard.collect()
}

/// A send to the left or the right of a pair.
fn send(pan: f64, lane: Lane) -> Send {
    Send {
        space: ReturnId(0),
        pan: if pan < 0.0 { -1.0 } else { 1.0 },
        gain: Gain::UNITY,
        lane,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Frames;

    #[test]
    fn a_pan_becomes_an_angle() {
        let (response, send) = still(-0.5);
        assert_eq!((response, send.pan), (ResponseId::Ears(45), -1.0));
        let (response, send) = still(1.0);
        assert_eq!((response, send.pan), (ResponseId::Ears(90), 1.0));
        assert_eq!(still(0.0).0, ResponseId::Ears(0));
    }

    #[test]
    fn a_move_to_the_right_passes_all_directions_between() {
        let moves = [(Frames(0), Frames(48_000), 1.0)];
        let sends =
            moving(&Track::new(Frames(0), 0.0, &moves).within(&(Frames(0)..Frames(96_000))));
        let directions: Vec<ResponseId> = sends.iter().map(|(response, _)| *response).collect();
        let all: Vec<ResponseId> = (0..=18).map(|step| ResponseId::Ears(5 * step)).collect();
        assert_eq!(directions, all);
        assert!(sends.iter().all(|(_, send)| send.pan == 1.0));
        // At every frame the shares add up to one: half-way between two
        // directions, half each.
        let at = |send: &Send, frame: Frames| {
            let next = send.lane.0.partition_point(|point| point.at <= frame);
            let (a, b) = (send.lane.0[next - 1], send.lane.0[next]);
            let share = (frame - a.at).0 as f32 / (b.at - a.at).0 as f32;
            a.gain.0 + (b.gain.0 - a.gain.0) * share
        };
        let sum: f32 = sends.iter().map(|(_, send)| at(send, Frames(12_345))).sum();
        assert!((sum - 1.0).abs() < 1e-5);
    }
}
