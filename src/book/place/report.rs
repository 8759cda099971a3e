//! The diagnostics for quotes that do not name exactly one place. Takes a quote
//! and its possible places; returns a diagnostic with those places in the prose
//! and a suggested fix. A fix names only the place next to which it is shown.

use super::index::Resemblance;
use super::nearest::{Nearest, Step, nearest};
use super::{Finder, Wanted};
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_core::id::WordId;
use cuebook_script::Quote;
use cuebook_script::prose::StretchKind;
use std::ops::Range;

/// The maximum number of places in a diagnostic.
const MOST: usize = 8;
/// The maximum number of words in a prefix or a suffix that distinguishes
/// places.
const CONTEXT: usize = 12;

/// Reports a quote without words.
pub(super) fn empty(quote: &Quote, span: Span) -> Diagnostic {
    let message = if quote.exact.trim().is_empty() {
        "a quote is empty".to_owned()
    } else {
        format!("“{}” has no words", shown(&quote.exact))
    };
    Diagnostic::error("quote-empty", span, message).hint("quote words of the text")
}

impl Finder<'_> {
    /// Reports words that are in several places.
    pub(super) fn ambiguous<G: Copy + PartialEq>(
        &self,
        wanted: &Wanted,
        places: &[WordId],
        rivals: &[(WordId, G)],
        group: &impl Fn(WordId) -> G,
    ) -> Diagnostic {
        let message = format!(
            "“{}” occurs in the text {} times",
            wanted.shown(),
            places.len()
        );
        let mut found = Diagnostic::error("quote-ambiguous", wanted.span, message)
            .label("which of them is meant?");
        for (count, place) in places.iter().take(MOST).enumerate() {
            let line = self.line(*place);
            let its_rivals: Vec<WordId> = rivals
                .iter()
                .filter(|(_, its_group)| *its_group != group(*place))
                .map(|(rival, _)| *rival)
                .collect();
            let nth = count + 1;
            let form = self.unique_form(wanted, *place, &its_rivals, nth);
            let label = format!("{nth} of {}: {form}", places.len());
            found = found.also(Source::Prose, self.span(wanted, *place), label);
            let hint = format!("for the one on line {line}: {form}");
            found = match wanted.is_plain() {
                true => found.mend(hint, wanted.span, form),
                false => found.hint(hint),
            };
        }
        match places.len().checked_sub(MOST) {
            Some(more @ 1..) => found.hint(format!("and {more} more places")),
            _ => found,
        }
    }

    /// Returns the quote in a form that matches `place` but not its rivals:
    /// with the shortest prefix or suffix, otherwise with the number `nth`.
    fn unique_form(&self, wanted: &Wanted, place: WordId, rivals: &[WordId], nth: usize) -> String {
        let end = self.range(wanted, place).end;
        let before = |rival: &WordId| self.index().same_before(place, *rival, CONTEXT);
        let after = |rival: &WordId| {
            self.index()
                .same_after(end, self.range(wanted, *rival).end, CONTEXT)
        };
        let least = 1 + rivals.iter().map(before).max().unwrap_or(0);
        let prefix = Some(least).filter(|least| *least <= CONTEXT.min(place.0));
        let least = 1 + rivals.iter().map(after).max().unwrap_or(0);
        let suffix = Some(least).filter(|least| *least <= CONTEXT.min(self.index().end() - end));
        let quote = yaml(&wanted.quote.exact);
        match (prefix, suffix) {
            (Some(prefix), suffix) if suffix.is_none_or(|suffix| prefix <= suffix) => {
                let words = self.words(place - prefix..place);
                format!("{{ quote: {quote}, prefix: {} }}", yaml(words))
            }
            (_, Some(suffix)) => {
                let words = self.words(end..end + suffix);
                format!("{{ quote: {quote}, suffix: {} }}", yaml(words))
            }
            _ => {
                let context = |name, text: &Option<String>| match text {
                    Some(text) => format!(", {name}: {}", yaml(text)),
                    None => String::new(),
                };
                let prefix = context("prefix", &wanted.quote.prefix);
                let suffix = context("suffix", &wanted.quote.suffix);
                format!("{{ quote: {quote}{prefix}{suffix}, nth: {nth} }}")
            }
        }
    }

    /// Reports words that are in the text, but not next to the prefix and
    /// suffix.
    pub(super) fn elsewhere(&self, wanted: &Wanted, places: &[WordId]) -> Diagnostic {
        let context = |word, text: &Option<String>| {
            let text = text
                .as_deref()
                .map(|text| format!("{word} “{}”", shown(text)));
            text.into_iter().collect::<Vec<_>>()
        };
        let sides = [
            context("after", &wanted.quote.prefix),
            context("before", &wanted.quote.suffix),
        ];
        let message = format!(
            "“{}” occurs in the text, but not {}",
            wanted.shown(),
            sides.concat().join(" and ")
        );
        let found =
            Diagnostic::error("quote-not-found", wanted.span, message).label("no place matches");
        self.list(found, wanted, places)
    }

    /// Reports an `nth` that is 0 or greater than the number of places.
    pub(super) fn too_few(&self, wanted: &Wanted, places: &[WordId], nth: u32) -> Diagnostic {
        let times = match places.len() {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        let message = format!("“{}” occurs in the text {times}", wanted.shown());
        let label = match nth {
            0 => "nth counts from 1".to_owned(),
            nth => format!("there is no number {nth}"),
        };
        let found = Diagnostic::error("quote-nth", wanted.span, message).label(label);
        self.list(found, wanted, places)
    }

    /// Reports words that are in stretches of the other kind, or in several
    /// stretches.
    pub(super) fn outside(
        &self,
        wanted: &Wanted,
        kind: StretchKind,
        places: &[WordId],
    ) -> Diagnostic {
        let (code, side, other) = match kind {
            StretchKind::Dialogue => ("quote-not-dialogue", "inside", "outside"),
            StretchKind::Narration => ("quote-not-narration", "outside", "inside"),
        };
        let spans = |place: &&WordId| {
            self.stretch(**place) != self.stretch(self.range(wanted, **place).end - 1)
        };
        let Some(place) = places.iter().find(spans) else {
            let message = format!("“{}” occurs only {other} quotation marks", wanted.shown());
            let found = Diagnostic::error(code, wanted.span, message)
                .label(format!("this needs words {side} quotation marks"));
            return self.list(found, wanted, places);
        };
        let message = format!("“{}” crosses a quotation mark", wanted.shown());
        let mut found =
            Diagnostic::error(code, wanted.span, message).label("this needs words of one stretch");
        let (first, last) = (
            self.stretch(*place),
            self.stretch(self.range(wanted, *place).end - 1),
        );
        let readable = self.prose.stretches[first..=last]
            .iter()
            .filter(|s| !s.sentences.is_empty());
        for stretch in readable.take(MOST) {
            let text = match stretch.kind {
                StretchKind::Dialogue => "dialogue",
                StretchKind::Narration => "narration",
            };
            let span = self.prose.span_of(self.prose.words_of(stretch));
            found = found.also(Source::Prose, span, text);
        }
        found.hint("a stretch ends at the next quotation mark; quote its first words, or more if they are not unique")
    }

    /// Reports words that are not in the text.
    pub(super) fn not_found(&self, wanted: &Wanted) -> Diagnostic {
        let message = format!("“{}” is not in the text", wanted.shown());
        let found = Diagnostic::error("quote-not-found", wanted.span, message);
        let folded = &wanted.exact.folded;
        let words: Vec<&str> = (0..wanted.len()).map(|word| folded.word(word)).collect();
        let Some(near) = nearest(self.index(), &words) else {
            return found
                .label("nothing in the text is similar")
                .hint("quote the words exactly as they are in the text");
        };
        let passage = self.prose.span_of(near.words.clone());
        let line = self.line(near.words.start);
        let found = found.label(format!("the nearest is on line {line}")).also(
            Source::Prose,
            passage,
            "the nearest passage",
        );
        let advice = self.advice(wanted, &near);
        if wanted.is_plain() && near.is_very_near() {
            found.mend(advice, wanted.span, yaml(self.prose.said(passage)))
        } else {
            found.hint(advice)
        }
    }

    /// Returns the difference between the quote and the most similar passage,
    /// in words.
    fn advice(&self, wanted: &Wanted, near: &Nearest) -> String {
        let folded = &self.index().folded;
        let window =
            self.index().bytes(near.words.start).start..self.index().bytes(near.words.end - 1).end;
        if folded.text[window].contains(wanted.exact.folded.text.as_str()) {
            let whole = shown(self.words(near.words.clone()));
            return format!(
                "“{}” is only a part of “{whole}”; a quote needs whole words",
                wanted.shown()
            );
        }
        let steps = differing(&near.steps);
        let text: Vec<WordId> = steps.iter().filter_map(|step| step.text).collect();
        let quote: Vec<usize> = steps.iter().filter_map(|step| step.quote).collect();
        let ours = match (text.first(), text.last()) {
            (Some(first), Some(last)) => self.words(*first..*last + 1),
            _ => "",
        };
        let theirs = wanted.words(quote.first().copied(), quote.last().copied());
        let case = steps.iter().any(|step| step.how == Some(Resemblance::Case))
            && steps
                .iter()
                .all(|step| matches!(step.how, Some(Resemblance::Case | Resemblance::Same)));
        let rule = if case {
            ": capital and small letters differ"
        } else {
            ""
        };
        format!(
            "the text has “{}”, not “{}”{rule}",
            shown(ours),
            shown(&theirs)
        )
    }

    /// Adds some of the places to a diagnostic.
    fn list(&self, mut found: Diagnostic, wanted: &Wanted, places: &[WordId]) -> Diagnostic {
        for (count, place) in places.iter().take(MOST).enumerate() {
            let label = format!("{} of {}", count + 1, places.len());
            found = found.also(Source::Prose, self.span(wanted, *place), label);
        }
        found
    }

    fn span(&self, wanted: &Wanted, place: WordId) -> Span {
        self.prose.span_of(self.range(wanted, place))
    }

    fn words(&self, words: Range<WordId>) -> &str {
        self.prose.said(self.prose.span_of(words))
    }

    fn line(&self, word: WordId) -> usize {
        let start = self.prose.words.get(word).map_or(0, |word| word.span.start);
        self.prose.lines_above + self.prose.line(start)
    }
}

