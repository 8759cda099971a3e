//! The sounds of a Spanish word by its spelling, as in Castile.

use crate::reading::romance::syllables::{Phone, Weight, vowels, written};

/// What is spoken before and after a word, without a pause.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Beside {
    /// The last sound before the word.
    pub before: Option<char>,
    /// The first letter after the word.
    pub after: Option<char>,
}

/// Returns the sounds of a word in small letters.
pub(super) fn of(word: &str, weight: Weight, beside: Beside) -> String {
    if let Some(stem) = word
        .strip_suffix("mente")
        .filter(|stem| stem.chars().count() > 2)
    {
        let first = of(
            stem,
            weight,
            Beside {
                after: Some('m'),
                ..beside
            },
        );
        return first + "mˈente";
    }
    let mut phones = phones(word, beside);
    let main = stressed(word, &phones);
    open(&mut phones, main);
    let places = vowels(&phones);
    let before = main.and_then(|main| places.iter().position(|place| *place == main));
    // Every second syllable before the stress, but not the one beside it.
    let light = (0..before.unwrap_or(0).saturating_sub(1)).step_by(2);
    let light: Vec<usize> = light.map(|syllable| places[syllable]).collect();
    written(&phones, main, &light, weight)
}

fn is_vowel(c: char) -> bool {
    "aeiouáéíóúü".contains(c)
}

fn is_strong(c: char) -> bool {
    "aeoáéóíú".contains(c)
}

/// Returns the vowel with the stress: the one with an accent; else the last but one, or the last
/// before a consonant other than `n` and `s`.
fn stressed(word: &str, phones: &[Phone]) -> Option<usize> {
    let places = vowels(phones);
    if let Some(marked) = phones.iter().position(|phone| phone.is_marked) {
        return Some(marked);
    }
    let last = word.chars().next_back().unwrap_or('a');
    let open = is_vowel(last) || matches!(last, 'n' | 's');
    match (open, places.len()) {
        (true, 2..) => places.get(places.len() - 2).copied(),
        _ => places.last().copied(),
    }
}

/// Opens a stressed `e` before a nasal that closes its syllable: `gente`.
fn open(phones: &mut [Phone], main: Option<usize>) {
    let Some(main) = main else { return };
    let sound = |at: usize| {
        phones
            .get(at)
            .map(|phone| (phone.sound.as_str(), phone.is_vowel))
    };
    let nasal = matches!(sound(main + 1), Some(("n" | "ŋ", false)));
    let closed = matches!(sound(main + 2), Some((other, false)) if !matches!(other, "j" | "w"));
    if phones[main].sound == "e" && nasal && closed {
        phones[main].sound = "ɛ".to_owned();
    }
}

fn phones(word: &str, beside: Beside) -> Vec<Phone> {
    let letters: Vec<char> = word.chars().collect();
    let mut phones: Vec<Phone> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        at += match is_vowel(letters[at]) || is_glide(&letters, at) {
            true => vowel(&letters, at, &mut phones),
            false => consonant(&letters, at, beside, &mut phones),
        };
    }
    phones
}

/// Returns whether `y` sounds as the vowel `i`: alone, and after a vowel where none follows.
fn is_glide(letters: &[char], at: usize) -> bool {
    let next = letters.get(at + 1).copied();
    letters[at] == 'y' && !next.is_some_and(is_vowel)
}

/// Adds a vowel or a diphthong. Returns how many letters it takes.
fn vowel(letters: &[char], at: usize, phones: &mut Vec<Phone>) -> usize {
    let here = letters[at];
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    let after = letters.get(at + 2).copied().unwrap_or(' ');
    let marked = "áéíóú".contains(here);
    // A weak vowel before another vowel is a glide.
    let weak = matches!(here, 'i' | 'u' | 'ü' | 'y');
    if weak && is_vowel(next) && here != next {
        let strong = is_strong(next) || next == 'u' || next == 'i';
        if strong && !matches!((here, next), ('i', 'í') | ('u', 'ú')) {
            let sound = match (matches!(here, 'i' | 'y'), is_heavy(phones)) {
                (true, false) => "j",
                (true, true) => "i",
                (false, false) => "w",
                (false, true) => "u",
            };
            let heavy =
                here == 'ü' || at > 0 && letters[at - 1] == 'g' && here == 'u' && next == 'e';
            match heavy {
                true => phones.push(Phone::vowel("u", false)),
                false => phones.push(Phone::consonant(sound)),
            }
            return 1;
        }
    }
    if matches!((here, next), ('u', 'y')) && after == ' ' {
        phones.push(Phone::vowel("u", false));
        phones.push(Phone::consonant("j"));
        return 2;
    }
    let closing = match next {
        'i' | 'u' => !is_vowel(after) || after == next,
        'y' => !is_vowel(after),
        _ => false,
    };
    let plain = plain(here);
    if closing && !weak {
        let high = if next == 'u' { 'u' } else { 'i' };
        let joined = match (here, high) {
            ('a', 'i') => Some("I"),
            ('a', 'u') => Some("W"),
            ('e', 'i') => Some("A"),
            ('e', 'u') => Some("eʊ"),
            ('o', 'i') => Some("oɪ"),
            ('o', 'u') => Some("O"),
            _ => None,
        };
        if let Some(joined) = joined {
            phones.push(Phone::vowel(joined, false));
            return 2;
        }
        if matches!(here, 'á' | 'é' | 'ó') {
            phones.push(Phone::vowel(plain, true));
            phones.push(Phone::consonant(if high == 'u' { "u" } else { "i" }));
            return 2;
        }
    }
    phones.push(Phone::vowel(plain, marked));
    1
}

