//! The crew: threads that make what is missing, what is needed first first.
//!
//! In: a production, and the order in which its pieces are needed. Out: pieces
//! in the cache, and word of each. Always true: a piece that fails is not tried
//! again, and is told once.

use std::collections::HashSet;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::playback_controller::Event;
use super::thread_priority::give_way;
use crate::perform::voice::Voice;
use crate::perform::{Ahead, Cache, Context, PerformError};
use crate::progress::Silent;
use crate::session::Show;
use crate::world::Disk;

/// How long an idle thread waits before it looks again: what it could do may
/// have been in another's hands.
const IDLE: Duration = Duration::from_millis(50);

/// A show with everything that performs it but the voice.
pub struct Production {
    pub show: Show,
    pub world: Disk,
    pub cache: Cache,
    pub ahead: Ahead,
    /// The pieces that failed.
    pub failed: Mutex<HashSet<usize>>,
}

impl Production {
    /// Whether a piece can be waited for.
    pub fn is_hopeless(&self, piece: usize) -> bool {
        lock(&self.failed).contains(&piece)
    }

    /// How many pieces are missing and not hopeless.
    pub fn missing(&self) -> usize {
        self.ahead.missing() - lock(&self.failed).len()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Pieces of a production, in the order in which they are needed.
pub type Job = (Arc<Production>, Vec<usize>);

/// What there is to do.
#[derive(Default)]
struct Task {
    jobs: Arc<Vec<Job>>,
    is_over: bool,
}

/// Threads that make what is missing.
#[derive(Clone)]
pub struct Crew {
    task: Arc<(Mutex<Task>, Condvar)>,
    events: Sender<Event>,
}

impl Crew {
    pub fn new(events: Sender<Event>) -> Crew {
        Crew {
            task: Arc::default(),
            events,
        }
    }

    /// Gives them something to do, one job after the other, in place of what
    /// they did.
    pub fn set(&self, jobs: Vec<Job>) {
        let (task, changed) = &*self.task;
        lock(task).jobs = Arc::new(jobs);
        changed.notify_all();
    }

    /// Sends them home.
    pub fn end(&self) {
        let (task, changed) = &*self.task;
        lock(task).is_over = true;
        changed.notify_all();
    }

    /// One of them, until all go home.
    pub fn work(&self, voice: &dyn Voice) {
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

    /// Makes one piece. Tells whether there was one to make.
    fn make(&self, own: &Arc<Production>, order: &[usize], voice: &dyn Voice) -> bool {
        let context = Context {
            world: &own.world,
            voice,
            cache: &own.cache,
            jobs: 1,
            progress: &Silent,
        };
        let failed = lock(&own.failed).clone();
        let left: Vec<usize> = order
            .iter()
            .copied()
            .filter(|p| !failed.contains(p))
            .collect();
        let made = own.ahead.make_first(&left, &own.show.book, &context);
        match made {
            Ok(None) => false,
            Ok(Some(_)) => self.events.send(Event::Made).is_ok(),
            Err((piece, error)) => {
                lock(&own.failed).insert(piece);
                self.events.send(Event::Failed(own.clone(), error)).is_ok()
            }
        }
    }
}

/// What a person is told of a piece that cannot be made, if it is no mistake.
pub fn told(error: &PerformError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
