//! Decides whether an event happens in the scene: not if it is denied, supposed,
//! wished for, remembered, compared, usual or over.

use super::{Class, Sentence};
use crate::outline::lexicon::{Form, listed};
use cuebook_core::id::{IdRange, WordId};

const NEGATIVE: &str = "no not never without nor neither nobody nothing none hardly scarcely didn't wasn't weren't hadn't \
    couldn't wouldn't won't isn't don't doesn't cannot can't aren't haven't hasn't instead barely";
/// Verbs after which an event is only a wish, a thought or a report.
const THOUGHT: &str = "wish wished hope hoped imagine imagined dream dreamed dreamt remember remembered recall recalled expect \
    expected feared fear promised promise seemed seem seems appeared pretended pretend wanted want tried try meant \
    intended decided refused forgot threatened offered waited waiting wait awaited thought think believed supposed \
    wondered talked talk spoke spoken speak told tell asked ask ordered order described begged invited advised warned \
    allowed dared hesitated longed learned taught prepared failed stopped ceased ready afraid \
    rehearsed painted resolved determined missed prevented";
/// Words that make an event usual.
const USUAL: &str = "always often sometimes usually every whenever seldom rarely generally normally habitually each \
    nightly regularly occasionally";
const TIMES: &str = "mornings evenings nights days afternoons sundays mondays tuesdays wednesdays thursdays fridays saturdays \
    summers winters springs autumns weekdays holidays years weeks months";
/// Words after `every` that make an event usual.
const EACH: &str =
    "time day night morning evening year hour week sunday winter summer spring autumn few now";
const MODAL: &str = "would could should might must may shall will can cannot ought he'd she'd they'd i'd we'd it'd i'll he'll \
    she'll they'll we'll can't won't wouldn't couldn't shouldn't mightn't";
const SENSES: &str = "hear see feel smell make listen";

impl Sentence<'_, '_> {
    /// Returns whether what a word names happens in the scene.
    #[must_use]
    pub(in crate::outline::prose) fn is_real(&self, word: WordId) -> bool {
        !(self.asks()
            || self.is_usual(word)
            || self.is_earlier(word)
            || self.is_denied(word)
            || self.is_supposed(word)
            || self.is_past(word))
    }

    /// Returns whether what a word names is neither asked, denied nor supposed. It may be over.
    #[must_use]
    pub(in crate::outline::prose) fn is_certain(&self, word: WordId) -> bool {
        !(self.asks()
            || self.is_usual(word)
            || self.is_earlier(word)
            || self.is_denied(word)
            || self.is_supposed(word))
    }

    fn asks(&self) -> bool {
        let end = self.page.gap(self.words.end - 1);
        end.trim_start_matches(['”', '"', '’', ' '])
            .starts_with('?')
    }

    /// Returns whether the event happens often: `on winter evenings`, or
    /// in the clause of the event, `often`.
    fn is_usual(&self, event: WordId) -> bool {
        let plural = |word: WordId| {
            listed(
                "on of in these those for most many all some at",
                self.low(word),
            ) && (word + 1..word + 4)
                .ids()
                .any(|next| listed(TIMES, self.low(next)) && self.is_joined(word, next))
        };
        self.words.ids().any(|word| {
            let low = self.low(word);
            let next = self.low(word + 1);
            // `each other`, `every window`
            let each = !listed("each every", low) || listed(EACH, next);
            let here = self.index(word) == self.index(event)
                || word == self.words.start
                || low == "whenever"
                || self.clause(word).verb.is_none();
            let at_times = next == "times" && listed("at many", low);
            listed(USUAL, low) && each && here || plural(word) || at_times
        })
    }

    /// Returns whether the time of a clause is earlier: `last winter`, `years ago`.
    fn is_earlier(&self, word: WordId) -> bool {
        let ago = self.clause(word).words.clone();
        ago.ids().any(|word| {
            let (low, next) = (self.low(word), self.low(word + 1));
            let last =
                low == "last" && listed("night week month year winter summer spring autumn", next);
            let child = low == "as" && next == "a" && listed("child boy girl", self.low(word + 2));
            let used = low == "used" && self.class(word + 1) == Some(Class::To);
            listed("ago yesterday", low) || last || child || used
        })
    }

