//! Finds the people of a text, and the person of each phrase, from the first word
//! to the last. The meaning of a phrase depends on the words before it, and on
//! names anywhere in the text.

mod beside;
mod nouns;
mod pronouns;
mod voices;

use std::ops::Range;

use super::phrases::{Found, explains, is_apart, is_bracketed, phrases};
use super::{Mention, People, evidence, fit, traits};
use crate::outline::lexicon::{Sex, age_of, listed};
use crate::outline::prose::names::Names;
use crate::outline::prose::page::Page;
use crate::outline::prose::phrase::{Article, Described, PhraseKind, Pronoun};
use cuebook_core::id::{IdRange, WordId};

/// The largest distance at which `he` or `the man` can refer to a person, in
/// words.
pub(super) const NEAR: usize = 400;

pub(super) struct Sweep<'p, 'a> {
    pub(super) people: &'p mut People,
    pub(super) page: &'p Page<'a>,
    /// The parts in quotation marks that no one speaks.
    quoted: &'p [Option<&'static str>],
    /// The last word of narration that mentioned each person.
    pub(super) last: Vec<Option<WordId>>,
    /// The last word at which each person was a subject.
    pub(super) acted: Vec<WordId>,
    /// The last voice without a person, and the word that mentions it.
    voice: Option<(usize, WordId)>,
    /// The subject of `Anna told him`, and its paragraph.
    told: Option<(usize, usize)>,
    /// The people whom the speech beside a tag addresses by name.
    hailed: Vec<usize>,
    /// The last subject, and its paragraph.
    pub(super) subject: Option<(usize, usize)>,
    /// The last mention in narration and its end, for appositions.
    pub(super) before: Option<(usize, WordId)>,
    /// Whether each person acts or speaks under their name in the narration.
    pub(super) acts: Vec<bool>,
    /// The person who was addressed by name and is not narrated yet, and the
    /// paragraph of the reply.
    pub(super) awaited: Option<(usize, usize)>,
    /// Whether the description that is read may be for another person than the one it is taken for.
    pub(super) hedged: bool,
}

/// Finds the people of a page. Nobody speaks the parts in `quoted`.
#[must_use]
pub(crate) fn people(page: &Page<'_>, names: &Names, quoted: &[Option<&'static str>]) -> People {
    let mut people = People {
        at: vec![None; page.prose.words.len()].into(),
        ..People::default()
    };
    let phrases = phrases(page, names);
    people.christen(&phrases);
    evidence::vote(&mut people, page, &phrases);
    let mut sweep = Sweep {
        acts: evidence::acting(&people, page, &phrases),
        last: vec![None; people.people.len()],
        acted: vec![WordId::FIRST; people.people.len()],
        people: &mut people,
        page,
        quoted,
        told: None,
        hailed: Vec::new(),
        voice: None,
        subject: None,
        before: None,
        awaited: None,
        hedged: false,
    };
    for found in &phrases {
        sweep.phrase(found);
    }
    sweep.place_teller();
    people
}

impl Sweep<'_, '_> {
    fn phrase(&mut self, found: &Found) {
        let part = &self.page.parts[found.part];
        let word = found.phrase.words.start;
        self.hedged = false;
        self.hailed.clear();
        let tied = match &found.phrase.kind {
            PhraseKind::Pronoun(_) if part.speech => None,
            PhraseKind::Pronoun(Pronoun::We) if self.is_new(word) => {
                let who = self.introduce(word);
                let person = &mut self.people.people[who];
                person.call("stranger");
                person.introduced = true;
                person.manly = 1;
                self.acted.resize(self.people.people.len(), WordId::FIRST);
                self.acted[who] = word;
                Some((who, false))
            }
            PhraseKind::Pronoun(Pronoun::I) => Some((self.people.teller(word), true)),
            PhraseKind::Pronoun(pronoun @ (Pronoun::They | Pronoun::We)) => {
                self.several(*pronoun, word, found.part)
            }
            PhraseKind::Pronoun(pronoun) => {
                if self.is_tag(word, found.part) {
                    self.hailed = self.hailed_beside(found.part);
                }
                let known = self.pronoun(*pronoun, word, part.paragraph);
                known.or_else(|| self.stranger(*pronoun, word, found.part))
            }
            PhraseKind::Name { title, names } => {
                self.name(title.as_deref(), names, found.phrase.words.clone())
            }
            PhraseKind::Noun(noun) if self.is_own_noun(noun, word) => None,
            PhraseKind::Noun(noun) => {
                let words = found.phrase.words.clone();
                self.noun(noun, words, (part.speech, part.paragraph))
            }
        };
        self.last.resize(self.people.people.len(), None);
        if let Some((person, sure)) = tied {
            let here = self.last[person].is_some_and(|last| last >= self.opening(word));
            let near = self.subject == Some((person, part.paragraph)) || here;
            if part.speech && matches!(found.phrase.kind, PhraseKind::Name { .. }) {
                self.called(person, word, found.part, self.is_vocative(found));
            }
            self.mention(found, person, (sure, near));
        }
    }

