//! Stretches: the paragraphs split into narration and dialogue. The module takes a text and its
//! paragraphs, and returns pieces, each within one paragraph. Joined together they are the text.

use std::ops::Range;

use super::StretchKind;
use super::fault::Faults;
use super::paragraph::is_white;
use super::quotation::{self, Marked, Quoted, quoted};
use super::tag;

/// A stretch before its words are found.
pub(super) struct Piece {
    pub span: Range<usize>,
    /// The span without quotation marks.
    pub inner: Range<usize>,
    pub kind: StretchKind,
    pub paragraph: usize,
    pub continues: bool,
}

/// Splits `paragraphs`. Those in `too_long` are not split.
pub(super) fn pieces(
    text: &str,
    paragraphs: &[Range<usize>],
    too_long: &[bool],
    faults: &mut Faults,
) -> Vec<Piece> {
    let read = paragraphs
        .iter()
        .zip(too_long)
        .filter(|(_, too_long)| !**too_long);
    let singles = quotation::singles_are_dialogue(text, read.map(|(paragraph, _)| paragraph));
    let mut found = Vec::new();
    let mut open: Option<Quoted> = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let marked = if too_long[index] {
            faults.paragraph_too_long(beginning(text, paragraph));
            Marked::default()
        } else {
            let mut marked = quoted(text, paragraph, singles);
            if !singles {
                quotation::with_clear_singles(text, paragraph, &mut marked);
            }
            if let Some(mark) = end_before_tag(text, &mut marked) {
                faults.unclosed_before_tag(mark);
            }
            marked
        };
        faults.stray_quotes(marked.stray);
        let continues = match (open.take(), marked.quoted.first()) {
            (Some(open), Some(first)) if goes_on(text, &open, first, paragraph) => true,
            (Some(open), _) => {
                faults.unclosed_quote(open.span.start..open.inner.start);
                false
            }
            (None, _) => false,
        };
        open = marked.quoted.last().filter(|last| !last.closed).cloned();
        part(text, paragraph, &marked.quoted, index, &mut found);
        if continues && let Some(first) = found.iter_mut().find(|p| p.paragraph == index) {
            first.continues = true;
        }
    }
    if let Some(open) = open {
        faults.unclosed_quote(open.span.start..open.inner.start);
    }
    found
}

/// Returns whether a paragraph that begins with `first` continues the speech left open.
fn goes_on(text: &str, open: &Quoted, first: &Quoted, paragraph: &Range<usize>) -> bool {
    let lead = &text[paragraph.start..first.span.start];
    open.family == first.family && lead.chars().all(is_white)
}

/// Ends a quotation without a closing mark before words that say who speaks. Returns its opening
/// mark.
fn end_before_tag(text: &str, marked: &mut Marked) -> Option<Range<usize>> {
    let open = marked.quoted.last_mut().filter(|last| !last.closed)?;
    let end = open.inner.start + tag::within(&text[open.inner.clone()])?;
    open.inner.end = end;
    open.span.end = end;
    open.closed = true;
    Some(open.span.start..open.inner.start)
}

/// Adds the pieces of one paragraph.
fn part(
    text: &str,
    within: &Range<usize>,
    quoted: &[Quoted],
    index: usize,
    found: &mut Vec<Piece>,
) {
    let blank = |range: Range<usize>| text[range].chars().all(is_white);
    let mut push = |span: Range<usize>, inner: Range<usize>, kind| {
        found.push(Piece {
            span,
            inner,
            kind,
            paragraph: index,
            continues: false,
        });
    };
    let mut at = within.start;
    for (here, quote) in quoted.iter().enumerate() {
        if !blank(at..quote.span.start) {
            push(
                at..quote.span.start,
                at..quote.span.start,
                StretchKind::Narration,
            );
            at = quote.span.start;
        }
        let next = quoted
            .get(here + 1)
            .map_or(within.end, |next| next.span.start);
        let rest = &text[quote.span.end..next];
        let end = quote.span.end + rest.find(|c| !is_white(c)).unwrap_or(rest.len());
        push(at..end, quote.inner.clone(), StretchKind::Dialogue);
        at = end;
    }
    if at < within.end {
        push(at..within.end, at..within.end, StretchKind::Narration);
    }
}

/// Returns the span of the first words of a paragraph, for use in a message.
fn beginning(text: &str, paragraph: &Range<usize>) -> Range<usize> {
    const SHOWN: usize = 24;
    let words = text[paragraph.clone()].trim_start();
    let start = paragraph.end - words.len();
    let end = words
        .char_indices()
        .nth(SHOWN)
        .map_or(words.len(), |(at, _)| at);
    start..start + end
}
