//! The times of captions. A caption begins with its first word. It stays into the pause after its
//! last word, so that it can be read, and ends two frames of a picture before the next, or with it.

use super::{COMFORTABLE, Caption, GAP, LONGEST, Row, SHORTEST, WIDEST, piece};
use cuebook_core::id::LineId;
use cuebook_core::units::{Frames, Seconds};

/// How long words stay after they are spoken.
const AFTER: Frames = Frames(12_000);

/// How long a sound is described.
pub(super) const DESCRIBED: Frames = Frames(96_000);

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
        let rows = self.rows.iter().map(|row| piece::width(&row.text(true)));
        let read = Seconds(rows.sum::<usize>() as f64 / COMFORTABLE).frames();
        let read = self.start + read.clamp(SHORTEST, LONGEST);
        read.max(self.spoken.unwrap_or(read))
    }

    /// Returns until when the caption should be shown.
    fn wanted(&self) -> Frames {
        let Some(spoken) = self.spoken else {
            return self.needed().max(self.start + DESCRIBED);
        };
        let after = (spoken + AFTER).min(self.start + LONGEST);
        self.needed().max(after)
    }

    /// Adds the sounds of another caption if they fit beside its own.
    fn add(&mut self, rows: &[Row]) {
        let (Some(own), Some(other)) = (self.rows.last_mut(), rows.first()) else {
            return;
        };
        let width = piece::width(&own.text(true)) + 1 + piece::width(&other.text(true));
        if let (Some(last), true) = (own.pieces.last_mut(), width <= WIDEST) {
            last.blank = true;
            own.pieces.extend(other.pieces.iter().cloned());
        }
    }
}

/// Returns the captions of drafts that are in the order of their starts.
pub(super) fn captions(drafts: Vec<Draft>, length: Frames) -> Vec<Caption> {
    let drafts = settled(drafts);
    let mut captions = Vec::new();
    for (number, draft) in drafts.iter().enumerate() {
        let next = drafts.get(number + 1).map(|next| next.start);
        captions.push(Caption {
            at: draft.start..end(draft, next, length),
            rows: draft.rows.clone(),
            line: draft.line,
        });
    }
    captions
}

/// Moves sounds until the caption before them is read. Two sounds for which there is no time one
/// after the other are in one caption.
fn settled(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut settled: Vec<Draft> = Vec::new();
    for mut draft in drafts {
        if let (Some(before), None) = (settled.last_mut(), draft.spoken) {
            if before.spoken.is_none() && draft.latest < before.needed() {
                before.add(&draft.rows);
                continue;
            }
            draft.start = before.needed().clamp(draft.start, draft.latest);
        }
        settled.push(draft);
    }
    settled
}

/// Returns the end of a caption. The next one begins at `next`.
fn end(draft: &Draft, next: Option<Frames>, length: Frames) -> Frames {
    let wanted = draft.wanted();
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