    /// Adds a mention of a person.
    fn mention(&mut self, found: &Found, person: usize, (sure, near): (bool, bool)) {
        let part = &self.page.parts[found.part];
        let words = found.phrase.words.clone();
        if !part.speech && !found.phrase.possessive {
            self.reveal(person, words.start);
            if self.people.people[person].nouns == ["voice"] {
                self.voice = Some((person, words.start));
            }
        }
        self.observe(found, person);
        let anybody = matches!(&found.phrase.kind, PhraseKind::Noun(noun)
            if fit::is_anybody(noun) && (noun.article != Article::A || noun.head == "voice"));
        // `Our friend` is anybody of the story.
        let sure = sure
            && !matches!(&found.phrase.kind, PhraseKind::Noun(noun)
                if noun.article == Article::Whose && fit::is_anybody(noun));
        let vocative = part.speech && self.is_vocative(found);
        self.people.people[person].called |= vocative;
        let mention = Mention {
            person,
            pronoun: match &found.phrase.kind {
                PhraseKind::Pronoun(pronoun) => Some(*pronoun),
                _ => None,
            },
            sure,
            near,
            anybody: !sure && anybody,
            hedged: self.hedged,
            possessive: found.phrase.possessive,
            subject: self.is_subject(found),
            spoken: part.speech,
            vocative,
            words: words.clone(),
        };
        self.people.at[words.start] = u32::try_from(self.people.mentions.len()).ok();
        self.people.mentions.push(mention);
        // Nobody acts in `[Quest complete.]`.
        if !part.speech && !is_bracketed(self.page, part) {
            self.narrate(found, person);
        }
    }

    /// Returns whether a name is the first sentence of a speech and no answer: `“Tom. Look.”`
    fn is_hailed(&self, found: &Found) -> bool {
        let (words, within) = (&found.phrase.words, &self.page.parts[found.part].words);
        let before = self.page.parts[..found.part].iter().rev();
        let before = before.into_iter().find(|part| part.speech);
        let asked = before.is_some_and(|before| self.page.last_mark(before) == Some('?'));
        words.start == within.start
            && words.end < within.end
            && self.page.gap(words.end - 1).starts_with('.')
            && self.page.begins(words.end)
            && !found.phrase.possessive
            && !asked
    }

    /// Returns whether words are alone, like a form of address.
    fn is_vocative(&self, found: &Found) -> bool {
        let (words, within) = (&found.phrase.words, &self.page.parts[found.part].words);
        // `my dear Harding`
        let kind =
            |word: &WordId| listed("my dear old poor little good young", self.page.low(*word));
        let first = words.start.saturating_sub(3).max(within.start);
        let kind = (first..words.start).ids().rev().take_while(kind).count();
        let apart = is_apart(self.page, words.start - kind..words.end, within)
            || matches!(found.phrase.kind, PhraseKind::Name { .. }) && self.is_hailed(found);
        self.quoted[found.part].is_none() && apart && !explains(self.page, words, within)
    }

