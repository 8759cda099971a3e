//! Parts of numbers and nouns that several languages build in the same way.

use super::tongue::Gender::{self, Man, Woman};

/// Returns the first words of a number, and the words of its rest behind them.
pub(in crate::reading) fn joined(
    head: String,
    rest: u64,
    (cardinal, gender): (fn(u64, Gender) -> String, Gender),
) -> String {
    match rest {
        0 => head,
        rest => format!("{head} {}", cardinal(rest, gender)),
    }
}

/// Returns the words for whole hundreds, which have a gender from two hundred on. `stems` has the
/// word for a hundred, and the others without their ending.
pub(in crate::reading) fn hundreds(stems: &[&str; 10], count: usize, gender: Gender) -> String {
    let stem = stems[count];
    match (count, gender) {
        (1, _) => stem.to_owned(),
        (_, Man) => format!("{stem}os"),
        (_, Woman) => format!("{stem}as"),
    }
}

/// The nouns of a language that are feminine.
pub(in crate::reading) struct Feminine {
    /// Endings of the singular, or of the plural without its `s`.
    pub endings: &'static [&'static str],
    /// Words with other endings.
    pub also: &'static [&'static str],
    /// Masculine words with these endings.
    pub not: &'static [&'static str],
}

impl Feminine {
    /// Returns whether a noun in small letters is feminine.
    pub(in crate::reading) fn has(&self, word: &str) -> bool {
        let stem = word.strip_suffix('s').unwrap_or(word);
        self.also.contains(&word)
            || word.chars().count() > 2
                && !self.not.contains(&word)
                && self.endings.iter().any(|end| stem.ends_with(end))
    }
}
