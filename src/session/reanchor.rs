//! Finds quotes whose words are no longer in the prose, and passages that may replace
//! them. Takes a show and, if available, its previous prose. Returns each quote without
//! exactly one place, its candidate passages, and the edit steps for each. With the
//! previous prose, it also reports quotes that now name another place.

mod carried;
mod write;

use std::ops::{Range, RangeInclusive};

use self::carried::{Carried, Kept};
use crate::book::place::{Finder, Likely};
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Severity, Span};
use cuebook_core::id::WordId;
use cuebook_script::prose::StretchKind;
use cuebook_script::{Anchor, Choice, LineNote, Prose, Quote, Said, Target};

pub(crate) use write::steps;

/// The code of a quote that now names another place. It is not in
/// [`CODES`](cuebook_core::diagnostic::CODES), because only the old text shows it.
pub(crate) const MOVED: &str = "quote-moved";

/// Without the old text, a passage is certain if it contains this share of its quote…
const CERTAIN: f64 = 0.75;
/// …and its share is larger than that of any other passage by this difference.
const MARGIN: f64 = 0.2;
/// The factor for the score of a passage that would be out of order.
const OUT_OF_ORDER: f64 = 0.7;
/// A quote with fewer words is too short to be certain.
const FEWEST: usize = 2;
/// With the old text, a passage is certain if it contains this share of the old words.
const CARRIED: f64 = 0.4;

/// The maximum number of passages proposed for one quote.
const MOST: usize = 3;

/// A quote of the script.
#[derive(Clone, Debug)]
pub(crate) struct Quoted<'s> {
    pub quote: &'s Quote,
    /// The span of its value in the script.
    pub span: Span,
    /// The kind of stretch that must contain its words.
    pub kind: Option<StretchKind>,
}

/// A quote that does not name exactly one place, or names another place than before.
#[derive(Clone, Debug)]
pub(crate) struct Lost<'s> {
    pub quoted: Quoted<'s>,
    /// The error or warning.
    pub why: Diagnostic,
    /// The passages that may replace it, the likeliest first.
    pub proposals: Vec<Proposal>,
}

/// A passage that a quote may mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proposal {
    pub words: Range<WordId>,
    /// The quote that names the passage.
    pub quote: Quote,
    /// The share of the old quote in the passage, from 0 to 1.
    pub score: f64,
    pub is_certain: bool,
}

impl Lost<'_> {
    /// Returns the proposal that can be applied without asking the author.
    #[must_use]
    pub(crate) fn certain(&self) -> Option<&Proposal> {
        self.proposals.first().filter(|first| first.is_certain)
    }
}

/// Returns the quotes of a script that do not match its prose, in the script's order.
#[must_use]
pub(crate) fn lost<'s>(show: &'s Show, was: Option<&Prose>) -> Vec<Lost<'s>> {
    let search = Search {
        now: Finder::new(&show.book.prose),
        before: was.map(|was| (Finder::new(was), Carried::new(was, &show.book.prose))),
    };
    let groups = quotes(show);
    let mut lost: Vec<Lost<'s>> = groups
        .iter()
        .flat_map(|group| search.lost_of(group))
        .collect();
    lost.sort_by_key(|lost| lost.quoted.span.start);
    lost
}

/// Returns the quotes of a script in lists that usually follow the order of the text.
/// Each other quote is in a separate list.
fn quotes(show: &Show) -> Vec<Vec<Quoted<'_>>> {
    let script = &show.script;
    // A line without quotation marks splits the text where its words are found.
    let is_cut = |note: &&LineNote| note.unquoted && !show.is_mistaken_at(note.quote.span);
    let notes = script.lines.iter().filter(|note| !is_cut(note));
    let lines = notes.map(|note| Quoted {
        quote: &note.quote.value,
        span: note.quote.span,
        kind: (!note.unquoted).then_some(StretchKind::Dialogue),
    });
    let scenes = script.scenes.iter().filter_map(|scene| quoted(&scene.from));
    let cues = script.cues.iter().filter_map(|cue| quoted(cue.anchor()));
    let ends = script.cues.iter().flat_map(|cue| cue.anchors().skip(1));
    let rides = script.barriers.iter().flat_map(|barrier| &barrier.rides);
    let others = ends.chain(rides.map(|ride| &ride.at)).filter_map(quoted);
    let choices = script
        .choices
        .iter()
        .filter_map(|choice| quoted(&choice.at));
    let said = script
        .choices
        .iter()
        .flat_map(Choice::said)
        .filter_map(quoted_words);
    let mut groups = vec![
        lines.collect(),
        scenes.collect(),
        choices.collect(),
        cues.collect(),
    ];
    groups.extend(others.chain(said).map(|other| vec![other]));
    groups
}

impl Show {
    /// Returns whether there is an error at a place of the script.
    fn is_mistaken_at(&self, span: Span) -> bool {
        let mut errors = self.diagnostics.iter();
        errors.any(|found| found.severity == Severity::Error && found.labels[0].span == span)
    }
}

fn quoted_words(said: &Said) -> Option<Quoted<'_>> {
    match said {
        Said::Quote(quote) => Some(Quoted {
            quote: &quote.value,
            span: quote.span,
            kind: None,
        }),
        Said::Words(_) => None,
    }
}

