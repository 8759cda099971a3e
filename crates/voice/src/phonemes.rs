//! The phonemes of an utterance, for a neural voice. A reader takes an utterance and returns its
//! sounds in the order of speech, each with the index of its written word, if any.

use super::{Utterance, VoiceError};

/// Turns written words into phonemes.
pub trait Phonemes: Send + Sync {
    /// Returns the phonemes of one utterance, in its language. `accent` is for English words.
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
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Accent {
    /// General American.
    #[default]
    American,
    /// British English, as in Received Pronunciation.
    British,
}

/// Where the sounds of a spoken word come from, from the surest to the least sure.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The show's own pronunciation.
    Show,
    /// A rule of the text: the names of letters, or the start of a stammered word.
    Rule,
    /// The lexicon of the accent.
    #[default]
    Lexicon,
    /// The list of well-known names.
    Names,
    /// The lexicon of the other accent.
    OtherLexicon,
    /// The rules of spelling of a language that is written as it is spoken.
    Rules,
    /// The rules of English spelling.
    Spelling,
    /// The guess of a network.
    Guess,
}

impl Origin {
    /// Returns the name of the origin, as commands show it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Origin::Show => "pronounce",
            Origin::Rule => "rule",
            Origin::Lexicon => "lexicon",
            Origin::Names => "names",
            Origin::OtherLexicon => "other-lexicon",
            Origin::Rules => "rules",
            Origin::Spelling => "spelling",
            Origin::Guess => "guess",
        }
    }

    /// Returns whether the reading is only likely, so that an author may want to set it.
    #[must_use]
    pub fn is_guess(self) -> bool {
        matches!(self, Origin::Spelling | Origin::Guess)
    }
}

/// A word as it is spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenWord {
    /// The spoken word: `shillings`.
    pub text: String,
    /// Its phonemes.
    pub sounds: String,
    /// Where the phonemes come from.
    pub from: Origin,
    /// Whether a rule of the text wrote the word: `4s.` is spoken as `four shillings`.
    pub is_rewritten: bool,
    /// The index of its written word.
    pub word: Option<usize>,
}

/// A reading with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// The phonemes.
    pub reading: Reading,
    /// The spoken words, in order.
    pub spoken: Vec<SpokenWord>,
}

/// An utterance in phonemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// One entry for each phoneme character, in order, with the index of its written word; `None`
    /// for spaces and punctuation.
    pub phonemes: Vec<(char, Option<usize>)>,
}
