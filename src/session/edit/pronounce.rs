//! Where the pronunciation of a word is written: in the script, or in a list that several shows share.

use crate::session::Show;
use crate::session::edit::Home;
use cuebook_script::PronouncePart;
use cuebook_script::edit::{Key, Step, Value, model_of};

/// Where a word is written.
pub(crate) enum Pronounced<'s> {
    /// In this mapping of the script, or of the shared file that has the word there.
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
    /// Returns the last place that has a word, else the last mapping of the script, or of the file that
    /// is given.
    pub(crate) fn pronounced_at(&self, word: &str, home: Option<Home>) -> Pronounced<'_> {
        let listed = self.book.pronounced.iter().rev();
        let mut listed = listed.filter(|listed| listed.entry.word.value == word);
        let last = listed.next();
        if let (None, Some(list)) = (home, last.and_then(|listed| listed.list)) {
            let mut files = self.script.pronounce.iter().filter_map(|part| match part {
                PronouncePart::File(path) => Some(path.value.as_str()),
                PronouncePart::Words(_) => None,
            });
            return files.nth(list).map_or(Pronounced::New, Pronounced::List);
        }
        let shared = last.filter(|last| last.list.is_none());
        let shared = shared.and_then(|last| self.shared_place(last.entry.word.span));
        let text = match (home, shared) {
            (Some(Home::Shared(file)), _) | (None, Some((file, _))) => &self.shared[file].text,
            _ => &self.source,
        };
        Pronounced::within(text, word)
    }
}

impl Pronounced<'_> {
    /// Returns the last mapping of a file that has a word, else its last mapping.
    fn within(text: &str, word: &str) -> Pronounced<'static> {
        let mut path: Vec<Key> = vec!["pronounce".into()];
        let model = model_of(text).unwrap_or(Value::empty());
        let Some(Value::List(parts)) = model.get("pronounce") else {
            return Pronounced::Script(path);
        };
        let is_words = |part: &Value| matches!(part, Value::Map(_));
        let has = parts.iter().rposition(|part| part.get(word).is_some());
        match has.or_else(|| parts.iter().rposition(is_words)) {
            Some(index) => path.push(index.into()),
            None => return Pronounced::New,
        }
        Pronounced::Script(path)
    }
}
