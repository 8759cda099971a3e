//! Finds the people of a text, and the person of each phrase, from the first word
//! to the last. The meaning of a phrase depends on the words before it, and on
//! names anywhere in the text.

use std::ops::Range;

use super::phrases::{Found, explains, is_apart, phrases};
use super::{Mention, People, Person, evidence, fit, traits};
use crate::outline::lexicon::{is_rank, listed};
use crate::outline::prose::names::Names;
use crate::outline::prose::page::Page;
use crate::outline::prose::phrase::{Article, Described, PhraseKind, Pronoun};

/// The largest distance at which `he` or `the man` can refer to a person, in
/// words.
pub(super) const NEAR: usize = 400;

pub(super) struct Sweep<'p, 'a> {
    pub(super) people: &'p mut People,
    pub(super) page: &'p Page<'a>,
    /// The last word of narration that mentioned each person.
    pub(super) last: Vec<Option<usize>>,
    /// The last word at which each person was a subject.
    pub(super) acted: Vec<usize>,
    /// The last voice without a person, and the word that mentions it.
    voice: Option<(usize, usize)>,
    /// The subject of `Anna told him`, and its paragraph.
    told: Option<(usize, usize)>,
    /// The last subject, and its paragraph.
    pub(super) subject: Option<(usize, usize)>,
    /// The last mention in narration and its end, for appositions.
    pub(super) before: Option<(usize, usize)>,
    /// Whether each person acts or speaks under their name in the narration.
    pub(super) acts: Vec<bool>,
    /// The person who was addressed by name and is not narrated yet, and the
    /// paragraph of the reply.
    pub(super) awaited: Option<(usize, usize)>,
}

/// Finds the people of a page.
#[must_use]
pub(crate) fn people(page: &Page<'_>, names: &Names) -> People {
    let mut people = People {
        at: vec![None; page.len()],
        ..People::default()
    };
    let phrases = phrases(page, names);
    people.christen(&phrases);
    evidence::vote(&mut people, page, &phrases);
    let mut sweep = Sweep {
        acts: evidence::acting(&people, page, &phrases),
        last: vec![None; people.people.len()],
        acted: vec![0; people.people.len()],
        people: &mut people,
        page,
        told: None,
        voice: None,
        subject: None,
        before: None,
        awaited: None,
    };
    for found in &phrases {
        sweep.phrase(found);
    }
    sweep.name_teller();
    people
}

impl Sweep<'_, '_> {
    fn phrase(&mut self, found: &Found) {
        let part = &self.page.parts[found.part];
        let word = found.phrase.words.start;
        let tied = match &found.phrase.kind {
            PhraseKind::Pronoun(_) if part.speech => None,
            PhraseKind::Pronoun(Pronoun::I) => Some((self.people.teller(word), true)),
            PhraseKind::Pronoun(pronoun @ (Pronoun::They | Pronoun::We)) => {
                self.several(*pronoun, word, found.part)
            }
            PhraseKind::Pronoun(pronoun) => {
                let known = self.pronoun(*pronoun, word, part.paragraph);
                known.or_else(|| self.stranger(*pronoun, word, found.part))
            }
            PhraseKind::Name { title, names } => self.name(title.as_deref(), names, word),
            PhraseKind::Noun(noun) => self.noun(
                noun,
                word,
                found.phrase.words.end,
                (part.speech, part.paragraph),
            ),
        };
        self.last.resize(self.people.people.len(), None);
        if let Some((person, sure)) = tied {
            let near = self.subject == Some((person, part.paragraph));
            if part.speech && matches!(found.phrase.kind, PhraseKind::Name { .. }) {
                let vocative = is_apart(self.page, found.phrase.words.clone(), &part.words)
                    && !explains(self.page, &found.phrase.words, &part.words);
                self.called(person, word, found.part, vocative);
            }
            self.mention(found, person, (sure, near));
        }
    }

