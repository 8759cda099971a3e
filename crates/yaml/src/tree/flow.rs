//! Parses lists and mappings in brackets.

use super::entries::Mapping;
use super::scan::is_flow;
use super::{Parser, Props};
use crate::token::Sign;
use crate::{Kind, Node};
use cuebook_core::diagnostic::Span;

impl<'s> Parser<'s> {
    /// Parses brackets within a block in the column `indent`.
    pub(super) fn brackets(&mut self, indent: isize, props: Props<'s>) -> Node<'s> {
        let start = self.at;
        let is_map = self.peek() == Some(b'{');
        let (mut map, mut items) = (Mapping::default(), Vec::new());
        let mut end = start;
        if self.enter(start) {
            self.push(Sign::Open, start + 1);
            end = loop {
                self.skip();
                match self.peek() {
                    _ if self.is_cut(indent) => break self.reach(start),
                    Some(b'}' | b']') => break self.push(Sign::Close, self.at + 1).end,
                    Some(b',') => {
                        self.push(Sign::Comma, self.at + 1);
                    }
                    _ if is_map => self.flow_entry(indent, &mut map),
                    _ => items.push(self.flow_item(indent)),
                }
            };
            self.last_end = self.last_end.max(end);
            self.depth -= 1;
        }
        let kind = match is_map {
            true => Kind::Map(map.finish(self)),
            false => Kind::List(items),
        };
        self.finish(kind, Span::new(start, end), props)
    }

    /// Returns whether brackets that are never closed end before the next word.
    fn is_cut(&self, indent: isize) -> bool {
        let Some(byte) = self.peek() else {
            return true;
        };
        let begins = self.lenient && self.behind() <= self.line;
        let shallow = || self.column() as isize <= indent && !matches!(byte, b'}' | b']');
        begins && (shallow() || self.document_mark())
    }

    /// Returns where brackets that are never closed end: at the end of the last line that belongs
    /// to them.
    fn reach(&mut self, start: usize) -> usize {
        self.doubt(start);
        match self.peek() {
            None => self.source.len(),
            Some(_) => self.line_end(self.source[..self.line].trim_end().len()),
        }
    }

    fn flow_entry(&mut self, indent: isize, map: &mut Mapping<'s>) {
        let explicit = self.query();
        let key = self.flow_value(indent, explicit.unwrap_or(self.at));
        let value = self.flow_colon(indent);
        map.add(self, key, value);
    }

    /// Parses an item. A key with a colon is a mapping of one entry.
    fn flow_item(&mut self, indent: isize) -> Node<'s> {
        let start = self.at;
        let explicit = self.query();
        let key = self.flow_value(indent, explicit.unwrap_or(start));
        self.skip();
        if explicit.is_none() && self.peek() != Some(b':') {
            return key;
        }
        let mut map = Mapping::default();
        if self.enter(start) {
            let value = self.flow_colon(indent);
            map.add(self, key, value);
            self.depth -= 1;
        }
        let span = Span::new(start, self.last_end.max(start));
        let entries = map.finish(self);
        self.finish(Kind::Map(entries), span, Props::default())
    }

    /// Skips the `?` before a key. Returns where it ends.
    fn query(&mut self) -> Option<usize> {
        if !self.is_sign(b'?') {
            return None;
        }
        let query = self.push(Sign::Query, self.at + 1);
        self.skip();
        Some(query.end)
    }

    /// Parses the colon after a key and its value, if there is a colon.
    fn flow_colon(&mut self, indent: isize) -> Node<'s> {
        let behind = self.behind();
        self.skip();
        if self.peek() != Some(b':') {
            return self.empty(behind, Props::default());
        }
        let colon = self.push(Sign::Colon, self.at + 1);
        self.skip();
        self.flow_value(indent, colon.end)
    }

    /// Parses a key, a value or an item. A missing one has its place at `after`.
    fn flow_value(&mut self, indent: isize, after: usize) -> Node<'s> {
        let mut props = Props::default();
        while matches!(self.peek(), Some(b'&' | b'!')) {
            self.prop(&mut props);
            self.skip();
        }
        match self.peek() {
            _ if self.is_cut(indent) => self.empty(after, props),
            Some(b',' | b'}' | b']') => self.empty(after, props),
            Some(b':') if self.is_apart(self.at + 1) => self.empty(after, props),
            Some(b':') if self.byte(self.at + 1).is_some_and(is_flow) => self.empty(after, props),
            _ => self.leaf(indent, true, props),
        }
    }
}
