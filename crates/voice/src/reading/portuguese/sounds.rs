//! The sounds of a Portuguese word by its spelling, as in Brazil.

use super::words;
use crate::reading::romance::syllables::{Phone, Weight, vowels, written};

/// Returns the sounds of a word in small letters. `after` is the first letter of the next word, if
/// there is no pause before it.
pub(super) fn of(word: &str, weight: Weight, after: Option<char>) -> String {
    if let Some(sounds) = words::irregular(word) {
        return sounds.to_owned();
    }
    if let Some(stem) = word
        .strip_suffix("mente")
        .filter(|stem| stem.chars().count() > 3)
    {
        return of(stem, Weight::Light, Some('m')) + "mˈAŋʧy";
    }
    let mut phones = phones(word, after);
    let main = stressed(word, &phones);
    quality(word, &mut phones, main);
    let places = vowels(&phones);
    let before = main
        .and_then(|main| places.iter().position(|at| *at == main))
        .unwrap_or(0);
    // The first syllable has a light stress, but not right before a stress at the end.
    let last = before + 1 == places.len();
    let light = if before > usize::from(last) {
        places.first()
    } else {
        None
    };
    written(
        &phones,
        main,
        light.map_or(&[], std::slice::from_ref),
        weight,
    )
}

fn is_vowel(c: char) -> bool {
    "aeiouáâãàéêíóôõúü".contains(c)
}

/// Returns the vowel with the stress.
fn stressed(word: &str, phones: &[Phone]) -> Option<usize> {
    let places = vowels(phones);
    if let Some(marked) = phones.iter().position(|phone| phone.is_marked) {
        return Some(marked);
    }
    if let Some(nasal) = phones
        .iter()
        .rposition(|phone| phone.is_vowel && phone.sound.contains('\u{303}'))
        && word.contains(['ã', 'õ'])
    {
        return Some(nasal);
    }
    let stem = word.strip_suffix('s').unwrap_or(word);
    let penult = stem.ends_with(['a', 'e', 'o'])
        || stem.ends_with("em")
        || stem.ends_with("en")
        || word.ends_with("am");
    match (penult, places.len()) {
        (true, 2..) => places.get(places.len() - 2).copied(),
        _ => places.last().copied(),
    }
}

/// Sets the quality of the vowels: open under the stress, weak at the end.
fn quality(word: &str, phones: &mut [Phone], main: Option<usize>) {
    let last_letter = word
        .trim_end_matches('s')
        .chars()
        .next_back()
        .unwrap_or(' ');
    let count = phones.len();
    let next = |at: usize| phones.get(at + 1).map_or("", |phone| phone.sound.as_str());
    let each =
        |is: &dyn Fn(&str) -> bool| -> Vec<bool> { (0..count).map(|at| is(next(at))).collect() };
    let before_nasal = each(&|next| matches!(next, "m" | "n" | "ɲ" | "ŋ"));
    let diphthong = each(&|next| matches!(next, "ɪ" | "w"));
    let dark = each(&|next| next == "l" && word.contains("ol"));
    let plural = phones
        .last()
        .is_some_and(|phone| matches!(phone.sound.as_str(), "s" | "z"));
    for (at, phone) in phones.iter_mut().enumerate() {
        if Some(at) == main {
            if before_nasal[at] {
                match phone.sound.as_str() {
                    "a" | "æ" => phone.sound = "ɐ\u{303}".to_owned(),
                    "u" => phone.sound = "u\u{303}".to_owned(),
                    _ => {}
                }
            }
            let open = !before_nasal[at]
                && !diphthong[at]
                && match phone.sound.as_str() {
                    "e" => words::has_open_e(word, last_letter),
                    "o" => words::has_open_o(word, last_letter) || dark[at],
                    _ => false,
                };
            if open {
                phone.sound = if phone.sound == "e" { "ɛ" } else { "ɔ" }.to_owned();
            }
            continue;
        }
        let at_end = at + 1 == count || at + 2 == count && plural;
        let weak = match (phone.sound.as_str(), at_end) {
            ("a", true) => "æ",
            ("e", true) => "y",
            ("o", true) => "ʊ",
            _ => continue,
        };
        phone.sound = weak.to_owned();
    }
    // A final `a` before `s` is weak as well; `t` and `d` before a weak `e` are soft.
    for at in 1..count {
        if matches!(phones[at].sound.as_str(), "y" | "i" | "iŋ") && phones[at].is_vowel {
            let soft = match phones[at - 1].sound.as_str() {
                "t" => "ʧ",
                "d" => "ʤ",
                _ => continue,
            };
            phones[at - 1].sound = soft.to_owned();
        }
    }
}

fn phones(word: &str, after: Option<char>) -> Vec<Phone> {
    let letters: Vec<char> = word.chars().collect();
    let mut phones: Vec<Phone> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        at += match is_vowel(letters[at]) {
            true => vowel(&letters, at, &mut phones),
            false => consonant(&letters, at, word, after, &mut phones),
        };
    }
    phones
}

