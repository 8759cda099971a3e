//! Planned ducking: the gain falls before the voice begins.

mod parts;

use std::ops::Range;

use crate::mix::lane::point;
use crate::mix::{Curve, Lane};
use cuebook_core::units::{Frames, Gain};

/// Returns a lane that falls to `depth` for each of the stretches, which are in
/// order of their starts. The fall takes `attack` and ends when a stretch
/// begins; the rise takes `release` from its end. Where the pause between two
/// stretches is shorter than both together, the gain stays down.
///
/// No fall begins before the frame `turn`: one that would takes as long as the others, and ends
/// later.
#[must_use]
pub(crate) fn dips(
    stretches: &[Range<Frames>],
    (attack, release): (Frames, Frames),
    depth: Gain,
    turn: Frames,
) -> Lane {
    let mut merged: Vec<Range<Frames>> = Vec::new();
    for stretch in stretches {
        match merged.last_mut() {
            Some(last) if stretch.start - last.end <= attack + release => {
                last.end = last.end.max(stretch.end);
            }
            _ => merged.push(stretch.clone()),
        }
    }
    let curve = if depth == Gain::SILENCE {
        Curve::Linear
    } else {
        Curve::Decibel
    };
    let dip = |stretch: &Range<Frames>| {
        let fall = turn.max(stretch.start - attack);
        let down = stretch.start.max(fall + attack);
        let end = stretch.end.max(down);
        [
            point(fall, Gain::UNITY, curve),
            point(down, depth, curve),
            point(end, depth, curve),
            point(end + release, Gain::UNITY, curve),
        ]
    };
    Lane(merged.iter().flat_map(dip).collect())
}

/// A part of a path, as ducks need it.
#[derive(Clone, Debug, Default)]
pub(crate) struct DuckPart {
    /// When it begins.
    pub(crate) begin: Frames,
    /// The stretches in which something is loud, in order.
    pub(crate) stretches: Vec<Range<Frames>>,
    /// Whether the stretches of the part before it are cut short where it begins.
    pub(crate) is_cut: bool,
}

/// Returns a lane for each part of a path. The lane of a part is constant before the part begins.
/// Multiplied, the lanes fall no deeper than `depth`.
#[must_use]
pub(crate) fn dips_by_part(
    parts: &[DuckPart],
    (attack, release): (Frames, Frames),
    depth: Gain,
) -> Vec<Lane> {
    let mut lanes = Vec::new();
    let mut so_far = parts::Levels::default();
    for (number, part) in parts.iter().enumerate() {
        let turn = if number == 0 {
            Frames(i64::MIN)
        } else {
            part.begin
        };
        let own = dips(&part.stretches, (attack, release), depth, turn);
        lanes.push(match depth == Gain::SILENCE {
            // Silence is not deeper when it is multiplied, and cannot be undone.
            true => own,
            false => so_far.add(own, turn, part.is_cut.then_some(release)),
        });
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMES: (Frames, Frames) = (Frames(100), Frames(300));
    const ALWAYS: Frames = Frames(i64::MIN);

    #[test]
    fn the_gain_is_down_when_the_voice_begins() {
        let speech = [Frames(1_000)..Frames(2_000), Frames(5_000)..Frames(6_000)];
        let lane = dips(&speech, TIMES, Gain(0.5), ALWAYS);
        let points: Vec<(i64, f32)> = lane.0.iter().map(|p| (p.at.0, p.gain.0)).collect();
        assert_eq!(
            points,
            [
                (900, 1.0),
                (1_000, 0.5),
                (2_000, 0.5),
                (2_300, 1.0),
                (4_900, 1.0),
                (5_000, 0.5),
                (6_000, 0.5),
                (6_300, 1.0),
            ]
        );
    }

    #[test]
    fn no_fall_begins_before_the_turn() {
        let speech = [Frames(1_000)..Frames(2_000)];
        let places = |turn: i64| -> Vec<i64> {
            let depth = Gain(0.5);
            let lane = dips(&speech, TIMES, depth, Frames(turn));
            lane.0.iter().map(|p| p.at.0).collect()
        };
        assert_eq!(places(900), [900, 1_000, 2_000, 2_300]);
        assert_eq!(places(960), [960, 1_060, 2_000, 2_300]);
        assert_eq!(places(1_950), [1_950, 2_050, 2_050, 2_350]);
    }

    #[test]
    fn a_dip_is_straight_in_decibels_and_a_silence_in_gain() {
        let speech = [Frames(1_000)..Frames(2_000)];
        for (depth, curve) in [(Gain(0.5), Curve::Decibel), (Gain::SILENCE, Curve::Linear)] {
            let lane = dips(&speech, TIMES, depth, ALWAYS);
            assert!(lane.0.iter().all(|point| point.curve == curve), "{lane:?}");
        }
    }

    #[test]
    fn a_pause_as_long_as_rise_and_fall_is_short() {
        let points = |pause: i64| {
            let later = Frames(2_000 + pause)..Frames(3_000);
            let speech = [Frames(1_000)..Frames(2_000), later];
            dips(&speech, TIMES, Gain(0.5), ALWAYS).0.len()
        };
        assert_eq!((points(400), points(401)), (4, 8));
    }

    #[test]
    fn the_gain_stays_down_through_a_short_pause() {
        let speech = [
            Frames(1_000)..Frames(2_000),
            Frames(2_400)..Frames(3_000),
            Frames(2_500)..Frames(2_600),
        ];
        let lane = dips(&speech, TIMES, Gain(0.5), ALWAYS);
        let places: Vec<i64> = lane.0.iter().map(|p| p.at.0).collect();
        assert_eq!(places, [900, 1_000, 3_000, 3_300]);
    }
}