fn quoted(anchor: &Anchor) -> Option<Quoted<'_>> {
    match &anchor.target {
        Target::Words(quote) => Some(Quoted {
            quote,
            span: anchor.span,
            kind: None,
        }),
        _ => None,
    }
}

/// The texts that are searched.
struct Search<'p> {
    now: Finder<'p>,
    /// The previous prose, and the mapping from it to the new one.
    before: Option<(Finder<'p>, Carried)>,
}

impl Search<'_> {
    fn lost_of<'s>(&self, group: &[Quoted<'s>]) -> Vec<Lost<'s>> {
        let found: Vec<_> = group
            .iter()
            .map(|quoted| place(&self.now, quoted))
            .collect();
        let start =
            |found: &Result<Range<WordId>, Diagnostic>| found.as_ref().ok().map(|w| w.start);
        let mut lost = Vec::new();
        for (at, quoted) in group.iter().enumerate() {
            let before = found[..at].iter().rev().find_map(start);
            let after = found[at + 1..].iter().find_map(start);
            let between = before.unwrap_or(WordId::FIRST)..=after.unwrap_or(WordId::NEVER);
            let own = self.one(quoted, &found[at], &between);
            lost.extend(own);
        }
        lost
    }

    /// Returns a lost quote; `None` if the quote still names the same words.
    fn one<'s>(
        &self,
        quoted: &Quoted<'s>,
        found: &Result<Range<WordId>, Diagnostic>,
        between: &RangeInclusive<WordId>,
    ) -> Option<Lost<'s>> {
        let stood = self.stood(quoted);
        let carried = stood.as_ref().and_then(|stood| self.carried(stood));
        let why = match (found, &carried) {
            (Err(why), _) => why.clone(),
            (Ok(now), carried) => {
                stood.as_ref()?;
                let stays = |kept: &Kept| self.is_one(now, &kept.words, quoted);
                if carried.as_ref().is_some_and(stays) {
                    return None;
                }
                let message = format!("“{}” is now at another place", quoted.quote.exact);
                Diagnostic::warning(MOVED, quoted.span, message)
            }
        };
        let proposals = match stood {
            // The old text decides: its words are in the new text, or were removed.
            Some(_) => {
                let kept = carried.filter(|kept| self.now.is_within(&kept.words, quoted.kind));
                let propose = |kept: Kept| {
                    self.proposal(quoted, kept.words, kept.share, kept.share >= CARRIED)
                };
                kept.and_then(propose).into_iter().collect()
            }
            None => self.likely(quoted, between),
        };
        Some(Lost {
            quoted: quoted.clone(),
            why,
            proposals,
        })
    }

    /// Returns whether two places are the same for a quote: they share words, or a line.
    fn is_one(&self, one: &Range<WordId>, other: &Range<WordId>, quoted: &Quoted<'_>) -> bool {
        match quoted.kind {
            None => one.start < other.end && other.start < one.end,
            Some(_) => self.now.is_within(
                &(one.start.min(other.start)..one.end.max(other.end)),
                quoted.kind,
            ),
        }
    }

    /// Returns the words of the old text that a quote named.
    fn stood(&self, quoted: &Quoted<'_>) -> Option<Range<WordId>> {
        let (finder, _) = self.before.as_ref()?;
        place(finder, quoted).ok()
    }

    /// Returns the words of the new text that replace them.
    fn carried(&self, stood: &Range<WordId>) -> Option<Kept> {
        let (_, carried) = self.before.as_ref()?;
        carried.words(stood)
    }

    /// Returns the passages of the new text that are most similar to a quote. A passage
    /// that would be out of order gets a lower score.
    fn likely(&self, quoted: &Quoted<'_>, between: &RangeInclusive<WordId>) -> Vec<Proposal> {
        let mut likely = self.now.likely(quoted.quote, quoted.kind);
        for likely in &mut likely {
            if !between.contains(&likely.words.start) {
                likely.score *= OUT_OF_ORDER;
            }
        }
        likely.sort_by(|a, b| b.score.total_cmp(&a.score));
        let second = likely.get(1).map_or(0.0, |second| second.score);
        let words = quoted.quote.exact.split_whitespace().count();
        let propose = |(place, likely): (usize, &Likely)| {
            let is_certain = place == 0
                && words >= FEWEST
                && likely.score >= CERTAIN
                && likely.score >= second + MARGIN;
            self.proposal(quoted, likely.words.clone(), likely.score, is_certain)
        };
        let proposed = likely.iter().take(MOST).enumerate();
        proposed.filter_map(propose).collect()
    }

    fn proposal(
        &self,
        quoted: &Quoted<'_>,
        words: Range<WordId>,
        score: f64,
        is_certain: bool,
    ) -> Option<Proposal> {
        let quote = self.now.unique_quote(&words, quoted.kind)?;
        Some(Proposal {
            words,
            quote,
            score,
            is_certain,
        })
    }
}

/// Returns the words that a quote names.
fn place(finder: &Finder<'_>, quoted: &Quoted<'_>) -> Result<Range<WordId>, Diagnostic> {
    match quoted.kind {
        None => finder.find(quoted.quote, quoted.span),
        Some(kind) => {
            let line = |word| finder.stretch(word);
            finder.find_words_within(kind, quoted.quote, quoted.span, line)
        }
    }
}

#[cfg(test)]
mod tests;
