//! Dialogue after dashes: `— I don’t know, said Anna.`
//!
//! A paragraph that begins with a dash is divided into speech and tags. A
//! paragraph with quotation marks is left unchanged.
//!
//! Some texts end the speech with a dash (`— No, — said Anna. — Never.`), others
//! with a comma. In both forms the verb of speech shows the tag.

use std::ops::Range;

use super::page::{Page, Part};
use crate::outline::lexicon::listed;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};

/// Divides the paragraphs of a page that begin with a dash.
pub(super) fn part(page: &mut Page<'_>) {
    let hyphens = hyphens_are_dashes(page);
    let mut parts = Vec::with_capacity(page.parts.len());
    let old = std::mem::take(&mut page.parts);
    for (index, part) in old.iter().enumerate() {
        let neighbour = |other: Option<&Part>| other.is_some_and(|o| o.paragraph == part.paragraph);
        let alone =
            !neighbour(old.get(index + 1)) && !neighbour(index.checked_sub(1).map(|i| &old[i]));
        if !part.speech && alone && opens(page, part, hyphens) {
            divide(page, part, &mut parts);
        } else {
            parts.push(part.clone());
        }
    }
    page.parts = parts;
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

fn lead<'a>(page: &Page<'a>, part: &Part) -> &'a str {
    let start = page.prose.words[part.words.start].span.start;
    page.prose.text[part.span.start..start].trim()
}

/// Returns whether a paragraph begins with a dash, with nothing else before its
/// words.
fn opens(page: &Page<'_>, part: &Part, hyphens: bool) -> bool {
    let lead = lead(page, part);
    let mark = lead.lines().last().unwrap_or("").trim();
    let dash = mark.chars().all(is_dash) && mark.chars().count() == 1 || mark == "--";
    dash || hyphens && mark == "-"
}

/// Returns whether `- ` opens dialogue. It does in a text without quotation marks
/// if such a paragraph has a verb of speech after a comma. Otherwise it is a
/// list.
fn hyphens_are_dashes(page: &Page<'_>) -> bool {
    if page.parts.iter().any(|part| part.speech) {
        return false;
    }
    let hyphened = |part: &&Part| lead(page, part).ends_with('-');
    page.parts
        .iter()
        .filter(hyphened)
        .any(|part| tag_from(page, part.words.start, part.words.end).is_some())
}

/// Divides one paragraph into alternating speech and narration.
fn divide(page: &Page<'_>, part: &Part, parts: &mut Vec<Part>) {
    let end = part.words.end;
    let mut at = part.words.start;
    let mut pieces: Vec<(bool, Range<WordId>)> = Vec::new();
    while at < end {
        let tag = tag_from(page, at, end).unwrap_or(end..end);
        if tag.start > at {
            pieces.push((true, at..tag.start));
        }
        if !tag.is_empty() {
            pieces.push((false, tag.clone()));
        }
        at = tag.end;
    }
    let last = pieces.len().saturating_sub(1);
    for (index, (speech, words)) in pieces.into_iter().enumerate() {
        let word = |word: WordId| page.prose.words[word].span;
        let from = if index == 0 {
            part.span.start
        } else {
            word(words.start).start
        };
        let to = if index == last {
            part.span.end
        } else {
            word(words.end).start
        };
        parts.push(Part {
            speech,
            dashed: true,
            words,
            span: Span::new(from, to),
            paragraph: part.paragraph,
            continues: false,
        });
    }
}

/// Returns the next words, from `at` on, that name the speaker.
fn tag_from(page: &Page<'_>, at: WordId, end: WordId) -> Option<Range<WordId>> {
    let start = (at + 1..end).ids().find(|word| {
        let gap = page.gap_before(*word);
        let parted = gap.contains([',', '?', '!', '…', '.']) || gap.contains(is_dash);
        parted && begins_tag(page, *word, end, gap)
    })?;
    let closed = page.gap_before(start).contains(is_dash);
    Some(start..tag_end(page, start, end, closed))
}

/// Returns whether the words from `word` on are a tag: `said Anna`, `she
/// whispered`.
fn begins_tag(page: &Page<'_>, word: WordId, end: WordId, gap: &str) -> bool {
    let saying =
        |word: WordId| word < end && page.known(word).saying.is_some_and(|saying| saying.strong);
    let after = |word: WordId| word + 1 < end && !page.gap(word).contains(['.', ',', '!', '?']);
    if page.is_capital(word) && !gap.contains(is_dash) && page.begins(word) {
        // A whole sentence between two speeches is not a tag.
        return false;
    }
    if saying(word) {
        let next = page.low(word + 1);
        return after(word)
            && (page.is_capital(word + 1) && !page.known(word + 1).no_name
                || matches!(
                    next,
                    "the" | "a" | "an" | "he" | "she" | "i" | "my" | "his" | "her" | "our" | "they"
                ));
    }
    let subject = matches!(page.low(word), "he" | "she" | "i" | "they" | "the")
        || page.is_capital(word) && !page.known(word).no_name;
    let near = if page.low(word) == "the" {
        word + 2..word + 5
    } else {
        word + 1..word + 3
    };
    let speaks = near.ids().any(saying)
        || gap.contains(is_dash) && near.ids().any(|w| w < end && page.known(w).past);
    subject && after(word) && speaks
}

/// Returns the end of a tag: a dash or a comma after which the speech continues,
/// or the end of its sentence.
fn tag_end(page: &Page<'_>, start: WordId, end: WordId, closed: bool) -> WordId {
    for word in (start..end.saturating_sub(1)).ids() {
        let gap = page.gap(word);
        if closed {
            if gap.contains(is_dash) {
                return word + 1;
            }
        } else if page.begins(word + 1)
            || gap.contains(is_dash)
            || gap.contains(',') && word > start && goes_on(page, word + 1)
        {
            return word + 1;
        }
    }
    end
}

/// Returns whether the words after a tag's comma are speech: not a participle or
/// a preposition.
fn goes_on(page: &Page<'_>, word: WordId) -> bool {
    let low = page.low(word);
    let narration =
        "and as with without in his her turning while when who whose from at after still then";
    !low.ends_with("ing") && !low.ends_with("ly") && !listed(narration, low)
}
