//! The entries of mappings: keys, values, and the keys that `<<` merges in.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::Parser;
use crate::{Entry, Kind, Node};
use cuebook_core::diagnostic::{Diagnostic, Source, shown};

/// Up to this many entries are compared one by one.
const FEW: usize = 16;

/// A mapping that is being parsed. Of equal keys, only the first is kept. It gets the items and keys
/// of the others, so that they are read too.
#[derive(Default)]
pub(super) struct Mapping<'s> {
    entries: Vec<Entry<'s>>,
    /// The index of each key in `entries`; used once there are more than a few.
    places: HashMap<Cow<'s, str>, usize>,
    merges: Vec<Node<'s>>,
}

impl<'s> Mapping<'s> {
    pub(super) fn add(&mut self, parser: &mut Parser<'s>, key: Node<'s>, value: Node<'s>) {
        let Kind::Scalar(word, _) = key.kind else {
            let mistake = Diagnostic::error("yaml-key", key.span, "a key must be a single word");
            parser.note(mistake.hint("put words that begin with `[` or `{` in quotation marks"));
            return;
        };
        // In quotation marks it would be four bytes long, and an ordinary key.
        if word == "<<" && key.span.range().len() == 2 {
            self.merges.push(value);
            return;
        }
        if let Some(first) = self.place(&word) {
            let advice = match joined(&mut self.entries[first].value, value) {
                true => "put all of it under one of them",
                false => "keep one of them",
            };
            let message = format!("the key `{}` is used twice", shown(&word));
            let mistake = Diagnostic::error("duplicate-key", key.span, message)
                .label("the second use")
                .also(
                    Source::Script,
                    self.entries[first].key_span,
                    "the first use",
                )
                .hint(advice);
            parser.note(mistake);
            return;
        }
        self.push(Entry {
            key: word,
            key_span: key.span,
            value,
        });
    }

    /// Gives the last key an empty value if it has none.
    pub(super) fn fill(&mut self, value: Node<'s>) {
        if let Some(last) = self.entries.last_mut().filter(|last| last.value.is_empty()) {
            last.value = value;
        }
    }

    /// Returns the entries, with the merged keys added.
    pub(super) fn finish(mut self, parser: &mut Parser<'s>) -> Vec<Entry<'s>> {
        for merge in std::mem::take(&mut self.merges) {
            self.merge(parser, merge);
        }
        self.entries
    }

    fn place(&self, key: &str) -> Option<usize> {
        match self.places.is_empty() {
            true => self.entries.iter().position(|entry| entry.key == key),
            false => self.places.get(key).copied(),
        }
    }

    fn push(&mut self, entry: Entry<'s>) {
        self.entries.push(entry);
        if self.entries.len() > FEW {
            for place in self.places.len()..self.entries.len() {
                self.places.insert(self.entries[place].key.clone(), place);
            }
        }
    }

    /// Adds the keys of another mapping that this one does not have.
    fn merge(&mut self, parser: &mut Parser<'s>, from: Node<'s>) {
        match from.kind {
            Kind::Map(more) => {
                for entry in more {
                    if self.place(&entry.key).is_none() {
                        self.push(entry);
                    }
                }
            }
            Kind::List(maps) if maps.iter().all(|m| matches!(m.kind, Kind::Map(_))) => {
                for map in maps {
                    self.merge(parser, map);
                }
            }
            _ => {
                let message = "`<<` takes a mapping or a list of mappings";
                let mistake = Diagnostic::error("wrong-shape", from.span, message);
                parser.note(
                    mistake.hint("for example `<<: *quiet`, where `&quiet` marks a mapping above"),
                );
            }
        }
    }
}

/// Adds the items or the new keys of a value to another one. Returns whether both are lists, or both
/// mappings.
fn joined<'s>(first: &mut Node<'s>, second: Node<'s>) -> bool {
    match (&mut first.kind, second.kind) {
        (Kind::List(items), Kind::List(more)) => items.extend(more),
        (Kind::Map(entries), Kind::Map(more)) => {
            let known: HashSet<_> = entries.iter().map(|entry| entry.key.clone()).collect();
            let new = more.into_iter().filter(|entry| !known.contains(&entry.key));
            entries.extend(new);
        }
        _ => return false,
    }
    true
}
