//! A show at its loudness: the engine, run into a meter until the trim is right.
//!
//! In: a way to make an engine with a given trim, and a target. Out: the trim,
//! and the finished show in a sink. Always true: what is reported was measured
//! on the very blocks that were written.

use std::ops::Range;

use thiserror::Error;

use super::meter::{LevelMeter, Loudness, Meter, Sides};
use super::{Sink, SinkError, pump};
use crate::book::Level;
use crate::engine::{Block, Engine, EngineError};
use crate::mix::loudness::{Ending, Search, Step};
use crate::units::{BLOCK, Frames, Gain};

/// A trim that was found. It belongs to the plan and the target: keep it under
/// their hash, and the next rendering needs one pass.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Trimmed {
    /// For [`Master::trim`](crate::mix::Master::trim).
    pub trim: Gain,
    /// The level of the show at this trim, after the limiter, in the unit of its goal.
    pub measured: f64,
    pub ending: Ending,
    /// How often the show was played to find it.
    pub passes: usize,
}

/// What a show is brought to.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Goal {
    pub level: Level,
    /// Whether both sides are folded into one before the master.
    pub sides: Sides,
}

crate::fingerprint! {
    struct Goal { level, sides }
}

impl Goal {
    /// A stereo show at a level.
    #[must_use]
    pub fn stereo(level: Level) -> Goal {
        Goal {
            level,
            sides: Sides::Both,
        }
    }

    /// Puts what the sides have in common on both of them, where one is asked for.
    pub fn fold(self, block: &mut Block) {
        if self.sides == Sides::Both {
            return;
        }
        for (left, right) in block.left.iter_mut().zip(&mut block.right) {
            let both = 0.5 * (*left + *right);
            (*left, *right) = (both, both);
        }
    }
}

/// Why a show was not finished.
#[derive(Debug, Error)]
pub enum LevelError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Sink(#[from] SinkError),
}

/// Finds the trim that brings a show to its goal. `make` is asked for a fresh
/// engine a pass, with the trim that it is given.
///
/// # Errors
/// When the engine or the meter fails.
pub fn find_trim(mut make: impl FnMut(Gain) -> Engine, goal: Goal) -> Result<Trimmed, LevelError> {
    search(&mut make, goal, |engine| {
        let mut meter = LevelMeter::new(goal.sides)?;
        let fold = |block: &mut Block| goal.fold(block);
        pump::finished(engine, fold, |block, frames| {
            Ok::<_, LevelError>(meter.add(block, frames)?)
        })?;
        Ok(meter.read(&goal.level)?)
    })
}

/// Renders a show whose trim is known and measures it. `sink` is full but not
/// finished afterwards.
///
/// # Errors
/// When the engine, the meter or the sink fails.
pub fn render(engine: Engine, goal: Goal, sink: &mut impl Sink) -> Result<Loudness, LevelError> {
    let mut meter = Meter::new(goal.sides)?;
    let fold = |block: &mut Block| goal.fold(block);
    pump::finished(engine, fold, |block, frames| {
        meter.write(block, frames)?;
        Ok::<_, LevelError>(sink.write(block, frames)?)
    })?;
    Ok(meter.read()?)
}

/// Where the mix goes highest before the limiter, as the frames of one block;
/// none for silence. `engine` has the trim that its show was given.
///
/// # Errors
/// When the engine fails.
pub fn pinch(
    engine: Engine,
    trim: Gain,
    goal: Goal,
) -> Result<Option<(Range<Frames>, Gain)>, LevelError> {
    let (mut at, mut highest, mut from) = (None, 0.0, Frames::ZERO);
    pump::mixed(engine, |block, frames| {
        goal.fold(block);
        let sides = [&block.left[..frames], &block.right[..frames]];
        let samples = sides.into_iter().flatten().map(|sample| sample.abs());
        let peak = trim.0 * samples.fold(0.0, f32::max);
        if peak > highest {
            highest = peak;
            at = Some((from..from + Frames::from(BLOCK), Gain(peak)));
        }
        from += Frames::from(frames);
        Ok::<_, LevelError>(())
    })?;
    Ok(at)
}

