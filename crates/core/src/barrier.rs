//! Walls and doors between a sound and the listener.

use crate::units::{Decibels, Hertz};

/// The loss of a sound that comes through a barrier.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Barrier {
    /// The loss at all frequencies.
    pub loss: Decibels,
    /// The frequency above which the level falls by 12 dB an octave.
    pub cutoff: Hertz,
}

crate::fingerprint! {
    struct Barrier { loss, cutoff }
}

/// The cutoff of an open barrier in Hz, above the audible range.
const OPEN: f64 = 20_000.0;

impl Barrier {
    /// Returns the barrier opened by `open`, from 0 (shut) to 1 (no barrier). The
    /// loss is interpolated in dB, the cutoff by ratio.
    #[must_use]
    pub fn opened(self, open: f64) -> Barrier {
        Barrier {
            loss: Decibels(self.loss.0 * (1.0 - open)),
            cutoff: Hertz(self.cutoff.0 * libm::pow(OPEN / self.cutoff.0, open)),
        }
    }
}
