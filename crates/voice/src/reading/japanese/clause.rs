//! Splits a text into clauses and the marks between them, and finds the parts of a clause whose
//! reading is known beforehand: pronunciations of the show, readings by the author, numbers, and words
//! in Latin letters.

use std::ops::Range;

use super::dictionary::Dictionary;
use super::kana::{is_kana, is_kanji};
use super::{English, latin, numbers, ruby};
use crate::phonemes::Origin;

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Item {
    Clause(Clause),
    /// A mark of Kokoro's alphabet.
    Mark(char),
}

/// Text without marks.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Clause {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// The parts of the clause with a known reading, as bytes of the clause.
    pub known: Vec<(Range<usize>, Known)>,
}

/// A reading that is known beforehand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Known {
    Kana(String, Origin),
    Sounds(String, Origin),
}

/// Splits a text. `given` are the pronunciations of the show, in order.
pub(super) fn items(
    text: &str,
    given: &[(Range<usize>, String)],
    dictionary: &Dictionary,
    english: English<'_>,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut clause = Clause::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let found = known(text, &clause, at, given, dictionary, english);
        if let Some((length, known)) = found {
            let own = at - clause.span.start..at + length - clause.span.start;
            clause.known.push((own, known));
            at += length;
            clause.span.end = at;
            continue;
        }
        at += c.len_utf8();
        if is_kana(c) || is_kanji(c) || c.is_alphanumeric() {
            clause.span.end = at;
            continue;
        }
        close(&mut clause, at, &mut items);
        items.extend(mark(c).map(Item::Mark));
    }
    close(&mut clause, at, &mut items);
    items
}

/// Ends a clause, and begins the next one at `at`.
fn close(clause: &mut Clause, at: usize, items: &mut Vec<Item>) {
    let ended = std::mem::take(clause);
    clause.span = at..at;
    if !ended.span.is_empty() {
        items.push(Item::Clause(ended));
    }
}

/// Returns the length and the reading of a part at `at`.
fn known(
    text: &str,
    clause: &Clause,
    at: usize,
    given: &[(Range<usize>, String)],
    dictionary: &Dictionary,
    english: English<'_>,
) -> Option<(usize, Known)> {
    if let Some((span, sounds)) = given.iter().find(|(span, _)| span.start == at) {
        return Some((span.len(), Known::Sounds(sounds.clone(), Origin::Show)));
    }
    let limit = given.iter().find(|(span, _)| span.start > at);
    let rest = &text[at..limit.map_or(text.len(), |(span, _)| span.start)];
    let before = &text[clause.span.start..at];
    // No word reaches from a known part into what follows it.
    let free = clause.span.start + clause.known.last().map_or(0, |(span, _)| span.end);
    if let Some((length, reading)) = ruby::at(before, rest) {
        return Some((length, Known::Kana(reading, Origin::Show)));
    }
    let first = rest.chars().next()?;
    if numbers::begins(first)
        && let Some((length, reading)) = numbers::at(before, rest)
        && (first.is_ascii() || !is_in_word(dictionary, &text[free..at], rest, length))
    {
        return Some((length, Known::Kana(reading, Origin::Rule)));
    }
    latin::at(before, rest, english)
}

/// The most characters before a number that a word with the number begins with.
const MOST_BEFORE: usize = 3;

/// Returns whether the dictionary has a word with a number in ideographs and more: `三日月`, `春一番`.
fn is_in_word(dictionary: &Dictionary, before: &str, rest: &str, length: usize) -> bool {
    let run = |text: &str| {
        text.find(|c| !is_kana(c) && !is_kanji(c))
            .unwrap_or(text.len())
    };
    let here = &rest[..run(rest)];
    let longer = |text: &str, end: usize| {
        let words = dictionary.starting(text);
        words.iter().any(|word| word.surface.len() > end)
    };
    let starts = before.char_indices().rev().take(MOST_BEFORE);
    let starts = starts
        .take_while(|(_, c)| is_kanji(*c))
        .map(|(start, _)| start);
    longer(here, length)
        || starts.into_iter().any(|start| {
            let text = format!("{}{here}", &before[start..]);
            longer(&text, before.len() - start)
        })
}

/// Returns the mark of Kokoro's alphabet for a mark of the text.
fn mark(c: char) -> Option<char> {
    let mark = match c {
        '、' | ',' | '，' | '(' | ')' | '（' | '）' | '［' | '］' | '[' | ']' => ',',
        '。' | '.' | '．' => '.',
        '！' | '!' => '!',
        '？' | '?' => '?',
        '：' | ':' => ':',
        '；' | ';' => ';',
        '…' | '‥' | '⋯' => '…',
        '—' | '―' | '–' | '〜' | '～' | '~' | '─' => '—',
        '「' | '『' | '“' | '【' | '〈' | '《' | '«' | '〝' => '“',
        '」' | '』' | '”' | '】' | '〉' | '》' | '»' | '〟' => '”',
        _ => return None,
    };
    Some(mark)
}
