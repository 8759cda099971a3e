//! Unique ids for one script.

use std::collections::HashSet;

use cuebook_script::write::slug;

/// The used ids.
#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    /// Returns this id, or a numbered one if it is used already.
    pub(super) fn take(&mut self, id: &str) -> String {
        let numbered = (2_usize..).map(|number| format!("{id}-{number}"));
        let mut free = std::iter::once(id.to_owned()).chain(numbered);
        let free = free.find(|id| !self.0.contains(id));
        let free = free.unwrap_or_default();
        self.0.insert(free.clone());
        free
    }

    /// Returns an id made of words, or of `otherwise` if the words make none.
    pub(super) fn of_words(&mut self, words: &str, otherwise: &str) -> String {
        const LONGEST: usize = 21;
        let slug = slug(words, LONGEST);
        let is_plain = slug.is_ascii() && slug.starts_with(|c: char| c.is_ascii_lowercase());
        let is_taken = matches!(slug.as_str(), "true" | "false" | "null" | "start" | "end");
        self.take(if is_plain && !is_taken {
            &slug
        } else {
            otherwise
        })
    }
}