/// Returns whether a glide after these sounds is spoken as a vowel: after `pr`, `cl`, `rr` and at the
/// start after `l` and `r`.
fn is_heavy(phones: &[Phone]) -> bool {
    let mut back = phones.iter().rev();
    let (last, before) = (back.next(), back.next());
    let liquid = last.is_some_and(|phone| matches!(phone.sound.as_str(), "l" | "r" | "ɾ"));
    let hard = last.is_some_and(|phone| phone.sound == "r");
    liquid && (hard || before.is_none_or(|phone| !phone.is_vowel))
}

fn plain(letter: char) -> &'static str {
    match letter {
        'a' | 'á' => "a",
        'e' | 'é' => "e",
        'i' | 'í' | 'y' => "i",
        'o' | 'ó' => "o",
        _ => "u",
    }
}

/// Adds a consonant. Returns how many letters it takes.
fn consonant(letters: &[char], at: usize, beside: Beside, phones: &mut Vec<Phone>) -> usize {
    let here = letters[at];
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    let after = letters.get(at + 2).copied().unwrap_or(' ');
    let first = at == 0;
    let last = at + 1 == letters.len();
    let soft = |c: char| "eiéí".contains(c);
    let before = phones
        .last()
        .and_then(|phone| phone.sound.chars().next_back())
        .or(beside.before.filter(|_| phones.is_empty()));
    // A stop after a pause and after a nasal.
    let after_nasal = matches!(before, None | Some('n' | 'm' | 'ŋ' | '\u{303}'));
    let (sound, taken) = match (here, next) {
        ('c', 'h') => ("ʧ", 2),
        ('c', _) if soft(next) => ("θ", 1),
        ('c' | 'k', _) => ("k", 1 + usize::from(here == 'c' && next == 'k')),
        ('q', 'u') if soft(after) => ("k", 2),
        ('q', _) => ("k", 1),
        ('z', 'z') => ("ʦ", 2),
        ('z', _) => ("θ", 1),
        ('g', 'u') if soft(after) => (if after_nasal { "ɡ" } else { "ɣ" }, 2),
        ('g', 'ü') => (if after_nasal { "ɡ" } else { "ɣ" }, 1),
        ('g', _) if soft(next) => ("x", 1),
        ('g', 'n') if first => ("n", 2),
        ('g', 'n') => ("ɡ", 1),
        ('g', _) if last && !first => ("ɡ", 1),
        ('g', _) => (if after_nasal { "ɡ" } else { "ɣ" }, 1),
        ('j', _) => ("x", 1),
        ('l', 'l') => ("ʎ", 2),
        ('ñ', _) => ("ɲ", 1),
        ('n', _) => (nasal(next, last, beside), 1),
        ('m', _) => ("m", 1),
        ('b', _) if last && !first => ("b", 1),
        ('b' | 'v', _) => (if after_nasal { "b" } else { "β" }, 1),
        ('d', _) if last && !first => ("d", 1),
        ('d', _) => (if after_nasal { "d" } else { "ð" }, 1),
        ('r', 'r') => ("r", 2),
        ('r', _) if first || matches!(letters[at - 1], 'l' | 'n' | 's') => ("r", 1),
        ('r', _) => ("ɾ", 1),
        ('h', 'i') if soft(after) => ("j", 2),
        ('h', 'u') if is_strong(after) => ("w", 2),
        ('h', _) => ("", 1),
        ('s', 'h') => ("ʃ", 2),
        ('p', 's' | 't' | 'n') if first => ("", 1),
        ('p', 't') => ("pː", 1),
        ('p', 'h') => ("f", 2),
        ('t', 'h') => ("t", 2),
        ('x', _) if first => ("s", 1),
        ('x', _) if is_mexican(letters) => ("x", 1),
        ('x', _) => ("ks", 1),
        ('w', _) => ("w", 1),
        ('y', _) => ("ʝ", 1),
        ('ç', _) => ("s", 1),
        ('f', 'f') | ('s', 's') | ('t', 't') | ('p', 'p') => ("", 1),
        ('f', _) => ("f", 1),
        ('l', _) => ("l", 1),
        ('p', _) => ("p", 1),
        ('s', _) => ("s", 1),
        ('t', 'z') => ("ʦ", 2),
        ('t', _) => ("t", 1),
        _ => ("", 1),
    };
    if !sound.is_empty() {
        phones.push(Phone::consonant(sound));
    }
    taken
}

/// Returns whether `x` sounds as `j`, as in names of Mexico.
fn is_mexican(letters: &[char]) -> bool {
    let word: String = letters.iter().collect();
    let names = ["méxic", "mexic", "oaxaca", "texa", "ximena"];
    names.iter().any(|name| word.starts_with(name))
}

/// Returns the nasal before a consonant, also before that of the next word.
fn nasal(next: char, last: bool, beside: Beside) -> &'static str {
    match if last {
        beside.after.unwrap_or(' ')
    } else {
        next
    } {
        'p' | 'b' | 'v' => "m",
        'm' if last => "m",
        'g' | 'j' => "ŋ",
        _ => "n",
    }
}
