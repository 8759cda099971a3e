//! How a voice is treated, as written: turned away, through a device, left alone.

use crate::Effect;
use crate::diagnostic::Spanned;
use crate::units::Degrees;

/// The word that undoes what would hold otherwise.
pub const NONE: &str = "none";

/// The words for how far somebody is turned away from the listener.
pub const FACINGS: [(&str, Degrees); 3] = [
    ("listener", Degrees(0.0)),
    ("side", Degrees(90.0)),
    ("away", Degrees(180.0)),
];

/// The words for whether a voice is treated: high-pass, compression, de-essing.
pub const TREATMENTS: [(&str, bool); 2] = [("voice", true), (NONE, false)];

/// What a role or a line says of its treatment.
#[derive(Clone, Debug, Default)]
pub struct TreatmentNote {
    /// Whether the voice is treated; false for what is mastered already.
    pub treated: Option<Spanned<bool>>,
    /// What it comes through; `Some(None)` undoes the role's.
    pub effect: Option<Spanned<Option<Effect>>>,
    /// How far the speaker is turned away from the listener, from 0° to 180°.
    pub facing: Option<Spanned<Degrees>>,
}
