//! The subjects of verbs.

use super::noun::Outer;
use super::{Class, Sentence};
use crate::outline::lexicon::{Form, listed};
use cuebook_core::id::{IdRange, WordId};

impl Sentence<'_, '_> {
    /// Returns the noun, name or pronoun that does what a verb says.
    #[must_use]
    pub(in crate::outline::prose) fn subject(&self, verb: WordId) -> Option<WordId> {
        if self.class(verb) == Some(Class::Attribute) {
            return self.head_from(verb + 1);
        }
        let own = self.own_subject(verb);
        own.or_else(|| self.inverted(verb))
            .or_else(|| self.after_place(verb))
            .or_else(|| self.inherited(verb))
    }

    pub(super) fn own_subject(&self, verb: WordId) -> Option<WordId> {
        let clause = self.clause(verb).words.clone();
        let mut at = verb;
        while at > clause.start {
            let word = at - 1;
            match self.class(word)? {
                Class::Adverb | Class::Auxiliary | Class::To => at = word,
                // `began to ring`, `came running`
                Class::Verb(_) if self.chains(word, verb) => at = word,
                // `At midnight Bramble barked`
                Class::Noun if self.is_after_time(word) => return Some(word),
                Class::Noun | Class::Pronoun => match self.outer(word, clause.start) {
                    Outer::Phrase(before) => at = before,
                    Outer::Head => return Some(word),
                },
                Class::Subordinator => break,
                Class::Verb(_) | Class::Attribute | Class::Coordinator => return None,
                Class::Determiner | Class::Preposition => at = word,
            }
        }
        // `the bell that rang`, `who knocked`
        let relative =
            listed("who which that", self.low(clause.start)) && clause.start > self.words.start;
        let antecedent = clause.start.checked_sub(1)?;
        (relative && at <= clause.start + 1 && self.class(antecedent) == Some(Class::Noun))
            .then_some(antecedent)
    }

    /// Returns whether a name is right after words of time.
    fn is_after_time(&self, name: WordId) -> bool {
        const TIMES: &str =
            "midnight noon dawn dusk nightfall daybreak sunset sunrise last once length";
        let before = name
            .checked_sub(1)
            .filter(|before| self.words.contains(before));
        self.page.is_capital(name) && before.is_some_and(|before| listed(TIMES, self.low(before)))
    }

    /// Returns the subject after a word that is here no preposition: `Outside the mob
    /// shouted`.
    fn after_place(&self, verb: WordId) -> Option<WordId> {
        let start = self.clause(verb).words.start;
        if !listed(
            "outside inside below above beyond behind near",
            self.low(start),
        ) {
            return None;
        }
        let group = (start + 1..verb)
            .ids()
            .rev()
            .find(|word| !matches!(self.class(*word), Some(Class::Auxiliary | Class::Adverb)))?;
        let noun = self.class(group) == Some(Class::Noun);
        (noun && self.phrase(group, start + 1).start == start + 1).then_some(group)
    }

    /// Returns whether a verb and the next one have one subject.
    fn chains(&self, word: WordId, verb: WordId) -> bool {
        let to = self.class(word + 1) == Some(Class::To);
        let ing = self.class(verb) == Some(Class::Verb(Form::Ing));
        (to || ing)
            && (word + 1..verb)
                .ids()
                .all(|between| self.class(between) != Some(Class::Noun))
    }

    /// Returns the subject behind its verb: `Down the road came a cart`.
    fn inverted(&self, verb: WordId) -> Option<WordId> {
        let clause = self.clause(verb);
        let leads = (clause.words.start..verb).ids().all(|word| {
            matches!(
                self.class(word),
                Some(
                    Class::Preposition
                        | Class::Determiner
                        | Class::Noun
                        | Class::Adverb
                        | Class::Coordinator
                )
            )
        });
        let finite = matches!(self.class(verb), Some(Class::Verb(form)) if form != Form::Ing);
        let opened = clause.words.start == verb && clause.words.start == self.words.start
            || verb > clause.words.start
                && self.class(clause.words.start) != Some(Class::Coordinator);
        let next = matches!(self.class(verb + 1), Some(Class::Determiner | Class::Noun));
        (leads && finite && opened && next && verb + 1 < clause.words.end)
            .then(|| self.head_from(verb + 1))
            .flatten()
    }

    /// Returns the subject of the clause before, or after for a participle.
    fn inherited(&self, verb: WordId) -> Option<WordId> {
        let index = self.index(verb);
        let led = verb > self.clauses[index].words.start && self.class(verb - 1) == Some(Class::To);
        let ing = self.class(verb) == Some(Class::Verb(Form::Ing));
        let before = self.clauses[..index].iter().rev();
        let subject = |clause: &super::Clause| match clause.verb {
            Some(verb) => self.own_subject(verb),
            None => self.heads(clause.words.clone()).next(),
        };
        let found = before.clone().find_map(subject);
        let after = || self.clauses.get(index + 1).and_then(subject);
        match found {
            None if ing || led => after(),
            found => found,
        }
    }
}
