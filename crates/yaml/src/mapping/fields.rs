//! The fields of a mapping as written, and their values.

use super::Mapping;
use crate::{Entry, Kind, Node};
use cuebook_core::diagnostic::Span;

/// A value and its key.
#[derive(Copy, Clone, Debug)]
pub struct Slot<'n, 's> {
    /// The key as written.
    pub key: &'n str,
    /// The place of the key.
    pub key_span: Span,
    /// The value of the key, or an item of it.
    pub value: &'n Node<'s>,
}

impl<'n, 's> Slot<'n, 's> {
    /// Returns the slot of an entry.
    #[must_use]
    pub fn of(entry: &'n Entry<'s>) -> Slot<'n, 's> {
        Slot {
            key: &entry.key,
            key_span: entry.key_span,
            value: &entry.value,
        }
    }

    /// Returns another value under the same key, such as an item of its list.
    #[must_use]
    pub fn with(self, value: &'n Node<'s>) -> Slot<'n, 's> {
        Slot { value, ..self }
    }

    /// Returns the place of the value.
    #[must_use]
    pub fn span(self) -> Span {
        self.value.span
    }

    /// Returns the text of the value; `None` for a list or a mapping.
    #[must_use]
    pub fn scalar(self) -> Option<&'n str> {
        match &self.value.kind {
            Kind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// Returns whether the value is a scalar, not a list or a mapping.
    #[must_use]
    pub fn is_scalar(self) -> bool {
        self.scalar().is_some()
    }
}

/// The fields of one mapping.
pub struct Fields<'n, 's> {
    entries: &'n [Entry<'s>],
    /// The places of keys that are words which a comma cuts.
    spilt: Vec<Span>,
    /// The places of misspelt keys, each with the key that is meant. It is read as that key, so that
    /// the misspelling is the only mistake.
    meant: Vec<(Span, &'static str)>,
    /// The place of the mapping, or of the value that is not one.
    pub span: Span,
    /// The declaration of the mapping, with the keys that it can have.
    pub mapping: &'static Mapping,
}

impl<'n, 's> Fields<'n, 's> {
    /// Returns the fields of a mapping. Its keys are not checked.
    pub fn open(node: &'n Node<'s>, mapping: &'static Mapping) -> Option<Fields<'n, 's>> {
        match &node.kind {
            Kind::Map(entries) => Some(Fields {
                entries,
                spilt: Vec::new(),
                meant: Vec::new(),
                span: node.span,
                mapping,
            }),
            _ => None,
        }
    }

    /// Returns no fields, for a value that is not a mapping.
    #[must_use]
    pub fn none(span: Span, mapping: &'static Mapping) -> Self {
        Fields {
            entries: &[],
            spilt: Vec::new(),
            meant: Vec::new(),
            span,
            mapping,
        }
    }

    /// Returns all entries as written, in the order of the script.
    pub fn entries(&self) -> &'n [Entry<'s>] {
        self.entries
    }

    /// Returns the entries that have a key, in the order of the script.
    pub fn keyed(&self) -> impl Iterator<Item = &'n Entry<'s>> {
        let spilt = &self.spilt;
        let entries = self.entries.iter();
        entries.filter(move |entry| spilt.is_empty() || !spilt.contains(&entry.key_span))
    }

    /// Leaves out keys that are words which a comma cuts.
    pub(super) fn spill(&mut self, keys: Vec<Span>) {
        self.spilt.extend(keys);
    }

    /// Reads a misspelt key as another one. Each key is meant once.
    pub(super) fn mean(&mut self, entry: &Entry<'_>, key: &'static str) {
        if !self.meant.iter().any(|(_, known)| *known == key) {
            self.meant.push((entry.key_span, key));
        }
    }

    /// Returns the key that an entry means: its own, unless it is misspelt.
    fn key_of(&self, entry: &'n Entry<'s>) -> &'n str {
        let mut meant = self.meant.iter();
        let meant = meant.find(|(span, _)| *span == entry.key_span);
        meant.map_or(&entry.key, |(_, key)| key)
    }

    /// Returns the slot of an entry, under the key that is meant.
    fn slot(&self, entry: &'n Entry<'s>) -> Slot<'n, 's> {
        Slot {
            key: self.key_of(entry),
            ..Slot::of(entry)
        }
    }

    /// Returns the value of a key that the mapping has.
    pub fn get(&self, key: &str) -> Option<Slot<'n, 's>> {
        let entry = self.keyed().find(|entry| self.key_of(entry) == key)?;
        self.mapping.key(key).map(|_| self.slot(entry))
    }

    /// Returns whether the script has the key and the mapping allows it.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Returns whether all keys are keys of the mapping.
    pub fn are_known(&self) -> bool {
        let known = |entry: &Entry<'_>| self.mapping.key(&entry.key).is_some();
        self.keyed().all(known)
    }

    /// Returns the entries whose keys are among these, in the order of the script.
    pub fn among(&self, keys: &[&str]) -> Vec<Slot<'n, 's>> {
        let is_one = |entry: &&'n Entry<'s>| keys.contains(&self.key_of(entry));
        let found = self.keyed().filter(is_one);
        found.map(|entry| self.slot(entry)).collect()
    }
}
