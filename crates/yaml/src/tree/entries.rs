//! The entries of mappings: keys, values, and what `<<` merges in.
//!
//! Always true: a mapping has every key once; the first stands.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Builder, Content};
use crate::diagnostic::{Diagnostic, Source, Span, shown};
use crate::{Entry, Kind, Node};

impl<'s> Builder<'s> {
    pub(super) fn key(&mut self, node: Node<'s>) {
        let key = match node.kind {
            Kind::Scalar(text, _) => Some((text, node.span)),
            Kind::List(_) | Kind::Map(_) => {
                let mistake =
                    Diagnostic::error("yaml-key", node.span, "a key has to be a single word")
                        .hint("put words that begin with `[` or `{` in quotation marks");
                self.note(mistake);
                None
            }
        };
        if let Some(Content::Map { waiting, .. }) = self.open.last_mut().map(|o| &mut o.content) {
            *waiting = Some(key);
        }
    }

    pub(super) fn entry(&mut self, (key, key_span): (Cow<'s, str>, Span), value: Node<'s>) {
        let Some(Content::Map {
            entries,
            keys,
            merges,
            ..
        }) = self.open.last_mut().map(|open| &mut open.content)
        else {
            return;
        };
        // In quotation marks it would be four bytes long, and a key like any other.
        if key == "<<" && key_span.range().len() == 2 {
            merges.push(value);
            return;
        }
        if let Some(first) = keys.get(&key) {
            let message = format!("the key `{}` stands here twice", shown(&key));
            let mistake = Diagnostic::error("duplicate-key", key_span, message)
                .label("a second time")
                .also(Source::Script, entries[*first].key_span, "first here")
                .hint("keep one of them");
            self.note(mistake);
            return;
        }
        keys.insert(key.clone(), entries.len());
        entries.push(Entry {
            key,
            key_span,
            value,
        });
    }

    /// Adds the keys of another mapping that this one has not got itself.
    pub(super) fn merge(
        &mut self,
        entries: &mut Vec<Entry<'s>>,
        keys: &mut HashMap<Cow<'s, str>, usize>,
        from: Node<'s>,
    ) {
        match from.kind {
            Kind::Map(more) => {
                for entry in more {
                    if !keys.contains_key(&entry.key) {
                        keys.insert(entry.key.clone(), entries.len());
                        entries.push(entry);
                    }
                }
            }
            Kind::List(maps) if maps.iter().all(|m| matches!(m.kind, Kind::Map(_))) => {
                for map in maps {
                    self.merge(entries, keys, map);
                }
            }
            _ => {
                let message = "`<<` takes a mapping, or a list of them";
                let mistake = Diagnostic::error("wrong-shape", from.span, message)
                    .hint("for example `<<: *quiet`, where `&quiet` marks a mapping above");
                self.note(mistake);
            }
        }
    }
}
