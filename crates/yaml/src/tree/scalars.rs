//! Scalars and the places where they stand.
//!
//! Always true: a span covers exactly what is written, without anchor and tag.

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};

use super::Builder;
use crate::diagnostic::{Diagnostic, Span};
use crate::{Kind, Node, Style};

impl<'s> Builder<'s> {
    /// The place in the source of a place in the text.
    pub(super) fn shifted(&self, span: Span) -> Span {
        Span::new(span.start + self.shift, span.end + self.shift)
    }

    pub(super) fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        span: Span,
        tag: Option<&Tag>,
    ) -> Node<'s> {
        let span = self.after_tag(span, tag);
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let span = if style == Style::Plain && text.is_empty() {
            self.empty_place(span)
        } else {
            let start = match style {
                Style::Literal | Style::Folded => self.block_header(span.start),
                Style::Plain | Style::Quoted => span.start,
            };
            let written = self.text[start..span.end].trim_end();
            // The parser counts a comment behind the closing mark to the value.
            let length = match style {
                Style::Quoted => closed(written).unwrap_or(written.len()),
                _ => written.len(),
            };
            Span::new(start, start + length)
        };
        self.last_end = self.last_end.max(span.end);
        // A tag says that the words are text, whatever they look like.
        let style = if tag.is_some() && style == Style::Plain {
            Style::Quoted
        } else {
            style
        };
        Node {
            kind: Kind::Scalar(text, style),
            span: self.shifted(span),
        }
    }

    /// Where the `|` or `>` of a block stands whose first line begins here.
    pub(super) fn block_header(&self, first_line: usize) -> usize {
        let from = self.last_end.min(first_line);
        let gap = &self.text[from..first_line];
        gap.find(['|', '>']).map_or(first_line, |at| from + at)
    }

    /// Where a value that was left out would stand.
    pub(super) fn empty_place(&self, span: Span) -> Span {
        if self.text.as_bytes().get(span.start) == Some(&b':') {
            return Span::new(span.start + 1, span.start + 1);
        }
        let before = self.text[..span.start].trim_end_matches([' ', '\t', '\r', '\n']);
        let at = if before.ends_with([':', '-', ',', '[', '{']) {
            before.len()
        } else {
            self.last_end.min(span.start)
        };
        Span::new(at, at)
    }

    /// Leaves out the anchor and the tag before a value, and reports a tag that means nothing here.
    pub(super) fn after_tag(&mut self, span: Span, tag: Option<&Tag>) -> Span {
        let mut start = span.start;
        while matches!(self.text.as_bytes().get(start), Some(b'!' | b'&')) && start < span.end {
            let rest = &self.text[start..span.end];
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let gap = rest[word..].len() - rest[word..].trim_start().len();
            if rest.starts_with('!') && tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
                let span = self.shifted(Span::new(start, start + word));
                let message = format!("the tag `{}` means nothing in a cue script", &rest[..word]);
                let mistake = Diagnostic::error("yaml-tag", span, message);
                let mistake = mistake.hint("put words that begin with `!` in quotation marks");
                self.note(mistake);
            }
            start += word + gap;
        }
        Span::new(start, span.end)
    }
}

/// Where words in quotation marks end, behind the closing one.
fn closed(written: &str) -> Option<usize> {
    let mark = written
        .bytes()
        .next()
        .filter(|b| matches!(b, b'"' | b'\''))?;
    let mut bytes = written.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' && mark == b'"' {
            bytes.next();
        } else if byte == mark {
            let doubled = mark == b'\'' && written.as_bytes().get(at + 1) == Some(&mark);
            if !doubled {
                return Some(at + 1);
            }
            bytes.next();
        }
    }
    None
}
