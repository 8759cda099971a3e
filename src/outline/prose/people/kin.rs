//! Finds the person whom a noun for a relative means: `his wife` is Mrs. Hale if
//! he is Mr. Hale.

use super::Person;
use super::sweep::Sweep;
use crate::outline::lexicon::{Sex, listed, plain_noun, reverse_kin};
use crate::outline::prose::phrase::{Article, Described, Pronoun};
use cuebook_core::id::WordId;

impl Sweep<'_, '_> {
    /// Returns the named person to whom a noun for a relative refers, and whether
    /// the text allows no other.
    pub(super) fn relative(
        &mut self,
        description: &Described,
        word: WordId,
        paragraph: usize,
    ) -> Option<(usize, bool)> {
        if listed("my our", self.page.low(word)) {
            // `My father` is Dad.
            let people = &self.people.people;
            let same = |who: &usize| {
                let names = &people[*who].names;
                names.len() == 1 && plain_noun(&names[0].to_lowercase()) == description.head
            };
            return (0..people.len()).find(same).map(|who| (who, true));
        }
        let owned_by = self.owner(description, word, paragraph);
        let owner = owned_by.map(|(owner, _)| owner);
        if let Some(owner) = owner {
            self.give_kin(description, owner);
        }
        let owned = description.article == Article::Whose;
        let saying = |word: WordId| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        let tag = description.article == Article::None
            || word > WordId::FIRST && saying(word - 1)
            || saying(word + 2);
        let relative = match description.head.as_str() {
            "wife" => self.spouse(owner, Sex::Woman),
            "lady" if owned => self.spouse(owner, Sex::Woman),
            "sister" => owner.and_then(|owner| self.sibling(owner, Sex::Woman)),
            "brother" => owner.and_then(|owner| self.sibling(owner, Sex::Man)),
            "husband" => self.spouse(owner, Sex::Man),
            "mother" if tag => self.parent(owner, Sex::Woman),
            "father" if tag => self.parent(owner, Sex::Man),
            _ => None,
        };
        // `Her husband` is as sure as `her`.
        let is_sure = owned_by.is_none_or(|(_, is_sure)| is_sure);
        relative.map(|(who, sure)| (who, sure && is_sure))
    }

    /// Returns the person of `his`, `my` or `Anna's` in a description, and whether it can be no
    /// other.
    pub(super) fn owner(
        &mut self,
        description: &Described,
        word: WordId,
        paragraph: usize,
    ) -> Option<(usize, bool)> {
        if description.article != Article::Whose {
            return None;
        }
        match self.page.low(word) {
            "his" => self.pronoun(Pronoun::He, word, paragraph),
            "her" => self.pronoun(Pronoun::She, word, paragraph),
            // `Mrs. Hale's son`: the name ends with this word.
            _ => self
                .before
                .filter(|(_, end)| *end == word + 1)
                .map(|(owner, _)| (owner, true))
                .or_else(|| self.people.at(word).map(|owner| (owner.person, true))),
        }
    }

    /// Gives the owner the noun of the other side: a person with a nephew is an
    /// uncle.
    fn give_kin(&mut self, description: &Described, owner: usize) {
        let person = &mut self.people.people[owner];
        if !person.is_named() {
            return;
        }
        let sexes = person
            .sex()
            .map_or(vec![Sex::Man, Sex::Woman], |sex| vec![sex]);
        for sex in sexes {
            if let Some(noun) = reverse_kin(&description.head, sex) {
                person.call(noun);
            }
        }
    }

    /// Returns the married people of this sex who act: those with a title and a
    /// surname that another title shares.
    fn married(&self, sex: Sex) -> impl Iterator<Item = usize> {
        let people = &self.people.people;
        let has = |who: usize, titles: &str| {
            let title = people[who].title.as_deref().unwrap_or("");
            listed(titles, title)
        };
        let wife = move |who: usize| has(who, "mrs madame mme lady");
        let is = move |who: usize| match sex {
            Sex::Woman => wife(who),
            Sex::Man => {
                !wife(who) && people[who].title.is_some() && people[who].sex() == Some(Sex::Man)
            }
        };
        let shares = move |who: usize| {
            let surname = people[who].names.last();
            let other = |other: usize| {
                other != who
                    && people[other].names.last() == surname
                    && people[other].title.is_some()
                    && (wife(other) || wife(who))
            };
            surname.is_some() && (0..people.len()).any(other)
        };
        (0..people.len()).filter(move |who| is(*who) && shares(*who))
    }

