//! Splices of a text, and the trail from places in a changed text back to the original text. A
//! place that no change touches is returned unchanged.

use cuebook_core::diagnostic::Span;

/// A stretch of a text, and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that are replaced.
    pub span: Span,
    /// The text in their place.
    pub with: String,
}

impl Splice {
    /// Creates a splice of the bytes `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize, with: impl Into<String>) -> Splice {
        Splice {
            span: Span::new(start, end),
            with: with.into(),
        }
    }
}

/// Returns one splice that changes a text like all of these, which are in order.
#[must_use]
pub fn joined(text: &str, splices: &[Splice]) -> Option<Splice> {
    let (first, last) = (splices.first()?, splices.last()?);
    let mut with = String::new();
    let mut done = first.span.start;
    for splice in splices {
        with.push_str(&text[done..splice.span.start]);
        with.push_str(&splice.with);
        done = splice.span.end;
    }
    Some(Splice::new(first.span.start, last.span.end, with))
}

/// A stretch of the text before a change, and its place in the text after it.
#[derive(Copy, Clone, Debug)]
struct Change {
    before: Span,
    after: Span,
}

/// The changes to a text, step by step.
#[derive(Clone, Debug, Default)]
pub struct Trail(Vec<Vec<Change>>);

impl Trail {
    /// Replaces each stretch of a text. A stretch that is named twice is replaced once.
    pub fn splice(&mut self, text: &str, mut splices: Vec<Splice>) -> String {
        splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
        splices.dedup();
        let mut out = String::with_capacity(text.len() + 64);
        let mut changes = Vec::with_capacity(splices.len());
        let mut done = 0;
        for splice in splices.into_iter() {
            if splice.span.start < done {
                continue;
            }
            out.push_str(&text[done..splice.span.start]);
            let start = out.len();
            out.push_str(&splice.with);
            done = splice.span.end;
            changes.push(Change {
                before: splice.span,
                after: Span::new(start, out.len()),
            });
        }
        out.push_str(&text[done..]);
        self.0.push(changes);
        out
    }

    /// Returns where a stretch of the changed text was before the first step. For new text, this is
    /// the place where it was inserted.
    #[must_use]
    pub fn back(&self, span: Span) -> Span {
        let place = |at: usize| {
            let steps = self.0.iter().rev();
            steps.fold(at, |at, changes| before(changes, at).0)
        };
        let start = place(span.start);
        Span::new(start, place(span.end).max(start))
    }

    /// Returns whether a stretch of the changed text is in the original too, unchanged.
    #[must_use]
    pub fn kept(&self, span: Span) -> bool {
        let mut here = span;
        for changes in self.0.iter().rev() {
            let (start, is_old) = before(changes, here.start);
            let is_whole = past(changes, here.start) == past(changes, here.end);
            if !(is_old && is_whole) {
                return false;
            }
            here = Span::new(start, start + here.range().len());
        }
        true
    }
}

/// Returns the number of changes that begin before a byte.
fn past(changes: &[Change], at: usize) -> usize {
    // A removal ends where it begins, and is before the byte at that place.
    changes.partition_point(|change| {
        change.after.start < at || (change.after.start == at && change.after.end == at)
    })
}

/// Returns where a byte was before a step, and whether it does not belong to its new text.
fn before(changes: &[Change], at: usize) -> (usize, bool) {
    let last = past(changes, at).checked_sub(1);
    match last.map(|last| changes[last]) {
        None => (at, true),
        Some(last) if at < last.after.end => (last.before.start, false),
        Some(last) => (last.before.end + (at - last.after.end), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_was_there_before_is_kept() {
        let text = "date: 2026-05-01, genre: Drama";
        let kept = |with: &str, span: (usize, usize)| {
            let mut trail = Trail::default();
            trail.splice(text, vec![Splice::new(6, 16, with.to_owned())]);
            trail.kept(Span::new(span.0, span.1))
        };
        // A new value is not the one before, however long it is.
        for with in ["2026-15-01", "2026", "2026-05-01 and on"] {
            let end = 6 + with.len();
            assert!(!kept(with, (6, end)), "{with}");
            assert!(!kept(with, (0, end)), "{with}");
            assert!(!kept(with, (8, end + 4)), "{with}");
            assert!(kept(with, (0, 4)), "{with}");
            assert!(kept(with, (0, 6)), "{with}");
            assert!(kept(with, (end + 2, end + 7)), "{with}");
        }
        // A removal leaves what comes before and after, but not what goes over it.
        assert!(kept("", (0, 5)) && kept("", (6, 9)));
        assert!(!kept("", (0, 9)));
    }
}
