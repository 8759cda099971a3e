//! Searches for the trim that brings a show to its loudness. Takes the level of
//! the untrimmed, unlimited mix, then the level at each tried trim, and returns
//! the next trim to try, or the end. All levels are loudness in LUFS, or all
//! are RMS in dB. The search ends after at most [`Search::TRIES`] tries, with
//! the nearest trim.
//!
//! Without a limiter, one dB of trim is one LU or dB: the first try is right.
//! With a limiter, the level rises with the trim, but by less. A [`Forecast`]
//! says by how much less, so the first try is near. The second takes the error of
//! the first into account. The next tries follow the secant through the two
//! nearest tries. Once two tries are on both sides of the target, all later tries
//! are between them. The gates of BS.1770 make the loudness jump where quiet
//! parts begin to count: then the middle is tried.

mod forecast;

pub(crate) use forecast::{Forecast, Of};

use cuebook_core::units::Decibels;

/// How a search ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Within [`Search::TOLERANCE`] of the target.
    Reached,
    /// The limiter allows no more; this trim is the nearest.
    Nearest,
    /// No part of the show is loud enough for a measurement; the trim is unity.
    Silent,
}

/// The next step of a search.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// The limited show must be measured at this trim.
    Try(Decibels),
    /// This trim must be used; the level was measured at it.
    End(Decibels, f64, Ending),
}

/// A running search.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    target: f64,
    unlimited: f64,
    forecast: Option<Forecast>,
    /// Trims in dB and their levels, the nearest to the target first.
    tries: Vec<(f64, f64)>,
}

impl Search {
    /// The allowed distance from the target, in LU or dB.
    pub(crate) const TOLERANCE: f64 = 0.05;

    /// The maximum number of tries.
    pub(crate) const TRIES: usize = 9;

    /// Below this slope, in LU for a dB, the limiter allows no more.
    const FLAT: f64 = 0.05;

    /// The most that the trim is raised for the limiter's loss before a try, in dB.
    const MOST: f64 = 12.0;

    /// Two trims this near, in dB, have no trim between them.
    const NARROW: f64 = 0.001;

    /// Starts a search. `unlimited` is the level of the mix at unity trim
    /// without a limiter.
    #[must_use]
    pub(crate) fn new(target: f64, unlimited: f64) -> Search {
        Search {
            target,
            unlimited,
            forecast: None,
            tries: Vec::new(),
        }
    }

    /// Gives the search an estimate of what the limiter does.
    #[must_use]
    pub(crate) fn with(self, forecast: Forecast) -> Search {
        Search {
            forecast: Some(forecast),
            ..self
        }
    }

    /// Returns the trim that is expected to reach the target, if the limiter's loss is `error` more
    /// than estimated; without an estimate, that without a limiter.
    fn expected(&self, error: f64) -> f64 {
        let free = self.target - self.unlimited;
        let Some(forecast) = &self.forecast else {
            return free;
        };
        let level = |trim: f64| trim - forecast.loss(Decibels(trim)) - error;
        let (mut under, mut over) = (free, free + Search::MOST);
        if level(under) >= free || level(over) < free {
            return free;
        }
        while over - under > Search::NARROW {
            let middle = f64::midpoint(under, over);
            match level(middle) < free {
                true => under = middle,
                false => over = middle,
            }
        }
        over
    }

    /// Returns the second trim to try: the first one missed the target.
    fn corrected(&self, trim: f64, measured: f64) -> Option<f64> {
        let forecast = self.forecast.as_ref()?;
        let expected = self.unlimited + trim - forecast.loss(Decibels(trim));
        let next = self.expected(expected - measured);
        let misses = self.target - measured;
        // The estimate must not lead away from the target.
        ((next - trim) * misses > 0.0).then_some(next)
    }

    /// Adds the measured level of a trim.
    pub(crate) fn record(&mut self, trim: Decibels, measured: f64) {
        let target = self.target;
        self.tries.push((trim.0, measured));
        self.tries
            .sort_by(|a, b| (a.1 - target).abs().total_cmp(&(b.1 - target).abs()));
    }

