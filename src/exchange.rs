//! Formats of other programs and people.
//!
//! The module writes a show as a script, a screenplay, reading sheets, labels and
//! a cue list, and matches recordings to its lines. It does not access files.

pub mod cuesheet;
pub mod expected;
pub mod fountain;
pub mod labels;
pub mod line_id;
pub mod markdown;
pub mod playscript;
pub mod recordings;
pub mod sheets;
