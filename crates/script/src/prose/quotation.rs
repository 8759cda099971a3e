//! Quotations: which marks open dialogue, and which close it. The module takes a paragraph and
//! returns its quoted stretches. They are in the order of the text, do not overlap and are not
//! blank. A quotation inside another one is part of the outer one.
//!
//! Some marks open a quotation in one language and close it in another. The characters beside the
//! mark decide. Single marks, which are also apostrophes, are read in [`single`].

use std::ops::Range;

use super::mark::{Family, Mark, marks};
use super::paragraph::is_white;
use super::single::{self, is_speech_mark};
use super::tag;

/// Words inside quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quoted {
    /// The span with the marks. It reaches to the end of the paragraph if no mark closes it.
    pub span: Range<usize>,
    /// The span without the marks.
    pub inner: Range<usize>,
    pub family: Family,
    pub closed: bool,
}

/// The quoted stretches of a paragraph, and the marks that close nothing.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub quoted: Vec<Quoted>,
    pub stray: Vec<Range<usize>>,
}

/// Finds the quotations in `text[within]`; those in single marks only if `singles` is true.
pub(super) fn quoted(text: &str, within: &Range<usize>, singles: bool) -> Marked {
    let marks = marks(text, within);
    let mut straight = marks.iter().filter(|mark| mark.is_straight()).count();
    let mut found = Marked::default();
    let mut here = 0;
    while let Some(mark) = marks.get(here) {
        let close = match mark.family {
            Family::Single if !singles => None,
            Family::Single => single::closing(text, &marks, here, within),
            _ if opens(mark, straight) => Some(closing(&marks, here)),
            _ => {
                if !mark.before.is_numeric() {
                    found.stray.push(mark.at..mark.end());
                }
                None
            }
        };
        let next = match close {
            None => here + 1,
            Some(close) => {
                let quote = stretch(mark, close.map(|close| &marks[close]), within.end);
                if !text[quote.inner.clone()].chars().all(is_white) {
                    found.quoted.push(quote);
                } else if !quote.closed {
                    found.stray.push(mark.at..mark.end());
                }
                close.map_or(marks.len(), |close| close + 1)
            }
        };
        straight -= marks[here..next]
            .iter()
            .filter(|mark| mark.is_straight())
            .count();
        here = next;
    }
    found
}

fn stretch(open: &Mark, close: Option<&Mark>, end: usize) -> Quoted {
    Quoted {
        span: open.at..close.map_or(end, Mark::end),
        inner: open.end()..close.map_or(end, |close| close.at),
        family: open.family,
        closed: close.is_some(),
    }
}

/// Returns whether a mark outside all quotations opens one. `straight` counts the straight marks
/// from here on.
fn opens(mark: &Mark, straight: usize) -> bool {
    match mark.c {
        '„' | '〝' | '「' | '『' => true,
        '“' | '‟' | '«' | '‹' => !mark.trails() || mark.leads(),
        '”' | '»' | '›' => mark.leads(),
        '"' | '＂' => {
            let inches = mark.before.is_numeric() && !mark.after.is_alphanumeric();
            mark.leads() || !inches && (straight.is_multiple_of(2) || !mark.trails())
        }
        _ => false,
    }
}

/// The largest number of marks that may be open inside one another.
const DEPTH: usize = 4;

/// Returns the mark that closes the one at `open`, if there is one. If the marks inside it do not
/// pair, it is the first mark that can close anything.
fn closing(marks: &[Mark], open: usize) -> Option<usize> {
    let family = marks[open].family;
    let mut inside = vec![marks[open].c];
    let mut first = None;
    for (here, mark) in marks.iter().enumerate().skip(open + 1) {
        if mark.family != family {
            continue;
        }
        match inside.last() {
            Some(&outer) if nests(outer, mark) => inside.push(mark.c),
            _ => {
                first = first.or(Some(here));
                inside.pop();
            }
        }
        if inside.is_empty() {
            return Some(here);
        }
        if inside.len() > DEPTH {
            break;
        }
    }
    first
}

/// Returns whether `mark` opens a quotation inside the one that `outer` opened.
fn nests(outer: char, mark: &Mark) -> bool {
    match (outer, mark.c) {
        ('„', '“' | '‟') | (_, '”' | '〞' | '」' | '』') => false,
        (_, '„' | '〝' | '「' | '『') => true,
        ('"' | '＂', '"' | '＂') => false,
        ('»', '«') | ('›', '‹') | ('«', '»') | ('‹', '›') => false,
        (_, '"' | '＂') => mark.leads() && mark.after.is_alphanumeric(),
        _ => mark.leads(),
    }
}

/// Adds the speech in single marks to a paragraph of a text whose dialogue is in double marks, where
/// it is clear: it ends with a mark of speech, and words beside it say who speaks, or it is the
/// whole paragraph. Quotations within others stay as they are.
pub(super) fn with_clear_singles(text: &str, within: &Range<usize>, marked: &mut Marked) {
    const OPENERS: [char; 4] = ['‘', '\'', '‚', '＇'];
    let whole = &text[within.clone()];
    let begins = |(at, _): (usize, &str)| at == 0 || whole[..at].ends_with(is_white);
    if !whole.match_indices(OPENERS).any(begins) {
        return;
    }
    let apart = |quote: &Quoted, others: &[Quoted]| {
        let outside = |other: &Quoted| {
            other.span.end <= quote.span.start || quote.span.end <= other.span.start
        };
        others.iter().all(outside)
    };
    let singles = quoted(text, within, true)
        .quoted
        .into_iter()
        .filter(|quote| {
            let single = quote.family == Family::Single && quote.closed;
            single && apart(quote, &marked.quoted) && is_clear(text, within, quote)
        });
    let singles: Vec<Quoted> = singles.collect();
    marked.quoted.extend(singles);
    marked.quoted.sort_by_key(|quote| quote.span.start);
}

/// Returns whether a quotation in single marks is speech beyond doubt.
fn is_clear(text: &str, within: &Range<usize>, quote: &Quoted) -> bool {
    let ends = text[quote.inner.clone()].ends_with([',', '.', '!', '?', '…', '—', '–']);
    let before = text[within.start..quote.span.start].trim();
    let after = text[quote.span.end..within.end].trim();
    let led = before.ends_with([',', ':']) && {
        let words: Vec<&str> = before
            .trim_end_matches([',', ':'])
            .split_whitespace()
            .collect();
        let last = words.len().saturating_sub(2);
        tag::follows(&words[last..].join(" "))
    };
    ends && (before.is_empty() && after.is_empty() || tag::follows(after) || led)
}

/// Returns whether the dialogue of `text` is in single marks: whether it has more speech inside
/// single marks than inside double ones. A quotation counts as speech if a mark such as a comma or
/// a full stop is beside its closing mark.
pub(super) fn singles_are_dialogue<'a>(
    text: &str,
    paragraphs: impl Iterator<Item = &'a Range<usize>>,
) -> bool {
    if !text.contains(['\'', '‘', '‚', '‛', '＇']) {
        return false;
    }
    let (mut single, mut double) = (0, 0);
    for paragraph in paragraphs {
        for found in quoted(text, paragraph, true).quoted {
            match found.family {
                Family::Single if !found.closed => {}
                Family::Single => {
                    let beside = [
                        text[found.inner.clone()].chars().next_back(),
                        text[found.span.end..].chars().next(),
                    ];
                    if beside.into_iter().flatten().any(is_speech_mark) {
                        single += found.span.len();
                    }
                }
                _ => double += found.span.len(),
            }
        }
    }
    single > double
}
