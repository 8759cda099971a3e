//! Kokoro-82M.
pub mod graph;
mod wire;
