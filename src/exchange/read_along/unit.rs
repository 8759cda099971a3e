//! The units of a text: sentences, cut where a chapter begins. A unit is in one line and so has one
//! speaker.

use std::ops::Range;

use super::section::Section;
use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::{LineId, WordId};
use cuebook_core::units::Frames;

/// A sentence, or its part in one chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) words: Range<WordId>,
    /// The chapter.
    pub(crate) section: usize,
    /// When it is heard; `None` if nobody reads it.
    pub(crate) at: Option<Range<Frames>>,
    /// The line that has its words, if they are heard.
    pub(crate) line: Option<LineId>,
}

/// Returns the units of a text, in its order.
#[must_use]
pub(crate) fn units(book: &Book, timeline: &Timeline, sections: &[Section]) -> Vec<Unit> {
    let mut found = Vec::new();
    for sentence in &book.prose.sentences {
        let Range { mut start, end } = sentence.words;
        while start < end {
            let next = sections.partition_point(|section| section.word <= start);
            let cut = sections.get(next).map_or(end, |next| next.word.min(end));
            let at = heard(timeline, start..cut);
            found.push(Unit {
                words: start..cut,
                section: next.saturating_sub(1),
                line: at.as_ref().and_then(|_| line(book, start)),
                at,
            });
            start = cut;
        }
    }
    found
}

/// Returns when some words are heard.
fn heard(timeline: &Timeline, words: Range<WordId>) -> Option<Range<Frames>> {
    let words = timeline.words.slice(words).unwrap_or_default();
    let heard = words.iter().filter(|at| !at.is_empty());
    heard
        .cloned()
        .reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
}

/// Returns the line that has a word.
fn line(book: &Book, word: WordId) -> Option<LineId> {
    let id = book.lines.boundary(|line| line.words.end <= word);
    let line = book.lines.get(id)?;
    line.words.contains(&word).then_some(id)
}
