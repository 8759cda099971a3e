//! Barriers: the walls and doors that stand between a thing and the listener.

use crate::script;
use crate::units::{Decibels, Hertz};

/// What a barrier takes from what comes through it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Barrier {
    /// From all of it.
    pub loss: Decibels,
    /// Above this the treble falls by 12 dB an octave.
    pub cutoff: Hertz,
}

/// A door of one's own house, shut.
const DOOR: Barrier = Barrier {
    loss: Decibels(20.0),
    cutoff: Hertz(450.0),
};

/// Where the treble of what is open begins to fall, in Hz: beyond hearing.
const OPEN: f64 = 20_000.0;

/// The barrier of this name, as open as the script leaves it.
#[must_use]
pub fn named(script: &script::Script, name: &str) -> Option<Barrier> {
    let barrier = script.barriers.iter().find(|b| b.name.value == name)?;
    let shut = Barrier {
        loss: barrier.loss.as_ref().map_or(DOOR.loss, |loss| loss.value),
        cutoff: barrier
            .cutoff
            .as_ref()
            .map_or(DOOR.cutoff, |cutoff| cutoff.value),
    };
    Some(shut.opened(barrier.open.as_ref().map_or(0.0, |open| open.value)))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_open_is_half_way_in_loss_and_interval() {
        let half = DOOR.opened(0.5);
        assert_eq!(half.loss, Decibels(10.0));
        assert!((half.cutoff.0 - 3000.0).abs() < 1e-9);
        assert_eq!(DOOR.opened(0.0), DOOR);
        assert_eq!(DOOR.opened(1.0).loss, Decibels(0.0));
    }
}
