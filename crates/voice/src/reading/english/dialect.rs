//! Words of dialect that are cut short, with an apostrophe for the lost letters: `th' owd man`,
//! `o' the sea`, `jus'`, `'ouse`, `t'other`.

use super::lexicon::Sound;
use crate::phonemes::{Accent, Origin};

/// Short words with an apostrophe at the end, and their American and British sounds.
const CUT: [(&str, &str, &str); 28] = [
    ("th'", "ðə", "ðə"),
    ("o'", "ə", "ə"),
    ("an'", "ən", "ən"),
    ("wi'", "wɪ", "wɪ"),
    ("wit'", "wɪt", "wɪt"),
    ("ol'", "ˈOl", "ˈQl"),
    ("t'", "tə", "tə"),
    ("d'", "də", "də"),
    ("y'", "jə", "jə"),
    ("i'", "ɪ", "ɪ"),
    ("a'", "ɔ", "ɔː"),
    ("fo'", "fˌO", "fˌɔː"),
    ("fr'", "fɹə", "fɹə"),
    ("mo'", "mˈO", "mˈɔː"),
    ("po'", "pˈO", "pˈɔː"),
    ("sho'", "ʃˈO", "ʃˈɔː"),
    ("do'", "dˈO", "dˈɔː"),
    ("yo'", "jO", "jɔː"),
    ("lil'", "lˈɪl", "lˈɪl"),
    ("ha'", "hæ", "ha"),
    ("gi'", "ɡˈɪ", "ɡˈɪ"),
    ("tak'", "tˈæk", "tˈak"),
    ("mak'", "mˈæk", "mˈak"),
    ("tha'", "ðæt", "ðat"),
    ("wha'", "wˈʌ", "wˈɒ"),
    ("bu'", "bət", "bət"),
    ("en'", "ˈɛn", "ˈɛn"),
    ("jus'", "ʤˈʌs", "ʤˈʌs"),
];

/// Letters that are left out before a vowel or in fast speech, and their sound. Where the whole
/// word is in a lexicon, the lexicon is right.
const JOINED: [(&str, &str); 5] = [("t", "t"), ("th", "ð"), ("y", "j"), ("b", "b"), ("s", "s")];

/// Whole words of this kind.
const WHOLE: [(&str, &str, &str); 9] = [
    ("d'you", "ʤu", "ʤuː"),
    ("d'ye", "djə", "djə"),
    ("d'ya", "djə", "djə"),
    ("li'l", "lˈɪl", "lˈɪl"),
    ("t'other", "tˈʌðəɹ", "tˈʌðə"),
    ("ev'ry", "ˈɛvɹi", "ˈɛvɹi"),
    ("ha'penny", "hˈApni", "hˈApni"),
    ("ha'porth", "hˈApəɹθ", "hˈApəθ"),
    ("fo'c'sle", "fˈOksəl", "fˈQksəl"),
];

/// Returns whether a word in small letters is one that an apostrophe after it cuts short.
pub(super) fn is_cut(lower: &str, known: &dyn Fn(&str) -> bool) -> bool {
    let listed = |entry: &(&str, &str, &str)| entry.0.strip_suffix('\'') == Some(lower);
    CUT.iter().any(listed) || restored(lower, known).is_some()
}

/// Returns the whole of a word that lost its last letter: `jus'`, `roun'`, `hersel'`, `mornin'`.
fn restored(lower: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    if lower.chars().count() < 3 || known(lower) {
        return None;
    }
    let endings: &[&str] = match lower {
        _ if lower.ends_with("in") => &["g"],
        _ if lower.ends_with("sel") => &["f"],
        _ => &["t", "d"],
    };
    let wholes = endings.iter().map(|ending| format!("{lower}{ending}"));
    wholes.into_iter().find(|whole| known(whole))
}

/// Returns the sound of a word with an apostrophe, if the apostrophe is there for letters that dialect leaves
/// out. `alone` reads a word without it.
pub(super) fn sound(
    word: &str,
    accent: Accent,
    known: &dyn Fn(&str) -> bool,
    alone: &dyn Fn(&str) -> Sound,
) -> Option<Sound> {
    let lower = word.to_lowercase();
    let entry = CUT.iter().chain(&WHOLE).find(|entry| entry.0 == lower);
    if let Some((_, american, british)) = entry {
        let sounds = match accent {
            Accent::American => *american,
            Accent::British => *british,
        };
        return Some(Sound::new(sounds, Origin::Rule));
    }
    if let Some(stem) = lower.strip_suffix('\'') {
        let Sound { sounds, from } = alone(&restored(stem, known)?);
        return Some(Sound::new(cut(&sounds), from));
    }
    if let Some(stem) = lower.strip_prefix('\'') {
        let Sound { sounds, from } = alone(&format!("h{stem}"));
        return Some(Sound::new(sounds.strip_prefix('h')?, from));
    }
    let (letters, rest) = lower.split_once('\'')?;
    let (_, first) = JOINED.iter().find(|(written, _)| *written == letters)?;
    let joined = rest.len() > 2 && known(rest) && !known(&lower);
    joined.then(|| {
        let Sound { sounds, from } = alone(rest);
        Sound::new(format!("{first}{sounds}"), from)
    })
}

/// Leaves out the last consonant; `-ing` becomes `-in`.
fn cut(sounds: &str) -> String {
    match sounds.strip_suffix('ŋ') {
        Some(stem) => format!("{stem}n"),
        None => sounds
            .strip_suffix(['t', 'd', 'f'])
            .unwrap_or(sounds)
            .to_owned(),
    }
}

/// Returns whether a word after an apostrophe has lost its `h`: `'ouse`, `'Arry`.
pub(super) fn is_without_h(word: &str, known: &dyn Fn(&str) -> bool) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let lower = word.to_lowercase();
    let capital = || format!("H{lower}");
    lower.len() > 2
        && !known(&lower)
        && !known(word)
        && !super::names::has(word)
        && (known(&format!("h{lower}")) || known(&capital()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(word: &str) -> bool {
        matches!(
            word,
            "just" | "round" | "herself" | "morning" | "house" | "Harry" | "boys" | "cabin" | "end"
        )
    }

    #[test]
    fn a_word_is_cut_short_where_the_whole_one_is_known() {
        for word in ["th", "o", "wi", "jus", "roun", "hersel", "mornin"] {
            assert!(is_cut(word, &known), "{word}");
        }
        for word in ["boys", "cabin", "his", "guards"] {
            assert!(!is_cut(word, &known), "{word}");
        }
        assert!(is_without_h("ouse", &known) && is_without_h("Arry", &known));
        assert!(!is_without_h("end", &known) && !is_without_h("Anna", &known));
    }

    #[test]
    fn what_is_left_out_is_not_heard() {
        let alone = |word: &str| {
            let sounds = match word {
                "just" => "ʤˈʌst",
                "morning" => "mˈɔɹnɪŋ",
                "house" => "hˈWs",
                _ => "ə",
            };
            Sound::new(sounds, Origin::Lexicon)
        };
        for (word, sounds) in [
            ("Th'", "ðə"),
            ("jus'", "ʤˈʌs"),
            ("mornin'", "mˈɔɹnɪn"),
            ("'ouse", "ˈWs"),
            ("d'you", "ʤu"),
        ] {
            let read = sound(word, Accent::American, &known, &alone);
            assert_eq!(
                read.map(|sound| sound.sounds).as_deref(),
                Some(sounds),
                "{word}"
            );
        }
    }
}
