//! Folding: gives one form to text that looks the same. Takes a text and its
//! words; returns the text with one form of every quotation mark, apostrophe
//! and dash, with single spaces, with composed letters (NFC), and without
//! invisible characters. Letters keep their case.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use cuebook_core::diagnostic::Span;

/// A folded text with the places of its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub text: String,
    /// Each word without the apostrophes and full stops at its ends.
    pub words: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a text with its words, which are given in order.
    pub(super) fn new(text: &str, words: &[Span]) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(text.len()),
            words: Vec::with_capacity(words.len()),
        };
        let mut at = 0;
        for word in words {
            fold(&text[at..word.start], &mut folded.text);
            let start = folded.text.len();
            fold(word.of(text), &mut folded.text);
            let written = &folded.text[start..];
            let key = written.trim_start_matches(['\'', '.']);
            let start = folded.text.len() - key.len();
            let key = key.trim_end_matches(['\'', '.']);
            folded.words.push(start..start + key.len());
            at = word.end;
        }
        fold(&text[at..], &mut folded.text);
        folded
    }

    /// Returns a word in the form for comparison; empty if there is no such
    /// word.
    pub(super) fn word(&self, word: usize) -> &str {
        self.words
            .get(word)
            .map_or("", |range| &self.text[range.clone()])
    }
}

/// Appends `text`, folded.
fn fold(text: &str, folded: &mut String) {
    if is_nfc(text) {
        fold_chars(text.chars(), folded);
    } else {
        fold_chars(text.nfc(), folded);
    }
}

fn fold_chars(chars: impl Iterator<Item = char>, folded: &mut String) {
    for c in chars {
        match c {
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            '-' | '‐'..='―' | '−' | '﹘' | '﹣' | '－' => {
                if !folded.ends_with('-') {
                    folded.push('-');
                }
            }
            '\'' | '‘' | '’' | '‚' | '‛' | 'ʼ' | '＇' | '‹' | '›' | '`' | '´' => {
                folded.push('\'')
            }
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '〝' | '〞' => {
                folded.push('"')
            }
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            c => folded.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Span> {
        let words = cuebook_script::prose::words(text);
        words.iter().map(|word| word.span).collect()
    }

    #[test]
    fn similar_characters_get_one_form() {
        for (text, expected) in [
            ("“Don’t”\u{a0}— «go»\r\n  now", "\"Don't\" - \"go\" now"),
            ("sol\u{ad}dier -- cafe\u{301}", "soldier - café"),
            ("Go GO go", "Go GO go"),
        ] {
            assert_eq!(Folded::new(text, &words(text)).text, expected);
        }
    }

    #[test]
    fn words_are_compared_without_the_marks_at_their_ends() {
        let text = "’Tis 3 p.m. sharp";
        let folded = Folded::new(text, &words(text));
        let found: Vec<_> = (0..4).map(|word| folded.word(word)).collect();
        assert_eq!(found, ["Tis", "3", "p.m", "sharp"]);
    }
}
