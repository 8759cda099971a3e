//! What is done to a voice before it is mixed.

use cuebook_core::effect::Effect;
use cuebook_core::units::{Degrees, Metres};

/// What is done to a voice: the inputs of [`treat`](crate::treat::treat).
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Treatment {
    /// Whether it is cleaned and evened: high-pass, compression, de-essing.
    pub treated: bool,
    /// What it comes through.
    pub effect: Option<Effect>,
    /// How far the speaker is turned away, from 0° to 180°.
    pub facing: Degrees,
    /// How far it is heard from.
    pub distance: Metres,
}

/// The distance of a voice if nothing else is given.
pub const USUAL: Metres = Metres(1.0);

impl Default for Treatment {
    fn default() -> Treatment {
        Treatment {
            treated: true,
            effect: None,
            facing: Degrees(0.0),
            distance: USUAL,
        }
    }
}
