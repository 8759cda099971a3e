//! The pauses of the reading, and the mix.

use super::ducks::{DUCK_BY, Ducks};
use crate::treatment::Treatment;
use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::{Decibels, Lufs, Seconds};
use cuebook_yaml::mapping::{
    Bare, Choice, Declared, Map, OneOf, OrDefault, OrNothing, Reader, Required, Slot, Takes, Value,
    Word, mapping,
};
use cuebook_yaml::quantity::{Duration, Level, Loudness, Peak};

/// The pauses of the reading if the script sets none. They follow the practice of audio book
/// narrators.
pub mod usual {
    use super::Seconds;

    /// Before the first word of the show.
    pub const START: Seconds = Seconds(0.6);
    /// Between a quotation and the words around it within one sentence.
    pub const TAG: Seconds = Seconds(0.18);
    /// Between sentences.
    pub const SENTENCE: Seconds = Seconds(0.45);
    /// Between two speakers.
    pub const SPEAKER: Seconds = Seconds(0.5);
    /// Between paragraphs.
    pub const PARAGRAPH: Seconds = Seconds(0.85);
    /// Between scenes.
    pub const SCENE: Seconds = Seconds(2.2);
    /// After the last word of the show.
    pub const END: Seconds = Seconds(2.0);
}

mapping! {
    /// The pauses of the reading where no line sets one.
    #[derive(Default)]
    pub struct Pauses: "pauses", "`pauses`", "pauses: { sentence: 0.4s, paragraph: 0.8s }" {} keys {
        /// Between a quotation and the words around it within one sentence: “Go!” *he said*.
        tag: Duration { default: Number(usual::TAG.0), examples: &["0.18s"] },
        /// Between sentences.
        sentence: Duration { default: Number(usual::SENTENCE.0), examples: &["0.45s"] },
        /// Between two speakers.
        speaker: Duration { default: Number(usual::SPEAKER.0), examples: &["0.5s"] },
        /// Between paragraphs.
        paragraph: Duration { default: Number(usual::PARAGRAPH.0), examples: &["0.85s"] },
        /// Between scenes.
        scene: Duration { default: Number(usual::SCENE.0), examples: &["2.2s"] },
        /// Before the first word of the show.
        start: Duration { default: Number(usual::START.0), examples: &["0.6s"] },
        /// After the last word.
        end: Duration { default: Number(usual::END.0), examples: &["2s"] },
    }
}

mapping! {
    /// The settings of the mix.
    #[derive(Default)]
    pub struct Mix: "mix", "`mix`", "mix: { target: podcast }" {} keys {
        /// The level and true peak of the finished show: a name, or `{ loudness, peak }`.
        target: Spanned<DeliveryTarget> { default: Written(TARGETS.words[0].name), examples: &["podcast"] },
        /// How beds and music are lowered while a voice speaks: `false`, a level, or the long form.
        duck: Ducks { default: Number(DUCK_BY.0), examples: &["9dB"] },
        /// Whether voices are [treated](#voice-treatment-and-effects) where no role or line sets it.
        treatment: OneOf<Treatment> { default: Written("voice"), examples: &["none"] },
        /// A constant gain for each bus.
        buses: OrDefault<OrNothing<Map<Buses>>>,
    }
}

mapping! {
    /// A constant gain for each bus.
    #[derive(Default)]
    pub struct Buses: "buses", "`buses`", "buses: { music: -3dB }" {} keys {
        /// The speech of the narrator’s role, and dialogue without a speaker.
        narration: Level { default: Number(0.0), examples: &["-3dB"] },
        /// The speech of all other roles.
        dialogue: Level { default: Number(0.0), examples: &["-3dB"] },
        /// All spots.
        spots: Level { default: Number(0.0), examples: &["-3dB"] },
        /// All beds.
        beds: Level { default: Number(0.0), examples: &["-3dB"] },
        /// All music.
        music: Level { default: Number(0.0), examples: &["-3dB"] },
    }
}

impl Buses {
    /// Returns the gain of a bus, if the script sets it.
    #[must_use]
    pub fn of(&self, bus: &str) -> Option<Decibels> {
        let gain = match bus {
            "narration" => &self.narration,
            "dialogue" => &self.dialogue,
            "spots" => &self.spots,
            "beds" => &self.beds,
            "music" => &self.music,
            _ => &None,
        };
        gain.as_ref().map(|gain| gain.value)
    }
}

/// Loudness and true peak of the finished show.
#[derive(Clone, Debug, PartialEq)]
pub enum DeliveryTarget {
    /// One of [`TARGETS`].
    Named(String),
    /// A target with its own levels.
    Levels {
        /// The integrated loudness by ITU-R BS.1770-4.
        loudness: Lufs,
        /// The highest true peak, in dBTP.
        peak: Decibels,
    },
}

mapping! {
    /// A custom target.
    pub struct Levels: "levels", "`target`", "target: { loudness: -18 LUFS, peak: -2 dBTP }" {} keys {
        /// Integrated loudness by ITU-R BS.1770-4.
        loudness: Required<Bare<Loudness>> { examples: &["-18 LUFS"] },
        /// The highest true peak.
        peak: Required<Bare<Peak>> { examples: &["-2 dBTP"] },
    }
}

const fn target(name: &'static str) -> Word {
    Word { name, about: "" }
}

/// The targets by name. The first is the default.
pub const TARGETS: Choice = Choice {
    what: "target",
    code: "unknown-target",
    words: &[
        target("speech"),
        target("podcast"),
        target("streaming"),
        target("audiobook"),
        target("broadcast"),
        target("acx"),
    ],
    or: "a custom target, such as `target: { loudness: -18 LUFS, peak: -2 dBTP }`",
    is_open: false,
};

impl Value for DeliveryTarget {
    type Of = DeliveryTarget;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Takes::OneOf(&TARGETS), Takes::Map(Levels::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<DeliveryTarget> {
        if slot.is_scalar() {
            let name = reader.word(slot, &TARGETS)?;
            return Some(DeliveryTarget::Named(name.value));
        }
        let Levels { loudness, peak } = Map::<Levels>::read(reader, slot)?;
        Some(DeliveryTarget::Levels { loudness, peak })
    }
}
