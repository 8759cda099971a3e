//! Maps a frame of one edition to the frame of the same words in another. Frames before
//! the first change stay the same. On the path of an interactive show a scene may be heard
//! several times, so words are looked for in the same visit of the same scene.

use std::ops::Range;

use super::Edition;
use super::played_path::PlayedPath;
use cuebook_core::id::{Id, IdVec, WordId};
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
}

/// Words of the old edition, and the words of the new one that they may be.
struct Passage {
    old: Range<WordId>,
    new: Range<WordId>,
}

impl<'a> EditionMap<'a> {
    pub(super) fn new(old: &'a Edition, new: &'a Edition) -> EditionMap<'a> {
        let (one, other) = (texts(old), texts(new));
        let before = WordId(equal(one.iter(), other.iter()));
        EditionMap {
            old,
            new,
            one,
            other,
            before,
        }
    }

    /// Returns the frame of the new edition with the words of the old edition at a frame.
    pub(super) fn frame(&self, at: Frames) -> Frames {
        let Some((word, time)) = heard(&self.old.timeline.words, at) else {
            return at;
        };
        let Some(new) = self.word(word) else {
            return self.question();
        };
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

    /// Returns where the new path asks the listener next, for a place whose words are not on it.
    fn question(&self) -> Frames {
        let timeline = &self.new.timeline;
        let path = self.new.path();
        let next = path.and_then(|path| path.moments(path.decided, timeline));
        next.map_or(timeline.frames, |next| next.begins)
    }

    /// Returns the word of the new prose that corresponds to a word of the old one; `None` if its
    /// part of the path is not heard in the new one.
    fn word(&self, word: WordId) -> Option<WordId> {
        if word < self.before {
            return Some(word);
        }
        let passage = match (self.old.path(), self.new.path()) {
            (Some(old), Some(new)) => self.visit(word, (old, new))?,
            _ => Passage {
                old: self.one.range(),
                new: self.other.range(),
            },
        };
        Some(self.within(word, &passage))
    }

    /// Returns the words of the visit of a scene in both paths.
    fn visit(&self, word: WordId, (old, new): (&PlayedPath, &PlayedPath)) -> Option<Passage> {
        let number = old.stage_of(word)?;
        let key = |edition: &Edition, path: &PlayedPath, number: usize| {
            let visit = path.stages[number].visit;
            let story = edition.show().whole().book.story.as_ref()?;
            let name = story.graph.nodes[visit.node].name.clone();
            Some((name, visit.part, visit.earlier))
        };
        let own = key(self.old, old, number)?;
        let same = |other: &usize| key(self.new, new, *other).as_ref() == Some(&own);
        let there = (0..new.stages.len()).find(same)?;
        Some(Passage {
            old: old.words(number, self.one.end()),
            new: new.words(there, self.other.end()),
        })
    }

    /// Returns the word of a new passage that corresponds to a word of the old one.
    fn within(&self, word: WordId, passage: &Passage) -> WordId {
        let one = &self.one[passage.old.clone()];
        let other = &self.other[passage.new.clone()];
        let word = word - passage.old.start;
        let before = equal(one.iter(), other.iter());
        let rest = one.len().min(other.len()) - before;
        let after = equal(one.iter().rev().take(rest), other.iter().rev());
        let place = if word < before {
            word
        } else if word + after >= one.len() {
            word + other.len() - one.len()
        } else {
            let middle = before..other.len() - after;
            same(one, word, other, middle.clone()).unwrap_or_else(|| {
                // A word in a rewritten passage maps to the same fraction of the new passage.
                let share = (word - before) as f64 / (one.len() - after - before).max(1) as f64;
                let along = (share * middle.len() as f64) as usize;
                (before + along).min(other.len().saturating_sub(1))
            })
        };
        passage.new.start + place
    }
}

/// Returns the number of equal words at the beginning.
fn equal<'w>(
    one: impl Iterator<Item = &'w &'w str>,
    other: impl Iterator<Item = &'w &'w str>,
) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// Returns the place in the new words of the few words that begin with a word of the old
/// ones.
fn same(one: &[&str], word: usize, other: &[&str], within: Range<usize>) -> Option<usize> {
    let words = one.get(word..(word + ALIKE).min(one.len()))?;
    let found = other.windows(words.len()).enumerate();
    let places = found.filter(|(place, found)| within.contains(place) && *found == words);
    let places = places.map(|(place, _)| place);
    places.min_by_key(|place| (place.abs_diff(word), *place))
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
