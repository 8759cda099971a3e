//! What stands between brackets.

use super::{Entry, Scan, closing};
use crate::diagnostic::Span;

impl Scan<'_> {
    /// Reads brackets and what is within them. `parent` is the column that a line
    /// has to be deeper than to belong to them. Gives where the next line begins.
    pub(super) fn bracketed(&mut self, at: usize, parent: Option<usize>) -> usize {
        let depth = self.stack.len();
        // Whatever is not closed ends before the next thing of the block around.
        let limit = self.reach(at, parent);
        let end = self.collection(at, limit);
        self.stack.truncate(depth);
        self.next_line(end.min(self.text.len()))
    }

    /// How far brackets can reach that open here.
    fn reach(&self, at: usize, parent: Option<usize>) -> usize {
        let Some(parent) = parent else {
            return self.text.len();
        };
        let mut line = self.next_line(at);
        let mut behind = self.line_end(at);
        while line < self.text.len() {
            let end = self.line_end(line);
            let words = self.text[line..end].trim_start_matches(' ');
            let indent = end - line - words.len();
            let closes = words.starts_with(['}', ']']);
            if !words.trim().is_empty() && indent <= parent && !closes {
                return behind;
            }
            if !words.trim().is_empty() {
                behind = end;
            }
            line = self.next_line(line);
        }
        self.text.len()
    }

    /// A mapping or list; gives what is behind its closing bracket.
    fn collection(&mut self, open: usize, limit: usize) -> usize {
        let is_map = self.text[open..].starts_with('{');
        let frame = self.begin(is_map, None, Span::new(open + 1, limit));
        let mut at = open + 1;
        let close = loop {
            at = self.skip(at, limit);
            let Some(c) = self.text[at..limit].chars().next() else {
                break limit;
            };
            match c {
                '}' | ']' => break at,
                ',' => at += 1,
                '{' | '[' if !is_map => at = self.collection(at, limit),
                _ => at = self.entry(frame, is_map, at, limit),
            }
        };
        self.outline.frames[frame].span.end = close;
        self.stack.pop();
        (close + 1).min(self.text.len()).min(limit.max(close))
    }

    /// A key with its value, or an item.
    fn entry(&mut self, frame: usize, is_map: bool, at: usize, limit: usize) -> usize {
        let key = self.scalar(at, limit, is_map);
        let behind = self.skip(key.end, limit);
        let colon = self.text[behind..limit].starts_with(':') && is_map;
        let entry = self.push(Entry {
            frame,
            key,
            colon: colon.then_some(behind),
            value: (!is_map).then_some(key),
            end: key.end,
        });
        let mut at = key.end.max(at + usize::from(key.start == key.end));
        if colon {
            at = self.skip(behind + 1, limit);
            match self.text[at..limit].chars().next() {
                Some('{' | '[') => at = self.collection(at, limit),
                Some(',' | '}' | ']') | None => {}
                Some(_) => {
                    let value = self.scalar(at, limit, false);
                    self.outline.entries[entry].value = Some(value);
                    at = value.end.max(at);
                }
            }
            let behind = self.skip(at, limit);
            if behind == at && !self.text[at..limit].starts_with([',', '}', ']']) && at < limit {
                at += self.text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        let end = self.skip(at, limit);
        self.outline.entries[entry].end = end;
        end
    }

    /// A single value, up to the comma or bracket that ends it. As a key it ends
    /// at its colon too.
    fn scalar(&self, at: usize, limit: usize, is_key: bool) -> Span {
        let rest = &self.text[at..limit];
        if let Some(mark) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let close = closing(self.text, at, limit, mark);
            let line = self.line_end(at).min(limit);
            // A quotation that is not closed keeps to its line.
            let whole = &self.text[at..close];
            let is_closed = whole.len() > 1 && whole.ends_with(mark);
            return Span::new(at, if is_closed { close } else { line });
        }
        let ends = |(here, c): (usize, char)| {
            let next = rest[here + c.len_utf8()..].chars().next();
            let colon = is_key
                && c == ':'
                && next.is_none_or(|next| {
                    next.is_whitespace() || matches!(next, ',' | '}' | ']' | '{' | '[')
                });
            let comment = c == '#' && rest[..here].ends_with(char::is_whitespace);
            let stop = matches!(c, ',' | '}' | ']' | '\n') || colon || comment;
            stop.then_some(here)
        };
        let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
        Span::new(at, at + rest[..end].trim_end().len())
    }

    /// Passes over white space and comments.
    fn skip(&self, mut at: usize, limit: usize) -> usize {
        loop {
            let rest = &self.text[at.min(limit)..limit];
            at = limit - rest.trim_start().len();
            let comment = self.text[at..limit].starts_with('#');
            let spaced = at == 0 || self.text[..at].ends_with(char::is_whitespace);
            if !(comment && spaced) {
                return at;
            }
            at = self.line_end(at).min(limit);
        }
    }
}
