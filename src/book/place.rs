//! Finds the place in the text that a quote names. Takes prose and quotes;
//! returns ranges of words, or a diagnostic. The quoted words must be in the
//! text, and only one place may match: similar words are never taken instead.
//!
//! Typographic quotation marks, apostrophes and dashes, runs of white space,
//! and composed letters match their plain forms. Upper and lower case are
//! different. A place with the same punctuation wins over one with the same
//! words only. A prefix and a suffix are the words next to the quote; `nth`
//! counts the places that remain.

mod fold;
mod index;
mod likely;
mod nearest;
mod report;
pub(crate) mod unspaced;

pub(crate) use likely::Likely;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::WordId;
use cuebook_script::Quote;
use cuebook_script::prose::{Prose, StretchKind, words};
use fold::Folded;
use index::{Index, Term};

/// The signs that divide a word at a line end.
const HYPHENS: [char; 3] = ['-', '‐', '\u{ad}'];

/// Finds places in one text.
#[derive(Debug)]
pub(crate) struct Finder<'a> {
    prose: &'a Prose,
    index: OnceLock<Index>,
}

impl<'a> Finder<'a> {
    #[must_use]
    pub(crate) fn new(prose: &'a Prose) -> Finder<'a> {
        Finder {
            prose,
            index: OnceLock::new(),
        }
    }

    /// Returns the index, which is built at the first search in O(n log n) for
    /// n words.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.prose))
    }

    /// Returns the words that `quote` names. `span` is the place of the quote
    /// in the script: the whole value, so that a fix can replace it.
    ///
    /// # Errors
    /// `quote-empty`, `quote-not-found`, `quote-ambiguous`, `quote-nth`.
    pub(crate) fn find(&self, quote: &Quote, span: Span) -> Result<Range<WordId>, Diagnostic> {
        let wanted = self.wanted(quote, span)?;
        let found = self.places(&wanted);
        if found.is_empty() {
            return Err(self.not_found(&wanted));
        }
        let place = self.choose(&wanted, &found.best(), |place| place)?;
        Ok(self.range(&wanted, place))
    }

    /// Returns the stretch of this kind that contains the words that `quote`
    /// names. The quote may be a part of the stretch. Stretches of the other
    /// kind are not searched.
    ///
    /// # Errors
    /// As [`Finder::find`], and `quote-not-dialogue` (or `quote-not-narration`)
    /// for words that are only in stretches of the other kind, or in several
    /// stretches.
    pub(crate) fn find_within(
        &self,
        kind: StretchKind,
        quote: &Quote,
        span: Span,
    ) -> Result<usize, Diagnostic> {
        let place = self.find_words_within(kind, quote, span, |place| self.stretch(place))?;
        Ok(self.stretch(place.start))
    }

    /// Returns the words that `quote` names, within one stretch of this kind.
    /// Places with the same `group` count as one.
    ///
    /// # Errors
    /// As [`Finder::find_within`].
    pub(crate) fn find_words_within<G: Copy + PartialEq>(
        &self,
        kind: StretchKind,
        quote: &Quote,
        span: Span,
        group: impl Fn(WordId) -> G,
    ) -> Result<Range<WordId>, Diagnostic> {
        let wanted = self.wanted(quote, span)?;
        let found = self.places(&wanted);
        if found.is_empty() {
            return Err(self.not_found(&wanted));
        }
        let inside = found.only(|place| self.is_within(&self.range(&wanted, place), Some(kind)));
        if inside.is_empty() {
            return Err(self.outside(&wanted, kind, &found.best()));
        }
        let place = self.choose(&wanted, &inside.best(), group)?;
        Ok(self.range(&wanted, place))
    }

    /// Returns the first word of every place that these words name without a
    /// prefix, a suffix or a number.
    #[must_use]
    pub(crate) fn places_of(&self, words: &str) -> Vec<WordId> {
        let quote = Quote::exactly(words);
        let wanted = self.wanted(&quote, Span::default());
        wanted.map_or_else(|_| Vec::new(), |wanted| self.places(&wanted).best())
    }

    /// Returns the places of [`Finder::places_of`] that are within one stretch
    /// of this kind.
    #[must_use]
    pub(crate) fn places_within(&self, kind: StretchKind, words: &str) -> Vec<WordId> {
        let quote = Quote::exactly(words);
        let Ok(wanted) = self.wanted(&quote, Span::default()) else {
            return Vec::new();
        };
        let is_inside = |place| self.is_within(&self.range(&wanted, place), Some(kind));
        self.places(&wanted).only(is_inside).best()
    }

    /// Returns at least the number of places that these words name, without a search of each.
    #[must_use]
    pub(crate) fn may_be_in(&self, words: &str) -> usize {
        let quote = Quote::exactly(words);
        let Ok(wanted) = self.wanted(&quote, Span::default()) else {
            return 0;
        };
        if wanted.is_unspaced() {
            return usize::MAX;
        }
        let terms = wanted.exact.known();
        terms.map_or(0, |terms| self.index().count(&terms))
    }

