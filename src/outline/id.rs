//! Unique ids for one script.

use std::collections::HashSet;

/// The used ids.
#[derive(Debug, Default)]
pub struct Ids(HashSet<String>);

impl Ids {
    /// Returns this id, or a numbered one if it is used already.
    pub fn take(&mut self, id: &str) -> String {
        let numbered = (2_usize..).map(|number| format!("{id}-{number}"));
        let mut free = std::iter::once(id.to_owned()).chain(numbered);
        let free = free.find(|id| !self.0.contains(id));
        let free = free.unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}
