//! The phonemes of an utterance, for a neural voice. A reader takes an utterance and returns its
//! sounds in the order of speech, each with the index of its written word, if any.

use super::{Utterance, VoiceError};

/// Turns written words into phonemes.
pub trait Phonemes: Send + Sync {
    /// Returns the phonemes of one utterance.
    ///
    /// # Errors
    /// When the reader cannot be loaded, or fails.
    fn read(&self, utterance: &Utterance, accent: Accent) -> Result<Reading, VoiceError>;

    /// Returns the version of the reader, a part of every take's key. Raise it
    /// with every change of the phonemes.
    fn version(&self) -> u32 {
        1
    }
}

/// The variety of English that a voice speaks.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Accent {
    /// General American.
    American,
    /// British English, as in Received Pronunciation.
    British,
}

/// An utterance in phonemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// One entry for each phoneme character, in order, with the index of its written word; `None`
    /// for spaces and punctuation.
    pub phonemes: Vec<(char, Option<usize>)>,
}
