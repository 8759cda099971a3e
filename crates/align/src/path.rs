//! The path through two sounds on which they differ least. It takes the spectra of both and returns
//! pairs of steps: from both starts to both ends, each pair one step further in one sound or in both.
//!
//! Long sounds are compared coarsely first, in steps of twice the length, and then near the coarse
//! path only; S. Salvador and P. Chan, *FastDTW*, 2007.

use std::ops::Range;

use crate::features::{Features, distance};

/// Sounds of at most so many steps are compared as a whole.
const WHOLE: usize = 1_500;

/// How far from the coarse path a finer one may be, in coarse steps.
const NEAR: usize = 30;

/// How much a step in only one sound costs, beside a step in both.
const ASIDE: f32 = 1.15;

/// The cost of a step through a pause in only one sound: a pause may have any length. Steps of the
/// same speech differ by three to five.
const PAUSE: f32 = 1.0;

/// Returns the path. Both sounds have steps.
pub(crate) fn between(one: &Features, other: &Features) -> Vec<(usize, usize)> {
    if one.len().max(other.len()) <= WHOLE {
        let all = vec![0..other.len(); one.len()];
        return within(one, other, &all);
    }
    let coarse = between(&one.halved(), &other.halved());
    let rows = around(&coarse, one.len(), other.len());
    within(one, other, &rows)
}

/// Returns for each step of the first sound the steps of the other one near a coarse path. The ranges
/// begin and end later from row to row, and overlap.
fn around(coarse: &[(usize, usize)], rows: usize, columns: usize) -> Vec<Range<usize>> {
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for &(row, column) in coarse {
        match ends.get_mut(row) {
            Some((_, last)) => *last = column,
            None => ends.push((column, column)),
        }
    }
    let near = |row: usize| {
        let from = ends[(row / 2).saturating_sub(NEAR)].0;
        let to = ends[(row / 2 + NEAR).min(ends.len() - 1)].1;
        2 * from..(2 * to + 2).min(columns)
    };
    (0..rows).map(near).collect()
}

/// The step that leads to a pair.
#[derive(Copy, Clone, PartialEq, Eq)]
enum From {
    Both,
    One,
    Other,
}

/// Returns the path within `rows`: the steps of the other sound that each step of the first may have.
fn within(one: &Features, other: &Features, rows: &[Range<usize>]) -> Vec<(usize, usize)> {
    let mut sums: Vec<f32> = Vec::new();
    let mut before = 0..0;
    let mut steps: Vec<Vec<From>> = Vec::with_capacity(rows.len());
    for (row, range) in rows.iter().enumerate() {
        let above = |column: usize| {
            let at = column
                .checked_sub(before.start)
                .filter(|_| column < before.end);
            at.map_or(f32::INFINITY, |at| sums[at])
        };
        let mut now = Vec::with_capacity(range.len());
        let mut from = Vec::with_capacity(range.len());
        for column in range.clone() {
            let cost = distance(&one.steps[row], &other.steps[column]);
            let aside = |speech: bool| if speech { ASIDE * cost } else { PAUSE };
            let both = match (row, column) {
                (0, 0) => cost,
                (_, 0) => f32::INFINITY,
                _ => above(column - 1) + cost,
            };
            let left = now.last().copied().unwrap_or(f32::INFINITY) + aside(other.speech[column]);
            let up = above(column) + aside(one.speech[row]);
            let (least, step) = if both <= left && both <= up {
                (both, From::Both)
            } else if up <= left {
                (up, From::One)
            } else {
                (left, From::Other)
            };
            now.push(least);
            from.push(step);
        }
        sums = now;
        before = range.clone();
        steps.push(from);
    }
    let mut at = (rows.len() - 1, other.len() - 1);
    let mut path = vec![at];
    while at != (0, 0) {
        let (row, column) = at;
        at = match steps[row][column - rows[row].start] {
            From::Both => (row.saturating_sub(1), column.saturating_sub(1)),
            From::One => (row - 1, column),
            From::Other => (row, column - 1),
        };
        path.push(at);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{NUMBERS, Step};

    /// A sound whose steps are numbers.
    fn sound(numbers: &[f32]) -> Features {
        let step = |number: &f32| -> Step {
            let mut step = [0.0; NUMBERS];
            step[0] = *number;
            step
        };
        Features {
            steps: numbers.iter().map(step).collect(),
            speech: vec![true; numbers.len()],
        }
    }

    #[test]
    fn equal_steps_meet() {
        let one = sound(&[1.0, 5.0, 2.0, 8.0]);
        let other = sound(&[1.0, 1.0, 5.0, 2.0, 2.0, 2.0, 8.0]);
        let path = between(&one, &other);
        let expected = [(0, 0), (0, 1), (1, 2), (2, 3), (2, 4), (2, 5), (3, 6)];
        assert_eq!(path, expected);
        let back: Vec<(usize, usize)> = expected.iter().map(|(a, b)| (*b, *a)).collect();
        assert_eq!(between(&other, &one), back);
    }

    #[test]
    fn long_sounds_are_compared_near_a_coarse_path() {
        // A slow wave, twice as slow in the second half of the other sound.
        let wave = |at: f32| 10.0 * libm::sinf(at / 40.0) + 3.0 * libm::sinf(at / 7.0);
        let one: Vec<f32> = (0..4_000).map(|n| wave(n as f32)).collect();
        let other = (0..2_000).map(|n| wave(n as f32));
        let slow = (0..4_000).map(|n| wave(2_000.0 + n as f32 / 2.0));
        let other: Vec<f32> = other.chain(slow).collect();
        let path = between(&sound(&one), &sound(&other));
        for (row, column) in &path {
            let expected = if *row < 2_000 { *row } else { 2 * row - 2_000 };
            assert!(column.abs_diff(expected) <= 3, "{row} {column}");
        }
        assert_eq!((path[0], path[path.len() - 1]), ((0, 0), (3_999, 5_999)));
        let steady = path.windows(2).all(|pair| {
            let (a, b) = (pair[0], pair[1]);
            b.0 - a.0 <= 1 && b.1 - a.1 <= 1 && a != b
        });
        assert!(steady);
    }

    #[test]
    fn sounds_of_very_different_lengths_have_a_path() {
        for (one, other) in [(1, 1), (1, 4_000), (4_000, 1), (2_999, 1_501), (1_501, 7)] {
            let [a, b] = [one, other].map(|count| sound(&vec![1.0; count]));
            let path = between(&a, &b);
            assert_eq!(
                (path[0], path[path.len() - 1]),
                ((0, 0), (one - 1, other - 1))
            );
        }
    }
}
