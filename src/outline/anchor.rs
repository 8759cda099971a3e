//! Short quotes that name one place of the text.
//!
//! A quote gets more words until it occurs only at its place. If that needs too
//! many words, it gets a number. The finder of the script reader finds every
//! returned quote.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::lexicon;
use super::text;
use crate::book::place::Finder;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::prose::StretchKind;
use cuebook_script::{Prose, Quote};

/// Places of a text, in order: words or stretches.
type Places<I> = Rc<[I]>;

/// Finds quotes for the places of one text.
#[derive(Debug)]
pub(crate) struct Quotes<'p> {
    prose: &'p Prose,
    finder: Finder<'p>,
    /// The stretches of dialogue that a text names. The same words may be said a thousand
    /// times.
    spoken: RefCell<HashMap<String, Places<usize>>>,
}

/// The smallest number of words that makes a quote easy to read, and the largest.
const FEW: usize = 3;
const MANY: usize = 9;

/// A line of at most this number of words is quoted whole, so that the script shows who says what.
const SHORT_LINE: usize = 8;

impl<'p> Quotes<'p> {
    /// Returns the quotes of a text.
    #[must_use]
    pub(crate) fn new(prose: &'p Prose) -> Quotes<'p> {
        Quotes {
            prose,
            finder: Finder::new(prose),
            spoken: RefCell::default(),
        }
    }

    /// Returns a quote of the line of dialogue that begins with these words.
    #[must_use]
    pub(crate) fn line(&self, words: &Range<WordId>) -> Option<Quote> {
        let stretch = self.prose.stretch_of(self.prose.sentence_of(words.start));
        let found = |text: &str| self.spoken(text);
        if words.len() <= SHORT_LINE {
            let text = self.marked(words.clone(), words.end);
            return counted(&found(&text), stretch, text);
        }
        self.longer(words, found, stretch)
    }

    /// Returns the stretches of dialogue that a text names, in order.
    fn spoken(&self, text: &str) -> Places<usize> {
        if let Some(known) = self.spoken.borrow().get(text) {
            return Rc::clone(known);
        }
        let found: Places<usize> = self.finder.stretches_of(StretchKind::Dialogue, text).into();
        let mut all = self.spoken.borrow_mut();
        all.insert(text.to_owned(), Rc::clone(&found));
        found
    }

    /// Returns a quote of words without quotation marks: all of them, or the
    /// first ones.
    #[must_use]
    pub(crate) fn unquoted(&self, words: &Range<WordId>, whole: bool) -> Option<Quote> {
        let found = |text: &str| {
            self.finder
                .places_within(StretchKind::Narration, text)
                .into()
        };
        if whole {
            let text = self.marked(words.clone(), words.end);
            let places: Places<WordId> = found(&text);
            return counted(&places, words.start, text);
        }
        self.longer(words, found, words.start)
    }

    /// Returns quotes of words without quotation marks: all words if they are few and in
    /// one stretch, otherwise the first ones and the last ones.
    #[must_use]
    pub(crate) fn passage(&self, words: &Range<WordId>) -> Option<(Quote, Option<String>)> {
        const SHORT: usize = 8;
        let stretch = |word: WordId| self.prose.stretch_of(self.prose.sentence_of(word));
        let first = self
            .prose
            .words_of(&self.prose.stretches[stretch(words.start)]);
        let alone = words.end <= first.end;
        let whole = || Some((self.unquoted(words, true)?, None));
        if alone && words.len() <= SHORT {
            return whole();
        }
        let quote = self.unquoted(&(words.start..words.end.min(first.end)), false)?;
        let next = words.start + cuebook_script::prose::words(&quote.exact).len();
        // As many last words as are needed to occur nowhere between.
        let mut from = (words.end - 2).max(next);
        while from > next && self.occurs(next..from, from..words.end) {
            from -= 1;
        }
        match from < words.end && (from > next || !alone) {
            true => Some((quote, Some(text(self.prose, from..words.end)))),
            false => whole(),
        }
    }

    /// Returns whether some words also occur from a place within `within`.
    fn occurs(&self, within: Range<WordId>, words: Range<WordId>) -> bool {
        within.ids().any(|here| {
            let mut places = words.ids();
            places.all(|word| {
                let other = here + (word - words.start);
                self.prose.word(word) == self.prose.word(other)
            })
        })
    }

    /// Returns a quote that begins with the first of these words and ends at the
    /// last or earlier.
    #[must_use]
    pub(crate) fn from(&self, words: &Range<WordId>) -> Option<Quote> {
        let found = |text: &str| self.finder.places_of(text).into();
        self.longer(words, found, words.start)
    }

    /// Returns a quote that ends with the last of these words. It begins as early
    /// as necessary, but not before `back`.
    #[must_use]
    pub(crate) fn until(&self, words: &Range<WordId>, back: WordId) -> Option<Quote> {
        let mut first = words.start;
        // A single word is hard to find by eye.
        if words.len() < 2 && first > back && !self.begins(first) {
            first -= 1;
        }
        loop {
            let text = text(self.prose, first..words.end);
            let places = self.finder.places_of(&text);
            if places.len() == 1 || first <= back || words.end - first >= MANY {
                return counted(&places, first, text);
            }
            first -= 1;
        }
    }

    /// Returns the stretch of dialogue that a note of a script names.
    #[must_use]
    pub(crate) fn noted(&self, quote: &Quote) -> Option<usize> {
        let kind = StretchKind::Dialogue;
        self.finder.find_within(kind, quote, Span::default()).ok()
    }

    /// Adds words until `found` returns only `place`; otherwise counts the
    /// places.
    fn longer<I: Copy + Ord>(
        &self,
        words: &Range<WordId>,
        found: impl Fn(&str) -> Places<I>,
        place: I,
    ) -> Option<Quote> {
        let mut to = (words.start + FEW).min(words.end);
        // A quote does not end with `the`.
        while to < words.end && self.is_function_word(to - 1) && to < words.start + FEW + 2 {
            to += 1;
        }
        loop {
            let text = self.marked(words.start..to, words.end);
            let places = found(&text);
            let most = to >= words.end || to >= words.start + MANY;
            if *places == [place] || most {
                return counted(&places, place, text);
            }
            to += 1;
        }
    }

    /// Returns the words with the punctuation mark after the last one.
    fn marked(&self, words: Range<WordId>, end: WordId) -> String {
        let mut text = text(self.prose, words.clone());
        if words.end == end {
            let last = self
                .prose
                .words
                .get(end - 1)
                .map_or(0, |word| word.span.end);
            let rest = self.prose.said(Span::new(last, self.prose.text.len()));
            let mark = rest.chars().next();
            text.extend(mark.filter(|c| ".!?,…".contains(*c)));
        }
        text
    }

    fn is_function_word(&self, word: WordId) -> bool {
        let low = lexicon::low(self.prose.word(word));
        lexicon::is_function_word(lexicon::base(&low))
    }

    fn begins(&self, word: WordId) -> bool {
        let sentence = &self.prose.sentences[self.prose.sentence_of(word)];
        sentence.words.start == word
    }
}

/// Returns a numbered quote of the place among `places`, or `None` if it is not
/// one of them.
fn counted<I: Ord>(places: &[I], place: I, text: String) -> Option<Quote> {
    let index = places.binary_search(&place).ok()?;
    let nth = (places.len() > 1).then_some(index + 1);
    Some(Quote {
        nth: nth.and_then(|nth| u32::try_from(nth).ok()),
        ..Quote::exactly(&text)
    })
}
