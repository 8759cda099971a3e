//! The points for and against two names of one person.

use std::ops::Range;

use super::Kind;
use super::evidence::Evidence;
use super::traits::{
    ages_clash, has_given_name, is_anybody, is_kin, is_talking_machine, is_whole, size, trades,
    trades_clash,
};
use crate::outline::lexicon::{self, is_device, is_short_for};
use crate::outline::prose::people::Mention;
use cuebook_core::id::WordId;

/// The points for one alias.
pub(super) struct Points<'e, 't, 'p, 'a> {
    pub evidence: &'e Evidence<'t, 'p, 'a>,
    pub alias: usize,
    pub kind: Kind,
}

impl Points<'_, '_, '_, '_> {
    /// Returns whether a person may have the alias at all.
    pub(super) fn may_be(&self, who: usize) -> bool {
        let people = &self.evidence.people.people;
        let (alias, person) = (&people[self.alias], &people[who]);
        let sexes = (alias.sex(), person.sex());
        let sex = sexes.0.is_none() || sexes.1.is_none() || sexes.0 == sexes.1;
        let met = person.teller
            || person.narrated && !person.names.is_empty()
            || !person.nouns.is_empty();
        let owns = alias.owners.contains(&who) || person.owners.contains(&self.alias);
        // Nobody who is only spoken of has another name here.
        let absent = person.is_named() && !person.present && !person.teller;
        if !sex
            || !met
            || absent
            || owns
            || alias.nouns.iter().any(|noun| is_talking_machine(noun)) && person.is_named()
            || ages_clash(alias, person)
            || person.several
            || person.crowd
            || person.dumb
            || person.nouns.iter().any(|noun| is_device(noun))
        {
            return false;
        }
        match self.kind {
            Kind::Address if alias.is_named() => self.may_be_called(who),
            Kind::Address => !person.teller && person.narrated && !person.kin,
            Kind::Kin => person.is_named() && has_given_name(person) && !person.teller,
            Kind::Definite | Kind::Anybody => {
                let trades = trades_clash(alias, person);
                let known = self.kind == Kind::Anybody || person.first < alias.first;
                // The voice at the other end of a call is nobody who comes in later.
                let far = person.first > alias.first && self.is_far();
                !person.teller && !trades && known && !far && person.nouns != ["voice"]
            }
        }
    }

    /// Returns whether a person may have a name besides their own.
    fn may_be_called(&self, who: usize) -> bool {
        let people = &self.evidence.people.people;
        let (alias, person) = (&people[self.alias], &people[who]);
        if !person.narrated || alias.names.iter().any(|name| is_kin(name)) && !person.kin {
            return false;
        }
        if person.teller {
            return !person.is_named() && person.present;
        }
        let own = self.evidence.own[self.alias]
            .iter()
            .any(|turn| self.evidence.tagged[*turn] == Some(who));
        let short = alias
            .names
            .iter()
            .any(|name| person.names.iter().any(|other| is_short_for(name, other)));
        // Mr. Thorley is Augustus, and Tobit is Toby.
        // So is Mrs. Thorley her niece's Aunt Augusta.
        let family = alias.title.as_deref().is_none_or(is_kin);
        let surname = person.names.len() == 1 && family;
        let kin = person.names.iter().all(|name| is_kin(name));
        kin || own || short || surname && alias.names.len() == 1
    }

    /// Returns the points for a person.
    pub(super) fn of(&self, who: usize) -> i32 {
        self.prior(who)
            + self.bond(who)
            + self.answers(who)
            + self.family(who)
            + self.voices(who)
            + self.beside(who)
            + self.later(who)
            + self.near(who)
            + self.appears(who)
            - 3 * i32::from(self.evidence.is_loose(who))
    }

