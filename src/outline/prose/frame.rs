//! What frames a book and is not read: headers and licences of e-texts, title pages,
//! contents, lists, footnotes, notes of transcribers. The text does not change; the
//! script skips these words.

mod back;
mod block;
mod etext;
mod list;
mod notes;
mod persons;

use std::ops::Range;

use super::page::{Page, Part};
use crate::outline::anchor::Quotes;
use crate::outline::{Passage, Skipped};
pub(super) use block::{Block, blocks};
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Prose;

/// A reason.
const TITLE: &str = "the title page";

/// What frames a book.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Frame {
    pub title: Option<String>,
    pub author: Option<String>,
    /// The words that are not read, in the order of the text, each with its reason.
    pub left_out: Vec<(Range<WordId>, &'static str)>,
}

impl Frame {
    #[must_use]
    pub(super) fn of(prose: &Prose) -> Frame {
        let text = prose.text.as_str();
        let (inner, mut spans) = etext::bounds(text);
        let head = &text[..inner.start];
        let mut frame = Frame {
            title: etext::field(head, "Title").or_else(|| etext::named(head).0),
            author: etext::field(head, "Author")
                .or_else(|| etext::named(head).1)
                .map(|author| etext::person(&author)),
            left_out: Vec::new(),
        };
        let blocks = blocks(text, inner);
        let framed = !spans.is_empty();
        let body = front(&blocks, framed, &mut spans, &mut frame);
        frame.title = frame.title.take().or_else(|| titled(&blocks[body..]));
        inside(&blocks, body, &mut spans);
        back::back(&blocks, body, &mut spans);
        spans.sort_by_key(|(span, _)| span.start);
        for (span, why) in spans {
            frame.leave_out(prose, &span, why);
        }
        // A frame without a text is the text.
        if frame
            .left_out
            .iter()
            .map(|(words, _)| words.len())
            .sum::<usize>()
            >= prose.words.len()
        {
            frame.left_out.clear();
        }
        frame
    }

    /// Adds the words of a span. Passages of one reason that touch are joined.
    fn leave_out(&mut self, prose: &Prose, span: &Range<usize>, why: &'static str) {
        let Range { start: first, end } = prose.words_in(span);
        match self.left_out.last_mut() {
            Some((last, reason)) if last.end >= first && *reason == why => {
                last.end = end.max(last.end)
            }
            Some((last, _)) if last.end > first => {}
            _ if first < end => self.left_out.push((first..end, why)),
            _ => {}
        }
    }

    /// Takes the words out of the parts of a page.
    pub(super) fn remove(&self, page: &mut Page<'_>) {
        for (words, _) in &self.left_out {
            page.leave_out(words.clone());
        }
    }

    /// Returns the passages of the script that skip these words.
    #[must_use]
    pub(super) fn skipped(&self, quotes: &Quotes<'_>) -> Vec<Skipped> {
        let skipped = |(words, why): &(Range<WordId>, &'static str)| skip(quotes, words, why);
        self.left_out.iter().filter_map(skipped).collect()
    }
}

/// Returns the passage that skips some words.
#[must_use]
pub(super) fn skip(quotes: &Quotes<'_>, words: &Range<WordId>, why: &str) -> Option<Skipped> {
    let (first, to) = quotes.passage(words)?;
    Some(Skipped {
        words: words.clone(),
        passage: Passage::Unquoted { words: first, to },
        reason: why.to_owned(),
    })
}

impl Page<'_> {
    /// Takes some words out of the parts.
    fn leave_out(&mut self, words: Range<WordId>) {
        let prose = self.prose;
        let mut kept = Vec::with_capacity(self.parts.len());
        for part in self.parts.drain(..) {
            if part.words.end <= words.start || part.words.start >= words.end {
                kept.push(part);
                continue;
            }
            let rests = [part.words.start..words.start, words.end..part.words.end];
            kept.extend(
                rests
                    .into_iter()
                    .filter(|rest| !rest.is_empty())
                    .map(|rest| Part {
                        span: prose.span_of(rest.clone()),
                        words: rest,
                        ..part.clone()
                    }),
            );
        }
        self.parts = kept;
        self.left_out.push(words);
        self.left_out.sort_by_key(|words| words.start);
    }
}