    /// Returns the only Miss Hale for the sister of Mr. Hale, or the other way
    /// round.
    fn sibling(&self, owner: usize, sex: Sex) -> Option<(usize, bool)> {
        let people = &self.people.people;
        let surname = people[owner]
            .names
            .last()
            .filter(|_| people[owner].title.is_some())?;
        let titles = if sex == Sex::Woman {
            "miss"
        } else {
            "mr master"
        };
        let same = |who: &usize| {
            *who != owner
                && people[*who].names.last() == Some(surname)
                && listed(titles, people[*who].title.as_deref().unwrap_or(""))
        };
        let mut found = (0..people.len()).filter(same);
        let sibling = found.next()?;
        found.next().is_none().then_some((sibling, false))
    }

    /// Returns the queen of a king, and so on.
    fn consort(&self, owner: usize, sex: Sex) -> Option<usize> {
        const PAIRS: [(&str, &str); 6] = [
            ("king", "queen"),
            ("prince", "princess"),
            ("duke", "duchess"),
            ("count", "countess"),
            ("baron", "baroness"),
            ("emperor", "empress"),
        ];
        let people = &self.people.people;
        let has = |who: usize, noun: &str| {
            people[who]
                .nouns
                .iter()
                .any(|own| own.rsplit(' ').next() == Some(noun))
        };
        let (his, her) = PAIRS
            .iter()
            .find(|(his, her)| has(owner, if sex == Sex::Woman { his } else { her }))?;
        let noun = if sex == Sex::Woman { her } else { his };
        (0..people.len()).find(|who| has(*who, noun))
    }

    fn spouse(&self, owner: Option<usize>, sex: Sex) -> Option<(usize, bool)> {
        let people = 0..self.people.people.len();
        let consort = owner.and_then(|owner| self.consort(owner, sex));
        let consort = consort.or_else(|| people.clone().find_map(|who| self.consort(who, sex)));
        if let Some(consort) = consort {
            return Some((consort, false));
        }
        let surname = |who: usize| self.people.people[who].names.last();
        let own = |who: &usize| owner.is_some_and(|owner| surname(owner) == surname(*who));
        let all: Vec<usize> = self
            .married(sex)
            .filter(|who| Some(*who) != owner)
            .collect();
        match (all.iter().find(|who| own(who)), all.as_slice()) {
            (Some(own), _) => Some((*own, true)),
            (None, [one]) if owner.is_none_or(|owner| !self.people.people[owner].is_named()) => {
                Some((*one, false))
            }
            _ => None,
        }
    }

    /// Returns the mother or the father: of the owner's surname, or else of the
    /// only family of the text.
    fn parent(&self, owner: Option<usize>, sex: Sex) -> Option<(usize, bool)> {
        let people = &self.people.people;
        let acts = |who: usize| self.acts.get(who).copied().unwrap_or(false);
        let noun = if sex == Sex::Woman {
            "mother"
        } else {
            "father"
        };
        let known = |person: &Person| {
            !person.is_named() && person.nouns.first().is_some_and(|own| own == noun)
        };
        if owner.is_some_and(|owner| people[owner].teller)
            || people.iter().any(|person| person.teller) && people.iter().any(known)
        {
            return None;
        }
        let mut couples: Vec<usize> = self.married(sex).filter(|who| acts(*who)).collect();
        if couples.is_empty() && sex == Sex::Woman {
            let wife = |who: &usize| people[*who].title.as_deref() == Some("mrs") && acts(*who);
            couples = (0..people.len()).filter(wife).collect();
        }
        let surname = |who: usize| people[who].names.last();
        let named =
            owner.filter(|owner| people[*owner].names.len() > 1 || people[*owner].title.is_some());
        let own = couples.iter().find(|who| {
            named.is_some_and(|owner| owner != **who && surname(owner) == surname(**who))
        });
        match (own, couples.as_slice()) {
            (Some(own), _) => Some((*own, true)),
            (None, [one]) => Some((*one, false)),
            _ => None,
        }
    }
}
