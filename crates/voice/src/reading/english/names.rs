//! Well-known names that the lexicons lack or read as another word: composers, authors, figures of
//! myths, first names, places. Words of other languages that English books have are there too.
//!
//! `names.txt` has a name and its pronunciation on each line, in the letters of the International
//! Phonetic Alphabet, with every `r` that is written. Both accents are made from it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{alphabet, diacritics, ipa, letters};
use crate::phonemes::Accent;

/// The names with their pronunciations.
static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("names.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// The names in small letters, for words in capitals.
static SMALL: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let names = NAMES
        .iter()
        .map(|(name, spoken)| (name.to_lowercase(), *spoken));
    names.collect()
});

/// The names with accents, in small letters without them. Words in small letters are not among
/// them: `expose` is another word than `exposé`.
static PLAIN: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let names = NAMES
        .iter()
        .filter(|(name, _)| !name.is_ascii() && name.starts_with(char::is_uppercase))
        .map(|(name, spoken)| (letters::plain(name).to_lowercase(), *spoken));
    names.collect()
});

/// Returns whether a word is on the list as written.
pub(super) fn has(word: &str) -> bool {
    NAMES.contains_key(word)
}

/// Returns the sound of a name as written, or of its possessive.
pub(super) fn sound(word: &str, accent: Accent) -> Option<String> {
    if let Some(spoken) = NAMES.get(word) {
        return Some(read(spoken, accent));
    }
    let spoken = NAMES.get(word.strip_suffix("'s")?)?;
    Some(alphabet::with_s(&read(spoken, accent), accent))
}

/// Returns the sound of a name in any letters; also of its plural.
pub(super) fn in_any_case(word: &str, accent: Accent) -> Option<String> {
    let lower = word.to_lowercase();
    if let Some(spoken) = SMALL.get(&lower) {
        return Some(read(spoken, accent));
    }
    let spoken = SMALL.get(lower.strip_suffix('s')?)?;
    Some(alphabet::with_s(&read(spoken, accent), accent))
}

/// Returns the sound of a name that the list has with other accents, or where only one of the two
/// has accents: `Siobhán`, `Dvorak`.
pub(super) fn without_accents(word: &str, accent: Accent) -> Option<String> {
    let plain = letters::plain(word).to_lowercase();
    if !word.is_ascii()
        && let Some(sound) = in_any_case(&plain, accent).filter(|s| diacritics::fits(word, s))
    {
        return Some(sound);
    }
    let listed = PLAIN
        .get(&plain)
        .filter(|_| word.starts_with(char::is_uppercase));
    listed.map(|spoken| read(spoken, accent))
}

/// Reads a pronunciation in the letters of the list.
pub(super) fn read(spoken: &str, accent: Accent) -> String {
    match accent {
        Accent::American => {
            let near = spoken
                .replace("ɪər", "ɪr")
                .replace("eər", "ɛr")
                .replace("ʊər", "ʊr");
            ipa::read(&near, accent)
        }
        Accent::British => ipa::read(&without_r(spoken), accent),
    }
}

/// Leaves out every `r` that no vowel follows.
fn without_r(spoken: &str) -> String {
    let chars: Vec<char> = spoken.chars().collect();
    let voiced = |at: usize| {
        let next = chars[at + 1..].iter().find(|c| !matches!(c, 'ˈ' | 'ˌ'));
        next.is_some_and(|c| alphabet::is_vowel(*c) || "aeiouyɑɔ".contains(*c))
    };
    let kept = (0..chars.len()).filter(|at| chars[*at] != 'r' || voiced(*at));
    kept.map(|at| chars[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_can_be_read_and_is_there_once() {
        let lines: Vec<&str> = include_str!("names.txt").lines().collect();
        assert!(lines.is_sorted_by(|a, b| a.split(' ').next() < b.split(' ').next()));
        for line in lines {
            let (name, spoken) = line.split_once(' ').unwrap();
            for accent in [Accent::American, Accent::British] {
                let sounds = read(spoken, accent);
                let stresses = sounds.matches('ˈ').count();
                let vowels = sounds.chars().filter(|c| alphabet::is_vowel(*c)).count();
                assert!(stresses == 1 && vowels > 0, "{name}: {sounds}");
            }
        }
    }

    #[test]
    fn both_accents_are_made_from_one_pronunciation() {
        for (name, american, british) in [
            ("Bach", "bˈɑk", "bˈɑːk"),
            ("Freud", "fɹˈYd", "fɹˈYd"),
            ("Hermione", "həɹmˈIəni", "həmˈIəni"),
            ("Murray", "mˈʌɹi", "mˈʌɹi"),
            ("Freud's", "fɹˈYdz", "fɹˈYdz"),
        ] {
            assert_eq!(
                sound(name, Accent::American).as_deref(),
                Some(american),
                "{name}"
            );
            assert_eq!(
                sound(name, Accent::British).as_deref(),
                Some(british),
                "{name}"
            );
        }
        assert_eq!(
            in_any_case("FREUD", Accent::American).as_deref(),
            Some("fɹˈYd")
        );
        assert_eq!(sound("bach", Accent::American), None);
    }
}
