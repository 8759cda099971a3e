//! Reads digits that are no quantity: telephone numbers and versions. Two
//! groups of digits are a telephone number only in the usual form.

use super::numbers;
use super::sentence::{Match, Sentence};

/// `555-0123`, `(555) 123-4567`, `+44 20 7946 0958`: digit by digit, with a
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
    let dialled = match lengths[..] {
        [only] => only > 6 && digits(&first).starts_with('0'),
        [3, 4] => true,
        [_, _] => abroad && all > 6,
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
    if end == first + 1 && bracketed(s, first) {
        let local = s.digits(end + 1).is_some_and(|digits| digits.len() == 3);
        return (local && s.joined_mark(end + 2, &HYPHENS)).then_some(end + 1);
    }
    (abroad && s.digits(end).is_some()).then_some(end)
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
