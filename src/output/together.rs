//! Shows whose mixes begin in the same way, such as the paths of an interactive show. What they have
//! in common is mixed and limited once. Each show has the samples that it has when it is rendered
//! alone.

use super::Sink;
use super::level::{Goal, LevelError};
use super::meter::{Loudness, Meter};
use cuebook_core::units::{BLOCK, Decibels, Frames};
use cuebook_engine::{Block, Engine, Mastering, pump};

/// Shows that begin in the same way. They have the same trim and the same ceiling.
pub(crate) struct Together<'a> {
    /// Returns the engine of a show at its start, by the number of the show.
    pub make: &'a dyn Fn(usize) -> Engine,
    /// Returns the frame up to which two shows have the same mix.
    pub same: &'a dyn Fn(usize, usize) -> Frames,
    pub goal: Goal,
    pub ceiling: Decibels,
}

/// A show that is being written.
struct Writing<S> {
    number: usize,
    frames: usize,
    meter: Meter,
    sink: S,
}

/// The state after the blocks that were mixed.
#[derive(Clone)]
struct Front {
    blocks: usize,
    mastering: Mastering,
}

impl Together<'_> {
    /// Writes each show to its sink and finishes it. Returns what was measured, in the order of
    /// the sinks.
    ///
    /// # Errors
    /// When an engine, a meter or a sink fails.
    pub(crate) fn render<S: Sink>(&self, sinks: Vec<S>) -> Result<Vec<Loudness>, LevelError> {
        let mut found = Vec::new();
        let shows = sinks.into_iter().enumerate().map(|(number, sink)| Writing {
            number,
            frames: (self.make)(number).frames().index(),
            meter: Meter::new(self.goal.sides),
            sink,
        });
        let shows: Vec<Writing<S>> = shows.collect();
        let front = Front {
            blocks: 0,
            mastering: Mastering::new(self.ceiling),
        };
        self.go_on(shows, front, &mut found)?;
        found.sort_by_key(|(number, _)| *number);
        Ok(found.into_iter().map(|(_, loudness)| loudness).collect())
    }

    /// Renders shows that are the same up to here: to where they part, and then each part of them.
    fn go_on<S: Sink>(
        &self,
        mut shows: Vec<Writing<S>>,
        mut front: Front,
        found: &mut Vec<(usize, Loudness)>,
    ) -> Result<(), LevelError> {
        let until = self.parting(&shows);
        self.stretch(&mut shows, &mut front, until)?;
        if shows.len() > 1 {
            let mut parts = self.parted(shows, front.blocks).into_iter();
            return parts.try_for_each(|part| self.go_on(part, front.clone(), found));
        }
        for show in shows {
            show.sink.finish()?;
            found.push((show.number, show.meter.read()));
        }
        Ok(())
    }

    /// Returns the number of blocks up to which shows are the same; for one show, all its blocks.
    fn parting<S>(&self, shows: &[Writing<S>]) -> usize {
        let [first, others @ ..] = shows else {
            return 0;
        };
        let whole = first.frames.div_ceil(BLOCK) + Mastering::LATENCY_BLOCKS;
        let same = others.iter().map(|other| self.blocks(first, other));
        same.min().unwrap_or(whole)
    }

    /// Returns the number of whole blocks in which two shows have the same mix.
    fn blocks<S>(&self, one: &Writing<S>, other: &Writing<S>) -> usize {
        let shorter = one.frames.min(other.frames);
        let same = (self.same)(one.number, other.number).max(Frames::ZERO);
        same.index().min(shorter) / BLOCK
    }

    /// Mixes and limits the next blocks of the first show, and writes them to all of them.
    fn stretch<S: Sink>(
        &self,
        shows: &mut [Writing<S>],
        front: &mut Front,
        until: usize,
    ) -> Result<(), LevelError> {
        let (Some(first), true) = (shows.first(), until > front.blocks) else {
            return Ok(());
        };
        let engine = (self.make)(first.number);
        let from = Frames::from(front.blocks * BLOCK);
        pump::stretch(engine, from, until - front.blocks, |block| {
            self.goal.fold(block);
            front.mastering.process(block);
            front.blocks += 1;
            match front.blocks.checked_sub(Mastering::LATENCY_BLOCKS + 1) {
                Some(due) => shows.iter_mut().try_for_each(|show| show.write(block, due)),
                None => Ok(()),
            }
        })
    }

    /// Parts shows into those that go on together after some blocks.
    fn parted<S>(&self, shows: Vec<Writing<S>>, after: usize) -> Vec<Vec<Writing<S>>> {
        let all = shows.len();
        let mut parts: Vec<Vec<Writing<S>>> = Vec::new();
        for show in shows {
            let goes_on = |part: &&mut Vec<Writing<S>>| self.blocks(&part[0], &show) > after;
            match parts.iter_mut().find(goes_on) {
                Some(part) => part.push(show),
                None => parts.push(vec![show]),
            }
        }
        // Shows that do not part are finished one by one.
        match &parts[..] {
            [only] if only.len() == all => parts.remove(0).into_iter().map(|s| vec![s]).collect(),
            _ => parts,
        }
    }
}

impl<S: Sink> Writing<S> {
    /// Writes a block, by its number in the show.
    fn write(&mut self, block: &Block, number: usize) -> Result<(), LevelError> {
        let frames = self.frames.saturating_sub(number * BLOCK).min(BLOCK);
        self.meter.write(block, frames)?;
        Ok(self.sink.write(block, frames)?)
    }
}

#[cfg(test)]
mod tests;
