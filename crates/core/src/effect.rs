//! The devices that a voice or a sound is heard through.

use crate::words;
use crate::words::{Choice, Word, Words};

/// The word that removes an inherited value.
pub const NONE: &str = "none";

words! {
    /// The device that a voice or a sound comes through.
    pub enum Effect: "effect" {
        /// through the handset of a telephone
        Telephone = "telephone",
        /// through a radio set
        Radio = "radio",
        /// through a horn of a public address system
        Loudspeaker = "loudspeaker",
        /// heard in a person’s mind
        Memory = "memory",
        /// through a shut wooden door
        Door = "door",
    }
}

/// An effect, or `none`, which removes the effect of the role.
impl Words for Option<Effect> {
    const CHOICE: Choice = Choice {
        words: &{
            const UNDO: Word = Word {
                name: NONE,
                about: "no effect, even if the role has one",
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

crate::fingerprint! {
    enum Effect { 0 => Telephone, 1 => Radio, 2 => Loudspeaker, 3 => Memory, 4 => Door }
}
