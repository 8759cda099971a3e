//! The points for and against two names of one person.

use std::ops::Range;

use super::Kind;
use super::evidence::{Evidence, is_anybody, trades, trades_clash};
use crate::outline::lexicon::{self, Age, is_device, is_short_for, listed};
use crate::outline::prose::people::{Mention, Person};

/// The most points for speaking in every second turn with the alias.
const APART: i32 = 4;

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
        if !sex
            || !met
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
                !person.teller && !trades && known && person.nouns != ["voice"]
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
        let surname = person.names.len() == 1 && alias.title.is_none();
        let kin = person.names.iter().all(|name| is_kin(name));
        kin || own || short || surname && alias.names.len() == 1
    }

    /// Returns the points for a person.
    pub(super) fn of(&self, who: usize) -> i32 {
        self.prior(who)
            + self.bond(who)
            + self.answers(who)
            + self.voices(who)
            + self.beside(who)
            + self.later(who)
            + self.near(who)
            + self.appears(who)
            - 3 * i32::from(self.evidence.is_loose(who))
    }

    /// Returns the points for the first subject of the narration after a voice: `said a
    /// voice. He came out of the smoke.`
    fn appears(&self, who: usize) -> i32 {
        let evidence = self.evidence;
        let voice = evidence.people.people[self.alias].nouns == ["voice"];
        let Some(first) = evidence.voiced[self.alias].first().filter(|_| voice) else {
            return 0;
        };
        let from = evidence.turns[*first].last;
        let to = evidence
            .turns
            .get(first + 1)
            .map_or(usize::MAX, |next| next.first);
        // `A voice that only he could hear` is not his.
        let from = evidence.page.sentence_end(from, from + 60);
        let after = evidence.people.within(from..to.min(from + 60));
        let mut subjects = after
            .iter()
            .filter(|mention| mention.subject && !mention.spoken);
        let subject = subjects.find(|mention| mention.person != self.alias);
        5 * i32::from(subject.is_some_and(|subject| subject.person == who))
    }

    /// Returns the points for speaking in the talks that use the alias.
    fn near(&self, who: usize) -> i32 {
        const TURNS: usize = 4;
        let evidence = self.evidence;
        let turns = evidence.called[self.alias]
            .iter()
            .chain(&evidence.voiced[self.alias])
            .chain(&evidence.own[self.alias]);
        let near = |turn: &usize| {
            let near = turn.saturating_sub(TURNS)..(turn + TURNS + 1).min(evidence.turns.len());
            near.into_iter()
                .any(|other| evidence.tagged[other] == Some(who))
        };
        2 * i32::from(turns.take(3).any(near))
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
            Kind::Address => 0,
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

    /// Returns the turn beside another, if nothing but a little narration is between.
    fn next(&self, turn: usize) -> Option<usize> {
        let next = self.evidence.turns.get(turn + 1)?;
        (next.gap < 2).then_some(turn + 1)
    }

    fn last(&self, turn: usize) -> Option<usize> {
        let last = turn.checked_sub(1)?;
        (self.evidence.turns[turn].gap < 2).then_some(last)
    }

    /// Returns the points if a person speaks a turn: more if a tag says so, and few if only
    /// the order of the turns does.
    fn speaks(&self, turn: Option<usize>, who: usize, (tagged, chosen): (i32, i32)) -> i32 {
        let Some(turn) = turn else { return 0 };
        let beside = !self.evidence.turns[turn].tags.is_empty();
        match self.evidence.tagged[turn] {
            Some(speaker) if speaker == who => tagged,
            Some(_) => 0,
            None if self.evidence.chosen[turn] != who => 0,
            None if beside => chosen,
            None => chosen.signum() * (chosen.abs() / 2).max(1),
        }
    }

    /// Returns the points for speaking before and after the turns that use the alias to
    /// address a person.
    fn answers(&self, who: usize) -> i32 {
        let evidence = self.evidence;
        let called = evidence.called[self.alias].iter().map(|turn| {
            // Who else is addressed may be the one who answers.
            let several = evidence.turns[*turn].called.len() > 1;
            let next = self.next(*turn);
            // Narration between makes an answer less likely.
            let close = next.is_some_and(|next| evidence.turns[next].gap == 0);
            let answers = self.speaks(next, who, if close { (8, 5) } else { (4, 3) })
                + self.speaks(self.last(*turn), who, (6, 3));
            let told = evidence.turns[*turn]
                .tags
                .iter()
                .any(|tag| tag.to == Some(who));
            self.speaks(Some(*turn), who, (-16, -4))
                + answers / if several { 3 } else { 1 }
                + 10 * i32::from(told)
        });
        let own = evidence.own[self.alias]
            .iter()
            .map(|turn| self.speaks(Some(*turn), who, (16, 4)));
        let of = evidence.spoken_of[self.alias]
            .iter()
            .map(|turn| self.speaks(Some(*turn), who, (-12, -3)));
        called.chain(own).chain(of).sum()
    }

    /// Returns the points for the turns that the alias speaks.
    fn voices(&self, who: usize) -> i32 {
        let turns = self.evidence.turns;
        let calls =
            |turn: Option<usize>| turn.is_some_and(|turn| turns[turn].called.contains(&who));
        let (mut points, mut apart) = (0, 0);
        for turn in &self.evidence.voiced[self.alias] {
            let (next, last) = (self.next(*turn), self.last(*turn));
            let last_close = last.filter(|_| turns[*turn].gap == 0);
            let next_close = next.filter(|next| turns[*next].gap == 0);
            points += 6 * i32::from(calls(last_close)) + 3 * i32::from(calls(next_close))
                - 16 * i32::from(calls(Some(*turn)))
                - 6 * i32::from(turns[*turn].spoken_of.contains(&who))
                + 16 * i32::from(turns[*turn].own.contains(&who));
            if self.evidence.is_tagged(*turn, self.alias) {
                points += self.speaks(next, who, (-8, -6)) + self.speaks(last, who, (-8, -6));
                let second = |turn: Option<usize>| self.speaks(turn, who, (4, 3));
                apart += second(next.and_then(|turn| self.next(turn)))
                    + second(last.and_then(|turn| self.last(turn)));
            }
        }
        points + apart.min(APART)
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
        let within = |words: Range<usize>| evidence.people.within(words).iter().find(other);
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
        if matches!(self.kind, Kind::Address | Kind::Kin) {
            return 0;
        }
        let evidence = self.evidence;
        let narrated = |who: usize| {
            evidence.mentions[who]
                .iter()
                .map(|index| &evidence.people.mentions[*index])
                .find(|mention| !mention.spoken)
                .map(|mention| mention.words.start)
        };
        let (Some(alias), Some(name)) = (narrated(self.alias), narrated(who)) else {
            return 0;
        };
        let spoken = |within: &dyn Fn(usize) -> bool| {
            let mentions = evidence.mentions[who].iter();
            let mut mentions = mentions.map(|index| &evidence.people.mentions[*index]);
            mentions.any(|mention| mention.spoken && within(mention.words.start))
        };
        let person = &evidence.people.people[who];
        let other = person.nouns.iter().all(|noun| is_anybody(noun)) && !person.is_named();
        let new = person.introduced && !person.is_named();
        let voice = evidence.people.people[self.alias].nouns == ["voice"];
        match name.checked_sub(alias) {
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

/// Returns whether two people cannot be the same by their ages.
fn ages_clash(one: &Person, other: &Person) -> bool {
    let wife = |person: &Person| {
        matches!(person.title.as_deref(), Some("mrs" | "madame" | "mme"))
            || person
                .nouns
                .iter()
                .any(|noun| listed("mother father wife husband uncle aunt", noun))
    };
    let young = |person: &Person| matches!(person.age, Some(Age::Child | Age::Young));
    let old = |person: &Person| matches!(person.age, Some(Age::Old));
    let clash = |one: &Person, other: &Person| young(one) && (wife(other) || old(other));
    clash(one, other) || clash(other, one)
}

/// Returns whether a name of a person is not only a title with a surname.
fn has_given_name(person: &Person) -> bool {
    person.title.is_none() || person.names.len() > 1
}

/// Returns whether a name is a noun for a relative: `Mam`.
fn is_kin(name: &str) -> bool {
    lexicon::noun(&name.to_lowercase()).is_some_and(|noun| noun.kin)
}

/// Returns one word for adjectives of the same size or age.
fn size(adjective: &str) -> &str {
    match adjective {
        "small" | "tiny" | "short" => "little",
        "large" | "huge" | "enormous" => "big",
        "elderly" | "aged" => "old",
        "skinny" | "lean" => "thin",
        "stout" | "plump" => "fat",
        other => other,
    }
}

/// Returns whether a person has a whole name: `Mrs. Hale`, `Tom Hale`.
fn is_whole(person: &Person) -> bool {
    person.is_named() && (person.title.is_some() || person.names.len() > 1)
}
