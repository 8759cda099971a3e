//! Words in capitals: initials, acronyms, Roman numerals.
//!
//! In: `J. R. Smith`, `NKVD`, `NATO`, `Nicholas II`. Out: letters by their
//! names, words, or numbers. Always true: the pronoun "I" is left alone.

use super::numbers;
use super::sentence::{Match, Sentence};

/// Said as words though they are acronyms.
const WORDS: [&str; 16] = [
    "NATO", "UNESCO", "UNICEF", "NASA", "AIDS", "OPEC", "GULAG", "SMERSH", "SWAT", "SEAL", "LASER",
    "RADAR", "SONAR", "NAAFI", "INTERPOL", "AWOL",
];

/// Said by their letters though the lexicon has a word that looks like them.
const LETTERS: [&str; 26] = [
    "US", "USA", "UK", "EU", "UN", "TV", "PM", "MP", "DC", "LA", "NY", "HQ", "ID", "OK", "POW",
    "AA", "SS", "SA", "CO", "XO", "RAF", "CIA", "BC", "AD", "OGPU", "USSR",
];

/// `U.S.S.R.`, `J. R. R. Tolkien`.
pub(super) fn initials(s: &Sentence, at: usize) -> Option<Match> {
    let mut letters = String::new();
    let mut end = at;
    while let Some(letter) = s.word(end).filter(|word| word.chars().count() == 1)
        && (end == at || s.joined(end))
        && s.joined_mark(end + 1, &['.'])
    {
        letters.push_str(letter);
        end += 2;
    }
    let several = letters.chars().count() > 1;
    let name = letters.chars().all(char::is_uppercase) && s.capital(end) && !s.joined(end);
    if !several && (letters.is_empty() || !name) {
        return None;
    }
    let stop = usize::from(!s.speaks_from(end));
    Some(Match::new(end - stop - at).spell(at, &letters.to_uppercase()))
}

/// The value of a Roman numeral up to fifty, written as it should be.
pub(super) fn roman(word: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 7] = [
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    if word.is_empty() || !word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L')) {
        return None;
    }
    (1..=50).find(|value| {
        let (mut left, mut written) = (*value, String::new());
        for (sign, worth) in SIGNS {
            while left >= worth {
                written.push_str(sign);
                left -= worth;
            }
        }
        written == word
    })
}

/// `Chapter IV` is "four", `Nicholas II` "the second", `XIV Corps` "fourteenth".
pub(super) fn numeral(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let digits = roman(word)?.to_string();
    let before = s.word_before(at).unwrap_or("");
    let lone = word.len() == 1;
    let found = Match::new(1);
    if s.joined(at)
        || s.joined_mark(at + 1, &['\'', '’', '-', '.']) && lone && s.speaks_from(at + 2)
    {
        return None;
    }
    if is_counted(before) && !(word == "I" && starts_clause(s, at + 1)) {
        return Some(found.say(at, numbers::cardinal(&digits, s.accent)));
    }
    if !lone
        && matches!(
            s.word(at + 1),
            Some("Corps" | "Army" | "Congress" | "Century" | "century")
        )
    {
        return Some(found.say(at, numbers::ordinal(&digits, s.accent)));
    }
    let reigns = REGNAL.contains(&before);
    let named = if lone {
        reigns && word != "L" && !(word == "I" && starts_clause(s, at + 1))
    } else {
        at > 0 && s.capital(at - 1)
    };
    if named {
        let nth = numbers::ordinal(&digits, s.accent);
        return Some(found.say(at, std::iter::once("the".to_string()).chain(nth)));
    }
    (!lone && !s.shouted).then(|| found.say(at, numbers::cardinal(&digits, s.accent)))
}

/// Whether a pronoun could begin a clause here: a lower-case word follows that is not "of".
fn starts_clause(s: &Sentence, at: usize) -> bool {
    s.word(at).is_some_and(|word| {
        word.starts_with(char::is_lowercase)
            && !matches!(
                word,
                "of" | "and" | "in" | "was" | "is" | "to" | "on" | "at" | "by"
            )
    })
}

const REGNAL: [&str; 34] = [
    "Alexander",
    "Nicholas",
    "Peter",
    "Paul",
    "Catherine",
    "Ivan",
    "Elizabeth",
    "Henry",
    "George",
    "Edward",
    "Charles",
    "James",
    "William",
    "Richard",
    "Mary",
    "Louis",
    "Philip",
    "Napoleon",
    "Francis",
    "Frederick",
    "Wilhelm",
    "Leopold",
    "Ferdinand",
    "Joseph",
    "Karl",
    "Anne",
    "Pius",
    "Benedict",
    "Gregory",
    "Umberto",
    "Carol",
    "Haakon",
    "Christian",
    "Alfonso",
];

/// Whether the thing that a word names is numbered: chapters, acts, wars.
fn is_counted(word: &str) -> bool {
    const COUNTED: [&str; 27] = [
        "chapter", "part", "book", "volume", "act", "scene", "section", "article", "phase", "type",
        "mark", "appendix", "figure", "table", "war", "canto", "stage", "class", "level", "title",
        "apollo", "grade", "episode", "plate", "number", "unit", "item",
    ];
    COUNTED.contains(&word.to_lowercase().as_str())
}

/// A word in capitals: by its letters, or as a word.
pub(super) fn acronym(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let (base, ending) = match word.strip_suffix("'s").or_else(|| word.strip_suffix('s')) {
        Some(base) => (base, &word[base.len()..]),
        None => (word, ""),
    };
    let length = base.chars().count();
    if length < 2 || !base.chars().all(char::is_uppercase) {
        return None;
    }
    let said = Match::new(1);
    match base {
        "WWI" => return Some(said.phrase(at, "World War One")),
        "WWII" => return Some(said.phrase(at, "World War Two")),
        _ => {}
    }
    let lower = base.to_lowercase();
    if !is_spelled(s, base, &lower) {
        return Some(said.say(at, [format!("{lower}{ending}")]));
    }
    Some(said.spell(at, &format!("{base}{ending}")))
}

fn is_spelled(s: &Sentence, word: &str, lower: &str) -> bool {
    let vowel = |c: char| "aeiouyæœ".contains(c) || !c.is_ascii();
    let longest = lower.split(vowel).map(str::len).max().unwrap_or(0);
    let pronounceable = lower.contains(vowel) && longest < 3 && {
        !lower
            .split(vowel)
            .next()
            .is_some_and(|start| start.len() > 2)
    };
    if WORDS.contains(&word) {
        return false;
    }
    if LETTERS.contains(&word) && !(s.shouted && (s.known)(lower)) {
        return true;
    }
    if (s.known)(lower) {
        return false;
    }
    !pronounceable || !s.shouted && word.chars().count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_written_numerals_count() {
        for (word, value) in [
            ("I", Some(1)),
            ("IV", Some(4)),
            ("XIV", Some(14)),
            ("XLIX", Some(49)),
            ("IIII", None),
            ("MIX", None),
            ("VX", None),
            ("", None),
        ] {
            assert_eq!(roman(word), value, "{word}");
        }
    }
}
