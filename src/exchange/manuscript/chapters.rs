//! The chapters of a text, found by marks such as headings and entries of a table of
//! contents, and the chapters as Markdown.

use std::collections::{BTreeMap, HashMap};

use super::page::{Block, Kind, escaped_start, labelled};
use super::{Chapter, plain};

/// A place at which a chapter may begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mark {
    /// The index of the block.
    pub at: usize,
    /// The depth: smaller is further out.
    pub depth: usize,
    pub title: String,
    /// Whether a file of the book begins here.
    pub opens: bool,
}

/// A part with fewer words is the heading of the parts within it.
const FEW_WORDS: usize = 50;

/// Chooses the marks at which chapters begin. A mark within a part that has its own text
/// is a section of it.
pub(super) fn starts(blocks: &[Block], marks: &[Mark]) -> Vec<Mark> {
    let ends = marks
        .iter()
        .skip(1)
        .map(|mark| mark.at)
        .chain([blocks.len()]);
    let words = |from: usize, to: usize| -> usize {
        let own = blocks.get(from..to).unwrap_or_default();
        own.iter().map(Block::words).sum()
    };
    let words: Vec<usize> = marks
        .iter()
        .zip(ends)
        .map(|(mark, end)| words(mark.at, end))
        .collect();
    let outermost = marks.iter().map(|mark| mark.depth).min().unwrap_or(0);
    let alone = marks.iter().filter(|mark| mark.depth == outermost).count() == 1;
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut chosen: Vec<Mark> = Vec::new();
    let mut waiting: Option<Mark> = None;
    for (index, mark) in marks.iter().enumerate() {
        open.retain(|(depth, _)| *depth < mark.depth);
        let is_section = open.iter().any(|(_, has_text)| *has_text) && !mark.opens;
        let is_title = alone && mark.depth == outermost && marks.len() > 1;
        let inner = marks
            .get(index + 1)
            .is_some_and(|next| next.depth > mark.depth);
        let has_text = words[index] >= FEW_WORDS && !is_title;
        open.push((mark.depth, has_text));
        if is_section {
            continue;
        }
        // The heading of a part belongs to the first chapter in it.
        if inner && words[index] < FEW_WORDS {
            waiting.get_or_insert_with(|| mark.clone());
            continue;
        }
        let at = waiting.take().map_or(mark.at, |part| part.at);
        if chosen.last().is_none_or(|last| last.at < at) {
            chosen.push(Mark { at, ..mark.clone() });
        }
    }
    chosen
}

/// Returns the headings as marks.
pub(super) fn headings(blocks: &[Block]) -> Vec<Mark> {
    let heading = |(at, block): (usize, &Block)| match block.kind {
        Kind::Heading(level) => Some(Mark {
            at,
            depth: usize::from(level),
            title: title_of(&block.text),
            opens: false,
        }),
        _ => None,
    };
    blocks.iter().enumerate().filter_map(heading).collect()
}

