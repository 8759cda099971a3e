//! The place of a mistake of form, with the lines around it.

use std::ops::Range;

use super::Fix;
use super::open::{self, Brackets};
use crate::splice::Splice;
use crate::validate::Fault;
use cuebook_core::diagnostic::Span;

/// The largest number of lines before a mistake that are searched for its cause.
const MOST_LINES: usize = 4;

/// The place of a mistake.
pub(crate) struct Site<'s> {
    pub text: &'s str,
    /// The byte at which the text cannot be read.
    pub at: usize,
    /// The message of the parser library.
    pub info: &'s str,
    /// The brackets and marks before it.
    pub brackets: Brackets,
    fault: &'s Fault,
}

impl<'s> Site<'s> {
    pub(super) fn new(text: &'s str, fault: &'s Fault) -> Site<'s> {
        Site {
            text,
            at: fault.at,
            info: &fault.info,
            brackets: open::brackets(text, fault.at),
            fault,
        }
    }

    /// Returns the line of a byte, without its line end.
    pub(super) fn line(&self, at: usize) -> Range<usize> {
        line(self.text, at)
    }

    /// Returns the part of a line that is near the mistake; of another line, its beginning.
    pub(super) fn near(&self, line: &Range<usize>) -> Range<usize> {
        const NEAR: usize = 2 << 10;
        let floor = |at: usize| {
            let boundary = |at: &usize| self.text.is_char_boundary(*at);
            (line.start..=at).rev().find(boundary).unwrap_or(line.start)
        };
        let middle = self.at.clamp(line.start, line.end);
        let middle = if line.contains(&self.at) || line.end == self.at {
            middle
        } else {
            line.start
        };
        let start = floor(middle.saturating_sub(NEAR).max(line.start));
        start..floor((middle + NEAR).min(line.end))
    }

    /// Returns the lines above a line that are not blank, the nearest first.
    pub(super) fn above(
        &self,
        line: &Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + use<'s> {
        above(self.text, line.start)
    }

    /// Returns the lines below a line that are not blank.
    pub(super) fn below(
        &self,
        line: &Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + use<'s> {
        below(self.text, line.end)
    }

    /// Returns the line of the mistake and those before it that are not blank, the last first, then
    /// the line on which the words in quotation marks before it begin.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let first = self.line(self.at);
        let above = self.above(&first).take(MOST_LINES);
        let mut lines: Vec<_> = std::iter::once(first.clone()).chain(above).collect();
        let quote = self.brackets.quote.map(|quote| self.line(quote));
        lines.extend(quote.filter(|quote| !lines.contains(quote)));
        lines
    }

    /// Returns the text without the line of the mistake, as the last resort.
    pub(super) fn without_line(&self) -> Option<Fix> {
        let line = self.line(self.at);
        let words = line.start..line.end;
        (!self.text[words.clone()].trim().is_empty()).then(|| Fix {
            mistakes: vec![self.fault.worded(self.text)],
            splices: vec![Splice::new(words.start, words.end, "")],
            loses: true,
            hides: false,
        })
    }
}

/// Returns the line of a byte, without its line end.
pub(crate) fn line(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[at..]
        .find(['\n', '\r'])
        .map_or(text.len(), |end| at + end);
    start..end
}

/// Returns the lines before a byte that are not blank, the nearest first.
pub(super) fn above(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut rest = start;
    std::iter::from_fn(move || {
        let end = text[..rest].trim_end().len();
        if end == 0 {
            return None;
        }
        let line = line(text, end);
        rest = line.start;
        Some(line)
    })
}

/// Returns the lines after a byte that are not blank.
pub(super) fn below(text: &str, end: usize) -> impl Iterator<Item = Range<usize>> {
    let mut rest = end;
    std::iter::from_fn(move || {
        let more = text[rest..].trim_start();
        if more.is_empty() {
            return None;
        }
        let line = line(text, text.len() - more.len());
        rest = line.end;
        Some(line)
    })
}

/// Returns whether a character is white space that YAML does not count as indentation.
pub(super) fn is_odd(c: char) -> bool {
    let is_space = c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r');
    is_space || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Returns the white space at the beginning of a line.
pub(super) fn leading(text: &str, line: &Range<usize>) -> Span {
    let words =
        text[line.clone()].trim_start_matches(|c: char| matches!(c, ' ' | '\t') || is_odd(c));
    Span::new(line.start, line.end - words.len())
}

/// Returns the column of the first word of a line, in characters from 0.
pub(super) fn column(text: &str, line: &Range<usize>) -> usize {
    leading(text, line).of(text).chars().count()
}

/// Returns where the words of a line begin that are behind the dashes of its items.
pub(super) fn behind_dashes(text: &str, line: &Range<usize>) -> usize {
    let mut at = leading(text, line).end;
    while let Some(rest) = text[at..line.end].strip_prefix("- ") {
        at = line.end - rest.trim_start_matches(' ').len();
    }
    at
}
