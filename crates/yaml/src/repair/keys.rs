//! Keys and the signs around them: two keys on one line, and colons, commas, dashes and spaces that
//! are missing.

use std::ops::Range;

use super::Fix;
use super::site::{Site, behind_dashes, below, column, leading};
use crate::bare::{self, in_marks, key_at};
use crate::splice::{Splice, joined};
use cuebook_core::diagnostic::Span;

/// Returns the fix for a key whose value is a key with a value: `at: after: "words"`.
pub(super) fn two_on_a_line(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let line = site.line(site.at);
    let values = bare::values_on(text, line);
    let mut here = values
        .into_iter()
        .filter(|value| value.start <= site.at && site.at <= value.end);
    let found = here.find_map(|value| Some((nested(&text[value.clone()])?, value)));
    let Some((with, value)) = found else {
        return Vec::new();
    };
    let words = &text[value.clone()];
    let inner = &words[..words.find(':').unwrap_or(words.len())];
    if !is_key(text, value.start, words) {
        return Vec::new();
    }
    let message = format!("`{inner}:` is a second key on this line");
    let splice = Splice::new(value.start, value.end, &*with);
    let span = Span::new(value.start, value.start + inner.len() + 1);
    let shown = with.split_once(": ").map_or(inner, |(first, _)| first);
    let advice = format!("put it and its value in braces: `{shown}: … }}`");
    let mut fix = Fix::of(text, (span, message), advice, vec![splice]);
    let quotes = "or put the words in quotation marks, if they are words of the text";
    let own = fix.mistakes.remove(0);
    fix.mistakes
        .push(own.mend(quotes, Span::from(value), in_marks(words)));
    vec![fix]
}

/// Returns a key with its value as a mapping in braces.
fn nested(words: &str) -> Option<String> {
    let colon = key_at(words, 0)?;
    let value = words[colon + 1..].trim();
    if value.is_empty() {
        return None;
    }
    let value = match nested(value) {
        Some(inner) => inner,
        None if bare::needs_marks(value) => in_marks(value),
        None => value.to_owned(),
    };
    Some(format!("{{ {}: {value} }}", &words[..colon]))
}

/// Keys of which the value of another key is often made.
const INNER: &[&str] = &[
    "after", "before", "quote", "cue", "line", "scene", "edge", "voice",
];

/// Keys that stand between braces in scripts.
const KEYS: &[&str] = &[
    "after", "at", "bed", "before", "by", "cue", "distance", "duck", "effect", "fade", "file",
    "from", "gain", "hush", "id", "in", "ipa", "line", "music", "offset", "pace", "pan", "pause",
    "pitch", "preset", "quote", "say", "scene", "seed", "size", "space", "spot", "tags", "target",
    "times", "title", "to", "tone", "until", "voice", "walls", "wet", "when",
];

/// Returns whether a word of a text is a key: a usual one, or one in another place.
pub(super) fn is_known(text: &str, word: Span) -> bool {
    KEYS.contains(&word.of(text)) || is_key_elsewhere(text, word)
}

/// Returns whether words begin with a key, not with a word of the text: one that has words in
/// quotation marks or brackets behind it, that is a role in capitals, or that is known.
fn is_key(text: &str, at: usize, words: &str) -> bool {
    let Some((word, value)) = words.split_once(':') else {
        return false;
    };
    let is_closed = value.trim_start().starts_with(['"', '\'', '{', '[']);
    let is_role = word.len() > 1 && !word.contains(|c: char| c.is_ascii_lowercase());
    let place = Span::new(at, at + word.len());
    is_closed || is_role || INNER.contains(&word) || is_key_elsewhere(text, place)
}

/// Returns the fixes for spaces that are missing behind colons and dashes, in the line of a mistake
/// and those before it.
pub(super) fn spaces(site: &Site<'_>) -> Vec<Fix> {
    let mut all = Vec::new();
    for line in site.lines() {
        all.extend(dash(site, &line));
        for (word, colon) in tight(site.text, &line) {
            all.push(behind_colon(site.text, word, colon));
        }
    }
    all
}

