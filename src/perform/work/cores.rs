//! Does work on several threads. The failure of a speech engine leaves the other work to be done.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::book::Book;
use crate::perform::cache::AudioSpec;
use crate::perform::{Context, PerformError};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::AudioId;

/// Runs the work on as many threads as the context has jobs. After the first failure no further work
/// is started, unless it is one of a speech engine: then the others may go on. Work that another
/// machine does is left out.
pub(super) fn on_all_cores(
    works: &[AudioId],
    (book, context): (&Book, &Context<'_>),
    make: impl Fn(AudioId) -> Result<AudioSpec, PerformError> + Sync,
) -> Result<Vec<(AudioId, AudioSpec)>, PerformError> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Ok(Vec::with_capacity(works.len())));
    let unspoken = Mutex::new(Vec::new());
    let run = || {
        while let Some(id) = works.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = make(*id);
            if let Err(PerformError::Claimed) = result {
                continue;
            }
            context.progress.advance(1);
            if let Err(error) = &result
                && let Some(line) = error.unspoken(book)
            {
                lock(&unspoken).push(line);
                continue;
            }
            let mut made = lock(&made);
            match (&mut *made, result) {
                (Ok(specs), Ok(spec)) => specs.push((*id, spec)),
                (Ok(_), Err(error)) => {
                    next.store(works.len(), Ordering::Relaxed);
                    *made = Err(error);
                }
                (Err(_), _) => {}
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..context.jobs.min(works.len()) {
            scope.spawn(run);
        }
        run();
    });
    let mut unspoken = std::mem::take(&mut *lock(&unspoken));
    let made = std::mem::replace(&mut *lock(&made), Ok(Vec::new()))?;
    unspoken.sort_by_key(|line: &Diagnostic| line.labels[0].span);
    unspoken.dedup();
    match unspoken.is_empty() {
        true => Ok(made),
        false => Err(PerformError::Unspoken(unspoken)),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
