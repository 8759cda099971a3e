//! Quotation marks that are never closed, escapes that do not exist, and aliases of nothing.

use super::Fix;
use super::site::{Site, below, column, line};
use crate::bare::in_marks;
use crate::splice::Splice;
use cuebook_core::diagnostic::Span;

/// Returns the fixes for the marks at a mistake.
pub(super) fn fixes(site: &Site<'_>) -> Vec<Fix> {
    let all = [alias(site), escape(site), unclosed(site)];
    all.into_iter().flatten().collect()
}

/// Returns the fix that puts an alias without an anchor in quotation marks.
fn alias(site: &Site<'_>) -> Option<Fix> {
    let text = site.text;
    let line = line(text, site.at);
    let at = match text[site.at..].starts_with('*') {
        true => site.at,
        false => line.start + text[line.start..site.at].rfind('*')?,
    };
    let rest = &text[at..line.end];
    let end = rest.find([' ', '\t', ',', ']', '}']).unwrap_or(rest.len());
    let word = &rest[..end];
    (site.info.contains("unknown anchor") && word.len() > 1).then_some(())?;
    let message = format!("there is no anchor `&{}` for this alias", &word[1..]);
    let advice = "put words that begin with `*` in quotation marks";
    let span = Span::new(at, at + end);
    let splice = Splice::new(at, at + end, in_marks(word));
    Some(Fix::of(text, (span, message), advice, vec![splice]))
}

/// The characters that a backslash may precede within double marks.
const ESCAPES: &str = "0abtnvfre \"/\\N_LPxuU\t\n\r";

/// Returns the fix that writes each backslash which is no escape as two.
fn escape(site: &Site<'_>) -> Option<Fix> {
    let text = site.text;
    site.info.contains("escape").then_some(())?;
    let own = line(text, site.at);
    let until = text.ceil_char_boundary(site.at + 1);
    let start = own.start + text[own.start..until].find('"')?;
    let mut splices = Vec::new();
    let mut all = text[start..own.end].char_indices();
    while let Some((at, c)) = all.next() {
        let Some((_, after)) = (c == '\\').then(|| all.next()).flatten() else {
            continue;
        };
        if !ESCAPES.contains(after) {
            splices.push(Splice::new(start + at, start + at, "\\"));
        }
    }
    let first = splices.first()?.span.start;
    let after = text[first + 1..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(first, first + 1 + after);
    let message = format!("`{}` is not an escape", span.of(text));
    Some(Fix::of(
        text,
        (span, message),
        "write `\\\\` for a backslash",
        splices,
    ))
}

/// Returns the fix that closes a quotation mark after several lines: before the first line that is
/// not deeper.
fn unclosed(site: &Site<'_>) -> Option<Fix> {
    let text = site.text;
    let mark = text[site.at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?;
    let own = line(text, site.at);
    let depth = column(text, &own);
    let mut last = own.clone();
    for next in below(text, own.end).take_while(|next| column(text, next) > depth) {
        last = next;
    }
    let end = text[..last.end].trim_end().len();
    let message = format!("this `{mark}` is never closed");
    let span = Span::new(site.at, site.at + 1);
    let splice = Splice::new(end, end, mark);
    Some(Fix::of(
        text,
        (span, message),
        "close it at the end of the words",
        vec![splice],
    ))
}