/// Returns the fix that writes a space behind the colon of a key.
pub(super) fn behind_colon(text: &str, word: Range<usize>, colon: usize) -> Fix {
    let message = format!("a space is missing after `{}:`", &text[word.clone()]);
    let splice = Splice::new(colon + 1, colon + 1, " ");
    Fix::of(
        text,
        (Span::new(word.start, colon + 1), message),
        "write a space after the colon",
        vec![splice],
    )
}

/// Returns the keys on a line that have no space behind their colons.
fn tight(text: &str, line: &Range<usize>) -> Vec<(Range<usize>, usize)> {
    let start = behind_dashes(text, line);
    let mut all = Vec::new();
    let mut begins = true;
    let mut at = start;
    while let Some(c) = text[at..line.end].chars().next() {
        if let (true, Some((word, colon))) = (begins, tight_key(text, at..line.end)) {
            at = colon;
            all.push((word, colon));
            continue;
        }
        begins = matches!(c, '{' | ',') || (begins && c == ' ');
        at += c.len_utf8();
    }
    all
}

/// Returns the word and the colon of a key at the beginning of a stretch, if no space is behind it.
pub(super) fn tight_key(text: &str, stretch: Range<usize>) -> Option<(Range<usize>, usize)> {
    let rest = &text[stretch.clone()];
    let is_of = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let word = rest.find(|c| !is_of(c))?;
    let after = rest[word..].strip_prefix(':')?;
    let is_tight =
        after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '/' | ':' | '\\' | ','));
    let is_key = rest.starts_with(char::is_alphabetic) && word > 1 && !rest[..word].ends_with(' ');
    let word = stretch.start..stretch.start + word;
    (is_tight && is_key).then(|| (word.clone(), word.end))
}

/// Returns the fix that writes a space behind the dash of an item. Lines that fit to the words
/// without the space move along, and those that fit to the words with it stay.
fn dash(site: &Site<'_>, line: &Range<usize>) -> Option<Fix> {
    let text = site.text;
    let at = leading(text, line).end;
    let rest = text[at..line.end].strip_prefix('-')?;
    rest.starts_with(|c: char| c.is_alphabetic() || "{[\"'".contains(c))
        .then_some(())?;
    let dash = column(text, line);
    let own = || below(text, line.end).take_while(|line| column(text, line) > dash);
    let fits = own()
        .next()
        .is_some_and(|line| column(text, &line) == dash + 2);
    let moved = own().filter(|_| !fits && !rest.starts_with(['{', '[']));
    let mut splices = vec![Splice::new(at + 1, at + 1, " ")];
    splices.extend(moved.map(|line| Splice::new(line.start, line.start, " ")));
    let mut fix = behind_dash(text, at);
    // The lines that move are part of the edit.
    if let Some(whole) = joined(text, &splices) {
        fix.mistakes[0].hints[0].replace = Some((whole.span, whole.with));
    }
    Some(Fix { splices, ..fix })
}

/// Returns the fix that writes a space behind a dash.
pub(super) fn behind_dash(text: &str, at: usize) -> Fix {
    let message = "a space is missing after this `-`".to_owned();
    let splice = Splice::new(at + 1, at + 1, " ");
    Fix::of(
        text,
        (Span::new(at, at + 1), message),
        "write a space after the dash",
        vec![splice],
    )
}

/// Returns the fixes for commas and colons that are missing between braces, in the lines of a
/// mistake: `{ id: a spot: b }`, `{ after "words" }`.
pub(super) fn in_braces(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let mut all = Vec::new();
    for line in site.lines() {
        let opens = text[line.clone()].find('{').map(|at| line.start + at);
        let within = !site.brackets.open.is_empty();
        let Some(from) = opens.or(within.then_some(line.start)) else {
            continue;
        };
        let mut quote = None;
        for (place, c) in text[from..line.end].char_indices() {
            let at = from + place;
            let before = text[..at].trim_end_matches(' ').chars().next_back();
            match quote {
                Some(mark) if c == mark => quote = None,
                Some(_) => {}
                None if matches!(c, '"' | '\'')
                    && text[..at].ends_with([' ', '{', '[', ':', ',']) =>
                {
                    quote = Some(c);
                }
                None if text[..at].ends_with([' ', '{', '"', '\'']) => {
                    let after_sign = before.is_none_or(|c| "{[,:".contains(c));
                    all.extend(amiss(text, at..line.end, after_sign));
                }
                None => {}
            }
        }
    }
    all
}