    fn is_joined(&self, from: WordId, to: WordId) -> bool {
        (from..to).ids().all(|word| !self.is_parted(word + 1))
    }

    /// Returns whether a word is denied in its clause: `no rain`, `never rang`,
    /// `without a knock`.
    fn is_denied(&self, word: WordId) -> bool {
        let clause = self.clause(word).words.clone();
        let from = word.saturating_sub(7).max(clause.start);
        (from..word).ids().any(|w| {
            let low = self.low(w);
            // `not far away a bell rang`
            listed(NEGATIVE, low)
                && !(low == "not" && listed("far long only", self.low(w + 1)))
                && !(low == "no" && listed("longer doubt more", self.low(w + 1)) && w + 3 < word)
        }) || (word + 1..clause.end.min(word + 4))
            .ids()
            .any(|w| listed("not didn't wasn't hadn't never couldn't", self.low(w)))
    }

    /// Returns whether a word is only supposed: `if it rained`, `would have knocked`,
    /// `remembered the guns`, `like thunder`.
    fn is_supposed(&self, word: WordId) -> bool {
        let index = self.index(word);
        let clause = self.clauses[index].words.clone();
        let before = clause.start..word;
        let compared = before.ids().any(|w| {
            let low = self.low(w);
            low == "like" && self.class(w) == Some(Class::Preposition)
                || low == "than"
                || low == "as"
                    && (w + 1..word)
                        .ids()
                        .any(|v| v > w + 1 && self.low(v) == "as")
                || low == "as" && listed("if though", self.low(w + 1))
        });
        let opener = self.low(clause.start);
        let opened = listed("if unless whether lest whenever though than", opener)
            && (opener != "though")
            || opener == "as" && listed("if though", self.low(clause.start + 1))
            || clause.start > WordId::FIRST
                && self.low(clause.start - 1) == "as"
                && listed("if though", opener)
            || opener == "before" && !self.is_scarce(index);
        // `was about to knock`, `on the point of ringing`
        let near = before.ids().any(|w| {
            self.low(w) == "about" && self.class(w + 1) == Some(Class::To) && w + 3 >= word
                || listed("point verge brink", self.low(w)) && self.low(w + 1) == "of"
        });
        near || compared
            || opened
            || self.has_modal(index)
            || before.ids().any(|w| self.is_wish(w, word))
            || self.is_told(index)
    }

    /// Returns whether the verb of a clause, or of the clause on which it depends, has
    /// a modal: `when the wind blew, she would sing`.
    fn has_modal(&self, index: usize) -> bool {
        let modal = |index: usize| {
            let Some(clause) = self.clauses.get(index) else {
                return false;
            };
            clause.words.ids().any(|w| {
                let low = self.low(w);
                let senses = (w + 1..w + 4)
                    .ids()
                    .any(|next| listed(SENSES, self.low(next)));
                listed(MODAL, low)
                    && self.class(w) == Some(Class::Auxiliary)
                    && !(senses && listed("could can might must", low))
            })
        };
        let subordinate = |index: usize| {
            let clause = self.clauses.get(index);
            clause.is_some_and(|clause| {
                listed(
                    "when while if as because until before after where",
                    self.low(clause.words.start),
                )
            })
        };
        let main = if subordinate(index) {
            let before = (0..index)
                .rev()
                .find(|other| self.clauses[*other].verb.is_some());
            let first = clause_starts(self, index);
            let after = (index + 1..self.clauses.len())
                .find(|other| !subordinate(*other) && self.clauses[*other].verb.is_some());
            if first { after } else { before }
        } else {
            None
        };
        modal(index) || main.is_some_and(modal)
    }

    /// Returns whether a verb of thought governs a word: `remembered the guns`, `tried
    /// to open`.
    fn is_wish(&self, verb: WordId, word: WordId) -> bool {
        let low = self.low(verb);
        let governs = listed(THOUGHT, low) && !matches!(self.class(verb), Some(Class::Determiner));
        let purpose = self.class(verb) == Some(Class::To) && self.is_purpose(verb, word);
        governs || purpose
    }

