//! The words of the text for which the show has a pronunciation.
//!
//! A word is looked up as written and, unless its entry is exact, in small letters; then without
//! its possessive ending, which the voice adds. Several words that are together in the text win
//! over each of them, a whole word wins over a word with `*`, and a later entry over an earlier.

pub(crate) mod lists;
mod pattern;

use std::collections::{HashMap, HashSet};

use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_script::{Pronunciation, Prose, Spoken};
use lists::Listed;
use pattern::Pattern;

/// The pronunciations of the show.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: HashMap<String, Entry>,
    /// The words of phrases, which count if the word has no own entry.
    parts: HashMap<String, Entry>,
    /// The phrases by their first word, the last one of the script first.
    phrases: HashMap<String, Vec<Phrase>>,
    /// The words with `*`, the last one of the script first.
    patterns: Vec<Pattern>,
    /// Whether no voice speaks the language of the show.
    foreign: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    spoken: Spoken,
    exact: bool,
}

/// Several words that follow one another.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    spoken: Vec<Spoken>,
    exact: bool,
}

impl Lexicon {
    /// Reads the entries of a show. Returns the mistakes in them, each with the number of its
    /// entry, and warnings of words of the script that are neither in the text nor in the words that
    /// are spoken beside it.
    pub(crate) fn new(
        entries: &[Listed],
        prose: &Prose,
        asides: &[&str],
    ) -> (Lexicon, Vec<(usize, Diagnostic)>) {
        let mut lexicon = Lexicon::default();
        let mut found = Vec::new();
        for (index, Listed { entry, .. }) in entries.iter().enumerate() {
            if let Err(mistake) = lexicon.add(entry) {
                found.push((index, mistake));
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.reverse();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        lexicon.patterns.reverse();
        found.extend(lexicon.unused(entries, prose, asides));
        (lexicon, found)
    }

    fn add(&mut self, entry: &Pronunciation) -> Result<(), Diagnostic> {
        let written: Vec<&str> = entry.word.split_whitespace().collect();
        if let Some(pattern) = Pattern::of(entry, &written)? {
            self.patterns.push(pattern);
            return Ok(());
        }
        let spoken = split(&entry.spoken.value);
        if written.len() != spoken.len() {
            return Err(uneven(entry, written.len(), spoken.len()));
        }
        let exact = entry.exact;
        let entries = spoken.iter().map(|spoken| Entry {
            spoken: spoken.clone(),
            exact,
        });
        let words = written.iter().map(|word| (*word).to_owned());
        let Some((first, _)) = written.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            self.words.extend(words.zip(entries));
            return Ok(());
        };
        self.parts.extend(words.clone().zip(entries));
        let phrases = self.phrases.entry((*first).to_owned()).or_default();
        phrases.push(Phrase {
            words: words.collect(),
            spoken,
            exact,
        });
        Ok(())
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

    /// Returns a warning for each entry of the script with a word that is not in the text. A list
    /// that several shows share may have other words.
    fn unused(
        &self,
        entries: &[Listed],
        prose: &Prose,
        asides: &[&str],
    ) -> Vec<(usize, Diagnostic)> {
        let own = |listed: &Listed| listed.list.is_none();
        if !entries.iter().any(own) {
            return Vec::new();
        }
        let words = (0..prose.words.len()).map(|word| prose.word(word));
        let asides = asides.iter().flat_map(|text| {
            let words = cuebook_script::prose::words(text).into_iter();
            words.map(|word| word.span.of(text))
        });
        let words = words.chain(asides);
        let used: HashSet<&str> = words.filter_map(|word| self.key(word)).collect();
        let mut found = Vec::new();
        for (index, Listed { entry, .. }) in entries.iter().enumerate().filter(|(_, e)| own(e)) {
            let known = |word: &str| {
                let pattern = |pattern: &Pattern| pattern.key == word;
                self.words.contains_key(word)
                    || self.parts.contains_key(word)
                    || self.patterns.iter().any(pattern)
            };
            let absent = |word: &&str| known(word) && !used.contains(word);
            if let Some(word) = entry.word.split_whitespace().find(absent) {
                let warning = Diagnostic::warning(
                    "pronounce-unused",
                    entry.word.span,
                    format!("the text has no word `{word}`"),
                );
                let hint = "write it as in the text, with the same capital letters";
                found.push((index, warning.hint(hint)));
            }
        }
        found
    }

    /// Returns the key of the entry for a word of the text.
    fn key(&self, word: &str) -> Option<&str> {
        let own = [&self.words, &self.parts].into_iter();
        let own = own.flat_map(|words| forms(word).filter_map(|form| entry(words, form)).next());
        let own = own.map(|(key, _)| key).next();
        own.or_else(|| self.pattern(word).map(|(pattern, _)| pattern.key.as_str()))
    }

    /// Returns the pattern for a word, and the form of the word that it matches.
    fn pattern<'w>(&self, word: &'w str) -> Option<(&Pattern, &'w str)> {
        let matches = |form: &'w str| {
            let pattern = self.patterns.iter().find(|pattern| pattern.matches(form));
            pattern.map(|pattern| (pattern, form))
        };
        // The patterns are few, but a show without any has many words.
        (!self.patterns.is_empty()).then(|| forms(word).find_map(matches))?
    }

