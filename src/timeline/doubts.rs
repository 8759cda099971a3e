//! Finds likely mistakes once the times are known. Takes a book and its
//! timeline and returns diagnostics. A show that is too long to be rendered is
//! an error; everything else is a warning.

use crate::book::{Book, Cue, CueKind, Mark, Moment};
use crate::timeline::{PlacedCue, Timeline};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::units::{Frames, Seconds};

/// The longest show: a hundred hours.
const LONGEST: Seconds = Seconds(360_000.0);

/// A cue that begins later than this after the last word is probably a mistake.
const LATE: Seconds = Seconds(60.0);

impl Timeline {
    /// Returns warnings and errors for the author.
    #[must_use]
    pub fn doubts(&self, book: &Book) -> Vec<Diagnostic> {
        self.doubts_beyond(book, 0.0)
    }

    /// Returns those of a timeline whose lengths are estimated: only what stays true if every
    /// time is wrong by a fifth.
    #[must_use]
    pub(crate) fn likely_doubts(&self, book: &Book) -> Vec<Diagnostic> {
        self.doubts_beyond(book, 0.2)
    }

    fn doubts_beyond(&self, book: &Book, slack: f64) -> Vec<Diagnostic> {
        let read = self.lines.iter().map(|line| line.at.end).max();
        let read = read.unwrap_or_default();
        let mut doubts = Vec::new();
        for (cue, placed) in book.cues.iter().zip(&self.cues) {
            doubts.extend(self.doubt(cue, placed, (read, slack)));
        }
        doubts
    }

    fn doubt(
        &self,
        cue: &Cue,
        placed: &PlacedCue,
        (read, slack): (Frames, f64),
    ) -> Option<Diagnostic> {
        let by = |time: Frames| Frames((slack * time.0 as f64) as i64);
        let lasting = matches!(cue.kind, CueKind::Bed { .. } | CueKind::Music { .. });
        if placed.at.end > LONGEST.frames() {
            let message = format!("with `{}` the show lasts more than 100 hours", cue.id);
            return Some(Diagnostic::error("show-too-long", cue.span, message));
        }
        // The sound of a choice is not heard if the decision is early.
        let waits = matches!(
            cue.kind.until(),
            Some(Moment {
                mark: Mark::Turn(_),
                ..
            })
        );
        if lasting && !waits && placed.at.end + by(placed.at.start) <= placed.at.start {
            let message = format!("`{}` ends before it starts, and is never heard", cue.id);
            return Some(Diagnostic::warning("never-heard", cue.span, message));
        }
        if placed.at.start > read + by(read) + LATE.frames() {
            let seconds = (placed.at.start - read).seconds().0;
            let message = format!("`{}` begins {seconds:.0} s after the last word", cue.id);
            return Some(Diagnostic::warning("after-the-end", cue.span, message));
        }
        None
    }
}

#[cfg(test)]
mod tests;
