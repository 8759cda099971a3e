//! Scripts of writing: which words an English voice can read. The module takes a word as it is
//! written and returns how it can be read.

use unicode_script::{Script, UnicodeScript};

/// How a voice can read a word.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The word has Latin letters, figures or a single Greek letter.
    Latin,
    /// The word is in letters that can be written by their sound in Latin ones: Cyrillic or
    /// Greek. A name can be read in this way, but not a text. Has the name of the script.
    BySound(&'static str),
    /// No voice can read the word. Has the name of its script.
    Unreadable(&'static str),
}

/// Returns how a word can be read.
#[must_use]
pub fn writing(word: &str) -> Writing {
    if word.is_ascii() {
        return Writing::Latin;
    }
    let neutral = [Script::Common, Script::Inherited, Script::Unknown];
    let scripts = word.chars().map(|c| c.script());
    let mut scripts = scripts.filter(|script| !neutral.contains(script));
    let Some(first) = scripts.clone().next() else {
        return Writing::Latin;
    };
    if scripts.any(|script| script == Script::Latin) {
        return Writing::Latin;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match first {
        Script::Greek if letters == 1 => Writing::Latin,
        Script::Greek | Script::Cyrillic => Writing::BySound(first.full_name()),
        _ => Writing::Unreadable(first.full_name()),
    }
}

/// Returns how many emoji are in a text.
#[must_use]
pub fn emoji(text: &str) -> usize {
    let found = text.chars().filter(|c| {
        matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}' | '☀'..='☃' | '☹' | '☺' | '❤')
    });
    found.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_latin_letters_are_readable() {
        for word in [
            "café", "naïve", "1941", "π", "Δ", "x²", "T-34", "5€", "ﬁn", "Ａ", "№",
        ] {
            assert_eq!(writing(word), Writing::Latin, "{word}");
        }
    }

    #[test]
    fn other_scripts_are_named() {
        assert_eq!(writing("雨"), Writing::Unreadable("Han"));
        assert_eq!(writing("カメラ"), Writing::Unreadable("Katakana"));
        assert_eq!(writing("مرحبا"), Writing::Unreadable("Arabic"));
        assert_eq!(writing("नमस्ते"), Writing::Unreadable("Devanagari"));
        assert_eq!(writing("Борис"), Writing::BySound("Cyrillic"));
        assert_eq!(writing("λόγος"), Writing::BySound("Greek"));
        assert_eq!(emoji("🙂 and 👍🏽 ***"), 3);
    }
}
