//! The tokens of a script, each with the white space before it.

use crate::edit::page::Page;
use cuebook_yaml::Sign;

/// A token of a script.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub sign: Sign,
    pub start: usize,
    pub end: usize,
    /// The number of line ends between it and the piece before.
    pub breaks: usize,
    /// The number of characters of white space before it on its line.
    pub gap: usize,
    /// The column in characters, from 0.
    pub column: usize,
}

/// Returns the pieces of a script, or the place of one that has no meaning.
pub(super) fn of(page: &Page<'_>) -> Result<Vec<Piece>, usize> {
    let source = page.source;
    let (mut line, mut done) = (page.top(), page.top());
    let behind_break = |from: usize, to: usize| {
        let last = source[from..to].rfind('\n');
        last.map(|last| from + last + 1)
    };
    let piece = |token: &cuebook_yaml::Token| {
        let (start, end) = (token.span.start, token.span.end);
        if token.sign == Sign::Junk {
            return Err(start);
        }
        line = behind_break(done, start).unwrap_or(line);
        let before = &source[line..start];
        let piece = Piece {
            sign: token.sign,
            start,
            end,
            breaks: source[done..start].matches('\n').count(),
            gap: before
                .chars()
                .rev()
                .take_while(|c| matches!(c, ' ' | '\t'))
                .count(),
            column: before.chars().count(),
        };
        line = behind_break(start, end).unwrap_or(line);
        done = end;
        Ok(piece)
    };
    page.tokens.iter().map(piece).collect()
}
