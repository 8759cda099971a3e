//! The place of a cursor in a script: on a key, or on its value.
//!
//! Takes a text and a cursor. Returns the path of keys to the cursor, each with
//! its neighbours, and the values allowed there. The text to replace is around
//! the cursor, on its line.

use super::outline::{Entry, Outline};
use cuebook_core::diagnostic::Span;
use cuebook_script::{Script, shared};
use cuebook_synth::recipe::{self, Recipe};
use cuebook_yaml::mapping::{Declared, Mapping, Takes};

/// One step on the path from the whole script to the cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Level {
    /// The next key on the path; `None` for an item of a list.
    pub key: Option<String>,
    /// The keys beside it, with their values if these are scalars.
    pub beside: Vec<(String, Option<String>)>,
}

/// The part of an entry under the cursor.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Key,
    Value,
}

/// A place in a script.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The path from the whole script down. The last level has the keys beside
    /// the cursor. On a key, it has no next key.
    pub levels: Vec<Level>,
    pub part: Part,
    /// The current text, with its quotation marks.
    pub span: Span,
    /// The part of the text before the cursor, without quotation marks.
    pub typed: String,
    /// The opening quotation mark.
    pub mark: Option<char>,
    /// Whether it is between brackets.
    pub in_brackets: bool,
    /// Whether a colon follows.
    pub has_colon: bool,
    /// Whether it is in a shared file, which has fewer keys.
    pub is_shared: bool,
}

impl Place {
    /// Returns the place of a cursor; `None` within a block of words or a
    /// comment.
    #[must_use]
    pub(super) fn at(text: &str, cursor: usize) -> Option<Place> {
        let outline = Outline::of(text);
        if outline.is_in_words(cursor) {
            return None;
        }
        let around = |frame: &&usize| {
            let span = outline.frames[**frame].span;
            outline.frames[**frame].indent.is_none() && (span.start..=span.end).contains(&cursor)
        };
        let frames: Vec<usize> = (0..outline.frames.len()).collect();
        let finder = Finding {
            cursor,
            outline: &outline,
        };
        match frames.iter().rev().find(around) {
            Some(frame) => Some(finder.between_brackets(*frame)),
            None => finder.in_block(),
        }
    }

    /// Narrows the place to the word of an expression around the cursor.
    pub(super) fn narrow(&mut self, text: &str, cursor: usize) {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let before = &text[self.span.start..cursor];
        let start = cursor - (before.len() - before.trim_end_matches(is_word).len());
        let after = &text[cursor..self.span.end];
        let end = cursor + (after.len() - after.trim_start_matches(is_word).len());
        self.span = Span::new(start, end);
        self.typed = text[start..cursor].to_owned();
        self.mark = None;
    }

    /// Returns the kinds of value that are allowed here: the values of the key, or the whole mapping
    /// on a key.
    #[must_use]
    pub(super) fn takes(&self) -> Vec<Takes> {
        let root = match self.is_shared {
            true => shared::mapping(),
            false => Script::MAPPING,
        };
        let mut ways = vec![Takes::Map(root)];
        let (last, path) = match self.levels.split_last() {
            Some(split) => split,
            None => return ways,
        };
        for level in path {
            ways = step(&ways, level);
        }
        match self.part {
            Part::Key => ways.iter().flat_map(mappings).collect(),
            Part::Value => step(&ways, last).iter().flat_map(flat).collect(),
        }
    }

    /// Returns the keys beside the cursor.
    #[must_use]
    pub(super) fn beside(&self) -> &[(String, Option<String>)] {
        self.levels.last().map_or(&[], |level| &level.beside)
    }

    /// Returns the recipe that the keys beside the cursor name.
    #[must_use]
    pub(super) fn recipe(&self) -> Option<&'static Recipe> {
        named_recipe(self.beside())
    }

    /// Returns the key of this value, or the key that is written here.
    #[must_use]
    pub(super) fn key(&self) -> Option<&str> {
        self.levels.last().and_then(|level| level.key.as_deref())
    }
}

