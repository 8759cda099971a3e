//! The people of the text, and every phrase tied to one of them.
//!
//! In: a page and its names. Out: the people, and their mentions in the order of
//! the text. Always true: two phrases are tied to one person only where the text
//! allows no other; what it leaves open is marked as not sure.

use std::ops::Range;

use super::lexicon::{Age, Sex};
use super::names::{self, Article, Described, Names, Phrase, PhraseKind, Pronoun};
use super::page::Page;

mod fit;
mod sweep;
mod traits;
mod unite;

pub use unite::asks_name;

/// Somebody who is spoken of, and may speak.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Every name, as written, without titles: `Anna`, `Orlova`.
    pub names: Vec<String>,
    /// `captain`, from a title or a phrase.
    pub nouns: Vec<String>,
    /// Those of the nouns that may be another's.
    pub guessed: Vec<String>,
    pub adjectives: Vec<String>,
    pub title: Option<String>,
    /// Above nought a man, below a woman: how strongly the text says so.
    pub manly: i32,
    pub age: Option<Age>,
    pub kin: bool,
    pub several: bool,
    /// Narration speaks of them.
    pub told: bool,
    /// Who tells the story: `I`.
    pub teller: bool,
    /// How often each form of the name stands in the text, in the order met.
    pub forms: Vec<(String, usize)>,
    /// The first word that speaks of them.
    pub first: usize,
}

impl Person {
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        match self.manly {
            0 => None,
            n if n > 0 => Some(Sex::Man),
            _ => Some(Sex::Woman),
        }
    }

    fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether a pronoun can stand for them: surely, perhaps (none), or not.
    #[must_use]
    pub fn agrees(&self, pronoun: Pronoun) -> Option<bool> {
        match (pronoun, self.sex()) {
            (Pronoun::I, _) => Some(self.teller),
            (_, _) if self.teller => Some(false),
            (Pronoun::They, _) => Some(self.several),
            (_, _) if self.several => Some(false),
            // A rank tells little: a captain is a man until the text says `she`.
            (Pronoun::She, Some(Sex::Man)) if self.manly == 1 => None,
            (Pronoun::He, Some(sex)) => Some(sex == Sex::Man),
            (Pronoun::She, Some(sex)) => Some(sex == Sex::Woman),
            (_, None) => None,
        }
    }

    fn count(&mut self, form: String) {
        match self.forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => self.forms.push((form, 1)),
        }
    }
}

/// A phrase tied to a person.
#[derive(Clone, Debug)]
pub struct Mention {
    pub words: Range<usize>,
    pub person: usize,
    pub pronoun: Option<Pronoun>,
    /// Nobody else can be meant.
    pub sure: bool,
    /// The subject of its paragraph so far.
    pub near: bool,
    pub possessive: bool,
    /// Stands in narration, before a verb.
    pub subject: bool,
    /// Stands within something said.
    pub spoken: bool,
    pub vocative: bool,
}

/// Everybody, with every mention of them.
#[derive(Debug, Default)]
pub struct People {
    pub people: Vec<Person>,
    pub mentions: Vec<Mention>,
    /// Which mention begins at each word, if one does.
    at: Vec<Option<u32>>,
}

impl People {
    /// Finds who is spoken of.
    #[must_use]
    pub fn of(page: &Page<'_>, names: &Names) -> People {
        let mut people = People {
            at: vec![None; page.len()],
            ..People::default()
        };
        let phrases = phrases(page, names);
        people.christen(&phrases);
        sweep::tie(&mut people, page, &phrases);
        people
    }

    /// The mention that begins at a word.
    #[must_use]
    pub fn at(&self, word: usize) -> Option<&Mention> {
        let mention = self.at.get(word).copied().flatten()?;
        self.mentions.get(mention as usize)
    }

    /// The mentions that begin within some words.
    pub fn within(&self, words: Range<usize>) -> &[Mention] {
        let from = self
            .mentions
            .partition_point(|mention| mention.words.start < words.start);
        let to = self
            .mentions
            .partition_point(|mention| mention.words.start < words.end);
        &self.mentions[from..to.max(from)]
    }

