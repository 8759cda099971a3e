//! What other programs and people write and read.
//!
//! A show becomes pages to read, to record from and to cut from, and recordings
//! are fitted to its lines. Nothing here touches a disk.

pub mod cuesheet;
pub mod expected;
pub mod fountain;
pub mod labels;
pub mod line_id;
pub mod markdown;
pub mod playscript;
pub mod recordings;
pub mod sheets;
