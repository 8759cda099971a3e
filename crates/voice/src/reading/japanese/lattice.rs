//! Splits a clause into words of the dictionary: of all ways to split it, the one with the lowest
//! cost. Takes a text and the parts of it whose reading is known; returns words that cover it.

use std::ops::Range;

use super::dictionary::{Dictionary, Entry};
use super::kana::{is_hiragana, is_kanji, is_katakana, katakana};

/// A word of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The bytes of the clause.
    pub span: Range<usize>,
    /// The reading in katakana; empty if none is known.
    pub reading: String,
    /// Whether the dictionary has it.
    pub is_known: bool,
    /// The index of the part with a known reading that it is.
    pub fixed: Option<usize>,
}

/// The class of a common noun in the dictionary, for words that it does not have.
const NOUN: u16 = 1285;
/// The class at the start and the end of a clause.
const EDGE: u16 = 0;

/// The cost of a word that the dictionary does not have: of any, and for each character of it.
const UNKNOWN: i32 = 7_000;
const UNKNOWN_KATAKANA: i32 = 500;
const UNKNOWN_HIRAGANA: i32 = 4_000;
const UNKNOWN_KANJI: i32 = 8_000;

/// A word that may begin at a place.
struct Node<'d> {
    end: usize,
    left: u16,
    right: u16,
    cost: i32,
    reading: Option<&'d str>,
    is_known: bool,
}

/// The cheapest way to a word.
struct Step<'d> {
    node: Node<'d>,
    start: usize,
    total: i64,
    before: Option<usize>,
}

/// Splits a clause. `fixed` are in order and do not overlap.
pub(super) fn words(dictionary: &Dictionary, text: &str, fixed: &[Range<usize>]) -> Vec<Word> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    // The steps that end at each byte.
    let mut ending: Vec<Vec<usize>> = vec![Vec::new(); text.len() + 1];
    for (start, _) in text.char_indices() {
        if start > 0 && ending[start].is_empty() {
            continue;
        }
        for node in nodes(dictionary, text, start, fixed) {
            let (total, before) = match start {
                0 => (i64::from(dictionary.joint(EDGE, node.left)), None),
                _ => cheapest(dictionary, &steps, &ending[start], node.left),
            };
            ending[node.end].push(steps.len());
            steps.push(Step {
                total: total + i64::from(node.cost),
                node,
                start,
                before,
            });
        }
    }
    let (_, mut last) = cheapest(dictionary, &steps, &ending[text.len()], EDGE);
    let mut found = Vec::new();
    while let Some(step) = last.and_then(|last| steps.get(last)) {
        found.push(word(text, step, fixed));
        last = step.before;
    }
    found.reverse();
    found
}

/// Returns the cost and the step of the cheapest way to a word with this class on its left.
fn cheapest(
    dictionary: &Dictionary,
    steps: &[Step<'_>],
    ending: &[usize],
    left: u16,
) -> (i64, Option<usize>) {
    let ways = ending.iter().map(|at| {
        let joint = dictionary.joint(steps[*at].node.right, left);
        (steps[*at].total + i64::from(joint), Some(*at))
    });
    ways.min_by_key(|(total, _)| *total).unwrap_or((0, None))
}

fn word(text: &str, step: &Step<'_>, fixed: &[Range<usize>]) -> Word {
    let span = step.start..step.node.end;
    let known = fixed.iter().position(|fixed| *fixed == span);
    let written = &text[span.clone()];
    let kana = || match written.chars().all(super::kana::is_kana) {
        true => katakana(written),
        false => String::new(),
    };
    Word {
        reading: match (known, step.node.reading) {
            (Some(_), _) => String::new(),
            (None, Some(reading)) => reading.to_owned(),
            (None, None) => kana(),
        },
        span,
        is_known: step.node.is_known,
        fixed: known,
    }
}

/// Returns the words that may begin at a place.
fn nodes<'d>(
    dictionary: &'d Dictionary,
    text: &str,
    start: usize,
    fixed: &[Range<usize>],
) -> Vec<Node<'d>> {
    if let Some(here) = fixed.iter().find(|fixed| fixed.start == start) {
        return vec![Node {
            end: here.end,
            left: NOUN,
            right: NOUN,
            cost: 0,
            reading: None,
            is_known: true,
        }];
    }
    let limit = fixed.iter().find(|fixed| fixed.start > start);
    let rest = &text[start..limit.map_or(text.len(), |fixed| fixed.start)];
    let known = dictionary.starting(rest);
    let of = |entry: Entry<'d>| Node {
        end: start + entry.surface.len(),
        left: entry.left,
        right: entry.right,
        cost: entry.cost,
        reading: Some(entry.reading),
        is_known: true,
    };
    let unknown = unknown(rest, !known.is_empty());
    let made = unknown.into_iter().map(|(length, cost)| Node {
        end: start + length,
        left: NOUN,
        right: NOUN,
        cost,
        reading: None,
        is_known: false,
    });
    let mut nodes: Vec<Node<'d>> = known.into_iter().map(of).collect();
    nodes.extend(made);
    nodes
}

/// Returns the lengths and costs of words at the start of a text that the dictionary may not have.
fn unknown(rest: &str, some_known: bool) -> Vec<(usize, i32)> {
    let run = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    let Some(first) = rest.chars().next() else {
        return Vec::new();
    };
    let one = first.len_utf8();
    if is_katakana(first) {
        let length = run(is_katakana);
        let signs = rest[..length].chars().count() as i32;
        return vec![(length, UNKNOWN + UNKNOWN_KATAKANA * signs)];
    }
    if some_known {
        return Vec::new();
    }
    let cost = match first {
        first if is_hiragana(first) => UNKNOWN_HIRAGANA,
        first if is_kanji(first) => UNKNOWN_KANJI,
        _ => 0,
    };
    vec![(one, UNKNOWN + cost)]
}
