//! Gives names to people who were only described before.
//!
//! A name is given only to a person who has none, whose sex fits, and who does
//! not speak the words that contain it.

use super::phrases::asks_name;
use super::sweep::Sweep;
use crate::outline::lexicon::{Age, listed};
use crate::outline::prose::page::Part;
use cuebook_core::id::{IdRange, WordId};

/// The largest distance to a person who is addressed for the first time, in
/// words.
const CALLED: usize = 120;

impl Sweep<'_, '_> {
    /// Joins a name with the description beside it: `the captain, Orlov,`, `a man
    /// named Dobbs`, `my uncle's name was Harold`.
    pub(super) fn apposition(&mut self, person: usize, word: WordId) {
        self.christened(person, word);
        self.own_name(person, word);
        self.who_is(person, word);
        let Some((other, end)) = self.before.filter(|(other, _)| *other != person) else {
            return;
        };
        let page = self.page;
        let near = end == word && page.gap_before(word).trim() == ",";
        let next = (word..word + 3)
            .ids()
            .find(|w| *w < page.end() && !page.is_capital(*w));
        let closes = next.is_some_and(|next| page.gap_before(next).contains([',', '.']));
        let low = |back: usize| word.checked_sub(back).map_or("", |at| page.low(at));
        let named = word - end < 4
            && listed("called named christened baptised nicknamed", low(1))
            && self.people.people[person].first >= word;
        let was = low(1) == "was" && low(2) == "name" && end + 2 == word;
        // `She had been christened Philippa.`
        let given = named && {
            let person = &self.people.people[other];
            person.names.len() == 1 && person.title.is_none() && low(2) != "a"
        };
        if given && self.may_be(other, person) {
            self.people.people[other].guessed.clear();
            self.unite(person, other);
            return;
        }
        // `The Swede is Mr. Hale.`
        let owned = (word..word + 3)
            .ids()
            .take_while(|at| *at == word || page.is_joined(*at - 1) && page.is_capital(*at))
            .any(|at| page.is_possessive(at));
        let is = listed("is was", low(1)) && end + 1 == word && page.is_joined(end) && !owned;
        if self.is_open(other) && (near && closes || named || was || is) {
            self.unite(other, person);
        }
    }

    /// Gives the subject of a sentence a second name: `She was eleven, and had been
    /// christened Philippa.`
    fn christened(&mut self, person: usize, word: WordId) {
        let low = |back: usize| word.checked_sub(back).map_or("", |at| self.page.low(at));
        let given = listed("christened baptised nicknamed", low(1)) && listed("been was", low(2));
        let of = self.page.part_of(word).map(|part| part.paragraph);
        let Some((who, _)) = self.subject.filter(|(_, paragraph)| Some(*paragraph) == of) else {
            return;
        };
        let new = self.people.people[person].title.is_none() || self.last[person].is_none();
        if given && new && who != person && self.may_be(who, person) {
            self.unite(person, who);
        }
    }

    /// Handles `I called myself Wick` and `My name was Wick` of the narrator.
    fn own_name(&mut self, person: usize, word: WordId) {
        let low = |back: usize| word.checked_sub(back).map_or("", |at| self.page.low(at));
        let part = self.page.part_of(word);
        let called = listed("call called calls named christened nicknamed", low(2));
        let calls = called && (low(1) == "myself" && low(3) != "he" || low(1) == "me");
        let name = listed("was is being", low(1)) && low(2) == "name" && low(3) == "my";
        let teller = self.people.people.iter().position(|person| person.teller);
        let Some(teller) = teller.filter(|_| part.is_some_and(|part| !part.speech)) else {
            return;
        };
        let new = !self.people.people[teller].is_named() && person != teller;
        if new && (calls || name) {
            self.unite(person, teller);
        }
    }

    /// Handles `The boy, who was Ned, rose.`
    fn who_is(&mut self, person: usize, word: WordId) {
        let Some((other, end)) = self.before.filter(|(other, _)| *other != person) else {
            return;
        };
        let low = |back: usize| word.checked_sub(back).map_or("", |at| self.page.low(at));
        let closes = (word..word + 3)
            .ids()
            .find(|at| !self.page.gap(*at).trim().is_empty())
            .is_some_and(|at| !self.page.is_possessive(at));
        let is = listed("was is", low(1)) && low(2) == "who" && end + 2 == word;
        let comma = is && self.page.gap_before(end).contains(',');
        if comma && closes && self.is_open(other) && self.may_be(other, person) {
            self.unite(other, person);
        }
    }

    /// Returns whether a person has no name yet and may get one.
    pub(super) fn is_open(&self, who: usize) -> bool {
        let person = &self.people.people[who];
        !person.is_named() && !person.teller && !person.several && !person.nouns.is_empty()
    }

