//! Audio in memory, and audio that is read as it is needed.
//!
//! Always true: planar `f32` at [`RATE`](crate::units::RATE), one or two
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

/// How a space answers what sounds in it, without the direct sound: impulse
/// responses. Left is side 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// From which side to which.
    pub early: [[Vec<f32>; 2]; 2],
    /// To which side, from the sum of both at 1/√2.
    pub late: [Vec<f32>; 2],
}

impl Response {
    /// The length of the longest.
    #[must_use]
    pub fn frames(&self) -> Frames {
        let early = self.early.iter().flatten();
        Frames::from(early.chain(&self.late).map(Vec::len).max().unwrap_or(0))
    }
}

/// Audio that is read piece by piece, so that memory does not grow with its length.
pub trait Tape: Send {
    /// One or two.
    fn channels(&self) -> usize;

    fn frames(&self) -> Frames;

    /// Fills `out`, one slice a channel, all of one length, with the frames
    /// from `from` on. The caller keeps `from + length` within [`Tape::frames`].
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
