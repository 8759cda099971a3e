//! The terminal view: what plays, and the keys that steer it.
//!
//! In: a moment of playing, and keys. Out: a picture of text, and what the user
//! wants. Always true: the view decides nothing about sound.

pub mod now;
