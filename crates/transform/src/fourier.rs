//! Transforms of real signals.

use std::sync::Arc;

use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

/// Returns the transform from `length` real samples to `length / 2 + 1` bins. It is not scaled.
#[inline(never)]
#[must_use]
pub fn forward(length: usize) -> Arc<dyn RealToComplex<f32>> {
    RealFftPlanner::new().plan_fft_forward(length)
}

/// Returns the transform from `length / 2 + 1` bins back to `length` real samples. It is not scaled, so
/// both transforms together multiply a signal by `length`.
#[inline(never)]
#[must_use]
pub fn inverse(length: usize) -> Arc<dyn ComplexToReal<f32>> {
    RealFftPlanner::new().plan_fft_inverse(length)
}
