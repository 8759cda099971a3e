//! The mapping from a changed text back to the original text. The module takes the splices of each
//! step and returns places in the original. A place that no change touches is returned unchanged.

use super::page::Splice;
use cuebook_core::diagnostic::Span;

/// The changes to a text, step by step.
#[derive(Clone, Debug, Default)]
pub struct Trail(Vec<Vec<Splice>>);

impl Trail {
    /// Replaces each stretch of a text. A stretch that is named twice is replaced once.
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

    /// Returns where a stretch of the changed text was before the first step. For new text, this is
    /// the place where it was inserted.
    #[must_use]
    pub fn back(&self, span: Span) -> Span {
        let place = |at: usize| {
            let steps = self.0.iter().rev();
            steps.fold(at, |at, splices| before(splices, at).0)
        };
        let start = place(span.start);
        Span::new(start, place(span.end).max(start))
    }

    /// Returns whether a stretch of the changed text is in the original too, unchanged.
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

/// Returns where a byte was before the splices, and whether it belongs to their new text.
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
