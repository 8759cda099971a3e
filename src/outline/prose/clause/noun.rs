//! Nouns beside verbs: noun phrases, objects, and the place of a noun in its clause.

use std::ops::Range;

use super::{Class, Sentence};
use crate::outline::lexicon::{Form, listed};
use cuebook_core::id::{IdRange, WordId};

/// A noun after a verb.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(in crate::outline::prose) struct Object {
    pub head: WordId,
    /// The preposition before it; none for a direct object.
    pub preposition: Option<WordId>,
}

/// What a noun does in its clause.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(in crate::outline::prose) enum Role {
    Subject,
    /// The object of a verb.
    Object(WordId),
    /// After a preposition, whose noun or verb is before it.
    After(WordId),
    /// In a clause without a verb.
    Alone,
}

impl Sentence<'_, '_> {
    /// Returns where the noun phrase that ends at `word` begins, if a preposition is
    /// before it.
    pub(super) fn outer(&self, word: WordId, start: WordId) -> Outer {
        let first = self.phrase(word, start).start;
        let before = first.checked_sub(1).filter(|before| *before >= start);
        match before.filter(|before| self.class(*before) == Some(Class::Preposition)) {
            Some(before) if !self.is_parted(first) => Outer::Phrase(before),
            _ => Outer::Head,
        }
    }

    /// Returns the noun phrase that ends at a noun: `the old dog`.
    #[must_use]
    pub(in crate::outline::prose) fn phrase(&self, head: WordId, start: WordId) -> Range<WordId> {
        let mut first = head;
        if self.class(head) == Some(Class::Pronoun) {
            return head..head + 1;
        }
        while first > start && !self.is_parted(first) {
            match self.class(first - 1) {
                Some(Class::Noun | Class::Attribute) => first -= 1,
                Some(Class::Determiner) => {
                    first -= 1;
                    if self.class(first.saturating_sub(1)) != Some(Class::Determiner)
                        || first == start
                    {
                        break;
                    }
                }
                // `the very old door`
                Some(Class::Adverb)
                    if first > start + 1 && self.class(first - 2) == Some(Class::Determiner) =>
                {
                    first -= 1;
                }
                _ => break,
            }
        }
        first..head + 1
    }

    /// Returns the heads of the noun phrases in some words.
    pub(super) fn heads(&self, words: Range<WordId>) -> impl Iterator<Item = WordId> {
        let end = words.end;
        words.ids().filter(move |word| {
            let noun = matches!(self.class(*word), Some(Class::Noun | Class::Pronoun));
            noun && self.is_head(*word, end)
        })
    }

    /// Returns whether no further noun of its phrase follows a noun.
    pub(super) fn is_head(&self, word: WordId, end: WordId) -> bool {
        word + 1 >= end || self.is_parted(word + 1) || self.class(word + 1) != Some(Class::Noun)
    }

    /// Returns the head of the noun phrase that begins at `word`.
    pub(super) fn head_from(&self, word: WordId) -> Option<WordId> {
        let end = self.clause(word).words.end;
        let mut at = word;
        while at < end {
            match self.class(at)? {
                Class::Noun if self.is_head(at, end) => return Some(at),
                Class::Pronoun => return Some(at),
                Class::Determiner | Class::Noun | Class::Attribute | Class::Adverb => at += 1,
                _ => return None,
            }
        }
        None
    }