    fn mention(&mut self, found: &Found, person: usize, (sure, near): (bool, bool)) {
        let part = &self.page.parts[found.part];
        if !part.speech && !found.phrase.possessive {
            self.reveal(person, found.phrase.words.start);
            if self.people.people[person].nouns == ["voice"] {
                self.voice = Some((person, found.phrase.words.start));
            }
        }
        let words = found.phrase.words.clone();
        let next = words.end;
        let verb = next < part.words.end
            && (self.page.known(next).past
                || self.page.low(next).ends_with("ly")
                || self.page.low(next) == "who" && self.page.gap(next - 1).contains(','));
        let begins = words.start == part.words.start || self.page.begins(words.start);
        let subject = !part.speech && !found.phrase.possessive && (verb || begins);
        let age = traits::age_after(self.page, next).filter(|_| !part.speech);
        let body = traits::own_body(self.page, next);
        let known = &mut self.people.people[person];
        known.age = known.age.or(age);
        known.first = known.first.min(words.start);
        known.present |= !found.phrase.possessive || known.is_named();
        let described = !known.is_named() && !known.several && !known.teller;
        if described && known.manly.abs() < 2 && !part.speech && !found.phrase.possessive {
            known.manly = if body == 0 { known.manly } else { 3 * body };
        }
        self.people.at[words.start] = u32::try_from(self.people.mentions.len()).ok();
        self.people.mentions.push(Mention {
            person,
            pronoun: match &found.phrase.kind {
                PhraseKind::Pronoun(pronoun) => Some(*pronoun),
                _ => None,
            },
            sure,
            near,
            anybody: !sure
                && matches!(&found.phrase.kind, PhraseKind::Noun(noun)
                    if fit::is_anybody(noun) && (noun.article != Article::A || noun.head == "voice")),
            possessive: found.phrase.possessive,
            subject,
            spoken: part.speech,
            vocative: part.speech
                && is_apart(self.page, words.clone(), &part.words)
                && !explains(self.page, &words, &part.words),
            words: words.clone(),
        });
        if !part.speech {
            self.last[person] = Some(words.start);
            self.people.people[person].narrated = true;
            self.before = Some((person, words.end));
            let says = |word: usize| self.page.known(word).saying.is_some();
            let tag = words.start > part.words.start && says(words.start - 1);
            let tagged =
                tag && words.start < part.words.start + 4 && self.page.is_beside_speech(part);
            self.people.people[person].seen |= !tagged && !says(next);
            // `Anna's heart sank` is about Anna.
            let thinks = words.start > 0 && self.page.low(words.start - 1) == "thought";
            // `In came a mole.`
            let enters = words.start > 0
                && listed(
                    "came stood sat lay stepped walked strode entered appeared rode stalked ran",
                    self.page.low(words.start - 1),
                );
            if subject || tagged || begins || thinks || enters {
                self.acted.resize(self.people.people.len(), 0);
                self.acted[person] = words.start;
            }
            if subject {
                self.subject = Some((person, part.paragraph));
                let asks = "told tells asked asks answered begged ordered reminded warned assured informed";
                let told = listed(asks, self.page.low(next))
                    && listed("him her me them", self.page.low(next + 1));
                self.told = told.then_some((person, part.paragraph));
            }
        }
    }

    /// Returns the people whom `they` or `we` means. It is never certain.
    fn several(&mut self, pronoun: Pronoun, word: usize, part: usize) -> Option<(usize, bool)> {
        let known = match pronoun {
            Pronoun::They => self.pronoun(pronoun, word, self.page.parts[part].paragraph),
            _ => None,
        };
        let who = known.map(|(who, _)| who);
        let tag = self.is_tag(word, part);
        let who = who.or_else(|| tag.then(|| self.people.crowd(word)))?;
        Some((who, false))
    }

    /// Adds the person of a tag whom the text has not mentioned: `“Late,” he said.`
    fn stranger(&mut self, pronoun: Pronoun, word: usize, part: usize) -> Option<(usize, bool)> {
        if !self.is_tag(word, part) {
            return None;
        }
        let who = self.introduce(word);
        self.people.people[who].manly = if pronoun == Pronoun::He { 6 } else { -6 };
        Some((who, false))
    }

    /// Returns whether a pronoun is beside a verb of speech and a speech.
    fn is_tag(&self, word: usize, part: usize) -> bool {
        let part = &self.page.parts[part];
        let says = |word: usize| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        let after = (word + 1..part.words.end.min(word + 4)).any(says);
        let before = word > part.words.start && says(word - 1);
        let introduces = self.page.gap(part.words.end - 1).contains(':');
        (after || before) && (introduces || self.page.is_beside_speech(part))
    }