    /// Whoever tells the story; made where there is none yet.
    fn teller(&mut self, word: usize) -> usize {
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

    /// Makes a person of each name, the fullest forms first, so that `Anna` is
    /// `Anna Orlova` wherever only one Anna has a name.
    fn christen(&mut self, phrases: &[Told]) {
        let mut forms: Vec<(&Option<String>, &Vec<String>, usize)> = Vec::new();
        for told in phrases {
            if let PhraseKind::Name { title, names } = &told.phrase.kind
                && !forms.iter().any(|(t, n, _)| *t == title && *n == names)
            {
                forms.push((title, names, told.phrase.words.start));
            }
        }
        forms.sort_by_key(|(title, names, at)| {
            (std::cmp::Reverse((names.len(), title.is_some())), *at)
        });
        for (title, names, at) in forms {
            let known = self.named(title.as_deref(), names);
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

    /// Who may bear this name.
    fn named(&self, title: Option<&str>, names: &[String]) -> Vec<usize> {
        let votes = names::votes(title, names);
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
        self.people.iter().enumerate().filter_map(fitting).collect()
    }
}

/// Whether two titles are of two people: `Mr` and `Mrs`, `Captain` and `Doctor`.
fn clash(one: Option<&str>, other: Option<&str>) -> bool {
    let plain = |title: &str| {
        matches!(
            title,
            "mr" | "sir" | "mister" | "monsieur" | "comrade" | "lord" | "miss" | "mrs" | "ms"
        )
    };
    match (one, other) {
        (Some(one), Some(other)) => one != other && !plain(one) && !plain(other),
        _ => false,
    }
}

impl Person {
    /// Takes in a form of the name.
    fn learn(&mut self, title: Option<&str>, names: &[String]) {
        for name in names {
            if !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
        if let Some(title) = title {
            if self.title.is_none() {
                self.title = Some(title.to_owned());
            }
            self.call(title);
            if matches!(title, "aunt" | "uncle" | "grandmother" | "grandfather")
                && self.age.is_none()
            {
                self.age = Some(Age::Grown);
            }
        }
        let votes = names::votes(title, names);
        if votes.abs() > self.manly.abs() {
            self.manly = votes;
        }
    }

    fn call(&mut self, noun: &str) {
        let noun = match noun {
            "dr" | "doc" => "doctor",
            "capt" | "cpt" => "captain",
            "col" => "colonel",
            "gen" => "general",
            "lt" | "lieut" => "lieutenant",
            "sgt" => "sergeant",
            "prof" => "professor",
            noun => noun,
        };
        if !self.nouns.iter().any(|known| known == noun) {
            self.nouns.push(noun.to_owned());
        }
    }

    /// Takes in a phrase that describes them.
    fn describe(&mut self, told: &Described) {
        self.call(&told.head);
        self.kin |= told.noun.kin;
        self.several |= told.noun.several;
        for adjective in &told.adjectives {
            if !self.adjectives.contains(adjective) {
                self.adjectives.push(adjective.clone());
            }
            // `her little brother` is a child, `a little man` is not.
            let small = told.noun.kin && matches!(adjective.as_str(), "little" | "small");
            if self.age.is_none() {
                self.age = names::age_of(adjective).or(small.then_some(Age::Child));
            }
        }
        if self.age.is_none() {
            self.age = told.noun.age;
        }
        let weight = if told.noun.vague || told.noun.kin {
            12
        } else {
            2
        };
        let rank = i32::from(names::is_rank(&told.head));
        let votes: i32 = told
            .noun
            .sex
            .map_or(rank, |sex| if sex == Sex::Man { weight } else { -weight });
        if votes.abs() > self.manly.abs() {
            self.manly = votes;
        }
    }
}

/// A phrase and where it stands.
#[derive(Debug)]
pub struct Told {
    pub phrase: Phrase,
    pub part: usize,
}

/// Every phrase of the page that may stand for a person, in order.
fn phrases(page: &Page<'_>, names: &Names) -> Vec<Told> {
    let mut found = Vec::new();
    for (part, here) in page.parts.iter().enumerate() {
        let mut word = here.words.start;
        while word < here.words.end {
            let phrase = names
                .phrase(page, word, here.words.end)
                .or_else(|| called(page, here.speech, word, here.words.clone()));
            match phrase {
                // `Anna's mother` stands for two: she is met first by herself.
                Some(phrase) => {
                    let whose = matches!(&phrase.kind, PhraseKind::Noun(noun) if noun.article == Article::Whose);
                    if whose
                        && page.is_capital(word)
                        && phrase.words.len() > 1
                        && let Some(owner) = names.phrase(page, word, word + 1)
                    {
                        found.push(Told {
                            phrase: owner,
                            part,
                        });
                    }
                    word = phrase.words.end;
                    found.push(Told { phrase, part });
                }
                None => word += 1,
            }
        }
    }
    found.sort_by_key(|told| told.phrase.words.start);
    found
}

/// A noun by itself that somebody is called by: `Yes, Captain.` `Father, come!`
fn called(page: &Page<'_>, speech: bool, word: usize, within: Range<usize>) -> Option<Phrase> {
    let noun = page.known(word).noun.filter(|noun| !noun.several)?;
    let low = page.low(word);
    let capital = page.is_capital(word) && (noun.kin || page.known(word).title.is_some());
    (speech && is_apart(page, word..word + 1, &within) && !low.ends_with("'s")
        || capital && !speech && noun.kin)
        .then(|| Phrase {
            kind: PhraseKind::Noun(Described {
                article: Article::None,
                adjectives: Vec::new(),
                head: page.known(word).base.clone(),
                noun,
            }),
            words: word..word + 1,
            possessive: false,
        })
}

/// Whether words stand by themselves, as a call does: between commas or ends of sentences.
#[must_use]
pub fn is_apart(page: &Page<'_>, words: Range<usize>, within: &Range<usize>) -> bool {
    let begins = words.start == within.start || page.begins(words.start);
    let before = page.gap_before(words.start);
    let opened = begins || before.contains([',', '—', '–', ';']);
    let after = page.gap(words.end - 1).trim_start();
    let last = words.end >= within.end;
    let closed = last
        || page.begins(words.end)
        || after.starts_with([',', '.', '!', '?', '…', '—', '–', ';']);
    let alone =
        begins && closed && (last || page.begins(words.end)) && !after.starts_with(['!', ',', '?']);
    opened && closed && !alone
}
