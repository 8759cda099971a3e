//! Joins a name that is only used as a form of address with the person who answers
//! to it: `“Business, Jonas!”` and then `cried the Ghost`.

use super::turn::Turn;
use crate::outline::prose::people::{People, Person};
use crate::outline::prose::tags::TagKind;

/// The number of answers that show who has the name.
const ENOUGH: usize = 2;

/// Joins such names. Returns whether there were any.
#[must_use]
pub(crate) fn replies(people: &mut People, turns: &[Turn]) -> bool {
    let mut found = Vec::new();
    for (name, person) in people.people.iter().enumerate() {
        if person.is_named() && !person.teller {
            let bearer = bearer(turns, name).filter(|who| may_be(person, &people.people[*who]));
            found.extend(bearer.map(|who| (name, who)));
        }
    }
    for (name, who) in &found {
        for mention in &mut people.mentions {
            mention.sure &= mention.person != *who;
        }
        people.merge(*name, *who);
    }
    !found.is_empty()
}

/// Returns the only person who speaks right before and after turns that address
/// this one.
fn bearer(turns: &[Turn], name: usize) -> Option<usize> {
    let mut answers = Vec::new();
    for (index, turn) in turns.iter().enumerate() {
        if !turn.called.contains(&name) {
            continue;
        }
        let before = index.checked_sub(1).filter(|_| turn.gap == 0);
        let after = turns.get(index + 1).filter(|next| next.gap == 0);
        let near = [before.map(|before| &turns[before]), after];
        let own = turn.tag().map(|tag| tag.person);
        let tagged = near.into_iter().flatten().filter_map(tagged);
        answers.extend(tagged.filter(|who| Some(*who) != own));
    }
    let first = *answers.first()?;
    (answers.len() >= ENOUGH && answers.iter().all(|who| *who == first)).then_some(first)
}

/// Returns the person whom a tag of a turn names.
fn tagged(turn: &Turn) -> Option<usize> {
    let tag = turn.tag()?;
    (tag.kind == TagKind::Said && tag.pronoun.is_none()).then_some(tag.person)
}

/// Returns whether a person may have this name besides their own.
fn may_be(name: &Person, who: &Person) -> bool {
    let sexes = (name.sex(), who.sex());
    let open = !who.is_named()
        || who.names.len() == 1
            && who.title.is_some()
            && name.title.is_none()
            && name.names.len() == 1;
    // Who acts under the name may still be the Ghost, of whom the text says nothing
    // else.
    let open = open && (!name.narrated || !who.is_named() && who.doubtful);
    let fits = sexes.0.is_none() || sexes.1.is_none() || sexes.0 == sexes.1;
    open && fits && !who.several && !who.teller
}
