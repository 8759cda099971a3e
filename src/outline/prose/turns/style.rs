//! Who calls whom by which name: the wren calls the badger `Orrin`, and nobody else does.

use std::collections::HashMap;

use super::turn::Turn;
use super::weights::{Evidence, Feature};
use crate::outline::prose::people::People;
use crate::outline::prose::tags::{Tag, TagKind};

/// The people who use each form of address, by the person addressed and the number of the
/// word.
#[derive(Debug, Default)]
pub(super) struct Style {
    users: HashMap<(usize, u32), Vec<usize>>,
    /// The people who say each word of an idiom.
    idioms: HashMap<u32, Vec<usize>>,
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
            for word in &turn.idiom {
                let users = style.idioms.entry(*word).or_default();
                if !users.contains(&tag.person) {
                    users.push(tag.person);
                }
            }
            for form in &turn.forms {
                let users = style.users.entry((form.person, form.word)).or_default();
                if !users.contains(&tag.person) {
                    users.push(tag.person);
                }
            }
        }
        style
    }

    /// Adds the evidence of the forms of address in a turn for a person.
    pub(super) fn add(&self, turn: &Turn, person: usize, all: &mut Evidence) {
        for form in &turn.forms {
            match self.users.get(&(form.person, form.word)) {
                // Many people say `Mr. Hale`.
                Some(users) if users.contains(&person) => {
                    all.note(form.bare, Feature::StyleBare);
                    all.note(!form.bare, Feature::StyleTitle);
                }
                Some(_) => all.note(form.bare, Feature::StyleOther),
                None => {}
            }
        }
        let (mut own, mut other) = (0, 0);
        for users in turn.idiom.iter().filter_map(|word| self.idioms.get(word)) {
            let says = users.contains(&person);
            own += i32::from(says);
            other += i32::from(!says);
        }
        all.add(Feature::IdiomOwn, own.min(3));
        all.add(Feature::IdiomOther, other.min(3));
    }
}
