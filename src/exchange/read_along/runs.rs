//! The runs of a block: words and the marks between them, each with the unit that it belongs to.
//! Marks without a space before a word belong to the word: quotation marks, full stops.

use std::borrow::Cow;

use super::unit::Unit;
use cuebook_core::id::WordId;
use cuebook_script::prose::page::Element;

/// Characters with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run<'p> {
    pub text: Cow<'p, str>,
    pub word: Option<WordId>,
    /// The elements around it within the block.
    pub style: Vec<Element<'p>>,
    /// The unit that it belongs to.
    pub unit: Option<usize>,
    /// Whether the line ends here; then it has no text.
    pub is_end: bool,
}

impl Run<'_> {
    pub(super) fn is_white(&self) -> bool {
        self.is_end || self.text.chars().all(is_white)
    }
}

/// Returns whether a character is white space or the mark at the start of a file.
pub(super) fn is_white(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Gives the runs of a block their units, without the white space around them. `unit` returns the
/// unit of a word.
pub(super) fn assign<'p>(
    runs: Vec<Run<'p>>,
    unit: impl Fn(WordId) -> Option<usize>,
) -> Vec<Run<'p>> {
    let mut out: Vec<Run<'p>> = Vec::with_capacity(runs.len());
    let mut gap: Vec<Run<'p>> = Vec::new();
    let mut before = None;
    for mut run in runs {
        match run.word {
            None => gap.push(run),
            Some(word) => {
                run.unit = unit(word);
                share(std::mem::take(&mut gap), (before, run.unit), &mut out);
                before = run.unit;
                out.push(run);
            }
        }
    }
    share(gap, (before, None), &mut out);
    trim(&mut out);
    out
}

/// Adds the runs between two words. Marks that no white space parts from a word belong to its
/// unit.
fn share<'p>(
    gap: Vec<Run<'p>>,
    (before, after): (Option<usize>, Option<usize>),
    out: &mut Vec<Run<'p>>,
) {
    if before == after {
        out.extend(gap.into_iter().map(|run| Run {
            unit: before,
            ..run
        }));
        return;
    }
    let pieces: Vec<Run<'p>> = gap.into_iter().flat_map(split).collect();
    let first = pieces.iter().position(Run::is_white);
    let last = pieces.iter().rposition(Run::is_white);
    let opening = |run: &Run<'p>| {
        run.text
            .starts_with(['“', '‘', '«', '„', '(', '[', '¿', '¡', '‹'])
    };
    let (first, last) = match (first, last, before) {
        (Some(first), Some(last), _) => (first, last + 1),
        // Opening marks at the end belong to what follows.
        _ if before.is_some() => {
            let marks = pieces.iter().rev().take_while(|run| opening(run)).count();
            let cut = if after.is_some() {
                pieces.len() - marks
            } else {
                pieces.len()
            };
            (cut, cut)
        }
        _ => (0, 0),
    };
    out.extend(pieces.into_iter().enumerate().map(|(index, run)| Run {
        unit: match index {
            _ if index < first => before,
            _ if index >= last => after,
            _ => None,
        },
        ..run
    }));
}

/// Splits a run between words into its white space and its single marks.
fn split<'p>(run: Run<'p>) -> Vec<Run<'p>> {
    if run.is_end {
        return vec![run];
    }
    let part = |text: &str| Run {
        text: text.to_owned().into(),
        ..run.clone()
    };
    let mut parts = Vec::new();
    let (mut from, mut white) = (0, true);
    for (at, c) in run.text.char_indices() {
        if at > from && !(white && is_white(c)) {
            parts.push(part(&run.text[from..at]));
            from = at;
        }
        white = is_white(c);
    }
    parts.push(part(&run.text[from..]));
    parts
}

/// Removes the white space at both ends.
fn trim(runs: &mut Vec<Run<'_>>) {
    while runs.last().is_some_and(Run::is_white) {
        runs.pop();
    }
    let lead = runs.iter().take_while(|run| run.is_white()).count();
    runs.drain(..lead);
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start_matches(is_white).to_owned().into();
    }
    if let Some(last) = runs.last_mut() {
        last.text = last.text.trim_end_matches(is_white).to_owned().into();
    }
}

/// Returns the unit that has a word.
pub(super) fn unit_of(units: &[Unit], word: WordId) -> Option<usize> {
    let index = units.partition_point(|unit| unit.words.end <= word);
    units.get(index)?.words.contains(&word).then_some(index)
}