    #[must_use]
    pub(crate) fn step(&self) -> Step {
        if !self.unlimited.is_finite() {
            return Step::End(Decibels(0.0), f64::NEG_INFINITY, Ending::Silent);
        }
        let Some(&(trim, measured)) = self.tries.first() else {
            return Step::Try(Decibels(self.expected(0.0)));
        };
        let end = |ending| Step::End(Decibels(trim), measured, ending);
        let missing = self.target - measured;
        if missing.abs() <= Search::TOLERANCE {
            return end(Ending::Reached);
        }
        if let ([_], Some(next)) = (&self.tries[..], self.corrected(trim, measured)) {
            return Step::Try(Decibels(next));
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

    /// Returns the trim to try: `secant`, or the middle when `secant` leaves
    /// the two tries around the target. `None` when the two tries are too near,
    /// or when the target is beyond all tries and the limiter allows no more.
    fn within(&self, secant: f64, flat: bool) -> Option<f64> {
        let trims = |above: bool| {
            let side = move |(_, measured): &&(f64, f64)| (*measured > self.target) == above;
            self.tries.iter().filter(side).map(|(trim, _)| *trim)
        };
        let under = trims(false).max_by(f64::total_cmp);
        let over = trims(true).min_by(f64::total_cmp);
        match (under, over) {
            // A higher level at a lower trim: the two tries are on both sides
            // of a jump. Continue away from it, as if there were no limiter.
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

    /// Returns the LU for a dB near the target; 1 until there are two tries.
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
    fn an_estimate_of_the_limiter_saves_tries() {
        // Peaks of half the blocks are 6 dB over the rest.
        let mut forecast = Forecast::new(Of::Loudness, Decibels(-1.0));
        for block in 0..10_000 {
            let peak = if block % 200 < 100 { 0.25 } else { 0.5 };
            forecast.add(peak, f64::from(peak) * f64::from(peak) * 0.1 * 512.0);
        }
        // The limiter really takes 0.3 dB more.
        let show = |trim: f64| {
            let lost = forecast.loss(Decibels(trim));
            -23.0 + trim - lost - if lost > 0.0 { 0.3 } else { 0.0 }
        };
        let target = -17.5;
        let mut search = Search::new(target, -23.0).with(forecast.clone());
        let mut tries = Vec::new();
        while let Step::Try(trim) = search.step() {
            tries.push(trim.0);
            search.record(trim, show(trim.0));
        }
        assert_eq!(tries.len(), 2, "{tries:?}");
        assert!(tries[0] > 5.5 && tries[1] > tries[0], "{tries:?}");
        let end = search.step();
        assert!(matches!(end, Step::End(_, _, Ending::Reached)), "{end:?}");
    }

    #[test]
    fn an_estimate_without_an_end_is_not_followed() {
        let mut forecast = Forecast::new(Of::Loudness, Decibels(-1.0));
        (0..10_000).for_each(|_| forecast.add(0.5, 0.025 * 512.0));
        let mut search = Search::new(-6.0, -23.0).with(forecast);
        // No trim reaches the target: the first try is that without a limiter.
        assert_eq!(search.step(), Step::Try(Decibels(17.0)));
        search.record(Decibels(17.0), -16.0);
        assert!(matches!(search.step(), Step::Try(next) if next.0 > 17.0));
    }

    #[test]
    fn an_unreachable_target_ends_with_the_nearest() {
        let (end, tries) = search(-6.0, |trim| (-23.0 + trim).min(-9.0), -23.0);
        assert!(
            matches!(end, Step::End(_, -9.0, Ending::Nearest)),
            "{end:?}"
        );
        assert!(tries <= 2);
    }

    /// Returns the step after some tries.
    fn after(target: f64, tries: &[(f64, f64)]) -> Step {
        let mut search = Search::new(target, -23.0);
        for &(trim, measured) in tries {
            search.record(Decibels(trim), measured);
        }
        search.step()
    }

    #[test]
    fn the_next_try_is_where_the_line_through_two_tries_meets_the_target() {
        let rows: [(&[(f64, f64)], f64); 12] = [
            (&[], 23.0),
            // After one try a dB is expected to give a dB.
            (&[(7.0, -2.0)], 9.0),
            // Half a dB for a dB.
            (&[(8.0, -2.0), (10.0, -1.0)], 12.0),
            // At most 12 dB at once, up and down.
            (&[(0.0, -6.5), (10.0, -6.0)], 22.0),
            (&[(0.0, 5.4), (10.0, 6.0)], -12.0),
            // Between tries on both sides, but not in the outer twentieths: then the middle.
            (&[(10.0, -9.0), (30.0, 11.0)], 19.0),
            (&[(10.0, -1.5), (30.0, 18.5)], 11.5),
            (&[(10.0, -1.0), (30.0, 19.0)], 20.0),
            (&[(10.0, -19.0), (30.0, 1.0)], 20.0),
            // The middle also where a dB gives less than a twentieth.
            (&[(10.0, -0.3), (30.0, 0.5)], 20.0),
            (&[(0.0, -1.0), (0.001, 1.0)], 0.0005),
            // A higher level at a lower trim.
            (&[(10.0, -2.0), (8.0, 1.0)], 7.0),
        ];
        for (tries, expected) in rows {
            let Step::Try(Decibels(next)) = after(0.0, tries) else {
                panic!("{tries:?}");
            };
            assert!((next - expected).abs() < 1e-9, "{tries:?}: {next}");
        }
        let Step::Try(Decibels(next)) = after(-16.0, &[(10.0, -18.0), (8.0, -15.0)]) else {
            panic!();
        };
        assert!((next - 7.0).abs() < 1e-9, "{next}");
    }

    #[test]
    fn a_search_ends_at_the_nearest_try() {
        let end = |trim, measured, ending| Step::End(Decibels(trim), measured, ending);
        let (reached, nearest) = (Ending::Reached, Ending::Nearest);
        assert_eq!(after(0.0, &[(7.0, -0.05)]), end(7.0, -0.05, reached));
        assert_eq!(after(0.0, &[(7.0, 0.05)]), end(7.0, 0.05, reached));
        let tries = [(10.0, -15.0), (9.0, -16.02), (4.0, -20.0)];
        assert_eq!(after(-16.0, &tries), end(9.0, -16.02, reached));
        // The limiter allows no more.
        let flat = [(0.0, -6.4), (10.0, -6.0)];
        assert_eq!(after(0.0, &flat), end(10.0, -6.0, nearest));
        // There is no trim between the two.
        let narrow = [(10.0, -1.0), (10.0005, 2.0)];
        assert_eq!(after(0.0, &narrow), end(10.0, -1.0, nearest));
        let tries: Vec<(f64, f64)> = (0..9u32)
            .map(|n| (f64::from(n), -9.0 + 0.5 * f64::from(n)))
            .collect();
        assert!(matches!(after(0.0, &tries[..8]), Step::Try(_)));
        assert_eq!(after(0.0, &tries), end(8.0, -5.0, nearest));
    }

    #[test]
    fn silence_keeps_unity_trim() {
        let (end, tries) = search(-16.0, |_| f64::NAN, f64::NEG_INFINITY);
        let silent = f64::NEG_INFINITY;
        assert_eq!(end, Step::End(Decibels(0.0), silent, Ending::Silent));
        assert_eq!(tries, 0);
    }

    #[test]
    fn a_jump_of_the_gates_is_approached() {
        // At 9 dB quiet parts begin to count, and the loudness falls by 1.5 LU.
        let show = |trim: f64| -23.0 + 0.8 * trim - if trim > 9.0 { 1.5 } else { 0.0 };
        let (end, tries) = search(-16.5, show, -23.0);
        assert!(matches!(end, Step::End(_, _, Ending::Reached)), "{end:?}");
        assert!(tries <= Search::TRIES);
        // No trim reaches a level within the jump, so the nearest is found.
        let step = |trim: f64| -23.0 + trim + if trim > 9.0 { 1.5 } else { 0.0 };
        let (end, _) = search(-13.5, step, -24.0);
        let Step::End(_, measured, Ending::Nearest) = end else {
            panic!("{end:?}");
        };
        assert!((measured + 13.5).abs() < 1.1, "{measured}");
    }
}