    /// Returns the nouns after a verb, up to the next verb of the clause.
    #[must_use]
    pub(in crate::outline::prose) fn objects(&self, verb: WordId) -> Vec<Object> {
        let end = self.clause(verb).words.end;
        let mut found = Vec::new();
        let mut preposition = None;
        if self.class(verb) == Some(Class::Attribute) {
            return found;
        }
        for word in (verb + 1..end).ids() {
            if self.is_parted(word) {
                break;
            }
            match self.class(word) {
                Some(Class::Verb(_) | Class::Subordinator | Class::To) => break,
                Some(Class::Preposition) => preposition = Some(word),
                Some(Class::Noun | Class::Pronoun) if self.is_head(word, end) => {
                    // `by the time they came`: the subject of the next verb.
                    let next = self.class(word + 1);
                    let leads = matches!(next, Some(Class::Verb(form)) if form != Form::Ing)
                        || next == Some(Class::Auxiliary);
                    if leads && preposition.is_none() && !found.is_empty() {
                        break;
                    }
                    found.push(Object {
                        head: word,
                        preposition,
                    });
                    if self.class(word + 1) != Some(Class::Coordinator) {
                        preposition =
                            preposition.filter(|_| self.class(word + 1) == Some(Class::Noun));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Returns whether a noun means a person: a name, a noun for people, a pronoun.
    #[must_use]
    pub(in crate::outline::prose) fn is_person(&self, noun: WordId) -> bool {
        const PRONOUNS: &str = "he she i we they you who someone somebody everyone everybody anyone anybody him her me us \
            them";
        let page = self.page;
        let known = page.known(noun);
        let capital = page.is_capital(noun);
        if self.pet(noun).is_some() {
            return false;
        }
        // At the start of a sentence, `Gulls` and `Time` also have a capital.
        let lone = noun == self.words.start
            && known.given.is_none()
            && !self.names.contains(known.base.as_str());
        let name = capital && !known.common && !known.no_name && !lone;
        listed(PRONOUNS, &known.low)
            || known.noun.is_some()
            || known.given.is_some() && capital
            || name
    }

    /// Returns what a noun does in its clause; `None` if it describes the next noun.
    #[must_use]
    pub(in crate::outline::prose) fn role(&self, noun: WordId) -> Option<Role> {
        let clause = self.clause(noun).clone();
        if self.class(noun) != Some(Class::Noun) || !self.is_head(noun, clause.words.end) {
            return None;
        }
        let phrase = self.phrase(noun, clause.words.start);
        let mut before = phrase
            .start
            .checked_sub(1)
            .filter(|before| *before >= clause.words.start);
        // `there was now a knock`
        while let Some(word) = before
            .filter(|word| matches!(self.class(*word), Some(Class::Adverb | Class::Coordinator)))
        {
            before = word
                .checked_sub(1)
                .filter(|before| *before >= clause.words.start);
        }
        let verb = clause.verb;
        match before.and_then(|word| self.class(word).map(|class| (word, class))) {
            Some((word, Class::Preposition)) => Some(Role::After(word)),
            Some((word, Class::Verb(_) | Class::Auxiliary)) => Some(Role::Object(word)),
            _ if clause
                .words
                .ids()
                .all(|word| !self.is_verb(word) && !self.is_finite(word)) =>
            {
                Some(self.alone(noun))
            }
            _ => {
                let precedes = verb.is_none_or(|verb| noun < verb);
                // `The wind and the rain beat`; `heard the wind and the rain`
                let last = (clause.words.start..noun)
                    .ids()
                    .rev()
                    .find(|word| self.is_verb(*word) || self.is_finite(*word));
                Some(
                    last.filter(|_| !precedes)
                        .map_or(Role::Subject, Role::Object),
                )
            }
        }
    }
}

impl Sentence<'_, '_> {
    /// Returns the role of a noun in a clause without a verb. `The shot, when it came,
    /// was small`: the subject of a later clause.
    fn alone(&self, noun: WordId) -> Role {
        let mut later = self.clauses[self.index(noun) + 1..].iter();
        let own = |clause: &super::Clause| {
            let finite = clause.verb.filter(|verb| self.is_finite(*verb));
            finite.is_some_and(|verb| verb == clause.words.start)
        };
        match self.index(noun) == 0 && later.any(own) {
            true => Role::Subject,
            false => Role::Alone,
        }
    }
}

/// The words before a noun phrase.
pub(super) enum Outer {
    /// It is part of the phrase of this preposition.
    Phrase(WordId),
    Head,
}