/// Diphthongs: the letters, the vowel, what closes it, and whether the spelling has the stress there.
const PAIRS: [(&str, &str, &str, bool); 26] = [
    ("ãe", "ɐ̃", "y", true),
    ("ão", "ɐ̃", "ʊ̃", false),
    ("õe", "o\u{303}", "j", true),
    ("ái", "a", "ɪ", true),
    ("áu", "a", "ʊ", true),
    ("éi", "ɛ", "ɪ", true),
    ("éu", "ɛ", "ʊ", true),
    ("êu", "e", "ʊ", true),
    ("ói", "ɔ", "ɪ", true),
    ("ôu", "o", "w", true),
    ("úi", "u", "ɪ", true),
    ("ai", "I", "", false),
    ("ay", "I", "", false),
    ("au", "W", "", false),
    ("ei", "A", "", false),
    ("ey", "A", "", false),
    ("eu", "e", "ʊ", false),
    ("oi", "o", "ɪ", false),
    ("ou", "o", "w", false),
    ("iu", "i", "ʊ", false),
    ("ui", "u", "ɪ", false),
    ("êi", "A", "", true),
    ("ôi", "o", "ɪ", true),
    ("âu", "W", "", true),
    ("ía", "i", "", true),
    ("oy", "o", "ɪ", false),
];

fn vowel(letters: &[char], at: usize, phones: &mut Vec<Phone>) -> usize {
    let here = letters[at];
    let letter = |count: usize| letters.get(at + count).copied().unwrap_or(' ');
    let (next, after) = (letter(1), letter(2));
    let last = at + 1 == letters.len();
    let marked = "áâéêíóôú".contains(here);
    // A nasal closes the syllable before a consonant and at the end.
    let closes = |c: char, then: char| matches!(c, 'm' | 'n') && !is_vowel(then) && then != 'h';
    if closes(next, after) {
        return nasal(letters, at, phones);
    }
    let two: String = [here, next].iter().collect();
    let pair = PAIRS
        .iter()
        .find(|(pair, ..)| *pair == two && *pair != "ía");
    if let Some((pair, vowel, closing, stress)) = pair {
        // `saindo`, `ruim`, `juiz`, `país`: the second vowel has its own syllable.
        let apart = pair.ends_with('i')
            && (after == 'u' && letter(3) == ' '
                || closes(after, letter(3))
                || matches!((after, letter(3)), ('r' | 'z' | 'l', ' '))
                || after == 'n' && letter(3) == 'h');
        if !apart {
            phones.push(Phone::vowel(vowel, *stress));
            if !closing.is_empty() {
                phones.push(Phone::consonant(closing));
            }
            return 2;
        }
    }
    // A glide: `água`, `história`, `quase` (`qu` and `gu` are read with their consonant).
    let end = at + 2 >= letters.len() || at + 3 == letters.len() && letter(2) == 's';
    let after_stress = phones.iter().any(|phone| phone.is_marked);
    if matches!(here, 'i' | 'u') && is_vowel(next) && end && after_stress {
        phones.push(Phone::consonant(if here == 'i' { "j" } else { "w" }));
        return 1;
    }
    let sound = match here {
        'ã' => "ɐ̃",
        'õ' => "o\u{303}",
        'á' | 'à' => "a",
        'â' => "ɐ",
        'é' => "ɛ",
        'ê' => "e",
        'í' => "i",
        'ó' => "ɔ",
        'ô' => "o",
        'ú' | 'ü' => "u",
        'a' if matches!((next, after), ('m', _) | ('n', 'h'))
            && is_vowel(
                letters
                    .get(at + 2 + usize::from(next == 'n'))
                    .copied()
                    .unwrap_or(' '),
            ) =>
        {
            "æ"
        }
        'a' => "a",
        'e' => "e",
        'i' => "i",
        'o' => "o",
        _ => "u",
    };
    let _ = last;
    phones.push(Phone::vowel(sound, marked));
    1
}

/// Adds a vowel with the nasal that closes its syllable.
fn nasal(letters: &[char], at: usize, phones: &mut Vec<Phone>) -> usize {
    let here = letters[at];
    let then = letters.get(at + 2).copied();
    let at_end = then.is_none() || then == Some('s') && at + 3 == letters.len();
    let marked = "áâéêíóôú".contains(here);
    let closing = match then {
        Some('p' | 'b' | 'm') => "m",
        None | Some(_) => "ŋ",
    };
    let (vowel, closing) = match here {
        'a' | 'á' | 'â' if at_end && letters[at + 1] == 'm' => ("ɐ̃", "ʊ̃"),
        'a' | 'á' | 'â' | 'ã' => ("ɐ̃", closing),
        'e' | 'é' | 'ê' => ("A", if at_end { "ŋ" } else { closing }),
        'i' | 'í' => ("i", closing),
        'o' | 'ó' | 'ô' | 'õ' => ("o", closing),
        _ => ("u\u{303}", closing),
    };
    phones.push(Phone::vowel(vowel, marked));
    phones.push(Phone::consonant(closing));
    2
}

