//! How near people are to a turn: by mentions, by the turns beside it, by being addressed.

use crate::outline::prose::people::People;
use crate::outline::prose::turns::turn::Turn;
use crate::outline::prose::turns::weights::{Evidence, Feature};
use cuebook_core::id::WordId;

/// The weight for a person who is addressed in a turn beside.
const CALLED: i32 = 10;

/// The largest distance at which a person counts as near, in words.
const BACK: usize = 700;

/// The number of turns around in which tags and forms of address count.
const AROUND: usize = 8;

/// Adds up to 15 for recent and frequent mentions in narration.
pub(super) fn nearness(people: &People, turn: &Turn, end: WordId, near: &mut [i32]) -> Vec<usize> {
    let mut touched = Vec::new();
    let words = turn.first.saturating_sub(BACK)..end;
    for mention in people.within(words) {
        if mention.spoken && !mention.vocative {
            continue;
        }
        let far = turn.first.distance(mention.words.start);
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
pub(super) fn involve(
    (people, turns): (&People, &[Turn]),
    index: usize,
    near: &mut [i32],
    touched: &mut Vec<usize>,
) {
    for (other, turn) in around(turns, index) {
        // Narration between counts as two turns.
        let narration = 2 * narration(turns, index, other);
        let later = if other > index { 3 } else { 0 };
        // All who have spoken in this talk so far are near.
        let far = match narration {
            0 if other < index => other.abs_diff(index).min(2),
            _ => other.abs_diff(index),
        };
        let apart = i32::try_from(far + narration + later).unwrap_or(9).min(9);
        let called = turn
            .called
            .iter()
            .copied()
            .chain(turn.tags.iter().filter_map(|tag| tag.to));
        let own = turn.own.iter().copied();
        for (person, weight) in tagged(people, turn)
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

/// Returns the turns around one, with itself.
fn around(turns: &[Turn], index: usize) -> impl Iterator<Item = (usize, &Turn)> {
    let from = index.saturating_sub(AROUND);
    let to = (index + AROUND + 1).min(turns.len());
    turns.iter().enumerate().take(to).skip(from)
}

/// Returns the paragraphs of narration between two turns.
fn narration(turns: &[Turn], one: usize, other: usize) -> usize {
    let between = other.min(one) + 1..other.max(one) + 1;
    turns[between].iter().map(|turn| turn.gap).sum()
}

/// Returns the people whom the tags of a turn name.
fn tagged(people: &People, turn: &Turn) -> impl Iterator<Item = usize> {
    turn.tags
        .iter()
        .filter(|tag| tag.pronoun.is_none() || tag.sure)
        // `Said the stranger` does not tell who it is.
        .filter(|tag| !(tag.anybody && people.people[tag.person].unmet))
        .map(|tag| tag.person)
}

/// The people around a turn in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The last ones that narration mentioned, the last first.
    last: Vec<usize>,
    actor: Option<usize>,
    after: Option<usize>,
}

impl Order {
    /// Finds the people around a turn whose paragraph ends at `end`.
    pub(super) fn of(people: &People, turn: &Turn, end: WordId) -> Order {
        const MOST: usize = 3;
        const BEHIND: usize = 40;
        let mut order = Order::default();
        let before = people.within(turn.first.saturating_sub(BACK)..turn.first);
        for mention in before.iter().rev().filter(|mention| !mention.spoken) {
            if order.actor.is_none() && mention.subject {
                order.actor = Some(mention.person);
            }
            if !order.last.contains(&mention.person) {
                order.last.push(mention.person);
            }
            if order.last.len() >= MOST && order.actor.is_some() {
                break;
            }
        }
        order.last.truncate(MOST);
        let next = people.within(end..end + BEHIND).first();
        let next = next.filter(|mention| mention.subject && !mention.possessive);
        order.after = next.map(|mention| mention.person);
        order
    }

    pub(super) fn add(&self, turn: &Turn, person: usize, all: &mut Evidence) {
        let place = self.last.iter().position(|last| *last == person);
        all.note(place == Some(0) && turn.company > 2, Feature::LastMany);
        match place {
            Some(0) => all.add(Feature::Last, 1),
            Some(1) => all.add(Feature::Second, 1),
            Some(2) => all.add(Feature::Third, 1),
            _ => {}
        }
        all.note(self.actor == Some(person), Feature::Actor);
        all.note(self.after == Some(person), Feature::After);
    }
}

/// Adds the evidence of the turns around one.
pub(super) fn talk(
    (people, turns): (&People, &[Turn]),
    index: usize,
    person: usize,
    all: &mut Evidence,
) {
    use Feature as F;
    let (mut talks, mut of, mut called, mut scene) = (0, 0, 0, false);
    for (other, turn) in around(turns, index).filter(|(other, _)| *other != index) {
        let narration = narration(turns, index, other);
        if narration > 8 {
            continue;
        }
        let is_tagged = tagged(people, turn).any(|tagged| tagged == person);
        talks += i32::from(is_tagged);
        scene |= is_tagged && other < index;
        let near = other.abs_diff(index) <= 3;
        of += i32::from(near && turn.spoken_of.contains(&person));
        called += i32::from(near && turn.called.contains(&person));
        let feature = match (other < index, other.abs_diff(index)) {
            (true, 1) => F::TaggedBefore1,
            (true, 2) => F::TaggedBefore2,
            (true, 3) => F::TaggedBefore3,
            (true, 4) => F::TaggedBefore4,
            (false, 1) => F::TaggedAfter1,
            (false, 2) => F::TaggedAfter2,
            (false, 3) => F::TaggedAfter3,
            _ => continue,
        };
        all.note(is_tagged && narration < 2, feature);
    }
    let many = turns[index].company > 2;
    all.add(F::Talks, talks.min(6));
    all.add(F::TalksMany, if many { talks.min(6) } else { 0 });
    all.note(scene, F::InScene);
    all.add(F::SpokenOfNear, of.min(3));
    all.add(F::CalledNear, called.min(3));
}
