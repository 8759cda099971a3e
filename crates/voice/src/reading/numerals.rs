//! Reads Roman numerals: of chapters and other parts (`CHAPTER LXVII`), of rulers (`Henry VIII`),
//! and of years (`MDCCCXII`). The word "I" and words such as `MIX` stay words.

use cuebook_core::abbreviation;
use cuebook_core::roman;

use super::numbers;
use super::sentence::{Match, Sentence};

/// Words before any numeral, also of one letter.
const PARTS: [&str; 44] = [
    "chapter",
    "chapters",
    "stave",
    "book",
    "books",
    "volume",
    "act",
    "acts",
    "scene",
    "scenes",
    "canto",
    "cantos",
    "adventure",
    "letter",
    "psalm",
    "psalms",
    "sonnet",
    "stanza",
    "verse",
    "fit",
    "lesson",
    "episode",
    "epistle",
    "ode",
    "fable",
    "tale",
    "story",
    "problem",
    "war",
    "corinthians",
    "kings",
    "samuel",
    "chronicles",
    "timothy",
    "peter",
    "john",
    "proposition",
    "theorem",
    "idyll",
    "elegy",
    "lecture",
    "essay",
    "movement",
    "interlude",
];

/// Words before a numeral that may also have a letter: `Part C`.
const NUMBERED: [&str; 22] = [
    "part", "parts", "section", "article", "phase", "type", "mark", "appendix", "figure", "table",
    "stage", "class", "level", "title", "apollo", "grade", "plate", "number", "unit", "item",
    "division", "group",
];

/// The first names and titles of rulers.
const RULERS: [&str; 60] = [
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
    "John",
    "Robert",
    "Stephen",
    "Leo",
    "Clement",
    "Innocent",
    "Urban",
    "Boniface",
    "Julius",
    "Sixtus",
    "Gustav",
    "Margaret",
    "Harold",
    "Otto",
    "Rudolf",
    "Maximilian",
    "Albert",
    "Baldwin",
    "Rameses",
    "Ramesses",
    "Ptolemy",
    "Cleopatra",
    "Darius",
    "Xerxes",
    "Ludwig",
    "Matthias",
];

/// Returns whether a numeral here belongs to a word such as `Chapter`, so that a letter is no
/// initial.
pub(super) fn is_heading(s: &Sentence, at: usize) -> bool {
    s.word(at).and_then(value).is_some() && (is_after(s, at, &PARTS) || is_after(s, at, &NUMBERED))
}

/// `Chapter IV` is "four", `Nicholas II` "the second", `the XIV Corps` "fourteenth".
pub(super) fn numeral(s: &Sentence, at: usize) -> Option<Match> {
    let written = s.word(at)?;
    let (word, ending) = match written.strip_suffix("'s") {
        Some(word) => (word, "'s"),
        None => (written.strip_suffix("th").unwrap_or(written), ""),
    };
    if s.joined(at)
        && !s
            .mark(at.checked_sub(1)?)
            .is_some_and(|mark| "(—–“‘\"".contains(mark))
    {
        return None;
    }
    if let Some(found) = counted(s, at, word, ending) {
        return Some(found);
    }
    let value = roman::value(word)?;
    let found = Match::new(1);
    if is_year(s, at, word, value) {
        return Some(found.say(at, numbers::year(&value.to_string(), s.accent)));
    }
    let lone = word.len() == 1;
    let hyphen = s.joined_mark(at + 1, &['-', '.']) && s.speaks_from(at + 2);
    if hyphen && lone {
        return None;
    }
    ranked(s, at, (word, ending), value).or_else(|| {
        // Of the letters C, D, L and M many words are made; only long numerals are sure.
        let sure = word.len() > 3 || value <= 50;
        (!lone && !s.shouted && sure)
            .then(|| found.say(at, numbers::cardinal(&value.to_string(), s.accent)))
    })
}

/// Returns the value of a numeral in capitals, or in small letters if it is short of a thousand.
fn value(word: &str) -> Option<u32> {
    let small = word.chars().all(char::is_lowercase);
    roman::value(word).or_else(|| {
        let value = roman::value(&word.to_uppercase()).filter(|_| small)?;
        (value < 500).then_some(value)
    })
}