/// Finds the title page and what belongs to it. Returns the number of the first block
/// that is read.
fn front(
    blocks: &[Block<'_>],
    framed: bool,
    spans: &mut Vec<(Range<usize>, &'static str)>,
    frame: &mut Frame,
) -> usize {
    const MOST: usize = 60;
    let mut found = Vec::new();
    let mut certain = framed;
    let mut at = 0;
    while at < blocks.len().min(MOST) {
        let block = &blocks[at];
        let end = list::end(blocks, at);
        let (next, why) = if let Some((end, why)) = end {
            certain = true;
            (end, why)
        } else if let Some(why) = etext::credit(block) {
            certain |= why != etext::BY;
            (at + 1, why)
        } else if at == 0
            && block.text.starts_with("# ")
            && blocks
                .get(1)
                .is_some_and(|next| etext::credit(next) == Some(etext::BY))
        {
            (at + 1, TITLE)
        } else if block.is_heading() || !block.is_display() || begins_play(&found) {
            break;
        } else {
            (at + 1, TITLE)
        };
        found.push((at..next, why));
        at = next;
    }
    let byline = found.iter().find(|(_, why)| *why == etext::BY);
    if let Some((at, _)) = byline.filter(|(at, _)| at.start <= 3) {
        frame.author = frame.author.take().or_else(|| author(&blocks[at.start]));
        let title = found
            .iter()
            .find(|(at, why)| *why == TITLE && at.start <= 1);
        if let Some((title, _)) = title {
            frame.title.get_or_insert(blocks[title.start].line());
        }
    }
    if !certain && byline.is_none() {
        return 0;
    }
    for (range, why) in found {
        let why = if why == etext::BY { TITLE } else { why };
        spans.push((
            blocks[range.start].span.start..blocks[range.end - 1].span.end,
            why,
        ));
    }
    at
}

/// Returns the title above a text: its first heading, unless that is only a number: `Chapter 2`.
fn titled(blocks: &[Block<'_>]) -> Option<String> {
    let [first, rest @ ..] = blocks else {
        return None;
    };
    rest.iter().find(|block| block.is_prose())?;
    let marked = first.text.starts_with('#');
    let line = match marked {
        // The line of a heading, also where the text begins right below it.
        true => first.text.lines().next().unwrap_or("").to_owned(),
        false => first.line(),
    };
    let title = line.replace(['*', '_', '#', '='], "");
    let title = title.trim();
    let is_title = marked || first.is_display() && block::is_title(title);
    (is_title && !block::is_numbered(title) && !title.is_empty()).then(|| title.to_owned())
}

/// Returns the name of a line or of lines that begin with `by`, without other books: `By Ida
/// Marsh, author of The Mill`.
fn author(block: &Block<'_>) -> Option<String> {
    let line = block.line();
    let name = line.get(2..)?.trim_start_matches([':', ' ', '_', '*']);
    let low = name.to_lowercase();
    let ends = [
        "author of",
        "with illustrations",
        "illustrated by",
        "translated by",
    ];
    let end = ends.iter().filter_map(|end| low.find(end)).min();
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or(name);
    let name = name.trim_end_matches([',', ' ', '_', '*', '(']).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Returns whether a list of persons came last: what follows is the play.
fn begins_play(found: &[(Range<usize>, &str)]) -> bool {
    found.last().is_some_and(|(_, why)| *why == list::PERSONS)
}

/// Finds lists, notes and pictures after the title page.
fn inside(blocks: &[Block<'_>], body: usize, spans: &mut Vec<(Range<usize>, &'static str)>) {
    let marks = notes::Marks::of(blocks);
    let mut at = body;
    while at < blocks.len() {
        let note = || {
            let footnote = || marks.is_footnote(&blocks[at]).then_some("a footnote");
            let why = etext::note(&blocks[at]).or_else(footnote)?;
            Some((notes::closed(blocks, at), why))
        };
        let found = list::end(blocks, at).or_else(note);
        let Some((end, why)) = found else {
            spans.extend(etext::notes_within(&blocks[at]));
            at += 1;
            continue;
        };
        spans.push((blocks[at].span.start..blocks[end - 1].span.end, why));
        at = end;
    }
}

#[cfg(test)]
mod tests;
