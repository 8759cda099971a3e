//! Reads Portuguese, as in Brazil.

mod numbers;
mod sounds;
mod words;

use super::romance::letters::latin;
use super::romance::origin;
use super::romance::syllables::Weight;
use super::romance::tongue::{Sound, Tongue, Word};
use crate::phonemes::Origin;

/// The version of the reader. Raise it with every change of its phonemes.
pub(super) const VERSION: u32 = 1;

/// How Portuguese is read.
pub(super) const PORTUGUESE: Tongue = Tongue {
    text: &numbers::TEXT,
    sounds: phrase,
    parts: |word| vec![word],
    letters: latin,
    english: None,
    own: None,
};

/// Returns the sounds of words that are spoken without a pause.
fn phrase(all: &[Word<'_>]) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let next = all.get(at + 1);
        let after = next.and_then(|next| next.text.chars().next());
        let text = word.text.replace('\'', "");
        let sound = match (word.given, words::irregular(&text)) {
            (Some(given), _) => Sound::new(given, Origin::Show),
            (None, Some(listed)) => Sound::new(voiced(listed, after), origin(true)),
            (None, None) => {
                let weight = match (words::is_weak(&text), words::is_light(&text)) {
                    (true, _) if next.is_some() => Weight::None,
                    (_, true) if next.is_some() => Weight::Light,
                    _ => Weight::Full,
                };
                Sound::new(sounds::of(&text, weight, after), origin(false))
            }
        };
        sounds.push(sound);
    }
    sounds
}

/// Gives voice to the `s` at the end of a word before a vowel or a consonant with voice: `os amigos`.
fn voiced(sounds: &str, after: Option<char>) -> String {
    let voice = after.is_some_and(|c| "aeiouáâãàéêíóôõúbdgjlmnrvzh".contains(c));
    match sounds.strip_suffix('s').filter(|_| voice) {
        Some(stem) => format!("{stem}z"),
        None => sounds.to_owned(),
    }
}
