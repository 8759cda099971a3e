//! The words of the text for which the show has a pronunciation.
//!
//! Words and entries are compared as they are read: with plain apostrophes and without ligatures. A
//! word is looked up as written and, unless its entry is exact, in small letters; then without
//! its possessive ending, which the voice adds. Several words that are together in the text win
//! over each of them, a whole word wins over a word with `*`, one with more letters beside its `*` over
//! one with fewer, and a later entry over an earlier.

pub(crate) mod lists;
mod pattern;
mod unused;

use std::collections::HashMap;

use crate::book::place::unspaced;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::folding;
use cuebook_script::{Pronunciation, Prose, Spoken};
use cuebook_voice::reading;
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
        let letters = |pattern: &Pattern| std::cmp::Reverse(pattern.letters());
        lexicon.patterns.sort_by_key(letters);
        found.extend(lexicon.unused(entries, prose, asides));
        (lexicon, found)
    }

    fn add(&mut self, entry: &Pronunciation) -> Result<(), Diagnostic> {
        let key = folding::plain(&entry.word.value);
        let written: Vec<&str> = parts(&key).collect();
        has_sound(entry)?;
        if let Some(pattern) = Pattern::of(entry, &written)? {
            self.patterns.push(pattern);
            return Ok(());
        }
        let spoken = match unspaced::is_unspaced(&key) && written.len() == 1 {
            // Syllables of Pinyin may have spaces between them.
            true => vec![entry.spoken.value.clone()],
            false => split(&entry.spoken.value, written.len()),
        };
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

    /// Returns the key of the entry for a word of the text.
    fn key(&self, word: &str) -> Option<&str> {
        let word = &*folding::plain(word);
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
        let word = &*folding::plain(word);
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
        let first = folding::plain(words.first()?.of(text));
        let low = first.to_lowercase();
        let known = [self.phrases.get(&*first), self.phrases.get(&low)];
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
            gap.chars().all(|c| c.is_whitespace() || "-‐‑.".contains(c))
        };
        let same = |(word, key): (&Span, &String)| {
            let word = folding::plain(word.of(text));
            let mut forms = forms(&word);
            forms.any(|form| form == key || !self.exact && form.to_lowercase() == *key)
        };
        words.windows(2).all(joined) && words.iter().zip(&self.words).all(same)
    }
}

/// Returns a word, and the word without its possessive ending.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    [Some(word), word.strip_suffix("'s")].into_iter().flatten()
}

/// Returns the entry of a word as written or in small letters.
fn entry<'w>(words: &'w HashMap<String, Entry>, form: &str) -> Option<(&'w str, &'w Entry)> {
    let low = || words.get_key_value(&form.to_lowercase());
    let found = words
        .get_key_value(form)
        .or_else(|| low().filter(|(_, entry)| !entry.exact));
    found.map(|(key, entry)| (key.as_str(), entry))
}

/// Returns the words of a key. The parts of a compound are separate words, as in the text.
fn parts(key: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑');
    key.split(ends).filter(|part| !part.is_empty())
}

/// Checks that a pronunciation has only letters of its kind, and a sound.
fn has_sound(entry: &Pronunciation) -> Result<(), Diagnostic> {
    let span = entry.spoken.span;
    let wrong = |message: String, hint: &str| {
        Err(Diagnostic::error("pronounce-sound", span, message).hint(hint))
    };
    match &entry.spoken.value {
        Spoken::Ipa(ipa) => match reading::no_ipa(ipa) {
            Some(c) if c != '*' => wrong(
                format!("`{c}` is no letter of the International Phonetic Alphabet"),
                "write phonetic letters (`ˈfruːnzə`), or a respelling without `ipa` (`Froon-zeh`)",
            ),
            _ => Ok(()),
        },
        Spoken::Respelling(text) if !text.contains(char::is_alphabetic) && !text.contains('*') => {
            wrong(
                format!("`{text}` has no letters"),
                "write the word as it sounds in English: `Froon-zeh`",
            )
        }
        Spoken::Respelling(_) => Ok(()),
    }
}

fn uneven(entry: &Pronunciation, written: usize, spoken: usize) -> Diagnostic {
    let message = format!(
        "`{}` is {} but is spoken as {}",
        entry.word.value,
        count(written),
        count(spoken)
    );
    let hint = match entry.word.contains('-') {
        true => "the parts of a compound are words: write a space between their pronunciations",
        false => "give each word its own pronunciation, in the same order",
    };
    Diagnostic::error("pronounce-words", entry.word.span, message).hint(hint)
}

fn count(words: usize) -> String {
    match words {
        1 => "one word".to_owned(),
        more => format!("{more} words"),
    }
}

/// Returns the pronunciations of so many words. Those of a compound can have its hyphens between
/// them: `zhahn-LUKE` for `Jean-Luc`.
fn split(spoken: &Spoken, words: usize) -> Vec<Spoken> {
    let (text, make): (&str, fn(String) -> Spoken) = match spoken {
        Spoken::Respelling(text) => (text, Spoken::Respelling),
        Spoken::Ipa(text) => (text, Spoken::Ipa),
    };
    let spaced: Vec<&str> = text.split_whitespace().collect();
    let hyphened: Vec<&str> = parts(text).collect();
    let same = words > 1 && spaced.len() == 1 && hyphened.len() == words;
    let found = if same { hyphened } else { spaced };
    found
        .into_iter()
        .map(|word| make(word.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests;
