//! Blocks that have the speeches of several people.

use std::collections::HashMap;

use super::SOUNDS;
use super::cast::is_listed;
use super::label::{Label, is_capitals, label};
use crate::outline::lexicon::{given_name, listed, singular};
use crate::outline::prose::frame::Block;

/// Divides blocks that have the speeches of several people, each with its name at the start of a
/// line. Only names in capitals that are there more than once divide.
#[must_use]
pub(super) fn divided<'t>(text: &'t str, blocks: Vec<Block<'t>>) -> Vec<Block<'t>> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in &blocks {
        for from in std::iter::once(block.span.start).chain(lines(block)) {
            if let Some(label) = label_at(text, block, from) {
                *counts.entry(label.name).or_default() += 1;
            }
        }
    }
    let is_cut = |block: &Block<'t>, from: &usize| {
        let label = label_at(text, block, *from);
        let again = |label: &Label| counts.get(&label.name).is_some_and(|count| *count > 1);
        let given = |label: &Label| {
            let mut words = label.name.split(' ');
            label.colon && words.any(|word| given_name(&word.to_lowercase()).is_some())
        };
        let sound = |label: &Label| label.colon && listed(SOUNDS, &label.name.to_lowercase());
        let named = |label: &Label| {
            again(label) || sound(label) || given(label) || is_group(&label.name, &counts)
        };
        let shown = |label: &Label| {
            label.dash || label.strong && (label.colon || is_capitals_at(text, *from))
        };
        label.is_some_and(|label| named(&label) && shown(&label))
    };
    let mut found = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut cuts = vec![block.span.start];
        cuts.extend(lines(&block).filter(|from| is_cut(&block, from)));
        let ends = cuts.iter().skip(1).map(|cut| cut - 1);
        let ends: Vec<usize> = ends.chain([block.span.end]).collect();
        found.extend(cuts.iter().zip(ends).map(|(from, to)| Block {
            span: *from..to,
            text: &text[*from..to],
        }));
    }
    found
}

/// Returns whether a name is that of several people, some of whom have speeches of their own: `BOTH
/// POLICEMEN` beside `SECOND POLICEMAN`.
fn is_group(name: &str, counts: &HashMap<String, usize>) -> bool {
    const LEADING: &str =
        "both all first second third fourth fifth another other other the several";
    let low = name.to_lowercase();
    let Some((first, rest)) = low.split_once(' ') else {
        return listed("all both omnes everyone everybody chorus", &low);
    };
    let last = rest.rsplit(' ').next().unwrap_or(rest);
    let one = singular(last);
    let alike = |other: &String| {
        let other = other.to_lowercase();
        // `BOY 1` and `BOY A` are boys.
        let is_number = |word: &&str| {
            word.chars().count() == 1
                || word
                    .chars()
                    .all(|c| c.is_ascii_digit() || "ivx".contains(c))
        };
        let mut words = other.rsplit(' ').skip_while(is_number);
        other != low && words.next().is_some_and(|word| word == last || word == one)
    };
    listed(LEADING, first) && counts.keys().any(alike)
}

/// Returns the starts of the lines of a block after its first.
fn lines(block: &Block<'_>) -> impl Iterator<Item = usize> {
    let from = block.span.start;
    let ends = block.text.match_indices('\n');
    ends.map(move |(at, _)| from + at + 1)
}

/// Returns the name at the start of a line. The first lines from there are enough.
fn label_at(text: &str, block: &Block<'_>, from: usize) -> Option<Label> {
    let rest = &text[from..block.span.end];
    let end = rest.match_indices('\n').nth(2);
    let end = end.map_or(rest.len(), |(at, _)| at);
    let first = Block {
        span: from..from + end,
        text: &rest[..end],
    };
    label(&first).filter(|label| !is_listed(&label.name))
}

fn is_capitals_at(text: &str, from: usize) -> bool {
    let word = text[from..].trim_start_matches(['*', '_', ' ', '\t']);
    let end = word.find(|c: char| !c.is_alphanumeric());
    is_capitals(&word[..end.unwrap_or(word.len())])
}
