//! The generators of layers, before filters and envelopes.
//!
//! Each takes values in SI units and a random stream, and returns mono samples.
//! Expensive functions are evaluated before the first sample; the samples are
//! computed by recurrence. An event ends near zero.

pub(super) mod bell;
pub(super) mod blast;
pub(super) mod bubble;
pub(super) mod call;
pub(super) mod double;
pub(super) mod driven;
pub(super) mod friction;
pub(super) mod grains;
pub(super) mod course;
pub(super) mod engine;
pub(super) mod flute;
pub(super) mod hall;
pub(super) mod instrument;
pub(super) mod modes;
pub(super) mod noise;
pub(super) mod strings;
pub(super) mod throat;
pub(super) mod tines;
pub(super) mod tone;
