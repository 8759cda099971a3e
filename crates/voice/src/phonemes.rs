//! What a reader of text gives to a neural voice.
//!
//! In: an utterance. Out: the sounds of its words, in the order of speaking.
//! Always true: every sound knows the written word that it voices, if any.

use super::{Utterance, VoiceError};

/// Turns written words into phonemes.
pub trait Phonemes: Send + Sync {
    /// Reads one utterance aloud, on paper.
    ///
    /// # Errors
    /// When the reader cannot be loaded, or fails.
    fn read(&self, utterance: &Utterance, accent: Accent) -> Result<Reading, VoiceError>;

    /// Raised with every change to what is read: part of every take's key.
    fn version(&self) -> u32 {
        1
    }
}

/// The English that a voice speaks.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Accent {
    American,
    British,
}

/// An utterance in phonemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// One entry a phoneme character, in order, with the index of the written
    /// word that it voices; `None` for spaces and punctuation.
    pub phonemes: Vec<(char, Option<usize>)>,
}
