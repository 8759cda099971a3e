//! Reads words in capitals: initials and acronyms (`J. R. Smith`, `NKVD`, `NATO`).

use super::numerals;
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
    if !several && numerals::is_heading(s, at) {
        return None;
    }
    let pronoun = s.word(end) == Some("I") && !s.joined_mark(end + 1, &['.']);
    let capitals = letters.chars().all(char::is_uppercase);
    let name = capitals && s.capital(end) && !s.joined(end) && !pronoun;
    if !several && (letters.is_empty() || !name) {
        return None;
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

/// A letter beside a hyphen is read by its name: `U-boat`.
pub(super) fn single(s: &Sentence, at: usize) -> Option<Match> {
    const HYPHENS: [char; 2] = ['-', '‑'];
    let word = s.word(at).filter(|word| word.chars().count() == 1)?;
    let before = s.joined_mark(at + 1, &HYPHENS) && s.joined_word(at + 2).is_some();
    let after = at > 1 && s.joined(at) && s.joined_mark(at - 1, &HYPHENS);
    let capital = word.chars().all(|c| c.is_ascii_uppercase());
    (capital && word != "I" && (before || after)).then(|| Match::new(1).spell(at, word))
}
