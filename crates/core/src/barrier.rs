//! Walls and doors between a sound and the listener.

use crate::units::{Decibels, Hertz};

/// What a barrier takes from what comes through it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Barrier {
    /// From all of it.
    pub loss: Decibels,
    /// Above this the treble falls by 12 dB an octave.
    pub cutoff: Hertz,
}

crate::fingerprint! {
    struct Barrier { loss, cutoff }
}

/// Where the treble of what is open begins to fall, in Hz: beyond hearing.
const OPEN: f64 = 20_000.0;

impl Barrier {
    /// From 0, shut, to 1, gone: the loss straight in dB, the cutoff by interval.
    #[must_use]
    pub fn opened(self, open: f64) -> Barrier {
        Barrier {
            loss: Decibels(self.loss.0 * (1.0 - open)),
            cutoff: Hertz(self.cutoff.0 * libm::pow(OPEN / self.cutoff.0, open)),
        }
    }
}
