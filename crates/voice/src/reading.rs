//! Reads written words as phonemes, as a person reads them aloud: one module for each language.
//!
//! A reader takes an utterance and returns Kokoro's phonemes, each with the index of its written
//! word. Every written word with a letter or a digit has a sound, in order, and the phonemes are
//! all in Kokoro's alphabet.

mod assemble;
mod english;
mod french;
mod hindi;
mod italian;
mod japanese;
mod letters;
mod mandarin;
mod owners;
mod portuguese;
mod romance;
mod signs;
#[cfg(test)]
mod spaced;
mod spanish;
mod written;

use std::path::Path;

use cuebook_core::diagnostic::Span;
use cuebook_core::language::Language;
use cuebook_core::pronunciation::Spoken;

use super::phonemes::{Accent, Explained, Phonemes, Reading};
use super::{Utterance, VoiceError};
use english::English;
use japanese::Japanese;
use mandarin::Mandarin;
use romance::tongue::Tongue;

/// The folder of a voice pack that holds the readers' files. Those of a language other than English
/// are in a folder with its tag.
pub const ASSETS: &str = "reader";

/// Reads every language that has a reader.
pub struct Reader {
    english: English,
    japanese: Japanese,
    mandarin: Mandarin,
}

impl Reader {
    /// A reader with the files in the folder `assets`. They are loaded at their first use.
    #[must_use]
    pub fn new(assets: &Path) -> Reader {
        Reader {
            english: English::new(assets),
            japanese: Japanese::new(&assets.join(Language::Japanese.name())),
            mandarin: Mandarin::new(&assets.join(Language::Mandarin.name())),
        }
    }

    /// Reads an utterance in its language, and returns its words with where their sounds come from.
    /// It is what [`Phonemes::read`] returns, with the words beside it. `accent` is for English.
    ///
    /// # Errors
    /// When the files of the language cannot be loaded, or if there is no reader for it.
    pub fn explain(&self, utterance: &Utterance, accent: Accent) -> Result<Explained, VoiceError> {
        match utterance.language {
            Language::English => self.english.explain(utterance, accent),
            Language::Japanese => self.japanese.explain(utterance, &|word| self.foreign(word)),
            Language::Mandarin => self.mandarin.explain(utterance, &|word| self.foreign(word)),
            Language::Spanish => Ok(self.spelled(utterance, &spanish::SPANISH)),
            Language::French => Ok(self.spelled(utterance, &french::FRENCH)),
            Language::Italian => Ok(self.spelled(utterance, &italian::ITALIAN)),
            Language::Portuguese => Ok(self.spelled(utterance, &portuguese::PORTUGUESE)),
            Language::Hindi => Ok(self.spelled(utterance, &hindi::HINDI)),
            other => Err(VoiceError::Engine {
                text: utterance.text.clone(),
                reason: format!("no reader knows {}", other.title()),
            }),
        }
    }
}

impl Reader {
    /// Reads an utterance in a language whose letters show its sounds.
    fn spelled(&self, utterance: &Utterance, tongue: &Tongue) -> Explained {
        romance::read(utterance, tongue, &|word| self.foreign(word))
    }

    /// Returns the phonemes of an English word in a text of another language.
    fn foreign(&self, word: &str) -> Option<String> {
        let utterance = Utterance {
            text: word.to_owned(),
            words: vec![Span::new(0, word.len())],
            pronounce: Vec::new(),
            voice: String::new(),
            tone: Default::default(),
            body: Default::default(),
            pace: 1.0,
            language: Language::English,
        };
        let read = self.english.explain(&utterance, Accent::American).ok()?;
        Some(
            read.reading
                .phonemes
                .iter()
                .map(|(sound, _)| *sound)
                .collect(),
        )
    }
}

/// Returns whether there is a reader of a language.
#[must_use]
pub fn can_read(language: Language) -> bool {
    version(language) > 0
}

/// Returns the version of a language's reader, a part of every take's key; 0 if there is none.
#[must_use]
pub fn version(language: Language) -> u32 {
    match language {
        Language::English => english::VERSION,
        Language::Spanish => spanish::VERSION,
        Language::French => french::VERSION,
        Language::Italian => italian::VERSION,
        Language::Portuguese => portuguese::VERSION,
        Language::Japanese => japanese::VERSION,
        Language::Mandarin => mandarin::VERSION,
        Language::Hindi => hindi::VERSION,
        Language::German => 0,
    }
}

impl Phonemes for Reader {
    fn read(&self, utterance: &Utterance, accent: Accent) -> Result<Reading, VoiceError> {
        Ok(self.explain(utterance, accent)?.reading)
    }

    /// The version of the English reader. Those of other languages are in the fingerprint of an
    /// utterance, so that a change of one leaves the takes of the others.
    fn version(&self) -> u32 {
        english::VERSION
    }
}

/// Writes phonemes of a language in the International Phonetic Alphabet, as a show's `pronounce`
/// takes them.
#[must_use]
pub fn to_ipa(phonemes: &str, language: Language) -> String {
    match language {
        Language::English => english::to_ipa(phonemes),
        Language::Japanese | Language::Mandarin => signs::to_ipa(phonemes),
        Language::Hindi => hindi::to_ipa(phonemes),
        _ => romance::spelled::to_ipa(phonemes),
    }
}

/// Returns the first character of a pronunciation that is no letter or sign of the International
/// Phonetic Alphabet.
#[must_use]
pub fn no_ipa(written: &str) -> Option<char> {
    english::no_ipa(written)
}

/// Returns the written words whose spans are valid: inside the text, in order, and without overlap.
fn valid_words(utterance: &Utterance) -> Vec<(usize, Span)> {
    let mut words: Vec<(usize, Span)> = Vec::new();
    for (index, span) in utterance.words.iter().enumerate() {
        let after = words.last().is_none_or(|(_, last)| last.end <= span.start);
        if after && span.start < span.end && utterance.text.get(span.range()).is_some() {
            words.push((index, *span));
        }
    }
    words
}

/// Returns the words that contain a letter or a digit.
fn heard(words: &[(usize, Span)], text: &str) -> Vec<usize> {
    let heard = words
        .iter()
        .filter(|(_, span)| span.of(text).contains(char::is_alphanumeric));
    heard.map(|(index, _)| *index).collect()
}

/// Returns the spans of the words with a pronunciation from the show that `is_heard`.
fn given_by(
    utterance: &Utterance,
    words: &[(usize, Span)],
    is_heard: &dyn Fn(&Spoken) -> bool,
) -> Vec<(Span, usize)> {
    let pronounced = |index: usize| {
        let found = utterance.pronounce.iter().find(|(word, _)| *word == index);
        found.is_some_and(|(_, spoken)| is_heard(spoken))
    };
    let given = words.iter().filter(|(index, _)| pronounced(*index));
    given.map(|(index, span)| (*span, *index)).collect()
}