/// Returns the library recipe that a sound names.
fn named_recipe(beside: &[(String, Option<String>)]) -> Option<&'static Recipe> {
    let named = beside.iter().find(|(key, _)| key == "recipe");
    named.and_then(|(_, value)| recipe::find(value.as_deref()?))
}

/// Returns the ways to write a value of a key or an item of a list.
fn step(ways: &[Takes], level: &Level) -> Vec<Takes> {
    let through = |way: &Takes| match (way, &level.key) {
        (Takes::Named(_, inner) | Takes::ByName(_, inner), Some(_))
        | (Takes::Each(inner), None) => vec![**inner],
        (mapping, Some(key)) => kinds(mapping, &level.beside)
            .iter()
            .filter_map(|mapping| mapping.key(key))
            .map(|key| key.takes)
            .collect(),
        (_, None) => Vec::new(),
    };
    let flat = ways.iter().flat_map(flat);
    flat.flat_map(|way| through(&way)).collect()
}

/// Returns each alternative separately.
fn flat(way: &Takes) -> Vec<Takes> {
    match way {
        Takes::Either(ways) => ways.iter().flat_map(flat).collect(),
        one => vec![*one],
    }
}

fn mappings(way: &Takes) -> Vec<Takes> {
    let all = flat(way).into_iter();
    let is_map = |way: &Takes| {
        matches!(
            way,
            Takes::Map(_) | Takes::Kinds(_) | Takes::Named(..) | Takes::ByName(..) | Takes::Each(_)
        )
    };
    all.filter(is_map).collect()
}

/// Returns the possible kinds of a mapping with these keys.
#[must_use]
pub(super) fn kinds(way: &Takes, beside: &[(String, Option<String>)]) -> Vec<&'static Mapping> {
    let has = |mapping: &&&Mapping| beside.iter().any(|(key, _)| key == mapping.kind);
    match way {
        Takes::Map(mapping) => vec![mapping],
        Takes::Kinds(kinds) => {
            let named: Vec<&Mapping> = kinds.kinds.iter().filter(has).copied().collect();
            match named.is_empty() {
                true => kinds.kinds.to_vec(),
                false => named,
            }
        }
        _ => Vec::new(),
    }
}

struct Finding<'t> {
    cursor: usize,
    outline: &'t Outline<'t>,
}

