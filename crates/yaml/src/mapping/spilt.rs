//! Words that a comma cuts. Between braces a comma ends a value, and YAML reads the words after it
//! as a key without a value. The module finds such words and joins them.

use super::fields::Fields;
use super::{Mapping, Takes};
use crate::bare::{self, Why};
use crate::{Entry, Kind, Node, Style};
use cuebook_core::diagnostic::{Diagnostic, Span};

/// Words that commas cut.
pub(super) struct Spilt {
    /// The words with their commas.
    words: Span,
    /// The places of the keys that are none.
    pub keys: Vec<Span>,
}

impl Spilt {
    /// Returns the mistake, with the words in quotation marks as its edit.
    pub(super) fn mistake(&self, source: &str) -> Diagnostic {
        let found = Diagnostic::error("unquoted-words", self.words, Why::comma());
        let words = self.words.of(source);
        if let Some(number) = with_point(words) {
            let advice = format!("write a decimal point: `{number}`");
            return found.mend(advice, self.words, number);
        }
        let why = match Why::of(words) {
            Some(why @ (Why::Mark(_) | Why::First(_))) => why,
            _ => Why::Comma,
        };
        bare::marked(found, source, self.words, why)
    }
}

/// Returns the words of a mapping that commas cut.
pub(super) fn of(source: &str, fields: &Fields<'_, '_>) -> Vec<Spilt> {
    let is_flow = source.as_bytes().get(fields.span.start) == Some(&b'{');
    let mut all = Vec::new();
    let mut entries = fields.entries();
    while let (true, [first, rest @ ..]) = (is_flow, entries) {
        let mut last = first;
        let loose = rest.iter().take_while(|entry| {
            let follows = is_loose(source, last, entry);
            last = entry;
            follows
        });
        let loose: Vec<&Entry<'_>> = loose.collect();
        entries = &rest[loose.len()..];
        let unknown = |entry: &&Entry<'_>| fields.mapping.key(&entry.key).is_none();
        if loose.iter().any(unknown) && is_cut(fields.mapping, source, first, &loose) {
            all.push(Spilt {
                words: words(source, first, &loose),
                keys: loose.iter().map(|entry| entry.key_span).collect(),
            });
        }
    }
    all
}

/// Returns whether an entry has no colon, or a key that only words can be, and a comma is all that
/// is between it and the entry before it.
fn is_loose(source: &str, before: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let end = before.value.span.end.max(before.key_span.end);
    let between = source.get(end..entry.key_span.start);
    let is_next = between.is_some_and(|between| between.trim() == ",");
    let after = source[entry.key_span.end..].trim_start();
    let is_single = !entry.key.contains(' ');
    is_next && (!after.starts_with(':') || !is_single) && is_plain(source, entry.key_span)
}

/// Returns whether a key takes words, and its value may be the first part of them.
fn is_cut(mapping: &Mapping, source: &str, first: &Entry<'_>, loose: &[&Entry<'_>]) -> bool {
    let Some(key) = mapping.key(&first.key) else {
        return false;
    };
    let is_number = with_point(words(source, first, loose).of(source)).is_some();
    let is_value = match &first.value.kind {
        Kind::Scalar(..) => source[first.key_span.end..].trim_start().starts_with(':'),
        Kind::List(_) | Kind::Map(_) => false,
    };
    is_value && (takes_words(&key.takes) || is_number)
}

fn takes_words(takes: &Takes) -> bool {
    match takes {
        Takes::Words | Takes::Quote | Takes::Path(_) => true,
        Takes::Either(all) => all.iter().any(takes_words),
        _ => false,
    }
}

fn words(source: &str, first: &Entry<'_>, loose: &[&Entry<'_>]) -> Span {
    let end = |entry: &Entry<'_>| entry.value.span.end.max(entry.key_span.end);
    let start = match first.value.is_empty() {
        // The words begin with a comma.
        true => source[first.key_span.end..]
            .find(',')
            .map_or(first.key_span.end, |at| first.key_span.end + at),
        false => first.value.span.start,
    };
    Span::new(start, loose.last().map_or(start, |last| end(last)))
}

fn is_plain(source: &str, key: Span) -> bool {
    !key.of(source).starts_with(['"', '\'', '{', '['])
}

/// Returns a number with a decimal comma, such as `-3,5dB`, with a point instead.
fn with_point(words: &str) -> Option<String> {
    let (whole, part) = words.split_once(',')?;
    let digits = whole.trim_start_matches(['-', '+']);
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let is_part = part.starts_with(|c: char| c.is_ascii_digit());
    (is_whole && is_part && !part.contains(',')).then(|| format!("{whole}.{part}"))
}

/// Returns the words that an unknown key with its value may continue, if it follows words without
/// quotation marks.
pub(super) fn before<'e>(
    source: &str,
    fields: &'e Fields<'_, '_>,
    key: &Entry<'_>,
) -> Option<Span> {
    let entries = fields.entries();
    let at = entries
        .iter()
        .position(|entry| entry.key_span == key.key_span)?;
    let first: &'e Entry<'_> = entries.get(at.checked_sub(1)?)?;
    let is_words = matches!(
        &first.value,
        Node { kind: Kind::Scalar(words, Style::Plain), .. } if words.contains(' ')
    );
    let is_flow = source.as_bytes().get(fields.span.start) == Some(&b'{');
    let takes = fields
        .mapping
        .key(&first.key)
        .is_some_and(|known| takes_words(&known.takes));
    let between = source.get(first.value.span.end..key.key_span.start)?;
    let is_value = matches!(key.value.kind, Kind::Scalar(..));
    let end = key.value.span.end.max(key.key_span.end);
    (is_flow && is_words && takes && is_value && between.trim() == ",")
        .then(|| Span::new(first.value.span.start, end))
}
