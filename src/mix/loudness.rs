//! The search for the trim that brings a show to its loudness.
//!
//! In: the level of the untrimmed, unlimited mix, then that of each trim tried:
//! loudness in LUFS or RMS in dB, always the same of the two. Out: the next
//! trim to try, or the end. Always true: it ends, after at most
//! [`Search::TRIES`] tries, with the trim that came nearest.
//!
//! Without a limiter, one dB of trim is one LU or dB: the first try is right.
//! With one, the level still rises with the trim but by less, so what follows
//! is the secant through the two nearest tries; and where the target lies
//! between two tries, never a step beyond them. The gates of BS.1770 let the
//! loudness leap where quiet parts begin to count: then the middle is tried.

use crate::units::Decibels;

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
    End(Decibels, f64, Ending),
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
    /// How near is near enough, in LU or dB.
    pub const TOLERANCE: f64 = 0.05;

    /// After so many the nearest is taken.
    pub const TRIES: usize = 9;

    /// Under so many LU for a dB, the limiter is taken to be at its end.
    const FLAT: f64 = 0.05;

    /// Two trims nearer to each other, in dB, have nothing between them.
    const NARROW: f64 = 0.001;

    /// `unlimited` is the level of the mix at unity trim without a limiter.
    #[must_use]
    pub fn new(target: f64, unlimited: f64) -> Search {
        Search {
            target,
            unlimited,
            tries: Vec::new(),
        }
    }

    /// Takes in what a trim measured.
    pub fn record(&mut self, trim: Decibels, measured: f64) {
        let target = self.target;
        self.tries.push((trim.0, measured));
        self.tries
            .sort_by(|a, b| (a.1 - target).abs().total_cmp(&(b.1 - target).abs()));
    }

    #[must_use]
    pub fn step(&self) -> Step {
        if !self.unlimited.is_finite() {
            return Step::End(Decibels(0.0), f64::NEG_INFINITY, Ending::Silent);
        }
        let Some(&(trim, measured)) = self.tries.first() else {
            return Step::Try(Decibels(self.target - self.unlimited));
        };
        let end = |ending| Step::End(Decibels(trim), measured, ending);
        let missing = self.target - measured;
        if missing.abs() <= Search::TOLERANCE {
            return end(Ending::Reached);
        }
        let next = self.slope().and_then(|slope| {
            let flat = slope < Search::FLAT;
            let secant = trim + (missing / slope).clamp(-12.0, 12.0);
            self.within(secant, flat)
        });
        match next {
            Some(next) if self.tries.len() < Search::TRIES => Step::Try(Decibels(next)),
            _ => end(Ending::Nearest),
        }
    }

    /// The trim to try: `secant`, unless it leaves the tries between which the
    /// target lies; none where there is nothing left between them, or where
    /// nothing lies beyond them and the limiter is at its end.
    fn within(&self, secant: f64, flat: bool) -> Option<f64> {
        let trims = |above: bool| {
            let side = move |(_, measured): &&(f64, f64)| (*measured > self.target) == above;
            self.tries.iter().filter(side).map(|(trim, _)| *trim)
        };
        let under = trims(false).max_by(f64::total_cmp);
        let over = trims(true).min_by(f64::total_cmp);
        match (under, over) {
            // Louder at less: they lie on two sides of a leap. Go on as if nothing
            // were limited, away from it.
            (Some(under), Some(over)) if over < under => {
                let (trim, measured) = self.tries[0];
                Some(trim + self.target - measured)
            }
            (Some(under), Some(over)) if over - under < Search::NARROW => None,
            (Some(under), Some(over)) => {
                let edge = 0.05 * (over - under);
                let inside = secant > under + edge && secant < over - edge;
                Some(if inside && !flat {
                    secant
                } else {
                    (under + over) / 2.0
                })
            }
            _ => (!flat).then_some(secant),
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
        let mut search = Search::new(target, unlimited);
        let mut tries = 0;
        loop {
            match search.step() {
                Step::Try(trim) => {
                    search.record(trim, show(trim.0));
                    tries += 1;
                }
                end @ Step::End(..) => return (end, tries),
            }
        }
    }

    #[test]
    fn without_limiting_the_first_try_is_right() {
        let (end, tries) = search(-16.0, |trim| -23.0 + trim, -23.0);
        assert_eq!(end, Step::End(Decibels(7.0), -16.0, Ending::Reached));
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
        assert!((measured + 14.0).abs() <= 0.05);
        assert_eq!(measured, show(trim.0));
        assert!(tries <= 4, "{tries} tries");
    }

    #[test]
    fn what_cannot_be_reached_ends_with_the_nearest() {
        let (end, tries) = search(-6.0, |trim| (-23.0 + trim).min(-9.0), -23.0);
        assert!(
            matches!(end, Step::End(_, -9.0, Ending::Nearest)),
            "{end:?}"
        );
        assert!(tries <= 2);
    }

    #[test]
    fn silence_is_left_alone() {
        let (end, tries) = search(-16.0, |_| f64::NAN, f64::NEG_INFINITY);
        let silent = f64::NEG_INFINITY;
        assert_eq!(end, Step::End(Decibels(0.0), silent, Ending::Silent));
        assert_eq!(tries, 0);
    }

    #[test]
    fn a_leap_of_the_gates_is_closed_in_on() {
        // At 9 dB quiet parts begin to count, and the loudness falls by 1.5 LU.
        let show = |trim: f64| -23.0 + 0.8 * trim - if trim > 9.0 { 1.5 } else { 0.0 };
        let (end, tries) = search(-16.5, show, -23.0);
        assert!(matches!(end, Step::End(_, _, Ending::Reached)), "{end:?}");
        assert!(tries <= Search::TRIES);
        // Within the leap there is nothing: it comes as near as it can.
        let step = |trim: f64| -23.0 + trim + if trim > 9.0 { 1.5 } else { 0.0 };
        let (end, _) = search(-13.5, step, -24.0);
        let Step::End(_, measured, Ending::Nearest) = end else {
            panic!("{end:?}");
        };
        assert!((measured + 13.5).abs() < 1.1, "{measured}");
    }
}