impl Wanted<'_> {
    fn shown(&self) -> String {
        shown(&self.quote.exact)
    }

    /// Returns the words of the quote from `first` to `last`, as written.
    fn words(&self, first: Option<usize>, last: Option<usize>) -> String {
        let text = self.quote.exact.trim();
        let written = cuebook_script::prose::words(text);
        match (
            first.and_then(|at| written.get(at)),
            last.and_then(|at| written.get(at)),
        ) {
            (Some(first), Some(last)) => text[first.span.start..last.span.end].to_owned(),
            _ => String::new(),
        }
    }
}

/// Returns the steps of an edit that differ, with one word before and after
/// them, or all steps if they are few.
fn differing(steps: &[Step]) -> &[Step] {
    let differs = |step: &Step| step.how != Some(Resemblance::Same);
    let first = steps.iter().position(differs).unwrap_or(0);
    let last = steps.iter().rposition(differs).unwrap_or(0);
    if steps.len() <= 4 {
        return steps;
    }
    &steps[first.saturating_sub(1)..steps.len().min(last + 2)]
}

/// Returns text for a message: with single spaces, and without the middle of
/// long text.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST / 2).collect();
    let tail: Vec<char> = text.chars().rev().take(LONGEST / 2 - 1).collect();
    let tail: String = tail.into_iter().rev().collect();
    format!("{}…{}", head.trim_end(), tail.trim_start())
}

/// Returns a double-quoted YAML scalar on one line.
fn yaml(text: &str) -> String {
    let mut scalar = String::from("\"");
    for c in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        match c {
            '"' | '\\' => scalar.extend(['\\', c]),
            c if c.is_control() || c == '\u{feff}' => scalar += &format!("\\u{:04X}", u32::from(c)),
            c => scalar.push(c),
        }
    }
    scalar.push('"');
    scalar
}
