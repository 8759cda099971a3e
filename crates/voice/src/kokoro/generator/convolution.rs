//! A convolution over time with weights of eight bits, as a product of matrices.
//!
//! The values of a moment are side by side. So the moments that one output needs are neighbours
//! too, and the rows of the left matrix overlap in one buffer; nothing is copied for each tap. With a dilation of
//! d, every dth moment is a neighbour. The products are whole numbers, so every processor has the
//! same ones.

use std::ops::Range;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_tensor::NdTensorView;

use super::super::graph::parts::Stored;

/// The moments of which products are made at once: their sums stay in the processor's cache.
const STRETCH: usize = 420;

/// A number that a float must be near so that its last digit is 1: adding it rounds to a whole number.
pub(super) const ROUND: f32 = 12_582_912.0;

/// What multiplies matrices on this processor.
type Product = GemmExecutor<u8, i8, i32>;

/// A convolution. It has as many outputs as inputs, and is centred.
pub(super) struct Convolution {
    weights: PackedBMatrix<i8>,
    width: usize,
    taps: usize,
    dilation: usize,
    /// The value of one step of the weights, and the weight that means zero.
    step: f32,
    zero: i32,
    bias: Vec<f32>,
}

/// Values as bytes.
#[derive(Default)]
pub(super) struct Bytes {
    product: Product,
    bytes: Vec<u8>,
    /// The value of one step, and the byte that means zero.
    step: f32,
    zero: u8,
    /// The zero for each row of a stretch.
    zeros: Vec<u8>,
    /// The sum of each row, in steps.
    rows: Vec<i32>,
    sums: Vec<i32>,
}

/// What happens with the results.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Results {
    Replace,
    Add,
}

impl Convolution {
    /// Packs the weights. `None` if the numbers are not those of such a convolution.
    pub(super) fn new(stored: &Stored<'_>, bias: Vec<f32>) -> Option<Convolution> {
        let [width, inputs, taps] = stored.shape;
        let fits = inputs == width
            && stored.weights.len() == width * width * taps
            && bias.len() == width
            && stored.dilation > 0
            && taps % 2 == 1;
        if !fits {
            return None;
        }
        let mut rows = vec![0; width * width * taps];
        for (place, weight) in stored.weights.iter().enumerate() {
            let (output, input, tap) = (place / taps / width, place / taps % width, place % taps);
            rows[(tap * width + input) * width + output] = (*weight ^ 0x80).cast_signed();
        }
        let rows = NdTensorView::from_data([taps * width, width], rows.as_slice());
        Some(Convolution {
            weights: Product::new().prepack_b(rows),
            width,
            taps,
            dilation: stored.dilation,
            step: stored.step,
            zero: i32::from(stored.zero) - 128,
            bias,
        })
    }

    /// Returns the number of channels.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Writes the results of the bytes, or adds them.
    pub(super) fn products(&self, bytes: &mut Bytes, output: &mut [f32], results: Results) {
        let moments = output.len() / self.width;
        let scale = bytes.step * self.step;
        bytes.zeros.clear();
        bytes.zeros.resize(STRETCH, bytes.zero);
        bytes.sums.resize(STRETCH * self.width, 0);
        for (phase, rows) in self.phases(moments).enumerate() {
            let count = rows.len() - (self.taps - 1);
            for first in (0..count).step_by(STRETCH) {
                let length = STRETCH.min(count - first);
                let sums = &mut bytes.sums[..length * self.width];
                let left = &bytes.bytes[(rows.start + first) * self.width..];
                let left = NdTensorView::from_slice_with_strides(
                    [length, self.taps * self.width],
                    left,
                    [self.width, 1],
                );
                let left = left.expect("the buffer holds every row and its taps");
                let options = GemmOptions {
                    a_quant: Some(QuantParams {
                        zero_point: &bytes.zeros[..length],
                    }),
                    ..GemmOptions::default()
                };
                let product = bytes.product.gemm(
                    sums,
                    GemmInputA::Unpacked(left),
                    GemmInputB::Packed(&self.weights),
                    options,
                );
                product.expect("the sizes fit, and the weights are packed for this processor");
                for (row, sums) in sums.chunks_exact(self.width).enumerate() {
                    let moment = (first + row) * self.dilation + phase;
                    let output = &mut output[moment * self.width..][..self.width];
                    // The weights were packed as if zero were 0.
                    let inputs = &bytes.rows[rows.start + first + row..][..self.taps];
                    let excess = self.zero * inputs.iter().sum::<i32>();
                    scaled((sums, excess), (scale, &self.bias), output, results);
                }
            }
        }
    }

    /// Returns the rows of the buffer for each phase: its moments, with the padding on both sides.
    fn phases(&self, moments: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let (taps, dilation) = (self.taps, self.dilation);
        let mut start = 0;
        (0..dilation.min(moments)).map(move |phase| {
            let length = (moments - phase).div_ceil(dilation) + taps - 1;
            let rows = start..start + length;
            start = rows.end;
            rows
        })
    }
}

impl Bytes {
    /// Makes bytes of values, whose lowest and highest are known, in the order in which a convolution
    /// takes them: phase by phase.
    pub(super) fn fill(
        &mut self,
        values: &[f32],
        (low, high): (f32, f32),
        convolution: &Convolution,
    ) {
        let width = convolution.width;
        let (low, high) = (low.min(0.0), high.max(0.0));
        let step = if high > low {
            (high - low) / 255.0
        } else {
            1.0
        };
        let zero = ((-low / step + ROUND) - ROUND).clamp(0.0, 255.0);
        (self.step, self.zero) = (step, zero as u8);
        let moments = values.len() / width;
        let phases: Vec<Range<usize>> = convolution.phases(moments).collect();
        let rows = phases.last().map_or(0, |rows| rows.end);
        // The bytes that are not written below are the padding.
        self.bytes.clear();
        self.bytes.resize(rows * width, self.zero);
        self.rows.clear();
        self.rows.resize(rows, 0);
        let (steps, before) = (1.0 / step, (convolution.taps - 1) / 2);
        for (phase, rows) in phases.iter().enumerate() {
            let to = &mut self.bytes[(rows.start + before) * width..];
            let sums = &mut self.rows[rows.start + before..];
            let from = values.chunks_exact(width).skip(phase);
            let from = from.step_by(convolution.dilation);
            for ((to, from), sum) in to.chunks_exact_mut(width).zip(from).zip(sums) {
                for (byte, value) in to.iter_mut().zip(from) {
                    *byte = nearest(*value * steps + zero);
                }
                let all: i32 = to.iter().map(|byte| i32::from(*byte)).sum();
                *sum = all - width as i32 * i32::from(self.zero);
            }
        }
    }
}

/// Returns the nearest whole number from 0 to 255.
#[inline(always)]
fn nearest(value: f32) -> u8 {
    let value = if value > 0.0 { value } else { 0.0 };
    let value = if value < 255.0 { value } else { 255.0 };
    // The last bits of the sum are the number.
    (value + ROUND).to_bits() as u8
}

fn scaled(
    (sums, excess): (&[i32], i32),
    (scale, bias): (f32, &[f32]),
    output: &mut [f32],
    results: Results,
) {
    let values = sums.iter().zip(bias);
    match results {
        Results::Replace => {
            for (output, (sum, bias)) in output.iter_mut().zip(values) {
                *output = (*sum - excess) as f32 * scale + bias;
            }
        }
        Results::Add => {
            for (output, (sum, bias)) in output.iter_mut().zip(values) {
                *output += (*sum - excess) as f32 * scale + bias;
            }
        }
    }
}
