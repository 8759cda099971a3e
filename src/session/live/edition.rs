//! An edition: a version of a show for playback. A change of the show makes a new one.

use std::sync::Arc;

use super::played_path::PlayedPath;
use super::work::Production;
use crate::perform::Performance;
use crate::session::Show;
use crate::timeline::{PerformanceLengths, Timeline};
use cuebook_core::id::AudioId;
use cuebook_core::units::{Frames, Seconds};

/// The length of playable audio that is needed before a waiting show continues.
const RUNWAY: Seconds = Seconds(2.0);

/// A version of a show for playback.
pub(crate) struct Edition {
    /// Counts the editions, from 1.
    pub number: u32,
    pub timeline: Timeline,
    /// The end of the part without missing pieces, at the time of the layout and from the
    /// position of playback.
    pub horizon: Frames,
    /// Whether its loudness is that of its target. If not, the trim is an estimate.
    pub is_levelled: bool,
    pub(super) production: Arc<Production>,
}

impl Edition {
    #[must_use]
    pub(crate) fn show(&self) -> &Show {
        &self.production.show
    }

    /// Returns the length as far as it is known: the end of the show, or of the question that waits
    /// for ever. While that waits, the playhead is after it.
    #[must_use]
    pub(crate) fn frames(&self) -> Frames {
        let open = self.path().and_then(|path| {
            let open = path.asked().nth(path.decisions.len())?;
            self.timeline.asked.get(open.turn).copied()
        });
        open.unwrap_or(self.timeline.frames)
    }

    /// Returns the path, in an interactive show.
    #[must_use]
    pub(crate) fn path(&self) -> Option<&PlayedPath> {
        self.production.path.as_deref()
    }

    /// Returns the takes and sounds, with those that are made by now.
    #[must_use]
    pub(crate) fn performance(&self) -> Performance {
        self.production.ahead.performance()
    }

    /// Returns the number of takes and sounds that are made.
    #[must_use]
    pub(crate) fn made(&self) -> usize {
        self.all() - self.production.missing()
    }

    /// Returns the number of all takes and sounds.
    #[must_use]
    pub(crate) fn all(&self) -> usize {
        self.production.ahead.all()
    }

    /// Returns the frames where the show waits for the listener, in order.
    #[must_use]
    pub(crate) fn stops(&self) -> Vec<Frames> {
        let cues = self.show().book.cues.iter().zip(&self.timeline.cues);
        let waiting = cues.filter(|(cue, _)| cue.waits);
        let mut stops: Vec<Frames> = waiting.map(|(_, placed)| placed.at.start).collect();
        stops.sort();
        stops
    }
}

/// A production laid out with the pieces that are made.
pub(super) struct Layout {
    pub performance: Performance,
    pub timeline: Timeline,
}

impl Layout {
    pub(super) fn of(production: &Production) -> Layout {
        let performance = production.ahead.performance();
        let lengths = PerformanceLengths::of(&performance);
        let timeline = Timeline::place_at(&production.show.book, &production.turns, &lengths);
        Layout {
            performance,
            timeline,
        }
    }

    /// Returns the missing pieces, in the order in which playback from a frame needs
    /// them. Each has the frame where it is needed, or `None` if that is before `from`.
    pub(super) fn needed(
        &self,
        production: &Production,
        from: Frames,
    ) -> Vec<(Option<Frames>, AudioId)> {
        let mut needed = Vec::new();
        let ahead = &production.ahead;
        for (line, pieces) in self.timeline.lines.iter().zip(ahead.of_lines()) {
            needed.extend(pieces.map(|piece| (line.at.clone(), piece)));
        }
        for (cue, pieces) in self.timeline.cues.iter().zip(ahead.of_cues()) {
            needed.extend(pieces.map(|piece| (cue.at.clone(), piece)));
        }
        let mut needed: Vec<(Option<Frames>, Frames, AudioId)> = needed
            .into_iter()
            .filter(|(_, piece)| !self.performance.audio[*piece].is_made)
            .map(|(at, piece)| {
                (
                    (at.end > from).then_some(at.start.max(from)),
                    at.start,
                    piece,
                )
            })
            .collect();
        // Pieces before the position come last.
        needed.sort_by_key(|(at, start, _)| (at.is_none(), *at, *start));
        needed
            .into_iter()
            .map(|(at, _, piece)| (at, piece))
            .collect()
    }

    /// Returns the end of the playable part from a frame: the first missing piece. Pieces
    /// that failed are left out.
    pub(super) fn horizon(&self, production: &Production, from: Frames) -> Frames {
        let needed = self.needed(production, from);
        let mut waited = needed
            .iter()
            .filter(|(_, piece)| !production.is_hopeless(*piece));
        let first = waited.next().and_then(|(at, _)| *at);
        first.unwrap_or(self.timeline.frames)
    }

    /// Returns whether enough pieces are made to begin at a frame.
    pub(super) fn is_ready(&self, production: &Production, from: Frames) -> bool {
        let horizon = self.horizon(production, from);
        horizon >= self.timeline.frames || horizon >= from + RUNWAY.frames()
    }
}
