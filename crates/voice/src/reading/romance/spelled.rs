//! Pronunciations that the show gives: in the International Phonetic Alphabet, or respelled in the
//! letters of the language.

use super::tongue::{Tongue, Word};
use crate::reading::written::is_in_word;
use cuebook_core::pronunciation::Spoken;

/// Sounds of the alphabet that the voices write in another way.
const SOUNDS: [(&str, &str); 21] = [
    ("ai", "I"),
    ("au", "W"),
    ("ei", "A"),
    ("ss", "S"),
    ("aɪ", "I"),
    ("aʊ", "W"),
    ("eɪ", "A"),
    ("oʊ", "O"),
    ("dʒ", "ʤ"),
    ("tʃ", "ʧ"),
    ("dz", "ʣ"),
    ("ts", "ʦ"),
    ("g", "ɡ"),
    ("ʱ", "ʰ"),
    ("ɦ", "h"),
    ("ʀ", "ʁ"),
    ("ɐ", "ɐ"),
    ("ɫ", "l"),
    ("ɱ", "m"),
    ("ɴ", "n"),
    ("'", "ˈ"),
];

/// The letters and signs of the voices' alphabet.
const ALPHABET: &str = "\u{303}ʣʥʦʨAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ";

/// Returns the sounds of a pronunciation; empty if it has none.
pub(in crate::reading) fn given(spoken: &Spoken, tongue: &Tongue) -> String {
    let sounds = match spoken {
        Spoken::Ipa(written) => {
            let sounds = of_ipa(written);
            tongue.own.map_or(sounds.clone(), |own| own(&sounds))
        }
        Spoken::Respelling(written) => of_respelling(written, tongue),
    };
    match sounds.contains(char::is_alphabetic) {
        true => sounds,
        false => String::new(),
    }
}

/// Writes sounds in the International Phonetic Alphabet, with the stress before the consonant that
/// begins its syllable.
pub(in crate::reading) fn to_ipa(sounds: &str) -> String {
    let mut ordered: Vec<char> = Vec::new();
    for c in sounds.chars() {
        let stress = matches!(c, 'ˈ' | 'ˌ');
        let onset = |last: &char| last.is_alphabetic() && !is_vowel(*last) && *last != 'ː';
        match ordered.last().filter(|last| stress && onset(last)) {
            Some(_) => ordered.insert(ordered.len() - 1, c),
            None => ordered.push(c),
        }
    }
    let letters = ordered.into_iter().map(|c| match c {
        'A' => "ei".to_owned(),
        'I' => "ai".to_owned(),
        'O' => "ou".to_owned(),
        'W' => "au".to_owned(),
        'Y' => "ɔi".to_owned(),
        'S' => "ss".to_owned(),
        'ʣ' => "dz".to_owned(),
        'ʦ' => "ts".to_owned(),
        'ʤ' => "dʒ".to_owned(),
        'ʧ' => "tʃ".to_owned(),
        c => c.to_string(),
    });
    letters.collect()
}

fn of_ipa(written: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = written
        .nfd()
        .filter(|c| !matches!(c, '\u{361}' | '\u{35c}' | '.'))
        .collect();
    // `ç` is one letter.
    let plain = plain.replace("c\u{327}", "ç");
    let mut sounds = String::new();
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        match SOUNDS.iter().find(|(ipa, _)| rest.starts_with(ipa)) {
            Some((ipa, own)) => {
                sounds.push_str(own);
                rest = &rest[ipa.len()..];
            }
            None => {
                if ALPHABET.contains(first) {
                    sounds.push(first);
                }
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    stress_on_vowels(&sounds)
}

/// Moves every stress from before its syllable to before its vowel, as the voices have it.
fn stress_on_vowels(sounds: &str) -> String {
    let mut moved = String::new();
    let mut waiting = None;
    for c in sounds.chars() {
        match c {
            'ˈ' | 'ˌ' => waiting = Some(c),
            _ if is_vowel(c) => {
                moved.extend(waiting.take());
                moved.push(c);
            }
            _ => moved.push(c),
        }
    }
    moved
}

fn is_vowel(c: char) -> bool {
    "aeiouyøœɛɔɑəæɪʊɐʌɒɜɨɯAIOQWY".contains(c)
}

/// Reads a respelling as words of the language. Hyphens are between syllables; the one in capitals
/// has the stress.
fn of_respelling(written: &str, tongue: &Tongue) -> String {
    let words: Vec<String> = written
        .split_whitespace()
        .map(|word| respelled(word, tongue))
        .collect();
    words.concat()
}

fn respelled(word: &str, tongue: &Tongue) -> String {
    let letters_of = |part: &str| -> String {
        (tongue.letters)(
            &part
                .chars()
                .filter(|c| is_in_word(*c) || *c == '\'')
                .collect::<String>(),
        )
    };
    let whole = letters_of(word);
    if !whole.contains(char::is_alphabetic) {
        return String::new();
    }
    let say = |text: &str| {
        let sounds = (tongue.sounds)(&[Word { text, given: None }]);
        sounds
            .into_iter()
            .map(|sound| sound.sounds)
            .collect::<String>()
    };
    let parts: Vec<&str> = word
        .split('-')
        .filter(|part| part.contains(char::is_alphabetic))
        .collect();
    let loud = |part: &&str| {
        part.chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase)
    };
    if parts.len() < 2 || !parts.iter().any(&loud) {
        return say(&whole);
    }
    // Each syllable alone, so that the stress is where the capitals are.
    let syllables = parts.iter().map(|part| {
        let sounds = say(&letters_of(part)).replace(['ˈ', 'ˌ'], "");
        match (loud(part), sounds.find(is_vowel)) {
            (true, Some(vowel)) => format!("{}ˈ{}", &sounds[..vowel], &sounds[vowel..]),
            _ => sounds,
        }
    });
    syllables.collect()
}
