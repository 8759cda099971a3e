//! Converts a pronunciation in the International Phonetic Alphabet, as printed in dictionaries, to
//! Kokoro's sounds for an accent. A sound that Kokoro does not have becomes its nearest English
//! sound, or is dropped. [`written`] is the way back, for people to read and to copy.

use super::alphabet;
use crate::phonemes::Accent;

/// IPA, and its American and British sounds. A longer entry comes before its
/// prefix.
const SOUNDS: [(&str, &str, &str); 70] = [
    ("əʊ", "O", "Q"),
    ("oʊ", "O", "Q"),
    ("ou", "O", "Q"),
    ("aɪ", "I", "I"),
    ("ai", "I", "I"),
    ("aʊ", "W", "W"),
    ("au", "W", "W"),
    ("eɪ", "A", "A"),
    ("ei", "A", "A"),
    ("eː", "A", "A"),
    ("ɔɪ", "Y", "Y"),
    ("oɪ", "Y", "Y"),
    ("oː", "O", "Q"),
    ("eə", "ɛɹ", "ɛː"),
    ("dʒ", "ʤ", "ʤ"),
    ("tʃ", "ʧ", "ʧ"),
    ("dʑ", "ʤ", "ʤ"),
    ("tɕ", "ʧ", "ʧ"),
    ("dʐ", "ʤ", "ʤ"),
    ("tʂ", "ʧ", "ʧ"),
    ("ɝ", "ɜɹ", "ɜː"),
    ("ɚ", "əɹ", "ə"),
    ("ʣ", "dz", "dz"),
    ("ʦ", "ts", "ts"),
    ("ʨ", "ʧ", "ʧ"),
    ("ʥ", "ʤ", "ʤ"),
    ("o", "O", "Q"),
    ("e", "ɛ", "ɛ"),
    ("aː", "ɑ", "ɑː"),
    ("a", "ɑ", "a"),
    ("æ", "æ", "a"),
    ("ɒ", "ɑ", "ɒ"),
    ("y", "u", "uː"),
    ("ʏ", "ʊ", "ʊ"),
    ("ø", "ɜ", "ɜː"),
    ("œ", "ɜ", "ɜː"),
    ("ɨ", "ɪ", "ɪ"),
    ("ʉ", "u", "uː"),
    ("ɯ", "u", "uː"),
    ("ɤ", "ʌ", "ʌ"),
    ("ɵ", "ʊ", "ʊ"),
    ("ɘ", "ə", "ə"),
    ("ɐ", "ə", "ə"),
    ("r", "ɹ", "ɹ"),
    ("ʁ", "ɹ", "ɹ"),
    ("ʀ", "ɹ", "ɹ"),
    ("ɻ", "ɹ", "ɹ"),
    ("ɽ", "ɹ", "ɹ"),
    ("ɾ", "T", "ɹ"),
    ("g", "ɡ", "ɡ"),
    ("ɣ", "ɡ", "ɡ"),
    ("x", "k", "k"),
    ("χ", "k", "k"),
    ("ç", "h", "h"),
    ("c", "k", "k"),
    ("q", "k", "k"),
    ("ʔ", "t", "t"),
    ("ɲ", "nj", "nj"),
    ("ʎ", "lj", "lj"),
    ("ɟ", "ʤ", "ʤ"),
    ("ɫ", "l", "l"),
    ("ɬ", "l", "l"),
    ("ʍ", "w", "w"),
    ("ʋ", "v", "v"),
    ("β", "v", "v"),
    ("ɸ", "f", "f"),
    ("ɕ", "ʃ", "ʃ"),
    ("ʂ", "ʃ", "ʃ"),
    ("ʐ", "ʒ", "ʒ"),
    ("ʑ", "ʒ", "ʒ"),
];

