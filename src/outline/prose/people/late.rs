//! The first name of a person who came in without one, and the narrator of a story.

use super::sweep::Sweep;
use crate::outline::lexicon::listed;
use cuebook_core::id::WordId;

impl Sweep<'_, '_> {
    /// Gives a name that the text has not had before to the man or the woman who
    /// came in shortly before it: `a tall lady at the door`, then `Mrs. Hale`.
    pub(super) fn named_late(&mut self, person: usize, titled: bool, word: WordId) {
        const LATE: usize = 120;
        let part = self.page.part_of(word).filter(|part| !part.speech);
        let speaks = part
            .is_some_and(|part| self.page.is_beside_speech(part) && word <= part.words.start + 1);
        let first = self.people.people[person].first == word && self.last[person].is_none();
        if part.is_none() || !first || !titled && !speaks {
            return;
        }
        let came_in = |who: &usize| {
            let other = &self.people.people[*who];
            let vague = other.nouns.iter().all(|noun| {
                listed(
                    "lady gentleman woman man voice stranger visitor boy girl youth lad",
                    noun,
                )
            });
            let near = self.last[*who].is_some_and(|last| word - last < LATE);
            // A relative of a person in the scene may have a name of any sex.
            let young = other
                .nouns
                .iter()
                .all(|noun| listed("son daughter grandson granddaughter nephew niece", noun));
            let sexes = (other.sex(), self.people.people[person].sex());
            let wife = matches!(
                self.people.people[person].title.as_deref(),
                Some("mrs" | "madame" | "mme")
            );
            let young = young && !wife;
            let fits = sexes.0.is_some() && sexes.0 == sexes.1 || young && sexes.1.is_none();
            self.is_open(*who) && (vague || young) && near && fits && self.may_be(*who, person)
        };
        let mut found = (0..self.people.people.len()).filter(came_in);
        if let (Some(other), None) = (found.next(), found.next()) {
            self.guess(other);
            self.unite(other, person);
        }
    }

    /// In a story narrated by an `I`, decides whether the narrator is a person of the story.
    pub(super) fn place_teller(&mut self) {
        let teller = self.people.people.iter().position(|person| person.teller);
        if let Some(teller) = teller.filter(|teller| !self.takes_part(*teller)) {
            self.people.people[teller].present = false;
        }
    }

    /// Returns whether the narrator is a person of the story: speaks in it, or says
    /// `I` often. Other narrators only address the reader.
    fn takes_part(&self, teller: usize) -> bool {
        const OFTEN: usize = 150;
        let own = self
            .people
            .mentions
            .iter()
            .filter(|mention| mention.person == teller && !mention.spoken);
        let says = |word: WordId| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        let beside = |word: WordId| {
            self.page
                .part_of(word)
                .is_some_and(|part| self.page.is_beside_speech(part))
        };
        let mut tags = own.clone().filter(|mention| beside(mention.words.start));
        let speaks = tags.any(|mention| {
            says(mention.words.end)
                || mention.words.start > WordId::FIRST && says(mention.words.start - 1)
        });
        speaks || own.count() * OFTEN > self.page.prose.words.len()
    }
}
