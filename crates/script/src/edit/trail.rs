//! The way back from a changed text to the text it was made of.
//!
//! Takes the splices of each step and returns places in the first text. A place that the changes
//! do not touch comes back as the place that it was.

use super::page::Splice;
use crate::diagnostic::Span;

/// What was done to a text, step by step.
#[derive(Clone, Debug, Default)]
pub struct Trail(Vec<Vec<Splice>>);

impl Trail {
    /// Replaces each stretch of a text. Stretches named twice are replaced once.
    pub(super) fn splice(&mut self, text: &str, mut splices: Vec<Splice>) -> String {
        splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
        splices.dedup();
        let mut out = String::with_capacity(text.len() + 64);
        let mut done = 0;
        splices.retain(|splice| {
            let free = splice.span.start >= done;
            if free {
                out.push_str(&text[done..splice.span.start]);
                out.push_str(&splice.with);
                done = splice.span.end;
            }
            free
        });
        out.push_str(&text[done..]);
        self.0.push(splices);
        out
    }

    /// Where a stretch of the changed text stood before the first step; the place
    /// where it came in, for what was not there.
    #[must_use]
    pub fn back(&self, span: Span) -> Span {
        let place = |at: usize| {
            let steps = self.0.iter().rev();
            steps.fold(at, |at, splices| before(splices, at).0)
        };
        let start = place(span.start);
        Span::new(start, place(span.end).max(start))
    }

    /// Whether a stretch of the changed text is in the first one too, unchanged.
    #[must_use]
    pub fn kept(&self, span: Span) -> bool {
        let mut here = span;
        for splices in self.0.iter().rev() {
            let (start, old) = before(splices, here.start);
            let (end, too) = before(splices, here.end);
            if !(old && too && end >= start && end - start == here.range().len()) {
                return false;
            }
            here = Span::new(start, end);
        }
        true
    }
}

/// Where a byte stood before the splices, and whether it is not of their text.
fn before(splices: &[Splice], at: usize) -> (usize, bool) {
    let (mut old, mut new) = (0, 0);
    for splice in splices {
        let start = new + (splice.span.start - old);
        if at < start || (at == start && !splice.with.is_empty()) {
            break;
        }
        let end = start + splice.with.len();
        if at < end {
            return (splice.span.start, false);
        }
        (old, new) = (splice.span.end, end);
    }
    (old + (at - new), true)
}
