//! Finds passages that are similar to a quote that is no longer in the text.
//! Takes a quote; returns the most similar passages with their scores, and for
//! each passage a quote that names only this passage.

use std::ops::Range;

use super::Finder;
use super::nearest::{Nearest, Step, near};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Quote;
use cuebook_script::prose::StretchKind;

/// The maximum number of words before or after a passage that distinguish it
/// from others.
const CONTEXT: usize = 12;

/// A passage that the quote may mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Likely {
    pub words: Range<WordId>,
    /// The similarity, from 0 (no word of the quote is there) to 1 (all are).
    pub score: f64,
}

impl Finder<'_> {
    /// Returns the passages that are most similar to a quote, the most similar
    /// first. With a `kind`, only passages within one stretch of this kind.
    #[must_use]
    pub(crate) fn likely(&self, quote: &Quote, kind: Option<StretchKind>) -> Vec<Likely> {
        let Ok(wanted) = self.wanted(quote, Span::default()) else {
            return Vec::new();
        };
        let folded = &wanted.exact.folded;
        let words: Vec<&str> = (0..wanted.len()).map(|word| folded.word(word)).collect();
        let mut found: Vec<Likely> = near(self.index(), &words)
            .into_iter()
            .filter(|near| self.is_within(&near.words, kind))
            .map(|near| Likely {
                score: near.kept(),
                words: self.whole(&near),
            })
            .collect();
        let likelier = |a: &Likely, b: &Likely| {
            let score = b.score.total_cmp(&a.score);
            score.then(a.words.start.cmp(&b.words.start))
        };
        found.sort_by(likelier);
        let mut apart: Vec<Likely> = Vec::new();
        for likely in found {
            let meets = |other: &Likely| {
                other.words.start < likely.words.end && likely.words.start < other.words.end
            };
            if !apart.iter().any(meets) {
                apart.push(likely);
            }
        }
        apart
    }

    /// Returns a passage, extended over the words that replace missing words at
    /// the start or end of the quote, within the same sentence.
    fn whole(&self, near: &Nearest) -> Range<WordId> {
        let is_gone = |step: &&Step| step.text.is_none();
        let before = near.steps.iter().take_while(is_gone).count();
        let after = near.steps.iter().rev().take_while(is_gone).count();
        let words = &near.words;
        let within = |word: WordId| {
            self.prose.sentences[self.prose.sentence_of(word)]
                .words
                .clone()
        };
        let first = within(words.start).start;
        let last = within(words.end - 1).end;
        words.start.saturating_sub(before).max(first)..(words.end + after).min(last)
    }

    /// Returns whether words are in one stretch of this kind, or `true` if no
    /// kind is given.
    #[must_use]
    pub(crate) fn is_within(&self, words: &Range<WordId>, kind: Option<StretchKind>) -> bool {
        let Some(kind) = kind else { return true };
        let Some(last) = words.end.checked_sub(1).filter(|last| *last >= words.start) else {
            return false;
        };
        let first = self.stretch(words.start);
        first == self.stretch(last) && self.prose.stretches[first].kind == kind
    }

    /// Returns the shortest quote that names these words: alone, or with the
    /// fewest words before or after them.
    #[must_use]
    pub(crate) fn unique_quote(
        &self,
        words: &Range<WordId>,
        kind: Option<StretchKind>,
    ) -> Option<Quote> {
        let text = |words: Range<WordId>| {
            let written = self.prose.said(self.prose.span_of(words));
            written.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let plain = Quote::exactly(&text(words.clone()));
        let rivals = self.rivals(&plain.exact, words, kind);
        let names = |quote: &Quote| self.names(quote, words, kind);
        if rivals.is_empty() && names(&plain) {
            return Some(plain);
        }
        // As many words as are the same at a rival do not tell the places apart.
        let least = |same: &dyn Fn(WordId) -> usize| {
            let most = rivals.iter().map(|rival| same(*rival)).max();
            1 + most.unwrap_or(0)
        };
        let before = least(&|rival| self.index().same_before(words.start, rival, CONTEXT));
        let after = least(&|rival| {
            let end = (rival + words.len()).min(self.index().end());
            self.index().same_after(words.end, end, CONTEXT)
        });
        (before.min(after)..=CONTEXT).find_map(|count| {
            let prefix = words.start.checked_sub(count).filter(|_| before <= count);
            let prefix = prefix.map(|from| Quote {
                prefix: Some(text(from..words.start)),
                ..plain.clone()
            });
            let end = words.end + count;
            let suffix = (after <= count && end <= self.prose.words.end()).then(|| Quote {
                suffix: Some(text(words.end..end)),
                ..plain.clone()
            });
            prefix.into_iter().chain(suffix).find(names)
        })
    }

    /// Returns the other places that this text of `words` names.
    fn rivals(&self, text: &str, words: &Range<WordId>, kind: Option<StretchKind>) -> Vec<WordId> {
        let places = match kind {
            None => self.places_of(text),
            Some(kind) => self.places_within(kind, text),
        };
        let own = self.stretch(words.start);
        let is_other = |place: &WordId| match kind {
            None => *place != words.start,
            Some(_) => self.stretch(*place) != own,
        };
        places.into_iter().filter(is_other).collect()
    }

    /// Returns whether a quote names these words or, with a kind of stretch,
    /// the stretch that contains them.
    fn names(&self, quote: &Quote, words: &Range<WordId>, kind: Option<StretchKind>) -> bool {
        let span = Span::default();
        match kind {
            None => self.find(quote, span).is_ok_and(|found| found == *words),
            Some(kind) => {
                let found = self.find_within(kind, quote, span);
                found.is_ok_and(|found| found == self.stretch(words.start))
            }
        }
    }
}
