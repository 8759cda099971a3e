//! The points for two names of one person that the turns of the talk give.

use super::points::Points;
use crate::outline::prose::turns::call;
use cuebook_core::id::WordId;

/// The most points for speaking in every second turn with the alias.
const APART: i32 = 4;

impl Points<'_, '_, '_, '_> {
    /// Returns the points for the first subject of the narration after a voice: `said a
    /// voice. He came out of the smoke.`
    pub(super) fn appears(&self, who: usize) -> i32 {
        let evidence = self.evidence;
        let voice = evidence.people.people[self.alias].nouns == ["voice"];
        let Some(first) = evidence.voiced[self.alias]
            .first()
            .filter(|_| voice && !self.is_far())
        else {
            return 0;
        };
        let from = evidence.turns[*first].last;
        let to = evidence
            .turns
            .get(first + 1)
            .map_or(WordId::NEVER, |next| next.first);
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
    pub(super) fn near(&self, who: usize) -> i32 {
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
    pub(super) fn answers(&self, who: usize) -> i32 {
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

    /// Returns whether a tag gives the alias a turn that speaks of a person: `“His name's George,”
    /// said the old man.`
    fn tells_of(&self, turn: usize, who: usize) -> bool {
        let tagged = self.evidence.is_tagged(turn, self.alias);
        tagged && self.evidence.turns[turn].spoken_of.contains(&who)
    }

    /// Returns whether the alias is a voice at the other end of a call: who comes in later is
    /// another person.
    pub(super) fn is_far(&self) -> bool {
        let person = &self.evidence.people.people[self.alias];
        let calls = || call::goes_on(self.evidence.page, person.first);
        person.nouns.first().is_some_and(|noun| noun == "voice") && calls()
    }

    /// Returns the points for a given name that a person of the same surname uses: `Oh,
    /// Josiah!` of Mrs. Hale is for Mr. Hale.
    pub(super) fn family(&self, who: usize) -> i32 {
        let people = &self.evidence.people.people;
        let (alias, person) = (&people[self.alias], &people[who]);
        let given = alias.is_named() && alias.names.len() == 1 && alias.title.is_none();
        let surname = person.names.last().filter(|_| given);
        let related = |turn: &&usize| {
            let caller = self.evidence.tagged[**turn].filter(|caller| *caller != who);
            caller.is_some_and(|caller| people[caller].names.last() == surname)
        };
        let calls = self.evidence.called[self.alias].iter().filter(related);
        let calls = i32::try_from(calls.count()).unwrap_or(2).min(2);
        3 * calls * i32::from(surname.is_some())
    }

    /// Returns the points for the turns that the alias speaks.
    pub(super) fn voices(&self, who: usize) -> i32 {
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
                - 10 * i32::from(self.tells_of(*turn, who))
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
}
