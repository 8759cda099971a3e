//! Kokoro's alphabet, as far as English needs it. Filters characters from a
//! lexicon, a model or a show, and keeps those in Kokoro's vocabulary.

use crate::phonemes::Accent;

const SOUNDS: &str =
    "AIOQSTWYabcdefhijklmnopqrstuvwxyzᵊɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔʣʥʦʨᵝꭧᵻ";
const SHAPES: &str = "ˈˌːʰʲ\u{303}";
const VOWELS: &str = "AIOQWYaeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʊʌᵊᵻ";

/// Returns the sounds of a word, without spaces and characters that are not in Kokoro's vocabulary.
pub(super) fn sounds(written: &str) -> String {
    written
        .chars()
        .filter(|c| SOUNDS.contains(*c) || SHAPES.contains(*c))
        .collect()
}

/// Returns the sounds of a word with every run of one sound as one: English has no long consonants
/// within a word.
pub(super) fn once(sounds: &str) -> String {
    let mut once = String::new();
    for c in sounds.chars().filter(|c| *c != ' ') {
        if !once.ends_with(c) {
            once.push(c);
        }
    }
    once
}

/// Returns whether there is a sound, and not only stress.
pub(super) fn is_heard(sounds: &str) -> bool {
    sounds.chars().any(|c| SOUNDS.contains(c))
}

pub(super) fn is_vowel(c: char) -> bool {
    VOWELS.contains(c)
}

/// Adds `'s` to a word: the sound depends on its last sound, as in English.
pub(super) fn with_s(sounds: &str, accent: Accent) -> String {
    let last = sounds
        .trim_end_matches(|c| SHAPES.contains(c))
        .chars()
        .last();
    let ending = match (last, accent) {
        (Some('s' | 'z' | 'ʃ' | 'ʒ' | 'ʧ' | 'ʤ'), Accent::American) => "ᵻz",
        (Some('s' | 'z' | 'ʃ' | 'ʒ' | 'ʧ' | 'ʤ'), Accent::British) => "ɪz",
        (Some('p' | 't' | 'k' | 'f' | 'θ'), _) => "s",
        _ => "z",
    };
    format!("{sounds}{ending}")
}

/// Returns the consonants at the start of a word that its first letters stand for, with a short
/// vowel. With a vowel among the letters, the whole syllable is meant, with the word's own.
pub(super) fn onset(sounds: &str, letters: &str) -> String {
    const PAIRS: [&str; 10] = ["th", "sh", "ch", "wh", "ph", "kn", "wr", "gn", "rh", "qu"];
    let plain: String = sounds.chars().filter(|c| !matches!(c, 'ˈ' | 'ˌ')).collect();
    let vowel = plain.find(is_vowel).unwrap_or(plain.len());
    let (start, rest) = plain.split_at(vowel);
    let after_first = letters.get(1..).unwrap_or("");
    let whole = letters.contains(['a', 'e', 'i', 'o', 'u']) || after_first.contains('y');
    let own = rest.chars().next().filter(|_| whole || start.is_empty());
    let pair = usize::from(PAIRS.iter().any(|pair| letters.starts_with(pair)));
    let most = if whole {
        usize::MAX
    } else {
        letters.chars().count() - pair
    };
    let start: String = start.chars().take(most.max(1)).collect();
    format!("{start}{}", own.unwrap_or('ə'))
}

/// Moves every stress mark to just before its vowel, as in Kokoro's training
/// data.
pub(super) fn stress_on_vowels(sounds: &str) -> String {
    let mut moved = String::new();
    let mut waiting = None;
    for c in sounds.chars() {
        match c {
            'ˈ' | 'ˌ' => waiting = Some(c),
            _ => {
                if is_vowel(c) {
                    moved.extend(waiting.take());
                }
                moved.push(c);
            }
        }
    }
    moved
}