fn consonant(
    letters: &[char],
    at: usize,
    word: &str,
    follows: Option<char>,
    phones: &mut Vec<Phone>,
) -> usize {
    let here = letters[at];
    let letter = |count: usize| letters.get(at + count).copied().unwrap_or(' ');
    let (next, after) = (letter(1), letter(2));
    let before = at.checked_sub(1).map(|at| letters[at]);
    let last = at + 1 == letters.len();
    let soft = |c: char| "eiéíê".contains(c);
    let after_vowel = before.is_some_and(is_vowel);
    let between = after_vowel && is_vowel(next);
    let (sound, taken) = match (here, next) {
        ('c', 'h') => ("ʃ", 2),
        ('c', 'c' | 'ç') => ("ks", 2),
        ('c', _) if soft(next) => ("s", 1),
        ('c', 'k') => ("k", 2),
        ('c' | 'k', _) => ("k", 1),
        ('ç', _) => ("s", 1),
        ('g', 'u') if soft(after) => (if words::has_full_u(word) { "ɡw" } else { "ɡ" }, 2),
        ('g', 'u') if is_vowel(after) => ("ɡw", 2),
        ('g', _) if soft(next) => ("ʒ", 1),
        ('g', _) => ("ɡ", 1),
        ('j', _) => ("ʒ", 1),
        ('q', 'u') if soft(after) => (if words::has_full_u(word) { "kw" } else { "k" }, 2),
        ('q', 'u' | 'ü') => ("kw", 2),
        ('l', 'h') => ("lj", 2),
        ('l', 'l') => ("l", 2),
        ('l', _) if after_vowel && !is_vowel(next) => return dark(phones),
        ('l', _) => ("l", 1),
        ('n', 'h') => ("ɲ", 2),
        ('r', 'r') => ("x", 2),
        ('r', _) if before.is_none() || matches!(before, Some('l' | 'n' | 's')) => ("x", 1),
        ('r', _) if between => ("ɾ", 1),
        ('r', _) if after_vowel && !last => ("ɾə", 1),
        ('r', _) => ("r", 1),
        ('s', 'c' | 'ç') if next == 'ç' || soft(after) => ("s", 2),
        ('s', 's') => ("s", 2),
        ('s', 'h') => ("ʃ", 2),
        ('s', _) if between => ("z", 1),
        ('s', _) if "bdgjlmnrv".contains(next) => ("z", 1),
        ('s', ' ') if follows.is_some_and(|c| is_vowel(c) || "bdgjlmnrvh".contains(c)) => ("z", 1),
        ('s', _) => ("s", 1),
        ('x', 'c') if before == Some('e') && soft(after) => ("s", 2),
        ('x', _) if at == 1 && before == Some('e') && (is_vowel(next) || next == 'h') => ("z", 1),
        ('x', _) if words::has_ks(word) => ("ks", 1),
        ('x', _) if words::has_x_as_s(word) => ("s", 1),
        ('x', _) if !is_vowel(next) && next != ' ' => ("s", 1),
        ('x', ' ') => ("ks", 1),
        ('x', _) => ("ʃ", 1),
        ('z', ' ') if !follows.is_some_and(is_vowel) => ("s", 1),
        ('z', _) => ("z", 1),
        ('p', 'h') => ("f", 2),
        ('t', 'h') => ("t", 2),
        ('t', 't') => ("t", 2),
        ('h', _) => ("", 1),
        ('w', _) => ("w", 1),
        ('y', _) => ("i", 1),
        ('b', _) => ("b", 1),
        ('d', _) => ("d", 1),
        ('f', _) => ("f", 1 + usize::from(next == 'f')),
        ('m', _) => ("m", 1 + usize::from(next == 'm')),
        ('n', _) => ("n", 1 + usize::from(next == 'n')),
        ('p', _) => ("p", 1),
        ('t', _) => ("t", 1),
        ('v', _) => ("v", 1),
        _ => ("", 1),
    };
    match sound {
        "" => {}
        "i" if !is_vowel(next) => phones.push(Phone::vowel("i", false)),
        "i" => phones.push(Phone::consonant("j")),
        sound => phones.push(Phone::consonant(sound)),
    }
    taken
}

/// Makes a vowel of an `l` that closes its syllable: `alto`, `Brasil`.
fn dark(phones: &mut Vec<Phone>) -> usize {
    match phones.last_mut() {
        Some(vowel) if vowel.sound == "a" && !vowel.is_marked => vowel.sound = "W".to_owned(),
        Some(vowel) if vowel.sound == "u" || vowel.sound == "o" => {
            phones.push(Phone::consonant("w"))
        }
        _ => phones.push(Phone::consonant("ʊ")),
    }
    1
}
