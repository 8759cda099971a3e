//! Lines that begin in the wrong column.

use std::ops::Range;

use super::Fix;
use super::site::{Site, above, behind_dashes, below, column, leading};
use crate::bare::key_at;
use crate::splice::Splice;
use cuebook_core::diagnostic::Span;

/// The number of lines above a line to whose columns it may belong.
const MOST_ABOVE: usize = 40;

/// The number of columns that are tried for one line.
const MOST_COLUMNS: usize = 4;

/// Returns the fixes that move the line of a mistake, or the one above it, to a column in which
/// another line begins.
pub(super) fn fixes(site: &Site<'_>) -> Vec<Fix> {
    let here = site.line(site.at);
    let before = site.above(&here).next();
    let mut all = Vec::new();
    for line in [Some(here), before].into_iter().flatten() {
        let own = column(site.text, &line);
        let is_item = site.text[leading(site.text, &line).end..].starts_with("- ");
        if own == 0 && !is_item {
            continue;
        }
        for to in columns(site.text, &line).into_iter().take(MOST_COLUMNS) {
            let lines: Vec<_> = with_deeper(site.text, &line).collect();
            let ways = [&lines[..], &lines[..1]]
                .into_iter()
                .skip(usize::from(lines.len() == 1));
            let ways = ways.filter(|lines| lines.iter().all(|line| is_of_spaces(site.text, line)));
            all.extend(ways.map(|lines| moved(site.text, lines, own, to)));
        }
    }
    all
}

fn is_of_spaces(text: &str, line: &Range<usize>) -> bool {
    leading(text, line)
        .of(text)
        .bytes()
        .all(|byte| byte == b' ')
}

/// Returns the columns in which the lines around a line and the words behind their dashes begin, the
/// nearest first.
fn columns(text: &str, line: &Range<usize>) -> Vec<usize> {
    let own = column(text, line);
    let lines = above(text, line.start).take(MOST_ABOVE);
    let next = below(text, line.end).take(1);
    let mut all: Vec<usize> = Vec::new();
    for other in lines.chain(next) {
        let words = behind_dashes(text, &other);
        let inner = text[other.start..words].chars().count();
        all.extend([column(text, &other), inner]);
    }
    all.retain(|column| *column != own);
    all.sort_by_key(|column| (column.abs_diff(own), *column));
    all.dedup();
    all
}

/// Returns a line and the lines after it that begin in the same column or deeper.
fn with_deeper<'s>(
    text: &'s str,
    line: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + use<'s> {
    let own = column(text, line);
    let more = below(text, line.end).take_while(move |line| column(text, line) >= own);
    std::iter::once(line.clone()).chain(more)
}

/// Returns the fix that moves lines, of which the first begins in a column, to another column.
fn moved(text: &str, lines: &[Range<usize>], from: usize, to: usize) -> Fix {
    let splice = |line: &Range<usize>| {
        let span = leading(text, line);
        let column = (column(text, line) + to).saturating_sub(from);
        Splice::new(span.start, span.end, " ".repeat(column))
    };
    let splices: Vec<Splice> = lines.iter().map(splice).collect();
    let first = leading(text, &lines[0]);
    let words = &text[first.end..lines[0].end];
    let end = first.end + words.find(' ').unwrap_or(words.len());
    let message = format!(
        "this line begins in column {}, which fits to no line above it",
        from + 1
    );
    let advice = format!(
        "begin it in column {}, like the lines that it belongs to",
        to + 1
    );
    Fix::of(text, (Span::new(first.end, end), message), advice, splices)
}

/// Returns the fix that indents the lines of a block of text.
pub(super) fn prose(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let here = site.line(site.at);
    let is_block = |line: &Range<usize>| {
        let words = text[line.clone()].trim_end();
        words.ends_with(": |")
            || words.ends_with(": >")
            || words.ends_with(": |-")
            || words.ends_with(": >-")
    };
    let mut above = std::iter::once(here.clone()).chain(site.above(&here));
    let Some(head) = above.by_ref().take(8).find(is_block) else {
        return Vec::new();
    };
    let depth = column(text, &head);
    let is_key = |line: &Range<usize>| {
        column(text, line) <= depth && {
            let words = leading(text, line).end;
            key_at(&text[..line.end], words).is_some()
        }
    };
    let lines = below(text, head.end).take_while(|line| !is_key(line));
    let lines: Vec<Range<usize>> = lines.collect();
    let Some(first) = lines.iter().find(|line| column(text, line) <= depth) else {
        return Vec::new();
    };
    let span = Span::new(leading(text, first).end, first.end);
    let splices = lines.iter().filter(|line| column(text, line) <= depth);
    let splices = splices.map(|line| Splice::new(line.start, line.start, " ".repeat(depth + 2)));
    let message = "this line is not indented like a line of the text above it".to_owned();
    let advice = "indent all lines of the text";
    vec![Fix::of(text, (span, message), advice, splices.collect())]
}
