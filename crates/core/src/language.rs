//! The languages that cuebook knows: those that voices speak, and those that a draft understands.

use crate::diagnostic::nearest;
use crate::words;

words! {
    /// A language of words. A show may also be in another language, which cuebook does not know.
    pub enum Language: "language", usually English {
        /// English
        English = "en",
        /// Spanish
        Spanish = "es",
        /// French
        French = "fr",
        /// Italian
        Italian = "it",
        /// Portuguese, as in Brazil
        Portuguese = "pt",
        /// Hindi
        Hindi = "hi",
        /// Japanese
        Japanese = "ja",
        /// Mandarin Chinese
        Mandarin = "zh",
        /// German
        German = "de",
    }
}

/// The names and codes of a language besides its tag.
type Names = (Language, &'static str, &'static [&'static str]);

/// Every language with its English name, and the words that people write in place of its tag.
#[rustfmt::skip]
const NAMES: &[Names] = &[
    (Language::English, "English", &["eng", "englisch", "anglais", "inglés", "american", "british"]),
    (Language::Spanish, "Spanish", &["spa", "español", "espanol", "castellano", "castilian"]),
    (Language::French, "French", &["fra", "fre", "français", "francais"]),
    (Language::Italian, "Italian", &["ita", "italiano"]),
    (Language::Portuguese, "Portuguese", &["por", "português", "portugues", "brazilian", "brasileiro"]),
    (Language::Hindi, "Hindi", &["hin"]),
    (Language::Japanese, "Japanese", &["jpn", "jp", "nihongo", "日本語"]),
    (Language::Mandarin, "Mandarin", &["zho", "chi", "cmn", "cn", "chinese", "中文", "putonghua"]),
    (Language::German, "German", &["deu", "ger", "deutsch"]),
];

impl Language {
    /// Returns the language of a tag (BCP 47): `es`, `pt-BR` and `en_GB` by their first part.
    /// `None` for a language that cuebook does not know.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Language> {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let code = first.to_ascii_lowercase();
        Language::named(&code).or_else(|| {
            let three = NAMES.iter().find(|(_, _, also)| {
                let mut codes = also.iter().filter(|word| word.len() == 3);
                codes.any(|word| *word == code)
            });
            three.map(|(language, ..)| *language)
        })
    }

    /// Returns the language that a word names or nearly names: `Spanish`, `español`, `fr`.
    #[must_use]
    pub fn near(word: &str) -> Option<Language> {
        let word = word.trim().to_lowercase();
        if let Some(language) = Language::of_tag(&word) {
            return Some(language);
        }
        let names = || {
            NAMES
                .iter()
                .flat_map(|(_, name, also)| also.iter().chain([name]))
        };
        let near = nearest(&word, names().copied())?;
        let named = |(_, name, also): &&Names| *name == near || also.contains(&near);
        NAMES.iter().find(named).map(|(language, ..)| *language)
    }

    /// Returns the English name of the language.
    #[must_use]
    pub fn title(self) -> &'static str {
        let own = NAMES.iter().find(|(language, ..)| *language == self);
        own.map_or("English", |(_, name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_their_language_by_the_first_part() {
        for (tag, language) in [
            ("en", Language::English),
            ("en-GB", Language::English),
            ("EN_us", Language::English),
            ("es-419", Language::Spanish),
            ("pt-BR", Language::Portuguese),
            ("zh-Hans-CN", Language::Mandarin),
            ("cmn", Language::Mandarin),
            ("deu", Language::German),
        ] {
            assert_eq!(Language::of_tag(tag), Some(language), "{tag}");
        }
        for tag in ["sv", "spanish", "", "e", "und"] {
            assert_eq!(Language::of_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_name_leads_to_its_language() {
        for (word, language) in [
            ("Spanish", Language::Spanish),
            ("español", Language::Spanish),
            ("Frensh", Language::French),
            ("japanes", Language::Japanese),
            ("Chinese", Language::Mandarin),
            ("Brazilian", Language::Portuguese),
        ] {
            assert_eq!(Language::near(word), Some(language), "{word}");
        }
        assert_eq!(Language::near("Klingon"), None);
    }

    #[test]
    fn every_language_has_a_name() {
        assert_eq!(NAMES.len(), Language::NAMES.len());
        for (_, language) in Language::NAMES {
            assert_eq!(Language::near(language.title()), Some(*language));
        }
    }
}
