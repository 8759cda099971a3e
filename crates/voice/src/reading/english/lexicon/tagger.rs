//! The part-of-speech tagger.
//!
//! It runs the tagger network of spaCy's `en_core_web_sm` 3.8.0 on the tokens of
//! a sentence and returns a Penn Treebank tag for each. The order of the
//! additions decides the last bit of a score, so it must not change.

use std::io;
use std::path::Path;

use cuebook_core::audio::read_samples;
use misaki_rs::norms::norm_of;
use misaki_rs::spacy_tagger::{debug_features, hash_string};
use misaki_rs::spacy_tokenizer::Token;

/// The width of every layer.
const WIDTH: usize = 96;
/// The number of linear pieces of a maxout unit.
const PIECES: usize = 3;
/// The rows of zeros around a sentence in the window layers.
const PAD: usize = 4;
/// The number of window layers.
const WINDOWS: usize = 4;
/// Added to the variance in a layer norm.
const EPSILON: f32 = 1e-8;

/// Rows and hash seed of the embedding table of each feature: norm, prefix,
/// suffix, shape, space after the token, whitespace.
const TABLES: [(usize, u32); 6] = [
    (5000, 8),
    (1000, 9),
    (2500, 10),
    (2500, 11),
    (50, 12),
    (50, 13),
];

/// The tags in the order of the network's output.
#[rustfmt::skip]
const TAGS: [&str; 50] = [
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP",
    "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
    "WDT", "WP", "WP$", "WRB", "XX", "_SP", "``",
];

/// The network, loaded from the voice pack.
pub(super) struct Tagger {
    tables: Vec<Vec<f32>>,
    /// The first layer mixes the features; the others look at three neighbours.
    layers: Vec<Layer>,
    output: Linear,
}

/// A maxout layer and the layer norm after it.
struct Layer {
    linear: Linear,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

/// A linear map.
struct Linear {
    /// A row for each input, with a column for each output.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Tagger {
    /// Reads the network: little-endian `f32`, the tables first, then weights,
    /// bias, gain and shift of each layer, then weights and bias of the output.
    ///
    /// # Errors
    /// Fails when the file cannot be read or has another length.
    pub(super) fn load(file: &Path) -> io::Result<Tagger> {
        let bytes = std::fs::read(file)?;
        let mut values = Vec::new();
        read_samples(&mut values, &bytes);
        let mut values = values.into_iter();
        let mut take = |count: usize| -> Vec<f32> { values.by_ref().take(count).collect() };
        let tables = TABLES.map(|(rows, _)| take(rows * WIDTH)).to_vec();
        let inputs = [TABLES.len() * WIDTH].into_iter();
        let layers = inputs.chain([3 * WIDTH; WINDOWS]).map(|inputs| Layer {
            linear: Linear::new(&take(inputs * WIDTH * PIECES), take(WIDTH * PIECES)),
            gain: take(WIDTH),
            shift: take(WIDTH),
        });
        let layers = layers.collect();
        let output = Linear::new(&take(TAGS.len() * WIDTH), take(TAGS.len()));
        if output.bias.len() < TAGS.len() || values.next().is_some() || bytes.len() % 4 != 0 {
            let reason = format!("{} has the wrong length", file.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(Tagger {
            tables,
            layers,
            output,
        })
    }

    /// Returns the tag of each token of a sentence.
    pub(super) fn tags(&self, tokens: &[Token]) -> Vec<&'static str> {
        let Some((first, windows)) = self.layers.split_first() else {
            return Vec::new();
        };
        let embedded = tokens.iter().map(|token| self.embedded(token));
        let embedded: Vec<Vec<f32>> = embedded.map(|row| first.run(&row)).collect();
        let blank = || std::iter::repeat_n(vec![0.0; WIDTH], PAD);
        let mut rows: Vec<Vec<f32>> = blank().chain(embedded).chain(blank()).collect();
        for layer in windows {
            let seen = (0..rows.len()).map(|at| layer.run(&window(&rows, at)));
            let seen: Vec<Vec<f32>> = seen.collect();
            for (row, seen) in rows.iter_mut().zip(seen) {
                row.iter_mut().zip(seen).for_each(|(x, seen)| *x += seen);
            }
        }
        let rows = rows[PAD..rows.len() - PAD].iter();
        rows.map(|row| TAGS[highest(&self.output.run(row))])
            .collect()
    }

    /// The features of a token: for each, the sum of four rows of its table.
    fn embedded(&self, token: &Token) -> Vec<f32> {
        let norm = token.norm.clone();
        let norm = norm.unwrap_or_else(|| norm_of(&token.text, hash_string));
        let features = debug_features(&token.text, &norm, !token.whitespace.is_empty());
        let mut row = vec![0.0; TABLES.len() * WIDTH];
        let parts = row.chunks_exact_mut(WIDTH).zip(&self.tables);
        for (((part, table), (rows, seed)), feature) in parts.zip(TABLES).zip(features) {
            for key in hashed(feature, seed) {
                let from = key as usize % rows * WIDTH;
                let found = &table[from..from + WIDTH];
                part.iter_mut()
                    .zip(found)
                    .for_each(|(x, value)| *x += value);
            }
        }
        row
    }
}

impl Layer {
    fn run(&self, input: &[f32]) -> Vec<f32> {
        let pieces = self.linear.run(input);
        let pieces = pieces.chunks_exact(PIECES);
        let mut row: Vec<f32> = pieces.map(|unit| unit[highest(unit)]).collect();
        let mean = row.iter().sum::<f32>() / WIDTH as f32;
        let squares = row.iter().map(|x| (x - mean) * (x - mean));
        let variance = squares.sum::<f32>() / WIDTH as f32;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        for (x, (gain, shift)) in row.iter_mut().zip(self.gain.iter().zip(&self.shift)) {
            *x = (*x - mean) * scale * gain + shift;
        }
        row
    }
}

impl Linear {
    /// Takes weights with a row for each output.
    fn new(weights: &[f32], bias: Vec<f32>) -> Linear {
        let (inputs, outputs) = (weights.len() / bias.len().max(1), bias.len());
        let transposed = (0..inputs)
            .flat_map(|input| (0..outputs).map(move |output| weights[output * inputs + input]));
        Linear {
            weights: transposed.collect(),
            bias,
        }
    }

