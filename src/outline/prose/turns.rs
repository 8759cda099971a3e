//! Finds the speaker of each turn of a conversation, and the reason.
//!
//! A turn is certain only where words beside a verb of speech name one person.
//! Otherwise each turn has weighted candidates, by tags, actions, forms of
//! address and nearness. The same speaker in two neighbouring turns lowers the
//! weight; the same speaker in every second turn raises it. The best speakers of
//! all turns are found together (a second-order Viterbi search), so that a tag
//! also helps the turns before it.

mod address;
mod alias;
mod around;
mod away;
mod call;
mod style;
mod chain;
mod gather;
pub(super) mod turn;
mod weigh;
mod weights;

use super::page::Page;
use super::people::People;
use super::phrase::Pronoun;
use super::tags::TagKind;
use crate::outline::lexicon::Sex;
use cuebook_core::id::WordId;
use turn::Turn;

/// The speaker of a turn.
#[derive(Clone, Debug)]
pub(super) struct Speaker {
    /// An index into [`People::people`].
    pub person: usize,
    pub sure: bool,
    pub why: Why,
}

/// The reason for a speaker.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Why {
    /// A tag names them.
    Tag,
    /// A tag that may refer to another person, with its words.
    Tagged(String),
    /// An action of the person beside the turn, in the words of the text.
    Beat(String),
    /// The turn before, of this person, addressed them.
    Called(usize),
    /// Alternating turns with another person.
    Turns(usize),
    /// They are near, and there is no other evidence.
    Near,
    /// No one is named.
    Unnamed,
}

/// How often the talk is read again after people under two names were joined.
const ROUNDS: usize = 4;

/// Gathers the turns of a page and finds their speakers. Joins people under two names.
/// Nobody speaks the parts in `quoted`; `breaks` are the first words of scenes.
#[must_use]
pub(super) fn talk(
    page: &Page<'_>,
    people: &mut People,
    quoted: &[Option<&'static str>],
    breaks: &[WordId],
) -> (Vec<Turn>, Vec<Speaker>) {
    let mut turns = gather::gather(page, people, quoted, breaks);
    let mut speakers = self::speakers(page, people, &turns);
    for _ in 0..ROUNDS {
        learn(people, &turns, &speakers);
        // Who is only addressed speaks no turn, so that the one who answers shows.
        if alias::address(page, people, &turns, &speakers) {
            speakers = self::speakers(page, people, &turns);
        }
        if !alias::unite(page, people, &turns, &speakers) {
            break;
        }
        turns = gather::gather(page, people, quoted, breaks);
        speakers = self::speakers(page, people, &turns);
    }
    learn(people, &turns, &speakers);
    (turns, speakers)
}

/// Finds the speaker of each turn. Adds people to whom the text gives no name.
#[must_use]
fn speakers(page: &Page<'_>, people: &mut People, turns: &[Turn]) -> Vec<Speaker> {
    let named = people.unnamed();
    let weighed = weigh::weigh(page, people, turns, named);
    let chosen = chain::best(people, turns, &weighed);
    let speaker = |index: usize, person: usize| {
        let (sure, why) = why(page, people, turns, &chosen, index, named);
        Speaker { person, sure, why }
    };
    chosen
        .iter()
        .enumerate()
        .map(|(index, person)| speaker(index, *person))
        .collect()
}

/// Derives the sex of speakers from the pronouns of their tags, if it is unknown.
fn learn(people: &mut People, turns: &[Turn], speakers: &[Speaker]) {
    let mut votes = vec![0_i32; people.people.len()];
    for (turn, speaker) in turns.iter().zip(speakers) {
        let said = turn.tags.iter().filter(|tag| tag.kind == TagKind::Said);
        for pronoun in said.filter_map(|tag| tag.pronoun) {
            votes[speaker.person] += match pronoun {
                Pronoun::He => 1,
                Pronoun::She => -1,
                Pronoun::They | Pronoun::We | Pronoun::I => 0,
            };
        }
    }
    // Who is called `my lord` is a man.
    for (index, turn) in turns.iter().enumerate() {
        let last = index.checked_sub(1).filter(|_| turn.gap == 0);
        let next = turns.get(index + 1).filter(|next| next.gap == 0);
        for (polite, beside) in [
            (turn.polite, last.map(|last| &turns[last])),
            (turn.polite_last, next),
        ] {
            let tag = beside
                .and_then(Turn::tag)
                .filter(|tag| tag.sure && tag.pronoun.is_none());
            if let (Some(sex), Some(tag)) = (polite, tag) {
                votes[tag.person] += if sex == Sex::Man { 1 } else { -1 };
            }
        }
    }
    for (person, votes) in people.people.iter_mut().zip(votes) {
        if person.manly == 0 && !person.several {
            person.manly = votes.clamp(-6, 6);
        }
    }
}

fn why(
    page: &Page<'_>,
    people: &People,
    turns: &[Turn],
    chosen: &[usize],
    index: usize,
    named: usize,
) -> (bool, Why) {
    let turn = &turns[index];
    let person = chosen[index];
    if let Some(tag) = turn.tag() {
        let words = page.text(tag.words.clone());
        let agrees = tag.person == person
            || tag.anybody
            || tag
                .pronoun
                .is_some_and(|p| people.people[person].agrees(p) != Some(false));
        if agrees && tag.kind == TagKind::Said {
            let sure = tag.sure && !tag.hedged && tag.person == person && !disputed(turn);
            return (sure, if sure { Why::Tag } else { Why::Tagged(words) });
        }
        if agrees {
            return (false, Why::Beat(words));
        }
    }
    if person >= named {
        return (false, Why::Unnamed);
    }
    let before = index.checked_sub(1).filter(|_| turn.gap < 2);
    let other = |index: usize| (chosen[index] != person).then(|| chosen[index]);
    if let Some(before) = before {
        if turns[before].called.contains(&person)
            || turns[before].tags.iter().any(|tag| tag.to == Some(person))
        {
            return (false, Why::Called(chosen[before]));
        }
        if let Some(other) = other(before) {
            return (false, Why::Turns(other));
        }
    }
    let next = turns
        .get(index + 1)
        .filter(|next| next.gap < 2)
        .and_then(|_| other(index + 1));
    (false, next.map_or(Why::Near, Why::Turns))
}

/// Returns whether two tags of a turn name two people.
fn disputed(turn: &Turn) -> bool {
    let said = || {
        turn.tags
            .iter()
            .filter(|tag| tag.kind >= TagKind::Lead && tag.pronoun.is_none())
    };
    let first = said().next().map(|tag| tag.person);
    said().any(|tag| Some(tag.person) != first)
}
