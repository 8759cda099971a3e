//! Notes which things were present each time that a path came to a place.

use std::collections::BTreeSet;

/// The things that were there at least once, and those that always were. Where things do not depend on
/// each other, each of them has to be met once at a place, and once to be absent, and not all
/// combinations.
#[derive(Clone, Debug)]
pub(super) struct Met<T> {
    once: BTreeSet<T>,
    always: Option<BTreeSet<T>>,
}

impl<T> Default for Met<T> {
    fn default() -> Met<T> {
        Met {
            once: BTreeSet::new(),
            always: None,
        }
    }
}

impl<T: Ord + Clone> Met<T> {
    /// Notes the things that are there now. Returns whether one is there, or is absent, for the first time.
    pub(super) fn add(&mut self, now: &[T]) -> bool {
        let before = self.once.len();
        self.once.extend(now.iter().cloned());
        let is_absent = match &mut self.always {
            Some(always) => {
                let all = always.len();
                always.retain(|own| now.contains(own));
                always.len() < all
            }
            None => {
                self.always = Some(now.iter().cloned().collect());
                true
            }
        };
        is_absent || self.once.len() > before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_new_once_and_absent_once() {
        let mut met = Met::default();
        let new: Vec<bool> = ["a", "ab", "b", "", "ab", "c", "abc"]
            .map(|now| met.add(&now.chars().collect::<Vec<_>>()))
            .into();
        assert_eq!(new, [true, true, true, false, false, true, false]);
    }

    #[test]
    fn a_place_without_things_is_new_once() {
        let mut met: Met<u8> = Met::default();
        assert!(met.add(&[]));
        assert!(!met.add(&[]));
    }
}
