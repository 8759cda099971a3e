//! Reads Japanese. The text is split into words of the dictionary, each with its reading in kana, and
//! the kana become phonemes. Numbers with their counters, Latin letters, readings that the author
//! gives (`漢字《かんじ》`) and pronunciations of the show are known beforehand.
//!
//! ```text
//! text → clauses with known parts → words with readings → phonemes with owners
//! ```

mod clause;
mod counters;
mod dictionary;
mod kana;
mod lattice;
mod latin;
mod numbers;
mod numerals;
mod romaji;
mod ruby;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::assemble::{Part, Said, explained};
use super::valid_words;
use crate::phonemes::{Explained, Origin};
use crate::{Utterance, VoiceError};
use clause::{Clause, Item, Known};
use cuebook_core::folding::Folded;
use cuebook_core::pronunciation::Spoken;
use dictionary::Dictionary;
use lattice::Word;

/// The version of the reader. Raise it with every change of its phonemes.
pub(super) const VERSION: u32 = 1;

/// The reader. The dictionary is loaded at its first use.
pub(super) struct Japanese {
    folder: PathBuf,
    dictionary: OnceLock<Result<Dictionary, String>>,
}

/// Returns the English phonemes of a word in Latin letters.
type English<'e> = &'e dyn Fn(&str) -> Option<String>;

impl Japanese {
    /// A reader with the files in `folder`.
    pub(super) fn new(folder: &Path) -> Japanese {
        Japanese {
            folder: folder.to_path_buf(),
            dictionary: OnceLock::new(),
        }
    }

    /// Reads an utterance. `english` reads words in Latin letters.
    ///
    /// # Errors
    /// When the dictionary cannot be loaded.
    pub(super) fn explain(
        &self,
        utterance: &Utterance,
        english: English<'_>,
    ) -> Result<Explained, VoiceError> {
        let load = || Dictionary::load(&self.folder).map_err(|error| error.to_string());
        let dictionary = self.dictionary.get_or_init(load).as_ref();
        let dictionary = dictionary.map_err(|reason| VoiceError::Engine {
            text: utterance.text.clone(),
            reason: reason.clone(),
        })?;
        Ok(explained(parts(dictionary, utterance, english), utterance))
    }
}

/// Returns the phonemes of a pronunciation from the show: kana, Latin letters or phonetic signs.
pub(super) fn pronunciation(spoken: &Spoken) -> String {
    match spoken {
        Spoken::Ipa(written) => super::signs::from_ipa(written),
        Spoken::Respelling(written) => {
            let kana: String = written.chars().filter(|c| kana::is_kana(*c)).collect();
            let kana = match kana.is_empty() {
                true => romaji::kana(written).unwrap_or_default(),
                false => kana::spoken(&kana),
            };
            kana::phonemes(&kana, None)
        }
    }
}

/// Returns the spoken words and marks of an utterance.
fn parts(dictionary: &Dictionary, utterance: &Utterance, english: English<'_>) -> Vec<Part> {
    let text = kana::repeated(&utterance.text);
    let folded = Folded::of(&text, 0..text.len());
    let words = valid_words(utterance);
    let given = super::given_by(utterance, &words, &|spoken| {
        !pronunciation(spoken).is_empty()
    });
    let given = given.iter().filter_map(|(span, index)| {
        let (_, spoken) = utterance.pronounce.iter().find(|(word, _)| word == index)?;
        let part = folded.part(*span);
        Some((part.start..part.end, pronunciation(spoken)))
    });
    let given: Vec<_> = given.collect();
    let mut parts = Vec::new();
    for item in clause::items(&folded.text, &given, dictionary, english) {
        match item {
            Item::Mark(mark) => parts.push(Part::Mark(mark)),
            Item::Clause(clause) => speak(dictionary, &folded, &clause, &mut parts),
        }
    }
    parts
}

