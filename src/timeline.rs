//! The timeline: takes and cues at integer frames. Takes a book, and the
//! lengths of its takes and sounds, and returns a [`Timeline`]. It uses lengths
//! only, no samples; the same lengths give the same frames.

pub(crate) mod chapters;
pub(crate) mod doubts;
pub(crate) mod gap;
mod part;
pub(crate) mod place;
pub(crate) mod reading;
pub(crate) mod turns;
mod waits;

use std::ops::Range;

pub(crate) use chapters::Chapter;

use crate::perform::{AtStops, Performance};
use cuebook_core::id::{CueId, IdVec, LineId, SceneId, WordId};
use cuebook_core::units::Frames;

/// The lengths of the takes and sounds of a show.
pub trait Lengths {
    /// The breaths of a line, in order; a recording is one breath.
    fn breaths(&self, line: LineId) -> &[Breath];

    /// The lengths of a cue's sounds, one for each time it sounds.
    fn sounds(&self, cue: CueId) -> &[Frames];
}

/// The length of a take, and the times of its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breath {
    pub frames: Frames,
    pub words: Vec<Range<Frames>>,
}

/// A show in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The length of the show.
    pub frames: Frames,
    /// The end of the reading: when the last word and the waits after it are over.
    pub reading: Frames,
    /// One for each of the book's lines, in the order heard.
    pub lines: IdVec<LineId, PlacedLine>,
    /// One for each of the book's cues.
    pub cues: IdVec<CueId, PlacedCue>,
    /// The start of each of the book's scenes.
    pub scenes: IdVec<SceneId, Frames>,
    /// The time of each word of the prose; an empty range for a skipped word.
    pub words: IdVec<WordId, Range<Frames>>,
    /// When each turn of a path is.
    pub turns: Vec<Frames>,
    /// When the question before each turn is over. The time of a decision counts from here.
    pub asked: Vec<Frames>,
}

/// A line in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedLine {
    pub at: Range<Frames>,
    /// The pieces of its takes. A take has several pieces where a wait splits
    /// it.
    pub pieces: Vec<Piece>,
    /// When its pieces would be heard if no turn had cut them short; empty otherwise.
    pub uncut: Vec<Range<Frames>>,
}

impl PlacedLine {
    /// Ends the line at a turn, or a little later where it is heard.
    fn cut_short(&mut self, turn: Frames) {
        self.uncut = self.pieces.iter().map(Piece::heard).collect();
        self.pieces.retain(|piece| piece.at < turn);
        if let Some(last) = self.pieces.last_mut() {
            let end = last.take.start + (turn - last.at) + turns::RING;
            last.take.end = last.take.end.min(end);
        }
        let end = self.pieces.last().map(|piece| piece.heard().end);
        let start = self.at.start.min(turn);
        self.at = start..end.unwrap_or(start);
    }
}

/// A piece of a take at a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The index of the line's breath.
    pub breath: usize,
    /// The frames of the take.
    pub take: Range<Frames>,
    /// When the first of them is heard.
    pub at: Frames,
}

impl Piece {
    /// Returns when it is heard.
    #[must_use]
    pub(crate) fn heard(&self) -> Range<Frames> {
        self.at..self.at + self.take.end - self.take.start
    }
}

/// A cue in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedCue {
    pub at: Range<Frames>,
    /// When a spot sounds; one entry for a bed or music.
    pub sounds: Vec<Range<Frames>>,
    /// The start of each of its rides.
    pub rides: Vec<Frames>,
    /// Whether its end is known only after a turn that comes after its start.
    pub ends_later: bool,
}

/// The lengths of a performance.
pub struct PerformanceLengths {
    lines: IdVec<LineId, Vec<Breath>>,
    cues: IdVec<CueId, Vec<Frames>>,
}

impl PerformanceLengths {
    /// Gathers the lengths of all takes and sounds.
    #[must_use]
    pub fn of(performance: &Performance) -> PerformanceLengths {
        let breath = |stops: &AtStops| {
            let spec = &performance.audio[stops[0]].spec;
            Breath {
                frames: spec.frames - spec.tail,
                words: spec.words.clone(),
            }
        };
        // The length of a sound is that of its longest stop.
        let length = |stops: &AtStops| {
            let frames = stops
                .iter()
                .map(|audio| performance.audio[*audio].spec.frames);
            frames.max().unwrap_or_default()
        };
        let lines = performance.lines.iter();
        let cues = performance.cues.iter();
        PerformanceLengths {
            lines: lines
                .map(|line| line.iter().map(breath).collect())
                .collect(),
            cues: cues.map(|cue| cue.iter().map(length).collect()).collect(),
        }
    }
}

impl Lengths for PerformanceLengths {
    fn breaths(&self, line: LineId) -> &[Breath] {
        &self.lines[line]
    }

    fn sounds(&self, cue: CueId) -> &[Frames] {
        &self.cues[cue]
    }
}

#[cfg(test)]
mod tests;
