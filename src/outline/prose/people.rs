//! The people of a text, and the phrases that mention them.
//!
//! Two phrases are attributed to one person with certainty only where the text
//! allows no other. Otherwise the mention is uncertain.

mod evidence;
mod fit;
mod kin;
mod late;
mod person;
pub(super) mod phrases;
pub(super) mod sweep;
mod traits;
mod unite;

use std::ops::Range;

use super::phrase::{PhraseKind, Pronoun};
use crate::outline::lexicon;
use cuebook_core::id::{IdVec, WordId};
pub(super) use person::Person;
use person::{clash, votes};
use phrases::Found;
pub(super) use traits::pet;

/// A phrase that refers to a person.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub words: Range<WordId>,
    pub person: usize,
    pub pronoun: Option<Pronoun>,
    /// Whether it can refer only to this person.
    pub sure: bool,
    /// Whether the words may be for anybody else too: `the stranger`.
    pub anybody: bool,
    /// Whether a tag with it is a guess, because another person may be meant.
    pub hedged: bool,
    /// Whether they are the subject of the paragraph so far.
    pub near: bool,
    pub possessive: bool,
    /// Whether it is in narration, before a verb.
    pub subject: bool,
    /// Whether it is within a speech.
    pub spoken: bool,
    pub vocative: bool,
}

/// All people, with every mention of them.
#[derive(Debug, Default)]
pub(super) struct People {
    pub people: Vec<Person>,
    pub mentions: Vec<Mention>,
    /// For each word, the index of the mention that begins there.
    at: IdVec<WordId, Option<u32>>,
    /// The first of the people for speakers whom the text does not name.
    unnamed: Option<usize>,
}

impl People {
    /// Returns the mention that begins at a word.
    #[must_use]
    pub(super) fn at(&self, word: WordId) -> Option<&Mention> {
        let mention = self.at.get(word).copied().flatten()?;
        self.mentions.get(mention as usize)
    }

    /// Returns the mentions that begin within some words.
    pub(super) fn within(&self, words: Range<WordId>) -> &[Mention] {
        let from = self
            .mentions
            .partition_point(|mention| mention.words.start < words.start);
        let to = self
            .mentions
            .partition_point(|mention| mention.words.start < words.end);
        &self.mentions[from..to.max(from)]
    }

    /// Makes one person of two. The first has no mentions afterwards.
    pub(super) fn merge(&mut self, lost: usize, kept: usize) {
        let old = std::mem::take(&mut self.people[lost]);
        let teller = old.teller;
        self.people[kept].take(old);
        self.people[kept].teller |= teller;
        let owners = self.people.iter_mut().flat_map(|person| &mut person.owners);
        for owner in owners.filter(|owner| **owner == lost) {
            *owner = kept;
        }
        for mention in &mut self.mentions {
            if mention.person == lost {
                mention.person = kept;
            }
        }
    }

    /// Returns the first of four people for speakers whom the text does not name: a man, a
    /// woman, and two of whom nothing is known. They come after all others.
    pub(super) fn unnamed(&mut self) -> usize {
        if let Some(unnamed) = self.unnamed {
            return unnamed;
        }
        let first = self.people.len();
        self.unnamed = Some(first);
        self.people.extend([-6, 6, 0, 0].map(|manly| Person {
            manly,
            first: WordId::NEVER,
            ..Person::default()
        }));
        first
    }

    /// Returns the narrator of the story, adding this person if necessary.
    fn teller(&mut self, word: WordId) -> usize {
        if let Some(teller) = self.people.iter().position(|person| person.teller) {
            return teller;
        }
        self.people.push(Person {
            teller: true,
            first: word,
            ..Person::default()
        });
        self.people.len() - 1
    }