/// Converts IPA. Returns an empty string when it contains no sound.
pub(super) fn read(written: &str, accent: Accent) -> String {
    let plain = written.replace(['\u{361}', '\u{35c}', '\u{32f}', '.'], "");
    let mut sounds = String::new();
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        if let Some((ipa, american, british)) = SOUNDS.iter().find(|row| rest.starts_with(row.0)) {
            sounds.push_str(match accent {
                Accent::American => american,
                Accent::British => british,
            });
            rest = &rest[ipa.len()..];
        } else {
            rest = &rest[first.len_utf8()..];
            single(first, rest, accent, &mut sounds);
        }
    }
    let sounds = alphabet::sounds(&alphabet::stress_on_vowels(&sounds)).replace("ːː", "ː");
    if alphabet::is_heard(&sounds) {
        sounds
    } else {
        String::new()
    }
}

/// Returns the first character that is no phonetic letter or sign. Without any sound it is the first.
pub(super) fn foreign(written: &str) -> Option<char> {
    let ipa = |c: char| {
        c.is_ascii_lowercase()
            || c.is_whitespace()
            || matches!(c, 'æ' | 'ç' | 'ð' | 'ø' | 'ŋ' | 'œ' | 'β' | 'θ' | 'χ' | 'ǃ' | 'ǀ' | 'ǁ' | 'ǂ'
                | 'ⱱ' | 'ᵊ' | 'ᵻ' | 'ᵿ' | '‿' | '\u{250}'..='\u{2ff}' | '\u{300}'..='\u{36f}' | 'ⁿ' | 'ⁱ'
                | 'ã' | 'õ' | 'ẽ' | 'ĩ' | 'ũ' | '’')
            || "/[]().-|‖':,".contains(c)
    };
    let first = || written.chars().find(|c| !c.is_whitespace());
    let sounds = read(written, Accent::American);
    (written.chars().find(|c| !ipa(*c))).or_else(|| first().filter(|_| sounds.is_empty()))
}

/// Handles marks and letters that are in no row of the table.
fn single(c: char, rest: &str, accent: Accent, sounds: &mut String) {
    match c {
        '\'' | '’' | 'ˈ' => sounds.push('ˈ'),
        ',' | 'ˌ' => sounds.push('ˌ'),
        'ː' | ':' if accent == Accent::British => sounds.push('ː'),
        'ː' | ':' | 'ʰ' | 'ˑ' => {}
        // Nasal vowels: English has the consonant after them.
        '\u{303}' => sounds.push('n'),
        // A syllable without a vowel has a short one before its consonant.
        '\u{329}' => {
            let consonant = sounds.pop();
            sounds.push('ᵊ');
            sounds.extend(consonant);
        }
        'ʲ' if rest.starts_with(alphabet::is_vowel) => sounds.push('j'),
        'ʲ' => {}
        _ => sounds.push(c),
    }
}

/// Writes phonemes in the International Phonetic Alphabet, with the stress before its syllable.
/// Spaces and marks stay.
pub(super) fn written(phonemes: &str) -> String {
    let chars: Vec<char> = phonemes.chars().collect();
    let mut ordered: Vec<char> = Vec::new();
    for c in chars {
        match c {
            'ˈ' | 'ˌ' => ordered.insert(onset(&ordered), c),
            _ => ordered.push(c),
        }
    }
    let letter = |c: char| match c {
        'A' => "eɪ",
        'I' => "aɪ",
        'O' => "oʊ",
        'Q' => "əʊ",
        'W' => "aʊ",
        'Y' => "ɔɪ",
        'T' => "ɾ",
        'a' => "æ",
        'ʤ' => "dʒ",
        'ʧ' => "tʃ",
        'ɹ' => "r",
        'ᵊ' => "ə",
        'ᵻ' => "ɪ",
        _ => "",
    };
    let mut written = String::new();
    for c in ordered {
        match letter(c) {
            "" => written.push(c),
            letters => written.push_str(letters),
        }
    }
    written
}

