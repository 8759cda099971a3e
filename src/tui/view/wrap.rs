//! Wraps prose into rows. Takes a text, a place in it and a width, and returns
//! rows as ranges of bytes. The start of a row does not depend on the visible
//! part.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::pane::{cell, cells};
use cuebook_script::Prose;

/// A longer paragraph is wrapped in pieces of about this many bytes.
const PIECE: usize = 8 << 10;

/// How far the end of a word is searched at the end of a piece, in bytes.
const SEARCH: usize = 1 << 10;

/// Returns the paragraph around a byte, or a piece of a very long one.
pub(super) fn block(prose: &Prose, byte: usize) -> Option<Range<usize>> {
    let stretches = &prose.stretches;
    let here = stretches.partition_point(|stretch| stretch.span.end <= byte);
    let paragraph = stretches.get(here)?.paragraph;
    let first = stretches.partition_point(|stretch| stretch.paragraph < paragraph);
    let next = stretches.partition_point(|stretch| stretch.paragraph <= paragraph);
    let start = stretches.get(first)?.span.start;
    let end = stretches.get(next.checked_sub(1)?)?.span.end;
    let cut = |piece: usize| cut(&prose.text, start..end, piece);
    let piece = byte.saturating_sub(start) / PIECE;
    let piece = if cut(piece) > byte { piece - 1 } else { piece };
    Some(cut(piece)..cut(piece + 1))
}

/// Returns where a piece of a paragraph begins: after white space, if there is
/// any.
fn cut(text: &str, paragraph: Range<usize>, piece: usize) -> usize {
    let mut at = paragraph.start + piece * PIECE;
    if piece == 0 || at >= paragraph.end {
        return at.min(paragraph.end);
    }
    while !text.is_char_boundary(at) {
        at += 1;
    }
    let mut near = text[at..paragraph.end].char_indices();
    let near = near.find(|(along, c)| *along > SEARCH || c.is_whitespace());
    match near {
        Some((along, c)) if along <= SEARCH => at + along + c.len_utf8(),
        _ => at,
    }
}

/// Returns the rows of a block, with an empty one for an empty line of the
/// text.
pub(super) fn rows(text: &str, block: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut row: Option<(Range<usize>, usize)> = None;
    let mut after = block.start;
    for token in tokens(text, block.clone()) {
        let gap = after..token.start;
        after = token.end;
        if is_empty_line(&text[gap]) && (row.is_some() || !rows.is_empty()) {
            rows.extend(row.take().map(|(range, _)| range));
            rows.push(token.start..token.start);
        }
        let columns = cells(&text[token.clone()]);
        row = match row.take() {
            Some((range, used)) if used + 1 + columns <= width => {
                Some((range.start..token.end, used + 1 + columns))
            }
            full => {
                rows.extend(full.map(|(range, _)| range));
                Some(broken(text, token, width, &mut rows))
            }
        };
    }
    rows.extend(row.map(|(range, _)| range));
    if is_empty_line(&text[after..block.end]) {
        rows.push(block.end..block.end);
    }
    rows
}

/// Returns whether white space contains an empty line.
fn is_empty_line(white: &str) -> bool {
    white.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// Fills rows with a word that is wider than a row. Returns the rest and its
/// width.
fn broken(
    text: &str,
    token: Range<usize>,
    width: usize,
    rows: &mut Vec<Range<usize>>,
) -> (Range<usize>, usize) {
    let (mut start, mut used) = (token.start, 0);
    for (along, grapheme) in text[token.clone()].grapheme_indices(true) {
        let columns = cell(grapheme);
        let at = token.start + along;
        if used + columns > width && at > start {
            rows.push(start..at);
            (start, used) = (at, 0);
        }
        used += columns;
    }
    (start..token.end, used)
}

/// Returns whether a row may end at this white space; non-breaking spaces do
/// not count.
fn is_white(c: char) -> bool {
    let holds = matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    (c.is_whitespace() && !holds) || c == '\u{feff}'
}

/// Returns the words between white space.
fn tokens(text: &str, block: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = block.start;
    std::iter::from_fn(move || {
        let rest = &text[at..block.end];
        let start = at + rest.find(|c| !is_white(c))?;
        let rest = &text[start..block.end];
        at = start + rest.find(is_white).unwrap_or(rest.len());
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        let rows = rows(text, 0..text.len(), width);
        rows.into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn words_that_do_not_fit_begin_the_next_row() {
        assert_eq!(wrapped("One two three.", 8), ["One two", "three."]);
        assert_eq!(wrapped("One two three.", 7), ["One two", "three."]);
        assert_eq!(wrapped("One two three.", 6), ["One", "two", "three."]);
        assert_eq!(wrapped("One\n  two", 8), ["One\n  two"]);
    }

    #[test]
    fn a_word_wider_than_a_row_is_broken_between_characters() {
        assert_eq!(wrapped("a bcdefg h", 3), ["a", "bcd", "efg", "h"]);
        assert_eq!(wrapped("雪國雪", 5), ["雪國", "雪"]);
        assert_eq!(wrapped("雪國", 1), ["雪", "國"]);
        assert_eq!(wrapped("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn empty_lines_stay() {
        assert_eq!(wrapped("One.\n\n* * *\n\n", 9), ["One.", "", "* * *", ""]);
        assert_eq!(wrapped("One.\nTwo.", 4), ["One.", "Two."]);
    }

    #[test]
    fn a_very_long_paragraph_is_wrapped_in_pieces_that_are_its_text() {
        let (prose, _) = Prose::read(format!(
            "Short.\n\n{}\n\nEnd.",
            "Ёж went on. ".repeat(3_000)
        ));
        let (mut at, mut pieces) = (0, 0);
        while let Some(block) = block(&prose, at) {
            assert_eq!(block.start, at);
            assert!(block.len() < PIECE + SEARCH);
            let middle = at + block.len() / 2;
            assert_eq!(super::block(&prose, middle), Some(block.clone()));
            (at, pieces) = (block.end, pieces + 1);
        }
        assert_eq!(at, prose.text.len());
        assert_eq!(pieces, 8);
    }
}
