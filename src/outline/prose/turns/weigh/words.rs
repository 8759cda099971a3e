//! The weight of the words and tags of one turn for a person.

use crate::outline::lexicon::{Age, Sex, is_device, noun, reverse_kin};
use crate::outline::prose::people::{People, Person};
use crate::outline::prose::tags::{Tag, TagKind};
use crate::outline::prose::turns::turn::Turn;
use cuebook_core::id::WordId;

/// Returns the weight of the turn's words and tags for a person.
pub(super) fn weight(people: &People, turn: &Turn, person: usize, named: usize) -> i32 {
    let who = &people.people[person];
    let mut weight = if person >= named { -25 } else { 0 };
    let said = turn.tags.iter().filter(|tag| tag.kind == TagKind::Said);
    let mut seen = false;
    for tag in said.chain(turn.tags.iter().filter(|tag| tag.kind != TagKind::Said)) {
        let tagged = by_tag(people, tag, who, person);
        // A second tag of the same turn adds less.
        weight += if seen { tagged / 4 } else { tagged };
        seen = true;
        if tag.to == Some(person) {
            weight -= 50;
        }
    }
    if turn.called.contains(&person) {
        weight -= 45;
    }
    match turn.between {
        Some((who, true)) if who == person => weight -= 20,
        Some((who, false)) if who == person && turn.gap < 3 => weight += 5,
        _ => {}
    }
    if !who.narrated {
        // `Mrs. Hale` is a person, `Pin` is rather a name for the wren.
        let rank = who
            .names
            .iter()
            .any(|name| noun(&name.to_lowercase()).is_some());
        let whole = !rank && (who.title.is_some() || who.names.len() > 1);
        weight -= match who.is_named() {
            true if who.called && whole => 3,
            true if !rank => 8,
            // `Comrade Commander` is a name for a person of the talk.
            _ => 16,
        };
    }
    weight += relation(turn, who);
    if turn.spoken_of.contains(&person) {
        weight -= 8;
    }
    if turn.own.contains(&person) {
        weight += 70;
    }
    if turn.led == Some(person) {
        // A story's `I` is in every narration.
        weight += if who.teller { 3 } else { 11 };
    }
    if turn.begins == Some(person) {
        weight += 25;
    }
    if (who.several || who.dumb) && !turn.tags.iter().any(|tag| tag.person == person) {
        weight -= 60;
    }
    weight
}

/// Returns the weight of `brother` as a form of address for a person who is a sister.
fn relation(turn: &Turn, who: &Person) -> i32 {
    let sex = who
        .sex()
        .map_or(vec![Sex::Man, Sex::Woman], |sex| vec![sex]);
    let side = |noun: &String, sex: &Sex| {
        let other = reverse_kin(noun, *sex);
        other.is_some_and(|other| who.nouns.iter().any(|own| own == other))
    };
    let is = turn
        .kin
        .iter()
        .any(|noun| sex.iter().any(|sex| side(noun, sex)));
    if is { 8 } else { 0 }
}

/// Returns the weight of `said the stranger` for a person.
fn by_epithet(people: &People, tag: &Tag, who: &Person, same: bool) -> i32 {
    let meant = &people.people[tag.person];
    // A device speaks for another person.
    if meant.nouns.iter().any(|noun| is_device(noun)) {
        return if same { 14 } else { 0 };
    }
    let sexes = (meant.sex(), who.sex());
    match sexes {
        _ if same && meant.unmet && meant.came => 30,
        _ if same && meant.unmet && meant.seen => 14,
        _ if same && meant.unmet => 4,
        _ if same => 60,
        _ if who.teller || who.several => -40,
        (Some(one), Some(other)) if one != other => -40,
        _ if meant.age == Some(Age::Old) && who.age.is_some_and(|age| age != Age::Old) => -20,
        _ if meant.age == Some(Age::Young) && who.title.as_deref() == Some("mrs") => -20,
        _ if meant.age == Some(Age::Old) && who.age.is_none() => 6,
        _ if meant.age == Some(Age::Child) && matches!(who.age, Some(Age::Grown | Age::Old)) => -20,
        (Some(_), Some(_)) if !who.is_named() && !who.unmet && who.seen => 20,
        _ if who.unmet || who.first == WordId::NEVER => -20,
        (Some(_), Some(_)) => 16,
        _ => 8,
    }
}

fn by_tag(people: &People, tag: &Tag, who: &Person, person: usize) -> i32 {
    let same = tag.person == person;
    if tag.anybody && tag.kind == TagKind::Said && tag.pronoun.is_none() {
        return by_epithet(people, tag, who, same);
    }
    let Some(pronoun) = tag.pronoun else {
        return match (tag.kind, same, tag.sure) {
            (TagKind::Said, true, true) => 120,
            (TagKind::Said, true, false) => 60,
            (TagKind::Said, false, true) => -40,
            (TagKind::Said, false, false) => -20,
            (TagKind::Lead, true, _) => 40,
            (TagKind::Beat, true, _) => 24,
            (TagKind::BeatBefore, true, _) => 20,
            (_, false, _) => -4,
        };
    };
    let strength = match tag.kind {
        TagKind::Said => 4,
        TagKind::Lead => 3,
        TagKind::Beat | TagKind::BeatBefore => 2,
    };
    let meant = if same {
        2 + 2 * strength + if tag.near { 6 * strength } else { 0 }
    } else {
        0
    };
    meant
        + match who.agrees(pronoun) {
            Some(true) => 5 * strength,
            // The text has chosen them, whatever it says about their sex.
            None if same => 5 * strength,
            None => strength,
            Some(false) if tag.kind == TagKind::Said => -80,
            Some(false) => -10,
        }
}
