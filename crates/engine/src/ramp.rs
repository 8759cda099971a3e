//! Reads gains from a lane, frame by frame.
//!
//! A gain depends only on its frame, never on the requested block. A segment is
//! split into strides that count from its start. The curve is computed in
//! closed form at the start of a stride and continued from a table within it.

use std::f64::consts::FRAC_PI_2;

use crate::plan::{Curve, Lane, Point};
use cuebook_core::units::Frames;

/// The frames of a stride.
const STRIDE: usize = 64;

/// Reads one lane; remembers the current segment.
#[derive(Default)]
pub(crate) struct Ramp {
    segment: usize,
    shape: Option<Shape>,
}

impl Ramp {
    /// Returns `Some` when all frames from `from` on have the same gain.
    /// Otherwise returns `None` and writes a gain for each frame to `out`.
    pub(crate) fn gains(&mut self, lane: &Lane, from: Frames, out: &mut [f32]) -> Option<f32> {
        let to = from + Frames::from(out.len());
        let mut at = from;
        while at < to {
            let (steady, end) = self.enter(&lane.0, at);
            if let Some(gain) = steady
                && at == from
                && end >= to
            {
                return Some(gain);
            }
            let end = end.min(to);
            let piece = &mut out[(at - from).index()..(end - from).index()];
            if let Some(shape) = &self.shape {
                shape.fill(at, piece);
            }
            at = end;
        }
        None
    }

    /// Finds the segment of a frame: its gain if it is constant, and its end.
    fn enter(&mut self, points: &[Point], at: Frames) -> (Option<f32>, Frames) {
        let segment = points.partition_point(|point| point.at <= at);
        let end = points.get(segment).map_or(Frames(i64::MAX), |next| next.at);
        if self.shape.is_none() || self.segment != segment {
            self.segment = segment;
            self.shape = Some(Shape::of(points, segment));
        }
        match self.shape {
            Some(Shape::Steady(gain)) => (Some(gain), end),
            _ => (None, end),
        }
    }
}

/// The curve within one segment that begins at `start`.
enum Shape {
    Steady(f32),
    /// `first + slope·t`.
    Linear {
        start: Frames,
        first: f64,
        slope: f64,
    },
    /// `exp(first + slope·t)`; `powers[j]` is `exp(slope·j)`.
    Exponential {
        start: Frames,
        first: f64,
        slope: f64,
        powers: Vec<f64>,
    },
    /// `base + span·sin(phase + step·t)`; `turns[j]` is the sine and cosine of `step·j`.
    Sine {
        start: Frames,
        base: f64,
        span: f64,
        phase: f64,
        step: f64,
        turns: Vec<(f64, f64)>,
    },
}

impl Shape {
    /// Returns the curve of the segment before `points[index]`.
    fn of(points: &[Point], index: usize) -> Shape {
        let Some(to) = points.get(index) else {
            return Shape::Steady(points.last().map_or(1.0, |point| point.gain.0));
        };
        let Some(from) = index.checked_sub(1).map(|before| points[before]) else {
            return Shape::Steady(to.gain.0);
        };
        let (first, last) = (f64::from(from.gain.0), f64::from(to.gain.0));
        let length = (to.at - from.at).0 as f64;
        if from.gain == to.gain {
            return Shape::Steady(from.gain.0);
        }
        match from.curve {
            Curve::Decibel if first > 0.0 && last > 0.0 => {
                Shape::exponential(from.at, first, libm::log(last / first) / length)
            }
            Curve::Power => Shape::sine(from.at, (first, last), FRAC_PI_2 / length),
            Curve::Linear | Curve::Decibel => Shape::Linear {
                start: from.at,
                first,
                slope: (last - first) / length,
            },
        }
    }

    fn exponential(start: Frames, first: f64, slope: f64) -> Shape {
        Shape::Exponential {
            start,
            first: libm::log(first),
            slope,
            powers: (0..STRIDE).map(|j| libm::exp(slope * j as f64)).collect(),
        }
    }

    /// Rises as a sine from 0 to a quarter turn, or falls as a cosine.
    fn sine(start: Frames, (first, last): (f64, f64), step: f64) -> Shape {
        Shape::Sine {
            start,
            base: first.min(last),
            span: (last - first).abs(),
            phase: if last > first { 0.0 } else { FRAC_PI_2 },
            step,
            turns: (0..STRIDE).map(|j| libm::sincos(step * j as f64)).collect(),
        }
    }

    fn fill(&self, at: Frames, out: &mut [f32]) {
        match self {
            Shape::Steady(gain) => out.fill(*gain),
            Shape::Linear {
                start,
                first,
                slope,
            } => {
                let passed = (at - *start).0 as f64;
                for (i, gain) in (0i32..).zip(out) {
                    *gain = (first + slope * (passed + f64::from(i))) as f32;
                }
            }
            Shape::Exponential {
                start,
                first,
                slope,
                powers,
            } => strides((at - *start).index(), out, |passed, j, gains| {
                let level = libm::exp(first + slope * passed);
                for (gain, power) in gains.iter_mut().zip(&powers[j..]) {
                    *gain = (level * power) as f32;
                }
            }),
            Shape::Sine {
                start,
                base,
                span,
                phase,
                step,
                turns,
            } => strides((at - *start).index(), out, |passed, j, gains| {
                let (sine, cosine) = libm::sincos(phase + step * passed);
                for (gain, (turn_sine, turn_cosine)) in gains.iter_mut().zip(&turns[j..]) {
                    *gain = (base + span * (sine * turn_cosine + cosine * turn_sine)) as f32;
                }
            }),
        }
    }
}

