//! Words as places of a text: a word and a number of words make another word, and the difference
//! of two words is a number of words.

use std::ops::{Add, AddAssign, Range, Sub, SubAssign};

use super::WordId;

impl WordId {
    /// The first word of a prose.
    pub const FIRST: WordId = WordId(0);
    /// A place after all words of every prose.
    pub const NEVER: WordId = WordId(usize::MAX);

    /// Returns the word that is so many words before this one, if there is one.
    #[must_use]
    pub fn checked_sub(self, words: usize) -> Option<WordId> {
        self.0.checked_sub(words).map(WordId)
    }

    /// Returns the word that is so many words before this one, or the first word.
    #[must_use]
    pub fn saturating_sub(self, words: usize) -> WordId {
        WordId(self.0.saturating_sub(words))
    }

    /// Returns the number of words since an earlier one; `None` if it is a later one.
    #[must_use]
    pub fn since(self, earlier: WordId) -> Option<usize> {
        self.0.checked_sub(earlier.0)
    }

    /// Returns the number of words between two words, in any order.
    #[must_use]
    pub fn distance(self, other: WordId) -> usize {
        self.0.abs_diff(other.0)
    }

    /// Returns the words with these indices.
    #[must_use]
    pub fn range(indices: Range<usize>) -> Range<WordId> {
        WordId(indices.start)..WordId(indices.end)
    }

    /// Returns the range of this word alone.
    #[must_use]
    pub fn alone(self) -> Range<WordId> {
        self..self + 1
    }
}

impl Default for WordId {
    fn default() -> WordId {
        WordId::FIRST
    }
}

/// A word and a number of words make the word so many words later.
impl Add<usize> for WordId {
    type Output = WordId;

    fn add(self, words: usize) -> WordId {
        WordId(self.0 + words)
    }
}

impl AddAssign<usize> for WordId {
    fn add_assign(&mut self, words: usize) {
        self.0 += words;
    }
}

impl Sub<usize> for WordId {
    type Output = WordId;

    fn sub(self, words: usize) -> WordId {
        WordId(self.0 - words)
    }
}

impl SubAssign<usize> for WordId {
    fn sub_assign(&mut self, words: usize) {
        self.0 -= words;
    }
}

/// The difference of two words is the number of words between their places.
impl Sub for WordId {
    type Output = usize;

    fn sub(self, other: WordId) -> usize {
        self.0 - other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_a_number_of_words_make_a_word() {
        let word = WordId(7);
        assert_eq!((word + 2) - word, 2);
        assert_eq!(word + 1 - 1, word);
        assert_eq!(WordId(1).checked_sub(2), None);
        assert_eq!(WordId(1).saturating_sub(2), WordId::FIRST);
        assert_eq!(word.alone(), WordId::range(7..8));
        assert_eq!((word.since(WordId(9)), word.distance(WordId(9))), (None, 2));
    }
}
