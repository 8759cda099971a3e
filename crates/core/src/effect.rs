//! The devices that a voice or a sound is heard through.

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
