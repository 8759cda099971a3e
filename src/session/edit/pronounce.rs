//! Where the pronunciation of a word is written: in the script, or in a list that several shows share.

use crate::session::Show;
use cuebook_script::PronouncePart;
use cuebook_script::edit::{Key, Step, Value, is_list};

/// Where a word is written.
pub(crate) enum Pronounced<'s> {
    /// In this mapping of the script.
    Script(Vec<Key>),
    /// In a list, by its path.
    List(&'s str),
    /// In a new mapping at the end of the parts.
    New,
}

impl Pronounced<'_> {
    /// Returns the step that sets a word in the script; `None` for a word in a list.
    pub(crate) fn step(self, word: &str, value: Value) -> Option<Step> {
        match self {
            Pronounced::List(_) => None,
            Pronounced::Script(mut path) => {
                path.push(word.into());
                Some(Step::Set { path, value })
            }
            Pronounced::New => Some(Step::Push {
                path: vec!["pronounce".into()],
                item: Value::single(word, value),
            }),
        }
    }
}

impl Show {
    /// Returns the last place that has a word, else the last mapping of the script.
    pub(crate) fn pronounced_at(&self, word: &str) -> Pronounced<'_> {
        let listed = self.book.pronounced.iter().rev();
        let mut listed = listed.filter(|listed| listed.entry.word.value == word);
        if let Some(list) = listed.next().and_then(|listed| listed.list) {
            let files = self.script.pronounce.iter().filter_map(|part| match part {
                PronouncePart::File(path) => Some(path.value.as_str()),
                PronouncePart::Words(_) => None,
            });
            return files
                .clone()
                .nth(list)
                .map_or(Pronounced::New, Pronounced::List);
        }
        let parts = self.script.pronounce.iter();
        let is_own = |part: &PronouncePart| matches!(part, PronouncePart::Words(_));
        let has = |part: &PronouncePart| match part {
            PronouncePart::Words(words) => words.iter().any(|entry| entry.word.value == word),
            PronouncePart::File(_) => false,
        };
        let found = parts.clone().rposition(has);
        match found.or_else(|| parts.clone().rposition(is_own)) {
            Some(index) if is_list(&self.source, "pronounce") => {
                Pronounced::Script(vec!["pronounce".into(), index.into()])
            }
            None if parts.len() > 0 => Pronounced::New,
            _ => Pronounced::Script(vec!["pronounce".into()]),
        }
    }
}
