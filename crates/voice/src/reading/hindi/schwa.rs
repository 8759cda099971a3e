//! Decides which vowels that are not written are silent.
//!
//! At the end of a word such a vowel is silent, unless its consonants are hard to say without it.
//! Within a word it is silent between a vowel with one consonant and a consonant with a vowel; the
//! last is decided first (M. Ohala 1983).

use super::letters::{Akshara, Vowel};

/// Makes vowels silent.
pub(super) fn delete(aksharas: &mut [Akshara]) {
    let count = aksharas.len();
    if count < 2 {
        return;
    }
    let last = count - 1;
    if aksharas[last].is_plain() && !is_kept(aksharas) {
        aksharas[last].vowel = Vowel::Silent;
    }
    for at in (1..last).rev() {
        if is_silent(&aksharas[at - 1..=at + 1]) {
            aksharas[at].vowel = Vowel::Silent;
        }
    }
}

/// Returns whether the vowel of the middle one of three aksharas is silent.
fn is_silent(three: &[Akshara]) -> bool {
    let [before, here, after] = three else {
        return false;
    };
    here.is_plain()
        && here.onset.len() == 1
        && before.vowel != Vowel::Silent
        && !before.is_breathed
        && after.vowel != Vowel::Silent
        && after.onset.len() == 1
}

/// Returns whether the vowel that is not written sounds at the end of a word.
fn is_kept(aksharas: &[Akshara]) -> bool {
    let [.., before, last] = aksharas else {
        return true;
    };
    match last.onset.as_slice() {
        // `प्रिय`, `भारतीय`
        ["j"] => matches!(before.vowel, Vowel::Written("ɪ" | "iː" | "uː")),
        [] | [_] => false,
        // `मित्र`, `सत्य`, `प्रश्न`: the last consonant is louder than the one before it.
        [.., first, second] => loudness(second) > loudness(first),
    }
}

/// How loud a consonant is beside others.
fn loudness(sound: &str) -> u8 {
    match sound {
        "j" | "ʋ" => 4,
        "ɾ" | "l" | "r" | "rh" | "ɭ" => 3,
        "m" | "n" | "ɳ" | "ŋ" | "ɲ" => 2,
        _ => 1,
    }
}
