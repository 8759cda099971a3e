//! The sounds of an Italian word by its spelling.

use super::words;
use crate::reading::romance::syllables::{Phone, Weight, vowels, written};

/// Returns the sounds of a word in small letters.
pub(super) fn of(word: &str, weight: Weight) -> String {
    if let Some(stem) = word
        .strip_suffix("mente")
        .filter(|stem| stem.chars().count() > 3)
    {
        let stem = match stem.ends_with('l') || stem.ends_with('r') {
            true => format!("{stem}e"),
            false => stem.to_owned(),
        };
        let first = of(&stem, Weight::None);
        let first = first
            .strip_suffix('e')
            .filter(|_| stem.ends_with(['l', 'r']))
            .unwrap_or(&first);
        return first.trim_end_matches('ɪ').to_owned() + "mˈente";
    }
    let mut phones = phones(word);
    let main = stressed(word, &phones);
    open(word, &mut phones, main);
    close(&mut phones, main);
    written(&phones, main, &[], weight)
}

fn is_vowel(c: char) -> bool {
    "aeiouàèéìíòóùú".contains(c)
}

/// Returns the vowel with the stress.
fn stressed(word: &str, phones: &[Phone]) -> Option<usize> {
    if let Some(marked) = phones.iter().position(|phone| phone.is_marked) {
        return Some(marked);
    }
    let places = vowels(phones);
    // `vorrei`, `ormai`: the stress is before the glide at the end.
    let falls = phones
        .last()
        .is_some_and(|phone| !phone.is_vowel && matches!(phone.sound.as_str(), "i" | "ʊ"));
    if falls {
        return places.last().copied();
    }
    let back = match words::syllable(word) {
        Some(back) => back,
        None if word.ends_with(|c| !is_vowel(c)) && places.len() > 1 => {
            1 + usize::from(words::is_cut(word))
        }
        None => 2,
    };
    places
        .get(places.len().checked_sub(back.min(places.len()))?)
        .copied()
}

/// Opens the stressed `e` and `o` where most words have them open.
fn open(word: &str, phones: &mut [Phone], main: Option<usize>) {
    let Some(main) = main.filter(|main| !phones[*main].is_marked) else {
        return;
    };
    let sound = |at: usize| phones.get(at).map_or("", |phone| phone.sound.as_str());
    let is_consonant = |at: usize| phones.get(at).is_some_and(|phone| !phone.is_vowel);
    let two = is_consonant(main + 1)
        && is_consonant(main + 2)
        && !matches!(sound(main + 2), "r" | "j" | "w");
    let wide = match phones[main].sound.as_str() {
        "e" => {
            let closed = words::has_closed_e(word);
            !closed
        }
        "o" => {
            let closed = words::has_closed_o(word);
            let nasal = two && matches!(sound(main + 1), "n" | "m" | "ŋ");
            !closed && !nasal
        }
        _ => false,
    };
    if wide {
        let opened = if phones[main].sound == "e" {
            "ɛ"
        } else {
            "ɔ"
        };
        phones[main].sound = opened.to_owned();
    }
}

/// Weakens `u` without stress, and `i` at the end. A glide after the stress is a vowel.
fn close(phones: &mut [Phone], main: Option<usize>) {
    let last = phones.len().saturating_sub(1);
    if let Some(main) = main
        && phones.get(main + 1).is_some_and(|phone| phone.sound == "ɲ")
    {
        phones[main + 1].sound = "ɲɲ".to_owned();
    }
    for (at, phone) in phones.iter_mut().enumerate() {
        let weak = Some(at) != main;
        match phone.sound.as_str() {
            "u" if weak && phone.is_vowel => phone.sound = "ʊ".to_owned(),
            "i" if weak && phone.is_vowel && at == last => phone.sound = "ɪ".to_owned(),
            _ => {}
        }
    }
}

fn phones(word: &str) -> Vec<Phone> {
    let letters: Vec<char> = word.chars().collect();
    let mut phones: Vec<Phone> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        at += match is_vowel(letters[at]) {
            true => vowel(&letters, at, word, &mut phones),
            false => consonant(&letters, at, word, &mut phones),
        };
    }
    phones
}

