//! The words by which a file is found: those of its name, its folders and its tags.

use cuebook_core::meaning::stem;

use crate::{Facts, music};

/// The most words that are stored for one file.
const MOST: usize = 64;
/// The longest word that is stored, in bytes.
const LONGEST: usize = 32;

/// How much a match of a word counts, by where the word is.
pub mod weight {
    /// In the name of the file.
    pub const NAME: u8 = 8;
    /// In its title or its category.
    pub const TITLE: u8 = 6;
    /// In the name of its folder.
    pub const FOLDER: u8 = 3;
    /// In its description.
    pub const ABOUT: u8 = 2;
    /// In the name of its author.
    pub const CREDIT: u8 = 3;
}

/// Returns the words of a file with their weights, each once. `name` is the path below
/// the library's folder, with `/`.
#[must_use]
pub fn of(name: &str, facts: &Facts) -> Vec<(String, u8)> {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let texts = [
        (file, weight::NAME),
        (facts.title.as_deref().unwrap_or_default(), weight::TITLE),
        (facts.category.as_deref().unwrap_or_default(), weight::TITLE),
        (facts.genre.as_deref().unwrap_or_default(), weight::TITLE),
        (facts.credit.as_deref().unwrap_or_default(), weight::CREDIT),
        (folders, weight::FOLDER),
        (facts.about.as_deref().unwrap_or_default(), weight::ABOUT),
    ];
    let mut words: Vec<(String, u8)> = Vec::new();
    for (text, weight) in texts {
        for word in split(text) {
            if words.len() < MOST && !words.iter().any(|(known, _)| *known == word) {
                words.push((word, weight));
            }
        }
    }
    words.extend(facts_of(facts));
    words
}

/// The key of the index for a file that cannot be read.
pub(crate) const FAULTY: &str = "=faulty";

/// Returns the keys of the index for facts that are no words.
fn facts_of(facts: &Facts) -> impl Iterator<Item = (String, u8)> {
    let category = facts.category.as_deref().map(category_word);
    let tempo = facts.tempo.map(music::tempo_word);
    let key = facts.key.as_deref().map(music::key_word);
    let faulty = facts.fault.as_ref().map(|_| FAULTY.to_owned());
    let all = [category, tempo, key, faulty].into_iter().flatten();
    all.map(|word| (word, weight::TITLE))
}

/// Returns the key of the index for a category, or the beginning of one.
pub(crate) fn category_word(id: &str) -> String {
    format!("={}", id.to_lowercase())
}

/// Splits a name or a text into words without endings, in small letters: at all that is
/// no letter, and where a small letter is followed by a capital (`DOORWood` gives `door`
/// and `wood`).
pub fn split(text: &str) -> impl Iterator<Item = String> {
    parts(text).into_iter().map(|part| key(&part))
}

/// Returns a word without its ending, as the index has it.
#[must_use]
pub(crate) fn key(word: &str) -> String {
    stem(&word.to_lowercase())
}

/// Splits a text as [`split`] does, and leaves the words their endings.
pub(crate) fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    let mut word = String::new();
    let close = |word: &mut String, parts: &mut Vec<String>| {
        let lower = std::mem::take(word).to_lowercase();
        if (2..=LONGEST).contains(&lower.len()) {
            parts.push(lower);
        }
    };
    for (at, &letter) in letters.iter().enumerate() {
        if !letter.is_alphabetic() {
            close(&mut word, &mut parts);
            continue;
        }
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let rises = letter.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || (before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|after| after.is_lowercase())));
        if rises {
            close(&mut word, &mut parts);
        }
        word.push(letter);
    }
    close(&mut word, &mut parts);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text).collect()
    }

    #[test]
    fn names_are_split_at_signs_digits_and_capitals() {
        assert_eq!(
            words("DOORWood_Slam-oak02 big"),
            ["door", "wood", "slam", "oak", "big"]
        );
        // The part common to the forms of a word.
        assert_eq!(words("GlassBreaking"), ["glas", "break"]);
        assert_eq!(words("Tür_größer"), ["tür", "größer"]);
        assert!(words("01 - 2_x").is_empty());
    }

    #[test]
    fn a_word_counts_most_in_the_name() {
        let facts = Facts {
            about: Some("An oak door in a hall".to_owned()),
            ..Facts::default()
        };
        let found = of("Doors/oak_slam.wav", &facts);
        let weight = |word: &str| {
            found
                .iter()
                .find(|(known, _)| known == word)
                .map(|(_, w)| *w)
        };
        assert_eq!(weight("oak"), Some(weight::NAME));
        assert_eq!(weight("door"), Some(weight::FOLDER));
        assert_eq!(weight("hal"), Some(weight::ABOUT));
        assert_eq!(weight("wav"), None);
    }
}
