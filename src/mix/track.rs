//! Tracks: values over time. Takes a start value and its moves, and returns a
//! [`Track`] and its lanes from stop to stop, or from side to side. At every
//! frame the shares of all stops add up to 1.

use std::ops::Range;

use crate::mix::lane::{SHORTEST, point};
use crate::mix::pan::Sides;
use crate::mix::{Curve, Lane};
use cuebook_core::units::{Decibels, Frames, Gain};

/// A value over time: straight between its points, constant before the first
/// and after the last. There is at least one point.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Track(Vec<(Frames, f64)>);

impl Track {
    /// Creates a value that begins at `start` and moves: each move has a frame,
    /// a length and a new value. A move that begins before the previous one is
    /// over starts at the value reached so far.
    #[must_use]
    pub(crate) fn new(start: Frames, value: f64, moves: &[(Frames, Frames, f64)]) -> Track {
        let mut moves = moves.to_vec();
        moves.sort_by_key(|(at, ..)| *at);
        let mut track = Track(vec![(start, value)]);
        for (at, over, to) in moves {
            let now = track.at(at);
            while track.0.last().is_some_and(|(last, _)| *last >= at) {
                track.0.pop();
            }
            track.0.push((at, now));
            // A move without a length is made long enough not to click.
            track.0.push((at + over.max(SHORTEST), to));
        }
        track
    }

    /// Returns the lane of a gain that has this value in dB.
    #[must_use]
    pub(crate) fn decibels(&self) -> Lane {
        let points = self.0.iter();
        let gain = |(at, gain): &(Frames, f64)| point(*at, Decibels(*gain).gain(), Curve::Decibel);
        Lane(points.map(gain).collect())
    }

    /// Returns the value at a frame.
    #[must_use]
    pub(crate) fn at(&self, frame: Frames) -> f64 {
        let next = self.0.partition_point(|(at, _)| *at <= frame);
        match (
            next.checked_sub(1).map(|last| self.0[last]),
            self.0.get(next),
        ) {
            (Some((from, low)), Some((to, high))) => {
                low + (high - low) * ((frame - from).0 as f64 / (*to - from).0 as f64)
            }
            (Some((_, value)), None) => value,
            (None, Some((_, value))) => *value,
            (None, None) => 0.0,
        }
    }

    /// Returns the track within a stretch of time.
    #[must_use]
    pub(crate) fn within(&self, stretch: &Range<Frames>) -> Track {
        let inside = |(at, _): &&(Frames, f64)| stretch.start < *at && *at < stretch.end;
        let mut points = vec![(stretch.start, self.at(stretch.start))];
        points.extend(self.0.iter().filter(inside));
        points.push((stretch.end, self.at(stretch.end)));
        Track(points)
    }

    /// Returns the points, with one more wherever the value passes one of
    /// `values`, which are in order.
    fn cut(&self, values: &[f64]) -> Vec<(Frames, f64)> {
        let mut points = Vec::new();
        for pair in self.0.windows(2) {
            let ((from, low), (to, high)) = (pair[0], pair[1]);
            points.push((from, low));
            let mut between: Vec<f64> = values.to_vec();
            between.retain(|value| low.min(high) < *value && *value < low.max(high));
            if high < low {
                between.reverse();
            }
            points.extend(between.into_iter().map(|value| {
                let share = (value - low) / (high - low);
                let frames = ((to - from).0 as f64 * share).round() as i64;
                (from + Frames(frames), value)
            }));
        }
        points.extend(self.0.last());
        points
    }

