//! An edition: a show as it is played until something of it changes.

use std::sync::Arc;

use super::work::Production;
use crate::perform::Performance;
use crate::session::Show;
use crate::timeline::{PerformanceLengths, Timeline};
use crate::units::{Frames, Seconds};

/// What has to be there before a show that waited goes on.
const RUNWAY: Seconds = Seconds(2.0);

/// A show as it is played.
pub struct Edition {
    /// Counts the editions, from 1.
    pub number: u32,
    pub timeline: Timeline,
    /// Up to where nothing was missing when it was laid out, from where it was
    /// played on.
    pub horizon: Frames,
    /// Whether its loudness is what its target says, or a guess.
    pub is_levelled: bool,
    pub(super) production: Arc<Production>,
}

impl Edition {
    #[must_use]
    pub fn show(&self) -> &Show {
        &self.production.show
    }

    /// How many takes and sounds are there now.
    #[must_use]
    pub fn made(&self) -> usize {
        self.all() - self.production.missing()
    }

    /// How many there are in all.
    #[must_use]
    pub fn all(&self) -> usize {
        self.production.ahead.all()
    }

    /// Where the show stops until somebody says go, in order.
    #[must_use]
    pub fn stops(&self) -> Vec<Frames> {
        let cues = self.show().book.cues.iter().zip(&self.timeline.cues);
        let waiting = cues.filter(|(cue, _)| cue.waits);
        let mut stops: Vec<Frames> = waiting.map(|(_, placed)| placed.at.start).collect();
        stops.sort();
        stops
    }
}

/// A production laid out with what is there of it.
pub(super) struct Layout {
    pub performance: Performance,
    pub timeline: Timeline,
}

impl Layout {
    pub fn of(production: &Production) -> Layout {
        let performance = production.ahead.performance();
        let lengths = PerformanceLengths::of(&performance);
        let timeline = Timeline::place(&production.show.book, &lengths);
        Layout {
            performance,
            timeline,
        }
    }

    /// The pieces that are missing, in the order in which they are needed by
    /// whoever plays from a frame on: each with the frame, if there is one.
    pub fn needed(&self, production: &Production, from: Frames) -> Vec<(Option<Frames>, usize)> {
        let mut needed = Vec::new();
        let ahead = &production.ahead;
        for (line, pieces) in self.timeline.lines.iter().zip(ahead.of_lines()) {
            needed.extend(pieces.map(|piece| (line.at.clone(), piece)));
        }
        for (cue, pieces) in self.timeline.cues.iter().zip(ahead.of_cues()) {
            needed.extend(pieces.map(|piece| (cue.at.clone(), piece)));
        }
        let mut needed: Vec<(Option<Frames>, Frames, usize)> = needed
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
        // What is behind comes last.
        needed.sort_by_key(|(at, start, _)| (at.is_none(), *at, *start));
        needed
            .into_iter()
            .map(|(at, _, piece)| (at, piece))
            .collect()
    }

    /// Up to where it can be played from a frame on: to what is missing first.
    /// What is hopeless is done without.
    pub fn horizon(&self, production: &Production, from: Frames) -> Frames {
        let needed = self.needed(production, from);
        let mut waited = needed
            .iter()
            .filter(|(_, piece)| !production.is_hopeless(*piece));
        let first = waited.next().and_then(|(at, _)| *at);
        first.unwrap_or(self.timeline.frames)
    }

    /// Whether enough is there to begin at a frame.
    pub fn is_ready(&self, production: &Production, from: Frames) -> bool {
        let horizon = self.horizon(production, from);
        horizon >= self.timeline.frames || horizon >= from + RUNWAY.frames()
    }
}
