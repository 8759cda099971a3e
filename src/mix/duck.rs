//! Planned ducking: the gain falls before the voice begins.

use std::ops::Range;

use crate::mix::lane::point;
use crate::mix::{Curve, Lane};
use cuebook_core::units::{Frames, Gain};

/// Returns a lane that falls to `depth` for each of the stretches, which are in
/// order of their starts. The fall takes `attack` and ends when a stretch
/// begins; the rise takes `release` from its end. Where the pause between two
/// stretches is shorter than both together, the gain stays down.
#[must_use]
pub(crate) fn dips(
    stretches: &[Range<Frames>],
    attack: Frames,
    release: Frames,
    depth: Gain,
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
        [
            point(stretch.start - attack, Gain::UNITY, curve),
            point(stretch.start, depth, curve),
            point(stretch.end, depth, curve),
            point(stretch.end + release, Gain::UNITY, curve),
        ]
    };
    Lane(merged.iter().flat_map(dip).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gain_is_down_when_the_voice_begins() {
        let speech = [Frames(1_000)..Frames(2_000), Frames(5_000)..Frames(6_000)];
        let lane = dips(&speech, Frames(100), Frames(300), Gain(0.5));
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
    fn a_dip_is_straight_in_decibels_and_a_silence_in_gain() {
        let speech = [Frames(1_000)..Frames(2_000)];
        for (depth, curve) in [(Gain(0.5), Curve::Decibel), (Gain::SILENCE, Curve::Linear)] {
            let lane = dips(&speech, Frames(100), Frames(300), depth);
            assert!(lane.0.iter().all(|point| point.curve == curve), "{lane:?}");
        }
    }

    #[test]
    fn a_pause_as_long_as_rise_and_fall_is_short() {
        let points = |pause: i64| {
            let later = Frames(2_000 + pause)..Frames(3_000);
            let speech = [Frames(1_000)..Frames(2_000), later];
            dips(&speech, Frames(100), Frames(300), Gain(0.5)).0.len()
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
        let lane = dips(&speech, Frames(100), Frames(300), Gain(0.5));
        let places: Vec<i64> = lane.0.iter().map(|p| p.at.0).collect();
        assert_eq!(places, [900, 1_000, 3_000, 3_300]);
    }
}