    /// Returns the show's pronunciation of a word of the text that is alone.
    #[must_use]
    pub(crate) fn spoken(&self, word: &str) -> Option<Spoken> {
        let own = [&self.words, &self.parts].into_iter();
        let own = own.flat_map(|words| forms(word).filter_map(|form| entry(words, form)).next());
        let own = own.map(|(_, entry)| entry.spoken.clone()).next();
        own.or_else(|| {
            self.pattern(word)
                .map(|(pattern, form)| pattern.spoken(form))
        })
    }

    /// Returns the words of a sentence that have a pronunciation, by their index.
    #[must_use]
    pub(crate) fn of_sentence(&self, text: &str, words: &[Span]) -> Vec<(usize, Spoken)> {
        if self.words.is_empty() && self.parts.is_empty() && self.patterns.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut index = 0;
        while let Some(word) = words.get(index) {
            if let Some(phrase) = self.phrase(text, &words[index..]) {
                let spoken = phrase.spoken.iter().cloned().enumerate();
                found.extend(spoken.map(|(along, spoken)| (index + along, spoken)));
                index += phrase.words.len();
            } else {
                found.extend(self.spoken(word.of(text)).map(|spoken| (index, spoken)));
                index += 1;
            }
        }
        found
    }

    /// Returns the longest phrase with which the words begin.
    fn phrase(&self, text: &str, words: &[Span]) -> Option<&Phrase> {
        if self.phrases.is_empty() {
            return None;
        }
        let first = words.first()?.of(text);
        let low = first.to_lowercase();
        let known = [self.phrases.get(first), self.phrases.get(&low)];
        let mut known = known.into_iter().flatten().flatten();
        known.find(|phrase| phrase.begins(text, words))
    }
}

impl Phrase {
    fn begins(&self, text: &str, words: &[Span]) -> bool {
        let Some(words) = words.get(..self.words.len()) else {
            return false;
        };
        let joined = |pair: &[Span]| {
            let gap = &text[pair[0].end..pair[1].start];
            gap.chars().all(|c| c.is_whitespace() || "-‐.".contains(c))
        };
        let same = |(word, key): (&Span, &String)| {
            let mut forms = forms(word.of(text));
            forms.any(|form| form == key || !self.exact && form.to_lowercase() == *key)
        };
        words.windows(2).all(joined) && words.iter().zip(&self.words).all(same)
    }
}

/// Returns a word, and the word without its possessive ending.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    [Some(word), stem].into_iter().flatten()
}

/// Returns the entry of a word as written or in small letters.
fn entry<'w>(words: &'w HashMap<String, Entry>, form: &str) -> Option<(&'w str, &'w Entry)> {
    let low = || words.get_key_value(&form.to_lowercase());
    let found = words
        .get_key_value(form)
        .or_else(|| low().filter(|(_, entry)| !entry.exact));
    found.map(|(key, entry)| (key.as_str(), entry))
}

