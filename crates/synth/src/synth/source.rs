//! The generators of layers, before filters and envelopes.
//!
//! Each takes values in SI units and a random stream, and returns mono samples.
//! Expensive functions are evaluated before the first sample; the samples are
//! computed by recurrence. An event ends near zero.

pub mod bell;
pub mod blast;
pub mod bubble;
pub mod double;
pub mod driven;
pub mod friction;
pub mod grains;
pub mod course;
pub mod engine;
pub mod hall;
pub mod instrument;
pub mod modes;
pub mod noise;
pub mod throat;
pub mod tone;
