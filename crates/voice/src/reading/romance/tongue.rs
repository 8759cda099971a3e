//! The parts that are special to a language.

use super::sentence::Rule;
use crate::phonemes::Origin;

/// A language: its way to write out figures and signs, and its sounds.
pub(in crate::reading) struct Tongue {
    /// How figures, signs and abbreviations are spoken.
    pub text: &'static Text,
    /// Returns the sounds of words that are spoken without a pause, one for each.
    pub sounds: fn(&[Word<'_>]) -> Vec<Sound>,
    /// Splits a written word in small letters into the words that are spoken in one piece.
    pub parts: fn(&str) -> Vec<&str>,
    /// Writes a word in the letters that `parts` and `sounds` know.
    pub letters: fn(&str) -> String,
    /// Returns the phonemes of an English word as the language has them, if words in Latin letters
    /// are English.
    pub english: Option<fn(&str) -> String>,
    /// Returns sounds of the phonetic alphabet in those that the voices of the language know, if these
    /// differ.
    pub own: Option<fn(&str) -> String>,
}

/// A word in small letters, with its sounds if the show has them.
#[derive(Copy, Clone, Debug)]
pub(in crate::reading) struct Word<'a> {
    pub text: &'a str,
    pub given: Option<&'a str>,
}

/// The sounds of a word.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Sound {
    pub sounds: String,
    pub from: Origin,
    /// Whether no space is between it and the word before.
    pub joined: bool,
}

impl Sound {
    pub(in crate::reading) fn new(sounds: impl Into<String>, from: Origin) -> Sound {
        Sound {
            sounds: sounds.into(),
            from,
            joined: false,
        }
    }
}

/// The gender of the thing that is counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Gender {
    Man,
    Woman,
}

/// A name of a unit or a coin: one and several.
#[derive(Copy, Clone, Debug)]
pub(in crate::reading) struct Counted {
    pub one: &'static str,
    pub many: &'static str,
    pub gender: Gender,
}

/// Returns a name that is counted.
pub(in crate::reading) const fn counted(
    one: &'static str,
    many: &'static str,
    gender: Gender,
) -> Counted {
    Counted { one, many, gender }
}

/// How a language writes out figures and signs.
pub(in crate::reading) struct Text {
    /// A whole number in words.
    pub cardinal: fn(u64, Gender) -> String,
    /// A year in words.
    pub year: fn(u64) -> String,
    /// Rules that only this language has. They come before those of all.
    pub rules: &'static [Rule],
    /// Whether figures are grouped as in `12,34,567`, and a point is before the decimals.
    pub counts_in_lakhs: bool,
    /// An ordinal number in words, if there is one that people say.
    pub ordinal: fn(u64, Gender) -> Option<String>,
    /// The endings of figures that make them ordinal, with their gender: `º`, `er`, `ème`.
    pub ordinal_ends: &'static [(&'static str, Gender)],
    /// The word for the first day of a month, and the words between day, month and year.
    pub first_day: &'static str,
    pub in_dates: &'static str,
    /// The months, from January.
    pub months: [&'static str; 12],
    /// The hour and the minute of the day.
    pub clock: fn(u64, u64) -> String,
    /// The words for a point in a number, a minus, a plus, between the ends of a range, `×`, `%`
    /// and `‰`.
    pub point: &'static str,
    pub minus: &'static str,
    pub plus: &'static str,
    pub to: &'static str,
    pub times: &'static str,
    pub percent: &'static str,
    pub per_mille: &'static str,
    /// The word between a sum and its coins: `con`, `y`.
    pub and_coins: &'static str,
    /// The word between a round million and a coin: `de`.
    pub of: &'static str,
    /// Signs of money, with their coins and the parts of these.
    pub money: &'static [(&'static str, Counted, Counted)],
    /// Units, as written.
    pub units: &'static [(&'static str, Counted)],
    /// `per` in `km/h`.
    pub per: &'static str,
    /// Fractions: a half and a quarter, one and several.
    pub fractions: &'static [(char, &'static str)],
    /// Signs that are spoken.
    pub signs: &'static [(char, &'static str)],
    /// Abbreviations in small letters without their stop, and what they stand for. Those that stand
    /// without a stop as well are in `bare`.
    pub short: &'static [(&'static str, &'static str)],
    pub bare: &'static [(&'static str, &'static str)],
    /// The names of the letters.
    pub letters: &'static [(char, &'static str)],
    /// Words in capitals that are read as words: `OTAN`.
    pub said_whole: &'static [&'static str],
    /// Words before a Roman numeral that is read as a cardinal or as an ordinal number.
    pub before_numeral: &'static [&'static str],
    /// Whether the numeral after such a word is ordinal up to ten.
    pub century_is_ordinal: bool,
    /// Words after a Roman numeral that make it ordinal: `siècle`, `secolo`.
    pub after_numeral: &'static [&'static str],
    /// Names of rulers and popes.
    pub rulers: &'static [&'static str],
    /// How far the numbers of rulers are ordinal: up to ten in Spanish.
    pub ordinal_rulers: u64,
    /// Words of an address: `@`, `.`, `/`, `-`, `_`, `:`.
    pub address: [&'static str; 6],
    /// Endings and words of feminine nouns after a number.
    pub is_woman: fn(&str) -> bool,
}
