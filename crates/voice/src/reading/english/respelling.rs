//! Reads a pronunciation that is respelled for English readers (`Froon-zeh`,
//! `STAH-lin`) and returns Kokoro's sounds for the accent. Only the table
//! decides, never the lexicon.

use super::alphabet;
use crate::phonemes::Accent;

/// A spelling and its American and British sounds in a stressed syllable.
type Row = (&'static str, &'static str, &'static str);

/// Vowels. A longer entry comes before its prefix.
const VOWELS: [Row; 47] = [
    ("eigh", "A", "A"),
    ("ayr", "ɛɹ", "ɛː"),
    ("air", "ɛɹ", "ɛː"),
    ("ehr", "ɛɹ", "ɛː"),
    ("eer", "ɪɹ", "ɪə"),
    ("ear", "ɪɹ", "ɪə"),
    ("oor", "ʊɹ", "ʊə"),
    ("ohr", "ɔɹ", "ɔː"),
    ("ore", "ɔɹ", "ɔː"),
    ("awr", "ɔɹ", "ɔː"),
    ("our", "Wəɹ", "Wə"),
    ("owr", "Wəɹ", "Wə"),
    ("ahr", "ɑɹ", "ɑː"),
    ("ire", "Iəɹ", "Iə"),
    ("uhr", "ɜɹ", "ɜː"),
    ("eye", "I", "I"),
    ("igh", "I", "I"),
    ("ar", "ɑɹ", "ɑː"),
    ("or", "ɔɹ", "ɔː"),
    ("er", "ɜɹ", "ɜː"),
    ("ur", "ɜɹ", "ɜː"),
    ("ir", "ɜɹ", "ɜː"),
    ("ah", "ɑ", "ɑː"),
    ("aa", "ɑ", "ɑː"),
    ("ay", "A", "A"),
    ("ai", "A", "A"),
    ("ey", "A", "A"),
    ("ee", "i", "iː"),
    ("ea", "i", "iː"),
    ("eh", "ɛ", "ɛ"),
    ("ew", "u", "uː"),
    ("ih", "ɪ", "ɪ"),
    ("oh", "O", "Q"),
    ("oa", "O", "Q"),
    ("oe", "O", "Q"),
    ("ow", "W", "W"),
    ("ou", "W", "W"),
    ("oy", "Y", "Y"),
    ("oi", "Y", "Y"),
    ("oo", "u", "uː"),
    ("ue", "u", "uː"),
    ("uh", "ʌ", "ʌ"),
    ("uu", "ʊ", "ʊ"),
    ("aw", "ɔ", "ɔː"),
    ("au", "ɔ", "ɔː"),
    ("ye", "I", "I"),
    ("ie", "i", "iː"),
];

const CONSONANTS: [(&str, &str); 18] = [
    ("tch", "ʧ"),
    ("sch", "ʃ"),
    ("ch", "ʧ"),
    ("sh", "ʃ"),
    ("zh", "ʒ"),
    ("th", "θ"),
    ("dh", "ð"),
    ("ng", "ŋ"),
    ("kh", "k"),
    ("gh", "ɡ"),
    ("ph", "f"),
    ("wh", "w"),
    ("ck", "k"),
    ("qu", "kw"),
    ("j", "ʤ"),
    ("g", "ɡ"),
    ("x", "ks"),
    ("r", "ɹ"),
];

/// Converts a respelling. Hyphens or spaces separate the syllables. A syllable
/// in capitals has the stress, otherwise the first one. Returns an empty string
/// when there is no sound.
pub(super) fn read(written: &str, accent: Accent) -> String {
    let parts = written.split(|c: char| c == '-' || c == '·' || c.is_whitespace());
    let syllables: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let shouted = |part: &&str| {
        part.chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase)
            && (part.chars().count() > 1 || syllables.len() > 1)
    };
    let loud: Vec<usize> = (0..syllables.len())
        .filter(|at| shouted(&syllables[*at]))
        .collect();
    let primary = match loud.len() {
        0 => 0,
        every if every == syllables.len() => 0,
        _ => loud[0],
    };
    let mut sounds = String::new();
    for (at, part) in syllables.iter().enumerate() {
        let second = loud.contains(&at) && loud.len() < syllables.len();
        let stress = match at {
            _ if at == primary => "ˈ",
            _ if second => "ˌ",
            _ => "",
        };
        sounds.push_str(stress);
        sounds.push_str(&syllable(&part.to_lowercase(), !stress.is_empty(), accent));
    }
    let sounds = alphabet::sounds(&alphabet::stress_on_vowels(&sounds));
    if alphabet::is_heard(&sounds) {
        sounds
    } else {
        String::new()
    }
}

