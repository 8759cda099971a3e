//! Reads Italian.

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

/// How Italian is read.
pub(super) const ITALIAN: Tongue = Tongue {
    text: &numbers::TEXT,
    sounds: phrase,
    parts,
    letters: latin,
    english: None,
    own: None,
};

/// Splits a written word at its apostrophe: `l'amico`, `dell'acqua`. The first part is spoken in one
/// piece with the second.
fn parts(word: &str) -> Vec<&str> {
    match word.split_once('\'') {
        Some((before, after)) if !before.is_empty() && !after.is_empty() => {
            vec![&word[..=before.len()], after]
        }
        _ => vec![word],
    }
}

/// Returns the sounds of words that are spoken without a pause.
fn phrase(all: &[Word<'_>]) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let last = at + 1 == all.len();
        let text = word.text.trim_matches('\'');
        let elided = word.text.ends_with('\'') && !last;
        let before = at.checked_sub(1).map(|at| &all[at]);
        let mut sound = match word.given {
            Some(given) => Sound::new(given, Origin::Show),
            None => match words::listed(text) {
                Some(listed) => Sound::new(listed, origin(true)),
                None => {
                    let weight = match (words::is_weak(text) || elided, words::is_light(text)) {
                        (true, _) if !last => Weight::None,
                        (_, true) if !last => Weight::Light,
                        _ => Weight::Full,
                    };
                    Sound::new(sounds::of(text, weight), origin(false))
                }
            },
        };
        sound.joined = before.is_some_and(|before| {
            before.text.ends_with('\'')
                && before.given.is_none()
                && before.text.chars().count() > 1
                && !words::is_cut_short(before.text)
        });
        sounds.push(sound);
    }
    sounds
}