fn uneven(entry: &Pronunciation, written: usize, spoken: usize) -> Diagnostic {
    let message = format!(
        "`{}` is {} but is spoken as {}",
        entry.word.value,
        count(written),
        count(spoken)
    );
    Diagnostic::error("pronounce-words", entry.word.span, message)
        .hint("give each word its own pronunciation, in the same order")
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
        let listed = |(word, spoken): &(&str, Spoken)| Listed {
            list: None,
            entry: Pronunciation {
                word: Spanned::new((*word).trim_start_matches('=').to_owned(), Span::default()),
                spoken: Spanned::new(spoken.clone(), Span::default()),
                exact: word.starts_with('='),
            },
        };
        let entries: Vec<Listed> = entries.iter().map(listed).collect();
        let (lexicon, found) = Lexicon::new(&entries, &Prose::default(), &[]);
        (lexicon, found.into_iter().map(|(_, found)| found).collect())
    }

    fn respelt(text: &str) -> Spoken {
        Spoken::Respelling(text.to_owned())
    }

    /// Returns the pronunciations of the words of a sentence.
    fn said(lexicon: &Lexicon, text: &str) -> String {
        let words = cuebook_script::prose::words(text);
        let spans: Vec<Span> = words.iter().map(|word| word.span).collect();
        let found = lexicon.of_sentence(text, &spans).into_iter();
        let words = found.map(|(index, spoken)| match spoken {
            Spoken::Respelling(text) | Spoken::Ipa(text) => format!("{index}={text}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_found_as_written_and_with_their_endings() {
        let (lexicon, _) = lexicon(&[
            ("Frunze", respelt("Froon-zeh")),
            ("Zhukov", Spoken::Ipa("ˈʒuːkɒf".to_owned())),
            ("row", respelt("rau")),
            ("=us", respelt("US")),
        ]);
        assert_eq!(lexicon.spoken("Frunze"), Some(respelt("Froon-zeh")));
        assert_eq!(lexicon.spoken("Frunze’s"), Some(respelt("Froon-zeh")));
        assert_eq!(
            lexicon.spoken("Zhukov's"),
            Some(Spoken::Ipa("ˈʒuːkɒf".to_owned()))
        );
        assert_eq!(lexicon.spoken("Row"), Some(respelt("rau")));
        assert_eq!(lexicon.spoken("frunze"), None);
        assert_eq!(lexicon.spoken("us"), Some(respelt("US")));
        assert_eq!(lexicon.spoken("Us"), None);
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

    #[test]
    fn words_that_are_together_win_over_each_of_them() {
        let (lexicon, _) = lexicon(&[
            ("St Ives", respelt("saint eyevz")),
            ("St", respelt("street")),
            ("St Ives Bay", respelt("saint eyevz bay")),
            ("the polish", respelt("thee POL-ish")),
        ]);
        let said = |text| said(&lexicon, text);
        assert_eq!(
            said("St Ives is not Ives St."),
            "0=saint 1=eyevz 4=eyevz 5=street"
        );
        assert_eq!(said("In St. Ives’s Bay"), "1=saint 2=eyevz 3=bay");
        assert_eq!(said("St, Ives"), "0=street 1=eyevz");
        assert_eq!(said("The Polish flag"), "0=thee 1=POL-ish");
    }

    #[test]
    fn a_star_is_any_letters() {
        let (lexicon, diagnostics) = lexicon(&[
            ("Zhuk*", respelt("ZHOOK-*")),
            ("*burg", respelt("*-boork")),
            ("Zhukov", respelt("ZHOO-kof")),
            ("thr*w", respelt("throh")),
            ("a*b*", respelt("x")),
            ("Red Arm*", respelt("red arm")),
            ("x*", Spoken::Ipa("x*".to_owned())),
            ("plain", respelt("pl*")),
        ]);
        assert_eq!(lexicon.spoken("Zhukovka"), Some(respelt("ZHOOK-ovka")));
        assert_eq!(lexicon.spoken("Zhukov’s"), Some(respelt("ZHOO-kof")));
        assert_eq!(lexicon.spoken("Orenburg"), Some(respelt("Oren-boork")));
        assert_eq!(lexicon.spoken("Threw"), Some(respelt("throh")));
        assert_eq!(lexicon.spoken("zhukovka"), None);
        let wrong = |found: &&Diagnostic| found.code == "pronounce-pattern";
        assert_eq!(diagnostics.iter().filter(wrong).count(), 4);
    }
}
