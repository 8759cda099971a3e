//! Finds the passage that is most similar to words that are not in the text.
//! Takes the words of a quote; returns the passage with the fewest edits, and
//! these edits. Only passages that share words or similar words with the quote
//! are compared.

use std::ops::Range;

use super::index::{Index, Probe, Resemblance, Term};
use cuebook_core::id::{IdRange, WordId};

/// The maximum number of words of a quote that are compared.
const MOST_WORDS: usize = 64;
/// The maximum number of passages that are compared.
const MOST_PASSAGES: usize = 24;
/// The maximum number of places of one word that are considered.
const MOST_PLACES: usize = 200;
/// By how many words at each end a passage may be longer than the quote.
const SLACK: usize = 3;

/// The cost of a deleted or an inserted word.
const GAP: u32 = 3;

/// A step of an edit: a word of the quote and the word of the text in its
/// place.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub quote: Option<usize>,
    pub text: Option<WordId>,
    pub how: Option<Resemblance>,
}

/// A passage and the edit between it and the quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nearest {
    pub words: Range<WordId>,
    pub steps: Vec<Step>,
    cost: u32,
}

impl Nearest {
    /// Returns whether the passage is similar enough to replace the quote.
    pub(super) fn is_very_near(&self) -> bool {
        let words = self
            .steps
            .iter()
            .filter(|step| step.quote.is_some())
            .count();
        words <= MOST_WORDS && self.cost <= (words as u32).max(2)
    }

    /// Returns how much of the quote is in the passage, from 0 to 1: 1 minus
    /// the cost of the edit relative to the cost of deleting every word.
    pub(super) fn kept(&self) -> f64 {
        let words = self.steps.iter().filter(|step| step.quote.is_some());
        let all = GAP * words.count().max(1) as u32;
        (1.0 - f64::from(self.cost) / f64::from(all)).max(0.0)
    }
}

/// Returns the passage that is most similar to `words`, if any is near.
pub(super) fn nearest(index: &Index, words: &[&str]) -> Option<Nearest> {
    let found = near(index, words).into_iter();
    found.min_by_key(|passage| (passage.cost, passage.words.start))
}

/// Returns the passages that are similar to `words`, each with its edit.
pub(super) fn near(index: &Index, words: &[&str]) -> Vec<Nearest> {
    let words = words.iter().take(MOST_WORDS);
    let words: Vec<Probe> = words.map(|word| index.probe(word)).collect();
    let compared = passages(index, &words)
        .into_iter()
        .map(|start| align(index, &words, start));
    compared
        .filter(|found| found.cost <= 2 * words.len() as u32 && !found.words.is_empty())
        .collect()
}

/// Returns the possible starts of passages that share the rarest words and
/// pairs of words.
fn passages(index: &Index, words: &[Probe]) -> Vec<WordId> {
    let mut seeds: Vec<(usize, usize, Vec<Term>)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let terms = match word.term {
            Some(term) => vec![term],
            None => index.similar(word, 4),
        };
        for term in terms {
            seeds.push((index.count(&[term]), at, vec![term]));
        }
        let next = words.get(at + 1).and_then(|next| next.term);
        if let (Some(first), Some(second)) = (word.term, next) {
            let pair = vec![first, second];
            seeds.push((index.count(&pair), at, pair));
        }
    }
    seeds.retain(|(count, _, _)| *count > 0);
    seeds.sort_unstable();
    let mut starts: Vec<WordId> = Vec::new();
    for (_, at, terms) in seeds.iter().take(12) {
        let places = index.some_places(terms, MOST_PLACES);
        starts.extend(places.map(|place| place.saturating_sub(*at)));
    }
    starts.sort_unstable();
    let mut voted: Vec<(usize, WordId)> = starts
        .chunk_by(|a, b| a == b)
        .map(|same| (same.len(), same[0]))
        .collect();
    voted.sort_unstable_by_key(|(votes, start)| (std::cmp::Reverse(*votes), *start));
    voted.truncate(MOST_PASSAGES);
    voted.into_iter().map(|(_, start)| start).collect()
}

/// Returns the best edit between the quote and any part of the words around
/// `start` (edit distance by dynamic programming, free at both ends of the
/// text).
fn align(index: &Index, words: &[Probe], start: WordId) -> Nearest {
    let window = start.saturating_sub(SLACK)..(start + words.len() + SLACK).min(index.end());
    let width = window.len() + 1;
    let mut costs = vec![0_u32; width * (words.len() + 1)];
    for (row, word) in words.iter().enumerate() {
        costs[(row + 1) * width] = GAP * (row as u32 + 1);
        for (column, place) in window.ids().enumerate() {
            let above = row * width + column;
            let change = price(index.resemblance(word, place));
            let cost = (costs[above] + change)
                .min(costs[above + 1] + GAP)
                .min(costs[above + width] + GAP);
            costs[above + width + 1] = cost;
        }
    }
    let last = &costs[words.len() * width..];
    // Of two edits with the same cost, the one that keeps more words of the
    // quote wins.
    let columns = (0..width).rev();
    let column = columns.min_by_key(|column| last[*column]).unwrap_or(0);
    trace(index, words, window.start, &costs, column)
}

fn price(how: Option<Resemblance>) -> u32 {
    match how {
        Some(Resemblance::Same) => 0,
        Some(Resemblance::Case) => 1,
        Some(Resemblance::Near) => 2,
        None => 4,
    }
}

/// Reads the edit back from the table of costs, from its last row at `column`.
fn trace(index: &Index, words: &[Probe], start: WordId, costs: &[u32], column: usize) -> Nearest {
    let width = costs.len() / (words.len() + 1);
    let cost = costs[words.len() * width + column];
    let (mut row, mut at) = (words.len(), column);
    let mut steps = Vec::new();
    while row > 0 {
        let here = costs[row * width + at];
        let how = match at.checked_sub(1) {
            Some(before) => index.resemblance(&words[row - 1], start + before),
            None => None,
        };
        let changed = at > 0 && here == costs[(row - 1) * width + at - 1] + price(how);
        let put_in = !changed && at > 0 && here == costs[row * width + at - 1] + GAP;
        let missing = !changed && !put_in;
        row -= usize::from(changed || missing);
        at -= usize::from(!missing);
        steps.push(Step {
            quote: (changed || missing).then_some(row),
            text: (!missing).then_some(start + at),
            how: how.filter(|_| changed),
        });
    }
    steps.reverse();
    Nearest {
        words: start + at..start + column,
        steps,
        cost,
    }
}
