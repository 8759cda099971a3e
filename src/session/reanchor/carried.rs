//! Where the words of an old text are in the new one.
//!
//! In: the prose as it was and as it is. Out: for words of the old one, the
//! words of the new one that are them or stand in their place. Always true: a
//! word is carried to one that is the same, capitals aside.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::script::Prose;

/// How long is looked for the shortest way from one text to the other; what is
/// found then is right too, but may be longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The way from one text to another.
pub struct Carried {
    ops: Vec<DiffOp>,
}

/// Words of the new text, and how much of the old ones they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub words: Range<usize>,
    /// From 0, other words in their place, to 1, the very words.
    pub share: f64,
}

impl Carried {
    #[must_use]
    pub fn new(old: &Prose, new: &Prose) -> Carried {
        let deadline = Some(Instant::now() + PATIENCE);
        let (old, new) = (texts(old), texts(new));
        Carried {
            ops: capture_diff_slices_deadline(Algorithm::Patience, &old, &new, deadline),
        }
    }

    /// What became of some words; none if nothing stands in their place.
    #[must_use]
    pub fn words(&self, old: &Range<usize>) -> Option<Kept> {
        let touched = self.ops.iter().filter_map(|op| {
            let (_, was, is) = op.as_tag_tuple();
            let start = old.start.max(was.start);
            let end = old.end.min(was.end);
            // What was put in counts only where it is within the words.
            let inside = was.is_empty() && old.start < was.start && was.start < old.end;
            (start < end || inside).then(|| match op {
                DiffOp::Equal { .. } => (
                    is.start + (start - was.start)..is.start + (end - was.start),
                    end - start,
                ),
                _ => (share(&was, &(start..end.max(start)), &is), 0),
            })
        });
        let mut words: Option<Range<usize>> = None;
        let mut kept = 0;
        for (range, same) in touched {
            kept += same;
            if range.is_empty() {
                continue;
            }
            words = Some(match words {
                Some(words) => words.start..range.end,
                None => range,
            });
        }
        let words = words?;
        let all = old.len().max(words.len());
        Some(Kept {
            share: kept as f64 / all as f64,
            words,
        })
    }
}

/// The part of what replaces some words that stands for a part of them.
fn share(was: &Range<usize>, part: &Range<usize>, is: &Range<usize>) -> Range<usize> {
    if was.is_empty() || *part == *was {
        return is.clone();
    }
    let place = |word: usize| is.start + (word - was.start) * is.len() / was.len();
    place(part.start)..place(part.end)
}

fn texts(prose: &Prose) -> Vec<String> {
    let words = prose.words.iter();
    words
        .map(|word| word.span.of(&prose.text).to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        Prose::read(text.to_owned()).0
    }

    /// What becomes of the words `from..to` of a text.
    fn carried(old: &str, new: &str, words: Range<usize>) -> Option<(String, f64)> {
        let (old, new) = (prose(old), prose(new));
        let kept = Carried::new(&old, &new).words(&words)?;
        let text = new.span_of(kept.words).of(&new.text).to_owned();
        Some((text, kept.share))
    }

    #[test]
    fn words_that_stay_are_carried_past_what_is_put_before_them() {
        let was = "The guns fell silent. The door gave way.";
        let is = "It snowed. The guns fell silent. The door gave way.";
        let expected = ("The door gave way".to_owned(), 1.0);
        assert_eq!(carried(was, is, 4..8), Some(expected));
    }

    #[test]
    fn words_within_and_words_in_their_place_belong_to_them() {
        let was = "At last the door gave way, and smoke came.";
        let is = "At last the oak door burst, and smoke came.";
        // Of four words two stay, and what they became is four long.
        let expected = ("the oak door burst".to_owned(), 0.5);
        assert_eq!(carried(was, is, 2..6), Some(expected));
    }

    #[test]
    fn what_was_taken_out_is_nowhere() {
        let was = "He drank. He wept. He slept.";
        assert_eq!(carried(was, "He drank. He slept.", 3..4), None);
    }
}
