//! The loudness by which each take is levelled, so that a role has one
//! loudness. Takes the loudness and length of all takes. A long take counts by
//! its measured loudness. A short take counts partly by the usual loudness of
//! its role in that tone.
//!
//! A single word cannot be measured well: BS.1770 uses blocks of 400 ms, and
//! “No.” is shorter. If a word were set to the level of a whole sentence by its
//! measure, it would be too loud or too soft. So each measure is moved towards
//! the role's median, more for shorter takes, as estimates from few samples are
//! moved towards the mean of all (W. James & C. Stein, 1961). A recording
//! counts by its measure, because recordings may have different levels.

use std::collections::BTreeMap;

use crate::book::{Book, Line, Speech};
use crate::perform::{CachedAudio, Performance};
use cuebook_core::id::RoleId;
use cuebook_core::units::{Lufs, Seconds};

/// A take of this length counts half by its measure and half by its role.
pub(crate) const HALF: Seconds = Seconds(1.0);

/// The most that a measure is moved, in dB.
pub(crate) const FARTHEST: f64 = 3.0;

/// The usual loudness of each role, by tone. On a path, each part has its own: that of the takes
/// up to its end, because the takes after a turn must not change the sound before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Levels(Vec<BTreeMap<Manner, Lufs>>);

/// A role, and the name of its tone.
type Manner = (RoleId, &'static str, u64);

/// The manner, the loudness and the length of a take.
type Take = (Manner, Lufs, Seconds);

impl Levels {
    /// Gathers the takes of a show.
    #[must_use]
    pub(crate) fn of(book: &Book, performance: &Performance) -> Levels {
        let lines = book.lines.iter().zip(&performance.lines);
        let spoken = lines.filter(|(line, _)| matches!(line.speech, Speech::Voice(_)));
        let takes = spoken.flat_map(|(line, takes)| {
            let part = book.turns.part_of(line.words.start);
            let first = takes.iter().filter_map(|stops| stops.first());
            first.filter_map(move |audio| {
                let heard = &performance.audio[*audio];
                let loudness = heard.spec.loudness?;
                Some((part, (manner(line), loudness, length(heard))))
            })
        });
        Levels::new(book.turns.last(), takes)
    }

    /// Gathers takes, each with its part. Parts count from 0 to `last`.
    fn new(last: usize, takes: impl Iterator<Item = (usize, Take)>) -> Levels {
        let mut takes = takes.peekable();
        let mut all: BTreeMap<Manner, Vec<(f64, f64)>> = BTreeMap::new();
        let usual = (0..=last).map(|part| {
            while let Some((_, (manner, loudness, length))) = takes.next_if(|take| take.0 <= part) {
                all.entry(manner).or_default().push((loudness.0, length.0));
            }
            let medians = all.iter();
            let medians = medians.map(|(manner, takes)| (*manner, Lufs(median(takes.clone()))));
            medians.collect()
        });
        Levels(usual.collect())
    }

    /// Returns the loudness by which a take is levelled, or `None` for silence.
    #[must_use]
    pub(crate) fn of_take(&self, part: usize, line: &Line, heard: &CachedAudio) -> Option<Lufs> {
        let own = heard.spec.loudness?;
        let usual = match line.speech {
            Speech::Voice(_) => self.0.get(part).and_then(|usual| usual.get(&manner(line))),
            Speech::Recording { .. } => None,
        };
        Some(usual.map_or(own, |usual| drawn(own, *usual, length(heard))))
    }
}

fn manner(line: &Line) -> Manner {
    (
        line.role,
        line.tone.tone.name(),
        line.tone.strength.to_bits(),
    )
}

/// Returns the length of a take without its tail.
pub(crate) fn length(heard: &CachedAudio) -> Seconds {
    (heard.spec.frames - heard.spec.tail).seconds()
}

/// Moves a measure towards the usual loudness.
fn drawn(own: Lufs, usual: Lufs, length: Seconds) -> Lufs {
    let itself = length.0 / (length.0 + HALF.0);
    let away = (1.0 - itself) * (usual.0 - own.0);
    Lufs(own.0 + away.clamp(-FARTHEST, FARTHEST))
}

/// Returns the median loudness, weighted by length.
fn median(mut takes: Vec<(f64, f64)>) -> f64 {
    takes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = takes.iter().map(|(_, length)| length).sum::<f64>() / 2.0;
    let mut length = 0.0;
    let middle = takes.iter().find(|take| {
        length += take.1;
        length >= half
    });
    middle.map_or(0.0, |(loudness, _)| *loudness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_take_counts_by_its_measure_and_a_word_by_its_role() {
        let at = |own: f64, seconds: f64| drawn(Lufs(own), Lufs(-23.0), Seconds(seconds)).0;
        assert!((at(-20.0, 19.0) + 20.15).abs() < 1e-9);
        assert!((at(-20.0, 1.0) + 21.5).abs() < 1e-9);
        assert!((at(-20.0, 0.25) + 22.4).abs() < 1e-9);
        // The correction is bounded, however odd the measure.
        assert!((at(-40.0, 0.25) + 37.0).abs() < 1e-9);
    }

    #[test]
    fn the_median_is_weighted_by_length() {
        let take = |loudness: f64, seconds: f64| {
            ((RoleId(0), "cold", 0), Lufs(loudness), Seconds(seconds))
        };
        let words = [-30.0, -29.0, -28.0].map(|loudness| take(loudness, 0.3));
        let sentence = take(-22.0, 5.0);
        let other = ((RoleId(1), "cold", 0), Lufs(-10.0), Seconds(9.0));
        let takes = words.into_iter().chain([sentence, other]);
        let levels = Levels::new(0, takes.map(|take| (0, take)));
        let usual = &levels.0[0];
        assert_eq!(usual.get(&(RoleId(0), "cold", 0)), Some(&Lufs(-22.0)));
        assert_eq!(usual.get(&(RoleId(1), "cold", 0)), Some(&Lufs(-10.0)));
        assert_eq!(usual.get(&(RoleId(0), "warm", 0)), None);
    }

    #[test]
    fn the_takes_after_a_turn_do_not_change_those_before_it() {
        let take = |part: usize, loudness: f64| {
            (part, ((RoleId(0), "cold", 0), Lufs(loudness), Seconds(1.0)))
        };
        let before = [take(0, -20.0), take(0, -20.0)];
        let alone = Levels::new(0, before.into_iter());
        let after = [take(2, -30.0), take(2, -30.0), take(2, -30.0)];
        let all = Levels::new(2, before.into_iter().chain(after));
        assert_eq!((&all.0[0], &all.0[1]), (&alone.0[0], &alone.0[0]));
        assert_eq!(all.0[2].get(&(RoleId(0), "cold", 0)), Some(&Lufs(-30.0)));
    }
}
