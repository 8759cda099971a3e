//! The prompt book: every line and cue tied to its place in the text.
//!
//! In: a script. Out: places in its prose. Always true: a place is one that the
//! script names without doubt.

pub mod place;
