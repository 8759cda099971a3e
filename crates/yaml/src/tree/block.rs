//! Parses values that are laid out by columns: block lists and mappings.

use super::entries::Mapping;
use super::{Parser, Props};
use crate::token::Sign;
use crate::{Kind, Node};
use cuebook_core::diagnostic::Span;

/// The places where a value may be.
#[derive(Copy, Clone)]
pub(super) struct Room {
    /// The column of the block around it. A value on a later line is deeper.
    pub indent: isize,
    /// The place of a missing value.
    pub after: usize,
    /// Whether a block may begin on this line.
    pub compact: bool,
    /// Whether a list may begin in the column `indent`.
    pub flush: bool,
}

impl Room {
    pub(super) fn root(at: usize) -> Room {
        Room {
            indent: -1,
            after: at,
            compact: true,
            flush: false,
        }
    }

    /// Returns the slot after the dash, the `?` or the lone `:` of a block in a column.
    fn sign(column: usize, at: usize, flush: bool) -> Room {
        Room {
            indent: column as isize,
            after: at,
            compact: true,
            flush,
        }
    }

    /// Returns the slot after a key and its colon.
    fn key(column: usize, at: usize) -> Room {
        Room {
            indent: column as isize,
            after: at,
            compact: false,
            flush: true,
        }
    }
}

impl<'s> Parser<'s> {
    /// Parses the next value. Returns `None` if the next word does not belong here.
    pub(super) fn value(&mut self, room: Room) -> Node<'s> {
        let first = self.line;
        self.skip();
        let (mut own, mut near) = (Props::default(), Props::default());
        let (mut start, mut line) = (self.at, self.line);
        while self.belongs(room, first) && matches!(self.peek(), Some(b'&' | b'!')) {
            self.prop(&mut near);
            self.skip();
            if self.line != line {
                own = near.or(own);
                near = Props::default();
                (start, line) = (self.at, self.line);
            }
        }
        let all = near.or(own);
        if !self.belongs(room, first) {
            return self.empty(room.after, all);
        }
        let fresh = room.compact || self.line != first;
        if fresh && self.is_sign(b'-') {
            let column = self.column();
            return self.list(column, column as isize == room.indent, all);
        }
        if fresh
            && (self.is_sign(b'?')
                || self.is_sign(b':')
                || self.key_end().is_some()
                || self.is_lone_key())
        {
            let column = self.source[self.line..start].chars().count();
            return self.map(column, start, near, own);
        }
        let node = match self.peek() {
            Some(b'|' | b'>') => self.block_text(room.indent, all),
            _ => self.leaf(room.indent, false, all),
        };
        self.rest_of_line();
        node
    }

    /// Returns whether the next word is part of the value that began on the line `first`.
    fn belongs(&self, room: Room, first: usize) -> bool {
        if self.ends() {
            return false;
        }
        if self.line == first {
            return true;
        }
        let column = self.column() as isize;
        column > room.indent || (room.flush && column == room.indent && self.is_sign(b'-'))
    }

    fn list(&mut self, column: usize, flush: bool, props: Props<'s>) -> Node<'s> {
        let start = self.at;
        let mut items = Vec::new();
        if self.enter(start) {
            self.lists.push(column);
            while self.is_sign(b'-') {
                let dash = self.push(Sign::Dash, self.at + 1);
                items.push(self.value(Room::sign(column, dash.end, false)));
                self.skip();
                // A line that is not indented like the items is read as one more item.
                while self.lenient && !self.ends() && self.is_extra(column, flush) {
                    self.doubt(self.at);
                    items.push(self.value(Room::sign(column, self.at, false)));
                    self.skip();
                }
                if self.ends() || self.column() != column {
                    break;
                }
            }
            self.lists.pop();
            self.depth -= 1;
        }
        let span = Span::new(start, self.last_end.max(start));
        self.finish(Kind::List(items), span, props)
    }

    /// Returns whether the next line is deeper than the list before it and is not an item.
    fn is_extra(&self, column: usize, flush: bool) -> bool {
        let here = self.column();
        here > column || (here == column && !flush && !self.is_sign(b'-'))
    }

    fn map(
        &mut self,
        column: usize,
        start: usize,
        mut near: Props<'s>,
        own: Props<'s>,
    ) -> Node<'s> {
        let mut map = Mapping::default();
        if self.enter(start) {
            loop {
                self.entry(column, std::mem::take(&mut near), &mut map);
                self.skip();
                while self.lenient && !self.ends() && self.column() >= column && self.is_sign(b'-')
                {
                    if self.lists.last() == Some(&self.column()) {
                        break;
                    }
                    let list = self.list(self.column(), true, Props::default());
                    map.fill(list);
                    self.skip();
                }
                if self.ends() || self.column() < column || self.is_sign(b'-') {
                    break;
                }
            }
            self.depth -= 1;
        }
        let span = Span::new(start, self.last_end.max(start));
        let entries = map.finish(self);
        self.finish(Kind::Map(entries), span, own)
    }

    /// Parses a key with its value.
    fn entry(&mut self, column: usize, mut props: Props<'s>, map: &mut Mapping<'s>) {
        if self.is_sign(b'?') {
            let query = self.push(Sign::Query, self.at + 1);
            let key = self.value(Room::sign(column, query.end, true));
            let behind = self.behind();
            self.skip();
            let value = match !self.ends() && self.column() == column && self.is_sign(b':') {
                true => self.behind_colon(column),
                false => self.empty(behind, Props::default()),
            };
            return map.add(self, key, value);
        }
        if self.is_sign(b':') {
            let key = self.empty(self.at, props);
            let value = self.behind_colon(column);
            return map.add(self, key, value);
        }
        while matches!(self.peek(), Some(b'&' | b'!')) {
            self.prop(&mut props);
            self.at = self.behind_blanks(self.at);
        }
        let key = self.key(column, props);
        self.at = self.behind_blanks(self.at);
        let value = match self.peek() {
            Some(b':') => {
                let colon = self.push(Sign::Colon, self.at + 1);
                self.value(Room::key(column, colon.end))
            }
            _ => {
                let behind = self.behind();
                self.rest_of_line();
                self.empty(behind, Props::default())
            }
        };
        map.add(self, key, value);
    }

    /// Parses the value after a colon that begins its line.
    fn behind_colon(&mut self, column: usize) -> Node<'s> {
        let colon = self.push(Sign::Colon, self.at + 1);
        self.value(Room::sign(column, colon.end, true))
    }
}
