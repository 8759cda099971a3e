//! What the sentence of a tag says besides the speaker: to whom, in which tone, and
//! whether the words are said at all.

use std::ops::Range;

use super::{TagKind, Tags};
use crate::outline::lexicon::{self, listed};
use crate::outline::prose::people::Mention;
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Tone;

impl Tags<'_, '_> {
    /// Returns whether a person is one of two: `Anna and Tom`, `Anna or was it Tom`.
    pub(super) fn is_one_of_two(&self, who: &Mention) -> bool {
        let joins = |word: WordId| {
            listed("and or", self.page.low(word))
                && !self.page.gap(word - 1).contains([',', '.', ';'])
        };
        let (start, end) = (who.words.start, who.words.end);
        let after = end < self.page.end() && joins(end) && self.people.at(end + 1).is_some();
        let before = start > WordId(1)
            && joins(start - 1)
            && self
                .people
                .within(start - 2..start - 1)
                .iter()
                .next()
                .is_some();
        after || before
    }

    /// Returns whether a sentence does not report what was said, but a wish, a condition, a
    /// habit or something to come: `Anna would say`, `if Anna said`.
    pub(super) fn is_hedged(&self, shown: &Range<WordId>, sentence: &Range<WordId>) -> bool {
        const MOODS: &str = "if unless wish wished wishes hope hoped hopes almost nearly never not would will might could \
            should may must shall can wouldn't won't didn't don't doesn't couldn't can't i'll he'll she'll they'll \
            you'll i'd he'd she'd they'd perhaps maybe probably wanted wants imagined pretended supposed expected \
            suppose imagine whether";
        let quoted = |word: WordId| self.page.gap_before(word).contains(['“', '”', '"']);
        let last = shown.end.max(sentence.start);
        // Only the words of the clause that has the verb of speech.
        let from = (sentence.start + 1..last)
            .ids()
            .rev()
            .find(|word| quoted(*word));
        let from = from.unwrap_or(sentence.start).min(shown.start);
        (from..last).ids().any(|word| {
            let plans = listed("going about meant ought intended", self.page.low(word));
            listed(MOODS, self.page.low(word))
                || plans && word + 1 < last && self.page.low(word + 1) == "to"
        })
    }

    /// Returns the narrator of a story to whom an action beside a speech is directed: `She
    /// pushed the bag across to me.`
    pub(super) fn turns_to(
        &self,
        kind: TagKind,
        who: &Mention,
        sentence: Range<WordId>,
    ) -> Option<usize> {
        let teller = self.people.people.iter().position(|person| person.teller)?;
        let words = who.words.end..sentence.end.min(who.words.end + 12);
        let me = words.ids().any(|word| {
            self.page.low(word) == "me" && listed("to at on towards", self.page.low(word - 1))
        });
        (me && kind != TagKind::Said && who.person != teller).then_some(teller)
    }

    pub(super) fn negated(&self, from: WordId, end: WordId) -> bool {
        (from..end).ids().take(5).any(|word| {
            listed(
                "nothing not no didn't silent never did",
                self.page.low(word),
            )
        })
    }

    /// Returns the tone of adverbs beside the verb.
    pub(super) fn manner(&self, kind: TagKind, sentence: Range<WordId>) -> Option<Tone> {
        let near = sentence.ids().take(14);
        let found = near
            .filter_map(|word| lexicon::adverb_tone(self.page.low(word)))
            .next();
        found.filter(|_| kind == TagKind::Said)
    }

    /// Returns the person spoken to: `asked Boris`, `said to the captain`, `asked
    /// him`.
    pub(super) fn addressee(&self, who: &Mention, sentence: Range<WordId>) -> Option<usize> {
        let verb = sentence.ids().find(|word| {
            self.page
                .known(*word)
                .saying
                .is_some_and(|saying| saying.strong)
        })?;
        // `said Bo to the boy`
        let behind = match who.words.start == verb + 1 {
            true => who.words.end,
            false => verb + 1,
        };
        let next = behind + usize::from(self.page.low(behind) == "to");
        if self.page.low(next) == "me" && next < sentence.end {
            let teller = self.people.people.iter().position(|person| person.teller);
            return teller.filter(|teller| *teller != who.person);
        }
        // `said Bo to Anna's brother`, `said Bo to Anna's back`
        let to = self.people.at(next)?;
        let body = listed("back face feet ear", self.page.low(to.words.end));
        let to = match to.possessive && !body {
            true => {
                let owned = self.people.at(to.words.end - 1);
                owned.filter(|owned| owned.words != to.words)?
            }
            false => to,
        };
        let to = Some(to).filter(|to| to.person != who.person && to.words.end <= sentence.end)?;
        let takes_person = listed(
            "told asked answered reminded warned informed assured",
            self.page.low(verb),
        );
        (next > behind || takes_person).then_some(to.person)
    }
}
