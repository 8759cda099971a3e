//! The persons of descriptions: `the old soldier`, `his wife`, `the stranger`.

use std::ops::Range;

use super::{NEAR, Sweep};
use crate::outline::lexicon::{Sex, is_device, is_rank, listed};
use crate::outline::prose::people::{Person, fit};
use crate::outline::prose::phrase::{Article, Described, Pronoun};
use cuebook_core::id::WordId;

/// Adjectives for one of several.
const COUNTED: &str = "second third fourth other younger elder older next";

impl Sweep<'_, '_> {
    /// Returns the person of a description, and whether it can be for no other.
    pub(in crate::outline::prose::people) fn noun(
        &mut self,
        description: &Described,
        words: Range<WordId>,
        (speech, paragraph): (bool, usize),
    ) -> Option<(usize, bool)> {
        let (word, end) = (words.start, words.end);
        if !speech && let Some(found) = self.beside(description, word, end) {
            return Some(found);
        }
        if self.is_likened(description, word)
            || speech && self.says_own(description, word, paragraph)
        {
            return None;
        }
        if !speech && let Some(last) = self.pointed_at(description, word, paragraph) {
            return Some((last, false));
        }
        if description.noun.kin || description.head == "lady" {
            let meant = !speech || description.article == Article::None;
            let relative = meant.then(|| self.relative(description, word, paragraph));
            if let Some((who, sure)) = relative.flatten() {
                self.people.people[who].describe(description);
                return Some((who, sure));
            }
        }
        let owner = self.owner(description, word, paragraph);
        let owner = owner.map(|(owner, _)| owner);
        let (who, sure) = match self.fitting(description, owner, words.clone(), speech) {
            Some(found) => found,
            None if speech
                && !fit::is_address(description)
                && !self.is_proper(description, &words) =>
            {
                return None;
            }
            None => self.newcomer(description, word, end),
        };
        self.people.people[who].owners.extend(owner);
        self.suppose(who, description, sure);
        self.learn(who, description, speech);
        self.present(who, description, words.clone(), speech);
        if !speech
            && self.is_fresh(who)
            && let Some(named) = self.awaited(who, paragraph)
        {
            return Some((named, false));
        }
        Some((who, sure && self.is_certain(who, description)))
    }

    /// Returns the person of a description right beside another mention: `Orlov, the
    /// captain,`.
    fn beside(
        &mut self,
        description: &Described,
        word: WordId,
        end: WordId,
    ) -> Option<(usize, bool)> {
        if let Some(named) = self.named_beside(description, word, end) {
            self.people.people[named].describe(description);
            return Some((named, true));
        }
        let same = self
            .described_beside(description, word, end)
            .filter(|_| !self.is_likened(description, word))?;
        self.people.people[same].describe(description);
        self.people.people[same].unmet = false;
        Some((same, true))
    }

    /// Returns the person to whom `that lady`, `this worthy` or `her master` points: the last one mentioned.
    fn pointed_at(&self, description: &Described, word: WordId, paragraph: usize) -> Option<usize> {
        let courtly = listed(
            "lady gentleman worthy personage functionary dignitary",
            &description.head,
        );
        // `Said her master`, of a maid, is the man of the house.
        let serves = description.article == Article::Whose
            && listed("master mistress employer", &description.head);
        let points = courtly && listed("that this", self.page.low(word));
        if !(serves || points) || !description.adjectives.is_empty() {
            return None;
        }
        let woman = description.noun.sex == Some(Sex::Woman) || description.head == "mistress";
        let pronoun = match woman {
            true => Pronoun::She,
            false => Pronoun::He,
        };
        self.pronoun(pronoun, word, paragraph).map(|(who, _)| who)
    }

    /// Returns whether a description only compares: `like a captain`.
    fn is_likened(&self, description: &Described, word: WordId) -> bool {
        let before = word
            .checked_sub(1)
            .map_or("", |before| self.page.low(before));
        description.article == Article::A && listed("of like as than such", before)
    }

    /// Handles `You may call me captain`: the speaker gets the noun.
    fn says_own(&mut self, description: &Described, word: WordId, paragraph: usize) -> bool {
        let me = word >= WordId(1) && self.page.low(word - 1) == "me";
        let speaker = self.speaker_so_far(paragraph).filter(|_| me);
        let speaker = speaker.filter(|who| !self.people.people[*who].is_named());
        if let Some(who) = speaker {
            self.people.people[who].describe(description);
            self.people.people[who].count(description.head.clone());
        }
        speaker.is_some()
    }

    /// Adds the person of a description that fits no one.
    fn newcomer(&mut self, description: &Described, word: WordId, end: WordId) -> (usize, bool) {
        let who = self.introduce(word);
        let definite = description.article != Article::A;
        let unmet = definite && fit::is_anybody(description);
        let doubtful = definite && self.may_have_a_name(who, description, word, end);
        let person = &mut self.people.people[who];
        (person.unmet, person.doubtful) = (unmet, doubtful);
        (who, !unmet)
    }

    /// Notes a noun that is taken for a person without proof. A tag with it is a guess, also later.
    fn suppose(&mut self, who: usize, description: &Described, sure: bool) {
        let counted = |adjective: &String| listed(COUNTED, adjective);
        let person = &mut self.people.people[who];
        let head = &description.head;
        if !sure && !person.nouns.is_empty() && !person.nouns.contains(head) {
            person.supposed.push(head.clone());
        }
        // `The mate` may be another one than the second mate.
        let fewer =
            person.adjectives.iter().any(counted) && !description.adjectives.iter().any(counted);
        self.hedged = fewer && person.nouns.contains(head) || person.supposed.contains(head);
    }