/// Returns the text of a heading without the marks of footnotes and of Markdown.
pub(super) fn title_of(text: &str) -> String {
    let text = super::page::unmarked(text).replace(['\\', '\n'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Divides blocks at the headings that begin chapters. The whole is one chapter if fewer
/// than two have text.
pub(super) fn by_headings(
    mut blocks: Vec<Block>,
    notes: &BTreeMap<String, String>,
) -> Vec<Chapter> {
    let long = |blocks: &[Block]| {
        let starts = starts(blocks, &headings(blocks));
        let ends = starts.iter().skip(1).map(|mark| mark.at);
        let ends = ends.chain([blocks.len()]);
        let parts = starts.iter().zip(ends);
        let words = |(from, to): (&Mark, usize)| {
            blocks[from.at..to].iter().map(Block::words).sum::<usize>()
        };
        parts
            .filter(|part| words((part.0, part.1)) >= FEW_WORDS)
            .count()
    };
    if long(&blocks) < 2 {
        let mut named = blocks.clone();
        name_chapters(&mut named);
        if long(&named) > 1 {
            blocks = named;
        }
    }
    let starts = starts(&blocks, &headings(&blocks));
    let chapters = divide(blocks.clone(), &starts, notes);
    match chapters
        .iter()
        .filter(|chapter| chapter.words >= FEW_WORDS)
        .count()
    {
        0 | 1 => {
            let title = headings(&blocks).into_iter().next().map(|mark| mark.title);
            let whole = chapter(title, blocks, notes);
            Some(whole)
                .filter(|chapter| chapter.words > 0)
                .into_iter()
                .collect()
        }
        _ => chapters,
    }
}

/// Makes headings of the paragraphs that are only `CHAPTER ONE`, below the headings of the document.
/// Entries of a table of contents follow one another.
fn name_chapters(blocks: &mut [Block]) {
    let level = blocks.iter().filter_map(|block| match block.kind {
        Kind::Heading(level) => Some(level),
        _ => None,
    });
    let level = level.max().unwrap_or(1).saturating_add(1);
    let is_named = |block: &Block| {
        let text = super::page::unmarked(&block.text);
        let first = text.lines().next().unwrap_or("").trim();
        block.kind == Kind::Paragraph
            && text.chars().count() <= plain::LONGEST
            && plain::is_chapter(first)
    };
    let named: Vec<bool> = blocks.iter().map(is_named).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        if named[at] && !named.get(at + 1).copied().unwrap_or(true) {
            block.kind = Kind::Heading(level);
            block.text = block
                .text
                .replace('*', "")
                .replace('\n', " ")
                .trim()
                .to_owned();
        }
    }
}

/// Divides blocks at the marks. Parts without words are left out. A few words before the
/// first mark belong to the first chapter.
pub(super) fn divide(
    mut blocks: Vec<Block>,
    starts: &[Mark],
    notes: &BTreeMap<String, String>,
) -> Vec<Chapter> {
    let first = starts.first().map_or(0, |start| start.at.min(blocks.len()));
    let before: usize = blocks[..first].iter().map(Block::words).sum();
    let mut chapters = Vec::new();
    for (index, start) in starts.iter().enumerate().rev() {
        let at = match index {
            0 if before < FEW_WORDS => 0,
            _ => start.at.min(blocks.len()),
        };
        let own = blocks.split_off(at);
        chapters.push(chapter(Some(start.title.clone()), own, notes));
    }
    let title = headings(&blocks).into_iter().next().map(|mark| mark.title);
    chapters.push(chapter(title, blocks, notes));
    chapters.reverse();
    chapters.retain(|chapter| chapter.words > 0);
    chapters
}

/// Returns blocks as a chapter in Markdown. The first heading has the first level.
pub(super) fn chapter(
    title: Option<String>,
    mut blocks: Vec<Block>,
    notes: &BTreeMap<String, String>,
) -> Chapter {
    let is_break = |block: &Block| matches!(block.kind, Kind::Break | Kind::Blank);
    // A break beside a heading or another break separates nothing.
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks.drain(..) {
        let after = kept
            .last()
            .is_none_or(|last| is_break(last) || matches!(last.kind, Kind::Heading(_)));
        if is_break(&block) && after {
            continue;
        }
        if matches!(block.kind, Kind::Heading(_)) && kept.last().is_some_and(is_break) {
            kept.pop();
        }
        kept.push(block);
    }
    if kept.last().is_some_and(is_break) {
        kept.pop();
    }
    let words = kept.iter().map(Block::words).sum();
    let text = markdown(&kept, notes);
    let title = title.filter(|title| title.chars().any(char::is_alphanumeric));
    Chapter { title, text, words }
}

fn markdown(blocks: &[Block], notes: &BTreeMap<String, String>) -> String {
    let depths = headings(blocks);
    let outermost = depths.iter().map(|mark| mark.depth).min().unwrap_or(1);
    let mut out = String::new();
    let mut used = Used::default();
    let mut row = false;
    for block in blocks {
        let text = labelled(&block.text, |key| used.label(key, notes));
        let is_row = block.kind == Kind::Row;
        if !(out.is_empty() || row && is_row) {
            out.push('\n');
        }
        out.push_str(&line(block.kind, &text, outermost));
        if is_row && !row {
            let cells = text.matches(" | ").count() + 1;
            out.push_str(&format!("|{}\n", " --- |".repeat(cells)));
        }
        row = is_row;
    }
    for (index, key) in used.keys.iter().enumerate() {
        out.push_str(&format!("\n[^{}]: {}\n", index + 1, notes[key]));
    }
    out
}

/// Returns a block as lines of Markdown.
fn line(kind: Kind, text: &str, outermost: usize) -> String {
    match kind {
        Kind::Heading(level) => {
            let depth = (usize::from(level) + 1).saturating_sub(outermost);
            format!("{} {text}\n", "#".repeat(depth.clamp(1, 6)))
        }
        Kind::Break | Kind::Blank => "***\n".to_owned(),
        Kind::Item(None) => format!("* {text}\n"),
        Kind::Item(Some(number)) => format!("{number}. {text}\n"),
        Kind::Row => format!("| {text} |\n"),
        Kind::Paragraph => format!("{}\n", escaped_start(text)),
    }
}

/// The footnotes of a chapter, in the order of their marks.
#[derive(Default)]
struct Used {
    keys: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Used {
    /// Returns the mark of a footnote, numbered in the order of the text; nothing for a
    /// footnote without text.
    fn label(&mut self, key: &str, notes: &BTreeMap<String, String>) -> String {
        if !notes.contains_key(key) {
            return String::new();
        }
        let number = *self.numbers.entry(key.to_owned()).or_insert_with(|| {
            self.keys.push(key.to_owned());
            self.keys.len()
        });
        format!("[^{number}]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<Block> {
        let block = |line: &str| {
            let (kind, text) = match line.split_once("# ") {
                Some((level, text)) => {
                    let level = u8::try_from(level.len()).unwrap() + 1;
                    (Kind::Heading(level), text.to_owned())
                }
                None if line == "***" => (Kind::Break, String::new()),
                None => (Kind::Paragraph, line.replace("…", &"word ".repeat(60))),
            };
            Block {
                kind,
                text,
                ids: Vec::new(),
            }
        };
        text.lines().map(block).collect()
    }

    fn titles(text: &str) -> Vec<String> {
        let chapters = by_headings(blocks(text), &BTreeMap::new());
        chapters
            .into_iter()
            .map(|chapter| chapter.title.unwrap_or_default())
            .collect()
    }

    #[test]
    fn chapters_are_found_below_titles_and_parts() {
        assert_eq!(titles("# One\n…\n# Two\n…"), ["One", "Two"]);
        assert_eq!(titles("# Book\n## One\n…\n## Two\n…"), ["One", "Two"]);
        assert_eq!(
            titles("# Part I\n## One\n…\n## Two\n…\n# Part II\n## Three\n…"),
            ["One", "Two", "Three"]
        );
        // A title with a preface below it.
        assert_eq!(
            titles("# Book\n…\n## One\n…\n## Two\n…"),
            ["Book", "One", "Two"]
        );
    }

    #[test]
    fn sections_of_a_chapter_are_no_chapters() {
        assert_eq!(
            titles("# One\n…\n## A\n…\n## B\n…\n# Two\n…"),
            ["One", "Two"]
        );
        assert_eq!(titles("# Story\n…"), ["Story"]);
        assert_eq!(titles("…"), [""]);
        assert_eq!(titles("# Empty\n***"), ["Empty"]);
    }

    #[test]
    fn a_chapter_is_markdown_with_its_own_footnotes() {
        let mut blocks = blocks("## One\n***\nThe sea.\n***\n***\n#5 is here.\n***");
        blocks[5].text.push_str("\n1. May");
        blocks[2].text = "The sea\u{1}k\u{2} and\u{1}lost\u{2} sky\u{1}k\u{2}.".to_owned();
        let notes = BTreeMap::from([("k".to_owned(), "A note.".to_owned())]);
        let own = chapter(None, blocks, &notes);
        assert_eq!(
            own.text,
            "# One\n\nThe sea[^1] and sky[^1].\n\n***\n\n\\#5 is here.\n1. May\n\n[^1]: A note.\n"
        );
        assert_eq!(own.words, 10);
    }
}
