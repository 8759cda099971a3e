//! A smooth line through states.
//!
//! Takes states with their times and returns the state at any time. The line has no
//! corners and never goes beyond two neighbouring states (F. N. Fritsch & R. E.
//! Carlson, *Monotone piecewise cubic interpolation*, 1980).

use super::VALUES;

type State = [f64; VALUES];

pub(super) struct Line {
    points: Vec<(f64, State)>,
    /// The change a second at each point.
    slopes: Vec<State>,
}

impl Line {
    /// Creates a line through at least one point, in rising order.
    pub(super) fn new(points: Vec<(f64, State)>) -> Line {
        let rises: Vec<State> = points
            .windows(2)
            .map(|pair| {
                let time = (pair[1].0 - pair[0].0).max(1e-6);
                std::array::from_fn(|n| (pair[1].1[n] - pair[0].1[n]) / time)
            })
            .collect();
        let slopes = (0..points.len())
            .map(|at| {
                let before = at.checked_sub(1).and_then(|at| rises.get(at));
                match (before, rises.get(at)) {
                    (Some(before), Some(after)) => {
                        std::array::from_fn(|n| between(before[n], after[n]))
                    }
                    (Some(only), None) | (None, Some(only)) => *only,
                    (None, None) => [0.0; VALUES],
                }
            })
            .collect();
        Line { points, slopes }
    }

    /// Returns the state at a time in seconds.
    pub(super) fn at(&self, time: f64) -> State {
        let next = self.points.partition_point(|(at, _)| *at <= time);
        let Some(last) = next.checked_sub(1) else {
            return self.points[0].1;
        };
        let (from, before) = &self.points[last];
        let Some((to, after)) = self.points.get(next) else {
            return *before;
        };
        let long = to - from;
        let share = (time - from) / long;
        let (square, cube) = (share * share, share * share * share);
        std::array::from_fn(|n| {
            let rise = cube - 2.0 * square + share;
            let run = cube - square;
            let turn = 3.0 * square - 2.0 * cube;
            before[n]
                + (after[n] - before[n]) * turn
                + long * (rise * self.slopes[last][n] + run * self.slopes[next][n])
        })
    }
}

/// Returns the slope at a point from those on both sides: none at a turning point,
/// else the harmonic mean.
fn between(before: f64, after: f64) -> f64 {
    if before * after <= 0.0 {
        0.0
    } else {
        2.0 * before * after / (before + after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_through_its_points_and_never_beyond_them() {
        let points = [(0.0, 1.0), (0.2, 5.0), (0.3, 5.5), (1.0, 2.0)];
        let line = Line::new(points.map(|(at, value)| (at, [value; VALUES])).to_vec());
        for (at, value) in points {
            assert!((line.at(at)[0] - value).abs() < 1e-9);
        }
        let all: Vec<f64> = (0..1000)
            .map(|n| line.at(f64::from(n) / 1000.0)[3])
            .collect();
        assert!(all.iter().all(|value| (1.0..=5.5).contains(value)));
        let leap = all.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        assert!(leap.fold(0.0, f64::max) < 0.05);
        assert_eq!(line.at(9.0)[0], 2.0);
    }

    #[test]
    fn one_point_is_a_constant() {
        let line = Line::new(vec![(0.5, [3.0; VALUES])]);
        assert_eq!((line.at(0.0)[0], line.at(2.0)[1]), (3.0, 3.0));
    }
}
