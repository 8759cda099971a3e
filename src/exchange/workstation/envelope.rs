//! Envelopes: gains and pans over time as points with straight lines between them, as workstations
//! keep them. Takes lanes of a plan, whose curves are of several kinds.

use std::ops::Range;

use crate::mix::{Curve, Lane, Point};
use cuebook_core::units::Frames;

/// How far a straight line may be from the curve it replaces, as a share of the value: 0.01 dB.
const NEAR: f64 = 1e-3;

/// No line is made shorter than this to follow a curve.
const SHORTEST: i64 = 8;

/// Which of the two values counts where a value jumps.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// Values at frames of the show, in order, straight between them and constant outside. Two points
/// at one frame are a jump. Empty where the value never changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Envelope(pub Vec<(Frames, f64)>);

impl Envelope {
    /// Draws a curve over a stretch of time. Between two of the `knots` the curve must be smooth.
    /// `least` is the smallest value that is followed as a share of itself.
    #[must_use]
    pub(crate) fn drawn(
        stretch: &Range<Frames>,
        knots: &[Frames],
        least: f64,
        curve: impl Fn(Frames, Side) -> f64,
    ) -> Envelope {
        let inside = |at: &&Frames| stretch.start < **at && **at < stretch.end;
        let mut knots: Vec<Frames> = knots.iter().filter(inside).copied().collect();
        knots.extend([stretch.start, stretch.end]);
        knots.sort_unstable();
        knots.dedup();
        let mut points = Vec::new();
        for pair in knots.windows(2) {
            let first = (pair[0], curve(pair[0], Side::After));
            let last = (pair[1], curve(pair[1], Side::Before));
            if points.last() != Some(&first) {
                points.push(first);
            }
            refine(first, last, least, &curve, &mut points);
            points.push(last);
        }
        let is_constant = points.iter().all(|(_, value)| *value == points[0].1);
        match is_constant {
            true => Envelope(points.into_iter().take(1).collect()),
            false => Envelope(thinned(&points)),
        }
    }

    /// Lets its times count from a frame of the show.
    pub(super) fn count_from(&mut self, start: Frames) {
        for (at, _) in &mut self.0 {
            *at -= start;
        }
    }

    /// Returns the envelope divided by its highest value, and that value.
    #[must_use]
    pub(crate) fn normal(self) -> (f64, Envelope) {
        let highest = self
            .0
            .iter()
            .fold(0.0, |most: f64, (_, own)| most.max(*own));
        let constant = self.0.len() <= 1;
        if constant || highest <= 0.0 {
            return (
                self.0.first().map_or(1.0, |(_, own)| *own),
                Envelope::default(),
            );
        }
        let points = self.0.into_iter();
        let points = points.map(|(at, own)| (at, own / highest));
        (highest, Envelope(points.collect()))
    }

    /// Returns the value at a frame; `outside` for an empty envelope.
    #[must_use]
    pub(crate) fn at(&self, frame: Frames, side: Side, outside: f64) -> f64 {
        let next = self.0.partition_point(|(at, _)| match side {
            Side::Before => *at < frame,
            Side::After => *at <= frame,
        });
        let before = next.checked_sub(1).map(|last| self.0[last]);
        match (before, self.0.get(next)) {
            (Some((from, low)), Some((to, high))) => {
                low + (high - low) * ((frame - from).0 as f64 / (*to - from).0 as f64)
            }
            (Some((_, value)), None) => value,
            (None, Some((_, value))) => *value,
            (None, None) => outside,
        }
    }

    /// Returns the frames of its points.
    pub(crate) fn knots(&self) -> impl Iterator<Item = Frames> + '_ {
        self.0.iter().map(|(at, _)| *at)
    }
}

