//! The level of a show: runs the engine into a meter until the trim is right.
//!
//! It takes a function that makes an engine with a given trim, and a goal, and
//! returns the trim; the finished show goes into a sink. The reported loudness is
//! measured on the blocks that are written.

mod measuring;
mod notes;

use std::ops::Range;

use thiserror::Error;
use tracing::{debug, info};

use super::meter::{LevelMeter, Loudness, Meter, Sides};
use super::{Sink, SinkError};
use crate::book::Level;
use crate::mix::loudness::{Ending, Search, Step};
use cuebook_core::units::{BLOCK, Frames, Gain};
use cuebook_engine::{Block, Engine, EngineError, pump};
use measuring::Measuring;
pub(crate) use notes::Notes;

/// The result of a search for the trim. It belongs to the plan and the target:
/// stored under their hash, it saves the search at the next rendering.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Trimmed {
    /// The gain for [`Master::trim`](crate::mix::Master::trim).
    pub trim: Gain,
    /// The level of the show at this trim, after the limiter, in the unit of
    /// its goal.
    pub measured: f64,
    pub ending: Ending,
    /// How often the show was rendered to find it.
    pub passes: usize,
}

/// The target of a show.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Goal {
    pub level: Level,
    /// Whether both sides are mixed into one before the master.
    pub sides: Sides,
}

cuebook_core::fingerprint! {
    struct Goal { level, sides }
}

impl Goal {
    /// A stereo show at a level.
    #[must_use]
    pub(crate) fn stereo(level: Level) -> Goal {
        Goal {
            level,
            sides: Sides::Both,
        }
    }

    /// Replaces both sides by their middle, for a show with one side.
    pub(crate) fn fold(self, block: &mut Block) {
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

/// Finds the trim that brings a show to its goal. `make` returns a fresh engine
/// with the given trim for each pass. `notes` are about the mix of its plan.
///
/// # Errors
/// When the engine or the meter fails.
pub(crate) fn find_trim(
    mut make: impl FnMut(Gain) -> Engine,
    goal: Goal,
    notes: &Notes,
) -> Result<Trimmed, LevelError> {
    search(&mut make, (goal, notes), |engine| {
        let mut meter = LevelMeter::new(goal.sides);
        let fold = |block: &mut Block| goal.fold(block);
        let whole = pump::whole(&engine);
        pump::finished(engine, whole, fold, |block, frames| {
            meter.add(block, frames);
            Ok::<_, LevelError>(())
        })?;
        Ok(meter.read(&goal.level))
    })
}

/// Renders a part of a show whose trim is known, as it sounds in the whole, and
/// measures it. The caller finishes the sink.
///
/// # Errors
/// When the engine, the meter or the sink fails.
pub(crate) fn render(
    engine: Engine,
    part: Range<Frames>,
    goal: Goal,
    sink: &mut impl Sink,
) -> Result<Loudness, LevelError> {
    let mut meter = Meter::new(goal.sides);
    let fold = |block: &mut Block| goal.fold(block);
    pump::finished(engine, part, fold, |block, frames| {
        meter.write(block, frames)?;
        Ok::<_, LevelError>(sink.write(block, frames)?)
    })?;
    Ok(meter.read())
}

/// Renders the whole of a show, as [`render`] does.
///
/// # Errors
/// When the engine, the meter or the sink fails.
pub(crate) fn render_whole(
    engine: Engine,
    goal: Goal,
    sink: &mut impl Sink,
) -> Result<Loudness, LevelError> {
    let whole = pump::whole(&engine);
    render(engine, whole, goal, sink)
}

/// Writes the whole of a show whose trim and levels are known. The caller finishes the sink.
///
/// # Errors
/// When the engine or the sink fails.
pub(crate) fn write_whole(
    engine: Engine,
    goal: Goal,
    sink: &mut impl Sink,
) -> Result<(), LevelError> {
    let whole = pump::whole(&engine);
    let fold = |block: &mut Block| goal.fold(block);
    pump::finished(engine, whole, fold, |block, frames| {
        Ok::<_, LevelError>(sink.write(block, frames)?)
    })
}

/// Returns the block with the highest peak of the mix before the limiter, as
/// frames, with that peak; `None` for silence. `engine` has the trim of its
/// show.
///
/// # Errors
/// When the engine fails.
pub(crate) fn pinch(
    engine: Engine,
    trim: Gain,
    goal: Goal,
) -> Result<Option<(Range<Frames>, Gain)>, LevelError> {
    let (mut at, mut highest, mut from) = (None, 0.0, Frames::ZERO);
    let whole = pump::whole(&engine);
    pump::mixed(engine, whole, |block, frames| {
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

/// Finds the trim and renders the show in the same passes: every try goes into
/// a new sink, and the right one is finished. A show that needs no limiting
/// takes two passes.
///
/// # Errors
/// When the engine, the meter or a sink fails.
pub(crate) fn produce<S: Sink>(
    mut make: impl FnMut(Gain) -> Engine,
    (goal, notes): (Goal, &Notes),
    mut open: impl FnMut() -> Result<S, SinkError>,
) -> Result<(Trimmed, Loudness), LevelError> {
    let mut last: Option<(S, Loudness)> = None;
    let mut trimmed = search(&mut make, (goal, notes), |engine| {
        // The previous sink is dropped first, so that there is only one at a
        // time.
        last = None;
        let mut sink = open()?;
        let loudness = render_whole(engine, goal, &mut sink)?;
        last = Some((sink, loudness));
        Ok(loudness.of(&goal.level))
    })?;
    let right = last.filter(|(_, loudness)| loudness.of(&goal.level) == trimmed.measured);
    let (mut sink, loudness) = match right {
        Some(right) => right,
        None => {
            let mut sink = open()?;
            let loudness = render_whole(make(trimmed.trim), goal, &mut sink)?;
            trimmed.passes += 1;
            (sink, loudness)
        }
    };
    sink.measured(&loudness);
    sink.finish()?;
    Ok((trimmed, loudness))
}

/// Measures the unlimited mix, then each trim of the search with `attempt`.
fn search(
    make: &mut impl FnMut(Gain) -> Engine,
    (goal, notes): (Goal, &Notes),
    mut attempt: impl FnMut(Engine) -> Result<f64, LevelError>,
) -> Result<Trimmed, LevelError> {
    let Measuring {
        meter, forecast, ..
    } = Measuring::of(make, goal, notes)?;
    let level = meter.read(&goal.level);
    info!(
        "the mix has a level of {level:.2}; the target is {}",
        goal.level
    );
    let mut search = Search::new(goal.level.aim(), level).with(forecast);
    let mut passes = 1;
    loop {
        match search.step() {
            Step::Try(trim) => {
                let level = attempt(make(trim.gain()))?;
                passes += 1;
                debug!(
                    "loudness pass {passes}: a trim of {:.2} dB gives {level:.2}",
                    trim.0
                );
                search.record(trim, level);
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