/// Renders a part of a show whose trim is known, as it sounds in the whole, and
/// measures it. `sink` is full but not finished afterwards.
///
/// # Errors
/// When the engine, the meter or the sink fails.
pub fn render_part(
    engine: &mut Engine,
    part: Range<Frames>,
    sink: &mut impl Sink,
) -> Result<Loudness, LevelError> {
    let mut meter = Meter::new(Sides::Both)?;
    let mut block = Block::SILENCE;
    let mut left = (part.end - part.start).index();
    engine.seek(part.start);
    while left > 0 {
        let frames = engine.render(&mut block)?.min(left);
        if frames == 0 {
            break;
        }
        meter.write(&block, frames)?;
        sink.write(&block, frames)?;
        left -= frames;
    }
    Ok(meter.read()?)
}

/// Renders a part of a show bus by bus, as it is before the limiter, and hands
/// each block over with the number of its frames: one block for each bus of the
/// plan. Their sum, in that order, is what goes into the limiter.
///
/// # Errors
/// When the engine fails or `each` does.
pub fn render_stems<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut each: impl FnMut(&[Block], usize) -> Result<(), E>,
) -> Result<(), E> {
    let mut mixer = engine.stems(part.start);
    let mut blocks = vec![Block::SILENCE; mixer.buses()];
    let mut left = (part.end - part.start).index();
    while left > 0 {
        let frames = mixer.render_stems(&mut blocks)?.min(left);
        if frames == 0 {
            break;
        }
        each(&blocks, frames)?;
        left -= frames;
    }
    Ok(())
}

/// Finds the trim and renders the show in the same passes: every try goes into
/// a sink of its own, and the right one is finished. Two passes do for a show
/// that the limiter leaves alone.
///
/// # Errors
/// When the engine, the meter or a sink fails.
pub fn produce<S: Sink>(
    mut make: impl FnMut(Gain) -> Engine,
    goal: Goal,
    mut open: impl FnMut() -> Result<S, SinkError>,
) -> Result<(Trimmed, Loudness), LevelError> {
    let mut last: Option<(S, Loudness)> = None;
    let mut trimmed = search(&mut make, goal, |engine| {
        // The one before is thrown away first, so that there is one at a time.
        last = None;
        let mut sink = open()?;
        let loudness = render(engine, goal, &mut sink)?;
        last = Some((sink, loudness));
        Ok(loudness.of(&goal.level))
    })?;
    let right = last.filter(|(_, loudness)| loudness.of(&goal.level) == trimmed.measured);
    let (sink, loudness) = match right {
        Some(right) => right,
        None => {
            let mut sink = open()?;
            let loudness = render(make(trimmed.trim), goal, &mut sink)?;
            trimmed.passes += 1;
            (sink, loudness)
        }
    };
    sink.finish()?;
    Ok((trimmed, loudness))
}

/// Measures the mix as it is, then as the search says, by `attempt`.
fn search(
    make: &mut impl FnMut(Gain) -> Engine,
    goal: Goal,
    mut attempt: impl FnMut(Engine) -> Result<f64, LevelError>,
) -> Result<Trimmed, LevelError> {
    let mut meter = LevelMeter::new(goal.sides)?;
    pump::mixed(make(Gain::UNITY), |block, frames| {
        goal.fold(block);
        Ok::<_, LevelError>(meter.add(block, frames)?)
    })?;
    let mut search = Search::new(goal.level.aim(), meter.read(&goal.level)?);
    let mut passes = 1;
    loop {
        match search.step() {
            Step::Try(trim) => {
                search.record(trim, attempt(make(trim.gain()))?);
                passes += 1;
            }
            Step::End(trim, measured, ending) => {
                return Ok(Trimmed {
                    trim: trim.gain(),
                    measured,
                    ending,
                    passes,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests;
