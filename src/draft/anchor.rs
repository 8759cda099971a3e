//! Quotes that name one place of the text, no longer than they have to be.
//!
//! In: words of the text. Out: a quote as a script writes it. Always true: it is
//! found where those words stand, and nowhere else.

use std::ops::Range;

use super::page::Page;
use crate::book::place::Finder;
use crate::script::prose::StretchKind;
use crate::script::write::quoted;

/// A quote, and which of several alike it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub words: String,
    pub nth: Option<usize>,
}

impl Quote {
    /// As the value of `at` or `from`.
    #[must_use]
    pub fn before(&self) -> String {
        match self.nth {
            None => quoted(&self.words),
            Some(nth) => format!("{{ quote: {}, nth: {nth} }}", quoted(&self.words)),
        }
    }

    /// Likewise, for the end of the words.
    #[must_use]
    pub fn after(&self) -> String {
        match self.nth {
            None => format!("{{ after: {} }}", quoted(&self.words)),
            Some(nth) => format!("{{ after: {}, nth: {nth} }}", quoted(&self.words)),
        }
    }
}

/// Finds quotes on a page.
#[derive(Copy, Clone)]
pub struct Quotes<'p, 'a> {
    pub page: &'p Page<'a>,
    pub finder: &'p Finder<'a>,
    /// Of the text with its unquoted lines cut out, as `quote` will find it.
    pub cut: &'p crate::script::Prose,
    pub said: &'p Finder<'p>,
}

/// The fewest words that make a quote pleasant to read, and the most.
const FEW: usize = 3;
const MANY: usize = 9;

impl Quotes<'_, '_> {
    /// A quote that begins with the words of a stretch of dialogue.
    #[must_use]
    pub fn line(&self, words: &Range<usize>) -> Quote {
        let stretch = self.cut.stretch_of(self.cut.sentence_of(words.start));
        let found = |text: &str| self.said.stretches_of(StretchKind::Dialogue, text);
        self.longer(words, found, stretch)
    }

    /// A quote of words that no quotation marks hold: all of a few, else the first.
    #[must_use]
    pub fn unquoted(&self, words: &Range<usize>, whole: bool) -> Quote {
        let found = |text: &str| self.finder.places_within(StretchKind::Narration, text);
        if whole {
            let text = self.marked(words.clone(), words.end);
            let nth = nth(&found(&text), words.start);
            return Quote { words: text, nth };
        }
        self.longer(words, found, words.start)
    }

    /// A quote that begins with a word, not longer than to `end` where it can be.
    #[must_use]
    pub fn from(&self, words: &Range<usize>) -> Quote {
        let found = |text: &str| self.finder.places_of(text);
        self.longer(words, found, words.start)
    }

    /// A quote that ends with the last of some words and goes back as far as it has to.
    #[must_use]
    pub fn until(&self, words: &Range<usize>, back: usize) -> Quote {
        let last = words.end;
        // One word alone is hard to find with the eye.
        let mut first = words.start;
        if words.len() < 2 && first > back && !self.page.begins(first) {
            first -= 1;
        }
        loop {
            let text = self.page.text(first..last);
            let found = self.finder.places_of(&text);
            if found.len() == 1 || first <= back || last - first >= MANY {
                let nth = nth(&found, first);
                return Quote { words: text, nth };
            }
            first -= 1;
        }
    }

    /// Adds words until `found` finds `place` alone, or counts the places.
    fn longer(
        &self,
        words: &Range<usize>,
        found: impl Fn(&str) -> Vec<usize>,
        place: usize,
    ) -> Quote {
        let mut to = (words.start + FEW).min(words.end);
        // No quote ends on `the`.
        while to < words.end && self.page.known(to - 1).function && to < words.start + FEW + 2 {
            to += 1;
        }
        loop {
            let text = self.marked(words.start..to, words.end);
            let places = found(&text);
            let most = to >= words.end || to >= words.start + MANY;
            if places.len() == 1 && places[0] == place || most {
                let nth = nth(&places, place);
                return Quote { words: text, nth };
            }
            to += 1;
        }
    }

    /// The words with the mark that follows them, where they are the last.
    fn marked(&self, words: Range<usize>, end: usize) -> String {
        let mut text = self.page.text(words.clone());
        if words.end == end {
            let mark = self
                .page
                .gap(end - 1)
                .chars()
                .next()
                .filter(|c| ".!?,…".contains(*c));
            text.extend(mark);
        }
        text
    }
}

fn nth(places: &[usize], place: usize) -> Option<usize> {
    let index = places.iter().position(|other| *other == place)?;
    (places.len() > 1).then_some(index + 1)
}
