//! The words of a line as a page shows them: with their marks, and with their times.

use crate::book::{Book, Line};
use crate::exchange::shown;
use crate::timeline::Timeline;

/// A word as it is shown, with its start and its end from the start of its line.
pub(super) type Word = (String, i64, i64);

/// Returns the words of a line.
pub(super) fn words(book: &Book, line: &Line, timeline: &Timeline, start: i64) -> Vec<Word> {
    let words = shown::words(book, line, timeline).into_iter();
    words
        .map(|word| (word.text, word.at.start.0 - start, word.at.end.0 - start))
        .collect()
}
