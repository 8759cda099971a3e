//! Who calls whom by which name: the wren calls the badger `Orrin`, and nobody else does.

use std::collections::HashMap;

use super::turn::{Form, Turn};
use crate::outline::prose::people::People;
use crate::outline::prose::tags::{Tag, TagKind};

/// The people who use each form of address, by the person addressed and the number of the
/// word.
#[derive(Debug, Default)]
pub(super) struct Style {
    users: HashMap<(usize, u32), Vec<usize>>,
}

impl Style {
    /// Learns from the turns whose speakers a tag names.
    #[must_use]
    pub(super) fn of(people: &People, turns: &[Turn]) -> Style {
        let mut style = Style::default();
        for turn in turns {
            let open = |tag: &Tag| tag.anybody && people.people[tag.person].unmet;
            let tag = turn
                .tag()
                .filter(|tag| tag.kind == TagKind::Said && !open(tag));
            let Some(tag) = tag else { continue };
            for form in &turn.forms {
                let users = style.users.entry((form.person, form.word)).or_default();
                if !users.contains(&tag.person) {
                    users.push(tag.person);
                }
            }
        }
        style
    }

    /// Returns the weight of the forms of address in a turn for a person.
    #[must_use]
    pub(super) fn weight(&self, turn: &Turn, person: usize) -> i32 {
        let weight = |form: &Form| match self.users.get(&(form.person, form.word)) {
            // Many people say `Mr. Hale`.
            Some(users) if users.contains(&person) => {
                if form.bare {
                    9
                } else {
                    5
                }
            }
            Some(_) if form.bare => -5,
            _ => 0,
        };
        turn.forms.iter().map(weight).sum::<i32>().clamp(-9, 9)
    }
}