    /// Returns whether `to` and a verb name an aim: `rose to open the door`. `began
    /// to ring` is not an aim.
    fn is_purpose(&self, to: WordId, word: WordId) -> bool {
        let begun = "began begun begins started starts start begin continued came comes went had has happened was seemed heard \
            managed";
        let before = (self.clause(word).words.start..to)
            .ids()
            .rev()
            .find(|w| self.is_verb(*w) || self.class(*w) == Some(Class::Auxiliary));
        let near = before.is_some_and(|before| to - before <= 2);
        !(near && before.is_some_and(|before| listed(begun, self.low(before))))
    }

    /// Returns whether the clause before is negative: `had not gone far before it rained`.
    fn is_scarce(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .map(|before| self.clauses[before].words.clone());
        before.is_some_and(|words| words.ids().any(|w| listed(NEGATIVE, self.low(w))))
    }

    /// Returns whether a clause is the content of a report or a thought: `she dreamed that
    /// bells rang`.
    fn is_told(&self, index: usize) -> bool {
        let clause = &self.clauses[index].words;
        let Some(before) = index.checked_sub(1).map(|before| &self.clauses[before]) else {
            return false;
        };
        let opener = self.low(clause.start);
        let reports = listed("that if whether how what why where", opener);
        let thought = "dreamed dreamt imagined wished hoped feared wondered thought said told explained remembered believed \
            expected supposed asked knew read wrote swore promised complained";
        let until = listed("until till when", opener)
            && before
                .words
                .ids()
                .any(|w| listed("waited wait waiting waits", self.low(w)));
        until
            || reports
                && before
                    .words
                    .ids()
                    .any(|w| listed(thought, self.low(w)) && self.is_verb(w))
    }

    /// Returns whether a word is in the past of the story: `had rung`; in a story in the
    /// past, also the present: `the wind blows there`.
    fn is_past(&self, word: WordId) -> bool {
        let clause = self.clause(word).words.clone();
        // `had been raining since noon`: it still rains.
        let lasts = clause.ids().any(|w| listed("since still all", self.low(w)))
            && clause.ids().any(|w| {
                self.low(w) == "been" && self.class(w + 1) == Some(Class::Verb(Form::Ing))
            });
        let had = !lasts
            && clause.ids().any(|w| {
                let participle = (w + 1..w + 4)
                    .ids()
                    .find(|next| self.class(*next) != Some(Class::Adverb));
                listed("had hadn't", self.low(w))
                    && participle.is_some_and(|next| {
                        next < clause.end
                            && (self.is_verb(next) || self.low(next) == "been")
                            && !listed("begun started", self.low(next))
                    })
            });
        let verb = match self.class(word) {
            Some(Class::Verb(_)) => Some(word),
            _ => self.clause(word).verb,
        };
        let now = verb.is_some_and(|verb| match self.class(verb) {
            Some(Class::Verb(Form::Base)) => {
                self.own_group(verb).is_none() && !self.is_sensed(verb)
            }
            Some(Class::Verb(Form::Present)) => true,
            Some(Class::Auxiliary) => listed(
                "is are has am does do there's it's he's she's",
                self.low(verb),
            ),
            _ => false,
        });
        had || now && !self.present
    }

    /// Returns the auxiliary or `to` before a verb.
    fn own_group(&self, verb: WordId) -> Option<WordId> {
        let before = (self.clause(verb).words.start..verb)
            .ids()
            .rev()
            .find(|w| self.class(*w) != Some(Class::Adverb))?;
        matches!(self.class(before), Some(Class::Auxiliary | Class::To)).then_some(before)
    }

    /// Returns whether a verb depends on a verb of perception: `heard it fall`.
    fn is_sensed(&self, verb: WordId) -> bool {
        let from = verb.saturating_sub(6).max(self.clause(verb).words.start);
        (from..verb).ids().any(|w| {
            listed(
                "heard hear saw see felt feel watched let made make",
                self.low(w),
            )
        })
    }
}

/// Returns whether a clause is the first of its sentence that has a verb.
fn clause_starts(sentence: &Sentence<'_, '_>, index: usize) -> bool {
    (0..index).all(|other| sentence.clauses[other].verb.is_none())
}
