//! Maps a frame of one edition to the frame of the same words in another. Frames before
//! the first change stay the same.

use std::ops::Range;

use super::Edition;
use cuebook_core::id::{Id, IdRange, IdVec, WordId};
use cuebook_core::units::Frames;

/// This many equal words in a row are the same place.
const ALIKE: usize = 3;

/// The equal words of two editions.
pub(super) struct EditionMap<'a> {
    old: &'a Edition,
    new: &'a Edition,
    /// The words of both editions.
    one: IdVec<WordId, &'a str>,
    other: IdVec<WordId, &'a str>,
    /// The first word that is not equal.
    before: WordId,
    /// The number of equal words at the end.
    after: usize,
}

impl<'a> EditionMap<'a> {
    pub(super) fn new(old: &'a Edition, new: &'a Edition) -> EditionMap<'a> {
        let (one, other) = (texts(old), texts(new));
        let equal = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
        let rest = one.len().min(other.len()) - equal;
        let ends = one.iter().rev().zip(other.iter().rev());
        let after = ends.take(rest).take_while(|(a, b)| a == b).count();
        EditionMap {
            old,
            new,
            one,
            other,
            before: WordId(equal),
            after,
        }
    }

    /// Returns the frame of the new edition with the words of the old edition at a frame.
    pub(super) fn frame(&self, at: Frames) -> Frames {
        let Some((word, time)) = heard(&self.old.timeline.words, at) else {
            return at;
        };
        let new = self.word(word);
        let times = &self.new.timeline.words;
        let Some(there) = times.get(new).filter(|there| !there.is_empty()) else {
            // The word is no longer heard, so continue at the next word.
            let next = times
                .iter()
                .skip(new.index())
                .find(|there| !there.is_empty());
            return next.map_or(self.new.timeline.frames, |there| there.start);
        };
        if at < time.end {
            return there.start + (at - time.start).min(there.end - there.start);
        }
        // The pause after a word lasts until the next one.
        let next = times
            .iter()
            .skip(new.index() + 1)
            .find(|next| !next.is_empty());
        let limit = next.map_or(self.new.timeline.frames, |next| next.start);
        (there.end + (at - time.end)).min(limit.max(there.end))
    }

    /// Returns the word of the new prose that corresponds to a word of the old one.
    fn word(&self, word: WordId) -> WordId {
        let (one, other) = (&self.one, &self.other);
        if word < self.before {
            return word;
        }
        if word + self.after >= one.end() {
            return word + other.len() - one.len();
        }
        let middle = self.before..other.end() - self.after;
        same(one, word, other, middle.clone()).unwrap_or_else(|| {
            // A word in a rewritten passage maps to the same fraction of the new passage.
            let passage = self.before..one.end() - self.after;
            let share = (word - self.before) as f64 / passage.len().max(1) as f64;
            let along = (share * middle.len() as f64) as usize;
            (self.before + along).min(other.end().saturating_sub(1))
        })
    }
}

/// Returns the place in the new prose of the few words that begin with a word of the old
/// one.
fn same(
    one: &IdVec<WordId, &str>,
    word: WordId,
    other: &IdVec<WordId, &str>,
    within: Range<WordId>,
) -> Option<WordId> {
    let words = one.slice(word..(word + ALIKE).min(one.end()))?;
    let found = other.windows(words.len()).enumerate();
    let found = found.filter(|(_, found)| *found == words);
    let places = found.map(|(place, _)| WordId(place));
    let places = places.filter(|place| within.contains(place));
    places.min_by_key(|place| (place.distance(word), *place))
}

fn texts(edition: &Edition) -> IdVec<WordId, &str> {
    let prose = &edition.show().book.prose;
    prose.words.ids().map(|word| prose.word(word)).collect()
}

/// Returns the last word that has begun at a frame; `None` before the first.
fn heard(words: &IdVec<WordId, Range<Frames>>, at: Frames) -> Option<(WordId, Range<Frames>)> {
    // Words are heard in the order of the text, except where lines overlap. The time of a
    // skipped word is empty.
    let begun = words.entries();
    let begun = begun.filter(|(_, time)| !time.is_empty() && time.start <= at);
    let last = begun.max_by_key(|(word, time)| (time.start, *word));
    last.map(|(word, time)| (word, time.clone()))
}
