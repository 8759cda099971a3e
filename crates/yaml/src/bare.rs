//! Words that lack quotation marks. The module takes a text that YAML cannot read and the place of
//! its first mistake. It returns the mistake at the words that cause it, with the quotation marks
//! that mend it. An edit is offered only if the text is then well-formed as far as these words.

mod marks;
mod values;

use std::ops::Range;

use super::validate;
use cuebook_core::diagnostic::{Diagnostic, Span};
pub(crate) use marks::{Why, in_marks, marked};

/// The largest number of edits that are tried.
const MOST_TRIED: usize = 6;

/// The largest number of lines before the mistake that are searched for its cause.
const MOST_LINES: usize = 4;

/// Returns the mistake at the words that cause it, if words without quotation marks do.
pub(crate) fn explained(source: &str, mistake: &Diagnostic) -> Option<Diagnostic> {
    let at = mistake.labels[0].span.start;
    let (span, why) = cause(source, at)?;
    let mut found = Diagnostic::error("yaml-syntax", span, why.message());
    if why == Why::Colon
        && let Some(comma) = missing_comma(source, span)
    {
        found.message.clone_from(&mistake.message);
        found = marked(found, source, span, why);
        return Some(found.mend("or end the value before it with a comma", comma, ","));
    }
    Some(marked(found, source, span, why))
}

/// Returns the words without quotation marks that begin at a byte as the value of a key.
pub(crate) fn words_at(source: &str, at: usize) -> Option<Span> {
    let line = lines_up_to(source, at).swap_remove(0);
    let mut here = values::on(source, line).into_iter();
    here.find(|value| value.start == at).map(Span::from)
}

/// Returns the words that need quotation marks, of the line of a mistake and those before it.
fn cause(source: &str, at: usize) -> Option<(Span, Why)> {
    let mut candidates: Vec<(Span, Why)> = Vec::new();
    for line in lines_up_to(source, at) {
        let is_first = line.contains(&at) || line.end == at;
        let mut here = values::on(source, line);
        if is_first {
            // The value with the mistake in it comes first.
            here.sort_by_key(|value| !(value.start <= at && at <= value.end));
        }
        let odd = here.into_iter().filter_map(|value| {
            let span = Span::from(value);
            let why = Why::of(span.of(source))?;
            // Only a quotation mark or a comment hides the lines after it.
            (is_first || matches!(why, Why::Mark(_) | Why::Hash)).then_some((span, why))
        });
        candidates.extend(odd);
    }
    let mut tried = candidates.into_iter().take(MOST_TRIED);
    tried.find(|(span, why)| {
        marks::ways(span.of(source), *why)
            .iter()
            .any(|way| is_mended(source, *span, &way.words, at))
    })
}

/// Returns the line of a byte and those before it that are not blank, the last first.
fn lines_up_to(source: &str, at: usize) -> Vec<Range<usize>> {
    let at = at.min(source.len());
    let start = source[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = source[at..]
        .find(['\n', '\r'])
        .map_or(source.len(), |end| at + end);
    let first = start..end;
    let mut lines = vec![first];
    let mut rest = &source[..start];
    while lines.len() <= MOST_LINES && !rest.trim_end().is_empty() {
        let end = rest.trim_end().len();
        let start = rest[..end].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        lines.push(start..end);
        rest = &rest[..start];
    }
    lines
}

/// Returns whether a text with other words in a place has no mistake there, and none at a byte
/// where it had one.
fn is_mended(source: &str, span: Span, with: &str, at: usize) -> bool {
    let mended = [&source[..span.start], with, &source[span.end..]].concat();
    let over = (at.max(span.end) + with.len()).saturating_sub(span.end - span.start);
    let next = validate::error(&mended);
    next.is_none_or(|next| next.labels[0].span.start > over)
}

/// Returns the white space before a key within words, if a comma there mends the text.
fn missing_comma(source: &str, span: Span) -> Option<Span> {
    let words = span.of(source);
    let colon = words.find(": ")?;
    let key = words[..colon].rfind(' ')? + 1;
    let is_key = words[key..colon]
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b == b'-');
    let before = words[..key].trim_end().len();
    let place = Span::new(span.start + before, span.start + before);
    let is_mended = || is_mended(source, place, ",", span.end);
    (is_key && key < colon && is_mended()).then_some(place)
}

#[cfg(test)]
mod tests;
