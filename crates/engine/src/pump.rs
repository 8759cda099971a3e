//! The block pump: mixers on threads of their own, their consumer on this one.
//!
//! It takes an engine and a part of the show, and hands over each block with
//! the number of its frames. An engine on several threads is cut into stretches, which take turns on
//! the threads. The blocks have the same bits as on one thread. Only a few stretches of them exist at
//! a time.

mod course;

use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

use crate::{Block, Engine, EngineError, Mixer};
use course::Course;
use cuebook_core::units::{BLOCK, Frames};

/// Blocks that change threads together, so that the change costs little.
const BATCH: usize = 16;

/// Returns the part that is the whole show.
#[must_use]
pub fn whole(engine: &Engine) -> Range<Frames> {
    Frames::ZERO..engine.frames()
}

/// Renders a part, mastered, as it sounds in the whole show. `before` changes
/// each block of the mix before the master.
///
/// # Errors
/// When the engine or `each` fails.
pub fn finished<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut before: impl FnMut(&mut Block),
    mut each: impl FnMut(&Block, usize) -> Result<(), E>,
) -> Result<(), E> {
    let (shape, threads) = (Shape::of(&engine, &part), engine.threads);
    let (mixer, mut mastering, lead) = engine.split(part.start);
    let blocks = shape.blocks() + lead;
    pump(&mixer, (blocks, threads), one(), |index, block| {
        before(block);
        mastering.process(block);
        match index.checked_sub(lead) {
            Some(due) => each(block, shape.frames_of(due)),
            None => Ok(()),
        }
    })
}

/// Renders a part of the mix, before the master.
///
/// # Errors
/// When the engine or `each` fails.
pub fn mixed<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut each: impl FnMut(&mut Block, usize) -> Result<(), E>,
) -> Result<(), E> {
    let (shape, threads) = (Shape::of(&engine, &part), engine.threads);
    let mixer = engine.mix(part.start);
    pump(&mixer, (shape.blocks(), threads), one(), |index, block| {
        each(block, shape.frames_of(index))
    })
}

/// Renders a number of blocks of the mix from a frame on, before the master. Blocks after the end are
/// silent.
///
/// # Errors
/// When the engine or `each` fails.
pub fn stretch<E: From<EngineError>>(
    engine: Engine,
    from: Frames,
    blocks: usize,
    mut each: impl FnMut(&mut Block) -> Result<(), E>,
) -> Result<(), E> {
    let threads = engine.threads;
    let mixer = engine.mix(from);
    pump(&mixer, (blocks, threads), one(), |_, block| each(block))
}

/// Renders a part bus by bus, before the master: one block for each bus of the
/// plan. Their sum, in that order, is the mix.
///
/// # Errors
/// When the engine or `each` fails.
pub fn buses<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut each: impl FnMut(&[Block], usize) -> Result<(), E>,
) -> Result<(), E> {
    let (shape, threads) = (Shape::of(&engine, &part), engine.threads);
    let mixer = engine.stems(part.start);
    let all = Unit {
        empty: vec![Block::SILENCE; mixer.buses()],
        size: mixer.buses(),
        fill: |mixer, blocks: &mut Vec<Block>| mixer.render_stems(blocks),
    };
    pump(&mixer, (shape.blocks(), threads), all, |index, blocks| {
        each(blocks, shape.frames_of(index))
    })
}

/// The division of a part into blocks.
struct Shape {
    frames: usize,
}

impl Shape {
    fn of(engine: &Engine, part: &Range<Frames>) -> Shape {
        let end = part.end.min(engine.frames());
        let frames = (end - part.start).max(Frames::ZERO).index();
        Shape { frames }
    }

    fn blocks(&self) -> usize {
        self.frames.div_ceil(BLOCK)
    }

    fn frames_of(&self, block: usize) -> usize {
        self.frames.saturating_sub(block * BLOCK).min(BLOCK)
    }
}

/// The audio of one step of the mixer: a block, or a block for each bus.
#[derive(Clone)]
struct Unit<T> {
    empty: T,
    /// The number of blocks in it.
    size: usize,
    fill: fn(&mut Mixer, &mut T) -> Result<usize, EngineError>,
}

fn one() -> Unit<Block> {
    Unit {
        empty: Block::SILENCE,
        size: 1,
        fill: Mixer::render,
    }
}

/// Fills `count` units, from the position of a mixer on, and hands them to `each` on this thread.
fn pump<T: Clone + Send, E: From<EngineError>>(
    mixer: &Mixer,
    (count, threads): (usize, usize),
    unit: Unit<T>,
    mut each: impl FnMut(usize, &mut T) -> Result<(), E>,
) -> Result<(), E> {
    let course = &Course::of(mixer, count, unit.size, threads);
    thread::scope(|scope| {
        let start = |number| Lane::start(scope, mixer.another(), (course, number), unit.clone());
        // A thread ends when its lane is dropped, at the latest at the end of this closure.
        let lanes: Vec<Lane<T>> = (0..course.lanes()).map(start).collect();
        let mut index = 0;
        for (number, stretch) in course.stretches().iter().enumerate() {
            let lane = &lanes[number % lanes.len()];
            while index < stretch.end {
                // Without a batch the thread has panicked, which the scope reports.
                let Ok(batch) = lane.full.recv() else {
                    return Ok(());
                };
                let mut batch = batch?;
                for unit in &mut batch {
                    each(index, unit)?;
                    index += 1;
                }
                // The thread may have ended already.
                let _ = lane.used.try_send(batch);
            }
        }
        Ok(())
    })
}

type Batch<T> = Vec<T>;

/// A mixer on its thread.
struct Lane<T> {
    full: Receiver<Result<Batch<T>, EngineError>>,
    used: SyncSender<Batch<T>>,
}

impl<T: Clone + Send> Lane<T> {
    /// Starts the thread that mixes the stretches of a lane.
    fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        mixer: Mixer,
        (course, number): (&'scope Course, usize),
        unit: Unit<T>,
    ) -> Lane<T>
    where
        T: 'scope,
    {
        let (full, batches) = sync_channel(course.ahead());
        let (used, empty) = sync_channel(course.ahead());
        let work = Work {
            mixer,
            unit,
            full,
            empty,
        };
        scope.spawn(move || work.run(course, number));
        Lane {
            full: batches,
            used,
        }
    }
}

/// What a thread has to mix with.
struct Work<T> {
    mixer: Mixer,
    unit: Unit<T>,
    full: SyncSender<Result<Batch<T>, EngineError>>,
    empty: Receiver<Batch<T>>,
}

impl<T: Clone> Work<T> {
    /// Mixes the stretches of a lane, until the last one, an error, or the end of the consumer.
    fn run(mut self, course: &Course, number: usize) {
        for stretch in course
            .stretches()
            .iter()
            .skip(number)
            .step_by(course.lanes())
        {
            let from = course.start(stretch);
            if self.mixer.position() != from {
                self.mixer.seek(from);
            }
            for at in stretch.clone().step_by(BATCH) {
                let batch = self.fill(BATCH.min(stretch.end - at));
                let is_failed = batch.is_err();
                if self.full.send(batch).is_err() || is_failed {
                    return;
                }
            }
        }
    }

    fn fill(&mut self, count: usize) -> Result<Batch<T>, EngineError> {
        let mut batch = self.empty.try_recv().unwrap_or_default();
        batch.resize(count, self.unit.empty.clone());
        for unit in &mut batch {
            (self.unit.fill)(&mut self.mixer, unit)?;
        }
        Ok(batch)
    }
}

#[cfg(test)]
mod tests;
