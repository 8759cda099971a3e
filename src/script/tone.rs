//! The manners of speaking that a script may name.

/// How a line is spoken, as far as a voice can follow it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Neutral,
    Urgent,
    Shout,
    Whisper,
    Cold,
    Warm,
    Weary,
    Mocking,
    Tearful,
    Laughing,
}

crate::fingerprint! {
    enum Tone {
        0 => Neutral,
        1 => Urgent,
        2 => Shout,
        3 => Whisper,
        4 => Cold,
        5 => Warm,
        6 => Weary,
        7 => Mocking,
        8 => Tearful,
        9 => Laughing,
    }
}

impl Tone {
    /// Every tone with its name in a script.
    pub const NAMES: [(&str, Tone); 10] = [
        ("neutral", Tone::Neutral),
        ("urgent", Tone::Urgent),
        ("shout", Tone::Shout),
        ("whisper", Tone::Whisper),
        ("cold", Tone::Cold),
        ("warm", Tone::Warm),
        ("weary", Tone::Weary),
        ("mocking", Tone::Mocking),
        ("tearful", Tone::Tearful),
        ("laughing", Tone::Laughing),
    ];

    /// The tone of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Tone> {
        let known = Tone::NAMES.iter().find(|(known, _)| *known == name);
        known.map(|(_, tone)| *tone)
    }

    /// The tone's name in a script.
    #[must_use]
    pub fn name(self) -> &'static str {
        let own = Tone::NAMES.iter().find(|(_, tone)| *tone == self);
        own.map_or("neutral", |(name, _)| name)
    }
}
