//! Notes of transcribers and footnotes. A passage is left out only if its words or its
//! marks are those of a note: a chapter can have such a heading too.

use std::collections::HashSet;

use super::block::{Block, words};

/// What a note of a transcriber is.
pub(super) const TRANSCRIBER: &str = "a note of the transcriber";

/// First letters of words about how a text was made.
const CERTAIN: &str = "spelling misspel errata typo hyphenat punctuation inconsisten proofread misprint italic footnote ebook \
    etext html utf unicode ligature";

/// First letters of words that mean the same if there are two of them: a story has each of them too.
const LIKELY: &str = "error correct amend mended emend scan edition bold cover archaic illustration retained preserved original \
    transcri printer obvious greek spelt hyphen";

/// Returns the end of a note of a transcriber at a block, if its words are those of a note.
#[must_use]
pub(super) fn transcriber(blocks: &[Block<'_>], at: usize) -> Option<usize> {
    let block = &blocks[at];
    let low = block.low();
    // The note can be in a box of signs.
    let low = low.trim_start_matches(['[', '*', ' ', '+', '-', '|', '=', '_', '~', '#']);
    let heads = [
        "transcriber's note",
        "transcribers' note",
        "transcriber note",
    ];
    let head = heads.iter().find(|head| low.starts_with(*head))?;
    let rest = low[head.len()..].trim_start_matches('s');
    let bare = !rest.contains(char::is_alphanumeric);
    let bracketed = block.text.trim_start().starts_with('[');
    match () {
        () if bare && !bracketed => section(blocks, at),
        () => (bracketed || rest.starts_with([':', '.']) || is_about_text(rest)).then_some(at + 1),
    }
}

/// Returns the end of the section of notes whose heading is at a block: at most the next
/// heading, and before a paragraph with words that someone speaks. `None` if it is no note.
#[must_use]
pub(super) fn section(blocks: &[Block<'_>], at: usize) -> Option<usize> {
    let own = blocks[at].lines().skip(1).any(is_about_text);
    let next = blocks
        .get(at + 1)
        .is_some_and(|next| is_about_text(&next.low()));
    if !own && !next {
        return None;
    }
    // The story follows a note that is at its front. A note that is late can have a paragraph
    // of other words.
    let early = at * 2 < blocks.len();
    let plain = |block: &Block<'_>| {
        let sentence = block.text.trim_end().ends_with(['.', '!', '?', '…']);
        (sentence || block.is_prose())
            && !block.text.contains(|c: char| c.is_ascii_digit())
            && !is_about_text(&block.low())
    };
    let ends = |at: usize| {
        let block = &blocks[at];
        let more = || early || blocks.get(at + 1).is_some_and(plain);
        let stops = block.is_heading() || is_end(block) || speaks(block);
        stops && !is_about_text(&block.low()) || plain(block) && more()
    };
    let end = (at + 1..blocks.len()).find(|next| ends(*next));
    Some(end.unwrap_or(blocks.len()))
}

/// Returns whether a text has a word about how a text was made.
fn is_about_text(text: &str) -> bool {
    let words = words(text);
    let has = |starts: &str| {
        let starts: Vec<&str> = starts.split_ascii_whitespace().collect();
        let found = |start: &&&str| words.iter().any(|word| word.starts_with(**start));
        starts.iter().filter(found).count()
    };
    has(CERTAIN) > 0 || has(LIKELY) > 1
}

/// Returns whether a block has words that someone speaks: a mark of punctuation before a
/// quotation mark, and words after it.
fn speaks(block: &Block<'_>) -> bool {
    let line = block.line();
    let mut pairs = line.chars().zip(line.chars().skip(1));
    block.line().starts_with(['“', '"', '‘'])
        || pairs.any(|(mark, quote)| ",!?".contains(mark) && "”\"’".contains(quote))
}

/// Returns whether a block says that the story ends.
#[must_use]
pub(super) fn is_end(block: &Block<'_>) -> bool {
    let low = block.low();
    let low = low.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        low,
        "the end" | "finis" | "fin" | "end" | "end of the book" | "end of the novel"
    )
}

/// The marks of footnotes in a text: `[1]` after words, and `[1]` at the start of blocks.
#[derive(Debug)]
pub(super) struct Marks<'t> {
    after: HashSet<&'t str>,
    before: HashSet<&'t str>,
    /// Whether there is a heading of footnotes.
    headed: bool,
}

impl<'t> Marks<'t> {
    #[must_use]
    pub(super) fn of(blocks: &[Block<'t>]) -> Marks<'t> {
        let mut marks = Marks {
            after: HashSet::new(),
            before: HashSet::new(),
            headed: blocks.iter().any(is_heading_of_footnotes),
        };
        for block in blocks {
            let text = block.text.trim();
            for (at, _) in text.match_indices('[') {
                let Some((mark, _)) = mark(&text[at..]) else {
                    continue;
                };
                let own = if at == 0 {
                    &mut marks.before
                } else {
                    &mut marks.after
                };
                own.insert(mark);
            }
        }
        marks
    }

    /// Returns whether a block is a footnote: one with that word, or one with a mark that is in
    /// the text, or one of several. `[1] is what the door said` alone is a sentence.
    #[must_use]
    pub(super) fn is_footnote(&self, block: &Block<'_>) -> bool {
        let text = block.text.trim_start();
        if text.to_lowercase().starts_with("[footnote") {
            return true;
        }
        mark(text).is_some_and(|(mark, rest)| {
            let begins = !rest.trim_start().starts_with(char::is_lowercase);
            let several = begins && (self.before.len() > 1 || self.headed);
            !rest.trim().is_empty() && (self.after.contains(mark) || several)
        })
    }
}

fn is_heading_of_footnotes(block: &Block<'_>) -> bool {
    let words = words(&block.line());
    matches!(words.last(), Some(last) if words.len() < 3 && last.trim_end_matches('s').ends_with("note"))
}

/// Returns the number or the letter in the brackets at the start of a text, and what follows.
fn mark(text: &str) -> Option<(&str, &str)> {
    let (mark, rest) = text.strip_prefix('[')?.split_once(']')?;
    let number = !mark.is_empty() && mark.len() < 6 && mark.bytes().all(|c| c.is_ascii_digit());
    let letter = mark.len() == 1 && mark.bytes().all(|c| c.is_ascii_alphabetic());
    (number || letter).then_some((mark, rest))
}

/// Returns the end of a note, whose closing bracket may be some paragraphs later.
#[must_use]
pub(super) fn closed(blocks: &[Block<'_>], at: usize) -> usize {
    const MOST: usize = 12;
    let text = blocks[at].text.trim_start();
    if !text.starts_with('[') || text.contains(']') {
        return at + 1;
    }
    let last = blocks.len().min(at + MOST);
    let close = (at + 1..last).find(|next| blocks[*next].text.contains([']', '[']));
    let close = close.filter(|next| blocks[*next].text.trim_end().ends_with(']'));
    close.map_or(at + 1, |close| close + 1)
}
