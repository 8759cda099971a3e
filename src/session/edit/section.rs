//! The sections of a script that map a name to its settings: sounds, spaces, barriers, roles,
//! variables.

use super::find::{Thing, Things};
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_script::edit::{CODE, Step, Value, section};

/// A section of the script that maps names to settings.
#[derive(Copy, Clone)]
pub(crate) struct Section {
    /// The key of the section: `sounds`.
    pub key: &'static str,
    /// The kind of its names: `sound`.
    pub what: &'static str,
    /// The code of the diagnostic for an unknown name.
    pub unknown: &'static str,
}

/// The sounds that a script defines.
pub(crate) const SOUNDS: Section = Section {
    key: "sounds",
    what: "sound",
    unknown: "unknown-sound",
};

/// The spaces that a script defines.
pub(crate) const SPACES: Section = Section {
    key: "spaces",
    what: "space",
    unknown: "unknown-space",
};

/// The barriers that a script defines.
pub(crate) const BARRIERS: Section = Section {
    key: "barriers",
    what: "barrier",
    unknown: "unknown-barrier",
};

/// The roles.
pub(crate) const CAST: Section = Section {
    key: "cast",
    what: "role",
    unknown: "unknown-role",
};

/// The variables of an interactive show.
pub(crate) const STATE: Section = Section {
    key: "state",
    what: "variable",
    unknown: "unused-variable",
};

impl Section {
    /// Returns the name in the section that an author means by a name or a number.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn known(self, show: &Show, name: &str) -> Result<String, Box<Diagnostic>> {
        let things = self.things(show);
        let index = things.find(name)?;
        Ok(things.all[index].name.clone().unwrap_or_default())
    }

    /// Returns the names in the section, for finding one of them.
    pub(crate) fn things(self, show: &Show) -> Things {
        let thing = |(name, span): (String, Span)| Thing {
            name: Some(name),
            span,
            words: Vec::new(),
        };
        let all = self.names(show).into_iter().map(thing);
        show.things(self.what, self.unknown, self.key, all.collect())
    }

    /// Returns why names cannot be removed with their whole section: it has comments, and a name is
    /// still used.
    pub(crate) fn use_of(self, show: &Show, names: &[String]) -> Option<Diagnostic> {
        let whole = section(&show.source, self.key)?;
        let own = self.names(show);
        let rest = &show.source[whole.start..];
        let mut lines = rest.split_inclusive('\n');
        let first = lines.next().map_or(0, str::len);
        let inner = lines.take_while(|line| line.starts_with([' ', '#', '\n', '\r']));
        let end = whole.start + first + inner.map(str::len).sum::<usize>();
        let commented = show.source[whole.start..end].contains('#');
        let goes = own.iter().all(|(name, _)| names.contains(name));
        let used = show.script.names.iter().find(|name| {
            let outside = name.span.start < whole.start || name.span.start >= end;
            !name.declares && name.what.0 == self.what && names.contains(&name.text) && outside
        });
        let used = used.filter(|_| commented && goes)?;
        let message = format!(
            "the {} `{}` is used here, so it cannot be removed",
            self.what, used.text
        );
        let hint = format!("remove this first, or name another {}", self.what);
        Some(Diagnostic::error(CODE, used.span, message).hint(hint))
    }

    /// Returns the steps that remove names. A section without names goes with the last one.
    pub(crate) fn without(self, show: &Show, names: &[String]) -> Vec<Step> {
        let left = self.names(show);
        // A shared file may have other names of the section.
        let is_left = !show.shared.is_empty() || left.iter().any(|(name, _)| !names.contains(name));
        if !is_left {
            return vec![Step::Remove {
                path: vec![self.key.into()],
            }];
        }
        let remove = |name: &String| Step::Remove {
            path: vec![self.key.into(), name.as_str().into()],
        };
        names.iter().map(remove).collect()
    }

    /// Returns the names in the section, in the order of the script.
    pub(crate) fn names(self, show: &Show) -> Vec<(String, Span)> {
        let whole = section(&show.source, self.key).unwrap_or_default();
        let span = |name: &str| {
            let mut declared = show.script.names.iter().filter(|known| known.declares);
            let known = declared.find(|known| known.text == name && known.what.0 == self.what);
            known.map_or(whole, |known| known.span)
        };
        let names = self.settings(show).into_iter();
        names
            .map(|(name, _)| {
                let span = span(&name);
                (name, span)
            })
            .collect()
    }

    /// Returns the names in the section with their settings.
    pub(crate) fn settings(self, show: &Show) -> Vec<(String, Value)> {
        match show.model().get(self.key) {
            Some(Value::Map(entries)) => entries.clone(),
            _ => Vec::new(),
        }
    }
}
