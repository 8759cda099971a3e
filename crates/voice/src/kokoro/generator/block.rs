//! A residual block: three steps of two halves. Each half normalises its values by the style, bends
//! them, and convolves them; the result of a step is added to the values that it began with.
//!
//! Takes and returns values by moment and channel. (Li and others, "StyleTTS 2", 2023, after Kong,
//! Kim and Bae, "HiFi-GAN", 2020; the bend is that of Ziyin, Hartwig and Ueda, "Neural networks fail
//! to learn periodic functions", 2020)

use super::convolution::{Bytes, Convolution, ROUND, Results};

/// The moments whose sums are made in single precision.
const PART: usize = 64;

/// The least variance that a channel is normalised by.
const LEAST: f64 = 1e-5;

/// sin²(π√u) / u for u from 0 to 0.25: interpolated at the roots of a Chebyshev polynomial, with an
/// error of 2·10⁻⁸.
const SQUARED_SINE: [f32; 6] = [
    9.869_604,
    -32.469_67,
    42.727_19,
    -30.101_4,
    13.049_796,
    -3.356_108_6,
];

/// A residual block.
pub(super) struct Block {
    halves: Vec<Half>,
}

/// One half of a step.
pub(super) struct Half {
    convolution: Convolution,
    /// The frequency of the bend of each channel.
    frequencies: Vec<f32>,
}

/// What a style makes of the normalised values of each channel, for one half.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manner {
    pub gains: Vec<f32>,
    pub shifts: Vec<f32>,
}

/// Memory that the halves use one after the other.
#[derive(Default)]
pub(super) struct Scratch {
    values: Vec<f32>,
    bytes: Bytes,
}

/// A line for each channel, and the bend after it.
struct Curve {
    slopes: Vec<f32>,
    shifts: Vec<f32>,
    /// The turns of the bend for a value of 1, and its height.
    turns: Vec<f32>,
    heights: Vec<f32>,
}

impl Half {
    /// Returns a half, or `None` if the numbers of channels differ.
    pub(super) fn new(convolution: Convolution, frequencies: Vec<f32>) -> Option<Half> {
        (convolution.width() == frequencies.len()).then_some(Half {
            convolution,
            frequencies,
        })
    }
}

impl Block {
    pub(super) fn new(halves: Vec<Half>) -> Block {
        Block { halves }
    }

    /// Changes `values`. There is a manner for each half. Returns `None` if the numbers of channels differ.
    pub(super) fn run(
        &self,
        values: &mut [f32],
        manners: &[Manner],
        scratch: &mut Scratch,
    ) -> Option<()> {
        let width = self.halves.first()?.frequencies.len();
        let fits = |(half, manner): (&Half, &Manner)| {
            half.frequencies.len() == width
                && manner.gains.len() == width
                && manner.shifts.len() == width
        };
        let all_fit = self.halves.iter().zip(manners).all(fits);
        if !all_fit || manners.len() != self.halves.len() || !values.len().is_multiple_of(width) {
            return None;
        }
        for (halves, manners) in self.halves.chunks_exact(2).zip(manners.chunks_exact(2)) {
            let curve = Curve::new(values, &halves[0], &manners[0]);
            scratch.values.clear();
            scratch.values.extend_from_slice(values);
            let range = curve.bend(&mut scratch.values);
            let convolution = &halves[0].convolution;
            scratch.bytes.fill(&scratch.values, range, convolution);
            convolution.products(&mut scratch.bytes, &mut scratch.values, Results::Replace);

            let curve = Curve::new(&scratch.values, &halves[1], &manners[1]);
            let range = curve.bend(&mut scratch.values);
            let convolution = &halves[1].convolution;
            scratch.bytes.fill(&scratch.values, range, convolution);
            convolution.products(&mut scratch.bytes, values, Results::Add);
        }
        Some(())
    }
}

impl Curve {
    /// Returns the curve that normalises `values` and gives them a manner.
    fn new(values: &[f32], half: &Half, manner: &Manner) -> Curve {
        let width = half.frequencies.len();
        let spread = spread(values, width);
        let slope = |(gain, (_, variance)): (&f32, &(f64, f64))| {
            (f64::from(*gain) / libm::sqrt(variance + LEAST)) as f32
        };
        let slopes: Vec<f32> = manner.gains.iter().zip(&spread).map(slope).collect();
        let means = spread.iter().map(|(mean, _)| *mean as f32);
        let shift = |((shift, slope), mean): ((&f32, &f32), f32)| shift - slope * mean;
        Curve {
            shifts: manner
                .shifts
                .iter()
                .zip(&slopes)
                .zip(means)
                .map(shift)
                .collect(),
            slopes,
            turns: half
                .frequencies
                .iter()
                .map(|own| own / std::f32::consts::PI)
                .collect(),
            heights: half.frequencies.iter().map(|own| 1.0 / own).collect(),
        }
    }

    /// Moves all values along the curve. Returns the lowest and the highest result.
    fn bend(&self, values: &mut [f32]) -> (f32, f32) {
        let width = self.slopes.len();
        let (slopes, shifts) = (&self.slopes[..width], &self.shifts[..width]);
        let (turns, heights) = (&self.turns[..width], &self.heights[..width]);
        let (mut lows, mut highs) = (vec![0.0_f32; width], vec![0.0_f32; width]);
        for row in values.chunks_exact_mut(width) {
            // Equal lengths let the compiler leave out the checks.
            let (row, lows, highs) = (&mut row[..width], &mut lows[..width], &mut highs[..width]);
            for channel in 0..width {
                let value = row[channel] * slopes[channel] + shifts[channel];
                let turn = value * turns[channel];
                let part = turn - ((turn + ROUND) - ROUND);
                let value = value + squared_sine(part * part) * heights[channel];
                row[channel] = value;
                lows[channel] = if value < lows[channel] {
                    value
                } else {
                    lows[channel]
                };
                highs[channel] = if value > highs[channel] {
                    value
                } else {
                    highs[channel]
                };
            }
        }
        (
            lows.into_iter().fold(0.0, f32::min),
            highs.into_iter().fold(0.0, f32::max),
        )
    }
}

/// Returns sin²(π√u).
#[inline(always)]
fn squared_sine(u: f32) -> f32 {
    let [a, b, c, d, e, f] = SQUARED_SINE;
    u * (a + u * (b + u * (c + u * (d + u * (e + u * f)))))
}

/// Returns the mean and the variance of each channel.
fn spread(values: &[f32], width: usize) -> Vec<(f64, f64)> {
    let mut totals = vec![(0.0_f64, 0.0_f64); width];
    let (mut sums, mut squares) = (vec![0.0_f32; width], vec![0.0_f32; width]);
    for part in values.chunks(PART * width) {
        sums.fill(0.0);
        squares.fill(0.0);
        for row in part.chunks_exact(width) {
            let (row, sums) = (&row[..width], &mut sums[..width]);
            let squares = &mut squares[..width];
            for channel in 0..width {
                sums[channel] += row[channel];
                squares[channel] += row[channel] * row[channel];
            }
        }
        for (total, (sum, square)) in totals.iter_mut().zip(sums.iter().zip(&squares)) {
            total.0 += f64::from(*sum);
            total.1 += f64::from(*square);
        }
    }
    let moments = (values.len() / width.max(1)).max(1) as f64;
    let measured = |(sum, square): (f64, f64)| {
        let mean = sum / moments;
        (mean, (square / moments - mean * mean).max(0.0))
    };
    totals.into_iter().map(measured).collect()
}
