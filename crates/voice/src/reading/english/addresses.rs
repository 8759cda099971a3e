//! Reads addresses of the internet: `https://www.example.com/page?id=3`, `anna@example.org`. The
//! host and the path are read; what a person would not read out is left out.

use super::numbers;
use super::sentence::{Match, Sentence};

/// The last parts of hosts without `www`.
const ENDINGS: [&str; 14] = [
    "com", "org", "net", "gov", "edu", "info", "io", "co", "uk", "us", "eu", "de", "fr", "ca",
];

/// The most parts of a path that are read.
const MOST_PARTS: usize = 4;

/// Reads an address.
pub(super) fn address(s: &Sentence, at: usize) -> Option<Match> {
    let first = s.word(at)?;
    if s.joined(at)
        && !matches!(
            s.mark(at.checked_sub(1)?)?,
            '(' | '[' | '<' | '“' | '‘' | '"'
        )
    {
        return None;
    }
    let end = end(s, at);
    if let Some(sign) = (at..end).find(|token| s.mark(*token) == Some('@')) {
        let host = sign + 1..end;
        let dotted = host.clone().any(|token| s.mark(token) == Some('.'));
        return (dotted && s.word(sign + 1).is_some()).then(|| mail(s, at, end));
    }
    let scheme = matches!(first.to_lowercase().as_str(), "http" | "https" | "ftp")
        && s.joined_mark(at + 1, &[':'])
        && s.joined_mark(at + 2, &['/']);
    let host = if scheme { at + 4 } else { at };
    let named = first.eq_ignore_ascii_case("www") && s.joined_mark(at + 1, &['.']);
    (host < end && (scheme || named || is_host(s, at, end))).then(|| page(s, at, host, end))
}

/// Returns the token after the last of the address. Marks at its end belong to the sentence.
fn end(s: &Sentence, at: usize) -> usize {
    let mut end = at + 1;
    while s.joined(end)
        && !matches!(
            s.mark(end),
            Some('“' | '”' | '"' | ')' | '>' | ',' | '—' | '…')
        )
    {
        end += 1;
    }
    while end > at + 1 && s.word(end - 1).is_none() && s.digits(end - 1).is_none() {
        end -= 1;
    }
    end
}

/// Returns whether the words up to the first `/` are a host in small letters.
fn is_host(s: &Sentence, at: usize, end: usize) -> bool {
    let until = (at..end).find(|token| s.mark(*token) == Some('/'));
    let until = until.unwrap_or(end);
    let parts = (at..until).step_by(2);
    let words = parts.clone().all(|token| s.word(token).is_some());
    let dots = (at + 1..until)
        .step_by(2)
        .all(|token| s.mark(token) == Some('.'));
    let last = s.word(until - 1).unwrap_or("");
    parts.count() > 1 && words && dots && ENDINGS.contains(&last)
}

fn mail(s: &Sentence, at: usize, end: usize) -> Match {
    (at..end).fold(Match::new(end - at), |found, token| match s.mark(token) {
        Some('@') => found.say(token, ["at"]),
        Some('.') => found.say(token, ["dot"]),
        Some('-' | '‑') => found.say(token, ["dash"]),
        Some('_') => found.say(token, ["underscore"]),
        Some('+') => found.say(token, ["plus"]),
        Some(_) => found,
        None => part(s, found, token),
    })
}

fn page(s: &Sentence, at: usize, host: usize, end: usize) -> Match {
    let mut found = Match::new(end - at);
    let mut parts = 0;
    for token in host..end {
        let more = s.word(token + 1).is_some() || s.digits(token + 1).is_some();
        match s.mark(token) {
            Some('?' | '#' | '&' | '=') => break,
            Some('.') if more => found = found.say(token, ["dot"]),
            Some('-' | '‑') if parts == 0 => found = found.say(token, ["dash"]),
            Some('/') if parts == MOST_PARTS => break,
            Some('/') if more && token + 1 < end => {
                parts += 1;
                found = found.say(token, ["slash"]);
            }
            Some(_) => {}
            None => found = part(s, found, token),
        }
    }
    found
}

/// Reads a word or a number of an address. A group of letters without a vowel is spelled.
fn part(s: &Sentence, found: Match, token: usize) -> Match {
    if let Some(digits) = s.digits(token) {
        return match digits.len() {
            1..=4 => found.say(token, numbers::cardinal(digits, s.accent)),
            _ => found.say(token, numbers::one_by_one(digits)),
        };
    }
    let word = s.word(token).unwrap_or("");
    let lower = word.to_lowercase();
    let known = lower.len() > 2 && (s.known)(&lower);
    let voiced = lower.contains(|c: char| "aeiouy".contains(c) || !c.is_ascii());
    match lower.as_str() {
        "org" | "com" | "co" | "net" => found.say(token, [lower]),
        "edu" => found.spell(token, "EDU"),
        _ if known || voiced && lower.len() > 2 => found.say(token, [word]),
        _ => found.spell(token, &lower.to_uppercase()),
    }
}
