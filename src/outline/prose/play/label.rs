//! The name before a speech, and the directions in it.

use std::ops::Range;

use crate::outline::lexicon;
use crate::outline::prose::frame::Block;

/// The name before a speech.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// In capitals.
    pub name: String,
    /// A direction beside the name: `ALLAN (softly)`.
    pub direction: Option<String>,
    /// The byte after it.
    pub end: usize,
    /// Whether its form alone shows that it is a name: capitals, or a colon.
    pub strong: bool,
    /// Whether the speech is in the next block.
    pub alone: bool,
}

/// Returns the name at the start of a block.
#[must_use]
pub(super) fn label(block: &Block<'_>) -> Option<Label> {
    if block.is_heading() {
        return None;
    }
    above(block).or_else(|| before(block))
}

/// Reads a name that is alone on its line.
fn above(block: &Block<'_>) -> Option<Label> {
    let line = block.text.lines().next()?;
    let (written, direction) = aside(line);
    let name = written
        .trim()
        .trim_matches(['*', '_', ' '])
        .trim_end_matches(['.', ':']);
    let mark = line.trim_end().ends_with(['!', '?', ',', ';']);
    let fits = is_capitals(name) && is_name(name) && !mark;
    fits.then(|| Label {
        name: upper(name),
        direction,
        end: block.span.start + line.len(),
        strong: true,
        alone: block.lines().count() == 1,
    })
}

/// Reads `NAME. words`, `NAME: words`, `NAME (softly): words`, `NAME.—words`.
fn before(block: &Block<'_>) -> Option<Label> {
    const LONGEST: usize = 40;
    let text = block.text;
    let lead = text.len() - text.trim_start_matches(['*', '_', ' ']).len();
    let mut depth = 0_u32;
    let mut found = None;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < lead) {
        match c {
            '(' | '[' if depth == 0 && at <= lead => return None,
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '.' if is_title(&text[lead..at]) => {}
            '.' | ':' | '—' => {
                found = Some((at, c));
                break;
            }
            '\n' | '!' | '?' | ',' | ';' | '“' | '"' => return None,
            _ if at > lead + LONGEST => return None,
            _ => {}
        }
    }
    let (at, mark) = found?;
    let rest = text[at + mark.len_utf8()..].trim_start_matches(['*', '_', '.', ':']);
    let parted = rest.starts_with(char::is_whitespace)
        || rest.starts_with(['—', '-', '[', '('])
        || mark == '—';
    let (written, direction) = aside(&text[lead..at]);
    let name = written.trim().trim_matches(['*', '_', ' ']);
    let capitals = is_capitals(name);
    let fits = parted
        && is_name(name)
        && rest.chars().any(char::is_alphanumeric)
        && (mark != '—' || capitals);
    fits.then(|| Label {
        name: upper(name),
        direction,
        end: block.span.end - rest.len(),
        strong: capitals || mark == ':',
        alone: false,
    })
}

/// Returns a text without its direction in brackets, and the direction.
fn aside(text: &str) -> (String, Option<String>) {
    let Some(from) = text.find(['(', '[']) else {
        return (text.to_owned(), None);
    };
    let to = text[from..]
        .find([')', ']'])
        .map_or(text.len(), |to| from + to);
    let inner = text[from + 1..to].trim_matches(['_', '.', ' ']).to_owned();
    let rest = text.get(to + 1..).unwrap_or("");
    (format!("{}{rest}", &text[..from]), Some(inner))
}

fn is_title(text: &str) -> bool {
    let last = text.rsplit([' ', '(']).next().unwrap_or("");
    last.chars().count() < 5 && lexicon::title(&last.to_lowercase()).is_some()
        || last.chars().count() == 1
}

fn is_capitals(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
        || name.chars().filter(|c| c.is_uppercase()).count() > 2
            && name.split_whitespace().all(|word| {
                matches!(word, "and" | "of" | "the") || !word.chars().any(char::is_lowercase)
            })
}

/// Returns whether this can be the name of a role: up to four words with capitals.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let word = |word: &&str| {
        matches!(*word, "and" | "of" | "the" | "&")
            || word.starts_with(char::is_uppercase)
            || word.chars().all(|c| c.is_ascii_digit())
    };
    let first = words
        .first()
        .is_some_and(|first| first.starts_with(char::is_uppercase));
    first
        && words.len() <= 4
        && words.iter().all(word)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .'’-&".contains(c))
}

fn upper(name: &str) -> String {
    name.to_uppercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the directions in a part of a text, with their brackets.
#[must_use]
pub(super) fn asides(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(from) = text[at..within.end].find(['(', '[']).map(|from| at + from) {
        let close = if text[from..].starts_with('(') {
            ')'
        } else {
            ']'
        };
        let Some(to) = text[from..within.end].find(close).map(|to| from + to + 1) else {
            break;
        };
        found.push(from..to);
        at = to;
    }
    found
}
