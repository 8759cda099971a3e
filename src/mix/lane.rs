//! Lanes: fades and rides as points.

use std::ops::Range;

use crate::mix::{Curve, Lane, Point};
use cuebook_core::units::{Frames, Gain};

/// Returns a fade at each end of a clip, with equal power. Fades that are
/// longer than the clip are shortened in proportion.
#[must_use]
pub(crate) fn fades(at: &Range<Frames>, fade_in: Frames, fade_out: Frames) -> Lane {
    let length = (at.end - at.start).0.max(0);
    let total = (fade_in + fade_out).0;
    let fit = |fade: Frames| match total > length {
        true => Frames(fade.0 * length / total),
        false => fade,
    };
    let (rise, fall) = (fit(fade_in), fit(fade_out));
    let mut points = Vec::new();
    if rise > Frames::ZERO {
        points.push(point(at.start, Gain::SILENCE, Curve::Power));
        points.push(point(at.start + rise, Gain::UNITY, Curve::Power));
    }
    if fall > Frames::ZERO {
        points.push(point(at.end - fall, Gain::UNITY, Curve::Power));
        points.push(point(at.end, Gain::SILENCE, Curve::Power));
    }
    Lane(points)
}

/// Returns a fade at the start of a clip.
#[must_use]
pub(crate) fn rise(at: &Range<Frames>, length: Frames) -> Lane {
    let start = point(at.start, Gain::SILENCE, Curve::Power);
    let end = point(at.start + length, Gain::UNITY, Curve::Power);
    Lane(if length > Frames::ZERO {
        vec![start, end]
    } else {
        Vec::new()
    })
}

/// Returns a fade at the end of a clip.
#[must_use]
pub(crate) fn fall(at: &Range<Frames>, length: Frames) -> Lane {
    let start = point(at.end - length, Gain::UNITY, Curve::Power);
    let end = point(at.end, Gain::SILENCE, Curve::Power);
    Lane(if length > Frames::ZERO {
        vec![start, end]
    } else {
        Vec::new()
    })
}

/// Returns a point of a lane.
#[must_use]
pub(crate) fn point(at: Frames, gain: Gain, curve: Curve) -> Point {
    Point { at, gain, curve }
}

/// Appends a dip. Where it begins before the previous dip is over, the gain
/// stays down between them.
pub(crate) fn join(points: &mut Vec<Point>, dip: Lane) {
    let mut dip = dip.0.into_iter().peekable();
    if let (Some(last), Some(first)) = (points.last(), dip.peek())
        && first.at < last.at
    {
        points.pop();
        dip.next();
    }
    points.extend(dip);
}

/// The shortest move of a gain: 5 ms.
pub(crate) const SHORTEST: Frames = Frames(240);

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(lane: &Lane) -> Vec<(i64, f32)> {
        lane.0
            .iter()
            .map(|p| (p.at.0, (p.gain.0 * 1_000.0).round() / 1_000.0))
            .collect()
    }

    #[test]
    fn fades_are_inside_the_clip() {
        let lane = fades(&(Frames(100)..Frames(200)), Frames(10), Frames(20));
        assert_eq!(
            frames(&lane),
            [(100, 0.0), (110, 1.0), (180, 1.0), (200, 0.0)]
        );
        let lane = fades(&(Frames(100)..Frames(130)), Frames(40), Frames(20));
        assert_eq!(
            frames(&lane),
            [(100, 0.0), (120, 1.0), (120, 1.0), (130, 0.0)]
        );
        for end in [0, 9] {
            let none = fades(&(Frames(0)..Frames(end)), Frames(0), Frames(0));
            assert_eq!(none.0.len(), 0);
        }
    }

    #[test]
    fn dips_that_meet_become_one() {
        let dip = |at: i64| {
            let places = [at - 10, at, at + 100, at + 140];
            let gains = [Gain::UNITY, Gain::SILENCE, Gain::SILENCE, Gain::UNITY];
            let points = places.into_iter().zip(gains);
            Lane(
                points
                    .map(|(at, gain)| point(Frames(at), gain, Curve::Linear))
                    .collect(),
            )
        };
        let mut points = Vec::new();
        // The last dip begins when the one before it is over.
        for at in [1_000, 1_110, 2_000, 2_150] {
            join(&mut points, dip(at));
        }
        let places: Vec<i64> = points.iter().map(|point| point.at.0).collect();
        assert_eq!(places[..6], [990, 1_000, 1_100, 1_110, 1_210, 1_250]);
        assert_eq!(places[6..10], [1_990, 2_000, 2_100, 2_140]);
        assert_eq!(places[10..], [2_140, 2_150, 2_250, 2_290]);
    }
}
