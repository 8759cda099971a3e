//! A show as a text to read along: the prose as its author wrote it, with the time of every word.
//! Takes a book and a timeline, and returns the documents of an EPUB with media overlays, or one
//! page of HTML. Sound is encoded elsewhere.

pub(crate) mod document;
pub(crate) mod overlay;
pub(crate) mod package;
pub(crate) mod page;
pub(crate) mod part;
mod runs;
pub(crate) mod section;
mod tags;
mod unit;
mod write;

use crate::book::meta::Meta;

#[cfg(test)]
mod tests;

/// The parts of the text that are marked while they are heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// Sentences.
    Sentence,
    /// Words.
    Word,
}

/// What a book says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) meta: Meta,
    /// The title, or a name for a show without one.
    pub(crate) title: String,
    /// A language tag.
    pub(crate) language: String,
    /// The content of the cover's file.
    pub(crate) cover: Option<Vec<u8>>,
    /// The works of others in the show, a paragraph each.
    pub(crate) credits: Vec<String>,
}

impl About {
    /// Returns whether the language is written from right to left.
    #[must_use]
    pub(crate) fn is_right_to_left(&self) -> bool {
        const SCRIPTS: [&str; 6] = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"];
        const LANGUAGES: [&str; 15] = [
            "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
            "yi",
        ];
        let tag = self.language.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        match parts.find(|part| part.len() == 4) {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&language),
        }
    }

    /// Returns the direction of the writing.
    fn direction(&self) -> &'static str {
        if self.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }
    }
}
