//! The marks of e-texts: where the text begins and ends, who made it, and what its
//! header says.

use std::ops::Range;

use super::block::Block;
use crate::outline::lexicon::listed;

const HEADER: &str = "the header of the e-text";
const LICENCE: &str = "the licence of the e-text";
/// The line with the author.
pub(super) const BY: &str = "by";

/// Returns the part of a text between the header and the licence, and these.
pub(super) fn bounds(text: &str) -> (Range<usize>, Vec<(Range<usize>, &'static str)>) {
    let mut inner = 0..text.len();
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let low = line.trim().to_lowercase();
        if inner.start == 0 && is_start(&low) && start < text.len() / 2 + 40_000 {
            inner.start = at;
        } else if is_end(&low) && start > inner.start {
            inner.end = start;
            break;
        }
    }
    if inner.start == 0 {
        inner.start = unmarked(&text[..inner.end]);
    }
    inner.start = inner.start.max(library(&text[..inner.end]));
    inner.end = inner.start + imprint(&text[inner.clone()]);
    if inner.start > 0 {
        found.push((0..inner.start, HEADER));
    }
    if inner.end < text.len() {
        found.push((inner.end..text.len(), LICENCE));
    }
    (inner, found)
}

fn is_start(low: &str) -> bool {
    let marked = low.starts_with("***") || low.starts_with("*end*");
    marked
        && (low.contains("start of") || low.contains("small print") && low.contains("end"))
        && low.len() < 160
}

/// Returns whether a line ends the text: `*** END OF THE PROJECT GUTENBERG EBOOK`, `[The end of
/// The Mill by A. Writer]`, `*** END ***`.
fn is_end(low: &str) -> bool {
    const ARCHIVES: [&str; 6] = [
        "gutenberg",
        "etext",
        "e-text",
        "ebook",
        "e-book",
        "electronic text",
    ];
    let rest = low.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let signs = low.chars().filter(|c| "*=#-~<".contains(*c)).count();
    let marked = signs > 2 && !low.starts_with(char::is_alphanumeric);
    let bracketed = low.starts_with('[') && low.ends_with(']');
    let archive = ARCHIVES.iter().any(|name| rest.contains(name));
    let ends = rest.starts_with("end of") || rest.starts_with("the end of");
    let file = matches!(
        rest,
        "end of file" | "end of text" | "end of the text" | "end of the file" | "end of book"
    );
    low.len() < 200
        && !rest.contains("start of")
        && (ends && (marked || bracketed || archive || file)
            || marked && matches!(rest, "end" | "the end of the book")
            || rest.starts_with("end project gutenberg"))
}

/// Returns the end of a header without a mark: of the first blocks that name the
/// archive or the file.
fn unmarked(text: &str) -> usize {
    let head: usize = text
        .char_indices()
        .nth(1500)
        .map_or(text.len(), |(at, _)| at);
    let top = text[..head].to_lowercase();
    if !["project gutenberg", "ebook", "etext", "e-text"]
        .iter()
        .any(|mark| has_words(&top, mark))
    {
        return 0;
    }
    const MARKS: [&str; 14] = [
        "project gutenberg",
        "ebook",
        "etext",
        "e-text",
        "title:",
        "author:",
        "editor:",
        "translator:",
        "illustrator:",
        "language:",
        "release date",
        "posting date",
        "character set",
        "almost no restrictions",
    ];
    let blocks = super::blocks(text, 0..text.len());
    let framing = blocks.iter().take_while(|block| {
        let low = block.low();
        MARKS.iter().any(|mark| has_words(&low, mark))
    });
    framing.last().map_or(0, |block| block.span.end)
}

/// Returns the end of the header of a library that lists the facts of a work before it: all until the
/// first heading after its mark.
fn library(text: &str) -> usize {
    const FIRST: usize = 12;
    const MARKS: [&str; 3] = [
        "originally on the archive of our own",
        "exported from wikisource",
        "hard work by volunteers for standard ebooks",
    ];
    let top = text
        .char_indices()
        .nth(4000)
        .map_or(text.len(), |(at, _)| at);
    let low = text[..top].to_lowercase();
    if !MARKS.iter().any(|mark| low.contains(mark)) {
        return 0;
    }
    let blocks = super::blocks(text, 0..text.len());
    let is_mark = |block: &Block<'_>| {
        let low = block.low();
        MARKS.iter().any(|mark| low.contains(mark))
    };
    let Some(mark) = blocks.iter().take(FIRST).position(is_mark) else {
        return 0;
    };
    let mut rest = blocks[mark + 1..].iter().take(2 * FIRST);
    match rest.find(|block| block.is_heading()) {
        Some(heading) => heading.span.start,
        None => blocks[mark].span.end,
    }
}

/// Returns the place from which a library writes about its edition, or the end of the text.
fn imprint(text: &str) -> usize {
    const HEADS: [(&str, &str); 4] = [
        ("about this digital edition", "wikisource"),
        ("colophon", "standard ebooks"),
        ("uncopyright", "standard ebooks"),
        ("end notes", "drop by the archive"),
    ];
    const LAST: usize = 8000;
    let mut from = text.len().saturating_sub(LAST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let low = text[from..].to_lowercase();
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let head = line.trim().trim_matches(['#', '*', ' ']).to_lowercase();
        if HEADS
            .iter()
            .any(|(own, library)| *own == head && low.contains(library))
        {
            return at;
        }
        at += line.len();
    }
    text.len()
}

/// Returns whether a text has these words, not as a part of others: `ebook` is not in
/// `notebook`.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(before) && (words.ends_with(':') || !is_letter(after) || after == Some('s'))
    })
}

