//! Reads words in capitals: initials and acronyms (`J. R. Smith`, `NKVD`, `NATO`).

use super::names;
use super::numbers;
use super::numerals;
use super::sentence::{Match, Sentence};
use super::spelling;

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
    if !several && numerals::is_heading(s, at) {
        return None;
    }
    let pronoun = s.word(end) == Some("I") && !s.joined_mark(end + 1, &['.']);
    let capitals = letters.chars().all(char::is_uppercase);
    let name = capitals && s.capital(end) && !s.joined(end) && !pronoun;
    if !several && (letters.is_empty() || !name) {
        return None;
    }
    if several && s.joined_mark(end, &['\'', '’']) && s.joined_word(end + 1) == Some("s") {
        let letters = letters.to_uppercase() + "'s";
        return Some(Match::new(end + 2 - at).spell(at, &letters));
    }
    let stop = usize::from(!s.speaks_from(end));
    Some(Match::new(end - stop - at).spell(at, &letters.to_uppercase()))
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
    if is_code(s, at, base) {
        return Some(said.spell(at, &format!("{base}{ending}")));
    }
    if !is_spelled(s, at, base, &lower) {
        return Some(said.say(at, [format!("{lower}{ending}")]));
    }
    Some(said.spell(at, &format!("{base}{ending}")))
}

/// Returns whether short capitals stand beside figures or `&`: `MI5`, `AK-47`, `AT&T`.
fn is_code(s: &Sentence, at: usize, word: &str) -> bool {
    const AND: [char; 2] = ['&', '＆'];
    let short = |at| {
        let word = s.joined_word(at).unwrap_or("");
        matches!(word.len(), 1..=3) && word == word.to_uppercase()
    };
    let figures =
        s.joined_digits(at + 1).is_some() && !(word.len() > 2 && (s.known)(&word.to_lowercase()));
    let hyphen =
        word.len() == 2 && s.joined_mark(at + 1, &['-', '‑']) && s.joined_digits(at + 2).is_some();
    let before = s.joined(at) && s.joined_mark(at.saturating_sub(1), &AND);
    let and = before || s.joined_mark(at + 1, &AND) && short(at + 2);
    word.len() < 4 && (figures || hyphen && !matches!(word, "NO" | "NR") || and)
}

/// Several of a letter: `the three Rs`, `straight As`. `As`, `Is`, `Us` and `Ms` are words unless
/// they are counted.
pub(super) fn plural(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let letter = word.strip_suffix("'s").or_else(|| word.strip_suffix('s'))?;
    let capital = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_uppercase());
    let before = at.checked_sub(1);
    let counted = before.is_some_and(|before| {
        s.digits(before).is_some()
            || s.word(before).is_some_and(|word| {
                let lower = word.to_lowercase();
                numbers::is_small(&lower)
                    || matches!(lower.as_str(), "several" | "straight" | "both")
            })
    });
    // `Vs.` and `Ps. 23` are abbreviations, and `T's` has its own letters.
    let ends = match s.joined_mark(at + 1, &['.']) {
        true => !s.speaks_from(at + 2),
        false => !s.joined(at + 1) || s.joined_mark(at + 1, &[',', ';', ':', '!', '?', ')', '”']),
    };
    let consonant = !matches!(letter, "A" | "I" | "U" | "M") && ends;
    (capital && (counted || consonant && !word.contains('\'')))
        .then(|| Match::new(1).spell(at, &format!("{letter}s")))
}

fn is_spelled(s: &Sentence, at: usize, word: &str, lower: &str) -> bool {
    let vowel = |c: char| "aeiouyæœ".contains(c) || !c.is_ascii();
    let runs = || lower.split(vowel).map(str::len);
    let pronounceable = lower.contains(vowel) && runs().all(|consonants| consonants < 3);
    if WORDS.contains(&word) || spelling::is_interjection(lower) {
        return false;
    }
    // "HELP US" is a shout, also in a sentence that is not all in capitals.
    let shout = at
        .checked_sub(1)
        .and_then(|before| s.word(before))
        .is_some_and(|before| {
            before.len() > 2 && before == before.to_uppercase() && (s.known)(&before.to_lowercase())
        });
    if !word.is_ascii() || names::in_any_case(word, s.accent).is_some() {
        return false;
    }
    if LETTERS.contains(&word) && !((s.shouted || shout) && (s.known)(lower)) {
        return true;
    }
    if (s.known)(lower) {
        return false;
    }
    !pronounceable || !s.shouted && word.chars().count() < 5
}

/// A letter beside a hyphen or figures, or in brackets, is read by its name: `U-boat`, `A4`, `(a)`.
pub(super) fn single(s: &Sentence, at: usize) -> Option<Match> {
    const HYPHENS: [char; 2] = ['-', '‑'];
    let word = s.word(at).filter(|word| word.chars().count() == 1)?;
    let bracketed = at > 0 && s.mark(at - 1) == Some('(') && s.joined_mark(at + 1, &[')']);
    if bracketed && s.joined(at) && word.is_ascii() {
        return Some(Match::new(1).spell(at, &word.to_uppercase()));
    }
    let before = s.joined_mark(at + 1, &HYPHENS) && s.joined_word(at + 2).is_some();
    let after = at > 1 && s.joined(at) && s.joined_mark(at - 1, &HYPHENS);
    let capital = word.chars().all(|c| c.is_ascii_uppercase());
    if capital && s.joined_digits(at + 1).is_some() {
        return Some(Match::new(1).spell(at, word));
    }
    (capital && word != "I" && (before || after)).then(|| Match::new(1).spell(at, word))
}
