//! Dialogue after dashes: `—Hola —dijo María—. ¿Qué tal?`, `— Bonjour, dit Marie. Entrez.`

use std::ops::Range;

use super::tags::is_saying;
use super::words::{Words, listed};
use crate::outline::prose::page::{Page, Part};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};

/// Divides the paragraphs of a page that begin with a dash into speech and narration.
pub(super) fn part(page: &mut Page<'_>, words: &Words) {
    let old = std::mem::take(&mut page.parts);
    let mut parts = Vec::with_capacity(old.len());
    for (index, part) in old.iter().enumerate() {
        let beside = |other: Option<&Part>| other.is_some_and(|o| o.paragraph == part.paragraph);
        let before = index.checked_sub(1).map(|before| &old[before]);
        let alone = !beside(old.get(index + 1)) && !beside(before);
        match !part.speech && alone && opens(page, part) {
            true => parts.extend(divided(page, words, part)),
            false => parts.push(part.clone()),
        }
    }
    page.parts = parts;
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

/// Returns whether a paragraph begins with a dash and nothing else.
fn opens(page: &Page<'_>, part: &Part) -> bool {
    let start = page.prose.words[part.words.start].span.start;
    let lead = page.prose.text[part.span.start..start].trim();
    let mark = lead.lines().last().unwrap_or("").trim();
    let mark = mark.trim_end_matches(['¡', '¿', '…', '.', ' ', '\u{a0}', '\u{202f}']);
    let dash = mark.chars().count() == 1 && mark.chars().all(is_dash);
    dash || mark == "--" || mark == "-" && page.prose.text[..start].trim_end().ends_with('-')
}

/// Divides one paragraph.
fn divided(page: &Page<'_>, words: &Words, part: &Part) -> Vec<Part> {
    let end = part.words.end;
    let mut pieces: Vec<(bool, Range<WordId>)> = Vec::new();
    let mut at = part.words.start;
    let mut speech = true;
    while at < end {
        let stop = match speech {
            true => speech_end(page, words, at, end),
            false => tag_end(page, at, end),
        };
        pieces.push((speech, at..stop));
        at = stop;
        speech = !speech;
    }
    let last = pieces.len() - 1;
    let piece = |(index, (speech, own)): (usize, (bool, Range<WordId>))| {
        let start = |word: WordId| page.prose.words[word].span.start;
        let from = if index == 0 {
            part.span.start
        } else {
            start(own.start)
        };
        let to = if index == last {
            part.span.end
        } else {
            start(own.end)
        };
        Part {
            speech,
            dashed: true,
            words: own,
            span: Span::new(from, to),
            paragraph: part.paragraph,
            continues: false,
        }
    };
    pieces.into_iter().enumerate().map(piece).collect()
}

/// Returns where a speech ends: before a tag, or at the end of the paragraph.
fn speech_end(page: &Page<'_>, words: &Words, start: WordId, end: WordId) -> WordId {
    let mut tags = (start + 1..end).ids();
    let begins = |word: &WordId| {
        let gap = page.gap_before(*word);
        let small = !page.is_capital(*word);
        match gap.contains(is_dash) {
            true => small && is_narration(page, words, *word, end),
            false => {
                gap.contains([',', '?', '!', '…', '.']) && is_inverted(page, words, *word, end)
            }
        }
    };
    tags.find(begins).unwrap_or(end)
}

/// Returns whether the words after a dash are narration: a verb of saying is near, or the verb of
/// an act: `—sonrió María—`.
fn is_narration(page: &Page<'_>, words: &Words, word: WordId, end: WordId) -> bool {
    let near = (word..end.min(word + 6)).ids();
    let said = near.into_iter().any(|word| is_saying(page, words, word));
    let low = page.low(word);
    let past = low.ends_with('ó')
        || low.ends_with("ió")
        || low.ends_with('ò')
        || low.ends_with("ou")
        || low.ends_with("eu")
        || low.ends_with("iu")
        || low.ends_with("te") && words.language == cuebook_core::language::Language::German;
    said || past
}

/// Returns whether a verb of saying with its subject behind it is here: `dit Marie`, `dit-il`,
/// `disse a mulher`.
fn is_inverted(page: &Page<'_>, words: &Words, word: WordId, end: WordId) -> bool {
    let next = word + 1;
    let reflexive = matches!(page.low(word), "se" | "me");
    let verb = if reflexive { next } else { word };
    let subject = verb + 1;
    if page.is_capital(word) || !is_saying(page, words, verb) || subject > end {
        return false;
    }
    if subject == end {
        return true;
    }
    let low = page.low(subject);
    let person = [
        words.he,
        words.she,
        words.the_man,
        words.the_woman,
        words.sir,
        words.madam,
    ];
    let clitic = matches!(low, "t" | "t-il" | "t-elle" | "il" | "elle" | "on" | "je");
    clitic
        || page.is_capital(subject)
        || person.iter().any(|list| listed(list, low))
        || page.gap(verb).contains(['.', ',', ':'])
}

/// Returns where a tag ends: at a dash, at the end of its sentence, or at the end.
fn tag_end(page: &Page<'_>, start: WordId, end: WordId) -> WordId {
    let dashed = page.gap_before(start).contains(is_dash);
    let mut after = (start + 1..end).ids();
    let ends = |word: &WordId| {
        let gap = page.gap_before(*word);
        gap.contains(is_dash) || !dashed && page.begins(*word)
    };
    after.find(ends).unwrap_or(end)
}
