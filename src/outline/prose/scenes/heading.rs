//! Headings of chapters, acts and scenes.

use std::ops::Range;

use crate::outline::lexicon::listed;
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};

/// Returns the words of all headings.
#[must_use]
pub(in crate::outline::prose) fn headings(page: &Page<'_>) -> Vec<Range<WordId>> {
    let opens =
        |index: usize| index == 0 || page.parts[index - 1].paragraph != page.parts[index].paragraph;
    let found =
        (0..page.parts.len()).filter(|index| opens(*index) && heading(page, *index).is_some());
    found.map(|index| page.parts[index].words.clone()).collect()
}

/// Returns the words of a heading, if the paragraph of a part is one.
pub(super) fn heading(page: &Page<'_>, part: usize) -> Option<String> {
    let here = &page.parts[part];
    let alone = page
        .parts
        .get(part + 1)
        .is_none_or(|next| next.paragraph != here.paragraph);
    let text = here.span.of(&page.prose.text);
    let marked = text.trim_start().lines().any(|line| line.starts_with('#'));
    let first = page.low(here.words.start);
    let named = (listed(
        "chapter part book scene prologue epilogue act episode",
        first,
    ) || ordinal(page, &here.words))
        && page.is_capital(here.words.start);
    let numeral = here.words.len() == 1
        && page
            .written(here.words.start)
            .chars()
            .all(|c| "IVXLC0123456789".contains(c));
    let set =
        alone && !here.speech && listed("act scene", first) && page.is_capital(here.words.start);
    if let Some(end) = set.then(|| announced(page, &here.words)).flatten() {
        return Some(page.text(here.words.start..end));
    }
    let bare = !text.trim_end().ends_with([',', ';'])
        && (named
            && here.words.len() <= 9
            && !page
                .known(here.words.start + usize::from(here.words.len() > 1))
                .past
            || numeral);
    (alone && !here.speech && (marked || bare)).then(|| page.text(here.words.clone()))
}

/// Returns the end of the title of a heading with a description: `SCENE I. A heath. Thunder and
/// lightning. The witches wait.`
fn announced(page: &Page<'_>, words: &Range<WordId>) -> Option<WordId> {
    const LONGEST: usize = 9;
    let low = page.low(words.start + 1);
    let number = !low.is_empty()
        && (low
            .chars()
            .all(|c| "ivxlc".contains(c) || c.is_ascii_digit())
            || listed(
                "one two three four five six seven eight nine ten first second third last",
                low,
            ));
    let counted = number
        && page
            .gap(words.start + 1)
            .trim_start()
            .starts_with(['.', ':', '—', '-', '–']);
    let bare =
        page.low(words.start) == "scene" && page.gap(words.start).starts_with([':', '.', '—']);
    if !(counted || bare) || words.len() <= LONGEST {
        return None;
    }
    let first = words.start + 1 + usize::from(counted);
    let end = page.sentence_end(first, words.end);
    Some(end.min(words.start + LONGEST))
}

/// Returns whether words are a number and an act: `First Act`, `THE THIRD ACT`.
fn ordinal(page: &Page<'_>, words: &Range<WordId>) -> bool {
    let last = words.end - 1;
    let number = "first second third fourth fifth last next";
    let counted = words.len() > 1 && listed(number, page.low(last - 1));
    words.len() <= 3 && counted && listed("act scene chapter part book", page.low(last))
}
