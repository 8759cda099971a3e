//! Latin letters in Japanese: names of letters for abbreviations, kana for Japanese names, and English
//! for other words.

use super::English;
use super::clause::Known;
use super::romaji;
use crate::phonemes::Origin;

const LETTERS: [&str; 26] = [
    "エー",
    "ビー",
    "シー",
    "ディー",
    "イー",
    "エフ",
    "ジー",
    "エイチ",
    "アイ",
    "ジェー",
    "ケー",
    "エル",
    "エム",
    "エヌ",
    "オー",
    "ピー",
    "キュー",
    "アール",
    "エス",
    "ティー",
    "ユー",
    "ブイ",
    "ダブリュー",
    "エックス",
    "ワイ",
    "ゼット",
];

/// The longest word in capitals that is an abbreviation.
const LONGEST_ABBREVIATION: usize = 4;

/// Returns the length and the reading of the Latin word at the start of `rest`.
pub(super) fn at(before: &str, rest: &str, english: English<'_>) -> Option<(usize, Known)> {
    if let Some((sign, kana)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(*sign)) {
        return Some((sign.len(), Known::Kana((*kana).to_owned(), Origin::Rule)));
    }
    let is_letter = |c: char| c.is_alphabetic() && u32::from(c) < 0x250;
    if before.ends_with(is_letter) || !rest.starts_with(is_letter) {
        return None;
    }
    let end = rest.find(|c| !is_letter(c) && !matches!(c, '\'' | '’'));
    let word = rest[..end.unwrap_or(rest.len())].trim_end_matches(['\'', '’']);
    let capitals = word.chars().all(char::is_uppercase) && word.len() <= LONGEST_ABBREVIATION;
    let single = word.chars().nth(1).is_none();
    let romaji = || {
        let japanese = word.starts_with(char::is_uppercase) || !word.is_ascii();
        japanese.then(|| romaji::kana(word)).flatten()
    };
    let known = if capitals || single {
        Known::Kana(names(word), Origin::Rule)
    } else if let Some(kana) = romaji() {
        Known::Kana(kana, Origin::Spelling)
    } else if let Some(sounds) = english(word).filter(|sounds| !sounds.is_empty()) {
        Known::Sounds(sounds, Origin::OtherLexicon)
    } else {
        Known::Kana(
            romaji::kana(word).unwrap_or_else(|| names(word)),
            Origin::Spelling,
        )
    };
    Some((word.len(), known))
}

/// Signs that are read as words.
const SIGNS: [(&str, &str); 8] = [
    ("&", "アンド"),
    ("+", "プラス"),
    ("=", "イコール"),
    ("@", "アットマーク"),
    ("%", "パーセント"),
    ("№", "ナンバー"),
    ("℃", "ド"),
    ("×", "カケル"),
];

/// Returns the names of the letters of a word.
fn names(word: &str) -> String {
    let letters = word.chars().filter_map(|c| {
        let at = u32::from(c.to_ascii_lowercase()).checked_sub(u32::from('a'))?;
        LETTERS.get(at as usize)
    });
    letters.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_named_and_words_are_read() {
        let english = |word: &str| (word == "street").then(|| "stɹˈit".to_owned());
        let read = |word: &str| at("", word, &english).unwrap().1;
        let kana = |kana: &str, from| Known::Kana(kana.to_owned(), from);
        assert_eq!(read("NHK"), kana("エヌエイチケー", Origin::Rule));
        assert_eq!(read("Tanaka"), kana("タナカ", Origin::Spelling));
        let street = Known::Sounds("stɹˈit".to_owned(), Origin::OtherLexicon);
        assert_eq!(read("street"), street);
        assert_eq!(at("", "東京", &english), None);
    }
}
