//! Gives names to people who were only described before.
//!
//! A name is given only to a person who has none, whose sex fits, and who does
//! not speak the words that contain it.

use std::ops::Range;

use super::phrases::asks_name;
use super::sweep::Sweep;
use crate::outline::lexicon::{self, Age, listed};
use crate::outline::prose::page::Part;

/// The largest distance to a person who is addressed for the first time, in
/// words.
const CALLED: usize = 120;

/// Returns whether a name is a noun for a relative: `Mam`.
fn is_kin(name: &str) -> bool {
    lexicon::noun(&name.to_lowercase()).is_some_and(|noun| noun.kin)
}

impl Sweep<'_, '_> {
    /// Joins a name with the description beside it: `the captain, Orlov,`, `a man
    /// named Dobbs`, `my uncle's name was Harold`.
    pub(super) fn apposition(&mut self, person: usize, word: usize) {
        let Some((other, end)) = self.before.filter(|(other, _)| *other != person) else {
            return;
        };
        let page = self.page;
        let near = end == word && page.gap_before(word).trim() == ",";
        let next = (word..word + 3).find(|w| *w < page.len() && !page.is_capital(*w));
        let closes = next.is_some_and(|next| page.gap_before(next).contains([',', '.']));
        let low = |back: usize| word.checked_sub(back).map_or("", |at| page.low(at));
        let named = word - end < 4
            && matches!(low(1), "called" | "named")
            && self.people.people[person].first >= word;
        let was = low(1) == "was" && low(2) == "name" && end + 2 == word;
        if self.is_open(other) && (near && closes || named || was) {
            self.unite(other, person);
        }
    }

    /// Returns whether a person has no name yet and may get one.
    fn is_open(&self, who: usize) -> bool {
        let person = &self.people.people[who];
        !person.is_named() && !person.teller && !person.several && !person.nouns.is_empty()
    }

    /// Gives the first form of address with a name, `“Well, Simmons?”`, to a near
    /// person without a name. A name that answers the question for it is treated
    /// the same.
    pub(super) fn called(&mut self, person: usize, word: usize, part: usize, vocative: bool) {
        let parts = &self.page.parts;
        let here = &parts[part];
        let answer = here.words.len() <= 3
            && asks_name(
                self.page,
                parts[..part].iter().rev().find(|part| part.speech),
            );
        let named = parts.get(part + 1).filter(|tag| {
            let words = tag.words.start..tag.words.end.min(tag.words.start + 3);
            !tag.speech && tag.paragraph == here.paragraph && self.says_a_name(words)
        });
        let introduced = named.is_none() && self.introduces(word, here);
        if !(vocative || answer || introduced)
            || !introduced && !self.acts.get(person).copied().unwrap_or(false)
            || self.last[person].is_some()
            || !introduced && self.was_named(person)
        {
            return;
        }
        let tag = parts
            .get(part + 1)
            .filter(|next| !next.speech && next.paragraph == here.paragraph);
        let latest = self.last.iter().copied().max().flatten();
        let pronoun = tag.is_some_and(|tag| {
            (tag.words.start..tag.words.end.min(tag.words.start + 2))
                .any(|word| listed("he she", self.page.low(word)))
        });
        let speaks = |who: usize| {
            tag.is_some_and(|tag| self.tags(who, tag)) || pronoun && self.last[who] == latest
        };
        let first = parts[..part]
            .iter()
            .rposition(|before| before.paragraph != here.paragraph);
        let opening = parts[first.map_or(0, |first| first + 1)].words.start;
        let reply = self.reply(part).filter(|_| !answer && !introduced);
        let reply = reply.filter(|reply| self.describes(reply) && self.may_reply(reply, person));
        // Who asks for a name does not have it.
        let asks = |who: usize| {
            answer
                && first.is_some_and(|first| {
                    let paragraph = parts[first].paragraph;
                    parts[..=first]
                        .iter()
                        .rev()
                        .take_while(|part| part.paragraph == paragraph)
                        .any(|tag| !tag.speech && self.tags(who, tag))
                })
        };
        let subject = self.subject.map(|(who, _)| who).filter(|_| introduced);
        let fits = |who: &usize| {
            let near = self.last[*who].is_some_and(|last| word - last < CALLED) && !asks(*who);
            // A person whom the paragraph itself mentions is its speaker.
            let speaks_here = self.last[*who].is_some_and(|last| last >= opening);
            near && (!speaks_here || introduced)
                && self.is_open(*who)
                && self.may_be(*who, person)
                && (answer || introduced || !speaks(*who))
                && reply.is_none_or(|reply| self.tags(*who, reply))
        };
        let found = (0..self.people.people.len())
            .filter(fits)
            .max_by_key(|who| (subject == Some(*who), self.last[*who]));
        match found {
            Some(other) => {
                self.guess(other);
                self.unite(other, person);
            }
            None if introduced => {}
            None => self.awaited = reply.map(|reply| (person, reply.paragraph)),
        }
    }

