//! The search for the trim that brings a show to its loudness.
//!
//! In: the loudness of the untrimmed, unlimited mix, then that of each trim
//! tried. Out: the next trim to try, or the end. Always true: it ends, after at
//! most [`Search::TRIES`] tries, with the trim that came nearest.
//!
//! Without a limiter, one dB of trim is one LU: the first try is right. With
//! one, loudness still rises with the trim but by less, so what follows is the
//! secant through the two nearest tries.

use crate::units::{Decibels, Lufs};

/// How a search ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Within [`Search::TOLERANCE`] of the target.
    Reached,
    /// The limiter allows no more: this is the nearest.
    Nearest,
    /// Nothing in the show is loud enough to be measured; the trim is unity.
    Silent,
}

/// What to do next.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Step {
    /// Measure the limited show at this trim.
    Try(Decibels),
    /// Take this trim, which measured so.
    End(Decibels, Lufs, Ending),
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    target: f64,
    unlimited: f64,
    /// Trims in dB and what they measured, the nearest to the target first.
    tries: Vec<(f64, f64)>,
}

impl Search {
    /// How near is near enough, in LU.
    pub const TOLERANCE: f64 = 0.05;

    /// After so many the nearest is taken.
    pub const TRIES: usize = 5;

    /// Under so many LU for a dB, the limiter is taken to be at its end.
    const FLAT: f64 = 0.05;

    /// `unlimited` is the loudness of the mix at unity trim without a limiter.
    #[must_use]
    pub fn new(target: Lufs, unlimited: Lufs) -> Search {
        Search {
            target: target.0,
            unlimited: unlimited.0,
            tries: Vec::new(),
        }
    }

    /// Takes in what a trim measured.
    pub fn record(&mut self, trim: Decibels, measured: Lufs) {
        let target = self.target;
        self.tries.push((trim.0, measured.0));
        self.tries
            .sort_by(|a, b| (a.1 - target).abs().total_cmp(&(b.1 - target).abs()));
    }

    #[must_use]
    pub fn step(&self) -> Step {
        if !self.unlimited.is_finite() {
            let silence = Lufs(f64::NEG_INFINITY);
            return Step::End(Decibels(0.0), silence, Ending::Silent);
        }
        let Some(&(trim, measured)) = self.tries.first() else {
            return Step::Try(Decibels(self.target - self.unlimited));
        };
        let end = |ending| Step::End(Decibels(trim), Lufs(measured), ending);
        let missing = self.target - measured;
        if missing.abs() <= Search::TOLERANCE {
            return end(Ending::Reached);
        }
        match self.slope() {
            Some(slope) if slope >= Search::FLAT && self.tries.len() < Search::TRIES => {
                Step::Try(Decibels(trim + (missing / slope).clamp(-12.0, 12.0)))
            }
            _ => end(Ending::Nearest),
        }
    }

    /// LU for a dB near the target; one until two tries tell better.
    fn slope(&self) -> Option<f64> {
        match self.tries[..] {
            [_] => Some(1.0),
            [(trim, measured), (other_trim, other), ..] => {
                let slope = (measured - other) / (trim - other_trim);
                slope.is_finite().then_some(slope)
            }
            [] => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Searches a show whose loudness at a trim is `show`.
    fn search(target: f64, show: impl Fn(f64) -> f64, unlimited: f64) -> (Step, usize) {
        let mut search = Search::new(Lufs(target), Lufs(unlimited));
        let mut tries = 0;
        loop {
            match search.step() {
                Step::Try(trim) => {
                    search.record(trim, Lufs(show(trim.0)));
                    tries += 1;
                }
                end @ Step::End(..) => return (end, tries),
            }
        }
    }

    #[test]
    fn without_limiting_the_first_try_is_right() {
        let (end, tries) = search(-16.0, |trim| -23.0 + trim, -23.0);
        assert_eq!(end, Step::End(Decibels(7.0), Lufs(-16.0), Ending::Reached));
        assert_eq!(tries, 1);
    }

    #[test]
    fn with_limiting_the_secant_finds_it() {
        // Beyond 6 dB the limiter takes back half of every dB, then more.
        let show = |trim: f64| {
            let over = (trim - 6.0).max(0.0);
            -23.0 + trim - 0.5 * over - 0.01 * over * over
        };
        let (end, tries) = search(-14.0, show, -23.0);
        let Step::End(trim, measured, Ending::Reached) = end else {
            panic!("{end:?}");
        };
        assert!((measured.0 + 14.0).abs() <= 0.05);
        assert_eq!(measured.0, show(trim.0));
        assert!(tries <= 4, "{tries} tries");
    }

    #[test]
    fn what_cannot_be_reached_ends_with_the_nearest() {
        let (end, tries) = search(-6.0, |trim| (-23.0 + trim).min(-9.0), -23.0);
        assert!(
            matches!(end, Step::End(_, Lufs(-9.0), Ending::Nearest)),
            "{end:?}"
        );
        assert!(tries <= 2);
    }

    #[test]
    fn silence_is_left_alone() {
        let (end, tries) = search(-16.0, |_| f64::NAN, f64::NEG_INFINITY);
        let silent = Lufs(f64::NEG_INFINITY);
        assert_eq!(end, Step::End(Decibels(0.0), silent, Ending::Silent));
        assert_eq!(tries, 0);
    }
}