impl Finding<'_> {
    fn between_brackets(&self, frame: usize) -> Place {
        let is_map = self.outline.frames[frame].is_map;
        let entry = self.entry(|entry| entry.frame == frame);
        let mut place = match entry {
            None => self.place(Part::Key, self.empty()),
            Some(entry) if !is_map => self.place(Part::Value, entry.key),
            Some(entry) => self.on(entry),
        };
        if !is_map {
            place.part = Part::Value;
        }
        place.levels = self.levels(frame, entry);
        place.in_brackets = true;
        place
    }

    /// Returns the last entry under the cursor of those that fit.
    fn entry(&self, fits: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        let mut entries = self.outline.entries.iter().rev();
        entries.find(|entry| fits(entry) && (entry.key.start..=entry.end).contains(&self.cursor))
    }

    /// Returns the place of a cursor on an entry's key or value.
    fn on(&self, entry: &Entry) -> Place {
        match (entry.colon, entry.value) {
            (Some(colon), value) if self.cursor > colon => {
                let value = value.filter(|value| self.cursor >= value.start);
                self.place(Part::Value, value.unwrap_or(self.empty()))
            }
            (colon, _) if self.cursor > entry.key.end && colon.is_none() => {
                self.place(Part::Key, self.empty())
            }
            (colon, _) => Place {
                has_colon: colon.is_some(),
                ..self.place(Part::Key, entry.key)
            },
        }
    }

    fn in_block(&self) -> Option<Place> {
        let is_block = |entry: &Entry| self.outline.frames[entry.frame].indent.is_some();
        if let Some(entry) = self.entry(is_block) {
            let mut place = self.on(entry);
            place.levels = self.levels(entry.frame, Some(entry));
            return Some(place);
        }
        self.on_empty_line(&self.outline.open(self.cursor)?)
    }

    /// Finds the place by the column of the cursor: a new key of an open mapping,
    /// or the start of a value that is missing.
    fn on_empty_line(&self, open: &[usize]) -> Option<Place> {
        let line = self.outline.line_start(self.cursor);
        let column = self.cursor - line;
        let before = self.outline.text[line..self.cursor].trim_start();
        let dashed = before.starts_with('-');
        let indent = |frame: &usize| self.outline.frames[*frame].indent.unwrap_or(0);
        let mut place = self.place(Part::Key, self.empty());
        let around = open.iter().rev().find(|frame| match dashed {
            true => !self.outline.frames[**frame].is_map,
            false => indent(frame) <= column,
        });
        let Some(around) = around.copied() else {
            place.levels = vec![Level::default()];
            return Some(place);
        };
        let frame = &self.outline.frames[around];
        let mut entries = self.outline.entries.iter().rev();
        let last = entries.find(|e| e.frame == around && e.key.start < self.cursor);
        let is_due = |last: &&Entry| {
            column > indent(&around) && last.colon.is_some() && last.value.is_none()
        };
        let due = last.filter(is_due);
        place.levels = self.levels(around, due);
        // A new item or a further key of it, or the first key of a missing value.
        if !frame.is_map || due.is_some() {
            place.levels.push(Level::default());
        }
        Some(place)
    }

    /// Returns the levels down to an entry of a frame, or to a new entry.
    fn levels(&self, frame: usize, entry: Option<&Entry>) -> Vec<Level> {
        let mut levels = vec![self.level(frame, entry)];
        let mut inner = frame;
        while let Some((outer, entry)) = self.outline.frames[inner].parent {
            levels.push(self.level(outer, entry.map(|entry| &self.outline.entries[entry])));
            inner = outer;
        }
        levels.reverse();
        levels
    }

    fn level(&self, frame: usize, entry: Option<&Entry>) -> Level {
        if !self.outline.frames[frame].is_map {
            return Level::default();
        }
        Level {
            key: entry.map(|entry| self.key(entry)),
            beside: self.beside(frame),
        }
    }

    fn beside(&self, frame: usize) -> Vec<(String, Option<String>)> {
        let entries = self.outline.entries.iter();
        let own = entries.filter(|entry| {
            let is_here = (entry.key.start..=entry.key.end).contains(&self.cursor);
            entry.frame == frame && !(is_here && entry.colon.is_none())
        });
        own.map(|entry| {
            let value = entry
                .value
                .map(|value| bare(value.of(self.outline.text)).to_owned());
            (self.key(entry), value)
        })
        .collect()
    }

    fn key(&self, entry: &Entry) -> String {
        bare(entry.key.of(self.outline.text)).to_owned()
    }

    fn empty(&self) -> Span {
        Span::new(self.cursor, self.cursor)
    }

    fn place(&self, part: Part, span: Span) -> Place {
        let span = Span::new(span.start.min(self.cursor), span.end.max(self.cursor));
        let typed = &self.outline.text[span.start..self.cursor];
        let mark = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
        Place {
            levels: Vec::new(),
            part,
            span,
            typed: typed.strip_prefix(['"', '\'']).unwrap_or(typed).to_owned(),
            mark,
            in_brackets: false,
            has_colon: false,
            is_shared: false,
        }
    }
}

/// Returns words without the quotation marks around them.
#[must_use]
pub(super) fn bare(words: &str) -> &str {
    for mark in ['"', '\''] {
        if let Some(rest) = words.strip_prefix(mark) {
            return rest.strip_suffix(mark).unwrap_or(rest);
        }
    }
    words
}

#[cfg(test)]
mod tests;
