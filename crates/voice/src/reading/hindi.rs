//! Reads Hindi in Devanagari, with English words in Latin letters.

mod english;
mod figures;
mod letters;
mod numbers;
mod schwa;
mod sounds;
mod words;

use super::romance::origin;
use super::romance::spelled;
use super::romance::syllables::Weight;
use super::romance::tongue::{Sound, Tongue, Word};
use crate::phonemes::Origin;
use letters::is_devanagari;
use unicode_normalization::UnicodeNormalization;

/// The version of the reader. Raise it with every change of its phonemes.
pub(super) const VERSION: u32 = 1;

/// How Hindi is read.
pub(super) const HINDI: Tongue = Tongue {
    text: &numbers::TEXT,
    sounds: phrase,
    parts: |word| vec![word],
    letters: plain,
    english: Some(english::sounds),
    own: Some(english::own),
};

/// Returns the sounds of words that are spoken without a pause.
fn phrase(all: &[Word<'_>]) -> Vec<Sound> {
    let alone = all.len() == 1;
    let sound = |word: &Word<'_>| match (word.given, words::irregular(word.text)) {
        (Some(given), _) => Sound::new(given, Origin::Show),
        (None, Some(listed)) => Sound::new(listed, origin(true)),
        (None, None) => {
            let weight = match (words::is_weak(word.text), words::is_light(word.text)) {
                (true, _) if !alone => Weight::None,
                (_, true) if !alone => Weight::Light,
                _ => Weight::Full,
            };
            Sound::new(said(word.text, weight), origin(false))
        }
    };
    all.iter().map(sound).collect()
}

/// Returns the sounds of a word; Latin letters without an English reading are named.
fn said(word: &str, weight: Weight) -> String {
    let own = sounds::of(word, weight);
    if !own.is_empty() {
        return own;
    }
    let name = |c: char| {
        let letter = numbers::TEXT
            .letters
            .iter()
            .find(|(letter, _)| *letter == c);
        letter.map(|(_, name)| sounds::of(name, weight))
    };
    let plain = super::letters::plain(&super::letters::latin(word).to_lowercase());
    plain.chars().filter_map(name).collect()
}

/// Returns a word in composed letters. Joiners, which only shape letters, are left out.
fn plain(word: &str) -> String {
    let composed: String = word
        .nfc()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .collect();
    match composed.contains(is_devanagari) {
        true => composed,
        false => super::letters::latin(&composed).to_lowercase(),
    }
}

/// Writes sounds in the International Phonetic Alphabet.
pub(super) fn to_ipa(sounds: &str) -> String {
    let mut written: Vec<char> = spelled::to_ipa(sounds).chars().collect();
    // The breath belongs to its consonant: the stress is before both.
    for at in 2..written.len() {
        if written[at] == 'ʰ' && matches!(written[at - 1], 'ˈ' | 'ˌ') {
            written.swap(at - 2, at - 1);
        }
    }
    let letter = |c: char| match c {
        'c' => "tʃ".to_owned(),
        'ɟ' => "dʒ".to_owned(),
        'r' => "ɽ".to_owned(),
        c => c.to_string(),
    };
    written.into_iter().map(letter).collect()
}

#[cfg(test)]
mod tests;
