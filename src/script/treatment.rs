//! How a voice is treated, as written: turned away, through a device, left alone.

use crate::diagnostic::Spanned;
use crate::units::Degrees;

/// The word that undoes what would hold otherwise.
pub const NONE: &str = "none";

/// What a voice or a sound comes through.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    Telephone,
    Radio,
    /// A horn of a public address system, in the open.
    Loudspeaker,
    /// Heard in somebody's mind.
    Memory,
    /// Through a shut wooden door.
    Door,
}

crate::fingerprint! {
    enum Effect { 0 => Telephone, 1 => Radio, 2 => Loudspeaker, 3 => Memory, 4 => Door }
}

impl Effect {
    /// Every effect with its name in a script.
    pub const NAMES: [(&str, Effect); 5] = [
        ("telephone", Effect::Telephone),
        ("radio", Effect::Radio),
        ("loudspeaker", Effect::Loudspeaker),
        ("memory", Effect::Memory),
        ("door", Effect::Door),
    ];
}

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