    /// Returns the lane of each stop: unity where the value is at the stop,
    /// silence where it is at the next. The stops are in order. `curve` is
    /// linear for sounds that differ only in filtering, and of equal power for
    /// others. `None` for a stop that is never heard.
    #[must_use]
    pub(crate) fn shares(&self, stops: &[f64], curve: Curve) -> Vec<Option<Lane>> {
        let points = self.cut(stops);
        let share = |stop: usize| {
            let gains = points.iter().map(|(at, value)| {
                let near = nearness(stops, stop, *value);
                let gain = match curve {
                    Curve::Power => libm::sin(near * std::f64::consts::FRAC_PI_2),
                    Curve::Linear | Curve::Decibel => near,
                };
                point(*at, Gain(gain as f32), curve)
            });
            let lane = Lane(gains.collect());
            let heard = lane.0.iter().any(|point| point.gain.0 > 0.0);
            heard.then_some(lane)
        };
        (0..stops.len()).map(share).collect()
    }

    /// Returns the lanes of both sides while the value is a pan, which `law`
    /// turns into gains.
    #[must_use]
    pub(crate) fn sides(&self, law: fn(f32) -> Sides) -> [Lane; 2] {
        // So fine that straight lines follow the law within 0.01 dB.
        let steps: Vec<f64> = (-32..=32).map(|step| f64::from(step) / 32.0).collect();
        let points = self.cut(&steps);
        let lane = |side: fn(Sides) -> f32| {
            let gains = points.iter().map(|(at, pan)| {
                let gain = side(law(*pan as f32));
                point(*at, Gain(gain), Curve::Linear)
            });
            Lane(gains.collect())
        };
        [lane(|sides| sides.left), lane(|sides| sides.right)]
    }
}