fn syllable(written: &str, stressed: bool, accent: Accent) -> String {
    if written == "i" {
        return "I".into();
    }
    let mut sounds = String::new();
    let mut rest = written;
    let mut last = None;
    while let Some(first) = rest.chars().next() {
        let voiced = sounds.chars().any(alphabet::is_vowel);
        let (sound, length) = silent_e(rest, voiced)
            .or_else(|| long_by_silent_e(rest, accent))
            .or_else(|| vowel(rest, stressed, accent))
            .or_else(|| consonant(rest, voiced))
            .unwrap_or(("", first.len_utf8()));
        // A doubled consonant counts once, as in "Fritz-zen" or "hoff".
        let doubled = length == 1 && last == Some(first) && !alphabet::is_vowel(first);
        if !doubled {
            sounds.push_str(sound);
        }
        last = Some(first);
        rest = &rest[length..];
    }
    sounds
}

/// The silent last letter of `ike`.
fn silent_e(rest: &str, voiced: bool) -> Option<(&'static str, usize)> {
    (voiced && rest == "e").then_some(("", 1))
}

/// `ike` at the end of a syllable: the silent letter makes the vowel long.
fn long_by_silent_e(rest: &str, accent: Accent) -> Option<(&'static str, usize)> {
    let [vowel, consonant, b'e'] = rest.as_bytes() else {
        return None;
    };
    let long = match vowel {
        b'a' => "A",
        b'e' => {
            if accent == Accent::British {
                "iː"
            } else {
                "i"
            }
        }
        b'i' | b'y' => "I",
        b'o' => {
            if accent == Accent::British {
                "Q"
            } else {
                "O"
            }
        }
        b'u' => {
            if accent == Accent::British {
                "uː"
            } else {
                "u"
            }
        }
        _ => return None,
    };
    let plain = consonant.is_ascii_lowercase() && !b"aeiouyrwh".contains(consonant);
    plain.then_some((long, 1))
}

fn vowel(rest: &str, stressed: bool, accent: Accent) -> Option<(&'static str, usize)> {
    let british = accent == Accent::British;
    let first = rest.chars().next()?;
    if let Some(row) = VOWELS.iter().find(|row| rest.starts_with(row.0)) {
        // "ye" and "yeh" at the start of a syllable begin with a consonant.
        let weak = match row.0 {
            "uh" if !stressed => Some("ə"),
            "er" | "ur" | "ir" | "uhr" if !stressed && british => Some("ə"),
            "er" | "ur" | "ir" | "uhr" if !stressed => Some("əɹ"),
            _ => None,
        };
        if row.0 != "ye" {
            return Some((
                weak.unwrap_or(if british { row.2 } else { row.1 }),
                row.0.len(),
            ));
        }
    }
    let last = rest.len() == 1;
    let sound = match first {
        'a' if last && !stressed => "ə",
        'a' if last && british => "ɑː",
        'a' if last => "ɑ",
        'a' if british => "a",
        'a' => "æ",
        'e' => "ɛ",
        'i' if last && british => "iː",
        'i' if last => "i",
        'i' => "ɪ",
        'o' if last && british => "Q",
        'o' if last => "O",
        'o' if british => "ɒ",
        'o' => "ɑ",
        'u' if last && british => "uː",
        'u' if last => "u",
        'u' if stressed => "ʌ",
        'u' => "ə",
        _ => return None,
    };
    Some((sound, 1))
}

fn consonant(rest: &str, voiced: bool) -> Option<(&'static str, usize)> {
    if let Some(row) = CONSONANTS.iter().find(|row| rest.starts_with(row.0)) {
        return Some((row.1, row.0.len()));
    }
    let next = rest.chars().nth(1);
    let sound = match rest.chars().next()? {
        'y' if !voiced && next.is_some_and(|c| "aeiou".contains(c)) => "j",
        'y' if !voiced => "I",
        'y' => "i",
        'c' if next.is_some_and(|c| "eiy".contains(c)) => "s",
        'c' | 'k' | 'q' => "k",
        'b' => "b",
        'd' => "d",
        'f' => "f",
        'h' => "h",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'p' => "p",
        's' => "s",
        't' => "t",
        'v' => "v",
        'w' => "w",
        'z' => "z",
        _ => return None,
    };
    Some((sound, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respellings_follow_the_table() {
        for (written, american, british) in [
            ("Froon-zeh", "fɹˈunzɛ", "fɹˈuːnzɛ"),
            ("STAH-lin", "stˈɑlɪn", "stˈɑːlɪn"),
            ("zhoo-KOFF", "ʒukˈɑf", "ʒuːkˈɒf"),
            ("MOS-koh", "mˈɑskO", "mˈɒskQ"),
            ("AY-mee", "ˈAmi", "ˈAmiː"),
            ("dmee-tree", "dmˈitɹi", "dmˈiːtɹiː"),
            ("vor-uh-SHEE-lov", "vɔɹəʃˈilɑv", "vɔːəʃˈiːlɒv"),
            ("MYKE", "mˈIk", "mˈIk"),
            ("yeh-LEE-nuh", "jɛlˈinə", "jɛlˈiːnə"),
            ("FY-ning", "fˈInɪŋ", "fˈInɪŋ"),
            ("thatch-er", "θˈæʧəɹ", "θˈaʧə"),
            ("dhuh", "ðˈʌ", "ðˈʌ"),
            ("-", "", ""),
        ] {
            assert_eq!(read(written, Accent::American), american, "{written}");
            assert_eq!(read(written, Accent::British), british, "{written}");
        }
    }
}
