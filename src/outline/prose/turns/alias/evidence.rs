//! Who speaks, is addressed and is spoken of in each turn, by person.

use std::collections::HashMap;

use super::points::Points;
use super::traits::{is_anybody, is_close_kin, is_company, is_whole};
use super::{CLEAR, ENOUGH, Kind};
use crate::outline::lexicon::is_device;
use crate::outline::prose::page::Page;
use crate::outline::prose::people::People;
use crate::outline::prose::phrase::Pronoun;
use crate::outline::prose::tags::TagKind;
use crate::outline::prose::turns::Speaker;
use crate::outline::prose::turns::turn::Turn;

/// The distance at which people are in the same talk, in words.
const NEAR: usize = 250;

/// Everything that the turns say about the people.
pub(super) struct Evidence<'t, 'p, 'a> {
    pub page: &'p Page<'a>,
    pub people: &'t People,
    pub turns: &'t [Turn],
    /// The best speaker of each turn so far.
    pub chosen: Vec<usize>,
    /// The person whom a tag of each turn names.
    pub tagged: Vec<Option<usize>>,
    /// For each person, the turns that address them.
    pub called: Vec<Vec<usize>>,
    /// For each person, the turns that a tag gives them, or the search if none does.
    pub voiced: Vec<Vec<usize>>,
    /// For each person, the turns in which they give their name.
    pub own: Vec<Vec<usize>>,
    /// For each person, the turns that speak of them.
    pub spoken_of: Vec<Vec<usize>>,
    /// For each person, the mentions, as indices.
    pub mentions: Vec<Vec<usize>>,
    /// For each person, the sentences of others that have their noun.
    pub bonds: Vec<HashMap<usize, i32>>,
}

