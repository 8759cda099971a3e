//! Makes missing pieces in background threads. Takes productions and the order in which
//! their pieces are needed, puts the pieces into the cache, and reports each one. A piece
//! that fails is not tried again and is reported once.

use std::collections::HashSet;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Event;
use super::played_path::PlayedPath;
use super::thread_priority::give_way;
use crate::book::Turns;
use crate::perform::{Ahead, Cache, Context, PerformError};
use crate::session::Show;
use crate::world::Disk;
use cuebook_core::id::AudioId;
use cuebook_core::progress::Silent;
use cuebook_core::units::Frames;
use cuebook_voice::Voice;

/// How long an idle thread waits before it looks for work again. Another process may have
/// been making a piece that it could not take.
const IDLE: Duration = Duration::from_millis(50);

/// A show with the cache, the files and the pieces for its performance.
#[derive(Clone)]
pub(super) struct Production {
    pub show: Arc<Show>,
    /// The path, in an interactive show.
    pub path: Option<Arc<PlayedPath>>,
    /// The turns of the path, at their times.
    pub turns: Turns,
    pub world: Disk,
    pub cache: Cache,
    pub ahead: Arc<Ahead>,
    /// The pieces that failed.
    pub failed: Arc<Mutex<HashSet<AudioId>>>,
}

impl Production {
    /// Returns the production with a decision at another time after its question.
    pub(super) fn decided(&self, number: usize, after: Frames) -> Production {
        let mut own = self.clone();
        if let Some(path) = &mut own.path {
            let path = Arc::make_mut(path);
            if let Some(asked) = path.asked().nth(number) {
                own.turns.hold(asked.turn, after);
            }
            if let Some(decision) = path.decisions.get_mut(number) {
                decision.after = Some(after);
            }
        }
        own
    }

    /// Returns whether a piece has failed, so that playback does not wait for it.
    pub(super) fn is_hopeless(&self, piece: AudioId) -> bool {
        lock(&self.failed).contains(&piece)
    }

    /// Returns the number of missing pieces that have not failed.
    pub(super) fn missing(&self) -> usize {
        self.ahead.missing() - lock(&self.failed).len()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Pieces of a production, in the order in which they are needed.
pub(super) type Job = (Arc<Production>, Vec<AudioId>);

/// The current jobs.
#[derive(Default)]
struct Task {
    jobs: Arc<Vec<Job>>,
    is_over: bool,
}

/// The threads that make missing pieces.
#[derive(Clone)]
pub(super) struct Workers {
    task: Arc<(Mutex<Task>, Condvar)>,
    events: Sender<Event>,
}

impl Workers {
    pub(super) fn new(events: Sender<Event>) -> Workers {
        Workers {
            task: Arc::default(),
            events,
        }
    }

    /// Replaces the jobs. They are done one after the other.
    pub(super) fn set(&self, jobs: Vec<Job>) {
        let (task, changed) = &*self.task;
        lock(task).jobs = Arc::new(jobs);
        changed.notify_all();
    }

    /// Ends the threads.
    pub(super) fn end(&self) {
        let (task, changed) = &*self.task;
        lock(task).is_over = true;
        changed.notify_all();
    }

    /// Runs one thread until the end.
    pub(super) fn work(&self, voice: &dyn Voice) {
        give_way();
        loop {
            let (task, changed) = &*self.task;
            let now = lock(task);
            if now.is_over {
                return;
            }
            let jobs = now.jobs.clone();
            drop(now);
            let has_worked = jobs.iter().any(|(own, order)| self.make(own, order, voice));
            if !has_worked {
                let idle = changed.wait_timeout(lock(task), IDLE);
                drop(idle);
            }
        }
    }

    /// Makes one piece. Returns whether there was one to make.
    fn make(&self, own: &Arc<Production>, order: &[AudioId], voice: &dyn Voice) -> bool {
        let context = Context {
            world: &own.world,
            voice,
            cache: &own.cache,
            jobs: 1,
            progress: &Silent,
        };
        let failed = lock(&own.failed).clone();
        let left: Vec<AudioId> = order
            .iter()
            .copied()
            .filter(|p| !failed.contains(p))
            .collect();
        let made = own.ahead.make_first(&left, &own.show.book, &context);
        match made {
            Ok(None) => false,
            Ok(Some(_)) => self.events.send(Event::Made).is_ok(),
            Err(failed) => {
                let (piece, error) = *failed;
                lock(&own.failed).insert(piece);
                self.events.send(Event::Failed(own.clone(), error)).is_ok()
            }
        }
    }
}

/// Returns the message for a piece that cannot be made, if that is no error of the
/// author.
pub(super) fn message(error: &PerformError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
