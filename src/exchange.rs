//! Formats of other programs and people.
//!
//! The module writes a show as a script, a screenplay, reading sheets, labels,
//! captions, cue lists, projects of workstations, a page for listeners and a text to read along,
//! and matches recordings to its lines. It reads books and documents as text. It opens no files.

pub(crate) mod audacity;
pub(crate) mod branching;
pub(crate) mod captions;
pub(crate) mod chapters;
pub(crate) mod cue_list;
pub(crate) mod cuesheet;
pub(crate) mod dawproject;
pub(crate) mod expected;
pub(crate) mod feed;
pub(crate) mod fountain;
pub(crate) mod ink;
pub(crate) mod labels;
pub(crate) mod line_id;
pub(crate) mod manuscript;
pub(crate) mod markdown;
pub(crate) mod playscript;
pub(crate) mod read_along;
pub(crate) mod reaper;
pub(crate) mod recordings;
pub(crate) mod sheets;
pub(crate) mod shown;
pub(crate) mod twee;
pub(crate) mod web;
pub(crate) mod workstation;
mod xml;
