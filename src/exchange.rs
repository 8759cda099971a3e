//! In and out: what other programs and people write and read.
//!
//! In: a screenplay, or a show. Out: prose and a cue script, or pages to read,
//! to record by and to cut by. Always true: nothing here touches a disk.

pub mod cuesheet;
pub mod draft;
pub mod expected;
pub mod fountain;
pub mod labels;
pub mod line_id;
pub mod markdown;
pub mod playscript;
pub mod recordings;
pub mod sheets;

/// Words on one line: white space of any kind becomes single spaces.
#[must_use]
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