/// Returns letters by their names, the last with the stress; a small `s` after
/// them is an ending.
pub(super) fn letters(text: &str, accent: Accent) -> String {
    let capitals: Vec<&str> = text.chars().filter_map(|c| letter(c, accent)).collect();
    let mut sounds = String::new();
    for (place, name) in capitals.iter().enumerate() {
        let stress = if place + 1 == capitals.len() {
            "ˈ"
        } else {
            "ˌ"
        };
        sounds.push_str(&name.replace('ˈ', stress));
    }
    match text.ends_with('s') && is_heard(&sounds) {
        true => with_s(&sounds, accent),
        false => sounds,
    }
}

fn letter(c: char, accent: Accent) -> Option<&'static str> {
    let american = match c {
        'A' => "ˈA",
        'B' => "bˈi",
        'C' => "sˈi",
        'D' => "dˈi",
        'E' => "ˈi",
        'F' => "ˈɛf",
        'G' => "ʤˈi",
        'H' => "ˈAʧ",
        'I' => "ˈI",
        'J' => "ʤˈA",
        'K' => "kˈA",
        'L' => "ˈɛl",
        'M' => "ˈɛm",
        'N' => "ˈɛn",
        'O' => "ˈO",
        'P' => "pˈi",
        'Q' => "kjˈu",
        'R' => "ˈɑɹ",
        'S' => "ˈɛs",
        'T' => "tˈi",
        'U' => "jˈu",
        'V' => "vˈi",
        'W' => "dˈʌbᵊlju",
        'X' => "ˈɛks",
        'Y' => "wˈI",
        'Z' => "zˈi",
        _ => return None,
    };
    Some(match (c, accent) {
        ('B', Accent::British) => "bˈiː",
        ('C', Accent::British) => "sˈiː",
        ('D', Accent::British) => "dˈiː",
        ('E', Accent::British) => "ˈiː",
        ('G', Accent::British) => "ʤˈiː",
        ('O', Accent::British) => "ˈQ",
        ('P', Accent::British) => "pˈiː",
        ('Q', Accent::British) => "kjˈuː",
        ('R', Accent::British) => "ˈɑː",
        ('T', Accent::British) => "tˈiː",
        ('U', Accent::British) => "jˈuː",
        ('V', Accent::British) => "vˈiː",
        ('W', Accent::British) => "dˈʌbᵊljuː",
        ('Z', Accent::British) => "zˈɛd",
        _ => american,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_by_their_names() {
        assert_eq!(letters("USSR", Accent::American), "jˌuˌɛsˌɛsˈɑɹ");
        assert_eq!(letters("POWs", Accent::British), "pˌiːˌQdˈʌbᵊljuːz");
        assert_eq!(letters("Z", Accent::British), "zˈɛd");
    }

    #[test]
    fn a_stammer_is_the_start_of_its_word() {
        for (sounds, letters, said) in [
            ("wˌʌt", "w", "wə"),
            ("ðˈæt", "th", "ðə"),
            ("bˈʌt", "bu", "bʌ"),
            ("ˈOnli", "o", "O"),
            ("stˈɑp", "s", "sə"),
            ("stˈɑp", "st", "stə"),
            ("plˈiz", "p", "pə"),
            ("nˈO", "kn", "nə"),
            ("ju", "y", "jə"),
        ] {
            assert_eq!(onset(sounds, letters), said, "{letters}");
        }
    }

    #[test]
    fn stress_is_before_its_vowel() {
        assert_eq!(stress_on_vowels("ˈkɹɛmlɪn"), "kɹˈɛmlɪn");
        assert_eq!(stress_on_vowels("ˌɹɛvəˈluʃən"), "ɹˌɛvəlˈuʃən");
    }

    #[test]
    fn the_ending_of_a_possessive_follows_its_last_sound() {
        assert_eq!(with_s("fɹˈʌnz", Accent::American), "fɹˈʌnzᵻz");
        assert_eq!(with_s("kˈɑɹp", Accent::American), "kˈɑɹps");
        assert_eq!(with_s("zukˈA", Accent::British), "zukˈAz");
    }
}
