//! A bus and a shared gain lane during one quantum. A bus takes the sum of its
//! clips and their sends to its spaces. It adds that sum and the output of the
//! spaces to the mix, at the gain of the bus. A bus without input is skipped.

use std::sync::Arc;

use super::EngineError;
use super::clip::Level;
use super::ramp::Ramp;
use crate::plan::{Bus, Lane, ReturnId};
use cuebook_core::units::{BLOCK, Frames};
use cuebook_dsp::convolve::{Convolver, Kernel};

/// The frames of a step of planar stereo.
pub(crate) struct Quantum {
    pub left: Vec<f32>,
    pub right: Vec<f32>,
}

impl Quantum {
    pub(crate) fn silent(step: usize) -> Quantum {
        Quantum {
            left: vec![0.0; step],
            right: vec![0.0; step],
        }
    }

    pub(crate) fn clear(&mut self) {
        self.left.fill(0.0);
        self.right.fill(0.0);
    }

    /// Returns whether there is any sound. A quantum with a sample that is not
    /// finite becomes silent, so that a broken sample does not ring.
    fn sound(&mut self) -> bool {
        let highest = highest(&self.left).max(highest(&self.right));
        if highest >= f32::INFINITY.to_bits() {
            for sample in self.left.iter_mut().chain(&mut self.right) {
                if !sample.is_finite() {
                    *sample = 0.0;
                }
            }
        }
        highest != 0
    }
}

/// The sum of one bus over one quantum.
pub(crate) struct Strip {
    /// The sum of the clips' samples.
    sum: Quantum,
    /// Whether a clip has added samples.
    used: bool,
    returns: Vec<Return>,
    ramp: Ramp,
    gains: [f32; BLOCK],
}

/// A space with the input of one bus.
struct Return {
    space: ReturnId,
    input: Quantum,
    used: bool,
    /// The convolver, created at the first sound.
    convolver: Option<Convolver>,
}

impl Strip {
    /// Creates a bus that sends to `spaces`, for quanta of `step` frames.
    pub(crate) fn new(spaces: impl IntoIterator<Item = ReturnId>, step: usize) -> Strip {
        let returns = spaces.into_iter().map(|space| Return {
            space,
            input: Quantum::silent(step),
            used: false,
            convolver: None,
        });
        Strip {
            sum: Quantum::silent(step),
            used: false,
            returns: returns.collect(),
            ramp: Ramp::default(),
            gains: [1.0; BLOCK],
        }
    }

    /// Returns the sum, for a clip to add to.
    pub(crate) fn input(&mut self) -> &mut Quantum {
        self.used = true;
        &mut self.sum
    }

    /// Returns the input of a space, for a clip to add to, or `None` if the bus
    /// does not send to it.
    pub(crate) fn send(&mut self, space: ReturnId) -> Option<&mut Quantum> {
        let found = self.returns.iter_mut().find(|own| own.space == space)?;
        found.used = true;
        Some(&mut found.input)
    }

    /// Runs the spaces. Without `listens` they take their input but add no
    /// output.
    pub(crate) fn ring(
        &mut self,
        listens: bool,
        mut kernel: impl FnMut(ReturnId) -> Result<Arc<Kernel>, EngineError>,
    ) -> Result<(), EngineError> {
        for own in &mut self.returns {
            let used = std::mem::take(&mut own.used) && own.input.sound();
            if own.convolver.is_none() && used {
                own.convolver = Some(Convolver::new(kernel(own.space)?));
            }
            let Some(convolver) = &mut own.convolver else {
                continue;
            };
            convolver.push(used.then_some([&own.input.left, &own.input.right]));
            if used {
                own.input.clear();
            }
            if listens && convolver.sounds() {
                self.used = true;
                convolver.add([&mut self.sum.left, &mut self.sum.right]);
            }
        }
        Ok(())
    }

    /// Adds the bus, at the gain `trim`, to `mix`, a quantum that begins at
    /// `from`, and empties it. The same samples are added to `stem`.
    pub(crate) fn pour(
        &mut self,
        (bus, trim): (&Bus, f32),
        from: Frames,
        mix: &mut Quantum,
        stem: Option<&mut Quantum>,
    ) {
        if !std::mem::take(&mut self.used) {
            return;
        }
        let gain = bus.gain.0 * trim;
        let sides = self.sum.left.chunks_mut(BLOCK);
        for (number, (left, right)) in sides.zip(self.sum.right.chunks_mut(BLOCK)).enumerate() {
            let at = from + Frames::from(number * BLOCK);
            if let Some(steady) = self.ramp.gains(&bus.lane, at, &mut self.gains) {
                self.gains.fill(steady);
            }
            for (sample, lane) in left.iter_mut().zip(&self.gains) {
                *sample *= gain * lane;
            }
            for (sample, lane) in right.iter_mut().zip(&self.gains) {
                *sample *= gain * lane;
            }
        }
        add(&self.sum.left, &mut mix.left);
        add(&self.sum.right, &mut mix.right);
        if let Some(stem) = stem {
            std::mem::swap(stem, &mut self.sum);
        }
        self.sum.clear();
    }

    /// Clears the state of the spaces.
    pub(crate) fn reset(&mut self) {
        for convolver in self
            .returns
            .iter_mut()
            .filter_map(|own| own.convolver.as_mut())
        {
            convolver.reset();
        }
    }
}

/// Returns the bits of the highest magnitude. As numbers, the bits have the
/// order of the magnitudes: 0 for silence, and at least those of infinity for a
/// broken sample.
fn highest(samples: &[f32]) -> u32 {
    let bits = samples.iter().map(|sample| sample.abs().to_bits());
    bits.fold(0, u32::max)
}

fn add(samples: &[f32], mix: &mut [f32]) {
    for (mix, sample) in mix.iter_mut().zip(samples) {
        *mix += sample;
    }
}

/// A lane that clips share, read at most once a block.
pub(crate) struct SharedLane {
    ramp: Ramp,
    /// The block for which the lane was read.
    read: Option<Frames>,
    steady: Option<f32>,
    gains: [f32; BLOCK],
}

impl SharedLane {
    pub(crate) fn new() -> SharedLane {
        SharedLane {
            ramp: Ramp::default(),
            read: None,
            steady: None,
            gains: [1.0; BLOCK],
        }
    }

    /// Returns the level of the frames `range` of the block that begins at
    /// `from`.
    pub(crate) fn level(
        &mut self,
        lane: &Lane,
        from: Frames,
        range: std::ops::Range<usize>,
    ) -> Level<'_> {
        if self.read != Some(from) {
            self.read = Some(from);
            self.steady = self.ramp.gains(lane, from, &mut self.gains);
        }
        match self.steady {
            Some(gain) => Level::Steady(gain),
            None => Level::Varying(&self.gains[range]),
        }
    }
}
