//! The block pump: the mixer on one thread, its consumer on this one.
//!
//! It takes an engine and a part of the show, and hands over each block with
//! the number of its frames. The blocks have the same bits as on one thread. Only
//! a few batches of them exist at a time.

use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use tracing::debug;

use cuebook_core::units::{BLOCK, Frames};
use cuebook_engine::{Block, Engine, EngineError, Mixer};

/// Blocks that change threads together, so that the change costs little.
const BATCH: usize = 16;

/// The maximum number of batches in transit.
const BATCHES: usize = 4;

/// Returns the part that is the whole show.
pub(crate) fn whole(engine: &Engine) -> Range<Frames> {
    Frames::ZERO..engine.frames()
}

/// Renders a part, mastered, as it sounds in the whole show. `before` changes
/// each block of the mix before the master.
pub(crate) fn finished<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut before: impl FnMut(&mut Block),
    mut each: impl FnMut(&Block, usize) -> Result<(), E>,
) -> Result<(), E> {
    let shape = Shape::of(&engine, &part);
    let (mixer, mut mastering, lead) = engine.split(part.start);
    let blocks = shape.blocks() + lead;
    pump(mixer, blocks, one(), |index, block| {
        before(block);
        mastering.process(block);
        match index.checked_sub(lead) {
            Some(due) => each(block, shape.frames_of(due)),
            None => Ok(()),
        }
    })
}

/// Renders a part of the mix, before the master.
pub(crate) fn mixed<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut each: impl FnMut(&mut Block, usize) -> Result<(), E>,
) -> Result<(), E> {
    let shape = Shape::of(&engine, &part);
    let mixer = engine.mix(part.start);
    pump(mixer, shape.blocks(), one(), |index, block| {
        each(block, shape.frames_of(index))
    })
}

/// Renders a number of blocks of the mix from a frame on, before the master. Blocks after the end are
/// silent.
pub(crate) fn stretch<E: From<EngineError>>(
    engine: Engine,
    from: Frames,
    blocks: usize,
    mut each: impl FnMut(&mut Block) -> Result<(), E>,
) -> Result<(), E> {
    pump(engine.mix(from), blocks, one(), |_, block| each(block))
}

/// Renders a part bus by bus, before the master: one block for each bus of the
/// plan. Their sum, in that order, is the mix.
pub(crate) fn buses<E: From<EngineError>>(
    engine: Engine,
    part: Range<Frames>,
    mut each: impl FnMut(&[Block], usize) -> Result<(), E>,
) -> Result<(), E> {
    let shape = Shape::of(&engine, &part);
    let mixer = engine.stems(part.start);
    let all = Unit {
        empty: vec![Block::SILENCE; mixer.buses()],
        fill: |mixer, blocks: &mut Vec<Block>| mixer.render_stems(blocks),
    };
    pump(mixer, shape.blocks(), all, |index, blocks| {
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
struct Unit<T> {
    empty: T,
    fill: fn(&mut Mixer, &mut T) -> Result<usize, EngineError>,
}

fn one() -> Unit<Block> {
    Unit {
        empty: Block::SILENCE,
        fill: Mixer::render,
    }
}

type Batch<T> = Vec<T>;

/// Fills `count` units on a thread and hands them to `each` on this one.
fn pump<T: Clone + Send, E: From<EngineError>>(
    mut mixer: Mixer,
    count: usize,
    unit: Unit<T>,
    each: impl FnMut(usize, &mut T) -> Result<(), E>,
) -> Result<(), E> {
    let (full, batches) = sync_channel::<Result<Batch<T>, EngineError>>(BATCHES);
    let (used, empty) = sync_channel::<Batch<T>>(BATCHES);
    for _ in 0..BATCHES {
        // There is room for all of them.
        let _ = used.try_send(vec![unit.empty.clone(); BATCH]);
    }
    let fill = unit.fill;
    debug!("mixing {count} blocks of {BLOCK} frames");
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut left = count;
            while left > 0 {
                let Ok(mut batch) = empty.recv() else { return };
                batch.truncate(left);
                left -= batch.len();
                let mut units = batch.iter_mut();
                let filled = units.try_for_each(|unit| fill(&mut mixer, unit).map(drop));
                let failed = filled.is_err();
                if full.send(filled.map(|()| batch)).is_err() || failed {
                    return;
                }
            }
        });
        work(batches, used, each)
    })
}

/// Works on batches and sends them back. It owns both channel ends, so that the
/// mixer's thread ends when this function does.
fn work<T, E: From<EngineError>>(
    batches: Receiver<Result<Batch<T>, EngineError>>,
    used: SyncSender<Batch<T>>,
    mut each: impl FnMut(usize, &mut T) -> Result<(), E>,
) -> Result<(), E> {
    let mut index = 0;
    for batch in batches {
        let mut batch = batch?;
        for unit in &mut batch {
            each(index, unit)?;
            index += 1;
        }
        // The mixer may have ended already.
        let _ = used.try_send(batch);
    }
    Ok(())
}