    /// Makes a person of each name, the longest forms first. So `Anna` is `Anna
    /// Orlova` if no other Anna has a name.
    fn christen(&mut self, phrases: &[Found]) {
        let mut forms: Vec<(&Option<String>, &Vec<String>, WordId)> = Vec::new();
        for found in phrases {
            if let PhraseKind::Name { title, names } = &found.phrase.kind
                && !forms.iter().any(|(t, n, _)| *t == title && *n == names)
            {
                forms.push((title, names, found.phrase.words.start));
            }
        }
        // A given name shows better than a surname who has the whole name: `Mr. Edward` is
        // Edward Staveley, the Colonel is another Staveley.
        let whole: Vec<&Vec<String>> = forms.iter().map(|(_, names, _)| *names).collect();
        let whole: Vec<&Vec<String>> = whole.into_iter().filter(|n| n.len() > 1).collect();
        let given = |names: &Vec<String>| {
            names.len() == 1 && whole.iter().any(|whole| whole[0] == names[0])
        };
        let given: Vec<bool> = forms.iter().map(|(_, names, _)| given(names)).collect();
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|form| {
            let (title, names, at) = forms[*form];
            (
                std::cmp::Reverse((names.len(), given[*form], title.is_some())),
                at,
            )
        });
        let forms = order.into_iter().map(|form| forms[form]);
        for (title, names, at) in forms {
            let mut known = self.named(title.as_deref(), names);
            let relatives = known.len();
            known.retain(|who| !self.is_relative(*who, title.as_deref(), names, phrases));
            if known.is_empty() && relatives == 0 {
                known = self.shortened(title.as_deref(), names, phrases);
            }
            let person = match known.as_slice() {
                [one] => *one,
                [] => {
                    self.people.push(Person {
                        first: at,
                        ..Person::default()
                    });
                    self.people.len() - 1
                }
                _ => continue,
            };
            self.people[person].first = self.people[person].first.min(at);
            self.people[person].learn(title.as_deref(), names);
        }
    }

    /// Returns whether `Mrs. Hale` is another person than Clara Hale: narration calls them `Mrs.
    /// Hale` and `Clara`, and an author has one of the two for one person.
    fn is_relative(
        &self,
        who: usize,
        title: Option<&str>,
        names: &[String],
        phrases: &[Found],
    ) -> bool {
        let person = &self.people[who];
        let least = match title {
            Some("mrs" | "madame" | "mme") => 1,
            Some("miss" | "ms") | None => return false,
            Some(_) => 2,
        };
        let ([surname], Some(given)) = (names, person.names.first()) else {
            return false;
        };
        if person.title.is_some() || person.names.len() < 2 || surname == given {
            return false;
        }
        let narrated = |form: (Option<&str>, &String)| {
            let is = |found: &&Found| match &found.phrase.kind {
                PhraseKind::Name { title, names } => {
                    found.narrated && title.as_deref() == form.0 && names[..] == [form.1.clone()]
                }
                _ => false,
            };
            phrases.iter().filter(is).take(least).count() == least
        };
        narrated((title, surname)) && narrated((None, given))
    }

    /// Returns the people whose given name this one is a short form of, or the
    /// other way round. Two names side by side are two people.
    fn shortened(&self, title: Option<&str>, names: &[String], phrases: &[Found]) -> Vec<usize> {
        const BESIDE: usize = 8;
        let [name] = names else { return Vec::new() };
        let of = |other: &str| {
            let named = phrases
                .iter()
                .filter_map(move |found| match &found.phrase.kind {
                    PhraseKind::Name { names, .. } if names.iter().any(|name| name == other) => {
                        Some((found.part, found.phrase.words.start))
                    }
                    _ => None,
                });
            named.collect::<Vec<(usize, WordId)>>()
        };
        let own = of(name);
        let apart = |other: &String| {
            let others = of(other);
            let near = |at: &(usize, WordId)| {
                let next = others.partition_point(|other| other < at);
                let around = next.saturating_sub(1)..(next + 1).min(others.len());
                let mut around = others[around].iter();
                around.any(|other| other.0 == at.0 && other.1.distance(at.1) < BESIDE)
            };
            !own.iter().any(near)
        };
        let narrated = |one: &str| {
            phrases.iter().any(|found| match &found.phrase.kind {
                PhraseKind::Name { names, .. } => {
                    found.narrated && names.iter().any(|name| name == one)
                }
                _ => false,
            })
        };
        let same = |other: &&String| {
            lexicon::is_short_for(name, other)
                || lexicon::is_clipped(name, other) && !(narrated(name) && narrated(other))
        };
        let fits = |person: &Person| {
            title.is_none()
                && person
                    .names
                    .first()
                    .iter()
                    .any(|other| same(other) && apart(other))
        };
        let fitting = |(index, person): (usize, &Person)| fits(person).then_some(index);
        self.people.iter().enumerate().filter_map(fitting).collect()
    }

    /// Returns a person for several who are not named: `they cried`.
    fn crowd(&mut self, word: WordId) -> usize {
        if let Some(crowd) = self.people.iter().position(|person| person.crowd) {
            return crowd;
        }
        self.people.push(Person {
            crowd: true,
            several: true,
            first: word,
            ..Person::default()
        });
        self.people.len() - 1
    }

    /// Returns the people who may have this name.
    fn named(&self, title: Option<&str>, names: &[String]) -> Vec<usize> {
        let votes = votes(title, names);
        let fits = |person: &Person| {
            person.is_named()
                && names.iter().all(|name| person.names.contains(name))
                && (votes.abs() < 8
                    || person.manly.abs() < 8
                    || votes.signum() == person.manly.signum())
                && !(title.is_some()
                    && person.title.is_some()
                    && clash(title, person.title.as_deref()))
        };
        let fitting = |(index, person): (usize, &Person)| fits(person).then_some(index);
        let all: Vec<usize> = self.people.iter().enumerate().filter_map(fitting).collect();
        // `Mrs. Hale` is who has this title, and not Clara Hale.
        let titled = |who: &usize| title.is_some() && self.people[*who].title.as_deref() == title;
        match all.iter().copied().filter(titled).collect::<Vec<usize>>() {
            same if same.is_empty() => all,
            same => same,
        }
    }
}