    /// Returns the stretches of this kind that these words name.
    #[must_use]
    pub(crate) fn stretches_of(&self, kind: StretchKind, words: &str) -> Vec<usize> {
        let places = self.places_within(kind, words).into_iter();
        let mut found: Vec<usize> = places.map(|place| self.stretch(place)).collect();
        found.dedup();
        found
    }

    /// Returns the stretch that contains a word.
    #[must_use]
    pub(crate) fn stretch(&self, word: WordId) -> usize {
        self.prose.stretch_of(self.prose.sentence_of(word))
    }

    fn wanted<'q>(&self, quote: &'q Quote, span: Span) -> Result<Wanted<'q>, Diagnostic> {
        let context = |text: &Option<String>| text.as_deref().map(|text| self.passage(text));
        let wanted = Wanted {
            quote,
            span,
            exact: self.passage(&quote.exact),
            prefix: context(&quote.prefix),
            suffix: context(&quote.suffix),
        };
        if wanted.exact.terms.is_empty() {
            return Err(report::empty(quote, span));
        }
        Ok(wanted)
    }

    fn passage(&self, text: &str) -> Passage {
        let read = self.prose.quoted(text.trim());
        let whole = self.undivided(&read);
        let spans: Vec<Span> = words(&whole).iter().map(|word| word.span).collect();
        let folded = Folded::new(&whole, &spans);
        let terms = (0..folded.words.len())
            .map(|word| self.index().term(folded.word(word)))
            .collect();
        Passage { folded, terms }
    }

    /// Returns a quote with its divided words whole. An author may copy `re-⏎duce` from a
    /// wrapped text, and YAML turns the line end into a space.
    fn undivided<'q>(&self, quote: &'q str) -> Cow<'q, str> {
        let mut whole = Cow::Borrowed(quote);
        if !quote.contains(char::is_whitespace) || !quote.contains(HYPHENS) {
            return whole;
        }
        for pair in words(quote).windows(2).rev() {
            let (one, other) = (pair[0].span, pair[1].span);
            let gap = &quote[one.end..other.start];
            let rest = gap.strip_prefix(HYPHENS).unwrap_or(gap);
            let hyphened = rest.len() < gap.len() || one.of(quote).ends_with(HYPHENS);
            if !hyphened || rest.is_empty() || !rest.chars().all(char::is_whitespace) {
                continue;
            }
            let joined = format!("{}{}", one.of(quote), other.of(quote));
            let folded = Folded::new(&joined, &[Span::new(0, joined.len())]);
            if self.index().term(folded.word(0)).is_some() {
                whole.to_mut().replace_range(one.end..other.start, "");
            }
        }
        whole
    }

    /// Returns every place of the words.
    fn places(&self, wanted: &Wanted) -> Places {
        if wanted.is_unspaced() {
            let words = self.unspaced_places(wanted);
            return Places {
                exact: Vec::new(),
                words,
            };
        }
        let words = wanted.exact.known();
        let words = words.map_or_else(Vec::new, |terms| self.index().places(&terms));
        let exact = words
            .iter()
            .copied()
            .filter(|place| self.is_exact(wanted, *place));
        Places {
            exact: exact.collect(),
            words,
        }
    }

    /// Returns whether the punctuation in and around the words is as quoted.
    fn is_exact(&self, wanted: &Wanted, place: WordId) -> bool {
        let (lead, rest) = wanted.exact.halves();
        let at = self.index().bytes(place).start;
        let text = &self.index().folded;
        text.text[..at].ends_with(lead) && text.text[at..].starts_with(rest)
    }

    /// Returns the only matching place among `all`. Places of one group count
    /// as one.
    fn choose<G: Copy + PartialEq>(
        &self,
        wanted: &Wanted,
        all: &[WordId],
        group: impl Fn(WordId) -> G,
    ) -> Result<WordId, Diagnostic> {
        let before = |place| self.prefix_matches(wanted, place);
        let after = |place| self.suffix_matches(wanted, place);
        let mut left = narrow(all.to_vec(), wanted.prefix.is_some(), before);
        left = narrow(left, wanted.suffix.is_some(), after);
        left.dedup_by_key(|place| group(*place));
        match (left.as_slice(), wanted.quote.nth) {
            ([], _) => Err(self.elsewhere(wanted, all)),
            (several, Some(nth)) => {
                let chosen = (nth as usize)
                    .checked_sub(1)
                    .and_then(|nth| several.get(nth));
                chosen
                    .copied()
                    .ok_or_else(|| self.too_few(wanted, several, nth))
            }
            ([place], None) => Ok(*place),
            (several, None) => {
                let rivals: Vec<(WordId, G)> = all.iter().map(|p| (*p, group(*p))).collect();
                Err(self.ambiguous(wanted, several, &rivals, &group))
            }
        }
    }

    fn prefix_matches(&self, wanted: &Wanted, place: WordId) -> Match {
        let Some(prefix) = &wanted.prefix else {
            return Match::Exact;
        };
        let at = self.index().bytes(place).start;
        let before = &self.index().folded.text[..at];
        let lead = wanted.exact.halves().0;
        let before = before.strip_suffix(lead).unwrap_or(before).trim_end();
        let words = place.checked_sub(prefix.terms.len());
        let matches = words.is_some_and(|first| self.index().matches_at(&prefix.terms, first));
        let marks = before.ends_with(prefix.folded.text.trim_end());
        prefix.compare(matches || prefix.is_at(marks), marks)
    }

    fn suffix_matches(&self, wanted: &Wanted, place: WordId) -> Match {
        let Some(suffix) = &wanted.suffix else {
            return Match::Exact;
        };
        let next = self.range(wanted, place).end;
        let at = self.index().bytes(next - 1).end;
        let after = &self.index().folded.text[at..];
        let trail = wanted.exact.trail();
        let after = after.strip_prefix(trail).unwrap_or(after).trim_start();
        let matches = self.index().matches_at(&suffix.terms, next);
        let marks = after.starts_with(suffix.folded.text.trim_start());
        suffix.compare(matches || suffix.is_at(marks), marks)
    }
}

