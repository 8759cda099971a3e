//! The words for the treatment of voices and for their distance and direction.

pub use cuebook_core::effect::{Effect, NONE};
use cuebook_core::units::Degrees;
pub use cuebook_core::voice::{VOICE_DISTANCE, VOICE_DISTANCES};
use cuebook_core::words;

words! {
    /// How far a speaker is turned away.
    pub enum Facing: "facing", or "an angle such as `120deg`" {
        /// looks at the listener
        Listener = "listener",
        /// looks to the side
        Side = "side",
        /// looks away
        Away = "away",
    }
}

impl Facing {
    /// Returns the angle by which the speaker is turned away from the listener.
    #[must_use]
    pub fn angle(self) -> Degrees {
        Degrees(match self {
            Facing::Listener => 0.0,
            Facing::Side => 90.0,
            Facing::Away => 180.0,
        })
    }
}

words! {
    /// Whether a voice is treated.
    pub enum Treatment: "treatment" {
        /// high-pass, compression, de-essing
        Voice = "voice",
        /// unchanged: for recordings that are already mastered
        Untreated = "none",
    }
}
