//! Reads fractions: `3/4`, `1½`, `7/8ths`, `1/2 a pound`.

use super::figures::DASHES;
use super::measures;
use super::numbers;
use super::sentence::{Match, Sentence};
use crate::phonemes::Accent;

/// `3/4`, `1 1/2`, `1/2 a pound`, `7/8ths`, and `9/11`, which is no fraction.
pub(super) fn fraction(s: &Sentence, at: usize) -> Option<Match> {
    let (above, line) = (s.digits(at)?, at + 1);
    let below = s
        .joined_digits(line + 1)
        .filter(|_| s.joined_mark(line, &['/', '⁄']))?;
    let (Ok(parts), Ok(whole)) = (above.parse::<u64>(), below.parse::<u64>()) else {
        return None;
    };
    let end = line + 2;
    if !is_part(parts, whole) {
        let found = Match::new(3).say(at, numbers::cardinal(above, s.accent));
        return Some(found.say(line + 1, numbers::cardinal(below, s.accent)));
    }
    let mixed = at > 0 && s.digits(at - 1).is_some() && !s.joined(at);
    let one_of_two = (parts, whole) == (1, 2) && (is_before_whole(s, end) || is_after_one(s, at));
    let words = match (mixed, parts) {
        (true, 1) => vec!["and".into(), "a".into()],
        (true, _) => std::iter::once("and".into())
            .chain(numbers::cardinal(above, s.accent))
            .collect(),
        (false, _) if one_of_two => Vec::new(),
        (false, _) => numbers::cardinal(above, s.accent),
    };
    let ending = usize::from(matches!(
        s.joined_word(end),
        Some("th" | "ths" | "rd" | "rds" | "nds")
    ));
    let inches = measures::inches(s, end + ending);
    let taken = 3 + ending + inches.map_or(0, |(_, taken)| taken);
    let found = Match::new(taken).say(at, words);
    let found = found.phrase(line + 1, &part(whole, parts > 1, s.accent));
    Some(match inches {
        Some(("inches", _)) if !mixed => found.phrase(line + 1, "of an inch"),
        inches => found.say(line + 1, inches.map(|(name, _)| name)),
    })
}

/// Returns whether two numbers are a fraction that is spoken as one.
pub(super) fn is_part(parts: u64, whole: u64) -> bool {
    parts > 0 && parts < whole && (whole <= 10 || matches!(whole, 12 | 16 | 20 | 32 | 64 | 100))
}

/// Returns whether a fraction before a token is of what follows: `a pound`, `the men`, `-inch`.
pub(super) fn is_before_whole(s: &Sentence, at: usize) -> bool {
    matches!(s.word(at), Some("a" | "an" | "the" | "of" | "his" | "her"))
        || s.joined_mark(at, &DASHES) && s.joined_word(at + 1).is_some()
}

fn is_after_one(s: &Sentence, at: usize) -> bool {
    matches!(s.word_before(at), Some("a" | "A" | "another"))
}

/// Returns the name of a part: "half", "thirds", "quarter", "tenths".
fn part(of: u64, many: bool, accent: Accent) -> String {
    match (of, many) {
        (2, false) => "half".into(),
        (2, true) => "halves".into(),
        (4, false) => "quarter".into(),
        (4, true) => "quarters".into(),
        _ => {
            let name = numbers::ordinal(&of.to_string(), accent).join(" ");
            let name = name.strip_prefix("one ").unwrap_or(&name);
            let s = if many { "s" } else { "" };
            format!("{name}{s}")
        }
    }
}

/// A fraction in one character, alone or after a number: `½`, `3½`.
pub(super) fn vulgar(mark: char) -> Option<(&'static str, &'static str)> {
    Some(match mark {
        '½' => ("half", "and a half"),
        '¼' => ("one quarter", "and a quarter"),
        '¾' => ("three quarters", "and three quarters"),
        '⅓' => ("one third", "and a third"),
        '⅔' => ("two thirds", "and two thirds"),
        '⅛' => ("one eighth", "and an eighth"),
        '⅜' => ("three eighths", "and three eighths"),
        '⅝' => ("five eighths", "and five eighths"),
        '⅞' => ("seven eighths", "and seven eighths"),
        '⅕' => ("one fifth", "and a fifth"),
        _ => return None,
    })
}
