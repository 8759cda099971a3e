//! The words of the text for which the show has a pronunciation.

use std::collections::HashMap;

use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_script::{Pronunciation, Prose, Spoken};

/// The pronunciations of the show, by the written word.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: HashMap<String, Spoken>,
    /// Whether no voice speaks the language of the show.
    foreign: bool,
}

impl Lexicon {
    /// Reads the list of a script, and warns of words that are not in the text.
    pub(crate) fn new(
        entries: &[Pronunciation],
        prose: &Prose,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for entry in entries {
            let written: Vec<&str> = entry.word.split_whitespace().collect();
            let spoken = split(&entry.spoken.value);
            if written.len() != spoken.len() {
                diagnostics.push(
                    Diagnostic::error(
                        "pronounce-words",
                        entry.word.span,
                        format!(
                            "`{}` is {} but is spoken as {}",
                            entry.word.value,
                            count(written.len()),
                            count(spoken.len())
                        ),
                    )
                    .hint("give each word its own pronunciation, in the same order"),
                );
                continue;
            }
            for (written, spoken) in written.into_iter().zip(spoken) {
                lexicon.words.insert(written.to_owned(), spoken);
            }
        }
        lexicon.warn_of_unused(entries, prose, diagnostics);
        lexicon
    }

    /// Sets whether a voice speaks the language of the show; it does if this is not called.
    #[must_use]
    pub(crate) fn in_language(self, is_spoken: bool) -> Lexicon {
        Lexicon {
            foreign: !is_spoken,
            ..self
        }
    }

    /// Returns whether a voice speaks the language of the show.
    pub(crate) fn is_spoken_here(&self) -> bool {
        !self.foreign
    }

    fn warn_of_unused(
        &self,
        entries: &[Pronunciation],
        prose: &Prose,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if self.words.is_empty() {
            return;
        }
        let used: std::collections::HashSet<&str> = prose
            .words
            .iter()
            .filter_map(|word| self.entry(prose.said(word.span)))
            .map(|(key, _)| key)
            .collect();
        for entry in entries {
            let absent = |word: &str| self.words.contains_key(word) && !used.contains(word);
            if let Some(word) = entry.word.split_whitespace().find(|word| absent(word)) {
                diagnostics.push(
                    Diagnostic::warning(
                        "pronounce-unused",
                        entry.word.span,
                        format!("the text has no word `{word}`"),
                    )
                    .hint("write it as in the text, with the same capital letters"),
                );
            }
        }
    }

    /// Returns the show's pronunciation of a written word. The word is looked up
    /// as written and in lower case, then without its possessive ending, which
    /// the voice adds.
    #[must_use]
    pub(crate) fn spoken(&self, word: &str) -> Option<Spoken> {
        self.entry(word).map(|(_, spoken)| spoken.clone())
    }

    fn entry(&self, word: &str) -> Option<(&str, &Spoken)> {
        let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        let found = [Some(word), stem].into_iter().flatten().find_map(|form| {
            let lower = form.to_lowercase();
            self.words
                .get_key_value(form)
                .or_else(|| self.words.get_key_value(&lower))
        });
        found.map(|(key, spoken)| (key.as_str(), spoken))
    }

    /// Returns the words of a sentence that have a pronunciation, by their
    /// index.
    #[must_use]
    pub(crate) fn of_sentence(&self, text: &str, words: &[Span]) -> Vec<(usize, Spoken)> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let spoken = |(index, span): (usize, &Span)| Some((index, self.spoken(span.of(text))?));
        words.iter().enumerate().filter_map(spoken).collect()
    }
}

fn count(words: usize) -> String {
    match words {
        1 => "one word".to_owned(),
        more => format!("{more} words"),
    }
}

fn split(spoken: &Spoken) -> Vec<Spoken> {
    let words = |text: &str, make: fn(String) -> Spoken| {
        text.split_whitespace()
            .map(|word| make(word.to_owned()))
            .collect()
    };
    match spoken {
        Spoken::Respelling(text) => words(text, Spoken::Respelling),
        Spoken::Ipa(text) => words(text, Spoken::Ipa),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::diagnostic::Spanned;

    fn lexicon(entries: &[(&str, Spoken)]) -> (Lexicon, Vec<Diagnostic>) {
        let entries: Vec<Pronunciation> = entries
            .iter()
            .map(|(word, spoken)| Pronunciation {
                word: Spanned::new((*word).to_owned(), Span::default()),
                spoken: Spanned::new(spoken.clone(), Span::default()),
            })
            .collect();
        let mut diagnostics = Vec::new();
        let lexicon = Lexicon::new(&entries, &Prose::default(), &mut diagnostics);
        (lexicon, diagnostics)
    }

    fn respelt(text: &str) -> Spoken {
        Spoken::Respelling(text.to_owned())
    }

    #[test]
    fn words_are_found_as_written_and_with_their_endings() {
        let (lexicon, _) = lexicon(&[
            ("Frunze", respelt("Froon-zeh")),
            ("Zhukov", Spoken::Ipa("ˈʒuːkɒf".to_owned())),
            ("row", respelt("rau")),
        ]);
        assert_eq!(lexicon.spoken("Frunze"), Some(respelt("Froon-zeh")));
        assert_eq!(lexicon.spoken("Frunze’s"), Some(respelt("Froon-zeh")));
        assert_eq!(
            lexicon.spoken("Zhukov's"),
            Some(Spoken::Ipa("ˈʒuːkɒf".to_owned()))
        );
        assert_eq!(lexicon.spoken("Row"), Some(respelt("rau")));
        assert_eq!(lexicon.spoken("frunze"), None);
    }

    #[test]
    fn several_words_need_several_pronunciations() {
        let (lexicon, diagnostics) = lexicon(&[
            ("Nizhny Novgorod", respelt("NEEZH-nee NOV-guh-rod")),
            ("Red Army", respelt("Red")),
        ]);
        assert_eq!(lexicon.spoken("Novgorod"), Some(respelt("NOV-guh-rod")));
        assert_eq!(diagnostics[0].code, "pronounce-words");
        assert_eq!(
            diagnostics[0].message,
            "`Red Army` is 2 words but is spoken as one word"
        );
    }
}
