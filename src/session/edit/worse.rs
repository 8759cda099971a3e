//! The mistakes that a change adds to a show.

use std::collections::BTreeMap;

use super::Edited;
use crate::session::Show;
use cuebook_core::diagnostic::Diagnostic;

/// The largest number of states of an interactive show that are looked at for an edit.
const MOST_STATES: usize = 100_000;

impl Edited {
    /// Adds the mistakes of the story that the change adds. A story with more than a number of states
    /// is proven by `check` only.
    pub(crate) fn prove(&mut self) {
        if self.before.has_mistakes() || self.after.book.story.is_none() {
            return;
        }
        let found = worse(&self.before.story_mistakes(), &self.after.story_mistakes());
        self.worse.extend(found);
    }
}

impl Show {
    /// Returns the mistakes of the story, unless it has too many states to look at after each edit.
    pub(crate) fn story_mistakes(&self) -> Vec<Diagnostic> {
        let found = self.proof(MOST_STATES).into_iter();
        let known = found.filter(|found| found.code != "too-many-states");
        known.collect()
    }
}

/// Returns the diagnostics that are new after a change. Only their texts are compared,
/// because places move.
pub(super) fn worse(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in before {
        *known.entry((found.code, &found.message)).or_default() += 1;
    }
    let mut worse = Vec::new();
    for found in after {
        match known.get_mut(&(found.code, found.message.as_str())) {
            Some(left) if *left > 0 => *left -= 1,
            _ => worse.push(found.clone()),
        }
    }
    worse
}
