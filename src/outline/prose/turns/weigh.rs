//! The candidates for the speaker of each turn, with weights. Weights are whole
//! numbers, so that every computer finds the same speakers.

mod near;
mod words;

use std::ops::Range;

use super::around::reacts;
use super::away::Away;
use super::call::{self, Call};
use super::style::Style;
use super::turn::Turn;
use super::weights::{Evidence, Feature};
use crate::outline::prose::page::Page;
use crate::outline::prose::people::People;
use cuebook_core::id::WordId;
use near::{Order, involve, nearness, talk};
use words::words;

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
        reacts: None,
        introduced: vec![false; people.people.len()],
        near: vec![0; people.people.len()],
        fame: fame(people),
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
    /// The person who reacts to the turn.
    reacts: Option<usize>,
    /// How near each person is to the turn.
    near: Vec<i32>,
    fame: Vec<i32>,
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
        let order = Order::of(self.people, turn, end);
        self.reacts = reacts(self.page, self.people, turn);
        let known = |person: &usize| {
            *person < self.named && is_met(self.people, turn, end + ahead, *person)
        };
        let known = touched.iter().copied().filter(known);
        let mut found: Vec<Candidate> = known
            .chain(self.named..self.people.people.len())
            .map(|person| Candidate {
                person,
                weight: self.evidence(index, person, &order).weight(),
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
    fn add_voices(&mut self, index: usize, ahead: Range<WordId>, touched: &mut Vec<usize>) {
        const NEAR: i32 = 8;
        if !self.calls[index].open {
            return;
        }
        let mentioned = self
            .people
            .within(ahead)
            .iter()
            .map(|mention| mention.person);
        let voices = mentioned.filter(|who| call::is_voice(&self.people.people[*who]));
        let voices: Vec<usize> = voices.chain(self.heard).collect();
        for voice in voices {
            if !touched.contains(&voice) {
                touched.push(voice);
            }
            self.near[voice] = self.near[voice].max(NEAR);
        }
    }

    fn evidence(&self, index: usize, person: usize, order: &Order) -> Evidence {
        let (people, turns) = (self.people, self.turns);
        let mut all = Evidence::default();
        words(people, &turns[index], person, &mut all);
        all.note(person >= self.named, Feature::Unnamed);
        if person < self.named {
            all.add(Feature::Near, self.near[person]);
            let many = turns[index].company > 2;
            all.add(Feature::NearMany, if many { self.near[person] } else { 0 });
            order.add(&turns[index], person, &mut all);
            talk((people, turns), index, person, &mut all);
            // The voice at the other end may be described only after it has spoken.
            let later = people.people[person].first > turns[index].first;
            let awaited = self.calls[index].open && call::is_voice(&people.people[person]);
            all.note(later && !awaited, Feature::NotYet);
            all.add(Feature::Fame, self.fame[person]);
        }
        answers(turns, index, person, &mut all);
        called(people, self.calls[index], self.heard, person, &mut all);
        self.style.add(&turns[index], person, &mut all);
        all.note(self.introduced[person], Feature::Introduced);
        all.note(crowd(people, turns, index) == Some(person), Feature::Crowd);
        all.note(is_missed(turns, index, person), Feature::Missed);
        all.note(self.away.is(person), Feature::Away);
        let untagged = self.turns[index].tags.is_empty();
        let reacts = untagged && self.reacts == Some(person);
        all.note(reacts, Feature::Reacts);
        all.note(
            reacts && self.people.people[person].teller,
            Feature::ReactsTeller,
        );
        all
    }
}

/// Returns whether the text has mentioned a person by the end of a turn's paragraph:
/// themselves, not only what they own.
fn is_met(people: &People, turn: &Turn, end: WordId, person: usize) -> bool {
    let who = &people.people[person];
    let tagged = || turn.tags.iter().any(|tag| tag.person == person);
    !who.addressed && who.first < end && (who.present || turn.own.contains(&person) || tagged())
}

/// Returns the end of the paragraph of a turn.
fn paragraph_end(page: &Page<'_>, turn: &Turn) -> WordId {
    let last = page.paragraph(turn.paragraph).end.checked_sub(1);
    last.map_or(turn.last, |last| page.parts[last].words.end)
}

/// Adds the evidence for the two sides of a call.
fn called(people: &People, call: Call, heard: Option<usize>, person: usize, all: &mut Evidence) {
    if !call.open {
        return;
    }
    if call.here == Some(person) {
        all.add(Feature::CallHere, 1);
    } else {
        let other = heard.is_none_or(|heard| heard == person);
        let voice = call::is_voice(&people.people[person]);
        all.note(other && voice, Feature::CallVoice);
    }
}

/// Adds the evidence for the person whom a turn before addresses.
fn answers(turns: &[Turn], index: usize, person: usize, all: &mut Evidence) {
    let gap = turns[index].gap;
    let calls = |back: usize| {
        let turn = index.checked_sub(back).map(|last| &turns[last]);
        turn.is_some_and(|turn| turn.called.contains(&person))
    };
    all.note(calls(1) && gap == 0, Feature::Answers);
    all.note(
        calls(1) && gap == 0 && turns[index].company > 2,
        Feature::AnswersMany,
    );
    all.note(calls(1) && (1..3).contains(&gap), Feature::AnswersLate);
    all.note(calls(2) && gap == 0, Feature::CalledBefore2);
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

/// Returns whether a turn shortly before misses a person.
fn is_missed(turns: &[Turn], index: usize, person: usize) -> bool {
    const TURNS: usize = 3;
    let near = &turns[index.saturating_sub(TURNS)..index];
    let missed = near.iter().any(|turn| turn.missed.contains(&person));
    let tagged = turns[index].tags.iter().any(|tag| tag.person == person);
    missed && !tagged
}

/// Returns how often the narration mentions each person, as a power of two.
fn fame(people: &People) -> Vec<i32> {
    let mut often = vec![0_u32; people.people.len()];
    for mention in people.mentions.iter().filter(|mention| !mention.spoken) {
        often[mention.person] += 1;
    }
    let power = |often: u32| often.checked_ilog2().map_or(0, |power| power + 1);
    let fame = |often| i32::try_from(power(often)).unwrap_or(0);
    often.into_iter().map(fame).collect()
}