/// A numeral after `Chapter`, `Act` and the like.
fn counted(s: &Sentence, at: usize, word: &str, ending: &str) -> Option<Match> {
    let value = value(word)?;
    let part = is_after(s, at, &PARTS);
    let letter = matches!(
        word,
        "C" | "D" | "M" | "CD" | "DC" | "MC" | "MD" | "MM" | "CC"
    );
    let pronoun =
        word.eq_ignore_ascii_case("i") && (starts_clause(s, at + 1) || !ending.is_empty());
    let is_word = value >= 1000 && (s.known)(&word.to_lowercase()) || word == "i" && !part;
    let counts = part || is_after(s, at, &NUMBERED) && !letter;
    let named = matches!(s.word_before(at), Some("Peter" | "John"));
    if !counts || pronoun || is_word || named {
        return None;
    }
    Some(Match::new(1).say(at, numbers::cardinal(&value.to_string(), s.accent)))
}

/// Returns whether one of these words is before the token, with the numerals between them: `Acts I
/// and II`, `Chap. IV`.
fn is_after(s: &Sentence, at: usize, words: &[&str]) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    if s.joined_mark(before, &['.']) {
        let short = before
            .checked_sub(1)
            .and_then(|at| s.word(at))
            .and_then(abbreviation::of);
        return short.is_some_and(|found| words.contains(&found.spoken));
    }
    let Some(word) = s.word(before) else {
        return false;
    };
    let listed = matches!(word, "and" | "or" | "to") && before > 0;
    words.contains(&word.to_lowercase().as_str())
        || listed && s.word(before - 1).and_then(value).is_some() && is_after(s, before - 1, words)
}

/// `Nicholas II` and `the XIV Corps`.
fn ranked(s: &Sentence, at: usize, (word, ending): (&str, &str), value: u32) -> Option<Match> {
    let before = s.word_before(at).unwrap_or("");
    let lone = word.len() == 1;
    let mut nth = numbers::ordinal(&value.to_string(), s.accent);
    if let Some(last) = nth.last_mut() {
        last.push_str(ending);
    }
    let rank = matches!(
        s.word(at + 1),
        Some("Corps" | "Army" | "Congress" | "Century" | "century" | "Legion" | "Olympiad")
    );
    let led = matches!(before, "the" | "The") && value <= 50 || s.word(at)?.ends_with("th");
    if !lone && (rank || led) {
        return Some(Match::new(1).say(at, nth));
    }
    let pronoun = word == "I" && (starts_clause(s, at + 1) || !ending.is_empty());
    let ruler = RULERS.iter().any(|name| name.eq_ignore_ascii_case(before));
    let reigns = ruler && !pronoun && matches!(word, "I" | "V" | "X");
    // No ruler had a number above XXXIX; `Jet LI` is a name.
    let numbered = !lone && value < 40 && before.len() > 2 && s.capital(at - 1);
    (reigns || numbered)
        .then(|| Match::new(1).say(at, std::iter::once("the".to_string()).chain(nth)))
}

/// Returns whether a numeral is a year.
fn is_year(s: &Sentence, at: usize, word: &str, value: u32) -> bool {
    let dated = matches!(
        s.word_before(at),
        Some(
            "in" | "In"
                | "year"
                | "anno"
                | "Anno"
                | "Domini"
                | "AD"
                | "since"
                | "from"
                | "to"
                | "by"
        )
    );
    let dated = dated || at > 0 && s.mark(at - 1) == Some('©');
    let clear = word.len() > 4 || dated && word.len() > 2 && !(s.known)(&word.to_lowercase());
    (1000..2100).contains(&value) && clear
}

/// Returns whether a pronoun could begin a clause here: a lower-case word follows that is not "of"
/// or a similar word.
fn starts_clause(s: &Sentence, at: usize) -> bool {
    s.word(at).is_some_and(|word| {
        word.starts_with(char::is_lowercase)
            && !matches!(
                word,
                "of" | "and" | "in" | "was" | "is" | "to" | "on" | "at" | "by" | "the" | "from"
            )
    })
}
