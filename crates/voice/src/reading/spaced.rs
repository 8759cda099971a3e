//! Utterances for tests.

use crate::Utterance;
use cuebook_core::diagnostic::Span;
use cuebook_core::language::Language;

/// Returns an utterance whose words are separated by spaces, without the marks around them.
pub(super) fn spaced(text: &str, voice: &str, language: Language) -> Utterance {
    let mut words = Vec::new();
    let mut from = 0;
    for part in text.split(' ') {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric() && !"$£€".contains(c));
        if word.contains(char::is_alphanumeric) {
            let start = from + part.find(word).unwrap_or(0);
            words.push(Span::new(start, start + word.len()));
        }
        from += part.len() + 1;
    }
    Utterance {
        text: text.into(),
        words,
        pronounce: Vec::new(),
        voice: voice.into(),
        tone: Default::default(),
        body: Default::default(),
        pace: 1.0,
        language,
    }
}
