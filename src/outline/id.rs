//! Unique ids for one script.

use std::collections::{HashMap, HashSet};

use cuebook_script::write::slug;

/// The used ids.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// The last number of each id that was numbered.
    last: HashMap<String, usize>,
}

impl Ids {
    /// Returns this id, or a numbered one if it is used already.
    pub(super) fn take(&mut self, id: &str) -> String {
        let mut free = id.to_owned();
        if self.used.contains(id) {
            let last = self.last.entry(id.to_owned()).or_insert(1);
            while self.used.contains(&free) {
                *last += 1;
                free = format!("{id}-{last}");
            }
        }
        self.used.insert(free.clone());
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
