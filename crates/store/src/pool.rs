//! Threads that do work for a store in the background.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{mem, thread};

use crate::lock;

type Job = Box<dyn FnOnce() + Send>;

/// Some threads and the work for them. The threads begin with the first work, and end with the pool.
pub(crate) struct Pool {
    queue: Arc<Queue>,
    threads: usize,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    /// The jobs that wait or are being done.
    open: usize,
    threads: usize,
    is_over: bool,
}

impl Pool {
    pub(crate) fn new(threads: usize) -> Pool {
        Pool {
            queue: Arc::default(),
            threads,
        }
    }

    pub(crate) fn run(&self, job: impl FnOnce() + Send + 'static) {
        let mut state = self.queue.lock();
        state.jobs.push_back(Box::new(job));
        state.open += 1;
        if state.threads < self.threads && state.threads < state.open {
            state.threads += 1;
            let queue = self.queue.clone();
            thread::spawn(move || queue.work());
        }
        drop(state);
        self.queue.changed.notify_all();
    }

    /// Waits until all work is done, at most for a time. Returns whether it is.
    pub(crate) fn finish(&self, most: Duration) -> bool {
        let until = Instant::now() + most;
        let mut state = self.queue.lock();
        while state.open > 0 {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.queue.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        state.is_over = true;
        let left = mem::take(&mut state.jobs);
        drop(state);
        self.queue.changed.notify_all();
        // What they own may ask the store once more.
        drop(left);
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    fn work(&self) {
        while let Some(job) = self.next() {
            // A job that panics must not leave others waiting for ever.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
            self.lock().open -= 1;
            self.changed.notify_all();
        }
    }

    fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if state.is_over {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            let changed = self.changed.wait(state);
            state = changed.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn all_work_is_done_before_the_end() {
        let pool = Pool::new(3);
        let done = Arc::new(AtomicUsize::new(0));
        for _ in 0..50 {
            let done = done.clone();
            pool.run(move || {
                thread::sleep(Duration::from_millis(1));
                done.fetch_add(1, Ordering::SeqCst);
            });
        }
        assert!(pool.finish(Duration::from_secs(20)));
        assert_eq!(done.load(Ordering::SeqCst), 50);
        pool.run(|| thread::sleep(Duration::from_millis(300)));
        assert!(!pool.finish(Duration::from_millis(10)));
    }
}
