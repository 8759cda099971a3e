//! What follows the story: notes of transcribers, advertisements, a colophon, an index.

use std::ops::Range;

use super::block::{Block, words};
use super::etext;
use super::notes::{self, TRANSCRIBER};
use crate::outline::lexicon::listed;

/// First words of headings after the story, and what they begin.
const HEADINGS: &[(&str, &str)] = &[
    ("transcriber's note", TRANSCRIBER),
    ("transcribers' note", TRANSCRIBER),
    ("transcriber note", TRANSCRIBER),
    ("transcriber's endnote", TRANSCRIBER),
    ("transcriber's correction", TRANSCRIBER),
    ("transcription note", TRANSCRIBER),
    ("notes of the transcriber", TRANSCRIBER),
    ("note of the transcriber", TRANSCRIBER),
    ("errata", "the errata"),
    ("corrigenda", "the errata"),
    ("colophon", "the colophon"),
    ("a note on the type", "the colophon"),
    ("about the type", "the colophon"),
    ("by the same author", ADVERTS),
    ("also by", ADVERTS),
    ("other books by", ADVERTS),
    ("other works by", ADVERTS),
    ("other titles", ADVERTS),
    ("more books by", ADVERTS),
    ("books by", ADVERTS),
    ("works by", ADVERTS),
    ("novels by", ADVERTS),
    ("new books", ADVERTS),
    ("new novels", ADVERTS),
    ("advertisement", ADVERTS),
    ("publisher's advertisement", ADVERTS),
    ("publishers' advertisement", ADVERTS),
    ("publisher's announcement", ADVERTS),
    ("a catalogue of", ADVERTS),
    ("a selection from the catalogue", ADVERTS),
    ("catalogue of", ADVERTS),
    ("about this ebook", "a note about the e-text"),
    ("about this e-book", "a note about the e-text"),
    ("about this etext", "a note about the e-text"),
    ("about this edition", "a note about the edition"),
    ("acknowledgement", "the acknowledgements"),
    ("acknowledgment", "the acknowledgements"),
    ("index of", "the index"),
    ("general index", "the index"),
];

const ADVERTS: &str = "advertisements";

/// Words of advertisements for books.
const SELLING: [&str; 26] = [
    " net.",
    "post free",
    "crown 8vo",
    "demy 8vo",
    "8vo",
    "12mo",
    "cloth",
    "gilt",
    "by the same author",
    "books by",
    "works by",
    "also by",
    "publishers",
    "publisher",
    "price ",
    "per copy",
    "all booksellers",
    "edition,",
    "catalogue",
    "advertisement",
    "illustrated by",
    "subscribe",
    "newsletter",
    "www.",
    "http",
    "thank you for reading",
];

/// Adds what follows the story. `body` is the first block that is read.
pub(super) fn back(
    blocks: &[Block<'_>],
    body: usize,
    spans: &mut Vec<(Range<usize>, &'static str)>,
) {
    let Some(last) = blocks.last() else {
        return;
    };
    let length = last.span.end - blocks[0].span.start;
    // The last three fifths.
    let late = |block: &Block<'_>| (block.span.start - blocks[0].span.start) * 5 >= length * 2;
    let Some(first) = (body + 1..blocks.len()).find(|at| late(&blocks[*at])) else {
        return;
    };
    let mut at = first;
    while at < blocks.len() {
        let found = heading(&blocks[at]).and_then(|why| match why {
            TRANSCRIBER => Some((why, notes::section(blocks, at)?)),
            _ => Some((why, chapter(blocks, at + 1))),
        });
        match found {
            Some((why, end)) => {
                spans.push((blocks[at].span.start..blocks[end - 1].span.end, why));
                at = end;
            }
            None => at += 1,
        }
    }
    if let Some(tail) = after_the_end(blocks, first) {
        spans.push((blocks[tail].span.start..last.span.end, ADVERTS));
    }
    for block in blocks[first..].iter().rev() {
        match etext::credit(block) {
            Some(why) if why != etext::BY && !block.is_heading() => {
                spans.push((block.span.clone(), why))
            }
            _ => break,
        }
    }
}

/// Returns what a heading after the story begins.
fn heading(block: &Block<'_>) -> Option<&'static str> {
    const LONGEST: usize = 9;
    let first = block.lines().next()?.to_lowercase().replace('’', "'");
    let low = first.trim_matches(|c: char| !c.is_alphanumeric());
    let (start, why) = HEADINGS.iter().find(|(start, _)| low.starts_with(start))?;
    // `Works by night went on` is no heading.
    let capital = block
        .lines()
        .next()?
        .split_whitespace()
        .filter(|word| {
            word.chars().count() > 3 && !listed("this ebook e-book etext", &word.to_lowercase())
        })
        .all(|word| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(char::is_uppercase)
        });
    let whole = words(low).len() <= LONGEST && capital && !first.trim_end().ends_with([',', ';']);
    let own = *why == TRANSCRIBER && block.text.trim_start().starts_with('[');
    let ended = low.len() > start.len() + 40;
    (whole && !own && !ended).then_some(*why)
}

/// Returns the next block that begins a chapter with prose; the number of blocks if none does.
fn chapter(blocks: &[Block<'_>], from: usize) -> usize {
    let begins = |at: &usize| {
        let prose = || (at + 1..at + 4).any(|next| blocks.get(next).is_some_and(Block::is_prose));
        blocks[*at].is_heading() && prose()
    };
    (from..blocks.len()).find(begins).unwrap_or(blocks.len())
}

/// Returns the first block after the last `THE END`, if only advertisements and the like follow.
fn after_the_end(blocks: &[Block<'_>], from: usize) -> Option<usize> {
    let end = (from..blocks.len())
        .rev()
        .find(|at| notes::is_end(&blocks[*at]))?;
    let tail = &blocks[end + 1..];
    let sells = tail.iter().any(|block| {
        let low = block.text.to_lowercase().replace('’', "'");
        SELLING.iter().any(|mark| low.contains(mark)) || low.contains("transcriber")
    });
    let listed = tail.iter().all(|block| !block.is_prose());
    // The text of an epilogue can be a few words.
    let more = |block: &Block<'_>| {
        words(&block.line()).first().is_some_and(|first| {
            crate::outline::lexicon::listed("epilogue chapter part postscript coda", first)
        })
    };
    let chapters = chapter(blocks, end + 1) < blocks.len() || tail.iter().any(more);
    (!tail.is_empty() && !chapters && (sells || listed)).then_some(end + 1)
}
