//! A show as a text to read along: the prose as its author wrote it, with the time of every word.
//! Takes a book and a timeline, and returns the documents of an EPUB with media overlays, or one
//! page of HTML. Sound is encoded elsewhere.

pub(crate) mod document;
pub(crate) mod overlay;
pub(crate) mod package;
pub(crate) mod page;
mod runs;
pub(crate) mod section;
mod tags;
mod unit;
mod write;

#[cfg(test)]
mod tests;

/// What is marked while it is heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// Sentences.
    Sentence,
    /// Words.
    Word,
}

/// Facts about a book.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) narrator: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) rights: Option<String>,
    pub(crate) isbn: Option<String>,
    /// The date of publication as the script has it, such as `2026-11-30`.
    pub(crate) date: Option<String>,
    /// A language tag.
    pub(crate) language: String,
    pub(crate) cover: Option<Cover>,
    /// The works of others in the show, a paragraph each.
    pub(crate) credits: Vec<String>,
}

/// The picture on the cover.
#[derive(Clone, Debug)]
pub(crate) struct Cover {
    /// Its media type, such as `image/png`.
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl About {
    /// Returns whether the language is written from right to left.
    fn is_right_to_left(&self) -> bool {
        let mut parts = self.language.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let script = parts.find(|part| part.len() == 4).map(str::to_ascii_lowercase);
        match script.as_deref() {
            Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm"),
            None => matches!(
                &*language,
                "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "ks" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
            ),
        }
    }
}