/// Returns the value of a field of the header: `Title: The Red Door`. A value can
/// continue on indented lines.
#[must_use]
pub(super) fn field(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().map(|line| line.trim_start_matches('\u{feff}'));
    let first = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let more = lines.take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty());
    let value = std::iter::once(first)
        .chain(more)
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ");
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}

/// Returns an author as a title page writes the name: `A. Writer` of `Writer, A. (1880-1940)`.
#[must_use]
pub(super) fn person(name: &str) -> String {
    const AFTER: &str = "jr sr esq ed eds md phd dd lld bart kc qc obe";
    let name = name.trim_matches(['*', '_', ' ']);
    let name = match name.rsplit_once('(') {
        Some((before, years)) if years.contains(|c: char| c.is_ascii_digit()) => before,
        _ => name,
    };
    let name = name.trim().trim_end_matches(',').trim_end();
    let Some((last, first)) = name.split_once(", ") else {
        return name.to_owned();
    };
    let plain: String = first.chars().filter(|c| c.is_alphanumeric()).collect();
    let begins = first.starts_with(char::is_uppercase) && first.split(' ').count() <= 3;
    let one = last.split(' ').count() <= 2 && !first.contains(", ");
    let several = format!(" {name} ").contains(" and ") || name.contains(['&', ';']);
    match begins && one && !several && !listed(AFTER, &plain.to_lowercase()) {
        true => format!("{first} {last}"),
        false => name.to_owned(),
    }
}

/// Returns the title and the author of a line such as `The Project Gutenberg eBook of
/// The Red Door, by A. Writer`.
#[must_use]
pub(super) fn named(head: &str) -> (Option<String>, Option<String>) {
    let line = head
        .lines()
        .map(|line| line.trim_matches(['\u{feff}', '*', ' ', '\t', '\r']))
        .find(|line| !line.is_empty());
    let line = line.unwrap_or("");
    let rest = ["ebook of ", "etext of ", "gutenberg's ", "gutenberg’s "]
        .iter()
        .find_map(|mark| {
            let at = line.to_lowercase().find(mark)?;
            line.get(at + mark.len()..)
        });
    let Some(rest) = rest else {
        return (None, None);
    };
    match rest.rsplit_once(", by ") {
        Some((title, author)) => (
            Some(title.trim().to_owned()),
            Some(author.trim().to_owned()),
        ),
        None => (Some(rest.trim().to_owned()), None),
    }
}

/// Returns what a block at the front of a book is, if it is no part of the text.
#[must_use]
pub(super) fn credit(block: &Block<'_>) -> Option<&'static str> {
    let low = block.low();
    let starts = |marks: &[&str]| marks.iter().any(|mark| low.starts_with(mark));
    let has = |marks: &[&str]| marks.iter().any(|mark| low.contains(mark));
    if starts(&["by ", "by: "])
        && block.line().chars().count() < 60
        && block.lines().count() <= 3
        && !block.is_prose()
    {
        return Some(BY);
    }
    if let Some(why) = note(block) {
        return Some(why);
    }
    let made = starts(&[
        "produced by",
        "prepared by",
        "transcribed",
        "e-text prepared",
        "etext prepared",
        "this ebook",
        "this etext",
        "scanned by",
        "digitized by",
        "digitised by",
        "proofread",
        "html version",
        "credits:",
        "updated:",
    ]);
    if made || has(&["distributed proofread", "project gutenberg"]) {
        return Some("who made the e-text");
    }
    let short = block.line().chars().count() < 900;
    let rights = has(&[
        "copyright",
        "©",
        "all rights reserved",
        "isbn",
        "printed in ",
        "printed by ",
        "first published",
        "published by",
        "no part of this",
        "library of congress",
    ]);
    if short && rights && !block.line().starts_with(['“', '"']) {
        return Some("the copyright page");
    }
    let dedicated = starts(&[
        "dedicated to",
        "to my ",
        "to the memory",
        "in memory of",
        "dedication",
        "for my ",
    ]);
    (dedicated && block.is_display()).then_some("the dedication")
}

/// Returns what a block is, if it is a note about the text, wherever it is.
#[must_use]
pub(super) fn note(block: &Block<'_>) -> Option<&'static str> {
    let low = block.low();
    let low = low.trim_start_matches(['[', '*', ' ', '+', '-', '|', '=', '_', '~', '#']);
    let bracketed =
        block.text.trim_start().starts_with('[') && block.text.trim_end().ends_with(']');
    if !bracketed {
        return None;
    }
    of_printer(low)
}

/// Returns what a note in brackets is, by its first word in small letters.
fn of_printer(low: &str) -> Option<&'static str> {
    const NOTES: [(&str, &str); 6] = [
        ("illustration", "a picture"),
        ("frontispiece", "a picture"),
        ("decoration", "a picture"),
        ("sidenote", "a side note"),
        ("side note", "a side note"),
        ("marginal note", "a side note"),
    ];
    let found = NOTES.iter().find(|(word, _)| {
        low.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ']', '.', ' ', 's']))
    });
    found.map(|(_, why)| *why)
}

/// Returns the notes in brackets within a block, as bytes of the text, with what each is.
pub(super) fn notes_within(block: &Block<'_>) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for (at, _) in block.text.match_indices('[') {
        let inner = &block.text[at + 1..];
        let Some(end) = inner
            .find([']', '['])
            .filter(|end| inner[*end..].starts_with(']'))
        else {
            continue;
        };
        if let Some(why) = of_printer(&inner[..end].to_lowercase()) {
            let start = block.span.start + at;
            found.push((start..start + end + 2, why));
        }
    }
    found
}
