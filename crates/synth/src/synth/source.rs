//! The generators: what a layer can sound like before it is shaped.
//!
//! In: values in SI units and a stream of chance. Out: mono samples. Always
//! true: everything dear is worked out before the first sample, which comes by
//! recurrence; an event's end is near nought.

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