/// Splits `out`, which begins `passed` frames into its segment, into strides.
/// Calls `stride` with the start of the stride, the index within it, and its
/// gains.
fn strides(passed: usize, out: &mut [f32], mut stride: impl FnMut(f64, usize, &mut [f32])) {
    let (mut passed, mut rest) = (passed, out);
    while !rest.is_empty() {
        let within = passed % STRIDE;
        let count = (STRIDE - within).min(rest.len());
        let (now, later) = rest.split_at_mut(count);
        stride((passed - within) as f64, within, now);
        passed += count;
        rest = later;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Gain;

    fn point(at: i64, gain: f32, curve: Curve) -> Point {
        Point {
            at: Frames(at),
            gain: Gain(gain),
            curve,
        }
    }

    fn read(lane: &Lane, from: i64, count: usize) -> Vec<f32> {
        let mut out = vec![9.0; count];
        if let Some(gain) = Ramp::default().gains(lane, Frames(from), &mut out) {
            out.fill(gain);
        }
        out
    }

    #[test]
    fn an_empty_lane_is_unity() {
        assert_eq!(read(&Lane::default(), 7, 2), [1.0, 1.0]);
    }

    #[test]
    fn a_line_over_four_frames_is_held_on_both_sides() {
        let lane = Lane(vec![
            point(2, 0.0, Curve::Linear),
            point(6, 1.0, Curve::Linear),
        ]);
        assert_eq!(
            read(&lane, 0, 8),
            [0.0, 0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
        );
    }

    #[test]
    fn a_line_in_decibels_passes_the_geometric_mean() {
        let lane = Lane(vec![
            point(0, 1.0, Curve::Decibel),
            point(4, 0.0625, Curve::Linear),
        ]);
        for (gain, wanted) in read(&lane, 0, 5)
            .into_iter()
            .zip([1.0, 0.5, 0.25, 0.125, 0.0625])
        {
            assert!((gain - wanted).abs() < 1e-6, "{gain} for {wanted}");
        }
    }

    #[test]
    fn a_curve_in_decibels_from_silence_is_linear() {
        let lane = Lane(vec![
            point(0, 0.0, Curve::Decibel),
            point(2, 1.0, Curve::Decibel),
        ]);
        assert_eq!(read(&lane, 0, 3), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn two_quarter_sines_cross_with_equal_power() {
        let rise = Lane(vec![
            point(0, 0.0, Curve::Power),
            point(300, 1.0, Curve::Power),
        ]);
        let fall = Lane(vec![
            point(0, 1.0, Curve::Power),
            point(300, 0.0, Curve::Power),
        ]);
        let middle = read(&rise, 150, 1)[0];
        assert!((middle - std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-6);
        for (up, down) in read(&rise, 0, 300).into_iter().zip(read(&fall, 0, 300)) {
            assert!((up * up + down * down - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn each_curve_passes_its_known_values() {
        let half = std::f32::consts::FRAC_1_SQRT_2;
        for (curve, from, to, quarter, middle) in [
            (Curve::Linear, 0.2, 0.6, 0.3, 0.4),
            (Curve::Decibel, 1.0, 0.01, 0.316_227_8, 0.1),
            (Curve::Decibel, 0.01, 1.0, 0.031_622_78, 0.1),
            // To and from silence a line in decibels is a line in gain.
            (Curve::Decibel, 0.0, 0.8, 0.2, 0.4),
            (Curve::Decibel, 0.8, 0.0, 0.6, 0.4),
            (Curve::Power, 0.2, 0.8, 0.429_610_06, 0.2 + 0.6 * half),
            (Curve::Power, 0.8, 0.2, 0.754_327_7, 0.2 + 0.6 * half),
        ] {
            let lane = Lane(vec![point(100, from, curve), point(300, to, curve)]);
            let gains = read(&lane, 0, 400);
            let expected = [from, quarter, middle, to, to];
            for (frame, gain) in [100, 150, 200, 300, 399].into_iter().zip(expected) {
                let near = (gains[frame] - gain).abs() < 1e-6;
                assert!(near, "{curve:?}: {} at {frame}, not {gain}", gains[frame]);
            }
        }
    }

    #[test]
    fn two_points_at_one_frame_are_a_step() {
        let lane = Lane(vec![
            point(2, 1.0, Curve::Linear),
            point(2, 0.5, Curve::Linear),
        ]);
        assert_eq!(read(&lane, 0, 4), [1.0, 1.0, 0.5, 0.5]);
    }

    #[test]
    fn a_gain_does_not_depend_on_the_first_frame_read() {
        for curve in [Curve::Linear, Curve::Decibel, Curve::Power] {
            let lane = Lane(vec![point(3, 0.2, curve), point(900, 0.9, curve)]);
            let whole = read(&lane, 0, 1000);
            for from in [1, 63, 64, 65, 500, 899] {
                assert_eq!(read(&lane, from as i64, 100), whole[from..from + 100]);
            }
        }
    }
}