/// Returns where the consonants begin that a syllable after these sounds can begin with.
fn onset(sounds: &[char]) -> usize {
    let consonant = |c: &char| c.is_alphabetic() && !alphabet::is_vowel(*c) && *c != 'ː';
    let run = sounds.iter().rev().take_while(|c| consonant(c)).count();
    let first = sounds.len() - run;
    if first == 0 || !sounds[first - 1].is_alphabetic() && sounds[first - 1] != 'ː' {
        return first;
    }
    let begins = |cluster: &[char]| match cluster {
        ['ŋ'] => false,
        [_] => true,
        ['s', 'p' | 't' | 'k' | 'm' | 'n' | 'l' | 'w'] | [_, 'j'] => true,
        ['p' | 'b' | 'k' | 'ɡ' | 'f', 'l' | 'ɹ'] | ['t' | 'd' | 'θ' | 'ʃ', 'ɹ'] => true,
        ['k' | 't' | 'ɡ' | 'd', 'w'] => true,
        ['s', 'p' | 't' | 'k', 'ɹ' | 'l' | 'w' | 'j'] => true,
        _ => false,
    };
    (first..sounds.len())
        .find(|from| begins(&sounds[*from..]))
        .unwrap_or(sounds.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_phonemes_are_read_back_the_same() {
        for (sounds, ipa, accent) in [
            ("fɹˈYd", "ˈfrɔɪd", Accent::American),
            ("hɜːmˈIəni", "hɜːˈmaɪəni", Accent::British),
            ("ɛkstɹˈimli", "ɛkˈstrimli", Accent::American),
            ("wˈɔːtə", "ˈwɔːtə", Accent::British),
            ("kɹˈæTʃOl", "ˈkræɾʃoʊl", Accent::American),
            ("hˈapʧˌQlə", "ˈhæpˌtʃəʊlə", Accent::British),
            ("kəntˈɛntɪd", "kənˈtɛntɪd", Accent::American),
        ] {
            assert_eq!(written(sounds), ipa);
            assert_eq!(read(ipa, accent), sounds);
        }
        assert_eq!(written("ðə sˈi, ˈænd."), "ðə ˈsi, ˈænd.");
    }

    #[test]
    fn what_is_no_ipa_is_named() {
        for (written, foreign) in [
            ("123", Some('1')),
            ("Froon", Some('F')),
            ("ˈfruːn1", Some('1')),
            ("☃", Some('☃')),
            ("ˈˈ", Some('ˈ')),
            ("/həˈləʊ/", None),
            ("d͡ʒaɪ", None),
            ("ˈfruːnzʲɪ", None),
            ("bɔ̃ ˈbʌtn̩ a.i", None),
        ] {
            assert_eq!(super::foreign(written), foreign, "{written}");
        }
    }

    #[test]
    fn dictionary_ipa_becomes_kokoros() {
        for (ipa, american, british) in [
            ("ˈkrɛmlɪn", "kɹˈɛmlɪn", "kɹˈɛmlɪn"),
            ("/həˈləʊ/", "həlˈO", "həlˈQ"),
            ("ˈdʒɔɪfʊl", "ʤˈYfʊl", "ʤˈYfʊl"),
            ("tʃɜːtʃ", "ʧɜʧ", "ʧɜːʧ"),
            ("d͡ʒaɪ", "ʤI", "ʤI"),
            ("ˈbʌtn̩", "bˈʌtᵊn", "bˈʌtᵊn"),
            ("ˈfruːnzʲɪ", "fɹˈunzjɪ", "fɹˈuːnzjɪ"),
            ("bɔ̃", "bɔn", "bɔn"),
            ("ˈkæt", "kˈæt", "kˈat"),
            ("☃", "", ""),
        ] {
            assert_eq!(read(ipa, Accent::American), american, "{ipa}");
            assert_eq!(read(ipa, Accent::British), british, "{ipa}");
        }
    }
}
