//! Words that lack quotation marks. The module takes the place at which a text cannot be read, and
//! returns the words that may cause it, with the quotation marks that mend it.

mod marks;
mod values;

use std::ops::Range;

use crate::repair::{Fix, Site, line};
use crate::splice::Splice;
use cuebook_core::diagnostic::{Diagnostic, Span};
pub(crate) use marks::{Why, in_marks, marked, printed};
pub(crate) use values::key as key_at;
pub(crate) use values::on as values_on;

/// Returns the fixes for words without quotation marks, of the line of a mistake and those before
/// it.
pub(crate) fn fixes(site: &Site<'_>) -> Vec<Fix> {
    let mut all = Vec::new();
    for line in site.lines() {
        let is_first = line.contains(&site.at) || line.end == site.at;
        let mut here = values::on(site.text, line);
        if is_first {
            // The value with the mistake in it comes first.
            here.sort_by_key(|value| !(value.start <= site.at && site.at <= value.end));
        }
        for value in here {
            let Some(why) = Why::of(&site.text[value.clone()]) else {
                continue;
            };
            // Only a quotation mark or a comment hides the lines after it.
            if is_first || matches!(why, Why::Mark(_) | Why::Hash) {
                let hides = !is_first && matches!(why, Why::Mark(_));
                all.extend(in_all_ways(site.text, value, why).map(|fix| Fix { hides, ..fix }));
            }
        }
    }
    all
}

/// Returns a fix for each way to write words in quotation marks.
fn in_all_ways(source: &str, value: Range<usize>, why: Why) -> impl Iterator<Item = Fix> {
    let span = Span::from(value);
    let found = Diagnostic::error("yaml-syntax", span, why.message());
    let found = marked(found, source, span, why);
    let ways = marks::ways(span.of(source), why).into_iter();
    ways.map(move |way| Fix {
        mistakes: vec![found.clone()],
        splices: splices(source, span, &way.words),
        loses: false,
        hides: false,
    })
}

/// Returns the smallest change of words to words that may contain them.
fn splices(source: &str, span: Span, with: &str) -> Vec<Splice> {
    match with.split_once(span.of(source)) {
        Some((before, after)) => Vec::from([
            Splice::new(span.start, span.start, before),
            Splice::new(span.end, span.end, after),
        ]),
        None => Vec::from([Splice::new(span.start, span.end, with)]),
    }
}

/// Returns the words without quotation marks that begin at a byte as the value of a key.
pub(crate) fn words_at(source: &str, at: usize) -> Option<Span> {
    let mut here = values::on(source, line(source, at)).into_iter();
    here.find(|value| value.start == at).map(Span::from)
}

/// Returns whether a value between brackets needs quotation marks.
pub(crate) fn needs_marks(value: &str) -> bool {
    let closed = match value.as_bytes().first() {
        Some(mark @ (b'"' | b'\'')) => values::closing(value, 0, *mark),
        Some(b'{' | b'[') => values::matching(value, 0),
        _ => None,
    };
    closed != Some(value.len()) && Why::of(value).is_some()
}

#[cfg(test)]
mod tests;
