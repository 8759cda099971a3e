//! The cursor: lines, columns, white space, and the first characters of tokens.

use super::{BOM, Parser};
use crate::token::{Sign, Token};
use cuebook_core::diagnostic::Span;

/// Returns whether a byte ends a line.
pub(super) fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Returns whether a byte separates words.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Returns whether a byte has a special meaning between brackets.
pub(super) fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

impl Parser<'_> {
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    /// Returns the next byte, or `None` at the end of the text or after a limit.
    pub(super) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    /// Returns whether a word or a sign ends at a byte.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        self.byte(at)
            .is_none_or(|byte| is_blank(byte) || is_break(byte))
    }

    /// Returns whether the next byte is a sign of a block: `-`, `?` or `:` followed by white space.
    pub(super) fn is_sign(&self, sign: u8) -> bool {
        self.peek() == Some(sign) && self.is_apart(self.at + 1)
    }

    /// Returns the column of the cursor in characters, from 0.
    pub(super) fn column(&self) -> usize {
        self.source[self.line..self.at].chars().count()
    }

    /// Returns where the line of a byte ends, without its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.source.as_bytes()[at..];
        rest.iter()
            .position(|byte| is_break(*byte))
            .map_or(self.source.len(), |end| at + end)
    }

    /// Returns where the next line begins, if there is one; `\r\n` is one line end.
    pub(super) fn next_line(&self, at: usize) -> Option<usize> {
        let end = self.line_end(at);
        match (self.byte(end)?, self.byte(end + 1)) {
            (b'\r', Some(b'\n')) => Some(end + 2),
            _ => Some(end + 1),
        }
    }

    /// Returns the first byte from `at` on that is neither a space nor a tab.
    pub(super) fn behind_blanks(&self, at: usize) -> usize {
        let rest = &self.source.as_bytes()[at..];
        at + rest.iter().take_while(|byte| is_blank(**byte)).count()
    }

    /// Returns the next line that is not blank: where it begins, and its first word.
    pub(super) fn next_words(&self, at: usize) -> Option<(usize, usize)> {
        let mut line = self.next_line(at)?;
        loop {
            let words = self.behind_blanks(line);
            match self.byte(words)? {
                byte if is_break(byte) => line = self.next_line(words)?,
                _ => return Some((line, words)),
            }
        }
    }

    /// Returns the words from `at` to the comment or the end of the line.
    pub(super) fn uncommented(&self, at: usize) -> usize {
        let line = &self.source[at..self.line_end(at)];
        let comment = line.find(" #").or_else(|| line.find("\t#"));
        at + line[..comment.unwrap_or(line.len())].trim_end().len()
    }

    /// Makes a token of everything up to `end`.
    pub(super) fn push(&mut self, sign: Sign, end: usize) -> Span {
        let span = Span::new(self.at, end);
        self.tokens.push(Token { sign, span });
        let lines = &self.source.as_bytes()[self.at..end];
        if let Some(last) = lines.iter().rposition(|byte| is_break(*byte)) {
            self.line = self.at + last + 1;
        }
        self.at = end;
        span
    }

    /// Records that the value that begins at a byte is incomplete.
    pub(super) fn doubt(&mut self, at: usize) {
        self.doubt = self.doubt.min(at);
    }

    /// Skips white space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' => self.at += 1,
                b'\n' | b'\r' => {
                    self.at += 1;
                    self.line = self.at;
                }
                b'#' => {
                    let line = &self.source[self.at..self.line_end(self.at)];
                    self.push(Sign::Comment, self.at + line.trim_end().len().max(1));
                }
                _ => return,
            }
        }
    }

    /// Makes the rest of the text junk.
    pub(super) fn rest(&mut self) {
        let words = self.source[self.at..]
            .trim_end_matches([' ', '\t', '\n', '\r', BOM])
            .len();
        if words > 0 {
            self.push(Sign::Junk, self.at + words);
        }
        self.at = self.source.len();
    }

    /// Makes the words after a value on its line junk.
    pub(super) fn rest_of_line(&mut self) {
        if self.behind() < self.line {
            // The value ended on an earlier line.
            return;
        }
        self.at = self.behind_blanks(self.at);
        let end = self.uncommented(self.at);
        if self.peek().is_some_and(|byte| byte != b'#') && end > self.at {
            self.doubt(self.at);
            self.push(Sign::Junk, end);
        }
    }

    /// Returns where the last token ends.
    pub(super) fn behind(&self) -> usize {
        self.tokens.last().map_or(self.at, |token| token.span.end)
    }

    /// Returns whether the line of the cursor begins with `---` or `...`.
    pub(super) fn document_mark(&self) -> bool {
        self.at == self.line && self.is_document_mark(self.at)
    }

    pub(super) fn is_document_mark(&self, line: usize) -> bool {
        let rest = &self.source.as_bytes()[line..];
        (rest.starts_with(b"---") || rest.starts_with(b"...")) && self.is_apart(line + 3)
    }

    /// Returns whether the document ends here.
    pub(super) fn ends(&self) -> bool {
        self.peek().is_none() || self.document_mark()
    }
}
