//! Where the pronunciation of a word is written: in the script, or in a list that several shows share.

use crate::session::Show;
use cuebook_script::edit::{Key, Step, Value, is_list, model_of};
use cuebook_script::{PronouncePart, SharedFile};

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
    /// Returns the last place that has a word, else the last mapping of the script.
    pub(crate) fn pronounced_at(&self, word: &str) -> Pronounced<'_> {
        let listed = self.book.pronounced.iter().rev();
        let mut listed = listed.filter(|listed| listed.entry.word.value == word);
        let last = listed.next();
        let shared = last.and_then(|last| self.shared_place(last.entry.word.span));
        if let (Some(last), Some((file, _))) = (last, shared)
            && last.list.is_none()
        {
            return Pronounced::Script(Show::pronounced_in(&self.shared[file], word));
        }
        if let Some(list) = last.and_then(|listed| listed.list) {
            let files = self.script.pronounce.iter().filter_map(|part| match part {
                PronouncePart::File(path) => Some(path.value.as_str()),
                PronouncePart::Words(_) => None,
            });
            return files
                .clone()
                .nth(list)
                .map_or(Pronounced::New, Pronounced::List);
        }
        let in_script = |part: &&PronouncePart| match part {
            PronouncePart::File(path) => self.script.is_own(path.span),
            PronouncePart::Words(words) => {
                let mut words = words.iter();
                words.all(|entry| self.script.is_own(entry.word.span))
            }
        };
        let parts: Vec<&PronouncePart> = self.script.pronounce.iter().filter(in_script).collect();
        let is_own = |part: &PronouncePart| matches!(part, PronouncePart::Words(_));
        let has = |part: &PronouncePart| match part {
            PronouncePart::Words(words) => words.iter().any(|entry| entry.word.value == word),
            PronouncePart::File(_) => false,
        };
        let found = parts.iter().rposition(|part| has(part));
        match found.or_else(|| parts.iter().rposition(|part| is_own(part))) {
            Some(index) if is_list(&self.source, "pronounce") => {
                Pronounced::Script(vec!["pronounce".into(), index.into()])
            }
            None if !parts.is_empty() => Pronounced::New,
            _ => Pronounced::Script(vec!["pronounce".into()]),
        }
    }

    /// Returns the path of the last mapping of a shared file that has a word.
    fn pronounced_in(file: &SharedFile, word: &str) -> Vec<Key> {
        let mut path: Vec<Key> = vec!["pronounce".into()];
        let model = model_of(&file.text).unwrap_or(Value::empty());
        if let Some(Value::List(parts)) = model.get("pronounce") {
            let last = parts.iter().rposition(|part| part.get(word).is_some());
            path.extend(last.map(Key::from));
        }
        path
    }
}