    /// Adds a description to a person without a name.
    fn learn(&mut self, who: usize, description: &Described, speech: bool) {
        // In speech, `the gentleman` may be anyone.
        let about = speech && fit::is_anybody(description);
        let person = &mut self.people.people[who];
        if !person.is_named() && !about {
            person.describe(description);
            let form = format!("{} {}", description.adjectives.join(" "), description.head);
            person.count(form.trim().to_owned());
        }
    }

    /// Returns whether a description has a noun with a capital, like a name: `the Queen`.
    fn is_proper(&self, description: &Described, words: &Range<WordId>) -> bool {
        let one = !description.noun.several && !description.noun.kin;
        description.article == Article::The
            && self.page.is_capital(words.end - 1)
            && one
            && !fit::is_anybody(description)
    }

    /// Records how the text presents a person: `a badger`, `the Badger`.
    fn present(&mut self, who: usize, description: &Described, words: Range<WordId>, speech: bool) {
        let head = words.end - 1;
        let person = &mut self.people.people[who];
        let kin = description.article == Article::Whose && description.noun.kin;
        let given = description.article == Article::A || kin;
        person.introduced |= !speech && given;
        person.proper |= self.page.is_capital(head) && description.article == Article::The;
    }

    /// Returns whether this is the first mention of a person.
    fn is_fresh(&self, who: usize) -> bool {
        let forms = self.people.people[who].forms.iter();
        forms.map(|(_, count)| *count).sum::<usize>() == 1
    }

    /// Returns whether a description of a person cannot be for another person.
    fn is_certain(&self, who: usize, description: &Described) -> bool {
        let person = &self.people.people[who];
        let guessed = person.guessed.contains(&description.head);
        let any = description.noun.vague || description.noun.kin;
        let open = any && self.may_be_named(who);
        // A voice may belong to any person, and a device speaks for one.
        let other = listed("voice letter", &description.head) || is_device(&description.head);
        !(guessed || open || person.doubtful || other)
    }

    /// Returns whether a noun whose first mention is in a tag may be for a person
    /// with a name who is near: `said the postman`, who is Mr. Tudor.
    fn may_have_a_name(
        &self,
        new: usize,
        description: &Described,
        word: WordId,
        end: WordId,
    ) -> bool {
        let saying = |word: WordId| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        let tag = word.checked_sub(1).is_some_and(saying) || saying(end);
        let people = &self.people.people;
        let may = |who: usize| {
            let person = &people[who];
            let sexes = (person.sex(), description.noun.sex);
            let near = self
                .last
                .get(who)
                .copied()
                .flatten()
                .is_some_and(|last| word - last < NEAR);
            who != new
                && near
                && (person.is_named() || fit::is_anybody(description))
                && !person.teller
                && !person.nouns.iter().any(|noun| is_rank(noun))
                && (sexes.0.is_none() || sexes.1.is_none() || sexes.0 == sexes.1)
        };
        tag && (0..people.len()).any(may)
    }

    /// Returns whether a person with a name may be the same as this man or woman.
    fn may_be_named(&self, who: usize) -> bool {
        let sex = self.people.people[who].sex();
        let others = self.people.people.iter();
        others
            .filter(|person| person.is_named())
            .any(|person| person.sex().is_none() || person.sex() == sex)
    }

    pub(super) fn introduce(&mut self, word: WordId) -> usize {
        self.people.people.push(Person {
            first: word,
            ..Person::default()
        });
        self.last.push(None);
        self.people.people.len() - 1
    }

    /// Returns the person to whom a description may refer, and whether no one
    /// else fits. `Tom's son` is not Tom.
    fn fitting(
        &self,
        description: &Described,
        owner: Option<usize>,
        words: Range<WordId>,
        speech: bool,
    ) -> Option<(usize, bool)> {
        let (word, end) = (words.start, words.end);
        let people = &self.people.people;
        let near = |who: usize| self.last[who].is_some_and(|last| word - last < NEAR);
        let fits =
            |who: &usize| owner != Some(*who) && fit::fits(&people[*who], description, near(*who));
        let mut found: Vec<usize> = (0..people.len()).filter(fits).collect();
        // `The Old Man` with capitals is what everybody calls one person.
        let nickname = description.article == Article::The
            && self.page.is_capital(end - 1)
            && fit::is_anybody(description);
        if nickname {
            found.retain(|who| fit::same(&people[*who], description));
        }
        if description.article == Article::A && !speech {
            // A new person, or the Badger, whom the text has not introduced.
            found.retain(|who| people[*who].proper && !people[*who].introduced);
            let same = found
                .iter()
                .find(|who| fit::same(&people[**who], description));
            return same.map(|who| (*who, true));
        }
        if description.article == Article::None && !speech {
            found.retain(|who| people[*who].kin);
        }
        let exact = |who: &usize| fit::same(&people[*who], description);
        if found.is_empty() && !speech {
            return self.epithet(description, word, end);
        }
        let same: Vec<usize> = found.iter().copied().filter(exact).collect();
        let sure = same.len() == 1 && (!description.noun.vague || found.len() == 1);
        let pool = if same.is_empty() { &found } else { &same };
        let latest = |who: &&usize| (self.last[**who], usize::MAX - **who);
        pool.iter().max_by_key(latest).map(|best| (*best, sure))
    }
}
