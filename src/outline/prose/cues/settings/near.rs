//! The words beside a sound that say how it sounds.

use std::ops::Range;

use super::super::find::Sounding;
use crate::outline::lexicon::{listed, verbs};
use crate::outline::prose::clause::{Class, Role, Sentence};
use cuebook_core::id::{IdRange, WordId};

/// The number of words between a verb and an adverb that belongs to it.
const BESIDE: usize = 5;

/// The words beside a sound.
pub(super) struct Near<'s, 'p, 'a> {
    pub sentence: &'s Sentence<'p, 'a>,
    /// The verb or the noun that is the sound.
    pub word: WordId,
    /// The verb whose subject the noun is: `the wind moaned`.
    pub verb: Option<WordId>,
    /// Its clause, with the parts before it that have no verb: `Far off, beyond the quarry, thunder growled`.
    pub clause: Range<WordId>,
    /// The person who makes it.
    pub person: Option<WordId>,
    /// Words that describe it: `a heavy peal of thunder`.
    pub described: Vec<WordId>,
    /// Adverbs of its verb: `softly`.
    pub manner: Vec<WordId>,
    /// The nouns of its clause with the words before them: what sounds, where, and on what.
    pub nouns: Vec<WordId>,
}

impl<'s, 'p, 'a> Near<'s, 'p, 'a> {
    pub(super) fn of(
        sentence: &'s Sentence<'p, 'a>,
        word: WordId,
        sounding: &Sounding,
    ) -> Near<'s, 'p, 'a> {
        let clause = whole_clause(sentence, word);
        let mut near = Near {
            sentence,
            word,
            verb: None,
            clause,
            person: None,
            described: Vec::new(),
            manner: Vec::new(),
            nouns: Vec::new(),
        };
        match near.is_noun(word) {
            true => near.describe_noun(word, sounding.beside),
            false => near.describe_verb(word),
        }
        let center = if near.is_noun(word) {
            sentence.clause(word).verb.unwrap_or(word)
        } else {
            word
        };
        let manner = near.clause.clone().ids().filter(|at| {
            let adverb = sentence.class(*at) == Some(Class::Adverb);
            (adverb || listed("hard loud", near.low(*at))) && at.distance(center) <= BESIDE
        });
        near.manner = manner.collect();
        near.nouns = near.nouns_of_clause();
        near
    }

    pub(super) fn low(&self, word: WordId) -> &'p str {
        self.sentence.page.low(word)
    }

    /// Returns a word as in the text.
    pub(super) fn shown(&self, word: WordId) -> String {
        self.sentence.page.text(word.alone())
    }

    /// Returns whether a word is a form of a verb or a noun of a list.
    pub(super) fn is(&self, word: WordId, list: &str) -> bool {
        let low = self.low(word);
        let single = low.strip_suffix('s').unwrap_or(low);
        listed(list, low)
            || listed(list, single)
            || verbs(low).iter().any(|(base, _)| listed(list, base))
    }

    fn is_noun(&self, word: WordId) -> bool {
        self.sentence.class(word) == Some(Class::Noun)
    }

    fn describe_noun(&mut self, noun: WordId, beside: Option<WordId>) {
        self.describe(noun);
        let verb = self.sentence.clause(noun).verb;
        self.verb =
            verb.filter(|verb| *verb > noun && self.sentence.role(noun) == Some(Role::Subject));
        // `a faint sound of footsteps`
        let outer = beside.filter(|beside| *beside < noun && self.is_noun(*beside));
        if let Some(outer) = outer {
            self.describe(outer);
        }
        // `he heard`, `the old man gave a cough`
        if let Some(Role::Object(verb)) = self.sentence.role(noun)
            && listed("gave gives give let lets uttered made", self.low(verb))
        {
            let giver = self.sentence.subject(verb);
            self.person = giver.filter(|giver| self.sentence.is_person(*giver));
        }
    }

    fn describe_verb(&mut self, verb: WordId) {
        let sentence = self.sentence;
        if let Some(subject) = sentence.subject(verb) {
            match sentence.is_person(subject) {
                true => self.person = Some(subject),
                false => self.describe(subject),
            }
        }
        for object in sentence.objects(verb) {
            if object.preposition.is_none() && !sentence.is_person(object.head) {
                self.describe(object.head);
            }
        }
    }

    /// Adds the words of a noun phrase before its noun.
    fn describe(&mut self, noun: WordId) {
        let start = self.sentence.clause(noun).words.start;
        self.described
            .extend((self.sentence.phrase(noun, start).start..noun).ids());
    }

    /// Returns the nouns of the clause, persons left out, with the words before them.
    fn nouns_of_clause(&self) -> Vec<WordId> {
        let usable = |word: &WordId| {
            let class = self.sentence.class(*word);
            matches!(class, Some(Class::Noun | Class::Attribute))
                && *word != self.word
                && self.person != Some(*word)
        };
        self.clause.clone().ids().filter(usable).collect()
    }
}

/// Returns the clause of a word, with the parts before it that have no verb.
fn whole_clause(sentence: &Sentence<'_, '_>, word: WordId) -> Range<WordId> {
    let own = sentence.clause(word).words.clone();
    let mut start = own.start;
    while let Some(before) = start
        .checked_sub(1)
        .filter(|before| *before >= sentence.words.start)
    {
        let clause = sentence.clause(before);
        if clause.verb.is_some() {
            break;
        }
        start = clause.words.start;
    }
    start..own.end
}
