//! Encodes planar floats as interleaved little-endian samples. The same samples
//! give the same bytes; dither comes from a fixed seed.

use crate::output::meter::Sides;
use cuebook_engine::Block;

/// The encoding of a sample.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// 16 bits with triangular dither of two steps, also on silence, so that
    /// the noise floor is constant.
    Pcm16,
    /// 24 bits, rounded: its steps are below the noise of any converter.
    Pcm24,
    /// 32-bit floats, unchanged.
    Float32,
}

impl Encoding {
    /// Returns the bytes of a sample.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Encoding::Pcm16 => 2,
            Encoding::Pcm24 => 3,
            Encoding::Float32 => 4,
        }
    }
}

/// Encodes a show from its beginning.
pub(crate) struct Encoder {
    encoding: Encoding,
    sides: Sides,
    dither: Dither,
}

impl Encoder {
    pub(crate) fn new(encoding: Encoding, sides: Sides) -> Encoder {
        Encoder {
            encoding,
            sides,
            dither: Dither(0),
        }
    }

    /// Appends the first `frames` frames of a block to `bytes`.
    pub(crate) fn encode(&mut self, block: &Block, frames: usize, bytes: &mut Vec<u8>) {
        match self.sides {
            Sides::Both => self.both(block, frames, bytes),
            Sides::One => self.one(&block.left[..frames], bytes),
        }
    }

    fn one(&mut self, samples: &[f32], bytes: &mut Vec<u8>) {
        for sample in samples {
            match self.encoding {
                Encoding::Pcm16 => {
                    let [dither, _] = self.dither.next();
                    bytes.extend(pcm16(*sample, dither).to_le_bytes());
                }
                Encoding::Pcm24 => bytes.extend(&pcm24(*sample).to_le_bytes()[..3]),
                Encoding::Float32 => bytes.extend(sample.to_le_bytes()),
            }
        }
    }

    fn both(&mut self, block: &Block, frames: usize, bytes: &mut Vec<u8>) {
        let (left, right) = (&block.left[..frames], &block.right[..frames]);
        let pairs = left.iter().zip(right);
        let start = bytes.len();
        bytes.resize(start + frames * 2 * self.encoding.bytes(), 0);
        let out = &mut bytes[start..];
        match self.encoding {
            Encoding::Pcm16 => {
                for (frame, (left, right)) in out.as_chunks_mut::<4>().0.iter_mut().zip(pairs) {
                    let [first, second] = self.dither.next();
                    let [a, b] = pcm16(*left, first).to_le_bytes();
                    let [c, d] = pcm16(*right, second).to_le_bytes();
                    *frame = [a, b, c, d];
                }
            }
            Encoding::Pcm24 => {
                for (frame, (left, right)) in out.as_chunks_mut::<6>().0.iter_mut().zip(pairs) {
                    let [a, b, c, _] = pcm24(*left).to_le_bytes();
                    let [d, e, f, _] = pcm24(*right).to_le_bytes();
                    *frame = [a, b, c, d, e, f];
                }
            }
            Encoding::Float32 => {
                for (frame, (left, right)) in out.as_chunks_mut::<8>().0.iter_mut().zip(pairs) {
                    let [a, b, c, d] = left.to_le_bytes();
                    let [e, f, g, h] = right.to_le_bytes();
                    *frame = [a, b, c, d, e, f, g, h];
                }
            }
        }
    }
}

/// Returns the nearest step of 16 bits to a sample with dither, in steps.
fn pcm16(sample: f32, dither: f32) -> i16 {
    // Adding this leaves no bits for a fraction: the sum is rounded, to even.
    const ROUND: f32 = 12_582_912.0;
    let steps = (sample * 32_768.0 + dither).clamp(-32_768.0, 32_767.0);
    ((steps + ROUND) - ROUND) as i16
}

/// Returns the nearest step of 24 bits.
fn pcm24(sample: f32) -> i32 {
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let steps = (f64::from(sample) * 8_388_608.0).clamp(-8_388_608.0, 8_388_607.0);
    ((steps + ROUND) - ROUND) as i32
}

/// Triangular noise between −1 and 1 step, from the generator SplitMix64
/// (Steele, Lea and Flood, 2014).
struct Dither(u64);

impl Dither {
    /// Returns the noise for the two sides of a frame.
    fn next(&mut self) -> [f32; 2] {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let even = |shift: u32| f32::from((mixed >> shift) as u16) / 65_536.0;
        // The difference of two uniform numbers has a triangular distribution
        // around 0.
        [even(0) - even(16), even(32) - even(48)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::BLOCK;

    #[test]
    fn steps_are_rounded_and_bounded() {
        assert_eq!(pcm24(0.0), 0);
        assert_eq!(pcm24(1.4 / 8_388_608.0), 1);
        assert_eq!(pcm24(-1.6 / 8_388_608.0), -2);
        assert_eq!(pcm24(1.0), 8_388_607);
        assert_eq!(pcm24(-3.0), -8_388_608);
        assert_eq!(pcm16(0.5, 0.0), 16_384);
        assert_eq!(pcm16(0.0, 0.7), 1);
        assert_eq!(pcm16(2.0, 0.9), 32_767);
        assert_eq!(pcm16(-2.0, -0.9), -32_768);
        assert_eq!(pcm16(f32::NAN, 0.0), 0);
    }

    #[test]
    fn dither_is_a_triangle_around_zero() {
        let mut dither = Dither(0);
        let draws: Vec<f64> = (0..100_000)
            .flat_map(|_| dither.next().map(f64::from))
            .collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let spread = draws.iter().map(|x| x * x).sum::<f64>() / draws.len() as f64;
        assert!(mean.abs() < 0.005, "{mean}");
        // The variance of a triangle over ±1 is 1/6.
        assert!((spread - 1.0 / 6.0).abs() < 0.002, "{spread}");
        assert!(draws.iter().all(|x| x.abs() <= 1.0));
        // A quarter is beyond ±1/2; of a uniform distribution over ±1 it would
        // be half.
        let beyond = draws.iter().filter(|x| x.abs() > 0.5).count();
        assert!((beyond as f64 / draws.len() as f64 - 0.25).abs() < 0.01);
    }

    #[test]
    fn dither_keeps_a_level_between_two_steps() {
        let quarter = Block {
            left: [0.25 / 32_768.0; BLOCK],
            right: [0.0; BLOCK],
        };
        let mut encoder = Encoder::new(Encoding::Pcm16, Sides::Both);
        let mut bytes = Vec::new();
        for _ in 0..100 {
            encoder.encode(&quarter, BLOCK, &mut bytes);
        }
        let left = bytes.as_chunks::<4>().0.iter();
        let sum: i64 = left
            .map(|frame| i64::from(i16::from_le_bytes([frame[0], frame[1]])))
            .sum();
        let mean = sum as f64 / (100 * BLOCK) as f64;
        assert!((mean - 0.25).abs() < 0.01, "{mean}");
    }
}
