//! Descriptions right beside a name or another description, and those that only a person
//! near can have.

use super::Sweep;
use crate::outline::prose::people::fit;
use crate::outline::prose::phrase::{Article, Described};
use cuebook_core::id::WordId;

impl Sweep<'_, '_> {
    /// Returns the person of a description beside a name, `The pharmacist, a thin
    /// woman called`, or the person whose voice was mentioned first.
    pub(super) fn described_beside(
        &self,
        description: &Described,
        word: WordId,
        end: WordId,
    ) -> Option<usize> {
        let (other, until) = self
            .before
            .filter(|_| description.article == Article::A && !description.noun.several)?;
        let person = self.people.people.get(other)?;
        let gap = self.page.gap_before(word).trim();
        let closed = self.page.gap(end - 1).contains([',', '.']);
        let goes = matches!(
            self.page.low(end),
            "called" | "named" | "who" | "with" | "of" | "in"
        );
        let beside = until == word && gap == "," && (closed || goes);
        let open =
            !person.is_named() && !person.teller && !person.several && !person.nouns.is_empty();
        let heard = self.heard(word).filter(|_| description.head != "voice");
        (open && beside).then_some(other).or(heard)
    }

    /// Returns the person named right before a description: `Orlov, the captain,`
    /// and `Orlov was a captain`.
    pub(super) fn named_beside(
        &self,
        description: &Described,
        word: WordId,
        end: WordId,
    ) -> Option<usize> {
        let (other, until) = self.before?;
        let person = self
            .people
            .people
            .get(other)
            .filter(|person| person.is_named())?;
        let gap = self.page.gap_before(word).trim();
        let closed = self.page.gap(end - 1).contains([',', '.', ';', '—']);
        let comma = until == word && gap == "," && closed && description.article != Article::Whose;
        let is = until + 1 == word && self.page.low(until) == "was" && gap.is_empty();
        let sexes = (description.noun.sex, person.sex());
        let agrees = sexes.0.is_none() || sexes.1.is_none() || sexes.0 == sexes.1;
        (agrees && !description.noun.several && (comma || is)).then_some(other)
    }

    /// Returns a named person of that sex, mentioned shortly before: `the young
    /// lady`, `said the groom`. The result is never certain.
    pub(super) fn epithet(
        &self,
        description: &Described,
        word: WordId,
        end: WordId,
    ) -> Option<(usize, bool)> {
        let saying = |word: WordId| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        // Words for anybody are left to the turns of the conversation.
        if fit::is_anybody(description) {
            return None;
        }
        let inverted = word.checked_sub(1).is_some_and(saying);
        let direct = end < self.page.end() && saying(end) && description.noun.vague;
        let owner = matches!(description.head.as_str(), "mistress" | "master")
            && description.article == Article::Whose;
        if !((inverted || direct) && (description.article == Article::The || owner)) {
            return None;
        }
        let people = &self.people.people;
        let fits = |who: &usize| {
            let person = &people[*who];
            let sex = match description.noun.sex {
                Some(sex) => person.sex() == Some(sex),
                None => true,
            };
            let age = (description.noun.age.is_none() || person.age == description.noun.age)
                && fit::is_aged(person, description);
            let near = self.last[*who].is_some_and(|last| word - last < 100);
            person.is_named()
                && !person.teller
                && sex
                && age
                && near
                && !fit::is_trade(person, description)
                && !fit::contrary(person, description)
        };
        let found = (0..people.len())
            .filter(fits)
            .max_by_key(|who| self.last[*who])?;
        Some((found, false))
    }

    /// Returns the last person whom the narration of a paragraph mentions so far, or
    /// else the last subject.
    pub(super) fn speaker_so_far(&self, paragraph: usize) -> Option<usize> {
        let last = self
            .people
            .mentions
            .iter()
            .rev()
            .find(|mention| !mention.spoken)?;
        let part = self.page.part_of(last.words.start)?;
        match part.paragraph == paragraph {
            true => Some(last.person),
            false => self.subject.map(|(who, _)| who),
        }
    }
}