/// Returns the fix for the key that begins here: without a comma before it, or a colon behind it.
fn amiss(text: &str, stretch: Range<usize>, after_sign: bool) -> Option<Fix> {
    let rest = &text[stretch.clone()];
    let is_of = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let length = rest.find(|c| !is_of(c)).filter(|length| *length > 1)?;
    let word = Span::new(stretch.start, stretch.start + length);
    let (more, opens) = (
        &rest[length..],
        text[..word.start].trim_end().ends_with(['{', ',']),
    );
    if !is_known(text, word) {
        return None;
    }
    if more.starts_with(": ") && !after_sign {
        let gap = text[..word.start].trim_end().len();
        let message = format!("a comma is missing before `{}`", word.of(text));
        let splice = Splice::new(gap, gap, ",");
        return Some(Fix::of(
            text,
            (word, message),
            "write a comma",
            vec![splice],
        ));
    }
    let value = more.trim_start();
    let is_value = more.starts_with(' ') && value.starts_with(['"', '\'', '{', '[', '“']);
    (opens && is_value).then(|| behind_key(text, word))
}

/// Returns the fix that writes a colon behind a key.
pub(super) fn behind_key(text: &str, word: Span) -> Fix {
    let message = format!("a `:` is missing after `{}`", word.of(text));
    let splice = Splice::new(word.end, word.end, ":");
    Fix::of(
        text,
        (word, message),
        "write `:` after the key",
        vec![splice],
    )
}

/// Returns the fixes for a comma that is missing between brackets: before a word that is a key
/// elsewhere in the text, or behind a value in quotation marks or brackets.
pub(super) fn commas(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    if site.brackets.open.is_empty() {
        return Vec::new();
    }
    let is_of = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let before = &text[..site.at];
    let start = before.trim_end_matches(is_of).len();
    let rest = &text[start..];
    let end = start + rest.find(|c| !is_of(c)).unwrap_or(rest.len());
    let word = Span::new(start, end);
    let gap = text[..start].trim_end().len();
    let is_closed = text[..gap].ends_with(['"', '\'', '}', ']']);
    let is_key = text[end..].starts_with(": ") && end > start;
    let is_value = end == start && text[end..].starts_with(['"', '\'', '{', '[']);
    let fits = match is_closed {
        true => is_key || is_value,
        false => is_key && is_key_elsewhere(text, word),
    };
    if !fits || gap == start {
        return Vec::new();
    }
    let shown = Span::new(start, end.max(start + 1));
    let message = format!("a comma is missing before `{}`", shown.of(text));
    let splice = Splice::new(gap, gap, ",");
    vec![Fix::of(
        text,
        (shown, message),
        "write a comma",
        vec![splice],
    )]
}

/// Returns whether a word is a key in another place: behind a bracket, a comma or a dash, or at the
/// beginning of a line.
fn is_key_elsewhere(text: &str, word: Span) -> bool {
    let key = format!("{}: ", word.of(text));
    let others = text.match_indices(&key).filter(|(at, _)| *at != word.start);
    let mut before = others.map(|(at, _)| text[..at].trim_end_matches(' '));
    before.any(|before| before.is_empty() || before.ends_with(['{', ',', '-', '\n', '\r']))
}

/// Returns the fixes for a colon that is missing behind a key, or a dash before an item.
pub(super) fn colons(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let mut all = Vec::new();
    for line in site.lines() {
        let first = behind_dashes(text, &line);
        let rest = &text[first..line.end];
        if rest.starts_with(['{', '"']) && first == leading(text, &line).end {
            let message = "a dash is missing before this item".to_owned();
            let splice = Splice::new(first, first, "- ");
            let span = Span::new(first, first + 1);
            all.push(Fix::of(
                text,
                (span, message),
                "begin each item with `- `",
                vec![splice],
            ));
        }
        let is_of = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let word = rest.find(|c| !is_of(c)).unwrap_or(rest.len());
        let more = &rest[word..];
        if word > 1
            && (more.starts_with(' ') || more.is_empty())
            && rest.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            all.push(behind_key(text, Span::new(first, first + word)));
        }
    }
    all
}
