//! The clauses of a sentence, with their subjects, verbs and objects.
//!
//! A small grammar: words get a class, the sentence is cut at its marks and
//! conjunctions, and nouns are found beside verbs. It does not read every
//! sentence right. It serves rules that ask who does what to what.

mod class;
mod mood;
mod noun;
mod subject;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use super::page::Page;
use super::people::pet;
use class::Beside;
pub(super) use class::Class;
pub(super) use noun::{Object, Role};

use crate::outline::lexicon::{Form, listed, verbs};
use cuebook_core::id::{IdRange, WordId};

/// Reads the sentences of a page.
#[derive(Debug)]
pub(super) struct Grammar<'p, 'a> {
    pub page: &'p Page<'a>,
    /// Whether the narration is in the present tense.
    present: bool,
    /// The words that have a capital within a sentence.
    names: Rc<HashSet<&'p str>>,
    /// The animals with a name that do not speak, by the name: what they are.
    pets: Rc<HashMap<&'p str, &'p str>>,
}

/// A sentence with its clauses.
#[derive(Debug)]
pub(super) struct Sentence<'p, 'a> {
    pub page: &'p Page<'a>,
    pub words: Range<WordId>,
    present: bool,
    names: Rc<HashSet<&'p str>>,
    pets: Rc<HashMap<&'p str, &'p str>>,
    classes: Vec<Class>,
    /// For each word, whether a mark that ends a clause is before it.
    parted: Vec<bool>,
    clauses: Vec<Clause>,
}

/// Words with at most one finite verb group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    pub words: Range<WordId>,
    /// Its first auxiliary or verb; a participle if it has no other.
    pub verb: Option<WordId>,
}

impl<'p, 'a> Grammar<'p, 'a> {
    #[must_use]
    pub(super) fn of(page: &'p Page<'a>) -> Grammar<'p, 'a> {
        let (mut past, mut present) = (0_u32, 0_u32);
        for part in page.parts.iter().filter(|part| !part.speech) {
            for word in part.words.ids() {
                past += u32::from(listed("was were had said went came stood", page.low(word)));
                present += u32::from(listed("is are has says goes comes stands", page.low(word)));
            }
        }
        let within = page
            .words()
            .ids()
            .filter(|word| page.is_capital(*word) && !page.begins(*word));
        Grammar {
            page,
            names: Rc::new(within.map(|word| page.known(word).base.as_str()).collect()),
            pets: Rc::new(pets(page)),
            present: page.play || present > past,
        }
    }

    #[must_use]
    pub(super) fn sentence(&self, words: Range<WordId>) -> Sentence<'p, 'a> {
        let mut sentence = Sentence {
            page: self.page,
            classes: Vec::with_capacity(words.len()),
            parted: Vec::with_capacity(words.len()),
            clauses: Vec::new(),
            present: self.present,
            names: Rc::clone(&self.names),
            pets: Rc::clone(&self.pets),
            words,
        };
        sentence.classify();
        sentence.divide();
        sentence
    }
}

impl Sentence<'_, '_> {
    #[must_use]
    pub(super) fn class(&self, word: WordId) -> Option<Class> {
        let at = word.since(self.words.start)?;
        self.classes.get(at).copied()
    }

    /// Returns what the animal with this name is: `dog`, for `Bramble`.
    #[must_use]
    pub(super) fn pet(&self, name: WordId) -> Option<&str> {
        let base = self.page.known(name).base.as_str();
        let is_name = self.page.is_capital(name);
        is_name.then(|| self.pets.get(base).copied()).flatten()
    }

    /// Returns the clause of a word.
    #[must_use]
    pub(super) fn clause(&self, word: WordId) -> &Clause {
        &self.clauses[self.index(word)]
    }

    fn index(&self, word: WordId) -> usize {
        let after = self
            .clauses
            .partition_point(|clause| clause.words.end <= word);
        after.min(self.clauses.len().saturating_sub(1))
    }

    /// Returns whether the sentence has a verb.
    #[must_use]
    pub(super) fn has_verb(&self) -> bool {
        self.clauses.iter().any(|clause| clause.verb.is_some())
    }

    fn low(&self, word: WordId) -> &str {
        match self.words.contains(&word) {
            true => self.page.low(word),
            false => "",
        }
    }

    fn is_verb(&self, word: WordId) -> bool {
        matches!(self.class(word), Some(Class::Verb(_)))
    }

    /// Returns whether a word can be the verb of a clause: an auxiliary, or a verb
    /// in another form than `ing` and not after `to`.
    fn is_finite(&self, word: WordId) -> bool {
        let led = word > self.words.start && self.class(word - 1) == Some(Class::To);
        match self.class(word) {
            Some(Class::Auxiliary) => !listed("be been being", self.low(word)),
            Some(Class::Verb(form)) => form != Form::Ing && !led,
            _ => false,
        }
    }

