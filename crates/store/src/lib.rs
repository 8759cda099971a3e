//! Takes that several machines share. They are objects in a store: a folder, S3 or a service that speaks
//! as it does, Google Cloud Storage, or Azure Blob Storage.
//!
//! Under the address of the store, `takes/ab/cdef…` is a take by its key, with the hash of its content
//! before it, and `claims/abcdef…` says that a worker speaks this take now. Both are put there only if
//! they are not there yet, which the store decides, so two workers never both have a claim. One that is
//! taken over is replaced if nobody changed it; in a folder, `claims/abcdef….1` takes its place. No clock is
//! compared with another: a claim is dead when a worker that waits for it saw it unchanged for a while
//! by its own clock, and its owner changes it several times in that while.
//!
//! All calls wait for their answer. A store that cannot be reached is not asked again for some time.

use std::sync::{Mutex, MutexGuard, PoisonError};

#[cfg(not(feature = "https"))]
mod digest;
mod claim;
mod http;
mod link;
mod place;
mod pool;
mod shared;
mod slot;
mod wrap;

pub use claim::Claim;
pub use link::Away;
pub use place::Place;
pub use shared::{Held, Shared, Turn};

/// Whether this build can reach stores over HTTPS.
pub const HAS_HTTPS: bool = cfg!(feature = "https");

/// Locks a mutex, also after a panic of another thread: what it guards is whole after each step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
