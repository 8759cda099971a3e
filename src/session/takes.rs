//! Recordings of people: whether they have the words of their lines, and how a long one is cut.

pub mod differing;
pub(crate) mod split;
