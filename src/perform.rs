//! The performance: every line and sound as audio, with the time of every word.
//!
//! In: a book. Out: takes and clips at the engine's rate, kept by content in
//! the cache. Always true: the same request gives the same samples.

pub mod cache;
pub mod level;
pub mod sound;
pub mod voice;