/// Adds the spoken words of a clause.
fn speak(dictionary: &Dictionary, folded: &Folded<'_>, clause: &Clause, parts: &mut Vec<Part>) {
    let text = &folded.text[clause.span.clone()];
    let fixed: Vec<_> = clause.known.iter().map(|(span, _)| span.clone()).collect();
    let mut words = lattice::words(dictionary, text, &fixed);
    settle(&mut words, text);
    let mut rest = words.as_slice();
    let mut after_stop = false;
    while !rest.is_empty() {
        let count = whole(dictionary, text, rest);
        let (group, later) = rest.split_at(count);
        for (at, word) in group.iter().enumerate() {
            let next = group
                .get(at + 1)
                .and_then(|next| next.reading.chars().next());
            let (sounds, from) = match word.fixed.and_then(|fixed| clause.known.get(fixed)) {
                Some((_, Known::Kana(kana, from))) => (kana::phonemes(kana, next), *from),
                Some((_, Known::Sounds(sounds, from))) => (sounds.clone(), *from),
                None => (kana::phonemes(&word.reading, next), origin(word)),
            };
            let joined = at > 0 || after_stop || sounds.starts_with(['ʔ', 'ː']);
            after_stop = sounds.ends_with('ʔ');
            if sounds.is_empty() {
                continue;
            }
            let from_byte = clause.span.start;
            let span = from_byte + word.span.start..from_byte + word.span.end;
            parts.push(Part::Word(Said {
                text: shown(word, clause, text),
                sounds,
                from,
                span: folded.span(span),
                joined,
            }));
        }
        rest = later;
    }
}

/// Returns a word as it is shown: as it is written, or by its kana if these are not the dictionary's.
fn shown(word: &Word, clause: &Clause, text: &str) -> String {
    match word.fixed.and_then(|fixed| clause.known.get(fixed)) {
        Some((_, Known::Kana(kana, _))) => kana.clone(),
        _ => text[word.span.clone()].to_owned(),
    }
}

fn origin(word: &Word) -> Origin {
    match word.is_known {
        true => Origin::Lexicon,
        false => Origin::Spelling,
    }
}

/// The most words that are spoken in one piece.
const MOST_JOINED: usize = 8;

/// Returns how many words at the start of a clause are spoken in one piece, at least 1.
fn whole(dictionary: &Dictionary, text: &str, words: &[Word]) -> usize {
    let start = words[0].span.start;
    let most = words.len().min(MOST_JOINED);
    let is_whole = |count: &usize| {
        let joined = &words[..*count];
        let end = joined[count - 1].span.end;
        joined.iter().all(|word| word.fixed.is_none()) && dictionary.is_whole(&text[start..end])
    };
    (2..=most).rev().find(is_whole).unwrap_or(1)
}

/// Corrects readings: those that the dictionary gives as they are written and not as they are
/// spoken, and those that the next word decides.
fn settle(words: &mut [Word], text: &str) {
    for at in 0..words.len() {
        let next = words.get(at + 1);
        let next = next.map(|word| (text[word.span.clone()].to_owned(), word.reading.clone()));
        let before = at
            .checked_sub(1)
            .map(|before| words[before].reading.clone());
        let word = &mut words[at];
        let surface = &text[word.span.clone()];
        let follows = |readings: &[&str]| {
            let next = next.as_ref().map_or("", |(_, reading)| reading.as_str());
            readings.iter().any(|own| next.starts_with(own))
        };
        let reading = match surface {
            "日本" => "ニホン",
            "言う" | "いう" if word.reading == "イウ" => "ユー",
            "という" | "と言う" => "トユー",
            "来ら" if follows(&["レ"]) => "コラ",
            "う" if before.as_deref().is_some_and(kana::ends_in_o) => "ー",
            "後" if before
                .as_deref()
                .is_some_and(|before| before.ends_with(['タ', 'ダ', 'ノ'])) =>
            {
                "アト"
            }
            "十" if follows(&["フン"]) => "ジュッ",
            "分" if before.as_deref() == Some("ジュッ") => "プン",
            "何" if follows(&["ト", "ダ", "デ", "ノ", "ナ"]) && !follows(&["トキ"]) => {
                "ナン"
            }
            "何" if follows(&["ガ", "ヲ", "モ", "カ", "ニ", "シ", "ワ"]) => "ナニ",
            "々" => before.as_deref().unwrap_or_default(),
            _ => word.reading.as_str(),
        };
        word.reading = long_e(surface, reading);
    }
}

/// Returns a reading in which `エイ` is long, as in `センセー`, unless the `い` is written.
fn long_e(surface: &str, reading: &str) -> String {
    if surface.contains(['い', 'イ']) {
        return reading.to_owned();
    }
    let mut found = String::new();
    for c in reading.chars() {
        let after_e = found
            .chars()
            .next_back()
            .is_some_and(|before| "ケセテネヘメレゲゼデベペェ".contains(before));
        found.push(if c == 'イ' && after_e { 'ー' } else { c });
    }
    found
}

#[cfg(test)]
mod tests;
