//! The part of a text in which a fix is tried. A long section is cut to the items around the
//! mistake, so that each trial is short.

use super::Fix;
use super::site::{Site, above, below, column, line};
use crate::splice::{Splice, Trail};
use crate::validate;
use cuebook_core::diagnostic::Span;
use std::ops::Range;

/// The number of bytes before a mistake that are kept.
const BEFORE: usize = 2 << 10;

/// The number of bytes after it.
const AFTER: usize = 6 << 10;

pub(super) struct Window<'s> {
    text: &'s str,
    /// The first line of the section.
    head: Range<usize>,
    /// The lines around the mistake.
    part: Range<usize>,
    /// The place of the mistake.
    at: usize,
}

impl<'s> Window<'s> {
    /// Returns the window around a mistake. It is the whole text if the same mistake is not found
    /// in less.
    pub(super) fn around(site: &Site<'s>) -> Window<'s> {
        let Site { text, at, .. } = *site;
        let end = line(text, floor(text, at + AFTER)).end;
        let whole = Window {
            text,
            head: 0..0,
            part: 0..end,
            at,
        };
        let here = line(text, at);
        let is_top = |line: &Range<usize>| {
            column(text, line) == 0 && !text[line.clone()].starts_with(['#', '-', '}', ']'])
        };
        let Some(head) = above(text, here.start).find(is_top) else {
            return whole;
        };
        // The first line of a section is in the column of its items.
        let first = below(text, head.end).next().map(|line| column(text, &line));
        let far = |line: &Range<usize>| line.start + BEFORE < at;
        let mut lines = above(text, here.start).take_while(|line| line.start > head.start);
        let Some(start) = lines.find(|line| far(line) && Some(column(text, line)) == first) else {
            return whole;
        };
        let short = Window {
            head: head.start..below_end(text, &head),
            part: start.start..end,
            ..whole
        };
        let (cut, _) = short.cut(&[]);
        let found = validate::fault(&cut).map(|fault| fault.at);
        match found == Some(short.here(at)) {
            true => short,
            false => whole,
        }
    }

    /// Returns the number of bytes that one trial reads.
    pub(super) fn length(&self) -> usize {
        self.head.len() + self.part.len()
    }

    /// Returns where the first mistake is after a change: `usize::MAX` if there is none in the
    /// window, and `None` if it is not behind the present mistake and the change.
    pub(super) fn reached(&self, fix: &Fix) -> Option<usize> {
        let splices = &fix.splices;
        let inside = |splice: &Splice| {
            let Splice { span, .. } = splice;
            self.part.start <= span.start && span.end <= self.part.end
                || self.head.start <= span.start && span.end <= self.head.end
        };
        if splices.is_empty() || !splices.iter().all(inside) {
            return None;
        }
        let (cut, trail) = self.cut(splices);
        let Some(fault) = validate::fault(&cut) else {
            return Some(usize::MAX);
        };
        if fault.at >= cut.len() && self.part.end < self.text.len() {
            return Some(usize::MAX);
        }
        let last = splices.last().map_or(self.at, |splice| splice.span.end);
        let must = match fix.hides {
            true => line(self.text, last).end,
            false => self.at.max(last),
        };
        let reached = trail.back(Span::new(fault.at, fault.at)).start;
        let is_further = reached > self.here(must) && reached != self.here(self.at);
        // Two fixes that lead to mistakes on the same line are equally good.
        let start = line(&cut, fault.at).start;
        is_further.then(|| trail.back(Span::new(start, start)).start)
    }

    /// Returns the place of a byte of the text in the window.
    fn here(&self, at: usize) -> usize {
        match at < self.part.start {
            true => at - self.head.start,
            false => self.head.len() + (at - self.part.start),
        }
    }

    /// Returns the text of the window with a change.
    fn cut(&self, splices: &[Splice]) -> (String, Trail) {
        let text = [&self.text[self.head.clone()], &self.text[self.part.clone()]].concat();
        let here = |splice: &Splice| {
            let (start, end) = (self.here(splice.span.start), self.here(splice.span.end));
            Splice::new(start, end, splice.with.clone())
        };
        let mut trail = Trail::default();
        let made = trail.splice(&text, splices.iter().map(here).collect());
        (made, trail)
    }
}

/// Returns where the next line begins.
fn below_end(text: &str, line: &Range<usize>) -> usize {
    let rest = &text[line.end..];
    let end = match rest.starts_with("\r\n") {
        true => 2,
        false => rest.len().min(1),
    };
    line.end + end
}

/// Returns the last character boundary up to a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
