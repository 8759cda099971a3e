//! Reads words with accents that no list has, by the spelling of the language that their letters
//! tell: `Łukowski` is Polish, `Jiřina` Czech, `Erdélyiné` may be Hungarian. The result is an English
//! speaker's reading of the word.

mod languages;

use super::names;
use crate::phonemes::Accent;
use languages::{Language, SPANISH};

/// Where the stress of a language falls if no accent says it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Stress {
    First,
    LastButOne,
    Last,
    /// On the last but one after a vowel, `n` or `s`, and on the last after another consonant.
    Spanish,
    /// On the vowel with an accent; without one, on the last but one.
    Accent,
}

/// Vowels of the phonetic alphabet, in the letters of the tables.
const VOWELS: &str = "aæɑɒɔəɛeɜiɪoʊuʌ";

/// Letters whose accent says where the stress is, in a language where it may.
const ACCENTED: &str = "áéíóúàèìòùâêôãõāēīōū";

/// Returns the reading of a word by the spelling of its language, if its letters tell one.
pub(super) fn read(word: &str, accent: Accent) -> Option<String> {
    let lower = word.to_lowercase();
    let language = language(&lower)?;
    let sounds = stressed(sounds(&lower, language), language.stress);
    sounds.map(|sounds| names::read(&sounds, accent))
}

/// Returns the language whose letters a word in small letters has.
fn language(lower: &str) -> Option<&'static Language> {
    let told = languages::ALL.iter().find(|language| {
        lower.contains(|c| language.letters.contains(c))
            && (language.groups.is_empty()
                || language.groups.iter().any(|group| lower.contains(group)))
    });
    told.or_else(|| {
        lower
            .contains(|c| SPANISH.letters.contains(c))
            .then_some(&SPANISH)
    })
}

/// The sounds of a letter or several, and whether an accent stresses them.
struct Part {
    sounds: &'static str,
    is_accented: bool,
}

/// Returns the sounds of a word by the rows of a language, the longest first.
fn sounds(lower: &str, language: &Language) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(first) = lower[at..].chars().next() {
        let (written, sounds) = row(lower, at, language).unwrap_or((0, plain(first)));
        let length = written.max(first.len_utf8());
        parts.push(Part {
            sounds,
            is_accented: lower[at..at + length].contains(|c| ACCENTED.contains(c)),
        });
        at += length;
    }
    parts
}

/// Returns the length and the sounds of the longest row that the word has here. A row with `^` is
/// for the start of a word, with `$` for its end, with `+` before a vowel.
fn row(lower: &str, at: usize, language: &Language) -> Option<(usize, &'static str)> {
    let rest = &lower[at..];
    let fits = |written: &str| {
        let (written, first) = match written.strip_prefix('^') {
            Some(written) => (written, true),
            None => (written, false),
        };
        let last = written.ends_with('$');
        let open = written.ends_with('+');
        let letters = written.trim_end_matches(['$', '+']);
        let after = rest.strip_prefix(letters)?;
        let vowel = after.starts_with(is_vowel_letter);
        let here = (!first || at == 0) && (!last || after.is_empty()) && (!open || vowel);
        here.then_some((letters.len(), usize::from(first || last || open)))
    };
    let found = language.rows.iter();
    let found = found.filter_map(|(written, sounds)| Some((fits(written)?, *sounds)));
    let longest = found.max_by_key(|(length, _)| *length)?;
    Some((longest.0.0, longest.1))
}

fn is_vowel_letter(c: char) -> bool {
    "aeiouyáéíóúýàèìòùâêîôûäëïöüåæøœąęőűãõăāēīōūěıů".contains(c)
}

