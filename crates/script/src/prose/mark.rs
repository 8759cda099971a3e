//! Quotation marks: which of them open dialogue, and where it closes.
//!
//! In: a paragraph. Out: its quoted stretches. Always true: they stand in the
//! order of the text and do not overlap; what is quoted inside one is part of it,
//! and none is blank.
//!
//! A mark that some languages open with and others close with is told by what
//! stands beside it. Single marks, which are apostrophes too, are read in [`single`].

use std::ops::Range;

use super::paragraph::is_white;
use super::single;

/// Marks that close one another.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
    SingleAngle,
    Corner,
    WhiteCorner,
}

/// One quotation mark of a paragraph, and what stands beside it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Mark {
    pub at: usize,
    pub c: char,
    pub family: Family,
    /// White space where the paragraph begins or ends.
    pub before: char,
    pub after: char,
}

impl Mark {
    /// Stands where an opening mark would: after white space or an opening sign, before words.
    pub fn leads(&self) -> bool {
        let apart = is_white(self.before) || "([{—–-/“„«‘\"'¿¡".contains(self.before);
        apart && !is_white(self.after)
    }

    /// Stands where a closing mark would: after words, before white space or a mark.
    pub fn trails(&self) -> bool {
        let words = self.before.is_alphanumeric() || ".,!?…—–-;)*’'".contains(self.before);
        words && !self.after.is_alphanumeric()
    }

    fn end(&self) -> usize {
        self.at + self.c.len_utf8()
    }

    fn is_straight(&self) -> bool {
        matches!(self.c, '"' | '＂')
    }
}

/// Words inside quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quoted {
    /// With its marks, to the paragraph's end if nothing closes it.
    pub span: Range<usize>,
    /// Without them.
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

/// Finds what is quoted in `text[within]`; in single marks too, if `singles`.
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

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' | '〝' | '〞' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' | '＇' => Some(Family::Single),
        '«' | '»' => Some(Family::Angle),
        '‹' | '›' => Some(Family::SingleAngle),
        '「' | '」' => Some(Family::Corner),
        '『' | '』' => Some(Family::WhiteCorner),
        _ => None,
    }
}

/// Every mark of the paragraph but apostrophes within words and signs for inches.
fn marks(text: &str, within: &Range<usize>) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text[within.clone()].char_indices() {
        if let Some(family) = family(c) {
            let mark = Mark {
                at: within.start + at,
                c,
                family,
                before,
                after: text[within.start + at + c.len_utf8()..within.end]
                    .chars()
                    .next()
                    .unwrap_or(' '),
            };
            let in_word = before.is_alphanumeric() && mark.after.is_alphanumeric();
            let hebrew = in_word && ('\u{5d0}'..='\u{5ea}').contains(&before);
            if !(in_word && family == Family::Single || hebrew && c == '"') {
                found.push(mark);
            }
        }
        before = c;
    }
    found
}

/// Whether a mark outside all quotation opens one; `straight` counts the
/// straight marks from here on.
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

/// How many marks may stand open inside one another.
const DEPTH: usize = 4;

/// The mark that closes the one at `open`, if any does. Where the marks inside
/// it do not pair, the first that closes anything.
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

/// Whether `mark` opens a quotation inside the one that `outer` opened.
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
