//! Quotes of Japanese and Chinese, which are written without spaces. Where words begin and end depends
//! on the words around them, and an author may quote a part of a word. So the characters of a quote are
//! searched, and the words that they touch are its place.

use std::ops::Range;

use super::{Finder, Wanted};
use cuebook_core::id::{IdRange, WordId};

/// Returns whether a text has a character of a script without spaces.
pub(crate) fn is_unspaced(text: &str) -> bool {
    let unspaced = |c: char| {
        matches!(c, '々' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    };
    !text.is_ascii() && text.contains(unspaced)
}

impl Finder<'_> {
    /// Returns the first word of every place of a quote without spaces, in order.
    pub(super) fn unspaced_places(&self, wanted: &Wanted<'_>) -> Vec<WordId> {
        let text = &self.index().folded.text;
        let found = text.match_indices(wanted.exact.core());
        let mut places: Vec<WordId> = found.map(|(at, _)| self.touched(at)).collect();
        places.dedup();
        places
    }

    /// Returns the words of a quote from its first word on.
    pub(super) fn range(&self, wanted: &Wanted<'_>, place: WordId) -> Range<WordId> {
        if !wanted.is_unspaced() || place >= self.index().end() {
            return place..place + wanted.len();
        }
        let core = wanted.exact.core();
        let start = self.index().bytes(place).start;
        let here = self.index().folded.text[start..].find(core).unwrap_or(0);
        let end = start + here + core.len();
        let rest = place + 1..self.index().end();
        let begins_after = |word: &WordId| self.index().bytes(*word).start >= end;
        let next = rest.clone().ids().find(begins_after);
        place..next.unwrap_or(rest.end)
    }

    /// Returns the first word that ends after a byte of the folded text.
    fn touched(&self, byte: usize) -> WordId {
        let words = &self.index().folded.words;
        WordId(words.partition_point(|word| word.end <= byte))
    }
}