    /// Returns the subject of this paragraph if it agrees, otherwise the last
    /// person mentioned.
    pub(super) fn pronoun(
        &self,
        pronoun: Pronoun,
        word: usize,
        paragraph: usize,
    ) -> Option<(usize, bool)> {
        let people = &self.people.people;
        if let Some((subject, of)) = self.subject
            && of == paragraph
            && people[subject].agrees(pronoun) == Some(true)
        {
            return Some((subject, self.is_only(pronoun, word, subject)));
        }
        // The subject of this paragraph is nearer than anyone before it.
        if let Some((subject, of)) = self.subject
            && of == paragraph
            && people[subject].agrees(pronoun).is_none()
            && !people[subject].crowd
        {
            return Some((subject, false));
        }
        let known = |who: usize| people[who].agrees(pronoun) == Some(true);
        let near = |who: &usize| self.last[*who].is_some_and(|last| word - last < NEAR);
        let opening = self.opening(word);
        let best = (0..people.len())
            .filter(near)
            .filter(|who| people[*who].agrees(pronoun) != Some(false))
            .filter(|who| people[*who].present)
            // `My father told him no.` The next `he` is not the father.
            .filter(|who| {
                self.told
                    .is_none_or(|(told, of)| told != *who || of + 1 != paragraph)
            })
            .max_by_key(|who| {
                let last = self.last[*who].unwrap_or(0);
                let acted = self.acted.get(*who).copied().unwrap_or(0);
                // The people of this paragraph, and those who act, come first.
                let here = last >= opening && last < word;
                let last = if here { last + 60 } else { last };
                let known = 25 * usize::from(known(*who));
                (last.max(acted + 60) + known, usize::MAX - who)
            })?;
        Some((best, known(best) && self.is_only(pronoun, word, best)))
    }

    /// Returns the first word of a word's paragraph.
    fn opening(&self, word: usize) -> usize {
        let parts = &self.page.parts;
        let part = parts.partition_point(|part| part.words.end <= word);
        let Some(paragraph) = parts.get(part).map(|part| part.paragraph) else {
            return word;
        };
        let same = parts[..part]
            .iter()
            .rev()
            .take_while(|part| part.paragraph == paragraph);
        same.last()
            .map_or(parts[part].words.start, |part| part.words.start)
    }

    /// Returns whether a pronoun can mean only this person, who has a name.
    fn is_only(&self, pronoun: Pronoun, word: usize, who: usize) -> bool {
        let person = &self.people.people[who];
        (person.is_named() || person.teller) && self.rivals(pronoun, word, who) == 0
    }

    /// Returns the number of other people to whom a pronoun may refer.
    fn rivals(&self, pronoun: Pronoun, word: usize, than: usize) -> usize {
        let people = &self.people.people;
        let may = |who: &usize| *who != than && people[*who].agrees(pronoun) != Some(false);
        let near = |who: &usize| self.last[*who].is_some_and(|last| word - last < 4 * NEAR);
        (0..people.len()).filter(may).filter(near).count()
    }

    fn name(
        &mut self,
        title: Option<&str>,
        names: &[String],
        word: usize,
    ) -> Option<(usize, bool)> {
        let who = self.people.named(title, names);
        let latest = |who: &&usize| (self.last[**who], usize::MAX - **who);
        let person = *who.iter().max_by_key(latest)?;
        let titled = title.map_or_else(String::new, |title| format!("{title} "));
        self.people.people[person].count(titled + &names.join(" "));
        self.apposition(person, word);
        self.noun_before(person, word);
        self.named_late(person, title.is_some(), word);
        Some((person, who.len() == 1))
    }

