//! The title page. A screenplay that begins with `FADE IN:` has none.

use super::page::Line;
use super::{emphasis, kind};

/// Keys that identify a title page.
const KEYS: [&str; 41] = [
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "notes",
    "draft date",
    "date",
    "contact",
    "contact info",
    "copyright",
    "revision",
    "language",
    "narrator",
    "sounds",
    "format",
    "episode",
    "series",
    "season",
    "show",
    "writer",
    "writers",
    "written by",
    "by",
    "based on",
    "adapted by",
    "draft",
    "version",
    "genre",
    "producer",
    "director",
    "production",
    "characters",
    "header",
    "footer",
    "font",
    "tl",
    "tr",
    "bl",
    "br",
    "cc",
];

/// Splits the lines of a screenplay into the title page and the rest.
pub(super) fn split(lines: &[Line]) -> (Vec<(String, String)>, &[Line]) {
    let first = lines.iter().position(|line| !line.text.trim().is_empty());
    let body = &lines[first.unwrap_or(lines.len())..];
    // A title page ends at a blank line, which may be missing.
    let ends = |line: &Line| {
        let text = line.text.trim();
        let other = kind::is_transition(text) || kind::heading(text, true).is_some();
        text.is_empty() || other || kind::is_loud_sound(text)
    };
    let end = body.iter().position(ends);
    let (page, rest) = body.split_at(end.unwrap_or(body.len()));
    let known = |line: &Line| key(&line.text).is_some_and(|(key, _)| KEYS.contains(&key.as_str()));
    if !page.first().is_some_and(known) {
        return (Vec::new(), body);
    }
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    for line in page {
        let words = match key(&line.text) {
            Some((key, words)) => {
                entries.push((key, Vec::new()));
                words
            }
            None => line.text.trim(),
        };
        if let (Some((_, lines)), false) = (entries.last_mut(), words.is_empty()) {
            lines.push(emphasis::plain(words));
        }
    }
    let joined = entries
        .into_iter()
        .map(|(key, lines)| (key, lines.join(", ")));
    (joined.collect(), rest)
}

/// Reads a key that is not indented: `Draft date: today`.
fn key(text: &str) -> Option<(String, &str)> {
    let (key, words) = text.split_once(':')?;
    let named = key.starts_with(char::is_alphabetic) && key.chars().count() <= 40;
    named.then(|| (key.trim().to_lowercase(), words.trim()))
}