    fn classify(&mut self) {
        let mut piece = self.words.start;
        for word in self.words.ids() {
            let parted = word > self.words.start
                && parts(self.page.gap_before(word))
                && !self.is_listed(word)
                && !self.page.is_joined(word - 1);
            self.parted.push(parted);
            if parted {
                piece = word;
            }
            let joined = word + 1 < self.words.end && !parts(self.page.gap(word));
            let class = class::class(
                self.page,
                word,
                Beside {
                    before: &self.classes[piece - self.words.start..],
                    present: self.present,
                    joined,
                },
            );
            if class == Class::Subordinator {
                piece = word + 1;
            }
            self.classes.push(class);
        }
    }

    /// Returns whether a word is the last before a mark or the end of its clause.
    #[must_use]
    pub(super) fn ends_at(&self, word: WordId) -> bool {
        self.is_parted(word + 1) || self.clause(word).words.end == word + 1
    }

    /// Returns whether a mark that ends a clause is before a word.
    fn is_parted(&self, word: WordId) -> bool {
        let at = word.since(self.words.start);
        at.and_then(|at| self.parted.get(at))
            .copied()
            .unwrap_or(true)
    }

    /// Returns whether a comma only divides two adjectives: `a long, ringing crack`.
    fn is_listed(&self, word: WordId) -> bool {
        let page = self.page;
        let before = |back: usize| word.checked_sub(back).and_then(|word| self.class(word));
        let adjective = matches!(
            before(1),
            Some(Class::Noun | Class::Adverb | Class::Attribute)
        );
        let article = before(2) == Some(Class::Determiner)
            || before(2) == Some(Class::Noun)
                && word > WordId(2)
                && !self.is_parted(word - 1)
                && page.gap_before(word - 1) == ", ";
        let noun = word + 1 < self.words.end && page.gap(word).trim_start_matches(',') == " ";
        let open = |word: WordId| !class::is_closed(page.low(word)) && !page.known(word).past;
        page.gap_before(word) == ", "
            && adjective
            && article
            && noun
            && open(word)
            && open(word + 1)
    }

    /// Cuts the sentence at its marks and conjunctions, and joins pieces without a
    /// verb to their neighbours.
    fn divide(&mut self) {
        let mut starts: Vec<WordId> = Vec::new();
        for word in self.words.ids() {
            let begins = word == self.words.start
                || self.is_parted(word)
                || self.class(word) == Some(Class::Subordinator)
                || self.class(word) == Some(Class::Coordinator) && self.leads_verb(word + 1);
            if begins {
                starts.push(word);
            }
        }
        for (at, start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(self.words.end);
            let words = *start..end;
            let finite = words.ids().find(|word| self.is_finite(*word));
            let verb = finite.or_else(|| words.ids().find(|word| self.is_verb(*word)));
            let subordinate = self.class(*start) == Some(Class::Subordinator);
            match self.clauses.last_mut() {
                Some(last) if verb.is_none() && !subordinate && last.verb.is_some() => {
                    last.words.end = end
                }
                _ => self.clauses.push(Clause { words, verb }),
            }
        }
    }

    /// Returns whether a verb follows `and` before the next mark or conjunction.
    fn leads_verb(&self, from: WordId) -> bool {
        let within = (from..self.words.end).ids().take_while(|word| {
            *word == from
                || !self.is_parted(*word)
                    && !matches!(
                        self.class(*word),
                        Some(Class::Subordinator | Class::Coordinator)
                    )
        });
        let mut within = within;
        within.any(|word| self.is_verb(word) || self.is_finite(word))
    }
}

/// Returns what the animals with a name are, by the name. One that a tag makes speak is a person.
fn pets<'p>(page: &'p Page<'_>) -> HashMap<&'p str, &'p str> {
    const CRIES: &str = "bark growl howl whine yelp snarl whimper hiss snort grunt squeal";
    let base = |word: WordId| page.known(word).base.as_str();
    let named = |word: &WordId| {
        let known = page.known(*word);
        page.is_capital(*word) && !known.function && known.noun.is_none() && known.title.is_none()
    };
    let words = page.words();
    let found = words.ids().filter(named).filter_map(|word| {
        let noun = pet(page, word.alone())?;
        Some((base(word), page.low(noun)))
    });
    let mut pets: HashMap<&str, &str> = found.collect();
    if pets.is_empty() {
        return pets;
    }
    for word in words.ids().filter(named) {
        let says = |at: WordId| {
            let cry = verbs(page.low(at))
                .iter()
                .any(|(verb, _)| listed(CRIES, verb));
            page.known(at).saying.is_some() && !cry
        };
        let before = word.checked_sub(1).is_some_and(says);
        if before || says(word + 1) {
            pets.remove(base(word));
        }
    }
    pets
}

/// Returns whether a gap ends a clause.
fn parts(gap: &str) -> bool {
    gap.contains([
        ',', ';', ':', '—', '–', '(', ')', '[', ']', '.', '!', '?', '…',
    ]) || gap.contains("--")
}