/// Adds points between two others until straight lines follow the curve.
fn refine(
    first: (Frames, f64),
    last: (Frames, f64),
    least: f64,
    curve: &impl Fn(Frames, Side) -> f64,
    points: &mut Vec<(Frames, f64)>,
) {
    let length = (last.0 - first.0).0;
    if length < 2 * SHORTEST {
        return;
    }
    let bound = NEAR * first.1.abs().max(last.1.abs()).max(least);
    let strays = |quarter: i64| {
        let passed = length * quarter / 4;
        let straight = first.1 + (last.1 - first.1) * (passed as f64 / length as f64);
        (curve(first.0 + Frames(passed), Side::After) - straight).abs() > bound
    };
    if !(1..4).any(strays) {
        return;
    }
    let at = first.0 + Frames(length / 2);
    let middle = (at, curve(at, Side::After));
    refine(first, middle, least, curve, points);
    points.push(middle);
    refine(middle, last, least, curve, points);
}

/// Returns the points without those that are on the line between their neighbours.
fn thinned(points: &[(Frames, f64)]) -> Vec<(Frames, f64)> {
    let mut kept: Vec<(Frames, f64)> = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let needed = match (kept.last(), points.get(index + 1)) {
            (Some(last), Some(next)) => !is_between(*last, *point, *next),
            _ => true,
        };
        if needed {
            kept.push(*point);
        }
    }
    kept
}

fn is_between(last: (Frames, f64), point: (Frames, f64), next: (Frames, f64)) -> bool {
    let length = (next.0 - last.0).0;
    if length == 0 || last.0 == point.0 || point.0 == next.0 {
        return last.1 == point.1 && point.1 == next.1;
    }
    let share = (point.0 - last.0).0 as f64 / length as f64;
    (last.1 + (next.1 - last.1) * share - point.1).abs() < 1e-9
}

/// Returns the gain of a lane at a frame.
#[must_use]
pub(crate) fn gain_of(lane: &Lane, frame: Frames, side: Side) -> f64 {
    let next = lane.0.partition_point(|point| match side {
        Side::Before => point.at < frame,
        Side::After => point.at <= frame,
    });
    let before = next.checked_sub(1).map(|last| lane.0[last]);
    match (before, lane.0.get(next)) {
        (Some(from), Some(to)) => between(&from, to, frame),
        (Some(only), None) => f64::from(only.gain.0),
        (None, Some(only)) => f64::from(only.gain.0),
        (None, None) => 1.0,
    }
}

/// Returns the gain between two points: the curves of the engine.
fn between(from: &Point, to: &Point, frame: Frames) -> f64 {
    let (first, last) = (f64::from(from.gain.0), f64::from(to.gain.0));
    let share = (frame - from.at).0 as f64 / (to.at - from.at).0 as f64;
    let quarter = share * std::f64::consts::FRAC_PI_2;
    match from.curve {
        Curve::Decibel if first > 0.0 && last > 0.0 => first * (last / first).powf(share),
        Curve::Power if last > first => first + (last - first) * quarter.sin(),
        Curve::Power => last + (first - last) * quarter.cos(),
        Curve::Linear | Curve::Decibel => first + (last - first) * share,
    }
}

/// Returns the parts of a stretch of the show in which none of some lanes is silent, in order.
#[must_use]
pub(crate) fn heard_in<'a>(
    lanes: impl Iterator<Item = &'a Lane>,
    at: &Range<Frames>,
) -> Vec<Range<Frames>> {
    let whole = at.start.max(Frames::ZERO)..at.end;
    let mut parts = vec![whole];
    for lane in lanes {
        let open = parts.iter().flat_map(|part| open(lane, part));
        parts = joined(open, Frames::ZERO);
    }
    parts
}

/// Returns the parts of a stretch between two points of a lane, where one of the two is not silent.
fn open(lane: &Lane, at: &Range<Frames>) -> Vec<Range<Frames>> {
    let part = |index: usize| {
        let before = index.checked_sub(1).map(|before| lane.0[before]);
        let after = lane.0.get(index);
        let mut ends = before.iter().chain(after).peekable();
        let sounds = ends.peek().is_none() || ends.any(|point| point.gain.0 > 0.0);
        let start = before.map_or(at.start, |point| point.at.max(at.start));
        let end = after.map_or(at.end, |point| point.at.min(at.end));
        (sounds && start < end).then_some(start..end)
    };
    (0..=lane.0.len()).filter_map(part).collect()
}