/// Returns the places that match best.
fn narrow(places: Vec<WordId>, given: bool, matches: impl Fn(WordId) -> Match) -> Vec<WordId> {
    if !given {
        return places;
    }
    let matched: Vec<(WordId, Match)> = places.into_iter().map(|p| (p, matches(p))).collect();
    let keep = |wanted: Match| {
        let kept = matched.iter().filter(|(_, found)| *found == wanted);
        kept.map(|(place, _)| *place).collect::<Vec<_>>()
    };
    let exact = keep(Match::Exact);
    if exact.is_empty() {
        keep(Match::Words)
    } else {
        exact
    }
}

/// How the text at a place matches a quote.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Match {
    /// The same words and the same punctuation.
    Exact,
    Words,
    Not,
}

/// A quote with its folded words and its place in the script.
struct Wanted<'q> {
    quote: &'q Quote,
    span: Span,
    exact: Passage,
    prefix: Option<Passage>,
    suffix: Option<Passage>,
}

impl Wanted<'_> {
    fn len(&self) -> usize {
        self.exact.terms.len()
    }

    /// Returns whether the quote is of a script without spaces.
    fn is_unspaced(&self) -> bool {
        unspaced::is_unspaced(self.exact.core())
    }

    /// Returns whether the quote has only words: no prefix, suffix or number.
    fn is_plain(&self) -> bool {
        self.prefix.is_none() && self.suffix.is_none() && self.quote.nth.is_none()
    }
}

/// A folded part of a quote. The term of a word that is not in the text is
/// `None`.
struct Passage {
    folded: Folded,
    terms: Vec<Option<Term>>,
}

impl Passage {
    /// Returns the words, if the text has all of them.
    fn known(&self) -> Option<Vec<Term>> {
        self.terms.iter().copied().collect()
    }

    /// Returns the text before the first word, and the rest.
    fn halves(&self) -> (&str, &str) {
        let first = self.folded.words.first().map_or(0, |word| word.start);
        self.folded.text.split_at(first)
    }

    /// Returns the text from the first word to the end of the last.
    fn core(&self) -> &str {
        let words = &self.folded.words;
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => &self.folded.text[first.start..last.end],
            _ => "",
        }
    }

    /// Returns the text after the last word.
    fn trail(&self) -> &str {
        let last = self.folded.words.last().map_or(0, |word| word.end);
        &self.folded.text[last..]
    }

    /// Returns whether a passage without spaces is there, if its characters are.
    fn is_at(&self, characters: bool) -> bool {
        characters && unspaced::is_unspaced(&self.folded.text)
    }

    /// Compares the words, or only the marks if the passage has no words.
    fn compare(&self, words: bool, marks: bool) -> Match {
        match (words, marks) {
            (true, true) => Match::Exact,
            (true, false) if !self.terms.is_empty() => Match::Words,
            _ => Match::Not,
        }
    }
}

/// The places of words, in the order of the text.
struct Places {
    /// The places with the punctuation as quoted.
    exact: Vec<WordId>,
    /// All places.
    words: Vec<WordId>,
}

impl Places {
    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn only(&self, keep: impl Fn(WordId) -> bool) -> Places {
        let only = |places: &[WordId]| {
            places
                .iter()
                .copied()
                .filter(|place| keep(*place))
                .collect()
        };
        Places {
            exact: only(&self.exact),
            words: only(&self.words),
        }
    }

    fn best(self) -> Vec<WordId> {
        if self.exact.is_empty() {
            self.words
        } else {
            self.exact
        }
    }
}

#[cfg(test)]
mod tests;
