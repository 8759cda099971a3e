//! Finds the position of a new cue or line in a list. Takes the places in the text of the
//! existing items and of the new one, and returns the item beside which to insert it. A
//! list in the order of the text stays in that order.

use std::ops::Range;

use cuebook_script::edit::Beside;

/// The items of a list.
pub(super) struct ItemPlaces<'a> {
    /// The place in the text of each item, if it is known.
    pub places: &'a [Option<usize>],
    /// The number of each item's group.
    pub groups: &'a [usize],
    /// The place in the text where each scene begins, in order.
    pub scenes: &'a [usize],
}

impl ItemPlaces<'_> {
    /// Returns where to insert an item with a place in the text; `None` for an empty
    /// list.
    ///
    /// If the list follows the order of the text, the item goes to its place in that
    /// order. Otherwise it goes to the end of the group of the item that precedes it in
    /// the text.
    #[must_use]
    pub(super) fn beside(&self, place: Option<usize>) -> Option<Beside> {
        let last = self.places.len().checked_sub(1)?;
        let Some(place) = place else {
            return Some(Beside::Behind(last));
        };
        let before = match self.is_in_order() {
            true => self.cut(place),
            false => {
                let known = self.places.iter().enumerate();
                let known = known.filter_map(|(index, place)| Some(((*place)?, index)));
                let nearest = known.filter(|(known, _)| *known <= place).max();
                let group = self.groups[nearest.map_or(0, |(_, index)| index)];
                self.group(group).end
            }
        };
        let Some(above) = before.checked_sub(1) else {
            return Some(Beside::Before(0));
        };
        let parted = before <= last && self.groups[above] != self.groups[before];
        Some(
            match parted && self.is_in_order() && self.belongs_below(place, above, before) {
                true => Beside::Before(before),
                false => Beside::Behind(above),
            },
        )
    }

    /// Returns whether the list follows the text. One pair in five may be out of order.
    fn is_in_order(&self) -> bool {
        let known: Vec<usize> = self.places.iter().flatten().copied().collect();
        let wrong = known.windows(2).filter(|pair| pair[0] > pair[1]).count();
        wrong * 5 <= known.len()
    }

    /// Returns the index for a place at which the fewest items are out of order.
    fn cut(&self, place: usize) -> usize {
        let known = self
            .places
            .iter()
            .map(|known| known.map(|known| known <= place));
        // An item is out of order if its place is later and it is above the cut, or the
        // reverse.
        let mut wrong = known.clone().flatten().filter(|before| *before).count() as isize;
        let (mut best, mut least) = (0, wrong);
        for (index, before) in known.enumerate() {
            match before {
                Some(true) => wrong -= 1,
                Some(false) => wrong += 1,
                None => continue,
            }
            if wrong < least {
                (best, least) = (index + 1, wrong);
            }
        }
        best
    }

    fn group(&self, number: usize) -> Range<usize> {
        let within = |group: &usize| *group == number;
        let start = self.groups.iter().position(within).unwrap_or(0);
        let end = self
            .groups
            .iter()
            .rposition(within)
            .map_or(0, |last| last + 1);
        start..end
    }

    /// Returns whether a place is in the scene of the group below and not in that of the
    /// group above.
    fn belongs_below(&self, place: usize, above: usize, below: usize) -> bool {
        let scene = |place: usize| self.scenes.partition_point(|start| *start <= place);
        let of = |index: usize| self.places[index].map(scene);
        let here = Some(scene(place));
        of(below) == here && of(above) != here && self.group(self.groups[below]).len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(places: &[usize], groups: &[usize], place: usize) -> Option<Beside> {
        let places: Vec<Option<usize>> = places.iter().copied().map(Some).collect();
        let items = ItemPlaces {
            places: &places,
            groups,
            scenes: &[0, 100, 200],
        };
        items.beside(Some(place))
    }

    #[test]
    fn a_list_in_order_stays_in_order() {
        let at = |place| beside(&[10, 20, 30], &[0, 0, 0], place);
        assert_eq!(at(5), Some(Beside::Before(0)));
        assert_eq!(at(20), Some(Beside::Behind(1)));
        assert_eq!(at(25), Some(Beside::Behind(1)));
        assert_eq!(at(99), Some(Beside::Behind(2)));
        assert_eq!(beside(&[], &[], 3), None);
    }

    #[test]
    fn one_item_out_of_order_does_not_move_others() {
        let places = [10, 20, 90, 30, 40, 50];
        assert_eq!(beside(&places, &[0; 6], 45), Some(Beside::Behind(4)));
    }

    #[test]
    fn between_two_groups_the_scene_decides() {
        let at = |place| beside(&[10, 20, 110, 120], &[0, 0, 1, 1], place);
        assert_eq!(at(90), Some(Beside::Behind(1)));
        assert_eq!(at(105), Some(Beside::Before(2)));
    }

    #[test]
    fn in_a_list_by_kinds_it_goes_to_the_end_of_a_group() {
        let places = [10, 60, 20, 70, 15, 5];
        assert_eq!(
            beside(&places, &[0, 0, 1, 1, 2, 2], 25),
            Some(Beside::Behind(3))
        );
    }
}
