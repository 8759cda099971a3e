//! Marks of notes: figures and letters that send the eye to a note and are not read aloud.

use crate::{abbreviation, roman};

const STOPS: &str = ".!?…";
const OTHER_STOPS: &str = ",;:—–";
const CLOSERS: &str = "”’\"')»]";
const OPENERS: &str = "“‘\"'(«[—";

/// Returns whether a character is a raised figure.
pub(super) fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Returns the length of the mark of a note that begins at `at` with `c`.
pub(super) fn length(text: &str, at: usize, c: char) -> Option<usize> {
    let (before, rest) = text.split_at(at);
    match c {
        '[' => page(rest).or_else(|| bracketed(before, rest)),
        '{' => page(rest),
        '0'..='9' => stuck(before, rest),
        _ => raised(before, rest),
    }
}

/// The mark of a page or a picture of the printed book: `[Pg 5]`, `{7}`, `[Page xii]`,
/// `[Illustration]`.
fn page(rest: &str) -> Option<usize> {
    let (open, close) = rest.split_at(1);
    let close_with = if open == "[" { b']' } else { b'}' };
    let end = close.bytes().take(24).position(|byte| byte == close_with)?;
    let label = close[..end].trim();
    let number = |label: &str| {
        let figures = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
        let small = !label.is_empty() && label.bytes().all(|b| b"ivxlc".contains(&b));
        figures && label.len() < 5 || small && roman::value(&label.to_uppercase()).is_some()
    };
    let named = ["pg", "page", "p"].into_iter().find_map(|word| {
        let head = label.get(..word.len())?;
        let rest = label[word.len()..].trim_start_matches('.');
        (head.eq_ignore_ascii_case(word) && rest.len() < label.len()).then(|| rest.trim())
    });
    let picture = open == "[" && label.eq_ignore_ascii_case("illustration");
    let counted = open == "{" && number(label) && label.bytes().all(|b| b.is_ascii_digit());
    (picture || counted || named.is_some_and(number)).then_some(end + 2)
}

/// `[1]`, `[12, 13]`, `[^note]`, `[a]`, `[note 3]`, behind something in the same paragraph.
fn bracketed(before: &str, rest: &str) -> Option<usize> {
    let end = rest.bytes().take(24).position(|byte| byte == b']')?;
    let label = &rest[1..end];
    let behind = before.trim_end_matches(' ').chars().next_back()?;
    if behind == '\n' || !behind.is_alphanumeric() && !is_mark(behind) {
        return None;
    }
    let touches = !before.ends_with(' ');
    let lone = rest[end + 1..]
        .chars()
        .next()
        .is_none_or(|next| !next.is_alphanumeric());
    let figures = |label: &str| {
        let mut parts = label
            .split([',', ' ', '-', '–'])
            .filter(|part| !part.is_empty());
        let figure = |part: &str| part.len() < 4 && part.bytes().all(|b| b.is_ascii_digit());
        label.starts_with(|c: char| c.is_ascii_digit()) && parts.all(figure)
    };
    let tail = |word: &str| {
        label
            .strip_prefix(word)
            .is_some_and(|tail| figures(tail.trim()))
    };
    let named = ["note", "Note", "footnote", "Footnote", "fn", "n"]
        .into_iter()
        .any(tail);
    let letter = touches && label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    let sign = matches!(label, "*" | "**" | "†" | "‡" | "§");
    let caret = label.len() > 1 && label.starts_with('^') && !label.contains(char::is_whitespace);
    (lone && (figures(label) || named || letter || sign || caret)).then_some(end + 1)
}

fn is_mark(c: char) -> bool {
    STOPS.contains(c) || OTHER_STOPS.contains(c) || CLOSERS.contains(c) || "*†‡".contains(c)
}

/// A figure that touches the stop before it: `sea.4 The`, `sea.”12 he`.
fn stuck(before: &str, rest: &str) -> Option<usize> {
    let last = before.chars().next_back().filter(|c| is_mark(*c))?;
    let sentence = before.trim_end_matches(|c| CLOSERS.contains(c));
    let quoted = sentence.len() < before.len();
    let stop = sentence.chars().next_back()?;
    let clause = quoted && OTHER_STOPS.contains(stop);
    if !STOPS.contains(stop) && !clause || matches!(last, '’' | '\'' | ',') {
        return None;
    }
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[length..];
    let next = after.trim_start_matches(char::is_whitespace);
    let parted = next.len() < after.len();
    let ends = next.is_empty()
        || parted
            && next
                .trim_start_matches(|c| OPENERS.contains(c))
                .starts_with(char::is_uppercase)
        || parted && (quoted || after.starts_with(['\n', '\r']));
    (length < 4 && ends && (quoted || stop != '.' || closes_sentence(sentence))).then_some(length)
}

/// Returns whether the stop at the end of a text is that of a sentence, and not of an abbreviation
/// or an address.
fn closes_sentence(text: &str) -> bool {
    let body = text.trim_end_matches('.');
    let start = body.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
        at + body[at..].chars().next().map_or(0, char::len_utf8)
    });
    let word = &body[start..];
    let apart = body[..start]
        .chars()
        .next_back()
        .is_none_or(|c| !".@/".contains(c));
    let small = word.chars().count() > 1 && word.ends_with(char::is_lowercase);
    apart && small && abbreviation::of(word).is_none() && abbreviation::unit(word).is_none()
}

/// A raised figure behind a word or a stop. Behind a figure, a unit or a single letter it is a
/// power, and at the start of a paragraph it is the number of the note itself.
fn raised(before: &str, rest: &str) -> Option<usize> {
    let length = rest.find(|c| !is_raised(c)).unwrap_or(rest.len());
    let last = before.chars().next_back()?;
    let word = &before[before.trim_end_matches(char::is_alphabetic).len()..];
    if !word.is_empty() {
        return (!is_base(before, word)).then_some(length);
    }
    is_mark(last).then_some(length)
}

/// Returns whether a word can have a power: `x²`, `5 km²`, `mc²`.
fn is_base(before: &str, word: &str) -> bool {
    let ahead = before[..before.len() - word.len()].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let counted = ahead.ends_with(|c: char| c.is_numeric());
    let single = word.chars().count() == 1 && !matches!(word, "I" | "a" | "A");
    let short = word.len() < 4 && !word.contains(|c: char| "aeiouyAEIOUY".contains(c));
    single || short || counted && abbreviation::unit(word).is_some()
}
