//! Turns: who speaks each stretch of an exchange.
//!
//! In: a page, its people and their tags. Out: the turns in order, each with its
//! speaker, whether that is sure, and why. Always true: only words that name one
//! person beside a verb of speech make a turn sure; all else is a guess.
//!
//! Every turn weighs who may speak it, by tags, beats, calls and nearness; two
//! neighbouring turns weigh against one speaker, every second one for him. The
//! best way through all of them is found at once (Viterbi, of second order), so
//! that a tag tells of the turns before it as well as of those after.

mod away;
mod chain;
mod gather;
mod weigh;

use super::lexicon::Sex;
use super::names::Pronoun;
use super::page::Page;
use super::people::{People, Person};
use super::tags::{Tag, TagKind};
use crate::script::Tone;

pub use gather::gather;

/// What one person says before another does.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Its parts of the page.
    pub parts: Vec<usize>,
    pub paragraph: usize,
    /// Its first and last word.
    pub first: usize,
    pub last: usize,
    /// What stands beside it, the strongest first.
    pub tags: Vec<Tag>,
    /// Who is called in it.
    pub called: Vec<usize>,
    /// The sex of who is called in it by no name: `Yes, ma'am`, `I'm thirty-one, Mama`.
    pub polite: Option<Sex>,
    /// Who is named in it as its own speaker: `I am Anna`.
    pub own: Vec<usize>,
    /// Whom the narration right before it ends with.
    pub led: Option<usize>,
    /// Who is spoken of in it.
    pub spoken_of: Vec<usize>,
    /// Paragraphs of narration between it and the turn before; many at a new scene.
    pub gap: usize,
}

/// Who speaks a turn.
#[derive(Clone, Debug)]
pub struct Cast {
    /// An index into [`People::people`].
    pub person: usize,
    pub sure: bool,
    pub why: Why,
}

/// Why somebody is taken for the speaker.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A tag that names them.
    Tag,
    /// A tag that may mean another: its words.
    Tagged(String),
    /// What they do beside it.
    Beat(String),
    /// They were called by the turn before.
    Called(usize),
    /// Turn-taking with another.
    Turns(usize),
    /// They are near, and nothing else tells.
    Near,
    /// Nobody is named.
    Nobody,
}

impl Turn {
    /// The strongest tag.
    #[must_use]
    pub fn tag(&self) -> Option<&Tag> {
        self.tags.first()
    }

    /// The tone that a tag tells.
    #[must_use]
    pub fn tone(&self) -> Option<Tone> {
        let said = self.tags.iter().filter(|tag| tag.kind == TagKind::Said);
        said.filter_map(|tag| tag.tone).next()
    }
}

/// Finds who speaks each turn. Adds people to whom the text gives no name.
#[must_use]
pub fn cast(page: &Page<'_>, people: &mut People, turns: &[Turn]) -> Vec<Cast> {
    let named = people.people.len();
    for manly in [-6, 6, 0, 0] {
        people.people.push(Person {
            manly,
            first: usize::MAX,
            ..Person::default()
        });
    }
    let weighed = weigh::weigh(page, people, turns, named);
    let chosen = chain::best(people, turns, &weighed);
    let cast = |index: usize, person: usize| {
        let (sure, why) = why(page, people, turns, &chosen, index, named);
        Cast { person, sure, why }
    };
    chosen
        .iter()
        .enumerate()
        .map(|(index, person)| cast(index, *person))
        .collect()
}

/// Lets the pronouns of tags tell the sex of whoever speaks and shows none yet.
pub fn learn(people: &mut People, turns: &[Turn], cast: &[Cast]) {
    let mut votes = vec![0_i32; people.people.len()];
    for (turn, cast) in turns.iter().zip(cast) {
        let said = turn.tags.iter().filter(|tag| tag.kind == TagKind::Said);
        for pronoun in said.filter_map(|tag| tag.pronoun) {
            votes[cast.person] += match pronoun {
                Pronoun::He => 1,
                Pronoun::She => -1,
                Pronoun::They | Pronoun::I => 0,
            };
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
            || tag
                .pronoun
                .is_some_and(|p| people.people[person].agrees(p) != Some(false));
        if agrees && tag.kind == TagKind::Said {
            let sure = tag.sure && tag.person == person && !disputed(turn);
            return (sure, if sure { Why::Tag } else { Why::Tagged(words) });
        }
        if agrees {
            return (false, Why::Beat(words));
        }
    }
    if person >= named {
        return (false, Why::Nobody);
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

/// Whether two tags of a turn name two people.
fn disputed(turn: &Turn) -> bool {
    let said = || {
        turn.tags
            .iter()
            .filter(|tag| tag.kind >= TagKind::Lead && tag.pronoun.is_none())
    };
    let first = said().next().map(|tag| tag.person);
    said().any(|tag| Some(tag.person) != first)
}
