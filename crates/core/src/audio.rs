//! Audio in memory, and audio that is read piece by piece.
//!
//! All audio is planar `f32` at [`RATE`](crate::units::RATE), one or two
//! channels of equal length, full scale at ±1.

use crate::units::Frames;

/// Audio in memory: one or two channels of equal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audio {
    /// The samples of each channel, left before right; full scale is ±1.
    pub channels: Vec<Vec<f32>>,
}

impl Audio {
    /// Creates audio of one channel.
    #[must_use]
    pub fn mono(samples: Vec<f32>) -> Audio {
        Audio {
            channels: vec![samples],
        }
    }

    /// Returns the length in frames; 0 without channels.
    #[must_use]
    pub fn frames(&self) -> Frames {
        Frames::from(self.channels.first().map_or(0, Vec::len))
    }
}

/// Appends samples to `bytes`: four bytes each, little-endian.
pub fn write_samples(bytes: &mut Vec<u8>, samples: &[f32]) {
    bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
}

/// Appends the samples in `bytes` to `samples`: the reverse of [`write_samples`]. A rest of
/// less than four bytes is ignored.
pub fn read_samples(samples: &mut Vec<f32>, bytes: &[u8]) {
    let (whole, _) = bytes.as_chunks();
    samples.extend(whole.iter().map(|bytes| f32::from_le_bytes(*bytes)));
}

/// How the sound is used.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Form {
    /// Once, from beginning to end.
    Spot,
    /// Without end: audio whose last frame leads into its first.
    Loop,
}

crate::fingerprint! {
    enum Form { 0 => Spot, 1 => Loop }
}

/// The impulse responses of a space, without the direct sound.
///
/// Normalised: for a source in the middle, 1/√2 on each side, both outputs
/// together have the energy of 1, as the mean of the octaves from 250 Hz to 4
/// kHz.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImpulseResponse {
    /// From side to side: `early[0][1]` is the response of the right side to
    /// the left input. All have the same length.
    pub early: [[Vec<f32>; 2]; 2],
    /// The response of each side to (L + R)/√2. Both have the same length.
    pub late: [Vec<f32>; 2],
}

impl ImpulseResponse {
    /// Returns whether the response is silent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.early[0][0].is_empty() && self.late[0].is_empty()
    }

    /// Returns the response of both sides to a source in the middle, with a
    /// total of 1.
    #[must_use]
    pub fn of_middle(&self) -> [Vec<f32>; 2] {
        let half = std::f32::consts::FRAC_1_SQRT_2;
        [0, 1].map(|ear| {
            let mut heard = self.late[ear].clone();
            let early = self.early.iter().map(|from| &from[ear]);
            let longest = early.clone().map(Vec::len).max().unwrap_or(0);
            heard.resize(heard.len().max(longest), 0.0);
            for early in early {
                for (heard, sample) in heard.iter_mut().zip(early) {
                    *heard += half * sample;
                }
            }
            heard
        })
    }

    /// Multiplies every sample.
    pub fn scale(&mut self, gain: f32) {
        let early = self.early.iter_mut().flatten();
        for sample in early.chain(&mut self.late).flatten() {
            *sample *= gain;
        }
    }

    /// Returns the length of the longest response.
    #[must_use]
    pub fn frames(&self) -> Frames {
        let early = self.early.iter().flatten();
        Frames::from(early.chain(&self.late).map(Vec::len).max().unwrap_or(0))
    }
}

/// Audio that is read piece by piece, so that memory does not grow with its
/// length.
pub trait AudioReader: Send {
    /// Returns the number of channels, one or two.
    fn channels(&self) -> usize;

    /// Returns the length in frames.
    fn frames(&self) -> Frames;

    /// Fills `out`, one slice for each channel, all of one length, with the
    /// frames from `from` on. The caller keeps `from + length` within
    /// [`AudioReader::frames`].
    ///
    /// # Errors
    /// When the medium fails.
    fn read(&mut self, from: Frames, out: &mut [&mut [f32]]) -> std::io::Result<()>;
}

impl AudioReader for Audio {
    fn channels(&self) -> usize {
        self.channels.len()
    }

    fn frames(&self) -> Frames {
        Audio::frames(self)
    }

    fn read(&mut self, from: Frames, out: &mut [&mut [f32]]) -> std::io::Result<()> {
        for (channel, out) in self.channels.iter().zip(out) {
            let from = from.index();
            out.copy_from_slice(&channel[from..from + out.len()]);
        }
        Ok(())
    }
}
