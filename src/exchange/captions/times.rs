//! The times of captions. A caption begins with its first word. It stays into the pause after its
//! last word, so that it can be read, and ends two frames of a picture before the next, or with it.

use super::{COMFORTABLE, Caption, GAP, LONGEST, Row, SHORTEST, piece};
use cuebook_core::id::LineId;
use cuebook_core::units::{Frames, Seconds};

/// How long words stay after they are spoken.
const AFTER: Frames = Frames(12_000);

/// How long a sound is described.
const DESCRIBED: Frames = Frames(96_000);

/// The longest pause between two captions that is closed.
const CLOSED: Frames = Frames(24_000);

/// A caption that has no end yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub start: Frames,
    /// When its last word ends; `None` if no one speaks.
    pub spoken: Option<Frames>,
    /// When it begins at the latest.
    pub latest: Frames,
    pub rows: Vec<Row>,
    pub line: Option<LineId>,
}

impl Draft {
    /// Returns until when the caption must be shown to be read.
    fn needed(&self) -> Frames {
        let Some(spoken) = self.spoken else {
            return self.start + DESCRIBED;
        };
        let rows = self.rows.iter().map(|row| piece::width(&row.text(true)));
        let read = Seconds(rows.sum::<usize>() as f64 / COMFORTABLE).frames();
        let read = self.start + read.clamp(SHORTEST, LONGEST);
        read.max(spoken)
    }

    /// Returns until when the caption should be shown.
    fn wanted(&self) -> Frames {
        let spoken = self.spoken.unwrap_or(self.start);
        let after = (spoken + AFTER).min(self.start + LONGEST);
        self.needed().max(after)
    }
}

/// Returns the captions of drafts that are in the order of their starts.
pub(super) fn captions(mut drafts: Vec<Draft>, length: Frames) -> Vec<Caption> {
    let mut captions = Vec::new();
    for number in 0..drafts.len() {
        let (needed, wanted) = (drafts[number].needed(), drafts[number].wanted());
        if let Some(next) = drafts.get_mut(number + 1)
            && next.spoken.is_none()
        {
            next.start = needed.clamp(next.start, next.latest);
        }
        let draft = &drafts[number];
        let next = drafts.get(number + 1).map(|next| next.start);
        captions.push(Caption {
            at: draft.start..end(draft, wanted, next, length),
            rows: draft.rows.clone(),
            line: draft.line,
        });
    }
    captions
}

/// Returns the end of a caption. The next one begins at `next`.
fn end(draft: &Draft, wanted: Frames, next: Option<Frames>, length: Frames) -> Frames {
    let spoken = draft.spoken.unwrap_or(draft.start);
    let Some(next) = next else {
        return wanted.min(length).max(spoken);
    };
    let end = wanted.min(next);
    if next - end >= CLOSED || end - draft.start >= LONGEST {
        return end;
    }
    let closed = next - GAP;
    let is_read = closed - draft.start >= SHORTEST;
    match closed >= spoken && is_read {
        true => closed.min(draft.start + LONGEST),
        false => next,
    }
}
