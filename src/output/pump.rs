//! Runs one engine on two threads: the mixer in one, the rest in the other.
//! Takes a fresh engine and a function for each block. The blocks arrive in
//! order with the same samples as on one thread, and only a few batches of them
//! exist at a time.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::engine::{Block, Engine, EngineError, Mastering, Mixer};
use crate::units::BLOCK;

/// Blocks that change threads together, so that the change costs little.
const BATCH: usize = 16;

/// The maximum number of batches in transit.
const BATCHES: usize = 4;

type Batch = Vec<Block>;

/// Renders the whole show, mastered, and calls `each` with every block and the
/// number of its frames. `before` is applied to each block of the mix before
/// the master.
pub fn finished<E: From<EngineError>>(
    engine: Engine,
    mut before: impl FnMut(&mut Block),
    mut each: impl FnMut(&Block, usize) -> Result<(), E>,
) -> Result<(), E> {
    let (mixer, mut mastering) = engine.split();
    let shape = Shape::of(&mixer, Mastering::LATENCY_BLOCKS);
    pump(mixer, shape.blocks, |index, block| {
        before(block);
        mastering.process(block);
        match index.checked_sub(Mastering::LATENCY_BLOCKS) {
            Some(due) => each(block, shape.frames_of(due)),
            None => Ok(()),
        }
    })
}

/// Renders the whole mix, before the master.
pub fn mixed<E: From<EngineError>>(
    engine: Engine,
    mut each: impl FnMut(&mut Block, usize) -> Result<(), E>,
) -> Result<(), E> {
    let (mixer, _) = engine.split();
    let shape = Shape::of(&mixer, 0);
    pump(mixer, shape.blocks, |index, block| {
        each(block, shape.frames_of(index))
    })
}

/// The division of a show into blocks.
struct Shape {
    frames: usize,
    blocks: usize,
}

impl Shape {
    fn of(mixer: &Mixer, latency: usize) -> Shape {
        let frames = mixer.frames().index();
        Shape {
            frames,
            blocks: frames.div_ceil(BLOCK) + latency,
        }
    }

    fn frames_of(&self, block: usize) -> usize {
        self.frames.saturating_sub(block * BLOCK).min(BLOCK)
    }
}

/// Mixes `blocks` blocks in a background thread and processes them in this one.
fn pump<E: From<EngineError>>(
    mut mixer: Mixer,
    blocks: usize,
    each: impl FnMut(usize, &mut Block) -> Result<(), E>,
) -> Result<(), E> {
    let (full, batches) = sync_channel::<Result<Batch, EngineError>>(BATCHES);
    let (used, empty) = sync_channel::<Batch>(BATCHES);
    for _ in 0..BATCHES {
        // There is room for all of them.
        let _ = used.try_send(vec![Block::SILENCE; BATCH]);
    }
    thread::scope(|scope| {
        scope.spawn(move || mix(&mut mixer, blocks, &empty, &full));
        work(batches, used, each)
    })
}

/// Processes batches and sends them back. It owns both ends, so that they close
/// and the mixer ends in every case.
fn work<E: From<EngineError>>(
    batches: Receiver<Result<Batch, EngineError>>,
    used: SyncSender<Batch>,
    mut each: impl FnMut(usize, &mut Block) -> Result<(), E>,
) -> Result<(), E> {
    let mut index = 0;
    for batch in batches {
        let mut batch = batch?;
        for block in &mut batch {
            each(index, block)?;
            index += 1;
        }
        // The mixer may have ended already.
        let _ = used.try_send(batch);
    }
    Ok(())
}

/// Fills empty batches until `blocks` blocks are made or the other side has
/// ended.
fn mix(
    mixer: &mut Mixer,
    blocks: usize,
    empty: &Receiver<Batch>,
    full: &SyncSender<Result<Batch, EngineError>>,
) {
    let mut left = blocks;
    while left > 0 {
        let Ok(mut batch) = empty.recv() else { return };
        batch.truncate(left);
        left -= batch.len();
        let mixed = batch
            .iter_mut()
            .try_for_each(|block| mixer.render(block).map(drop));
        let failed = mixed.is_err();
        if full.send(mixed.map(|()| batch)).is_err() || failed {
            return;
        }
    }
}