    /// Returns whether a mention in narration is before a verb, or begins its
    /// sentence.
    fn is_subject(&self, found: &Found) -> bool {
        let part = &self.page.parts[found.part];
        let next = found.phrase.words.end;
        let low = self.page.low(next);
        // `The noise was bad for my father, who needed quiet.` is not about him.
        let before = found.phrase.words.start.checked_sub(1);
        let object = before.is_some_and(|at| listed("for", self.page.low(at)));
        let clause = low == "who" && self.page.gap(next - 1).contains(',') && !object;
        let verb = self.page.known(next).past
            || self.page.is_manner(next)
            || listed("himself herself", low)
            || clause;
        // `A song which her mother had sung` is not about the mother.
        let word = found.phrase.words.start;
        let within =
            word > WordId::FIRST && listed("which whom that than of", self.page.low(word - 1));
        !part.speech
            && !within
            && !found.phrase.possessive
            && (next < part.words.end && verb || self.begins(found))
    }

    /// Returns whether `someone` is a person who comes: `I saw someone on the road`.
    fn is_new(&self, word: WordId) -> bool {
        const VERBS: &str = "saw see sees heard hears met meets noticed spied spotted watched";
        let verb = word.checked_sub(1).map_or("", |verb| self.page.low(verb));
        listed("someone somebody", self.page.low(word)) && listed(VERBS, verb)
    }

    /// Returns whether a noun is what the narrator or the listener is: `I was a good boy`.
    fn is_own_noun(&self, noun: &Described, word: WordId) -> bool {
        let low = |back: usize| word.checked_sub(back).map_or("", |at| self.page.low(at));
        noun.article == Article::A
            && listed("was am were are", low(1))
            && listed("i you we", low(2))
    }

    /// Returns the people whom the speeches beside narration address by name: who says `Be a man,
    /// Michael` is not Michael.
    fn hailed_beside(&self, part: usize) -> Vec<usize> {
        let page = self.page;
        let here = page.parts[part].paragraph;
        let beside = [part.checked_sub(1), Some(part + 1)];
        let beside = beside
            .into_iter()
            .flatten()
            .filter_map(|at| page.parts.get(at));
        let speeches = beside.filter(|beside| beside.speech && beside.paragraph == here);
        let mut found = Vec::new();
        for words in speeches.map(|speech| &speech.words) {
            let apart = |word: &WordId| {
                let begins = *word == words.start || page.gap_before(*word).contains(',');
                begins && page.gap(*word).starts_with([',', '.', '!', '?'])
            };
            for word in words
                .ids()
                .filter(|word| page.is_capital(*word))
                .filter(apart)
            {
                if let [who] = self.people.named(None, &[page.stem(word).to_owned()])[..] {
                    found.push(who);
                }
            }
        }
        found
    }

    /// Returns whether a mention begins its sentence.
    fn begins(&self, found: &Found) -> bool {
        let word = found.phrase.words.start;
        word == self.page.parts[found.part].words.start || self.page.begins(word)
    }

    /// Takes the facts that the words after a mention give.
    fn observe(&mut self, found: &Found, person: usize) {
        let part = &self.page.parts[found.part];
        let next = found.phrase.words.end;
        let age = traits::age_after(self.page, next).filter(|_| !part.speech);
        let body = traits::own_body(self.page, next);
        let absent = self.is_absent(found);
        let known = &mut self.people.people[person];
        known.age = known.age.or(age);
        known.first = known.first.min(found.phrase.words.start);
        known.present |= !absent && (!found.phrase.possessive || known.is_named());
        let described = !known.is_named() && !known.several && !known.teller;
        let open = described && known.manly.abs() < 2 && !part.speech;
        if open && !found.phrase.possessive && body != 0 {
            known.manly = 3 * body;
        }
    }

    /// Returns whether narration mentions a person who need not be there: `portraits of the late
    /// Bishop`, `He said Tom could row`, `Mrs. Pell's Ned`.
    fn is_absent(&self, found: &Found) -> bool {
        const SHOWN: &str =
            "portrait portraits picture pictures photograph photographs bust statue statues";
        let words = &found.phrase.words;
        let low = |back: usize| {
            let at = words.start.checked_sub(back);
            at.map_or("", |at| self.page.low(at))
        };
        if self.page.parts[found.part].speech {
            return false;
        }
        let is_name = matches!(found.phrase.kind, PhraseKind::Name { .. });
        let dead = !is_name
            && listed("the his her", self.page.low(words.start))
            && self.page.low(words.start + 1) == "late"
            && self.page.is_capital(words.end - 1);
        let shown = low(1) == "of" && listed(SHOWN, low(2));
        let verb = self.page.low(words.end);
        let told = is_name
            && listed("said says thought knew", low(1))
            && self.page.is_joined(words.start - 1)
            && listed("he she i they", low(2))
            && !found.phrase.possessive
            && listed(
                "would could couldn't wouldn't had was were might should",
                verb,
            );
        // A name with the name of its owner: `Mrs. Pell's Ned`
        let owns = is_name
            && found.phrase.possessive
            && self.page.is_joined(words.end - 1)
            && self.page.is_capital(words.end);
        dead || shown || told || owns
    }

