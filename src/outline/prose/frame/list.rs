//! Contents and other lists, which nobody reads aloud.

use super::block::{Block, is_number, words};
use super::notes;
use super::persons;

/// What a list of persons is.
pub(super) const PERSONS: &str = "the list of persons";

/// Headings of lists, and what they are.
const HEADINGS: &[(&str, &str)] = &[
    ("contents", "the contents"),
    ("table of contents", "the contents"),
    ("the contents", "the contents"),
    ("list of chapters", "the contents"),
    ("illustrations", "the list of pictures"),
    ("list of illustrations", "the list of pictures"),
    ("list of plates", "the list of pictures"),
    ("index", "the index"),
    ("footnotes", "the footnotes"),
    ("footnote", "the footnotes"),
    ("endnotes", "the footnotes"),
    ("end notes", "the footnotes"),
    ("notes", "the footnotes"),
    ("note", "the footnotes"),
    ("notes to the text", "the footnotes"),
    ("notes on the text", "the footnotes"),
    ("author's notes", "the footnotes"),
    ("the scenes of the play", "the list of scenes"),
    ("scenes of the play", "the list of scenes"),
    ("synopsis of scenes", "the list of scenes"),
    ("about the author", "a note about the author"),
];

/// The largest number of blocks from the heading of a chapter to its prose.
const MOST_TITLES: usize = 3;

/// Returns the end of the list whose heading is at the start of a block, and what the
/// list is.
#[must_use]
pub(super) fn end(blocks: &[Block<'_>], at: usize) -> Option<(usize, &'static str)> {
    if let Some(end) = notes::transcriber(blocks, at) {
        return Some((end.max(notes::closed(blocks, at)), notes::TRANSCRIBER));
    }
    let block = &blocks[at];
    let first = block.lines().next()?;
    let low = &*persons::plain(first);
    if persons::is_heading(low) || persons::is_headed(block) {
        return persons::end(blocks, at).map(|end| (end, PERSONS));
    }
    let (_, what) = HEADINGS.iter().find(|(heading, _)| *heading == low)?;
    if *what == "the index" {
        // A chapter can have this name too.
        return (at * 2 > blocks.len()).then_some((blocks.len(), *what));
    }
    // A chapter can have this name too: its paragraphs are no notes.
    let marked = || blocks.get(at + 1).is_some_and(is_marked);
    if low.starts_with("note") && !marked() && !block.lines().nth(1).is_some_and(is_marked_line) {
        return None;
    }
    if matches!(*what, "the footnotes" | "a note about the author") {
        let chapter = (at + 1..blocks.len()).find(|next| blocks[*next].is_heading());
        let chapter = chapter.unwrap_or(blocks.len());
        let end = if *what == "the footnotes" {
            footnotes(blocks, at, chapter)
        } else if at * 2 < blocks.len() {
            // Without chapters the story follows.
            (at + 2).min(chapter)
        } else {
            chapter
        };
        return Some((end, what));
    }
    let mut seen: Vec<Vec<String>> = block.lines().skip(1).map(entry).collect();
    let mut next = at + 1;
    while let Some(block) = blocks.get(next) {
        let entries: Vec<Vec<String>> = block.lines().map(entry).collect();
        let again = entries.first().is_some_and(|words| repeats(words, &seen));
        let heads =
            (next + 1..next + 4).any(|other| blocks.get(other).is_some_and(Block::is_prose));
        let low = block.low();
        let listed =
            persons::is_heading(&low) || HEADINGS.iter().any(|(heading, _)| *heading == low);
        if again && heads || block.is_prose() || listed {
            break;
        }
        seen.extend(entries);
        next += 1;
    }
    // A heading shortly before the prose begins the text.
    let prose = blocks.get(next).is_some_and(Block::is_prose);
    let first = next.saturating_sub(MOST_TITLES).max(at + 1);
    // Two numbered lines are entries.
    let numbered = |line: &&str| words(line).first().is_some_and(|first| is_number(first));
    let begins = (first..next).find(|at| {
        let block = &blocks[*at];
        prose && block.is_heading() && block.lines().filter(numbered).count() < 2
    });
    next = begins.unwrap_or(next);
    (next > at + 1 || block.lines().count() > 1).then_some((next, what))
}

/// Returns the end of a section of footnotes before the next chapter: after the last one that
/// has a mark. A note may have several paragraphs.
fn footnotes(blocks: &[Block<'_>], at: usize, chapter: usize) -> usize {
    let last = (at + 1..chapter)
        .rev()
        .find(|next| is_marked(&blocks[*next]));
    match last {
        // The rest of the last note.
        Some(last) if chapter - last <= 2 => chapter,
        Some(last) => last + 1,
        None if at * 3 > blocks.len() * 2 => chapter,
        None => at + 1,
    }
}

/// Returns whether a block begins with the mark of a note.
fn is_marked(block: &Block<'_>) -> bool {
    is_marked_line(block.text)
}

fn is_marked_line(text: &str) -> bool {
    const MARKS: [char; 5] = ['[', '*', '†', '‡', '^'];
    let text = text.trim_start();
    let number = text.trim_start_matches(['(', '[']);
    let digits = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < number.len() && digits.starts_with(['.', ')', ']', ' ', ':']);
    text.starts_with(MARKS) || numbered
}

/// Returns the words of an entry without the number of its page.
fn entry(line: &str) -> Vec<String> {
    let mut words = words(line);
    if words.len() > 2 && words.last().is_some_and(|last| is_number(last)) {
        words.pop();
    }
    words
}

/// Returns whether a heading is an entry again, or its first words.
fn repeats(heading: &[String], seen: &[Vec<String>]) -> bool {
    let fits = |entry: &Vec<String>| {
        entry.starts_with(heading) || heading.starts_with(entry) && !entry.is_empty()
    };
    !heading.is_empty() && seen.iter().any(fits)
}