fn vowel(letters: &[char], at: usize, word: &str, phones: &mut Vec<Phone>) -> usize {
    let here = letters[at];
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    let marked = "àèéìíòóùú".contains(here);
    let before = at.checked_sub(1).map(|at| letters[at]);
    let falls =
        before.is_some_and(|c| "aeou".contains(c)) && before != Some(here) && !is_vowel(next);
    let first = !phones.iter().any(|phone| phone.is_vowel);
    match (here, is_vowel(next)) {
        ('i', true) if !words::has_full_i(word) && !marked => {
            phones.push(Phone::consonant(if first { "j" } else { "i" }));
        }
        ('u', true) if words::has_full_u(word) => phones.push(Phone::vowel("u", false)),
        ('u', true) if matches!(next, 'o' | 'ò') && at > 0 || !first && before != Some('g') => {
            phones.push(Phone::consonant("ʊ"))
        }
        ('u', true) if next != 'i' || before == Some('g') => phones.push(Phone::consonant("w")),
        ('i' | 'u', false)
            if falls
                && !words::has_full_i(word)
                && phones.last().is_some_and(|phone| phone.is_vowel) =>
        {
            phones.push(Phone::consonant(if here == 'i' { "i" } else { "ʊ" }));
        }
        _ => {
            let sound = match here {
                'a' | 'à' => "a",
                'è' => "ɛ",
                'e' | 'é' => "e",
                'i' | 'ì' | 'í' => "i",
                'ò' => "ɔ",
                'o' | 'ó' => "o",
                _ => "u",
            };
            phones.push(Phone::vowel(sound, marked));
        }
    }
    1
}

fn consonant(letters: &[char], at: usize, word: &str, phones: &mut Vec<Phone>) -> usize {
    let here = letters[at];
    let letter = |count: usize| letters.get(at + count).copied().unwrap_or(' ');
    let (next, after) = (letter(1), letter(2));
    let soft = |c: char| "eièéìí".contains(c);
    let before = at.checked_sub(1).map(|at| letters[at]);
    // The `i` after a soft letter only shows how it sounds, but not where it has the stress.
    let silent_i = |from: usize| usize::from(letter(from) == 'i' && is_vowel(letter(from + 1)));
    let long = |sound: &'static str, taken: usize| (sound, taken);
    let (sound, taken) = match (here, next) {
        ('c', 'c') if soft(after) => ("ʧː", 2 + kept(word, silent_i(2))),
        ('c', 'c') if after == 'h' => long("kː", 3),
        ('c', 'c') => long("kː", 2),
        ('c', 'q') => ("kːw", 2 + usize::from(after == 'u')),
        ('c', 'h') => ("k", 2),
        ('c', _) if soft(next) => ("ʧ", 1 + kept(word, silent_i(1))),
        ('c', _) => ("k", 1),
        ('g', 'g') if soft(after) => ("ʤː", 2 + kept(word, silent_i(2))),
        ('g', 'g') if after == 'h' => long("ɡː", 3),
        ('g', 'g') => long("ɡː", 2),
        ('g', 'h') => ("ɡ", 2),
        ('g', 'n') => ("ɲ", 2),
        ('g', 'l') if after == 'i' => ("ʎ", 2 + silent_i(2)),
        ('g', _) if soft(next) => ("ʤ", 1 + kept(word, silent_i(1))),
        ('g', _) => ("ɡ", 1),
        ('s', 'c') if soft(after) => ("ʃ", 2 + kept(word, silent_i(2))),
        ('s', 'h') => ("ʃ", 2),
        ('s', 's') => ("S", 2),
        ('s', _) if "bdglmnrv".contains(next) => ("z", 1),
        ('s', _) if before.is_some_and(is_vowel) && is_vowel(next) => ("z", 1),
        ('s', _) => ("s", 1),
        ('z', 'z') => (
            if words::has_voiced_z(word) {
                "ʣː"
            } else {
                "ʦː"
            },
            2,
        ),
        ('z', _) => (
            if before.is_none() || words::has_voiced_z(word) {
                "ʣ"
            } else {
                "ʦ"
            },
            1,
        ),
        ('t', 't') => ("tː", 2),
        ('p', 'p') => ("pː", 2),
        ('b', 'b') => ("bː", 2),
        ('d', 'd') => ("dː", 2),
        ('r', 'r') => ("rɾ", 2),
        ('q', 'u') => ("kw", 2),
        ('n', 'g') if !soft(after) => ("ŋ", 1),
        ('h', _) => ("", 1),
        ('j', _) => ("j", 1),
        ('k', _) | ('q', _) => ("k", 1),
        ('p', 'h') => ("f", 2),
        ('w', _) => ("w", 1),
        ('x', _) => ("ks", 1),
        ('y', _) => ("i", 1),
        _ if "bdflmnprtv".contains(here) => (plain(here), 1),
        _ => ("", 1),
    };
    if here == 'y' && !is_vowel(next) {
        phones.push(Phone::vowel("i", false));
    } else if here == 'y' {
        phones.push(Phone::consonant("j"));
    } else if !sound.is_empty() {
        phones.push(Phone::consonant(sound));
    }
    taken
}

/// Returns how many letters are left out after a soft letter: none where the `i` has the stress.
fn kept(word: &str, silent: usize) -> usize {
    if words::has_full_i(word) { 0 } else { silent }
}

fn plain(letter: char) -> &'static str {
    match letter {
        'b' => "b",
        'd' => "d",
        'f' => "f",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'p' => "p",
        'r' => "r",
        't' => "t",
        _ => "v",
    }
}
