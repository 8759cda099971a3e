//! The candidates for the speaker of each turn, with weights. Weights are whole
//! numbers, so that every computer finds the same speakers.

use super::away::Away;
use super::call::{self, Call};
use super::style::Style;
use super::turn::Turn;
use crate::outline::lexicon::{Age, Sex, is_device, noun, reverse_kin};
use crate::outline::prose::page::Page;
use crate::outline::prose::people::{People, Person};
use crate::outline::prose::tags::{Tag, TagKind};

/// A person who may speak a turn.
#[derive(Copy, Clone, Debug)]
pub(super) struct Candidate {
    pub person: usize,
    pub weight: i32,
}

/// The largest number of candidates of a turn.
const MOST: usize = 8;

/// How far ahead the text may describe a voice that already speaks, in words.
const AHEAD: usize = 150;

/// The weight for a person who is addressed in a turn beside.
const CALLED: i32 = 10;

/// The largest distance at which a person counts as near, in words.
const BACK: usize = 700;

/// Weighs the people for every turn. People from `named` on have no name.
#[must_use]
pub(super) fn weigh(
    page: &Page<'_>,
    people: &People,
    turns: &[Turn],
    named: usize,
) -> Vec<Vec<Candidate>> {
    let mut weighed = Vec::with_capacity(turns.len());
    let mut near = vec![0_i32; people.people.len()];
    let mut away = Away::new(people);
    let calls = call::calls(page, people, turns);
    let style = Style::of(people, turns);
    let mut heard = None;
    for (index, turn) in turns.iter().enumerate() {
        away.walk(page, people, turn.first);
        if let Some(last) = index.checked_sub(1).map(|last| &turns[last]) {
            away.watch(page, people, last, turn.first);
        }
        let end = paragraph_end(page, turn);
        let mut touched = nearness(people, turn, end, &mut near);
        involve((people, turns), index, &mut near, &mut touched);
        // The voice at the other end may be described after it has spoken.
        let ahead = if calls[index].open { AHEAD } else { 0 };
        for mention in people.within(end..end + ahead) {
            if call::is_voice(&people.people[mention.person]) && !touched.contains(&mention.person)
            {
                touched.push(mention.person);
            }
        }
        if calls[index].open {
            let voice = heard.filter(|voice| !touched.contains(voice));
            touched.extend(voice);
        }
        let crowd = crowd(people, turns, index);
        let known = |person: &usize| *person < named && is_met(people, turn, end + ahead, *person);
        let known = touched.iter().copied().filter(known);
        let mut found: Vec<Candidate> = known
            .chain(named..people.people.len())
            .map(|person| Candidate {
                person,
                weight: near[person]
                    + weight(people, turn, person, named)
                    + answers(turns, index, person)
                    + called(people, calls[index], heard, person)
                    + style.weight(turn, person)
                    - missed(turns, index, person)
                    - if away.is(person) { 25 } else { 0 }
                    + if crowd == Some(person) { 55 } else { 0 },
            })
            .collect();
        let voices = touched.iter().copied();
        let mut voices = voices.filter(|who| call::is_voice(&people.people[*who]));
        heard = voices.next().or(heard);
        found.sort_by_key(|candidate| (-candidate.weight, candidate.person));
        found.truncate(MOST);
        weighed.push(found);
        for person in touched {
            near[person] = 0;
        }
    }
    weighed
}

/// Returns whether the text has mentioned a person by the end of a turn's paragraph:
/// themselves, not only what they own.
fn is_met(people: &People, turn: &Turn, end: usize, person: usize) -> bool {
    let who = &people.people[person];
    let tagged = || turn.tags.iter().any(|tag| tag.person == person);
    who.first < end && (who.present || turn.own.contains(&person) || tagged())
}

/// Returns the end of the paragraph of a turn.
fn paragraph_end(page: &Page<'_>, turn: &Turn) -> usize {
    let last = page.paragraph(turn.paragraph).end.checked_sub(1);
    last.map_or(turn.last, |last| page.parts[last].words.end)
}

