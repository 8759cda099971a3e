//! Words that name a place of the prose, and no other.
//!
//! In: a place. Out: a quote of it. Always true: what is given was found there
//! by the same finder that reads the script.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::book::place::Finder;
use crate::diagnostic::Span;
use crate::script::prose::{Prose, StretchKind};
use crate::script::{Edge, Quote};

/// How many words a quote may have: first these are tried, then those.
const LENGTHS: [usize; 4] = [3, 5, 8, 12];

/// Names places of one text.
pub struct Places<'p> {
    pub(super) prose: &'p Prose,
    finder: Finder<'p>,
    /// Where each run of so many words stands.
    runs: [OnceLock<Runs<'p>>; 4],
    one: OnceLock<Runs<'p>>,
    two: OnceLock<Runs<'p>>,
}

type Runs<'p> = HashMap<Vec<&'p str>, Vec<usize>>;

/// A place as a script writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub edge: Edge,
    pub quote: Quote,
}

impl<'p> Places<'p> {
    #[must_use]
    pub fn new(prose: &'p Prose) -> Places<'p> {
        Places {
            prose,
            finder: Finder::new(prose),
            runs: Default::default(),
            one: OnceLock::new(),
            two: OnceLock::new(),
        }
    }

    /// The first word that begins at this byte or after it.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> usize {
        self.prose
            .words
            .partition_point(|word| word.span.start < byte)
    }

    /// Names where a word begins or ends.
    #[must_use]
    pub fn name(&self, word: usize, edge: Edge) -> Option<Named> {
        let stretch = &self.prose.stretches[self.stretch(word)];
        let within = self.prose.words_of(stretch);
        let ranges = lengths(within.len()).map(|length| match edge {
            Edge::Start => word..(word + length).min(within.end),
            Edge::After => (word + 1).saturating_sub(length).max(within.start)..word + 1,
        });
        let quote = self.tell(ranges, |quote, range| {
            self.finder
                .find(quote, Span::default())
                .is_ok_and(|found| found == *range)
        });
        quote.map(|quote| Named { edge, quote })
    }

    /// Names a line of dialogue by its first words.
    #[must_use]
    pub fn line(&self, stretch: usize) -> Option<Quote> {
        let within = self.prose.words_of(&self.prose.stretches[stretch]);
        let start = within.start;
        let ranges = lengths(within.len()).map(|length| start..(start + length).min(within.end));
        self.tell(ranges, |quote, _| {
            let kind = StretchKind::Dialogue;
            let found = self.finder.find_within(kind, quote, Span::default());
            found.is_ok_and(|found| found == stretch)
        })
    }

    /// The stretch that a note of a script speaks of.
    #[must_use]
    pub fn noted(&self, quote: &Quote) -> Option<usize> {
        let found = self
            .finder
            .find_within(StretchKind::Dialogue, quote, Span::default());
        found.ok()
    }

    /// The first of these ranges that is told from all others, by its words or
    /// by its number among its like.
    fn tell(
        &self,
        ranges: impl Iterator<Item = Range<usize>>,
        stands: impl Fn(&Quote, &Range<usize>) -> bool,
    ) -> Option<Quote> {
        let mut last = None;
        for range in ranges {
            let quote = self.quote(&range);
            if self.rivals(&range).len() == 1 && stands(&quote, &range) {
                return Some(quote);
            }
            last = Some(range);
        }
        let range = last?;
        let quote = self.quote(&range);
        if stands(&quote, &range) {
            return Some(quote);
        }
        // Where marks tell some of them apart, the number is smaller.
        let before = self
            .rivals(&range)
            .iter()
            .filter(|place| **place < range.start)
            .count();
        (0..=before).rev().take(64).find_map(|before| {
            let nth = u32::try_from(before + 1).ok();
            let quote = Quote {
                nth,
                ..quote.clone()
            };
            stands(&quote, &range).then_some(quote)
        })
    }

    fn quote(&self, range: &Range<usize>) -> Quote {
        Quote {
            exact: self
                .prose
                .span_of(range.clone())
                .of(&self.prose.text)
                .to_owned(),
            ..Quote::default()
        }
    }

    /// Where the same words stand.
    fn rivals(&self, range: &Range<usize>) -> &[usize] {
        let words: Vec<&str> = range.clone().map(|word| self.prose.word(word)).collect();
        let runs = match range.len() {
            1 => self.one.get_or_init(|| self.runs_of(1)),
            2 => self.two.get_or_init(|| self.runs_of(2)),
            length => match LENGTHS.iter().position(|known| *known == length) {
                Some(known) => self.runs[known].get_or_init(|| self.runs_of(length)),
                None => return self.rivals_of_any(range),
            },
        };
        runs.get(&words).map_or(&[], Vec::as_slice)
    }

    /// Lengths between those that are indexed: by the next shorter one.
    fn rivals_of_any(&self, range: &Range<usize>) -> &[usize] {
        let shorter = LENGTHS.iter().rev().find(|known| **known < range.len());
        match shorter {
            Some(length) => self.rivals(&(range.start..range.start + length)),
            None => &[],
        }
    }

    fn runs_of(&self, length: usize) -> Runs<'p> {
        let words: Vec<&'p str> = (0..self.prose.words.len())
            .map(|w| self.prose.word(w))
            .collect();
        let mut runs: Runs<'p> = HashMap::new();
        for (place, run) in words.windows(length).enumerate() {
            runs.entry(run.to_vec()).or_default().push(place);
        }
        runs
    }

    /// The stretch in which a word stands.
    #[must_use]
    pub fn stretch(&self, word: usize) -> usize {
        self.prose.stretch_of(self.prose.sentence_of(word))
    }
}

/// How many words are tried where there are so many.
fn lengths(words: usize) -> impl Iterator<Item = usize> {
    let shorter = LENGTHS.into_iter().filter(move |length| *length < words);
    shorter.chain([words.min(LENGTHS[3])])
}