/// Returns the usual sound of a letter in the languages of the tables.
fn plain(c: char) -> &'static str {
    match c {
        'a' | 'á' | 'à' | 'ā' => "ɑː",
        'b' => "b",
        'c' | 'k' | 'q' => "k",
        'd' | 'ď' => "d",
        'e' | 'è' | 'ë' | 'ê' => "ɛ",
        'é' | 'ē' => "eɪ",
        'f' => "f",
        'g' => "ɡ",
        'h' => "h",
        'i' | 'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ý' => "iː",
        'j' => "j",
        'l' | 'ľ' | 'ĺ' => "l",
        'm' => "m",
        'n' => "n",
        'o' => "ɒ",
        'ó' | 'ò' | 'ô' | 'ō' => "əʊ",
        'p' => "p",
        'r' | 'ŕ' => "r",
        's' => "s",
        't' => "t",
        'u' | 'ú' | 'ù' | 'û' | 'ū' | 'ů' => "uː",
        'v' => "v",
        'w' => "w",
        'x' => "ks",
        'y' => "i",
        'z' => "z",
        'ñ' => "nj",
        'ç' => "s",
        'æ' => "iː",
        'ö' | 'ø' | 'œ' => "ɜː",
        'ü' => "uː",
        'ä' => "ɛ",
        'å' => "ɔː",
        'ß' => "s",
        _ => "",
    }
}

/// Joins the parts, with the mark of stress before the stressed vowel. Doubled consonants count
/// once. Returns `None` without a vowel.
fn stressed(parts: Vec<Part>, stress: Stress) -> Option<String> {
    let voiced = |part: &Part| part.sounds.contains(|c| VOWELS.contains(c));
    let vowels: Vec<usize> = (0..parts.len()).filter(|at| voiced(&parts[*at])).collect();
    let last = *vowels.last()?;
    let before_last = vowels[vowels.len().saturating_sub(2)];
    let accented = vowels
        .iter()
        .copied()
        .rev()
        .find(|at| parts[*at].is_accented);
    let at = match stress {
        Stress::First => vowels[0],
        Stress::LastButOne => before_last,
        Stress::Last => last,
        Stress::Spanish | Stress::Accent if accented.is_some() => accented?,
        Stress::Accent => before_last,
        Stress::Spanish => {
            let ending = parts.last().map_or("", |part| part.sounds);
            let open = last + 1 == parts.len() || matches!(ending, "n" | "s");
            if open { before_last } else { last }
        }
    };
    let mut sounds = String::new();
    for (here, part) in parts.iter().enumerate() {
        let doubled = here > 0 && !voiced(part) && parts[here - 1].sounds == part.sounds;
        if doubled {
            continue;
        }
        let vowel = part
            .sounds
            .find(|c| VOWELS.contains(c))
            .filter(|_| here == at);
        let (before, after) = part.sounds.split_at(vowel.unwrap_or(0));
        sounds.push_str(before);
        if vowel.is_some() {
            sounds.push('ˈ');
        }
        sounds.push_str(after);
    }
    Some(sounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language_and_its_spelling() {
        let wrong: Vec<String> = [
            ("Kaczyńska", "kɑʧˈɪnskə"),
            ("Zdeňka", "zdˈɛnkə"),
            ("Petrović", "pˈɛtɹɑviʧ"),
            ("Szőke", "sˈɜkɛ"),
            ("Mungiuță", "munʤˈutsə"),
            ("Yılmaz", "jəlmˈɑz"),
            ("Guimarães", "ɡimɑɹˈIns"),
            ("Øyvind", "ˈYvind"),
            ("Muiréad", "mˈɪɹAd"),
            ("Ōsaka", "ˈOsɑkɑ"),
            ("Strößner", "ʃtɹˈɜsnəɹ"),
            ("Lefèvre", "lɛfˈɛvɹ"),
            ("Nicolò", "nikɑlˈO"),
            ("Ibáñez", "ibˈɑnjɛs"),
        ]
        .into_iter()
        .map(|(word, sounds)| {
            (
                word,
                sounds,
                read(word, Accent::American).unwrap_or_default(),
            )
        })
        .filter(|(_, sounds, read)| sounds != read)
        .map(|(word, sounds, read)| format!("{word}: {read}, not {sounds}"))
        .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn words_without_a_telling_letter_are_left_to_others() {
        for word in ["Frunze", "Smith", "cafe"] {
            assert_eq!(read(word, Accent::American), None, "{word}");
        }
    }
}
