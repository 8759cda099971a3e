//! Reads words in capitals: initials, acronyms and Roman numerals (`J. R.
//! Smith`, `NKVD`, `NATO`, `Nicholas II`). The pronoun "I" is not changed.

use super::numbers;
use super::sentence::{Match, Sentence};

/// Acronyms that are read as words.
const WORDS: [&str; 16] = [
    "NATO", "UNESCO", "UNICEF", "NASA", "AIDS", "OPEC", "GULAG", "SMERSH", "SWAT", "SEAL", "LASER",
    "RADAR", "SONAR", "NAAFI", "INTERPOL", "AWOL",
];

/// Acronyms that are read by letters, although the lexicon has a word of that
/// spelling.
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
    let pronoun = s.word(end) == Some("I") && !s.joined_mark(end + 1, &['.']);
    let capitals = letters.chars().all(char::is_uppercase);
    let name = capitals && s.capital(end) && !s.joined(end) && !pronoun;
    if !several && (letters.is_empty() || !name) {
        return None;
    }
    let stop = usize::from(!s.speaks_from(end));
    Some(Match::new(end - stop - at).spell(at, &letters.to_uppercase()))
}

/// Returns the value of a correctly written Roman numeral up to fifty.
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

/// `Chapter IV` is "four", `Nicholas II` "the second", `the XIV Corps` "fourteenth".
pub(super) fn numeral(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let (word, ending) = match word.strip_suffix("'s") {
        Some(word) => (word, "'s"),
        None => (word.strip_suffix("th").unwrap_or(word), ""),
    };
    let digits = roman(word)?.to_string();
    let before = s.word_before(at).unwrap_or("");
    let lone = word.len() == 1;
    let hyphen = s.joined_mark(at + 1, &['-', '.']) && s.speaks_from(at + 2);
    if s.joined(at) || hyphen && lone {
        return None;
    }
    let found = Match::new(1);
    let pronoun = word == "I" && (starts_clause(s, at + 1) || !ending.is_empty());
    if is_counted(before) && !pronoun {
        return Some(found.say(at, numbers::cardinal(&digits, s.accent)));
    }
    let mut nth = numbers::ordinal(&digits, s.accent);
    if let Some(last) = nth.last_mut() {
        last.push_str(ending);
    }
    let ranked = matches!(
        s.word(at + 1),
        Some("Corps" | "Army" | "Congress" | "Century" | "century")
    );
    let led = matches!(before, "the" | "The") || s.word(at)?.ends_with("th");
    if !lone && (ranked || led) {
        return Some(found.say(at, nth));
    }
    let reigns = REGNAL.contains(&before) && !pronoun && word != "L";
    if reigns || !lone && s.word_before(at).is_some() && s.capital(at - 1) {
        return Some(found.say(at, std::iter::once("the".to_string()).chain(nth)));
    }
    (!lone && !s.shouted).then(|| found.say(at, numbers::cardinal(&digits, s.accent)))
}

/// Returns whether a pronoun could begin a clause here: a lower-case word
/// follows that is not "of" or a similar word.
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

/// Returns whether a word names something with a number: chapters, acts, wars.
fn is_counted(word: &str) -> bool {
    const COUNTED: [&str; 27] = [
        "chapter", "part", "book", "volume", "act", "scene", "section", "article", "phase", "type",
        "mark", "appendix", "figure", "table", "war", "canto", "stage", "class", "level", "title",
        "apollo", "grade", "episode", "plate", "number", "unit", "item",
    ];
    COUNTED.contains(&word.to_lowercase().as_str())
}

/// Reads a word in capitals by its letters, or as a word.
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
        "WW" if s.joined_digits(at + 1).is_some() => return Some(said.phrase(at, "World War")),
        "WWI" => return Some(said.phrase(at, "World War One")),
        "WWII" => return Some(said.phrase(at, "World War Two")),
        _ => {}
    }
    let lower = base.to_lowercase();
    if !is_spelled(s, at, base, &lower) {
        return Some(said.say(at, [format!("{lower}{ending}")]));
    }
    Some(said.spell(at, &format!("{base}{ending}")))
}

fn is_spelled(s: &Sentence, at: usize, word: &str, lower: &str) -> bool {
    let vowel = |c: char| "aeiouyæœ".contains(c) || !c.is_ascii();
    let runs = || lower.split(vowel).map(str::len);
    let pronounceable = lower.contains(vowel) && runs().all(|consonants| consonants < 3);
    if WORDS.contains(&word) {
        return false;
    }
    // "HELP US" is a shout, also in a sentence that is not all in capitals.
    let shout = at
        .checked_sub(1)
        .and_then(|before| s.word(before))
        .is_some_and(|before| {
            before.len() > 2 && before == before.to_uppercase() && (s.known)(&before.to_lowercase())
        });
    if LETTERS.contains(&word) && !((s.shouted || shout) && (s.known)(lower)) {
        return true;
    }
    if (s.known)(lower) {
        return false;
    }
    !pronounceable || !s.shouted && word.chars().count() < 5
}

/// A letter beside a hyphen: its name in `U-boat`, a stammer in `w-what`.
pub(super) fn single(s: &Sentence, at: usize) -> Option<Match> {
    const HYPHENS: [char; 2] = ['-', '‑'];
    let word = s.word(at).filter(|word| word.chars().count() == 1)?;
    let next = s
        .joined_word(at + 2)
        .filter(|_| s.joined_mark(at + 1, &HYPHENS));
    let small = |word: &str| word.starts_with(char::is_lowercase);
    if let Some(next) = next
        && (small(word) || small(next))
        && next.to_lowercase().starts_with(&word.to_lowercase())
        && word.contains(|c: char| c.is_ascii_alphabetic() && !"aeiouAEIOU".contains(c))
    {
        return Some(Match::new(1).say(at, [format!("{}uh", word.to_lowercase())]));
    }
    let after = at > 1 && s.joined(at) && s.joined_mark(at - 1, &HYPHENS);
    let capital = word.chars().all(|c| c.is_ascii_uppercase());
    (capital && word != "I" && (next.is_some() || after)).then(|| Match::new(1).spell(at, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_correct_numerals_count() {
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
