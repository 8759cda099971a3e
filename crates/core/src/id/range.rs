//! Ranges of ids.

use std::marker::PhantomData;
use std::ops::Range;

use super::Id;

/// A range of ids.
#[expect(clippy::len_without_is_empty, reason = "every range has it")]
pub trait IdRange<I> {
    /// Returns the ids, in order.
    fn ids(&self) -> Ids<I>;

    /// Returns the number of ids.
    fn len(&self) -> usize;
}

impl<I: Id> IdRange<I> for Range<I> {
    fn ids(&self) -> Ids<I> {
        Ids {
            indices: self.start.index()..self.end.index(),
            ids: PhantomData,
        }
    }

    fn len(&self) -> usize {
        self.ids().len()
    }
}

/// The ids of a range, in order.
#[derive(Clone, Debug)]
pub struct Ids<I> {
    indices: Range<usize>,
    ids: PhantomData<fn(I)>,
}

impl<I: Id> Iterator for Ids<I> {
    type Item = I;

    fn next(&mut self) -> Option<I> {
        self.indices.next().map(I::new)
    }

    fn nth(&mut self, skipped: usize) -> Option<I> {
        self.indices.nth(skipped).map(I::new)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indices.size_hint()
    }
}

impl<I: Id> DoubleEndedIterator for Ids<I> {
    fn next_back(&mut self) -> Option<I> {
        self.indices.next_back().map(I::new)
    }
}

impl<I: Id> ExactSizeIterator for Ids<I> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::WordId;

    #[test]
    fn the_ids_of_a_range_are_read_from_both_ends() {
        let words = WordId(3)..WordId(6);
        assert_eq!(words.len(), 3);
        let all: Vec<WordId> = words.ids().rev().collect();
        assert_eq!(all, [WordId(5), WordId(4), WordId(3)]);
        assert_eq!(words.ids().nth(2), Some(WordId(5)));
        assert_eq!((WordId(6)..WordId(3)).len(), 0);
    }
}
