//! Reads plain figures: counts, years, ordinals, decades, sizes and ranges.
//! Any number that no other rule takes is read here.

use super::calendar;
use super::fractions::vulgar;
use super::numbers::{self, Words};
use super::sentence::{Match, Sentence};
use crate::phonemes::Accent;

/// A number as written: `1,300` or `3.5`.
pub(super) struct Number {
    pub whole: String,
    /// The digits after the point; empty without a point.
    pub fraction: String,
    /// Whether commas or spaces separate its thousands.
    pub grouped: bool,
    pub taken: usize,
}

pub(super) const DASHES: [char; 4] = ['-', '–', '‑', '−'];

impl Number {
    /// Returns the number that begins at a token.
    pub(super) fn at(s: &Sentence, at: usize) -> Option<Number> {
        let mut whole = s.digits(at)?.to_string();
        let mut end = at + 1;
        let mut grouped = false;
        while whole.len() <= 15 && (grouped || whole.len() <= 3) && s.joined_mark(end, &[',']) {
            let Some(group) = s.joined_digits(end + 1).filter(|digits| digits.len() == 3) else {
                break;
            };
            whole.push_str(group);
            grouped = true;
            end += 2;
        }
        // "20 000": a space separates thousands only in round numbers.
        while whole.len() < 13 && s.digits(end) == Some("000") && !s.joined(end) {
            whole.push_str("000");
            grouped = true;
            end += 1;
        }
        let mut fraction = String::new();
        if s.joined_mark(end, &['.', '·'])
            && let Some(digits) = s.joined_digits(end + 1)
        {
            fraction.push_str(digits);
            end += 2;
        }
        Some(Number {
            whole,
            fraction,
            grouped,
            taken: end - at,
        })
    }

    pub(super) fn words(&self, accent: Accent) -> Words {
        let mut words = numbers::cardinal(&self.whole, accent);
        if !self.fraction.is_empty() {
            words.extend(numbers::fraction(&self.fraction, accent));
        }
        words
    }

    pub(super) fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.is_empty()
    }
}

/// `10–12`: the first number and "to"; the second number is read by its own
/// rule.
pub(super) fn range(s: &Sentence, at: usize) -> Option<Match> {
    let first = Number::at(s, at)?;
    let dash = at + first.taken;
    let alone = !s.joined(at)
        || s.mark(at.checked_sub(1)?)
            .is_some_and(|c| !DASHES.contains(&c));
    // A line may end after the dash: `1914-⏎1918`.
    let years = |digits: &&str| digits.len() == 4 && first.whole.len() == 4;
    let second = s
        .joined_digits(dash + 1)
        .or_else(|| s.digits(dash + 1).filter(years))
        .filter(|_| s.joined_mark(dash, &DASHES))?;
    // The parts of "a fifty-fifty chance" are equal, and "2-4-6-8" has more than two.
    let more = s.joined_mark(dash + 2, &DASHES) && s.joined_digits(dash + 3).is_some();
    let to = match s.mark(dash) {
        Some('−') => Some("minus"),
        _ => (second != first.whole && !more).then_some("to"),
    };
    let found = Match::new(first.taken + 1).say(at, as_written(s, at, &first));
    alone.then(|| found.say(at, to))
}

/// `3:1`, `10:1`: odds and scales. Two figures after the colon are a time.
pub(super) fn ratio(s: &Sentence, at: usize) -> Option<Match> {
    let first = s
        .digits(at)
        .filter(|digits| digits.len() < 4 && !s.joined(at))?;
    let second = s
        .joined_digits(at + 2)
        .filter(|_| s.joined_mark(at + 1, &[':']))?;
    let more = s.joined_mark(at + 3, &[':', '.', ',']) && s.joined_digits(at + 4).is_some();
    let ratio = second.len() == 1 && !more && s.joined_word(at + 3).is_none();
    let words = numbers::cardinal(first, s.accent);
    ratio.then(|| Match::new(2).say(at, words).say(at, ["to"]))
}