    /// Adds the inputs to each sum in their order; the sums grow side by side.
    fn run(&self, input: &[f32]) -> Vec<f32> {
        let mut sums = self.bias.clone();
        for (x, weights) in input.iter().zip(self.weights.chunks_exact(sums.len())) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += x * weight;
            }
        }
        sums
    }
}

/// A row between its neighbours; beyond the ends they are zero.
fn window(rows: &[Vec<f32>], at: usize) -> Vec<f32> {
    let near = [at.checked_sub(1), Some(at), at.checked_add(1)];
    let near = near.map(|at| at.and_then(|at| rows.get(at)));
    let near = near.map(|row| row.map_or([0.0; WIDTH].as_slice(), Vec::as_slice));
    near.concat()
}

/// The place of the first of the highest values.
fn highest(values: &[f32]) -> usize {
    let mut best = 0;
    for (place, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = place;
        }
    }
    best
}

/// Thinc's form of `MurmurHash3_x86_128` for one 64-bit value.
fn hashed(value: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mixed = value
        .wrapping_mul(0x87c3_7b91_1142_53d5)
        .rotate_left(31)
        .wrapping_mul(0x4cf5_ad43_2745_937f);
    let length = 8;
    let mut high = seed ^ length;
    let mut low = (mixed ^ seed ^ length).wrapping_add(high);
    high = high.wrapping_add(low);
    (low, high) = (finished(low), finished(high));
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    [
        low as u32,
        (low >> 32) as u32,
        high as u32,
        (high >> 32) as u32,
    ]
}

/// The last step of MurmurHash3.
fn finished(value: u64) -> u64 {
    let value = (value ^ value >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let value = (value ^ value >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    value ^ value >> 33
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::english::sample;

    #[test]
    fn hashes_are_those_of_thinc() {
        // By `NumpyOps.hash` of thinc 8.3.
        assert_eq!(
            hashed(1, 9),
            [0x8374_fe16, 0x7ace_5c90, 0x430e_6785, 0x7788_67e4]
        );
        assert_eq!(
            hashed(0x1234_5678_9abc_def0, 13),
            [0x2dc1_3093, 0xe638_fbe5, 0x5c89_aecc, 0xdcbc_d685]
        );
    }

    #[test]
    fn the_sums_start_with_the_bias_and_take_a_row_for_each_input() {
        let linear = Linear::new(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![0.5, -0.5]);
        assert_eq!(linear.run(&[1.0, 10.0, 100.0]), [321.5, 653.5]);
    }

    #[test]
    fn the_first_of_equal_values_is_the_highest() {
        assert_eq!(highest(&[1.0, 3.0, 2.0, 3.0]), 1);
    }

    #[test]
    fn a_window_has_zeros_beyond_the_ends() {
        let rows = [vec![1.0; WIDTH], vec![2.0; WIDTH]];
        let ends = |at: usize| {
            let seen = window(&rows, at);
            assert_eq!(seen.len(), 3 * WIDTH);
            [seen[0], seen[WIDTH], seen[2 * WIDTH]]
        };
        assert_eq!(ends(0), [0.0, 1.0, 2.0]);
        assert_eq!(ends(1), [1.0, 2.0, 0.0]);
    }

    #[test]
    fn a_file_of_another_length_is_refused() {
        let bytes = std::fs::read(sample::folder().join("tagger.bin")).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        for wrong in [
            &bytes[4..],
            &[&bytes[..], b"x"].concat(),
            &[&bytes[..], b"four"].concat(),
        ] {
            std::fs::write(file.path(), wrong).unwrap();
            let refused = Tagger::load(file.path()).err().unwrap();
            assert!(refused.to_string().ends_with("has the wrong length"));
        }
        std::fs::write(file.path(), &bytes).unwrap();
        Tagger::load(file.path()).unwrap();
    }
}
