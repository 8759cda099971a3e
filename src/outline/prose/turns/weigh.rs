//! The candidates for the speaker of each turn, with weights. Weights are whole
//! numbers, so that every computer finds the same speakers.

mod near;
mod words;

use std::ops::Range;

use super::away::Away;
use super::call::{self, Call};
use super::style::Style;
use super::turn::Turn;
use crate::outline::prose::page::Page;
use crate::outline::prose::people::People;
use cuebook_core::id::WordId;
use near::{involve, nearness};
use words::weight;

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

/// Weighs the people for every turn. People from `named` on have no name.
#[must_use]
pub(super) fn weigh(
    page: &Page<'_>,
    people: &People,
    turns: &[Turn],
    named: usize,
) -> Vec<Vec<Candidate>> {
    let mut scale = Scale {
        page,
        people,
        turns,
        named,
        calls: call::calls(page, people, turns),
        style: Style::of(people, turns),
        away: Away::new(people),
        heard: None,
        introduced: vec![false; people.people.len()],
        near: vec![0; people.people.len()],
    };
    (0..turns.len()).map(|index| scale.turn(index)).collect()
}

/// Weighs the turns in the order of the text.
struct Scale<'t, 'a> {
    page: &'t Page<'a>,
    people: &'t People,
    turns: &'t [Turn],
    named: usize,
    calls: Vec<Call>,
    style: Style,
    away: Away,
    /// The last person of whom only a voice is known.
    heard: Option<usize>,
    /// Whether each person is not in the narration, but has given a name.
    introduced: Vec<bool>,
    /// How near each person is to the turn.
    near: Vec<i32>,
}

impl Scale<'_, '_> {
    /// Returns the best candidates for a turn.
    fn turn(&mut self, index: usize) -> Vec<Candidate> {
        let turn = &self.turns[index];
        self.away.walk(self.page, self.people, turn.first);
        if let Some(last) = index.checked_sub(1).map(|last| &self.turns[last]) {
            self.away.watch(self.page, self.people, last, turn.first);
        }
        let end = paragraph_end(self.page, turn);
        let mut touched = nearness(self.people, turn, end, &mut self.near);
        involve(
            (self.people, self.turns),
            index,
            &mut self.near,
            &mut touched,
        );
        // The voice at the other end may be described after it has spoken.
        let ahead = if self.calls[index].open { AHEAD } else { 0 };
        self.add_voices(index, end..end + ahead, &mut touched);
        let known = |person: &usize| {
            *person < self.named && is_met(self.people, turn, end + ahead, *person)
        };
        let known = touched.iter().copied().filter(known);
        let mut found: Vec<Candidate> = known
            .chain(self.named..self.people.people.len())
            .map(|person| Candidate {
                person,
                weight: self.weight(index, person),
            })
            .collect();
        for own in &turn.own {
            self.introduced[*own] |= !self.people.people[*own].narrated;
        }
        let is_voice = |who: &&usize| call::is_voice(&self.people.people[**who]);
        self.heard = touched.iter().find(is_voice).copied().or(self.heard);
        for person in touched {
            self.near[person] = 0;
        }
        found.sort_by_key(|candidate| (-candidate.weight, candidate.person));
        found.truncate(MOST);
        found
    }

    /// Adds the voices of a call to the people of a turn.
    fn add_voices(&self, index: usize, ahead: Range<WordId>, touched: &mut Vec<usize>) {
        if !self.calls[index].open {
            return;
        }
        let mentioned = self
            .people
            .within(ahead)
            .iter()
            .map(|mention| mention.person);
        let voices = mentioned.filter(|who| call::is_voice(&self.people.people[*who]));
        for voice in voices.chain(self.heard) {
            if !touched.contains(&voice) {
                touched.push(voice);
            }
        }
    }

    fn weight(&self, index: usize, person: usize) -> i32 {
        let (people, turns) = (self.people, self.turns);
        let turn = &turns[index];
        let given = |is: bool, weight: i32| if is { weight } else { 0 };
        self.near[person]
            + weight(people, turn, person, self.named)
            + answers(turns, index, person)
            + called(people, self.calls[index], self.heard, person)
            + self.style.weight(turn, person)
            + given(self.introduced[person], 5)
            + given(crowd(people, turns, index) == Some(person), 55)
            - missed(turns, index, person)
            - given(self.away.is(person), 25)
    }
}

/// Returns whether the text has mentioned a person by the end of a turn's paragraph:
/// themselves, not only what they own.
fn is_met(people: &People, turn: &Turn, end: WordId, person: usize) -> bool {
    let who = &people.people[person];
    let tagged = || turn.tags.iter().any(|tag| tag.person == person);
    who.first < end && (who.present || turn.own.contains(&person) || tagged())
}

/// Returns the end of the paragraph of a turn.
fn paragraph_end(page: &Page<'_>, turn: &Turn) -> WordId {
    let last = page.paragraph(turn.paragraph).end.checked_sub(1);
    last.map_or(turn.last, |last| page.parts[last].words.end)
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
