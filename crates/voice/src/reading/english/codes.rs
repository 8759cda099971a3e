//! Reads digits that are no quantity: telephone numbers and versions. Two
//! groups of digits are a telephone number only in the usual form.

use super::numbers;
use super::sentence::{Match, Sentence};

/// `555-0123`, `(555) 123-4567`, `020 7946 0958`, `+44 (0)20 7946 0958`: digit by digit, with a
/// short pause between the groups.
pub(super) fn telephone(s: &Sentence, at: usize) -> Option<Match> {
    let abroad = s.joined_mark(at, &['+']) || s.mark(at) == Some('+') && s.joined(at + 1);
    let first = at + usize::from(abroad);
    if s.joined(first) && !abroad && !bracketed(s, first) {
        return None;
    }
    let mut groups = vec![first];
    let mut end = first + 1;
    s.digits(first)?;
    while let Some(next) = next_group(s, first, end, abroad) {
        groups.push(next);
        end = next + 1;
    }
    let digits = |token: &usize| s.digits(*token).unwrap_or("");
    let lengths: Vec<usize> = groups.iter().map(|token| digits(token).len()).collect();
    let all: usize = lengths.iter().sum();
    let zero = digits(&first).starts_with('0');
    let dialled = match lengths[..] {
        [only] => only > 6 && zero || is_dialled(s, at, only),
        [3, 4] => true,
        [_, _] => (abroad || zero) && all > 6,
        _ => all > 6,
    };
    dialled.then(|| {
        let mut found = Match::new(end - at);
        if abroad {
            found = found.say(at, ["plus"]);
        }
        for (place, token) in groups.iter().enumerate() {
            if place == 1 && bracketed(s, first) {
                found = found.mark(')');
            }
            if place > 0 {
                found = found.mark(',');
            }
            found = found.say(*token, numbers::one_by_one(digits(token)));
        }
        found
    })
}

/// `Dial 999`, `telephone Whitehall 1212`.
fn is_dialled(s: &Sentence, at: usize, length: usize) -> bool {
    let dialling = |word: Option<&str>| {
        let word = word.unwrap_or("").to_lowercase();
        matches!(
            word.as_str(),
            "dial" | "dialled" | "dialed" | "phone" | "phoned" | "telephone" | "telephoned"
        )
    };
    let exchange = s.word_before(at).is_some() && s.capital(at - 1) && length == 4;
    let named = exchange && at > 1 && dialling(s.word(at - 2));
    named || matches!(length, 3..=6) && dialling(s.word_before(at))
}

/// Returns whether a token is alone in round brackets.
fn bracketed(s: &Sentence, at: usize) -> bool {
    at > 0 && s.mark(at - 1) == Some('(') && s.joined_mark(at + 1, &[')'])
}

/// Returns the next group of a number whose last group ends before `end`.
fn next_group(s: &Sentence, first: usize, end: usize, abroad: bool) -> Option<usize> {
    const HYPHENS: [char; 2] = ['-', '‑'];
    if s.joined_mark(end, &HYPHENS) && s.joined_digits(end + 1).is_some() {
        return Some(end + 1);
    }
    let zero = s
        .digits(first)
        .is_some_and(|digits| digits.starts_with('0'));
    let group = |at: usize| {
        let length = s.digits(at).map_or(0, str::len);
        let free =
            s.joined_mark(at + 1, &['.', ',', ':', '/']) && s.joined_digits(at + 2).is_some();
        (2..=8).contains(&length) && !free
    };
    if end == first + 1 && bracketed(s, first) {
        let local = s.digits(end + 1).is_some_and(|digits| digits.len() == 3);
        let hyphened = local && s.joined_mark(end + 2, &HYPHENS);
        return (hyphened || zero && group(end + 1)).then_some(end + 1);
    }
    // "(0)" is dialled only inside the country.
    let inside = abroad && s.mark(end) == Some('(') && s.digits(end + 1) == Some("0");
    if inside && s.joined_mark(end + 2, &[')']) && s.digits(end + 3).is_some() {
        return Some(end + 3);
    }
    let long = s
        .digits(first)
        .is_some_and(|digits| (3..=5).contains(&digits.len()));
    (abroad && s.digits(end).is_some() || zero && long && group(end)).then_some(end)
}

/// `2.0.1`, `192.168.1.1`: every group is a number, and every point is read.
pub(super) fn version(s: &Sentence, at: usize) -> Option<Match> {
    let mut groups = vec![at];
    let mut end = at + 1;
    while s.joined_mark(end, &['.']) && s.joined_digits(end + 1).is_some() {
        groups.push(end + 1);
        end += 2;
    }
    if groups.len() < 3 {
        return None;
    }
    let mut found = Match::new(end - at);
    for token in groups {
        if token > at {
            found = found.say(token, ["point"]);
        }
        found = found.say(token, numbers::cardinal(s.digits(token)?, s.accent));
    }
    Some(found)
}
