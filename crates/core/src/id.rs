//! Ids: indices that cannot be confused. An [`IdVec`] is indexed by the ids of one kind only.

mod range;
mod word;

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut, Range};

use crate::fingerprint::{Fingerprint, Hasher};
pub use range::{IdRange, Ids};

/// An index into the items of one kind.
pub trait Id: Copy {
    /// Creates the id of an index, from 0.
    fn new(index: usize) -> Self;
    /// Returns the index of the id, from 0.
    fn index(self) -> usize;
}

/// Declares types of [`Id`]s. Their fingerprint is that of the index.
#[macro_export]
macro_rules! ids {
    ($($(#[$doc:meta])* $Id:ident)+) => {
        $(
            $(#[$doc])*
            #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $Id(pub usize);

            impl $crate::id::Id for $Id {
                fn new(index: usize) -> $Id {
                    $Id(index)
                }

                fn index(self) -> usize {
                    self.0
                }
            }

            impl std::fmt::Display for $Id {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    self.0.fmt(f)
                }
            }
        )+
        $crate::fingerprint! { $(struct $Id(index))+ }
    };
}

ids! {
    /// A role of a book.
    RoleId
    /// A line of a book.
    LineId
    /// A scene of a book.
    SceneId
    /// A space of a book.
    SpaceId
    /// A sound of a book.
    SoundId
    /// A barrier of a book.
    BarrierId
    /// A cue of a book.
    CueId
    /// A piece of audio of a performance: a take or a sound.
    AudioId
    /// A word of a prose. It is a place too: that before the word.
    WordId
}

/// A list of items that are found by their ids.
#[derive(Clone, PartialEq)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    ids: PhantomData<fn(I)>,
}

impl<I: Id, T> IdVec<I, T> {
    /// Returns the ids of all items, in order.
    pub fn ids(&self) -> Ids<I> {
        self.range().ids()
    }

    /// Returns all items with their ids, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + Clone {
        let items = self.items.iter().enumerate();
        items.map(|(index, item)| (I::new(index), item))
    }

    /// Returns the end of the list: the id that the next item will get.
    #[must_use]
    pub fn end(&self) -> I {
        I::new(self.items.len())
    }

    /// Returns the range of all ids.
    #[must_use]
    pub fn range(&self) -> Range<I> {
        I::new(0)..self.end()
    }

    /// Returns the items with these ids, if there are all of them.
    #[must_use]
    pub fn slice(&self, ids: Range<I>) -> Option<&[T]> {
        self.items.get(ids.start.index()..ids.end.index())
    }

    /// Returns the first id whose item `is_before` refuses, in a list that it divides in two.
    pub fn boundary(&self, is_before: impl FnMut(&T) -> bool) -> I {
        I::new(self.items.partition_point(is_before))
    }

    /// Returns the item with this id, if there is one.
    #[must_use]
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }

    /// Returns the id of the first item that `is_it` accepts.
    pub fn position(&self, is_it: impl FnMut(&T) -> bool) -> Option<I> {
        self.items.iter().position(is_it).map(I::new)
    }

    /// Adds an item at the end and returns its id.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

impl<I: Id, T> Index<Range<I>> for IdVec<I, T> {
    type Output = [T];

    fn index(&self, ids: Range<I>) -> &[T] {
        &self.items[ids.start.index()..ids.end.index()]
    }
}

impl<I: Id, T> IndexMut<Range<I>> for IdVec<I, T> {
    fn index_mut(&mut self, ids: Range<I>) -> &mut [T] {
        &mut self.items[ids.start.index()..ids.end.index()]
    }
}

impl<I, T> Deref for IdVec<I, T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<I, T> DerefMut for IdVec<I, T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.items
    }
}

impl<I, T> From<Vec<T>> for IdVec<I, T> {
    fn from(items: Vec<T>) -> IdVec<I, T> {
        let ids = PhantomData;
        IdVec { items, ids }
    }
}

impl<I, T> FromIterator<T> for IdVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(items: A) -> IdVec<I, T> {
        Vec::from_iter(items).into()
    }
}

impl<'a, I, T> IntoIterator for &'a IdVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut IdVec<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

impl<I, T> IntoIterator for IdVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<I, T> Default for IdVec<I, T> {
    fn default() -> IdVec<I, T> {
        Vec::new().into()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IdVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

impl<I, T: Fingerprint> Fingerprint for IdVec<I, T> {
    fn feed(&self, hasher: &mut Hasher) {
        self.items.feed(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint;

    #[test]
    fn an_id_has_the_fingerprint_of_its_index() {
        let of = |value: &dyn Fingerprint| fingerprint::of("test", 1, value);
        assert_eq!(of(&LineId(7)), of(&7_usize));
        let lines: IdVec<LineId, Option<CueId>> = vec![None, Some(CueId(3))].into();
        assert_eq!(of(&lines), of(&vec![None, Some(3_usize)]));
    }

    #[test]
    fn an_item_is_found_by_its_id() {
        let mut names: IdVec<RoleId, &str> = IdVec::default();
        let ids = [names.push("Anna"), names.push("Tom")];
        assert_eq!(names.ids().collect::<Vec<_>>(), ids);
        assert_eq!(names.position(|name| *name == "Tom"), Some(ids[1]));
        assert_eq!(names[ids[0]], "Anna");
        assert_eq!(names.get(RoleId(2)), None);
    }

    #[test]
    fn items_are_found_by_a_range_of_ids() {
        let names: IdVec<WordId, &str> = vec!["one", "two", "three"].into();
        let last_two = WordId(1)..names.end();
        assert_eq!(names[last_two], ["two", "three"]);
        assert_eq!(names.slice(WordId(1)..WordId(4)), None);
        assert_eq!(names.boundary(|name| *name != "three"), WordId(2));
    }
}
