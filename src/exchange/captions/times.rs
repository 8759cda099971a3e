//! The times of captions. A caption begins with its first word. It stays into the pause after its
//! last word, so that it can be read, and ends two frames of a picture before the next, or with it where there is no time
//! for a pause.

use super::{COMFORTABLE, Caption, FASTEST, GAP, LONGEST, Row, SHORTEST, WIDEST, piece};
use cuebook_core::id::LineId;
use cuebook_core::units::{Frames, Seconds};

/// How long words stay after they are spoken.
const AFTER: Frames = Frames(12_000);

/// How long a sound is described.
pub(super) const DESCRIBED: Frames = Frames(96_000);

/// How long before its first word a caption may begin if there is no time to read it: a twenty-fifth
/// of a second.
const EARLY: Frames = Frames(1_920);

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
        let read = self.start + self.read(COMFORTABLE);
        read.max(self.spoken.unwrap_or(read))
    }

    /// Returns how long the caption must be shown at a reading speed.
    fn read(&self, speed: f64) -> Frames {
        let rows = self.rows.iter().map(|row| piece::width(&row.text(true)));
        let read = Seconds(rows.sum::<usize>() as f64 / speed).frames();
        read.clamp(SHORTEST, LONGEST)
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
    let mut captions: Vec<Caption> = Vec::new();
    for (number, draft) in drafts.iter().enumerate() {
        let next = drafts.get(number + 1).map(|next| next.start);
        let end = end(draft, next, length);
        let start = begin(draft, end, captions.last_mut());
        captions.push(Caption {
            at: start..end,
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

/// Returns the beginning of a caption that ends at a time: with its first word, or a little earlier if
/// there is no time to read it. The caption before it then stays until it begins.
fn begin(draft: &Draft, end: Frames, before: Option<&mut Caption>) -> Frames {
    let wanted = (end - draft.read(FASTEST)).max(draft.start - EARLY);
    let earliest = before.as_ref().map_or(Frames::ZERO, |before| before.at.end);
    let start = wanted.max(earliest);
    if start >= draft.start {
        return draft.start;
    }
    if let Some(before) = before.filter(|before| start - before.at.end < GAP) {
        before.at.end = start.min(before.at.start + LONGEST).max(before.at.end);
    }
    start
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
    let is_read = closed - draft.start >= draft.read(FASTEST);
    match closed >= spoken && is_read {
        true => closed.min(draft.start + LONGEST),
        false => next,
    }
}