    /// Returns whether the text has had the name of a person before this mention.
    fn was_named(&self, person: usize) -> bool {
        let forms = self.people.people[person].forms.iter();
        forms.map(|(_, count)| *count).sum::<usize>() > 1
    }

    /// Returns whether a tag has a name: `said Tobit`.
    fn says_a_name(&self, words: Range<usize>) -> bool {
        let says = |word: usize| self.page.known(word).saying.is_some();
        words.clone().any(says)
            && words
                .skip(1)
                .any(|word| self.page.is_capital(word) && !self.page.known(word).no_name)
    }

    /// Returns whether a person introduces themselves or another: `this is
    /// Baptiste`, `my name is Lorna`, `I am Holt`.
    fn introduces(&self, word: usize, here: &Part) -> bool {
        let low = |back: usize| {
            let at = word.checked_sub(back);
            at.filter(|at| here.words.contains(at))
                .map_or("", |at| self.page.low(at))
        };
        low(1) == "is" && (low(2) == "this" || low(2) == "name" && low(3) == "my")
            || low(1) == "am" && low(2) == "i"
            || low(1) == "i'm"
    }

    /// Returns whether a described person may have this name, by sex and age.
    fn may_be(&self, described: usize, named: usize) -> bool {
        let (described, named) = (&self.people.people[described], &self.people.people[named]);
        let sexes = (described.sex(), named.sex());
        let wife = matches!(named.title.as_deref(), Some("mrs" | "madame" | "mme"));
        (sexes.0.is_none() || sexes.1.is_none() || sexes.0 == sexes.1)
            && !(wife && matches!(described.age, Some(Age::Child | Age::Young)))
    }

