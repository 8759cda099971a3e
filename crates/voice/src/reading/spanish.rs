//! Reads Spanish, as in Castile.

mod numbers;
mod sounds;
mod words;

use super::romance::letters::latin;
use super::romance::origin;
use super::romance::syllables::Weight;
use super::romance::tongue::{Sound, Tongue, Word};
use crate::phonemes::Origin;
use sounds::Beside;

/// The version of the reader. Raise it with every change of its phonemes.
pub(super) const VERSION: u32 = 1;

/// How Spanish is read.
pub(super) const SPANISH: Tongue = Tongue {
    text: &numbers::TEXT,
    sounds: phrase,
    parts: |word| vec![word],
    letters: latin,
    english: None,
    own: None,
};

/// Returns the sounds of words that are spoken without a pause.
fn phrase(all: &[Word<'_>]) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::new();
    for (at, word) in all.iter().enumerate() {
        if let Some(given) = word.given {
            sounds.push(Sound::new(given, Origin::Show));
            continue;
        }
        let next = all.get(at + 1);
        if let Some(foreign) = words::foreign(word.text) {
            sounds.push(Sound::new(foreign, origin(true)));
            continue;
        }
        let beside = Beside {
            before: sounds
                .last()
                .and_then(|sound| sound.sounds.chars().next_back()),
            after: next.and_then(|next| next.text.chars().next()),
        };
        let weight = match (words::is_weak(word.text), words::is_light(word.text)) {
            (true, _) if next.is_some() => Weight::None,
            (_, true) if next.is_some() => Weight::Light,
            _ => Weight::Full,
        };
        let text = word.text.replace('\'', "");
        let text = match (text.as_str(), next) {
            // Alone, `y` is a vowel.
            ("y", _) => "i",
            (text, _) => text,
        };
        sounds.push(Sound::new(sounds::of(text, weight, beside), origin(false)));
    }
    sounds
}
