//! The timeline: takes and cues placed at integer frames.
//!
//! In: a book, and how long its takes and sounds last. Out: a [`Timeline`].
//! Always true: lengths only, no samples; the same lengths give the same frames.

pub mod doubts;
pub mod gap;
pub mod place;
pub mod reading;

use std::ops::Range;

use crate::perform::Performance;
use crate::units::Frames;

/// How long the takes and sounds of a show last.
pub trait Lengths {
    /// The breaths of a line, in order; a recording is one breath.
    fn breaths(&self, line: usize) -> &[Breath];

    /// How long the sounds of a cue last, one for each time it sounds.
    fn sounds(&self, cue: usize) -> &[Frames];
}

/// How long a take lasts, and when its words are heard in it.
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
    /// One for each of the book's lines, in the order heard.
    pub lines: Vec<PlacedLine>,
    /// One for each of the book's cues.
    pub cues: Vec<PlacedCue>,
    /// When each of the book's scenes starts.
    pub scenes: Vec<Frames>,
    /// When each word of the prose is heard; empty ranges for what is skipped.
    pub words: Vec<Range<Frames>>,
}

/// A line in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedLine {
    pub at: Range<Frames>,
    /// The pieces of its takes. More than one a take where the reading waits within it.
    pub pieces: Vec<Piece>,
}

/// A piece of a take at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Which of the line's breaths.
    pub breath: usize,
    /// Which frames of its take.
    pub take: Range<Frames>,
    /// Where the first of them is heard.
    pub at: Frames,
}

/// A cue in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedCue {
    pub at: Range<Frames>,
    /// When a spot sounds; one entry for a bed or music.
    pub sounds: Vec<Range<Frames>>,
    /// When each of its rides begins.
    pub rides: Vec<Frames>,
}

/// The lengths of a performance.
pub struct PerformanceLengths {
    lines: Vec<Vec<Breath>>,
    cues: Vec<Vec<Frames>>,
}

impl PerformanceLengths {
    /// Gathers how long everything lasts.
    #[must_use]
    pub fn of(performance: &Performance) -> PerformanceLengths {
        let breath = |stops: &Vec<usize>| {
            let sheet = &performance.audio[stops[0]].sheet;
            Breath {
                frames: sheet.frames - sheet.tail,
                words: sheet.words.clone(),
            }
        };
        // A sound is as long as its longest stop.
        let length = |stops: &Vec<usize>| {
            let frames = stops
                .iter()
                .map(|audio| performance.audio[*audio].sheet.frames);
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
    fn breaths(&self, line: usize) -> &[Breath] {
        &self.lines[line]
    }

    fn sounds(&self, cue: usize) -> &[Frames] {
        &self.cues[cue]
    }
}

#[cfg(test)]
mod tests;