    /// Returns the points for the names and nouns alone.
    fn prior(&self, who: usize) -> i32 {
        let person = &self.evidence.people.people[who];
        match self.kind {
            Kind::Address if self.evidence.people.people[self.alias].is_named() => {
                let alias = &self.evidence.people.people[self.alias];
                let whole = is_whole(alias);
                match person.is_named() {
                    _ if person.teller => 2,
                    // In the text Petrov, to his friends Sasha.
                    true if person.title.is_none() => -1,
                    true => 1,
                    // `Mrs. Dacey` is rather another person than the judge.
                    false
                        if whole
                            && trades(person)
                                .iter()
                                .any(|noun| lexicon::noun(noun).is_some()) =>
                    {
                        0
                    }
                    false => 3,
                }
            }
            // The captain is not the pilot.
            Kind::Address => {
                let alias = &self.evidence.people.people[self.alias];
                let known = |head: &&str| lexicon::noun(head).is_some();
                let trade = trades(person).iter().any(known) && trades_clash(alias, person);
                -5 * i32::from(trade)
            }
            Kind::Kin => 2,
            Kind::Definite | Kind::Anybody => {
                // The ceiling speaks for the ship.
                let alias = &self.evidence.people.people[self.alias];
                let things = alias.is_thing() && person.is_thing();
                i32::from(person.is_named() || person.proper) * 2 + 4 * i32::from(things)
            }
        }
    }

    fn bond(&self, who: usize) -> i32 {
        let bonds = &self.evidence.bonds[self.alias];
        let people = &self.evidence.people.people;
        let (alias, person) = (&people[self.alias], &people[who]);
        // `The little preacher` is the small man.
        let alike = alias.adjectives.iter().any(|one| {
            person
                .adjectives
                .iter()
                .any(|other| size(one) == size(other))
        });
        bonds.get(&who).copied().unwrap_or(0) + 4 * i32::from(alike)
    }

    /// Returns the points against two people who are in one sentence or paragraph.
    fn beside(&self, who: usize) -> i32 {
        const MOST: i32 = 12;
        let mentions = &self.evidence.people.mentions;
        let points = |index: &usize| self.apart(&mentions[*index], who);
        let all: i32 = self.evidence.mentions[self.alias].iter().map(points).sum();
        -all.min(MOST)
    }

    /// Returns how much the words around a mention show that another person is not the
    /// same.
    fn apart(&self, mention: &Mention, who: usize) -> i32 {
        let evidence = self.evidence;
        let Some(part) = evidence.page.part_of(mention.words.start) else {
            return 0;
        };
        if mention.spoken || mention.possessive {
            return 0;
        }
        let page = evidence.page;
        let start = page.sentence_start(mention.words.start, part.words.start);
        let end = page.sentence_end(mention.words.start, part.words.end);
        let other =
            |other: &&Mention| other.person == who && other.pronoun.is_none() && !other.possessive;
        let within = |words: Range<WordId>| evidence.people.within(words).iter().find(other);
        match (within(start..end), within(part.words.clone())) {
            (Some(_), _) => 6,
            // `The soldier rose. Hale looked at him.`
            (None, Some(_)) => 2,
            (None, None) => 0,
        }
    }

    /// Returns the points for a name that narration uses first shortly after the alias.
    fn later(&self, who: usize) -> i32 {
        const SOON: usize = 200;
        if matches!(self.kind, Kind::Address | Kind::Kin) || self.is_far() {
            return 0;
        }
        let evidence = self.evidence;
        let narrated = |who: usize| {
            evidence.mentions[who]
                .iter()
                .map(|index| &evidence.people.mentions[*index])
                .find(|mention| !mention.spoken && !mention.possessive)
                .map(|mention| mention.words.start)
        };
        let (Some(alias), Some(name)) = (narrated(self.alias), narrated(who)) else {
            return 0;
        };
        let spoken = |within: &dyn Fn(WordId) -> bool| {
            let mentions = evidence.mentions[who].iter();
            let mut mentions = mentions.map(|index| &evidence.people.mentions[*index]);
            mentions.any(|mention| mention.spoken && within(mention.words.start))
        };
        let person = &evidence.people.people[who];
        let other = person.nouns.iter().all(|noun| is_anybody(noun)) && !person.is_named();
        let new = person.introduced && !person.is_named();
        let voice = evidence.people.people[self.alias].nouns == ["voice"];
        match name.since(alias) {
            _ if other || new => 0,
            _ if self.kind == Kind::Definite && !evidence.people.people[self.alias].came => 0,
            // `It is Mr. Hale`, and the old gentleman comes in.
            Some(_) if spoken(&|word| word < alias && alias - word < SOON / 2) => 7,
            Some(after) if after < SOON => {
                5 + 3 * i32::from(voice && after < 40) + 3 * i32::from(spoken(&|word| word < alias))
            }
            _ => 0,
        }
    }
}
