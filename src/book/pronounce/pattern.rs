//! Words with `*`, which is any letters or none: `Zhuk*: ZHOOK-*`. In a respelling the `*` is
//! replaced by these letters.

use cuebook_core::diagnostic::Diagnostic;
use cuebook_script::{Pronunciation, Spoken};

/// A word with one `*`.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The word as in the script.
    pub key: String,
    before: String,
    after: String,
    spoken: Spoken,
    /// Whether a word in other capital and small letters may match.
    any_case: bool,
}

impl Pattern {
    /// Returns the pattern of an entry; `None` if it has no `*`.
    pub(super) fn of(
        entry: &Pronunciation,
        written: &[&str],
    ) -> Result<Option<Pattern>, Diagnostic> {
        let (Spoken::Respelling(spoken) | Spoken::Ipa(spoken)) = &entry.spoken.value;
        let stars = entry.word.matches('*').count();
        let wrong = |message: &str, hint: &str| {
            let span = entry.word.span;
            let message = format!("`{}` {message}", entry.word.value);
            Err(Diagnostic::error("pronounce-pattern", span, message).hint(hint))
        };
        match (stars, written) {
            (0, _) if spoken.contains('*') => wrong(
                "has no `*`, but its pronunciation has one",
                "`*` in a pronunciation is replaced by the letters of `*` in the word",
            ),
            (0, _) => Ok(None),
            (1, ["*"]) => wrong("is every word", "write the letters that the words share"),
            (1, [_]) if spoken.contains('*') && matches!(entry.spoken.value, Spoken::Ipa(_)) => {
                wrong(
                    "has letters without a sound",
                    "phonetic letters cannot have `*`: write the whole sound, or a respelling",
                )
            }
            (1, [word]) => Ok(word.split_once('*').map(|(before, after)| Pattern {
                key: (*word).to_owned(),
                before: before.to_owned(),
                after: after.to_owned(),
                spoken: entry.spoken.value.clone(),
                any_case: !entry.exact && !word.contains(char::is_uppercase),
            })),
            _ => wrong(
                "has more than one word or one `*`",
                "`*` can be once in a single word, such as `Zhuk*`",
            ),
        }
    }

    /// Returns how many letters are beside the `*`.
    pub(super) fn letters(&self) -> usize {
        self.before.chars().count() + self.after.chars().count()
    }

    pub(super) fn matches(&self, word: &str) -> bool {
        let low = self.any_case.then(|| word.to_lowercase());
        let word = low.as_deref().unwrap_or(word);
        let rest = word.strip_prefix(self.before.as_str());
        rest.is_some_and(|rest| rest.ends_with(self.after.as_str()))
    }

    /// Returns the pronunciation of a word that matches.
    pub(super) fn spoken(&self, word: &str) -> Spoken {
        let letters = word.chars().count();
        let (before, after) = (self.before.chars().count(), self.after.chars().count());
        let star = word.chars().skip(before);
        let star: String = star.take(letters.saturating_sub(before + after)).collect();
        match &self.spoken {
            Spoken::Respelling(spoken) => Spoken::Respelling(spoken.replace('*', &star)),
            ipa @ Spoken::Ipa(_) => ipa.clone(),
        }
    }
}