impl<'t, 'p, 'a> Evidence<'t, 'p, 'a> {
    pub(super) fn of(
        page: &'p Page<'a>,
        people: &'t People,
        turns: &'t [Turn],
        speakers: &[Speaker],
    ) -> Evidence<'t, 'p, 'a> {
        let lists = || vec![Vec::new(); people.people.len()];
        let mut evidence = Evidence {
            page,
            people,
            turns,
            chosen: speakers.iter().map(|speaker| speaker.person).collect(),
            tagged: turns.iter().map(named).collect(),
            called: lists(),
            voiced: lists(),
            own: lists(),
            spoken_of: lists(),
            mentions: lists(),
            bonds: vec![HashMap::new(); people.people.len()],
        };
        for (index, turn) in turns.iter().enumerate() {
            for who in &turn.called {
                evidence.called[*who].push(index);
            }
            for who in &turn.own {
                evidence.own[*who].push(index);
            }
            for who in &turn.spoken_of {
                evidence.spoken_of[*who].push(index);
            }
            let speaker = evidence.tagged[index].unwrap_or(evidence.chosen[index]);
            evidence.voiced[speaker].push(index);
        }
        for (index, mention) in people.mentions.iter().enumerate() {
            evidence.mentions[mention.person].push(index);
        }
        evidence.tie();
        evidence
    }

    /// Returns the people who may be others under another name, in the order of the text.
    pub(super) fn aliases(&self) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.people.people.len())
            .filter(|who| self.kind(*who).is_some())
            .collect();
        found.sort_by_key(|who| self.people.people[*who].first);
        found
    }

    /// Returns how the text uses the words for a person, if they may be for another person.
    pub(super) fn kind(&self, who: usize) -> Option<Kind> {
        let person = &self.people.people[who];
        let device = person.nouns.iter().any(|noun| is_device(noun));
        let several = person.nouns.iter().any(|noun| is_company(noun));
        if device
            || several
            || person.teller
            || person.several
            || person.crowd
            || self.mentions[who].is_empty()
        {
            return None;
        }
        if person.kin && !person.is_named() {
            let young = person.nouns.iter().any(|noun| is_close_kin(noun));
            let speaks = !self.called[who].is_empty() || !self.voiced[who].is_empty();
            return (young && speaks).then_some(Kind::Kin);
        }
        if !person.narrated {
            let used = !self.called[who].is_empty() || !self.own[who].is_empty();
            return used.then_some(Kind::Address);
        }
        // `Steve` on the door of a room, and nobody acts under this name.
        if person.is_named() && !self.called[who].is_empty() && !self.acts(who) {
            return Some(Kind::Address);
        }
        if person.is_named() || !self.speaks(who) {
            return None;
        }
        if !person.seen && !self.called[who].is_empty() {
            return Some(Kind::Address);
        }
        let anybody = !person.nouns.is_empty() && person.nouns.iter().all(|noun| is_anybody(noun));
        match (person.introduced, anybody) {
            (true, true) => Some(Kind::Anybody),
            (false, _) if !person.proper || !person.seen => Some(Kind::Definite),
            _ => None,
        }
    }

    /// Returns whether the narration has a person act or speak.
    fn acts(&self, who: usize) -> bool {
        let subject = |index: &usize| {
            let mention = &self.people.mentions[*index];
            mention.subject && !mention.spoken
        };
        self.tagged.contains(&Some(who)) || self.mentions[who].iter().any(subject)
    }

    /// Returns whether a person of the narration speaks a turn.
    pub(super) fn takes_part(&self, who: usize) -> bool {
        let person = &self.people.people[who];
        let known = person.teller || self.acts(who) && !person.addressed;
        known && !person.several && !person.crowd && !person.dumb && !self.voiced[who].is_empty()
    }

    /// Returns whether a person speaks a turn, or a turn addresses them.
    fn speaks(&self, who: usize) -> bool {
        let acts = |index: &usize| self.people.mentions[*index].subject;
        !self.called[who].is_empty()
            || !self.voiced[who].is_empty()
            || self.chosen.contains(&who)
            || self.mentions[who].iter().any(acts)
    }

    /// Returns whether a tag with words for a person is beside a turn.
    pub(super) fn is_tagged(&self, turn: usize, who: usize) -> bool {
        let mut tags = self.turns[turn].tags.iter();
        tags.any(|tag| tag.pronoun.is_none() && tag.person == who)
    }

    /// Returns the person who has an alias, if the text allows only one, and how far the
    /// second best is away.
    pub(super) fn bearer(&self, alias: usize) -> Option<(usize, i32)> {
        let kind = self.kind(alias)?;
        let points = Points {
            evidence: self,
            alias,
            kind,
        };
        let candidates = self.candidates(alias);
        let addressed = self.people.people[alias].addressed;
        let may_be: Vec<usize> = candidates
            .into_iter()
            .filter(|who| points.may_be(*who) && (!addressed || self.takes_part(*who)))
            .collect();
        let sex = self.people.people[alias].sex();
        let same = |who: &&usize| sex.is_some() && self.people.people[**who].sex() == sex;
        let open = kind != Kind::Definite
            || self.people.people[alias]
                .nouns
                .iter()
                .all(|noun| is_anybody(noun));
        let alone = may_be
            .iter()
            .filter(|who| same(who) && !self.is_loose(**who))
            .count()
            == 1;
        let of = |who: &usize| points.of(*who) + 3 * i32::from(alone && open && same(&who));
        let mut found: Vec<(i32, usize)> = may_be.iter().map(|who| (of(who), *who)).collect();
        if let [only] = found.as_mut_slice() {
            let definite = matches!(kind, Kind::Definite | Kind::Anybody);
            only.0 += match self.people.people[only.1].teller {
                true => 0,
                false if definite || self.people.people[only.1].is_named() => 2,
                false => 4,
            };
        }
        found.sort_by_key(|(points, who)| (-points, *who));
        let (best, who) = *found.first()?;
        let second = found.get(1).map_or(i32::MIN / 2, |(points, _)| *points);
        let person = &self.people.people[alias];
        let enough = match kind {
            // `Said the baker`, whom the text has not mentioned before.
            Kind::Definite if !person.seen && !person.proper && !person.is_thing() => ENOUGH - 3,
            // `The big creature` is a person who is known.
            _ if person.unmet => ENOUGH - 2,
            // One of the speakers is meant.
            _ if addressed => ENOUGH - 3,
            _ => ENOUGH,
        };
        let clear = if addressed { CLEAR - 1 } else { CLEAR };
        (best >= enough && best - second >= clear).then(|| (who, best - second.max(0)))
    }

    /// Returns whether a person may be another under another name. A whole name that speaks
    /// is a person.
    pub(super) fn is_loose(&self, who: usize) -> bool {
        let person = &self.people.people[who];
        self.kind(who).is_some() && !(is_whole(person) && self.voiced[who].len() > 1)
    }

    /// Returns the people of the talks in which an alias is used.
    fn candidates(&self, alias: usize) -> Vec<usize> {
        const TURNS: usize = 3;
        const MOST: usize = 12;
        let mut found = Vec::new();
        let mut add = |who: usize| {
            if who != alias && !found.contains(&who) {
                found.push(who);
            }
        };
        let turns = self.called[alias].iter().chain(&self.voiced[alias]);
        let turns = turns.chain(&self.own[alias]).take(MOST);
        for turn in turns {
            let near = turn.saturating_sub(TURNS)..(turn + TURNS + 1).min(self.turns.len());
            for other in near {
                add(self.chosen[other]);
                self.tagged[other].into_iter().for_each(&mut add);
                self.turns[other].called.iter().copied().for_each(&mut add);
            }
        }
        for mention in self.mentions[alias].iter().take(MOST) {
            let word = self.people.mentions[*mention].words.start;
            for near in self.people.within(word.saturating_sub(NEAR)..word + NEAR) {
                add(near.person);
            }
        }
        found
    }
}

/// Returns the person whom a tag of speech names.
fn named(turn: &Turn) -> Option<usize> {
    let tag = turn.tag()?;
    let named = matches!(tag.pronoun, None | Some(Pronoun::I));
    (tag.kind == TagKind::Said && named).then_some(tag.person)
}
