//! What the shared files of a script say together. Each file is first read by itself, so that its
//! mistakes are found whatever the script says, and all its names are known.

use std::collections::HashSet;

use super::merge::merged;
use super::{Shared, is_shared, root, without_scripts_keys};
use crate::read::show;
use crate::{Role, Script};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::Node;
use cuebook_yaml::mapping::{Declared, Name, Reader};

/// The shared files of a script, together.
#[derive(Default)]
pub(crate) struct Together<'s> {
    root: Option<Node<'s>>,
    cast: Vec<Role>,
    pub names: Vec<Name>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a part of a file is hidden.
    pub hidden: bool,
}

impl<'s> Together<'s> {
    pub(crate) fn of(shared: &'s Shared) -> Together<'s> {
        let mut together = Together {
            hidden: shared.hidden,
            ..Together::default()
        };
        for file in &shared.files {
            let (root, found, hidden) = root(file);
            together.diagnostics.extend(found);
            together.hidden |= hidden;
            if let Some(root) = root {
                together.add(root, shared.reader("", hidden));
            }
        }
        together
    }

    fn add(&mut self, root: Node<'s>, mut reader: Reader<'_>) {
        let root = without_scripts_keys(&mut reader, root);
        let alone = show(&mut reader, &root, Script::SHARED);
        self.names.append(&mut reader.names);
        self.diagnostics.extend(reader.finish());
        let Some(alone) = alone else {
            return;
        };
        for role in alone.cast {
            let known = self.cast.iter_mut();
            let mut same = known.filter(|known| known.name.value == role.name.value);
            match same.next() {
                Some(known) => {
                    known.voice = role.voice.or(known.voice.take());
                    known.language = role.language.or(known.language.take());
                }
                None => self.cast.push(role),
            }
        }
        self.root = Some(match self.root.take() {
            Some(under) => merged(under, root),
            None => root,
        });
    }

    /// Reads a script with what the files say.
    pub(crate) fn script(&self, reader: &mut Reader<'_>, root: Node<'s>) -> Option<Script> {
        let is_shared = is_shared(&root);
        let root = match is_shared {
            true => without_scripts_keys(reader, root),
            false => root,
        };
        let mapping = match is_shared {
            true => Script::SHARED,
            false => Script::MAPPING,
        };
        let root = match self.root.clone() {
            Some(under) => merged(under, root),
            None => root,
        };
        let script = show(reader, &root, mapping)?;
        Some(Script {
            is_shared,
            shared_cast: self.cast.clone(),
            ..script
        })
    }

    /// Returns the mistakes of the whole that the files by themselves do not have.
    pub(crate) fn further(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let key =
            |found: &Diagnostic| -> (&'static str, Span) { (found.code, found.labels[0].span) };
        let known: HashSet<_> = self.diagnostics.iter().map(key).collect();
        let found = found.into_iter();
        found.filter(|found| !known.contains(&key(found))).collect()
    }
}