/// Adds up to 15 for recent and frequent mentions in narration.
fn nearness(people: &People, turn: &Turn, end: usize, near: &mut [i32]) -> Vec<usize> {
    let mut touched = Vec::new();
    let words = turn.first.saturating_sub(BACK)..end;
    for mention in people.within(words) {
        if mention.spoken && !mention.vocative {
            continue;
        }
        let far = turn.first.abs_diff(mention.words.start);
        let strong = if mention.subject { 1000 } else { 500 };
        let weight = i32::try_from(strong / (100 + far)).unwrap_or(0).min(8);
        if !touched.contains(&mention.person) {
            touched.push(mention.person);
        }
        // A story's `I` is in every sentence, near or not.
        let weight = if people.people[mention.person].teller {
            weight.min(6)
        } else {
            weight
        };
        near[mention.person] = near[mention.person].max(weight);
    }
    // The main people of the story count as nearer than a passer-by.
    let long = people.within(turn.first.saturating_sub(4 * BACK)..turn.first);
    for person in &touched {
        let mentions = long
            .iter()
            .filter(|mention| mention.person == *person && !mention.spoken)
            .count();
        let most = if people.people[*person].teller { 2 } else { 7 };
        near[*person] += i32::try_from(mentions / 2).unwrap_or(0).min(most);
    }
    touched
}

/// Adds weight for people who have tags at near turns or are addressed there.
fn involve(
    (people, turns): (&People, &[Turn]),
    index: usize,
    near: &mut [i32],
    touched: &mut Vec<usize>,
) {
    let from = index.saturating_sub(8);
    let to = (index + 9).min(turns.len());
    for (other, turn) in turns.iter().enumerate().take(to).skip(from) {
        // Narration between counts as two turns.
        let between = other.min(index) + 1..other.max(index) + 1;
        let narration: usize = turns[between].iter().map(|turn| 2 * turn.gap).sum();
        let later = if other > index { 3 } else { 0 };
        // All who have spoken in this talk so far are near.
        let far = match narration {
            0 if other < index => other.abs_diff(index).min(2),
            _ => other.abs_diff(index),
        };
        let apart = i32::try_from(far + narration + later).unwrap_or(9).min(9);
        let tagged = turn
            .tags
            .iter()
            .filter(|tag| tag.pronoun.is_none() || tag.sure)
            // `Said the stranger` does not tell who it is.
            .filter(|tag| !(tag.anybody && people.people[tag.person].unmet))
            .map(|tag| tag.person);
        let called = turn
            .called
            .iter()
            .copied()
            .chain(turn.tags.iter().filter_map(|tag| tag.to));
        let own = turn.own.iter().copied();
        for (person, weight) in tagged
            .chain(own)
            .map(|p| (p, 10 - apart))
            .chain(called.map(|p| (p, CALLED - apart)))
        {
            if !touched.contains(&person) {
                touched.push(person);
            }
            near[person] = near[person].max(weight).min(12);
        }
    }
}

/// Returns the weight for the two sides of a call.
fn called(people: &People, call: Call, heard: Option<usize>, person: usize) -> i32 {
    match call {
        Call { open: false, .. } => 0,
        Call { here, .. } if here == Some(person) => 6,
        _ if heard.is_none_or(|heard| heard == person)
            && call::is_voice(&people.people[person]) =>
        {
            10
        }
        _ => 0,
    }
}

/// Returns the weight for the person whom the turn right before addresses.
fn answers(turns: &[Turn], index: usize, person: usize) -> i32 {
    let last = index.checked_sub(1).map(|last| &turns[last]);
    let called = last.is_some_and(|last| last.called.contains(&person));
    if called && turns[index].gap == 0 {
        8
    } else {
        0
    }
}

/// Returns the crowd that speaks in one of the two turns before, if nothing is between.
fn crowd(people: &People, turns: &[Turn], index: usize) -> Option<usize> {
    let is_crowd = |turn: &Turn| {
        let who = turn.tag()?.person;
        people.people[who].crowd.then_some(who)
    };
    let last = index.checked_sub(1).filter(|_| turns[index].gap == 0)?;
    let second = last.checked_sub(1).filter(|_| turns[last].gap == 0);
    let second = second.filter(|_| turns[last].tags.is_empty());
    is_crowd(&turns[last]).or_else(|| is_crowd(&turns[second?]))
}

/// Returns the weight against a person whom a turn shortly before misses.
fn missed(turns: &[Turn], index: usize, person: usize) -> i32 {
    const TURNS: usize = 3;
    let near = &turns[index.saturating_sub(TURNS)..index];
    let missed = near.iter().any(|turn| turn.missed.contains(&person));
    let tagged = turns[index].tags.iter().any(|tag| tag.person == person);
    if missed && !tagged { 10 } else { 0 }
}

/// Returns the weight of the turn's words and tags for a person.
fn weight(people: &People, turn: &Turn, person: usize, named: usize) -> i32 {
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
        _ if who.unmet || who.first == usize::MAX => -20,
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