/// Returns how near a value is to a stop: 1 at the stop, 0 at the next, and 1
/// beyond the outermost.
fn nearness(stops: &[f64], stop: usize, value: f64) -> f64 {
    let own = stops[stop];
    let next = match value < own {
        true => stop.checked_sub(1).map(|before| stops[before]),
        false => stops.get(stop + 1).copied(),
    };
    match next {
        Some(next) => (1.0 - (value - own) / (next - own)).clamp(0.0, 1.0),
        None => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::Point;
    use crate::mix::pan::equal_power;

    fn gains(lane: &Option<Lane>) -> Vec<(i64, f32)> {
        let points = lane.iter().flat_map(|lane| &lane.0);
        points.map(|point| (point.at.0, point.gain.0)).collect()
    }

    #[test]
    fn a_move_starts_at_the_value_of_the_interrupted_move() {
        let track = Track::new(
            Frames(0),
            0.0,
            &[
                (Frames(1_000), Frames(1_000), -20.0),
                (Frames(1_500), Frames(1_000), 0.0),
            ],
        );
        let points: Vec<(i64, f64)> = track.0.iter().map(|(at, v)| (at.0, *v)).collect();
        assert_eq!(
            points,
            [(0, 0.0), (1_000, 0.0), (1_500, -10.0), (2_500, 0.0)]
        );
        assert_eq!(track.at(Frames(1_250)), -5.0);
        assert_eq!(track.at(Frames(9_000)), 0.0);
    }

    #[test]
    fn a_move_through_three_stops_crossfades_between_them() {
        let track = Track::new(Frames(0), 0.0, &[(Frames(1_000), Frames(4_000), 2.0)]);
        let shares = track.shares(&[0.0, 1.0, 2.0, 3.0], Curve::Linear);
        assert_eq!(
            gains(&shares[0]),
            [(0, 1.0), (1_000, 1.0), (3_000, 0.0), (5_000, 0.0)]
        );
        assert_eq!(
            gains(&shares[1]),
            [(0, 0.0), (1_000, 0.0), (3_000, 1.0), (5_000, 0.0)]
        );
        assert_eq!(gains(&shares[2])[3], (5_000, 1.0));
        assert!(shares[3].is_none());
    }

    #[test]
    fn a_stretch_has_lanes_only_for_its_stops() {
        let track = Track::new(Frames(0), 0.0, &[(Frames(1_000), Frames(1_000), 1.0)]);
        let before = track.within(&(Frames(100)..Frames(900)));
        let heard = |track: &Track| -> Vec<bool> {
            let shares = track.shares(&[0.0, 0.5, 1.0], Curve::Linear);
            shares.iter().map(Option::is_some).collect()
        };
        assert_eq!(heard(&before), [true, false, false]);
        assert_eq!(
            heard(&track.within(&(Frames(1_200)..Frames(9_000)))),
            [true, true, true]
        );
        assert_eq!(
            heard(&track.within(&(Frames(1_600)..Frames(9_000)))),
            [false, true, true]
        );
    }

    #[test]
    fn a_pan_that_moves_keeps_its_power() {
        let track = Track::new(Frames(0), -1.0, &[(Frames(0), Frames(64_000), 1.0)]);
        let [left, right] = track.sides(equal_power);
        assert_eq!(left.0.len(), 65);
        for (left, right) in left.0.iter().zip(&right.0) {
            assert_eq!(left.at, right.at);
            let power = left.gain.0 * left.gain.0 + right.gain.0 * right.gain.0;
            assert!((power - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn a_value_between_two_points_is_on_the_line_between_them() {
        let track = Track::new(Frames(0), 4.0, &[(Frames(1_000), Frames(1_000), 6.0)]);
        let values = [0, 1_000, 1_500, 1_750, 2_000].map(|frame| track.at(Frames(frame)));
        assert_eq!(values, [4.0, 4.0, 5.0, 5.5, 6.0]);
    }

    #[test]
    fn a_stretch_of_a_track_has_the_points_inside_and_one_at_each_end() {
        let track = Track::new(Frames(0), 0.0, &[(Frames(1_000), Frames(1_000), 1.0)]);
        let points = |from: i64, to: i64| track.within(&(Frames(from)..Frames(to))).0;
        let point = |at: i64, value: f64| (Frames(at), value);
        assert_eq!(
            points(500, 1_500),
            [point(500, 0.0), point(1_000, 0.0), point(1_500, 0.5)]
        );
        assert_eq!(points(1_000, 2_000), [point(1_000, 0.0), point(2_000, 1.0)]);
        assert_eq!(
            points(1_500, 3_000),
            [point(1_500, 0.5), point(2_000, 1.0), point(3_000, 1.0)]
        );
    }

    #[test]
    fn a_falling_value_passes_the_stops_backwards_and_with_equal_power() {
        let track = Track::new(Frames(0), 3.0, &[(Frames(1_000), Frames(4_000), 1.0)]);
        let shares = track.shares(&[1.0, 1.5, 2.0, 3.0], Curve::Power);
        let places = [0, 1_000, 3_000, 4_000, 5_000];
        let at = |gains: [f32; 5]| places.into_iter().zip(gains).collect::<Vec<_>>();
        assert_eq!(gains(&shares[3]), at([1.0, 1.0, 0.0, 0.0, 0.0]));
        assert_eq!(gains(&shares[2]), at([0.0, 0.0, 1.0, 0.0, 0.0]));
        assert_eq!(gains(&shares[1]), at([0.0, 0.0, 0.0, 1.0, 0.0]));
        assert_eq!(gains(&shares[0]), at([0.0, 0.0, 0.0, 0.0, 1.0]));
        // Half-way between two stops both have half the power.
        let half = Track::new(Frames(0), 2.25, &[]);
        for share in &half.shares(&[1.5, 3.0], Curve::Power) {
            assert!((gains(share)[0].1 - std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-6);
        }
    }

    #[test]
    fn half_way_in_decibels_is_the_geometric_mean() {
        let moves = [
            (Frames(1_000), Frames(1_000), -20.0),
            (Frames(1_500), Frames(1_000), 0.0),
        ];
        let lane = Track::new(Frames(0), 0.0, &moves).decibels();
        // Half-way to −20 dB is −10 dB: 0.316.
        let rounded = |p: &Point| (p.at.0, (p.gain.0 * 1_000.0).round() / 1_000.0);
        let points: Vec<(i64, f32)> = lane.0.iter().map(rounded).collect();
        assert_eq!(
            points,
            [(0, 1.0), (1_000, 1.0), (1_500, 0.316), (2_500, 1.0)]
        );
    }
}
