//! Signal processing for cuebook: filters, loudness, convolution, rooms,
//! distance, barriers and the treatment of voices.
//!
//! Every function returns the same samples for the same arguments, on any number
//! of threads and in debug and release builds.

pub mod air;
pub mod canvas;
pub mod convolve;
pub mod filter;
pub mod gauge;
pub mod golden;
pub mod head;
pub mod level;
pub mod loudness;
pub mod measure;
mod motion;
pub mod moving;
pub mod passage;
pub mod passing;
pub mod place;
pub mod random;
pub mod space;
pub mod treat;
pub mod treatment;
