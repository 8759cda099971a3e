//! Fourier transforms and changes of the sample rate.
//!
//! The crates behind them, `realfft` and `rubato`, are generic over the sample type. So each crate that
//! uses them directly compiles all their kernels again: over a megabyte of code, and half a minute of
//! work for the compiler. This crate compiles them once, for `f32`. Its functions are never inlined,
//! because an inlined one would bring the kernels with it.

mod fourier;
mod rate;

pub use fourier::{forward, inverse};
pub use rate::{RateError, Resampler, Window, resampled};
pub use realfft::num_complex::Complex32;
pub use realfft::{ComplexToReal, RealToComplex};
