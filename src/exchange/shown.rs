//! The words of a line as they are shown: with the marks of the text around them, and with their
//! times.

use std::ops::Range;

use crate::book::{Book, Line};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::Span;
use cuebook_core::units::Frames;

/// A word as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    /// The word with its marks, and one blank where white space follows.
    pub text: String,
    /// When it is spoken.
    pub at: Range<Frames>,
}

/// Returns the words of a line. The marks before a word that follow white space belong to it, and
/// all others to the word before.
pub(crate) fn words(book: &Book, line: &Line, timeline: &Timeline) -> Vec<Shown> {
    let prose = &book.prose;
    let span = around(book, line);
    let text = prose.said(span);
    let places = prose.words_said(line.words.clone(), span);
    let mut words = Vec::new();
    let mut from = 0;
    for (number, place) in places.iter().enumerate() {
        let to = match places.get(number + 1) {
            Some(next) => cut(text, place.end, next.start),
            None => text.len(),
        };
        let time = timeline.words.get(line.words.start + number);
        let shown = text.get(from..to).unwrap_or_default();
        words.push(Shown {
            text: shown.split_whitespace().collect::<Vec<_>>().join(" ") + after(shown),
            at: time.cloned().unwrap_or_default(),
        });
        from = to;
    }
    words
}

/// Returns the white space after a shown word as one blank.
fn after(shown: &str) -> &'static str {
    if shown.ends_with(char::is_whitespace) {
        " "
    } else {
        ""
    }
}

/// Returns the span of a line with the quotation marks and stops around it.
fn around(book: &Book, line: &Line) -> Span {
    let prose = &book.prose;
    let span = prose.span_of(line.words.clone());
    let stretches = &prose.stretches;
    let own = prose.stretch_of(prose.sentence_of(line.words.start));
    let first = line
        .words
        .start
        .checked_sub(1)
        .map(|word| prose.words[word].span.end);
    let last = prose.words.get(line.words.end).map(|word| word.span.start);
    let (from, to) = match stretches.get(own) {
        Some(stretch) => (stretch.span.start, stretch.span.end.max(span.end)),
        None => (span.start, span.end),
    };
    let text = &prose.text;
    let from = match first.filter(|first| *first > from) {
        Some(first) => cut(text, first, span.start),
        None => from,
    };
    let to = match last.filter(|last| *last < to) {
        Some(last) => cut(text, span.end, last),
        None => to,
    };
    Span::new(from.min(span.start), to.max(span.end))
}

/// Returns where the text between two words is cut: after its last white space.
fn cut(text: &str, from: usize, to: usize) -> usize {
    let between = text.get(from..to).unwrap_or_default();
    let blank = between
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace());
    match blank {
        Some((at, c)) => from + at + c.len_utf8(),
        // Between words that are joined by a dash or a hyphen.
        None => to,
    }
}
