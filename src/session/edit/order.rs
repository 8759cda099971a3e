//! Where in a list a new cue or line belongs.
//!
//! In: the places in the text of those that are there, and of the new one. Out:
//! beside which it stands. Always true: a list in the order of the text stays so.

use std::ops::Range;

use crate::script::edit::Beside;

/// What is known of the items of a list.
pub struct Standing<'a> {
    /// Where in the text each holds on, as far as that is known.
    pub places: &'a [Option<usize>],
    /// The number of the group in which each stands.
    pub groups: &'a [usize],
    /// Where in the text each scene begins, in order.
    pub scenes: &'a [usize],
}

impl Standing<'_> {
    /// Beside which item one for a place stands; none in an empty list.
    ///
    /// In a list in the order of the text it goes where that order wants it, else to
    /// the end of the group of the item that comes before it in the text.
    #[must_use]
    pub fn beside(&self, place: Option<usize>) -> Option<Beside> {
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

    /// Whether the list follows the text, but for one pair in five.
    fn is_in_order(&self) -> bool {
        let known: Vec<usize> = self.places.iter().flatten().copied().collect();
        let wrong = known.windows(2).filter(|pair| pair[0] > pair[1]).count();
        wrong * 5 <= known.len()
    }

    /// How many items stand before a place, so that the fewest are out of order.
    fn cut(&self, place: usize) -> usize {
        let known = self
            .places
            .iter()
            .map(|known| known.map(|known| known <= place));
        // What is behind the place and stands above the cut is out of order, and the reverse.
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

    /// Whether a place is in the scene of the group below it and not of the one above.
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
        let standing = Standing {
            places: &places,
            groups,
            scenes: &[0, 100, 200],
        };
        standing.beside(Some(place))
    }

    #[test]
    fn a_list_in_order_stays_so() {
        let at = |place| beside(&[10, 20, 30], &[0, 0, 0], place);
        assert_eq!(at(5), Some(Beside::Before(0)));
        assert_eq!(at(20), Some(Beside::Behind(1)));
        assert_eq!(at(25), Some(Beside::Behind(1)));
        assert_eq!(at(99), Some(Beside::Behind(2)));
        assert_eq!(beside(&[], &[], 3), None);
    }

    #[test]
    fn one_out_of_order_does_not_carry_others_away() {
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
    fn a_list_by_kinds_takes_it_at_the_end_of_a_group() {
        let places = [10, 60, 20, 70, 15, 5];
        assert_eq!(
            beside(&places, &[0, 0, 1, 1, 2, 2], 25),
            Some(Beside::Behind(3))
        );
    }
}
