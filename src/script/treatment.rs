//! The words for how a voice is treated, and from how far a voice is heard.

use super::mapping::{Choice, Word, Words, words};
use crate::units::{Degrees, Metres};

/// The word that undoes what would hold otherwise.
pub const NONE: &str = "none";

/// From how far a voice is heard where the script does not say.
pub const VOICE_DISTANCE: Metres = Metres(1.0);
/// The nearest and the farthest that a voice is heard from: a mouth at the ear,
/// and a cry across a field.
pub const VOICE_DISTANCES: (Metres, Metres) = (Metres(0.1), Metres(200.0));

words! {
    /// What a voice or a sound comes through.
    pub enum Effect: "effect" {
        /// through the handset of a telephone
        Telephone = "telephone",
        /// through a wireless set
        Radio = "radio",
        /// through a horn of a public address system
        Loudspeaker = "loudspeaker",
        /// heard in somebody’s mind
        Memory = "memory",
        /// through a shut wooden door
        Door = "door",
    }
}

/// An effect, or `none`, which undoes the role's.
impl Words for Option<Effect> {
    const CHOICE: Choice = Choice {
        words: &{
            const UNDO: Word = Word {
                name: NONE,
                about: "undoes the effect that would hold otherwise",
            };
            let effects = Effect::CHOICE.words;
            let mut words = [UNDO; Effect::NAMES.len() + 1];
            let mut n = 0;
            while n < effects.len() {
                words[n] = effects[n];
                n += 1;
            }
            words
        },
        ..Effect::CHOICE
    };

    fn of_word(word: &str) -> Option<Option<Effect>> {
        match Effect::named(word) {
            None if word == NONE => Some(None),
            effect => effect.map(Some),
        }
    }
}

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
    /// The angle by which the speaker is turned away from the listener.
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
        /// left as it is: for recordings that are mastered already
        Untreated = "none",
    }
}
