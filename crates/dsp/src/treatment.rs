//! The treatment of a voice before the mix.

use cuebook_core::effect::Effect;
use cuebook_core::units::{Degrees, Metres};
use cuebook_core::voice::VOICE_DISTANCE;

/// The treatment of a voice: the inputs of [`treat`](crate::treat::treat).
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Treatment {
    /// Whether it is cleaned and evened: high-pass, compression, de-essing.
    pub treated: bool,
    /// The device that it comes through.
    pub effect: Option<Effect>,
    /// How far the speaker is turned away, from 0° to 180°.
    pub facing: Degrees,
    /// The distance from which it is heard, within
    /// [`VOICE_DISTANCES`](cuebook_core::voice::VOICE_DISTANCES).
    pub distance: Metres,
}

cuebook_core::fingerprint! {
    struct Treatment { treated, effect, facing, distance }
}

impl Default for Treatment {
    fn default() -> Treatment {
        Treatment {
            treated: true,
            effect: None,
            facing: Degrees(0.0),
            distance: VOICE_DISTANCE,
        }
    }
}
