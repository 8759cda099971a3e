//! Forms of address of people who have another name in the narration: `Yes, boss`, `Oh,
//! Josiah!`. Another person in the talk is meant, even if it is not clear which one, so
//! they speak no turn.

use std::ops::Range;

use super::evidence::Evidence;
use super::{Kind, traits};
use crate::outline::lexicon::is_device;
use crate::outline::prose::people::Person;

/// How far around a form of address another person must speak, in turns.
const AROUND: usize = 5;

/// Returns the people whom the text only addresses or speaks of while another person
/// answers, as indices.
pub(super) fn borne_by_others(evidence: &Evidence<'_, '_, '_>) -> Vec<usize> {
    let people = evidence.people;
    let found = (0..people.people.len()).filter(|who| {
        let person = &people.people[*who];
        let alone = evidence.own[*who].is_empty() && !person.addressed && !person.teller;
        alone && is_only_in_speech(evidence, *who) && is_for_others(evidence, *who)
    });
    found.collect()
}

/// Returns whether nothing but speech has the words for a person.
fn is_only_in_speech(evidence: &Evidence<'_, '_, '_>, who: usize) -> bool {
    let person = &evidence.people.people[who];
    let mentioned = !evidence.mentions[who].is_empty();
    mentioned && (!person.narrated || evidence.kind(who) == Some(Kind::Address))
}

/// Returns whether everywhere that the words are said, another person speaks who may be
/// meant, and no unknown one does: `said the radio`.
fn is_for_others(evidence: &Evidence<'_, '_, '_>, who: usize) -> bool {
    let calls = &evidence.called[who];
    if calls.is_empty() {
        return speakers(evidence, 0..evidence.turns.len()).len() > 1;
    }
    let people = &evidence.people.people;
    let may_be = |other: usize| {
        let sexes = (people[who].sex(), people[other].sex());
        sexes.0.is_none() || sexes.1.is_none() || sexes.0 == sexes.1
    };
    let others = |turn: &usize| -> Vec<usize> {
        let near = turn.saturating_sub(AROUND)..(turn + AROUND + 1).min(evidence.turns.len());
        let caller = evidence.tagged[*turn].unwrap_or(evidence.chosen[*turn]);
        let mut found = speakers(evidence, near);
        found.retain(|other| *other != caller && may_be(*other));
        found
    };
    let around: Vec<Vec<usize>> = calls.iter().map(others).collect();
    let often = |other: &usize| {
        let near = around.iter().filter(|others| others.contains(other));
        2 * near.count() >= around.len()
    };
    // A device speaks for a person who is far away.
    let stranger = |other: &usize| {
        let person = &people[*other];
        is_for_another(person) || is_anybody(person) && often(other)
    };
    around.iter().all(|others| !others.is_empty()) && !around.iter().flatten().any(stranger)
}

/// Returns whether the text does not say which person a speaker is.
fn is_anybody(person: &Person) -> bool {
    !person.is_named()
        && !person.teller
        && (person.unmet
            || person.is_thing()
            || person.nouns.iter().all(|noun| traits::is_anybody(noun)))
}

fn is_for_another(person: &Person) -> bool {
    person.nouns.iter().any(|noun| is_device(noun))
}

/// Returns the people of the narration whom tags name at some turns.
fn speakers(evidence: &Evidence<'_, '_, '_>, turns: Range<usize>) -> Vec<usize> {
    let people = &evidence.people.people;
    let mut found: Vec<usize> = turns
        .flat_map(|turn| evidence.turns[turn].tags.iter().map(|tag| tag.person))
        .filter(|who| {
            let person = &people[*who];
            let acts =
                person.teller || person.narrated && evidence.kind(*who) != Some(Kind::Address);
            acts && !person.several && !person.crowd && !person.dumb
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