    /// Gives the first form of address with a name, `“Well, Simmons?”`, to a near
    /// person without a name. A name that answers the question for it is treated
    /// the same.
    pub(super) fn called(&mut self, person: usize, word: WordId, part: usize, vocative: bool) {
        let here = &self.page.parts[part];
        let answer = here.words.len() <= 3 && asks_name(self.page, self.speech_before(part));
        let introduced = !self.is_tagged_by_name(part) && self.introduces(word, here);
        if !(vocative || answer || introduced)
            || !introduced && !self.acts.get(person).copied().unwrap_or(false)
            || self.last[person].is_some()
            || !introduced && self.was_named(person)
        {
            return;
        }
        let reply = self.reply(part).filter(|_| !answer && !introduced);
        let reply = reply.filter(|reply| self.describes(reply) && self.may_reply(reply, person));
        let subject = self.subject.map(|(who, _)| who).filter(|_| introduced);
        let opening = self.opening(word);
        let fits = |who: &usize| {
            let last = self.last[*who].unwrap_or(WordId::NEVER);
            let near = last < word && word - last < CALLED;
            // A person whom the paragraph itself mentions is its speaker.
            let other = last < opening && (answer || !self.speaks(*who, part));
            near && (introduced || other)
                && !(answer && self.asks(*who, part))
                && self.is_open(*who)
                && self.may_be(*who, person)
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

    /// Returns the speech before a part.
    fn speech_before(&self, part: usize) -> Option<&'_ Part> {
        self.page.parts[..part]
            .iter()
            .rev()
            .find(|part| part.speech)
    }

    /// Returns the narration after a part in its paragraph.
    fn tag_after(&self, part: usize) -> Option<&'_ Part> {
        let next = self.page.parts.get(part + 1)?;
        (!next.speech && next.paragraph == self.page.parts[part].paragraph).then_some(next)
    }

    /// Returns whether a tag beside a part has a name: `said Tobit`.
    fn is_tagged_by_name(&self, part: usize) -> bool {
        let here = self.page.parts[part].paragraph;
        let before = part.checked_sub(1).map(|before| &self.page.parts[before]);
        let before = before.filter(|before| !before.speech && before.paragraph == here);
        let says = |word: WordId| self.page.known(word).saying.is_some();
        let name = |word: WordId| self.page.is_capital(word) && !self.page.known(word).no_name;
        self.tag_after(part).into_iter().chain(before).any(|tag| {
            let words = tag.words.start..tag.words.end.min(tag.words.start + 3);
            words.ids().any(says) && words.ids().skip(1).any(name)
        })
    }

    /// Returns whether the tag after a part is about a person, by a description or a
    /// pronoun.
    fn speaks(&self, who: usize, part: usize) -> bool {
        let Some(tag) = self.tag_after(part) else {
            return false;
        };
        let latest = self.last.iter().copied().max().flatten();
        let pronoun = (tag.words.start..tag.words.end.min(tag.words.start + 2))
            .ids()
            .any(|word| listed("he she", self.page.low(word)));
        self.tags(who, tag) || pronoun && self.last[who] == latest
    }

    /// Returns whether the paragraph before a part is tagged by a person. Who asks
    /// for a name does not have it.
    fn asks(&self, who: usize, part: usize) -> bool {
        let parts = &self.page.parts;
        let here = parts[part].paragraph;
        let Some(last) = self.page.paragraph(here).start.checked_sub(1) else {
            return false;
        };
        let before = self.page.paragraph(parts[last].paragraph);
        let mut same = parts[before].iter().rev().take(8);
        same.any(|tag| !tag.speech && self.tags(who, tag))
    }

    /// Returns whether the text has had the name of a person before this mention.
    fn was_named(&self, person: usize) -> bool {
        let forms = self.people.people[person].forms.iter();
        forms.map(|(_, count)| *count).sum::<usize>() > 1
    }

    /// Returns whether a person introduces themselves or another: `this is
    /// Baptiste`, `my name is Lorna`, `I am Holt`.
    fn introduces(&self, word: WordId, here: &Part) -> bool {
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
    pub(super) fn may_be(&self, described: usize, named: usize) -> bool {
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
        let from = self.page.paragraph(paragraph).end;
        let next = (from..parts.len()).find(|next| parts[*next].speech)?;
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
            |word: WordId| matches!(self.page.low(word), "the" | "a" | "his" | "her" | "my");
        (tag.words.start..end).ids().any(|word| {
            article(word)
                && (word + 1..end.min(word + 3))
                    .ids()
                    .any(|word| self.page.known(word).noun.is_some())
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
    pub(super) fn guess(&mut self, described: usize) {
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
        near.ids().any(|word| {
            nouns
                .iter()
                .any(|noun| head(noun) == self.page.known(word).base)
        })
    }

    /// Merges two people into one.
    pub(super) fn unite(&mut self, described: usize, named: usize) {
        // The role has the name, however often the description is used.
        self.people.people[described].forms.clear();
        self.people.merge(described, named);
        self.last[named] = self.last[named].max(self.last[described]);
        self.last[described] = None;
        let most = self.acted.len().max(named + 1).max(described + 1);
        self.acted.resize(most, WordId::FIRST);
        self.acted[named] = self.acted[named].max(self.acted[described]);
    }
}
