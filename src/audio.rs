//! Audio in memory, and audio that is read piece by piece.
//!
//! All audio is planar `f32` at [`RATE`](crate::units::RATE), one or two
//! channels of equal length, full scale at ±1.

use crate::units::Frames;

/// Audio in memory: one or two channels of equal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audio {
    pub channels: Vec<Vec<f32>>,
}

impl Audio {
    #[must_use]
    pub fn mono(samples: Vec<f32>) -> Audio {
        Audio {
            channels: vec![samples],
        }
    }

    #[must_use]
    pub fn frames(&self) -> Frames {
        Frames::from(self.channels.first().map_or(0, Vec::len))
    }
}

/// The impulse responses of a space, without the direct sound.
///
/// Normalised: for a source in the middle, 1/√2 on each side, both outputs
/// together have the energy of 1, as the mean of the octaves from 250 Hz to 4
/// kHz.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// From side to side: `early[0][1]` is the response of the right side to
    /// the left input. All have the same length.
    pub early: [[Vec<f32>; 2]; 2],
    /// The response of each side to (L + R)/√2. Both have the same length.
    pub late: [Vec<f32>; 2],
}

impl Response {
    /// Returns the length of the longest response.
    #[must_use]
    pub fn frames(&self) -> Frames {
        let early = self.early.iter().flatten();
        Frames::from(early.chain(&self.late).map(Vec::len).max().unwrap_or(0))
    }
}

/// Audio that is read piece by piece, so that memory does not grow with its
/// length.
pub trait Tape: Send {
    /// Returns the number of channels, one or two.
    fn channels(&self) -> usize;

    fn frames(&self) -> Frames;

    /// Fills `out`, one slice for each channel, all of one length, with the
    /// frames from `from` on. The caller keeps `from + length` within
    /// [`Tape::frames`].
    ///
    /// # Errors
    /// When the medium fails.
    fn read(&mut self, from: Frames, out: &mut [&mut [f32]]) -> std::io::Result<()>;
}

impl Tape for Audio {
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
