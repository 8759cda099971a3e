//! A sink in a background thread. Passes blocks in order to another sink. Only
//! a few batches are in transit at a time. An error of the other sink is
//! returned at the next batch or at the end.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use super::meter::Loudness;
use super::{Sink, SinkError};
use cuebook_engine::Block;

/// Blocks that go over together, so that the change of threads costs little.
const BATCH: usize = 32;

/// The maximum number of batches in transit.
const BATCHES: usize = 4;

/// Blocks, each with the number of its frames.
type Batch = Vec<(Block, usize)>;

/// Passes blocks to a sink in another thread.
pub(crate) struct BackgroundSink<S: Sink + 'static> {
    batch: Batch,
    full: Option<SyncSender<Batch>>,
    empty: Receiver<Batch>,
    thread: Option<JoinHandle<Result<S, SinkError>>>,
    loudness: Option<Loudness>,
}

impl<S: Sink + 'static> BackgroundSink<S> {
    /// Starts the thread.
    #[must_use]
    pub(crate) fn new(sink: S) -> BackgroundSink<S> {
        let (full, batches) = sync_channel(BATCHES);
        let (used, empty) = sync_channel(BATCHES);
        BackgroundSink {
            batch: Vec::with_capacity(BATCH),
            full: Some(full),
            empty,
            thread: Some(thread::spawn(move || work(sink, &batches, &used))),
            loudness: None,
        }
    }

    fn send(&mut self) -> Result<(), SinkError> {
        let next = self.empty.try_recv().unwrap_or_default();
        let batch = std::mem::replace(&mut self.batch, next);
        let sent = self
            .full
            .as_ref()
            .is_some_and(|full| full.send(batch).is_ok());
        if sent { Ok(()) } else { self.end().map(drop) }
    }

    /// Ends the thread and returns its sink, or the error that ended it.
    fn end(&mut self) -> Result<Option<S>, SinkError> {
        self.full = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(sink)) => sink.map(Some),
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(None),
        }
    }
}

fn work<S: Sink>(
    mut sink: S,
    batches: &Receiver<Batch>,
    used: &SyncSender<Batch>,
) -> Result<S, SinkError> {
    for mut batch in batches {
        for (block, frames) in batch.drain(..) {
            sink.write(&block, frames)?;
        }
        // Dropped when the other side has ended.
        let _ = used.try_send(batch);
    }
    Ok(sink)
}

impl<S: Sink + 'static> Sink for BackgroundSink<S> {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.batch.push((block.clone(), frames));
        if self.batch.len() == BATCH {
            self.send()?;
        }
        Ok(())
    }

    fn measured(&mut self, loudness: &Loudness) {
        self.loudness = Some(*loudness);
    }

    fn finish(mut self) -> Result<(), SinkError> {
        self.send()?;
        let Some(mut sink) = self.end()? else {
            return Ok(());
        };
        if let Some(loudness) = &self.loudness {
            sink.measured(loudness);
        }
        sink.finish()
    }
}

impl<S: Sink + 'static> Drop for BackgroundSink<S> {
    fn drop(&mut self) {
        // A sink that is not finished leaves nothing behind. Wait until it is
        // gone.
        self.full = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Heard {
        frames: Arc<Mutex<Vec<f32>>>,
        finished: Arc<Mutex<bool>>,
        /// The number of blocks after which the sink fails.
        limit: usize,
    }

    impl Sink for Heard {
        fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
            let mut heard = self.frames.lock().unwrap();
            if heard.len() == self.limit {
                return Err(SinkError::Length {
                    path: "full".into(),
                    promised: 0,
                    given: frames as u64,
                });
            }
            heard.push(block.left[0]);
            Ok(())
        }

        fn finish(self) -> Result<(), SinkError> {
            *self.finished.lock().unwrap() = true;
            Ok(())
        }
    }

    fn block(number: usize) -> Block {
        let mut block = Block::SILENCE;
        block.left[0] = number as f32;
        block
    }

    #[test]
    fn blocks_arrive_in_order_and_all_of_them() {
        let heard = Heard {
            limit: usize::MAX,
            ..Heard::default()
        };
        let mut behind = BackgroundSink::new(heard.clone());
        for number in 0..BATCH * 20 + 7 {
            behind.write(&block(number), 1).unwrap();
        }
        behind.finish().unwrap();
        let expected: Vec<f32> = (0..BATCH * 20 + 7).map(|i| i as f32).collect();
        assert_eq!(*heard.frames.lock().unwrap(), expected);
        assert!(*heard.finished.lock().unwrap());
    }

    #[test]
    fn a_failure_is_returned_and_nothing_is_finished() {
        let heard = Heard {
            limit: BATCH + 3,
            ..Heard::default()
        };
        let mut behind = BackgroundSink::new(heard.clone());
        let mut failed = false;
        for number in 0..BATCH * 20 {
            failed |= behind.write(&block(number), 1).is_err();
        }
        assert!(failed);
        drop(behind);
        assert!(!*heard.finished.lock().unwrap());
    }
}
