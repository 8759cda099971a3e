//! How near people are to a turn: by mentions, by the turns beside it, by being addressed.

use crate::outline::prose::people::People;
use crate::outline::prose::turns::turn::Turn;
use cuebook_core::id::WordId;

/// The weight for a person who is addressed in a turn beside.
const CALLED: i32 = 10;

/// The largest distance at which a person counts as near, in words.
const BACK: usize = 700;

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