    /// Returns the narration beside the next speech, if that is in the next
    /// paragraph.
    fn reply(&self, part: usize) -> Option<&'_ Part> {
        let parts = &self.page.parts;
        let paragraph = parts[part].paragraph;
        let next = (part + 1..parts.len())
            .find(|next| parts[*next].speech && parts[*next].paragraph > paragraph)?;
        let beside = |index: usize| {
            parts
                .get(index)
                .filter(|tag| !tag.speech && tag.paragraph == paragraph + 1)
        };
        beside(next - 1).or_else(|| beside(next + 1))
    }

    /// Returns whether every person whom the reply describes may have the name.
    fn may_reply(&self, reply: &Part, person: usize) -> bool {
        let mut described = (0..self.people.people.len()).filter(|who| self.tags(*who, reply));
        described.all(|who| self.may_be(who, person))
    }

    /// Returns whether narration begins with a description of a person.
    fn describes(&self, tag: &Part) -> bool {
        let end = tag.words.end.min(tag.words.start + 6);
        let article =
            |word: usize| matches!(self.page.low(word), "the" | "a" | "his" | "her" | "my");
        (tag.words.start..end).any(|word| {
            article(word)
                && (word + 1..end.min(word + 3)).any(|word| self.page.known(word).noun.is_some())
        })
    }

    /// Returns the person addressed shortly before, if a description in the reply
    /// fits them.
    pub(super) fn awaited(&mut self, described: usize, paragraph: usize) -> Option<usize> {
        let (named, _) = self.awaited.filter(|(_, of)| *of == paragraph)?;
        if !self.may_be(described, named) || self.people.people[described].several {
            return None;
        }
        self.awaited = None;
        self.guess(described);
        self.unite(described, named);
        Some(named)
    }

    /// Marks the mentions of a described person as uncertain.
    fn guess(&mut self, described: usize) {
        for mention in &mut self.people.mentions {
            if mention.person == described {
                mention.sure = false;
            }
        }
        let person = &mut self.people.people[described];
        person.guessed = person.nouns.clone();
    }

    /// Returns whether the words beside a speech describe this person.
    fn tags(&self, who: usize, tag: &Part) -> bool {
        let near = tag.words.start..tag.words.end.min(tag.words.start + 6);
        let nouns = &self.people.people[who].nouns;
        let head = |noun: &String| noun.rsplit(' ').next().unwrap_or("").to_owned();
        near.clone().any(|word| {
            nouns
                .iter()
                .any(|noun| head(noun) == self.page.known(word).base)
        })
    }

    /// Gives a name that the text has not had before to the man or the woman who
    /// came in shortly before it: `a tall lady at the door`, then `Mrs. Hale`.
    pub(super) fn named_late(&mut self, person: usize, titled: bool, word: usize) {
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
            // A relative of somebody in the scene may have a name of any sex.
            let young = other
                .nouns
                .iter()
                .all(|noun| listed("son daughter grandson granddaughter nephew niece", noun));
            let sexes = (other.sex(), self.people.people[person].sex());
            let fits = sexes.0.is_some() && sexes.0 == sexes.1 || young && sexes.1.is_none();
            self.is_open(*who) && (vague || young) && near && fits && self.may_be(*who, person)
        };
        let mut found = (0..self.people.people.len()).filter(came_in);
        if let (Some(other), None) = (found.next(), found.next()) {
            self.guess(other);
            self.unite(other, person);
        }
    }

    /// In a story narrated by an `I`, gives the narrator a name that is only used to
    /// address and never narrated.
    pub(super) fn name_teller(&mut self) {
        let Some(teller) = self.people.people.iter().position(|person| person.teller) else {
            return;
        };
        if !self.takes_part(teller) {
            self.people.people[teller].present = false;
            return;
        }
        let mut calls = vec![0_usize; self.people.people.len()];
        let mut narrated = vec![false; self.people.people.len()];
        for mention in &self.people.mentions {
            calls[mention.person] += usize::from(mention.vocative);
            narrated[mention.person] |= !mention.spoken;
        }
        let open = |who: &usize| {
            let person = &self.people.people[*who];
            let kin = person.names.iter().any(|name| is_kin(name));
            calls[*who] > 0 && !narrated[*who] && person.is_named() && !kin
        };
        let most = (0..calls.len()).filter(open).max_by_key(|who| {
            let titled = self.people.people[*who].title.is_some();
            (!titled, calls[*who], usize::MAX - who)
        });
        if let Some(name) = most {
            let named = self.people.people[name].clone();
            self.unite(name, teller);
            let person = &mut self.people.people[teller];
            person.teller = true;
            person.names = named.names;
            person.title = named.title;
            person.forms = named.forms;
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
        let says = |word: usize| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        let beside = |word: usize| {
            self.page
                .part_of(word)
                .is_some_and(|part| self.page.is_beside_speech(part))
        };
        let mut tags = own.clone().filter(|mention| beside(mention.words.start));
        let speaks = tags.any(|mention| {
            says(mention.words.end) || mention.words.start > 0 && says(mention.words.start - 1)
        });
        speaks || own.count() * OFTEN > self.page.len()
    }

    /// Merges two people into one.
    pub(super) fn unite(&mut self, described: usize, named: usize) {
        // The role has the name, however often the description is used.
        self.people.people[described].forms.clear();
        self.people.merge(described, named);
        self.last[named] = self.last[named].max(self.last[described]);
        self.last[described] = None;
        let most = self.acted.len().max(named + 1).max(described + 1);
        self.acted.resize(most, 0);
        self.acted[named] = self.acted[named].max(self.acted[described]);
    }
}
