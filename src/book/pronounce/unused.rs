//! Entries of the script that no word of the text uses, each with the reason.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::HashSet;

use super::lists::Listed;
use super::{Lexicon, parts};
use cuebook_core::diagnostic::{Diagnostic, nearest};
use cuebook_core::folding;
use cuebook_script::Prose;

impl Lexicon {
    /// Returns a warning for each entry of the script with a word that is not in the text. A list
    /// that several shows share may have other words.
    pub(super) fn unused(
        &self,
        entries: &[Listed],
        prose: &Prose,
        asides: &[&str],
    ) -> Vec<(usize, Diagnostic)> {
        let own = |listed: &Listed| listed.list.is_none();
        if !entries.iter().any(own) {
            return Vec::new();
        }
        let words = || {
            let asides = asides.iter().flat_map(|text| {
                let words = cuebook_script::prose::words(text).into_iter();
                words.map(|word| word.span.of(text))
            });
            prose.words.ids().map(|word| prose.word(word)).chain(asides)
        };
        let used: HashSet<&str> = words().filter_map(|word| self.key(word)).collect();
        let all = LazyCell::new(|| {
            let words = words().map(|word| folding::plain(word));
            words.map(Cow::into_owned).collect::<HashSet<String>>()
        });
        let mut found = Vec::new();
        for (index, Listed { entry, .. }) in entries.iter().enumerate().filter(|(_, e)| own(e)) {
            let key = folding::plain(&entry.word.value);
            let absent = |word: &&str| self.has(word) && !used.contains(word);
            if let Some(word) = parts(&key).find(absent) {
                let (message, hint) = self.reason(word, entry.exact, &all);
                let warning = Diagnostic::warning("pronounce-unused", entry.word.span, message);
                found.push((index, warning.hint(hint)));
            }
        }
        found
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
            || self.parts.contains_key(word)
            || self.patterns.iter().any(|pattern| pattern.key == word)
    }

    /// Returns why no word of the text uses an entry, and what to do.
    fn reason(&self, word: &str, exact: bool, words: &HashSet<String>) -> (String, String) {
        let least = |is: &dyn Fn(&str) -> bool| {
            let found = words.iter().map(String::as_str).filter(|word| is(word));
            found.min_by_key(|word| (word.len(), *word))
        };
        if let Some(taken) = self.taken(word, words) {
            return taken;
        }
        let absent = format!("the text has no word `{word}`");
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '*');
        if letters.len() < word.len() && words.contains(letters) {
            return (absent, format!("write the word without marks: `{letters}`"));
        }
        if let Some(other) = least(&|other| other.to_lowercase() == word.to_lowercase()) {
            let why = if exact {
                "`exact` is set"
            } else {
                "capital letters count"
            };
            return (absent, format!("the text has `{other}`: {why}"));
        }
        if let Some(longer) =
            least(&|other| !word.contains('*') && word.len() > 2 && other.starts_with(word))
        {
            return (
                absent,
                format!("the text has `{longer}`: `{word}*` matches it too"),
            );
        }
        let near = nearest(word, words.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "remove the entry, or correct its spelling".to_owned(),
        };
        (absent, hint)
    }

    /// Returns what to say of a word with `*` if more exact entries take all its words.
    fn taken(&self, word: &str, words: &HashSet<String>) -> Option<(String, String)> {
        let pattern = self.patterns.iter().find(|pattern| pattern.key == word)?;
        let matching = words.iter().filter(|word| pattern.matches(word));
        let taken = matching.min_by_key(|word| (word.len(), *word))?;
        let by = self.key(taken).unwrap_or(word);
        let message = format!("every word that `{word}` matches has an entry that is more exact");
        let hint = match by == taken {
            true => format!("`{taken}` has its own entry: remove one of the two"),
            false => format!("`{by}` reads `{taken}`: remove one of the two"),
        };
        Some((message, hint))
    }
}
