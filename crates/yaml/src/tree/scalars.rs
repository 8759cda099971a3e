//! Parses values that contain no other values: words, aliases and blocks of text. It also chooses
//! the parser for brackets.

use super::scan::{is_blank, is_break, is_flow};
use super::{Kind, Node, Parser, Props, Style, text};
use crate::token::Sign;
use cuebook_core::diagnostic::Span;

impl<'s> Parser<'s> {
    /// Parses the value that begins here, within a block in the column `indent`.
    pub(super) fn leaf(&mut self, indent: isize, flow: bool, props: Props<'s>) -> Node<'s> {
        match self.peek() {
            Some(b'[' | b'{') => self.brackets(indent, props),
            Some(b'"' | b'\'') => self.quoted(indent, props),
            Some(b'*') => self.alias(),
            _ => {
                let end = self.plain_end(indent, flow);
                self.plain(end, props)
            }
        }
    }

    /// Parses plain words that end at a byte.
    fn plain(&mut self, end: usize, props: Props<'s>) -> Node<'s> {
        let span = self.push(Sign::Word, end);
        let words = text::plain(&self.source[span.range()]);
        self.finish(Kind::Scalar(words, props.style()), span, props)
    }

    /// Parses the key of a block mapping. A line without a colon is one that is still being
    /// written.
    pub(super) fn key(&mut self, column: usize, props: Props<'s>) -> Node<'s> {
        let end = self.key_end().unwrap_or_else(|| {
            self.doubt(self.at);
            self.uncommented(self.at)
        });
        match self.peek() {
            Some(b'"' | b'\'' | b'[' | b'{' | b'*') => self.leaf(column as isize, false, props),
            _ => self.plain(end, props),
        }
    }

    /// Returns where the plain words that begin here end.
    fn plain_end(&self, indent: isize, flow: bool) -> usize {
        let mut end = self.plain_line(self.at, flow);
        if self.lenient && !flow {
            // A character that is not allowed here is read as part of the words.
            end = end.max(self.uncommented(self.at));
        }
        while let Some(more) = self.plain_more(end, indent, flow) {
            end = more;
        }
        // At least one byte, so that the parser makes progress.
        end.max(
            self.at
                + self.source[self.at..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8),
        )
    }

    /// Returns where the next line of plain words ends, if there is one.
    fn plain_more(&self, end: usize, indent: isize, flow: bool) -> Option<usize> {
        if !self.byte(self.behind_blanks(end)).is_some_and(is_break) {
            return None;
        }
        let (line, words) = self.next_words(end)?;
        let column = (words - line) as isize;
        let over = match flow {
            false => column <= indent,
            true => self.lenient && column <= indent,
        };
        if over || self.is_document_mark(line) || self.byte(words) == Some(b'#') {
            return None;
        }
        let more = self.plain_line(words, flow);
        let is_key = self.lenient && self.is_colon(self.behind_blanks(more));
        (more > words && !is_key).then_some(more)
    }

    /// Returns where plain words on one line end.
    fn plain_line(&self, at: usize, flow: bool) -> usize {
        let bytes = self.source.as_bytes();
        let mut end = at;
        let mut here = at;
        while let Some(byte) = self.byte(here) {
            let over = match byte {
                b'\n' | b'\r' => true,
                b'#' => here > at && is_blank(bytes[here - 1]),
                b':' => {
                    self.is_apart(here + 1) || (flow && self.byte(here + 1).is_some_and(is_flow))
                }
                byte => flow && is_flow(byte),
            };
            if over {
                break;
            }
            here += 1;
            if !is_blank(byte) {
                end = here;
            }
        }
        end
    }

    fn is_colon(&self, at: usize) -> bool {
        self.byte(at) == Some(b':') && self.is_apart(at + 1)
    }

    /// Returns where the key that begins here ends, if a colon follows it on its line.
    pub(super) fn key_end(&self) -> Option<usize> {
        let line = self.line_end(self.at);
        let end = match self.peek()? {
            mark @ (b'"' | b'\'') => self.closing(self.at, line, mark)?,
            b'*' => self.name_end(),
            b'[' | b'{' => self.closing_bracket(line)?,
            b'|' | b'>' => return None,
            _ => self.plain_line(self.at, false),
        };
        let colon = self.behind_blanks(end);
        let quoted = self.lenient && matches!(self.peek(), Some(b'"' | b'\''));
        (self.is_colon(colon) || (quoted && self.byte(colon) == Some(b':'))).then_some(end)
    }

    /// Returns whether plain words are a key without a colon: the next line has a key in the same
    /// column.
    pub(super) fn is_lone_key(&self) -> bool {
        let plain = !matches!(
            self.peek(),
            Some(b'"' | b'\'' | b'[' | b'{' | b'*' | b'|' | b'>') | None
        );
        if !(self.lenient && plain) {
            return false;
        }
        let Some((line, words)) = self.next_words(self.at) else {
            return false;
        };
        let key = self.plain_line(words, false);
        words - line == self.column() && key > words && self.is_colon(self.behind_blanks(key))
    }

    /// Returns the place after the bracket that closes the one that begins here, on this line.
    fn closing_bracket(&self, line: usize) -> Option<usize> {
        let mut depth = 0;
        let mut at = self.at;
        while at < line {
            match self.byte(at)? {
                b'[' | b'{' => depth += 1,
                b']' | b'}' if depth == 1 => return Some(at + 1),
                b']' | b'}' => depth -= 1,
                mark @ (b'"' | b'\'') => {
                    at = self.closing(at, line, mark)?;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Returns the place after the quotation mark that closes the one at `at`, before `limit`.
    fn closing(&self, at: usize, limit: usize, mark: u8) -> Option<usize> {
        let bytes = &self.source.as_bytes()[..limit];
        let mut here = at + 1;
        loop {
            here += bytes
                .get(here..)?
                .iter()
                .position(|byte| *byte == mark || *byte == b'\\')?;
            if bytes[here] == b'\\' {
                here += if mark == b'"' { 2 } else { 1 };
            } else if mark == b'\'' && bytes.get(here + 1) == Some(&mark) {
                here += 2;
            } else {
                return Some(here + 1);
            }
        }
    }

    fn quoted(&mut self, indent: isize, props: Props<'s>) -> Node<'s> {
        let mark = self.peek().unwrap_or(b'"');
        let closing = self.closing(self.at, self.source.len(), mark);
        let (end, inner) = match closing.filter(|end| self.is_deep(*end, indent)) {
            Some(end) => (end, end - 1),
            None => {
                self.doubt(self.at);
                let line = &self.source[self.at..self.line_end(self.at)];
                let end = self.at + line.trim_end().len();
                (end, end)
            }
        };
        let inside = &self.source[self.at + 1..inner.max(self.at + 1)];
        let span = self.push(Sign::Word, end);
        let words = text::quoted(inside, mark == b'"');
        self.finish(Kind::Scalar(words, Style::Quoted), span, props)
    }

    /// Returns whether the lines from the cursor to a byte belong to a value within a block.
    fn is_deep(&self, end: usize, indent: isize) -> bool {
        let mut at = self.at;
        while let Some((line, words)) = self
            .next_words(at)
            .filter(|(line, _)| self.lenient && *line < end)
        {
            if (words - line) as isize <= indent || self.is_document_mark(line) {
                return false;
            }
            at = words;
        }
        true
    }

    /// Returns where the name of an anchor, an alias or a tag ends.
    pub(super) fn name_end(&self) -> usize {
        let rest = &self.source[self.at..];
        let end = rest
            .find(|c: char| c == ' ' || c == '\t' || c == '\n' || c == '\r' || ",[]{}".contains(c));
        self.at + end.unwrap_or(rest.len()).max(1)
    }

    /// Parses the header and the lines of a block of text.
    pub(super) fn block_text(&mut self, indent: isize, props: Props<'s>) -> Node<'s> {
        let rest = &self.source[self.at + 1..];
        let more = rest
            .find(|c: char| !"+-0123456789".contains(c))
            .unwrap_or(rest.len());
        let span = self.push(Sign::Header, self.at + 1 + more);
        let header = span.of(self.source);
        self.rest_of_line();
        self.at = self.behind_blanks(self.at);
        if self.peek() == Some(b'#') {
            let end = self.source[..self.line_end(self.at)].trim_end().len();
            self.push(Sign::Comment, end);
        }
        let first = self.next_line(self.at).unwrap_or(self.source.len());
        let body = text::Body::of(&self.source[first..], header, indent);
        let mut written = 0;
        if let Some(end) = body.end {
            (self.at, self.line) = (first, first);
            let lines = self.push(Sign::Body, first + end).of(self.source);
            written = lines.trim_end().len();
        }
        let style = if header.starts_with('|') {
            Style::Literal
        } else {
            Style::Folded
        };
        let end = if written > 0 {
            first + written
        } else {
            span.end
        };
        let span = Span::new(span.start, end);
        self.finish(Kind::Scalar(body.text.into(), style), span, props)
    }
}
