//! The page on which an interactive show is played: its manifest, and the files of the page.
//!
//! The manifest has the graph of the story, the words with their times, and for each part between
//! two decisions the sounds with their places. The page and other players read it.

pub(crate) mod graph;
pub(crate) mod manifest;
pub(crate) mod page;
pub(crate) mod schema;

#[cfg(test)]
mod tests;
