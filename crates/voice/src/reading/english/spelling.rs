//! Guesses the sounds of an unknown word from its English spelling. A word with
//! a letter in it always has a sound. The models for unknown words do better;
//! these rules are used when the models are not installed.

use super::alphabet;
use crate::phonemes::Accent;

/// A spelling and its American and British sounds. A longer entry comes before
/// its prefix.
const SOUNDS: [(&str, &str, &str); 62] = [
    ("tch", "ʧ", "ʧ"),
    ("sch", "ʃ", "ʃ"),
    ("igh", "I", "I"),
    ("eau", "O", "Q"),
    ("dge", "ʤ", "ʤ"),
    ("ch", "ʧ", "ʧ"),
    ("sh", "ʃ", "ʃ"),
    ("zh", "ʒ", "ʒ"),
    ("kh", "k", "k"),
    ("gh", "ɡ", "ɡ"),
    ("ph", "f", "f"),
    ("th", "θ", "θ"),
    ("ck", "k", "k"),
    ("qu", "kw", "kw"),
    ("ng", "ŋ", "ŋ"),
    ("wh", "w", "w"),
    ("wr", "ɹ", "ɹ"),
    ("ee", "i", "iː"),
    ("ea", "i", "iː"),
    ("oo", "u", "uː"),
    ("ou", "u", "uː"),
    ("ow", "O", "Q"),
    ("oi", "Y", "Y"),
    ("oy", "Y", "Y"),
    ("oa", "O", "Q"),
    ("ai", "A", "A"),
    ("ay", "A", "A"),
    ("ei", "A", "A"),
    ("ey", "i", "iː"),
    ("au", "W", "W"),
    ("aw", "ɔ", "ɔː"),
    ("ie", "i", "iː"),
    ("ue", "u", "uː"),
    ("ew", "u", "uː"),
    ("ya", "jɑ", "jɑː"),
    ("ar", "ɑɹ", "ɑː"),
    ("or", "ɔɹ", "ɔː"),
    ("er", "əɹ", "ə"),
    ("ur", "ɜɹ", "ɜː"),
    ("ir", "ɜɹ", "ɜː"),
    ("a", "æ", "a"),
    ("e", "ɛ", "ɛ"),
    ("i", "ɪ", "ɪ"),
    ("o", "ɑ", "ɒ"),
    ("u", "ʌ", "ʌ"),
    ("b", "b", "b"),
    ("d", "d", "d"),
    ("f", "f", "f"),
    ("h", "h", "h"),
    ("j", "ʤ", "ʤ"),
    ("l", "l", "l"),
    ("m", "m", "m"),
    ("n", "n", "n"),
    ("p", "p", "p"),
    ("q", "k", "k"),
    ("r", "ɹ", "ɹ"),
    ("s", "s", "s"),
    ("t", "t", "t"),
    ("v", "v", "v"),
    ("w", "w", "w"),
    ("x", "ks", "ks"),
    ("z", "z", "z"),
];

/// Guesses the sound of a word, with the stress on its first vowel.
pub(super) fn guess(word: &str, accent: Accent) -> String {
    let lower = super::letters::plain(&word.to_lowercase()).to_lowercase();
    let lower: String = lower.chars().filter(char::is_ascii_lowercase).collect();
    let sounds = sounds(&lower, accent);
    // A word without a vowel is read by its letters.
    if !sounds.chars().any(alphabet::is_vowel) {
        return alphabet::letters(&lower.to_uppercase(), accent);
    }
    alphabet::stress_on_vowels(&format!("ˈ{sounds}"))
}

/// Interjections that are not read by their letters, with each letter once, and their American and
/// British sounds.
const INTERJECTIONS: [(&str, &str, &str); 13] = [
    ("argh", "ˈɑɹɡ", "ˈɑːɡ"),
    ("ah", "ˈɑ", "ˈɑː"),
    ("ew", "jˈu", "jˈuː"),
    ("hmf", "hˈʌmf", "hˈʌmf"),
    ("hmpf", "hˈʌmf", "hˈʌmf"),
    ("hmph", "hˈʌmf", "hˈʌmf"),
    ("hst", "hst", "hst"),
    ("och", "ˈɑk", "ˈɒk"),
    ("oh", "ˈO", "ˈQ"),
    ("pst", "pst", "pst"),
    ("sh", "ʃː", "ʃː"),
    ("tsk", "tˈɪsk", "tˈɪsk"),
    ("uhm", "ˈʌm", "ˈʌm"),
];