/// Joins stretches, which are in order, that are no farther apart than `gap`.
#[must_use]
pub(crate) fn joined(
    stretches: impl IntoIterator<Item = Range<Frames>>,
    gap: Frames,
) -> Vec<Range<Frames>> {
    let mut joined: Vec<Range<Frames>> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end + gap => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::lane::point;
    use cuebook_core::units::Gain;

    fn lane(points: &[(i64, f32, Curve)]) -> Lane {
        let points = points.iter();
        Lane(
            points
                .map(|(at, gain, curve)| point(Frames(*at), Gain(*gain), *curve))
                .collect(),
        )
    }

    fn drawn(lane: &Lane, to: i64) -> Envelope {
        let knots: Vec<Frames> = lane.0.iter().map(|point| point.at).collect();
        Envelope::drawn(&(Frames(0)..Frames(to)), &knots, 1e-4, |at, side| {
            gain_of(lane, at, side)
        })
    }

    #[test]
    fn straight_lines_follow_every_curve_within_a_tenth_of_a_decibel() {
        for (from, to) in [(1.0, 0.05), (0.3, 1.0), (0.0, 1.0), (1.0, 0.0)] {
            for curve in [Curve::Linear, Curve::Decibel, Curve::Power] {
                let lane = lane(&[(500, from, curve), (24_500, to, curve)]);
                let envelope = drawn(&lane, 30_000);
                assert!(envelope.0.len() < 80, "{} points", envelope.0.len());
                for frame in (0..30_000).step_by(7) {
                    let wanted = gain_of(&lane, Frames(frame), Side::After);
                    let found = envelope.at(Frames(frame), Side::After, 1.0);
                    let near = (found - wanted).abs() <= 0.0115 * wanted.max(1e-3);
                    assert!(
                        near,
                        "{curve:?} {from}..{to}: {found} for {wanted} at {frame}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_straight_line_has_two_points_and_a_constant_none() {
        let straight = drawn(
            &lane(&[(0, 0.0, Curve::Linear), (9_000, 1.0, Curve::Linear)]),
            9_000,
        );
        assert_eq!(straight.0, [(Frames(0), 0.0), (Frames(9_000), 1.0)]);
        let constant = drawn(&lane(&[(50, 0.5, Curve::Linear)]), 9_000);
        assert_eq!(constant.normal(), (0.5, Envelope::default()));
    }

    #[test]
    fn a_jump_has_two_points_at_one_frame() {
        let jump = lane(&[
            (0, 1.0, Curve::Linear),
            (70, 1.0, Curve::Linear),
            (70, 0.25, Curve::Linear),
        ]);
        let envelope = drawn(&jump, 200);
        let at = |frame, side| envelope.at(Frames(frame), side, 1.0);
        assert_eq!((at(70, Side::Before), at(70, Side::After)), (1.0, 0.25));
        assert_eq!((at(69, Side::After), at(199, Side::After)), (1.0, 0.25));
    }

    #[test]
    fn the_highest_value_becomes_one() {
        let (most, envelope) = drawn(
            &lane(&[(0, 2.0, Curve::Linear), (90, 0.5, Curve::Linear)]),
            90,
        )
        .normal();
        assert_eq!(most, 2.0);
        assert_eq!(envelope.0, [(Frames(0), 1.0), (Frames(90), 0.25)]);
    }

    #[test]
    fn a_sound_is_heard_where_no_lane_is_silent() {
        let closes = Lane(vec![
            point(Frames(1_000), Gain(1.0), Curve::Power),
            point(Frames(2_000), Gain(0.0), Curve::Power),
            point(Frames(8_000), Gain(0.0), Curve::Power),
            point(Frames(9_000), Gain(1.0), Curve::Power),
        ]);
        let parts = |lane: &Lane| -> Vec<(i64, i64)> {
            let parts = heard_in([lane].into_iter(), &(Frames(500)..Frames(8_500)));
            parts
                .iter()
                .map(|part| (part.start.0, part.end.0))
                .collect()
        };
        assert_eq!(parts(&closes), [(500, 2_000), (8_000, 8_500)]);
        assert_eq!(parts(&Lane::default()), [(500, 8_500)]);
    }
}
