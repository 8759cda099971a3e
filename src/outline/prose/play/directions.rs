//! Directions within a speech, and paragraphs without a name: a direction, or words of the
//! person who spoke last.

use std::ops::Range;

use crate::outline::lexicon::{Form, listed, verbs};
use crate::outline::prose::frame::Block;

/// Words that begin a direction.
const OPENERS: &str = "enter enters re-enter re-enters reenter exit exits exeunt manet manent alarum alarums flourish sennet \
    curtain blackout tableau pause silence lights music thunder lightning offstage within aside slow";

/// Words of a person who speaks.
const SPOKEN: &str = "i i'm i'll i've i'd you your yours you're you'll you've my me mine we us our ours we're we'll thou thee \
    thy thine ye let's";

/// Returns whether words begin as a direction does: `Enter two Guards`.
#[must_use]
pub(super) fn opens(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let low = first
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    listed(
        "enter enters exit exits exeunt manet manent re-enter reenter alarum alarums",
        &low,
    )
}

/// Returns the directions in a part of a text, with their marks: those in brackets, and whole
/// sentences in italics.
#[must_use]
pub(super) fn asides(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(from) = text[at..within.end]
        .find(['(', '[', '_'])
        .map(|from| at + from)
    {
        let close = match &text[from..=from] {
            "(" => ')',
            "[" => ']',
            _ => '_',
        };
        let inner = &text[from + 1..within.end];
        let end = inner.find(close).map(|to| from + 1 + to + 1);
        let italic = close == '_';
        let to = match end {
            Some(to) if !italic || is_direction(&text[from + 1..to - 1]) => to,
            Some(to) => {
                at = to;
                continue;
            }
            // `[Exit` is often left open.
            None if close == ']' => from + 1 + inner.find('\n').unwrap_or(inner.len()),
            None => {
                at = from + 1;
                continue;
            }
        };
        found.push(from..to);
        at = to;
    }
    found
}

/// Returns whether words in italics are a direction, and not only stressed: `Exit.`, `He falls.`
fn is_direction(text: &str) -> bool {
    let low = text.to_lowercase().replace('’', "'");
    let words: Vec<&str> = low
        .split(|c: char| !c.is_alphanumeric() && !"'-".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let acts = |word: &str| {
        let forms = verbs(word);
        forms.iter().any(|(_, form)| *form == Form::Present)
            || word.len() > 4 && (word.ends_with("ing") || word.ends_with("ly"))
    };
    let Some(first) = words.first() else {
        return false;
    };
    let sentence = text.trim_end().ends_with(['.', ')']) && text.starts_with(char::is_uppercase);
    let person = listed("he she they it both all", first)
        && words
            .get(1)
            .is_some_and(|next| acts(next) || next.ends_with('s') || listed("go come", next));
    let to = *first == "to" && words.len() < 5;
    sentence
        && !words.iter().any(|word| listed(SPOKEN, word))
        && (opens(text) || listed(OPENERS, first) || acts(first) || person || to)
}

/// Returns whether a whole paragraph is a direction in brackets.
#[must_use]
pub(super) fn is_bracketed(block: &Block<'_>) -> bool {
    let text = block.text.trim_start();
    text.starts_with(['(', '[']) && !after_brackets(text).contains(char::is_alphanumeric)
}

/// Returns the words after the brackets at the start of a text: `[Sings.] The river runs`.
fn after_brackets(text: &str) -> &str {
    let close = match text.chars().next() {
        Some('[') => ']',
        Some('(') => ')',
        _ => return text,
    };
    text.split_once(close)
        .map_or("", |(_, rest)| rest.trim_start())
}

/// Returns whether a paragraph without a name belongs to the speech before it: verse, or words
/// that only a person who speaks says.
#[must_use]
pub(super) fn goes_on(block: &Block<'_>, before: Option<&Block<'_>>) -> bool {
    let text = after_brackets(block.text.trim());
    let low = text.to_lowercase().replace('’', "'");
    let mut words = low.split(|c: char| !c.is_alphanumeric() && !"'-".contains(c));
    let first = words.clone().find(|word| !word.is_empty()).unwrap_or("");
    if block.is_heading()
        || text.is_empty()
        || text.starts_with(['(', '['])
        || text.starts_with('_') && text.ends_with('_')
        || listed(OPENERS, first)
    {
        return false;
    }
    let stanza = || before.is_some_and(|before| is_stanza_after(block, before));
    is_verse(text) || stanza() || words.any(|word| listed(SPOKEN, word))
}

/// Returns whether a block is a further stanza of the verse that the block before it ends with: as
/// short, and indented in the same way if that is.
fn is_stanza_after(block: &Block<'_>, before: &Block<'_>) -> bool {
    const LONGEST: usize = 60;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines = |block: &Block<'_>| -> Vec<String> {
        let lines = block.text.lines().filter(|line| !line.trim().is_empty());
        lines.map(str::to_owned).collect()
    };
    let (own, verse) = (lines(block), lines(before));
    let short = |lines: &[String]| {
        lines
            .iter()
            .all(|line| line.trim().chars().count() <= LONGEST)
    };
    let Some(last) = verse.last() else {
        return false;
    };
    let capital = |line: &&String| {
        line.trim()
            .starts_with(|c: char| c.is_uppercase() || "“‘'\"".contains(c))
    };
    let capitals = own.iter().filter(capital).count();
    let indented = indent(last) > 0 && own.iter().all(|line| indent(line) > 0);
    short(&own)
        && verse.len() > 1
        && short(&verse)
        && (indented || capitals * 2 >= own.len() && own.len() > 1)
}

/// Returns whether every line of a text is short and begins with a capital.
fn is_verse(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    let opens = |line: &&str| {
        line.trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase)
    };
    lines.len() > 1
        && lines.iter().all(|line| line.chars().count() <= 60)
        && lines.iter().all(opens)
}