/// Returns whether a word in small letters is an interjection without an own vowel, which is not
/// spelled in capitals either.
pub(super) fn is_interjection(lower: &str) -> bool {
    let single = single_letters(lower);
    let listed = INTERJECTIONS.iter().any(|row| row.0 == single);
    listed && lower != "ssh"
        || matches!(single.as_str(), "br" | "gr" | "hm" | "m" | "pf" | "pft") && lower.len() > 2
}

/// Returns a word with every run of a letter as one.
fn single_letters(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// `Shh`, `brr`, `Grrr`, `Tsk`, `Aaargh`: not spelled.
pub(super) fn interjection(word: &str, accent: Accent) -> Option<String> {
    let lower = word.to_lowercase();
    let single = single_letters(&lower);
    if let Some((_, american, british)) = INTERJECTIONS.iter().find(|row| row.0 == single) {
        return Some(match accent {
            Accent::American => (*american).to_owned(),
            Accent::British => (*british).to_owned(),
        });
    }
    let consonants = lower.chars().all(|c| "bfghkmnprstz".contains(c));
    let drawn = single.len() < lower.len();
    let loud = word == word.to_uppercase() && !is_interjection(&lower);
    if loud || !consonants || !drawn {
        return None;
    }
    Some(format!("{}ː", sounds(&lower, accent)))
}

/// Returns the sounds of the letters of a word.
fn sounds(lower: &str, accent: Accent) -> String {
    let mut sounds = String::new();
    let mut at = 0;
    while at < lower.len() {
        let (sound, length) = sound(lower, at, accent);
        sounds.push_str(sound);
        at += length;
    }
    sounds
}

fn sound(word: &str, at: usize, accent: Accent) -> (&'static str, usize) {
    let british = accent == Accent::British;
    let rest = &word[at..];
    let before = at.checked_sub(1).and_then(|at| word[at..].chars().next());
    let (first, next) = (rest.chars().next(), rest.chars().nth(1));
    let soft = next.is_some_and(|c| "eiy".contains(c));
    match first {
        // Doubled consonants count once.
        Some(c) if before == Some(c) && !"aeiou".contains(c) => ("", 1),
        // A last `e` is silent in longer words.
        Some('e') if rest.len() == 1 && at > 2 => ("", 1),
        Some('a') if rest.len() == 1 => (if at > 0 { "ə" } else { "ɑ" }, 1),
        Some('o') if rest.len() == 1 => (if british { "Q" } else { "O" }, 1),
        Some('i') if rest.len() == 1 => (if british { "iː" } else { "i" }, 1),
        Some('u') if rest.len() == 1 => (if british { "uː" } else { "u" }, 1),
        Some('y') if at == 0 && next.is_some_and(|c| "aeiou".contains(c)) => ("j", 1),
        Some('y') if rest.starts_with("ya") => (if british { "jɑː" } else { "jɑ" }, 2),
        Some('y') => (if british { "iː" } else { "i" }, 1),
        Some('c') if !rest.starts_with("ch") && soft => ("s", 1),
        Some('c') if !rest.starts_with("ch") && !rest.starts_with("ck") => ("k", 1),
        Some('g') if !rest.starts_with("gh") => ("ɡ", 1),
        Some('k') if !rest.starts_with("kh") => ("k", 1),
        _ => {
            let row = SOUNDS.iter().find(|row| rest.starts_with(row.0));
            row.map_or(("", 1), |row| {
                (if british { row.2 } else { row.1 }, row.0.len())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interjections_are_not_spelled() {
        for (word, sounds) in [
            ("Shh", Some("ʃː")),
            ("brr", Some("bɹː")),
            ("Grrr", Some("ɡɹː")),
            ("html", None),
            ("SS", None),
            ("Tsk", Some("tˈɪsk")),
            ("Hmmph", Some("hˈʌmf")),
            ("AAARGH", Some("ˈɑɹɡ")),
            ("BRRR", Some("bɹː")),
        ] {
            let read = interjection(word, Accent::American);
            assert_eq!(read.as_deref(), sounds, "{word}");
        }
    }

    #[test]
    fn guesses_can_be_spoken() {
        for (word, sounds) in [
            ("Frunze", "fɹˈʌnz"),
            ("Zhukov", "ʒˈʌkɑv"),
            ("Petya", "pˈɛtjɑ"),
            ("Moskva", "mˈɑskvə"),
            ("brr", "bˌiˌɑɹˈɑɹ"),
        ] {
            assert_eq!(guess(word, Accent::American), sounds, "{word}");
        }
    }
}
