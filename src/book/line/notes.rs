//! The notes of a script on its lines, and the stretches of the text that they belong to.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::place::Finder;
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span};
use cuebook_core::id::WordId;
use cuebook_script::prose::{Stretch, StretchKind};
use cuebook_script::{LineNote, Prose, Quote, Script};

/// The notes of a script on a line: its own, and that of the speech which its
/// paragraph continues. Its own wins.
#[derive(Copy, Clone, Default)]
pub(super) struct Direction<'a> {
    pub(super) own: Option<&'a LineNote>,
    pub(super) speech: Option<&'a LineNote>,
}

impl<'a> Direction<'a> {
    pub(super) fn of<T>(&self, what: fn(&'a LineNote) -> Option<&'a T>) -> Option<&'a T> {
        self.own
            .and_then(what)
            .or_else(|| self.speech.and_then(what))
    }
}

/// Returns the notes by the index of their stretch, and the number of notes
/// without one.
pub(super) fn bind<'a>(
    script: &'a Script,
    finder: &Finder<'_>,
    unquoted: &[Option<Range<WordId>>],
    diagnostics: &mut Vec<Diagnostic>,
) -> (BTreeMap<usize, &'a LineNote>, usize) {
    let mut notes: BTreeMap<usize, &LineNote> = BTreeMap::new();
    let mut lost = 0;
    for (index, note) in script.lines.iter().enumerate() {
        if lost > MAX_MISTAKES {
            break;
        }
        if note.unquoted {
            // The lines that were not found are already reported.
            match unquoted.get(index).and_then(Option::as_ref) {
                Some(words) => {
                    let prose = &script.prose;
                    let first = prose.stretch_of(prose.sentence_of(words.start));
                    let last = prose.stretch_of(prose.sentence_of(words.end - 1));
                    notes.extend((first..=last).map(|stretch| (stretch, note)));
                }
                None => lost += 1,
            }
            continue;
        }
        match finder.find_within(StretchKind::Dialogue, &note.quote.value, note.quote.span) {
            Ok(stretch) => {
                if let Some(other) = notes.insert(stretch, note) {
                    diagnostics.push(
                        Diagnostic::error(
                            "line-twice",
                            note.quote.span,
                            "these words belong to a line that is listed already",
                        )
                        .also(Source::Script, other.quote.span, "listed here")
                        .hint("a line is everything inside one pair of quotation marks; keep one entry for it"),
                    );
                }
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                lost += 1;
            }
        }
    }
    (notes, lost)
}

pub(super) fn unassigned_line(
    finder: &Finder<'_>,
    (prose, stretch): (&Prose, &Stretch),
    note: Option<&LineNote>,
) -> Diagnostic {
    let sentences = &prose.sentences[stretch.sentences.clone()];
    let span = Span::new(
        sentences.first().map_or(0, |sentence| sentence.span.start),
        sentences.last().map_or(0, |sentence| sentence.span.end),
    );
    match note {
        Some(note) => Diagnostic::warning(
            "unassigned-line",
            note.quote.span,
            "this line has no speaker; the narrator reads it",
        )
        .also(Source::Prose, span, "")
        .hint("add `by: ROLE`"),
        None => Diagnostic::warning(
            "unassigned-line",
            span,
            "these words have no speaker; the narrator reads them",
        )
        .in_prose()
        .hint(format!(
            "under `lines`, add: - {{ {}, by: ROLE }}",
            named(finder, prose, stretch)
        )),
    }
}

/// Returns the keys that name a line and no other: its first words, or all of them with the words before
/// or after. Words that are in very many places are given without more: a search for each of these places
/// among all others takes too long.
fn named(finder: &Finder<'_>, prose: &Prose, stretch: &Stretch) -> String {
    const FEW: usize = 5;
    const SOME: usize = 12;
    const MOST_PLACES: usize = 12;
    let sentences = &prose.sentences[stretch.sentences.clone()];
    let span = Span::new(
        sentences.first().map_or(0, |sentence| sentence.span.start),
        sentences.last().map_or(0, |sentence| sentence.span.end),
    );
    let words: Vec<&str> = prose.said(span).split_whitespace().collect();
    let own = prose.words_of(stretch);
    let first = |length: usize| words[..length.min(words.len())].join(" ");
    let found = |words: &String| {
        finder.may_be_in(words) <= MOST_PLACES
            && finder.stretches_of(StretchKind::Dialogue, words) == [finder.stretch(own.start)]
    };
    let with_context = || {
        let few = finder.may_be_in(&first(words.len())) <= MOST_PLACES;
        few.then(|| finder.unique_quote(&own, Some(StretchKind::Dialogue)))
            .flatten()
    };
    let some = (FEW..=SOME).take_while(|length| *length < words.len());
    let mut lengths = some.chain([words.len()]);
    let quote = lengths
        .find_map(|length| Some(first(length)).filter(found))
        .map(|words| Quote::exactly(&words))
        .or_else(with_context)
        .unwrap_or_else(|| Quote::exactly(&first(FEW)));
    let keys = [
        ("quote", Some(&quote.exact)),
        ("prefix", quote.prefix.as_ref()),
        ("suffix", quote.suffix.as_ref()),
    ];
    let written = keys.iter().filter_map(|(key, value)| {
        let value = serde_json::Value::from(value.as_ref()?.as_str());
        Some(format!("{key}: {value}"))
    });
    written.collect::<Vec<_>>().join(", ")
}
