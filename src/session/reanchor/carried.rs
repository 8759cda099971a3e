//! Maps words of an old text to a new text. Takes both versions of the prose, and returns
//! for words of the old one the same words of the new one, or the words that replace
//! them. Upper and lower case are equal.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Prose;

/// The time limit for the shortest edit path between the texts. A path found after it is
/// correct, but may be longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The edit path from one text to another.
pub(super) struct Carried {
    ops: Vec<DiffOp>,
}

/// Words of the new text, and the share of the old words in them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub words: Range<WordId>,
    /// From 0, all words replaced, to 1, all words the same.
    pub share: f64,
}

impl Carried {
    #[must_use]
    pub(super) fn new(old: &Prose, new: &Prose) -> Carried {
        let deadline = Some(Instant::now() + PATIENCE);
        let (old, new) = (texts(old), texts(new));
        Carried {
            ops: capture_diff_slices_deadline(Algorithm::Patience, &old, &new, deadline),
        }
    }

    /// Returns the words of the new text for some old words; `None` if they were removed.
    #[must_use]
    pub(super) fn words(&self, old: &Range<WordId>) -> Option<Kept> {
        let touched = self.ops.iter().filter_map(|op| {
            let (_, was, is) = op.as_tag_tuple();
            let (was, is) = (WordId::range(was), WordId::range(is));
            let start = old.start.max(was.start);
            let end = old.end.min(was.end);
            // Inserted words count only if they are inside the old words.
            let inside = was.is_empty() && old.start < was.start && was.start < old.end;
            (start < end || inside).then(|| match op {
                DiffOp::Equal { .. } => (
                    is.start + (start - was.start)..is.start + (end - was.start),
                    end - start,
                ),
                _ => (share(&was, &(start..end.max(start)), &is), 0),
            })
        });
        let mut words: Option<Range<WordId>> = None;
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

/// Returns the part of a replacement that corresponds to a part of the old words.
fn share(was: &Range<WordId>, part: &Range<WordId>, is: &Range<WordId>) -> Range<WordId> {
    if was.is_empty() || *part == *was {
        return is.clone();
    }
    let place = |word: WordId| is.start + (word - was.start) * is.len() / was.len();
    place(part.start)..place(part.end)
}

fn texts(prose: &Prose) -> Vec<String> {
    let words = prose.words.range();
    words
        .ids()
        .map(|word| prose.word(word).to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        Prose::read(text.to_owned()).0
    }

    /// Returns the new text for the words `from..to`, and their share.
    fn carried(old: &str, new: &str, words: Range<WordId>) -> Option<(String, f64)> {
        let (old, new) = (prose(old), prose(new));
        let kept = Carried::new(&old, &new).words(&words)?;
        let text = new.span_of(kept.words).of(&new.text).to_owned();
        Some((text, kept.share))
    }

    #[test]
    fn unchanged_words_are_mapped_past_an_insertion() {
        let was = "The guns fell silent. The door gave way.";
        let is = "It snowed. The guns fell silent. The door gave way.";
        let expected = ("The door gave way".to_owned(), 1.0);
        assert_eq!(carried(was, is, WordId::range(4..8)), Some(expected));
    }

    #[test]
    fn inserted_and_replaced_words_are_included() {
        let was = "At last the door gave way, and smoke came.";
        let is = "At last the oak door burst, and smoke came.";
        // Two of four words are the same, and the new passage has four words.
        let expected = ("the oak door burst".to_owned(), 0.5);
        assert_eq!(carried(was, is, WordId::range(2..6)), Some(expected));
    }

    #[test]
    fn removed_words_have_no_place() {
        let was = "He drank. He wept. He slept.";
        assert_eq!(
            carried(was, "He drank. He slept.", WordId::range(3..4)),
            None
        );
    }
}
