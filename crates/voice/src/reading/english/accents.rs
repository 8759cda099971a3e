//! Turns a reading of one accent into the other. The spelling helps where one accent has a sound
//! that the other does not keep: the `r` of `farm`, the `o` of `lot`.

use super::alphabet;
use crate::phonemes::Accent;

/// Returns the reading of a word, from the other accent, in an accent.
pub(super) fn converted(sounds: &str, word: &str, to: Accent) -> String {
    match to {
        Accent::American => american(sounds, &word.to_lowercase()),
        Accent::British => british(sounds, &word.to_lowercase()),
    }
}

fn british(sounds: &str, word: &str) -> String {
    let chars: Vec<char> = sounds.chars().collect();
    let stressed = |at: usize| at > 0 && matches!(chars[at - 1], 'ˈ' | 'ˌ');
    let voiced = |at: usize| {
        let next = chars[(at + 1).min(chars.len())..]
            .iter()
            .find(|c| !matches!(c, 'ˈ' | 'ˌ'));
        next.is_some_and(|c| alphabet::is_vowel(*c))
    };
    let mut british = String::new();
    for (at, c) in chars.iter().enumerate() {
        let r = chars.get(at + 1) == Some(&'ɹ');
        match c {
            'O' => british.push('Q'),
            'æ' => british.push('a'),
            'T' | 'ɾ' => british.push('t'),
            'ᵻ' => british.push('ɪ'),
            'ɑ' if r || !word.contains('o') => british.push_str("ɑː"),
            'ɑ' => british.push('ɒ'),
            'ɔ' | 'ɜ' => british.extend([*c, 'ː']),
            'ɛ' if r && !voiced(at + 1) => british.push_str("ɛː"),
            'ɪ' if r => british.push_str("ɪə"),
            'ʊ' if r => british.push_str("ʊə"),
            'i' if stressed(at) || at + 1 < chars.len() && !voiced(at) => british.push_str("iː"),
            'u' => british.push_str("uː"),
            'ɹ' if at > 0 && alphabet::is_vowel(chars[at - 1]) && !voiced(at) => {}
            _ => british.push(*c),
        }
    }
    british
}

fn american(sounds: &str, word: &str) -> String {
    let chars: Vec<char> = sounds.chars().filter(|c| *c != 'ː').collect();
    let long: Vec<bool> = {
        let written: Vec<char> = sounds.chars().collect();
        let plain = (0..written.len()).filter(|at| written[*at] != 'ː');
        plain.map(|at| written.get(at + 1) == Some(&'ː')).collect()
    };
    let written = |pairs: &[&str]| pairs.iter().any(|pair| word.contains(pair));
    let mut american = String::new();
    for (at, c) in chars.iter().enumerate() {
        let last = at + 1 == chars.len();
        let free = chars.get(at + 1) != Some(&'ɹ');
        let open = free && (last || !chars.get(at + 1).is_some_and(|c| alphabet::is_vowel(*c)));
        let ends = last && word.trim_end_matches('s').ends_with(['r', 'e']) && word.contains('r');
        match c {
            'Q' => american.push('O'),
            'a' => american.push('æ'),
            'ɒ' => american.push('ɑ'),
            'ə' if at > 0 && matches!(chars[at - 1], 'ɪ' | 'ʊ') && open && word.contains('r') => {
                american.push('ɹ');
            }
            'ɑ' if long[at] && open && written(&["ar", "er"]) => american.push_str("ɑɹ"),
            'ɔ' if long[at] && open && written(&["or", "our", "oar", "ar"]) => {
                american.push_str("ɔɹ")
            }
            'ɜ' if free => american.push_str("ɜɹ"),
            'ɛ' if long[at] && free => american.push_str("ɛɹ"),
            'ə' if ends => american.push_str("əɹ"),
            _ => american.push(*c),
        }
    }
    american
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_go_from_one_accent_to_the_other() {
        for (word, american, british) in [
            ("Robert", "ɹˈɑbəɹt", "ɹˈɒbət"),
            ("Martha", "mˈɑɹθə", "mˈɑːθə"),
            ("Norman", "nˈɔɹmən", "nˈɔːmən"),
            ("Rome", "ɹˈOm", "ɹˈQm"),
            ("Spencer", "spˈɛnsəɹ", "spˈɛnsə"),
            ("Anna", "ˈænə", "ˈanə"),
            ("Irene", "IɹˈinI", "IɹˈiːnI"),
        ] {
            assert_eq!(
                converted(american, word, Accent::British),
                british,
                "{word}"
            );
        }
        for (word, british, american) in [
            ("Martha", "mˈɑːθə", "mˈɑɹθə"),
            ("Norman", "nˈɔːmən", "nˈɔɹmən"),
            ("Spencer", "spˈɛnsə", "spˈɛnsəɹ"),
            ("Bernard", "bˈɜːnəd", "bˈɜɹnəd"),
            ("Rome", "ɹˈQm", "ɹˈOm"),
        ] {
            assert_eq!(
                converted(british, word, Accent::American),
                american,
                "{word}"
            );
        }
    }
}
