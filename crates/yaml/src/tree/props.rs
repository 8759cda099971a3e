//! Parses anchors and tags, and reports words that only look like them.

use super::{Parser, Props};
use crate::bare::{self, Why};
use crate::token::Sign;
use cuebook_core::diagnostic::{Diagnostic, Span};

impl<'s> Parser<'s> {
    /// Parses an anchor or a tag.
    pub(super) fn prop(&mut self, props: &mut Props<'s>) {
        if self.peek() == Some(b'&') {
            let span = self.push(Sign::Mark, self.name_end());
            let name = &self.source[span.start + 1..span.end];
            self.anchored.insert(name, None);
            self.anchors.push(span);
            props.anchor = Some(name);
            return;
        }
        let rest = &self.source[self.at..self.line_end(self.at)];
        let verbatim = rest.starts_with("!<").then(|| rest.find('>')).flatten();
        let end = verbatim.map_or(self.name_end(), |end| self.at + end + 1);
        let span = self.push(Sign::Mark, end);
        props.tag = Some(span);
        let written = span.of(self.source);
        if !written.starts_with("!!") {
            let message = format!("the tag `{written}` has no meaning in a cue script");
            let mistake = Diagnostic::error("yaml-tag", span, message);
            self.note(match bare::words_at(self.source, span.start) {
                Some(words) => bare::marked(mistake, self.source, words, Why::First('!')),
                None => mistake.hint("put words that begin with `!` in quotation marks"),
            });
        }
    }

    /// Reports anchors that no alias names, if words or nothing follow them. The author probably
    /// means all of the words.
    pub(super) fn unused_anchors(&mut self) {
        for span in std::mem::take(&mut self.anchors) {
            let name = &self.source[span.start + 1..span.end];
            let is_used = self.aliases.contains(name);
            let words = bare::words_at(self.source, span.start).filter(|_| !is_used);
            let Some(words) = words else {
                continue;
            };
            let rest = Span::new(span.end, words.end).of(self.source).trim();
            if rest.starts_with(['[', '{', '"', '\'', '|', '>', '!', '*', '&']) {
                continue;
            }
            // The value may be on the lines below.
            let is_none = matches!(self.anchored.get(name), Some(Some(node)) if node.is_empty());
            let message = match rest {
                "" if !is_none => continue,
                "" => format!("`&{name}` marks a value, but there is none, and no alias names it"),
                _ => format!("`&{name}` is not part of the words `{rest}`, and no alias names it"),
            };
            let mistake = Diagnostic::warning("yaml-anchor", span, message);
            self.note(bare::marked(mistake, self.source, words, Why::First('&')));
        }
    }
}