    /// Keeps what later phrases may refer to.
    fn narrate(&mut self, found: &Found, person: usize) {
        const ASKS: &str =
            "told tells asked asks answered begged ordered reminded warned assured informed";
        let part = &self.page.parts[found.part];
        let words = found.phrase.words.clone();
        let first = self.last[person].is_none();
        self.last[person] = Some(words.start);
        self.people.people[person].narrated |= !self.is_absent(found);
        self.before = Some((person, words.end));
        let tagged = self.is_tagged(found);
        let speaks = self.page.known(words.end).saying.is_some();
        self.people.people[person].seen |= !tagged && !speaks;
        // `Anna's heart sank` is about Anna.
        let subject = self.is_subject(found);
        self.people.people[person].came |= first && subject && !tagged && !speaks;
        let body = found.phrase.possessive && traits::is_body(self.page, words.end);
        if subject || tagged || body || self.begins(found) || self.enters(words.start) {
            self.acted.resize(self.people.people.len(), WordId::FIRST);
            self.acted[person] = words.start;
        }
        if subject {
            self.subject = Some((person, part.paragraph));
            let told = listed(ASKS, self.page.low(words.end))
                && listed("him her me them", self.page.low(words.end + 1));
            self.told = told.then_some((person, part.paragraph));
        }
    }

    /// Returns whether a mention is behind the verb of a tag: `said Anna`.
    fn is_tagged(&self, found: &Found) -> bool {
        let part = &self.page.parts[found.part];
        let word = found.phrase.words.start;
        word > part.words.start
            && word < part.words.start + 4
            && self.page.known(word - 1).saying.is_some()
            && self.page.is_beside_speech(part)
    }

    /// Returns whether a verb right before a word has the person as its subject:
    /// `In came a mole`, `thought Anna`.
    fn enters(&self, word: WordId) -> bool {
        const VERBS: &str =
            "came stood sat lay stepped walked strode entered appeared rode stalked ran thought";
        word > WordId::FIRST && listed(VERBS, self.page.low(word - 1))
    }

    fn name(
        &mut self,
        title: Option<&str>,
        names: &[String],
        words: Range<WordId>,
    ) -> Option<(usize, bool)> {
        let word = words.start;
        let who = self.people.named(title, names);
        // Of two Hales, the man is called Hale.
        let people = &self.people.people;
        let man = |who: usize| title.is_none() && people[who].sex() == Some(Sex::Man);
        let latest = |who: &&usize| (man(**who), self.last[**who], usize::MAX - **who);
        let person = *who.iter().max_by_key(latest)?;
        let titled = title.map_or_else(String::new, |title| format!("{title} "));
        self.people.people[person].count(titled + &names.join(" "));
        self.people.people[person].dumb |= traits::is_pet(self.page, words.clone());
        let before = word
            .checked_sub(1)
            .filter(|before| self.page.is_joined(*before));
        if let Some(before) = before {
            // `old Hank Tully`
            let known = &mut self.people.people[person];
            known.age = known.age.or(age_of(self.page.low(before)));
        }
        self.apposition(person, word);
        self.noun_before(person, word);
        self.named_late(person, title.is_some(), word);
        Some((person, who.len() == 1))
    }

    /// Gives a person the noun right before the name: `the sailor Ben`.
    fn noun_before(&mut self, person: usize, word: WordId) {
        let Some(before) = word.checked_sub(1) else {
            return;
        };
        let noun = self.page.known(before).noun;
        if noun.is_some_and(|noun| !noun.several && !noun.vague)
            && self.page.is_joined(before)
            && !self.page.is_capital(before)
            && !self.page.begins(word)
        {
            let noun = self.page.known(before).base.clone();
            self.people.people[person].call(&noun);
        }
    }
}