    /// Returns the last person whom the narration of a paragraph mentions so far, or
    /// else the last subject.
    fn speaker_so_far(&self, paragraph: usize) -> Option<usize> {
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

    /// Gives a person the noun right before the name: `the sailor Ben`.
    fn noun_before(&mut self, person: usize, word: usize) {
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

    fn noun(
        &mut self,
        description: &Described,
        word: usize,
        end: usize,
        (speech, paragraph): (bool, usize),
    ) -> Option<(usize, bool)> {
        if let Some(named) = self
            .named_beside(description, word, end)
            .filter(|_| !speech)
        {
            self.people.people[named].describe(description);
            return Some((named, true));
        }
        let likened = word.checked_sub(1).is_some_and(|before| {
            matches!(
                self.page.low(before),
                "of" | "like" | "as" | "than" | "such"
            )
        });
        if likened && description.article == Article::A {
            return None;
        }
        if let Some(same) = self
            .described_beside(description, word, end)
            .filter(|_| !speech)
        {
            self.people.people[same].describe(description);
            self.people.people[same].unmet = false;
            return Some((same, true));
        }
        if speech
            && word >= 1
            && self.page.low(word - 1) == "me"
            && let Some(who) = self.speaker_so_far(paragraph)
            && !self.people.people[who].is_named()
        {
            // `You may call me captain.`
            self.people.people[who].describe(description);
            self.people.people[who].count(description.head.clone());
            return None;
        }
        if description.noun.kin || description.head == "lady" {
            let meant = !speech || description.article == Article::None;
            let relative = meant.then(|| self.relative(description, word, paragraph));
            if let Some((who, sure)) = relative.flatten() {
                self.people.people[who].describe(description);
                return Some((who, sure));
            }
        }
        let (who, sure) = match self.fitting(description, word..end, speech) {
            Some(found) => found,
            None if speech => return None,
            None => {
                let who = self.introduce(word);
                let definite = description.article != Article::A && fit::is_anybody(description);
                self.people.people[who].unmet = definite;
                let doubtful = description.article != Article::A
                    && self.may_have_a_name(who, description, word, end);
                self.people.people[who].doubtful = doubtful;
                (who, !definite)
            }
        };
        let person = &mut self.people.people[who];
        // In speech, `the gentleman` may be anyone.
        let about = speech && fit::is_anybody(description);
        if !person.is_named() && !about {
            person.describe(description);
            let form = format!("{} {}", description.adjectives.join(" "), description.head);
            person.count(form.trim().to_owned());
        }
        let fresh = self.people.people[who]
            .forms
            .iter()
            .map(|(_, count)| *count)
            .sum::<usize>()
            == 1;
        if fresh
            && !speech
            && let Some(named) = self.awaited(who, paragraph)
        {
            return Some((named, false));
        }
        // A voice may belong to any person.
        let guessed = self.people.people[who].guessed.contains(&description.head);
        let any = description.noun.vague || description.noun.kin;
        let sure = sure && !guessed && !(any && self.may_be_named(who));
        // A device speaks for somebody else.
        let device = "radio telephone phone speaker loudspeaker intercom receiver line letter machine screen";
        let doubtful = self.people.people[who].doubtful || listed(device, &description.head);
        Some((who, sure && !doubtful && description.head != "voice"))
    }

    /// Returns whether a noun whose first mention is in a tag may be for a person
    /// with a name who is near: `said the postman`, who is Mr. Tudor.
    fn may_have_a_name(
        &self,
        new: usize,
        description: &Described,
        word: usize,
        end: usize,
    ) -> bool {
        let saying = |word: usize| {
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

    /// Returns the person of a description beside a name, `The pharmacist, a thin
    /// woman called`, or the person whose voice was mentioned first.
    fn described_beside(&self, description: &Described, word: usize, end: usize) -> Option<usize> {
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

    /// Returns the voice that was heard shortly before, in the same paragraph, and
    /// that nobody has yet: `said a cheerful voice`.
    fn heard(&self, word: usize) -> Option<usize> {
        const NEAR: usize = 40;
        let (voice, at) = self.voice.filter(|(_, at)| word - at < NEAR)?;
        let same = self.page.part_of(word)?.paragraph == self.page.part_of(at)?.paragraph;
        let open = self.people.people[voice].nouns == ["voice"];
        let last = self.before.is_some_and(|(before, _)| before == voice);
        ((same || last) && open).then_some(voice)
    }

    /// Joins a voice with the person whose voice it was: `It was the voice of Anna.`
    fn reveal(&mut self, person: usize, word: usize) {
        let low = |back: usize| word.checked_sub(back).map_or("", |at| self.page.low(at));
        let was = low(1) == "was" && low(2) == "it"
            || low(1) == "of" && low(2) == "voice" && low(4) == "was";
        // The voice comes first, then its owner: `said a voice. Anna stood there.`
        let verb = self.page.known(word + 1).past || self.page.known(word + 2).past;
        let comes = verb
            && self.page.begins(word)
            && self.people.people[person].is_named()
            && self.last[person].is_none_or(|last| word - last > NEAR / 2);
        let was = was || comes;
        if let Some(voice) = self.heard(word).filter(|voice| was && *voice != person) {
            self.unite(voice, person);
        }
    }

    fn introduce(&mut self, word: usize) -> usize {
        self.people.people.push(Person {
            first: word,
            ..Person::default()
        });
        self.last.push(None);
        self.people.people.len() - 1
    }

    /// Returns the person named right before a description: `Orlov, the captain,`
    /// and `Orlov was a captain`.
    fn named_beside(&self, description: &Described, word: usize, end: usize) -> Option<usize> {
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

    /// Returns the person to whom a description may refer, and whether no one
    /// else fits.
    fn fitting(
        &self,
        description: &Described,
        words: Range<usize>,
        speech: bool,
    ) -> Option<(usize, bool)> {
        let (word, end) = (words.start, words.end);
        let people = &self.people.people;
        let near = |who: usize| self.last[who].is_some_and(|last| word - last < NEAR);
        let fits = |who: &usize| fit::fits(&people[*who], description, near(*who));
        let mut found: Vec<usize> = (0..people.len()).filter(fits).collect();
        if description.article == Article::A && !speech {
            // A new person.
            return None;
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

    /// Returns a named person of that sex, mentioned shortly before: `the young
    /// lady`, `said the groom`. The result is never certain.
    fn epithet(&self, description: &Described, word: usize, end: usize) -> Option<(usize, bool)> {
        let saying = |word: usize| {
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
        let direct = end < self.page.len() && saying(end) && description.noun.vague;
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
}