/// Reads any number that the rules before this one left.
pub(super) fn figure(s: &Sentence, at: usize) -> Option<Match> {
    let number = Number::at(s, at)?;
    let end = at + number.taken;
    let whole = number.fraction.is_empty();
    if whole
        && matches!(
            s.joined_word(end),
            Some("st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH")
        )
    {
        let words = numbers::ordinal(&number.whole, s.accent);
        return Some(Match::new(number.taken + 1).say(at, words));
    }
    if is_size(s, end) {
        let found = Match::new(number.taken + 1).say(at, number.words(s.accent));
        return Some(found.say(end, ["by"]));
    }
    let apostrophe = usize::from(s.joined_mark(end, &['\'', '’']));
    if whole && s.joined_word(end + apostrophe) == Some("s") {
        let words = several(s, &number);
        return Some(Match::new(number.taken + apostrophe + 1).say(at, words));
    }
    if let Some((_, after)) = s.mark(end).filter(|_| s.joined(end)).and_then(vulgar) {
        let found = Match::new(number.taken + 1).say(at, number.words(s.accent));
        return Some(found.phrase(end, after));
    }
    Some(Match::new(number.taken).say(at, as_written(s, at, &number)))
}

/// Returns whether an `x` between two numbers is here: `4x4`, `2 x 4`.
fn is_size(s: &Sentence, at: usize) -> bool {
    s.word(at) == Some("x") && s.digits(at + 1).is_some() && s.joined(at) == s.joined(at + 1)
}

/// `1940s`, `34s`.
fn several(s: &Sentence, number: &Number) -> Words {
    if number.whole.ends_with('0') && matches!(number.whole.len(), 2 | 4) {
        return numbers::decade(&number.whole, s.accent);
    }
    let mut words = numbers::cardinal(&number.whole, s.accent);
    if let Some(last) = words.last_mut() {
        *last = numbers::plural(last);
    }
    words
}

/// Reads a year where the number can be one, digits one by one where it begins
/// with 0, and a count otherwise.
fn as_written(s: &Sentence, at: usize, number: &Number) -> Words {
    let plain = number.fraction.is_empty() && !number.grouped;
    if plain && number.whole.len() > 1 && number.whole.starts_with('0') {
        numbers::one_by_one(&number.whole)
    } else if plain && is_year(s, at, &number.whole) {
        numbers::year(&number.whole, s.accent)
    } else {
        number.words(s.accent)
    }
}

/// Four digits are a year unless they count the word after them.
fn is_year(s: &Sentence, at: usize, digits: &str) -> bool {
    const COUNTED: [&str; 8] = [
        "men", "women", "people", "children", "feet", "thousand", "million", "hundred",
    ];
    const NOT_COUNTED: [&str; 14] = [
        "was", "is", "as", "has", "his", "this", "its", "us", "does", "always", "perhaps",
        "across", "besides", "thus",
    ];
    let in_time = is_in_time(s, at);
    let year = match digits.parse::<u64>() {
        Ok(1000..1100) => in_time,
        Ok(number) => (1100..2100).contains(&number) && digits.len() == 4,
        Err(_) => false,
    };
    let after = s.word(at + 1).unwrap_or("");
    let counts = COUNTED.contains(&after)
        || after.len() > 3
            && after.ends_with('s')
            && after.starts_with(char::is_lowercase)
            && !NOT_COUNTED.contains(&after);
    year && (in_time || !counts)
}

/// Returns whether the words beside a number speak of time: `in 1066`, `Born 1066`, `A.D. 1066`,
/// `1066 B.C.`.
fn is_in_time(s: &Sentence, at: usize) -> bool {
    const BEFORE: [&str; 19] = [
        "in",
        "since",
        "until",
        "till",
        "year",
        "circa",
        "born",
        "died",
        "anno",
        "domini",
        "ad",
        "dated",
        "spring",
        "summer",
        "autumn",
        "winter",
        "early",
        "late",
        "christmas",
    ];
    const LOOSELY: [&str; 9] = [
        "of", "by", "from", "to", "after", "before", "about", "around", "between",
    ];
    let before = s.word_before(at).unwrap_or("").to_lowercase();
    let counts = s.is_noun(at + 1) || s.word(at + 1) == Some("men");
    let stop = at > 1 && s.mark(at - 1) == Some('.');
    let circa = stop && matches!(s.word(at - 2), Some("c" | "ca" | "b" | "d"));
    let dotted = at > 3 && stop && is_era(s, at - 4) || circa;
    BEFORE.contains(&before.as_str())
        || calendar::is_month(&before)
        || LOOSELY.contains(&before.as_str()) && !counts
        || dotted
        || is_era(s, at + 1)
}

/// Returns whether `AD`, `B.C.` or the like is at a token.
fn is_era(s: &Sentence, at: usize) -> bool {
    match (s.word(at), s.word(at + 2)) {
        (Some("BC" | "AD" | "BCE" | "CE"), _) => true,
        (Some("B"), Some("C")) | (Some("A"), Some("D")) => s.joined_mark(at + 1, &['.']),
        _ => false,
    }
}
