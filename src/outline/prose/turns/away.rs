//! The people who have left before a turn. A person who is mentioned again has
//! returned.

use std::ops::Range;

use super::turn::Turn;
use crate::outline::lexicon::listed;
use crate::outline::prose::page::Page;
use crate::outline::prose::people::{Mention, People};
use crate::outline::prose::phrase::Pronoun;
use cuebook_core::id::{IdRange, WordId};

/// The people who have left, up to a word of the text.
#[derive(Debug)]
pub(super) struct Away {
    gone: Vec<bool>,
    /// The word at which each person left.
    left: Vec<WordId>,
    next: usize,
}

impl Away {
    #[must_use]
    pub(super) fn new(people: &People) -> Away {
        Away {
            gone: vec![false; people.people.len()],
            left: vec![WordId::FIRST; people.people.len()],
            next: 0,
        }
    }

    /// Reads up to a word.
    pub(super) fn walk(&mut self, page: &Page<'_>, people: &People, word: WordId) {
        while let Some(mention) = people
            .mentions
            .get(self.next)
            .filter(|mention| mention.words.start < word)
        {
            let was = self.gone[mention.person];
            self.gone[mention.person] = self.goes(page, mention);
            if !was && self.gone[mention.person] {
                self.left[mention.person] = mention.words.start;
            }
            self.next += 1;
        }
    }

    /// Returns whether a person is away after a mention.
    fn goes(&self, page: &Page<'_>, mention: &Mention) -> bool {
        const LONG: usize = 150;
        let away = self.gone[mention.person];
        if mention.spoken {
            return away;
        }
        let named = mention.pronoun.is_none() && !mention.possessive;
        let later = mention.words.start - self.left[mention.person] > LONG;
        let before = mention.words.start.checked_sub(1);
        let tag = before.is_some_and(|before| page.known(before).saying.is_some());
        if tag || mention.subject {
            // Two mentions do not bring a person back: a pronoun (`He stopped at the door`), and a
            // name before a verb in the present tense, as in `As Dewi says`.
            let again = matches!(mention.pronoun, Some(Pronoun::He | Pronoun::She));
            let acts = page.known(mention.words.end).past;
            let still = away && !tag && (again || !acts);
            return still || leaves(page, mention);
        }
        away && !(named && later)
    }

    /// Handles `They listened to her go down`: the last speaker leaves, if the
    /// pronoun fits.
    pub(super) fn watch(&mut self, page: &Page<'_>, people: &People, last: &Turn, word: WordId) {
        let Some(tag) = last.tag() else {
            return;
        };
        for at in (last.last..word.saturating_sub(1)).ids() {
            let pronoun = match page.low(at) {
                "her" => Pronoun::She,
                "him" => Pronoun::He,
                _ => continue,
            };
            let goes = listed("go leave walk drive ride", page.low(at + 1));
            if goes && people.people[tag.person].agrees(pronoun) == Some(true) {
                self.gone[tag.person] = true;
            }
        }
    }

    #[must_use]
    pub(super) fn is(&self, person: usize) -> bool {
        self.gone.get(person).copied().unwrap_or(false)
    }
}

/// Returns whether the subject of the sentence leaves: `went up into the noise`,
/// `was gone`.
fn leaves(page: &Page<'_>, mention: &Mention) -> bool {
    let end = page.sentence_end(
        mention.words.start,
        (mention.words.end + 24).min(page.end()),
    );
    let words: Range<WordId> = mention.words.end..end;
    let speech = |word: WordId| page.gap(word).contains(['“', '”', '"', '«', '»']);
    let narration = words
        .ids()
        .take_while(|word| *word == words.start || !speech(*word - 1));
    for word in narration {
        let next = page.low(word + 1);
        let goes = listed(
            "went walked ran drove rode hurried strode marched",
            page.low(word),
        ) && listed("out up away off back", next);
        // `He went.`
        let goes = goes || listed("went left", page.low(word)) && page.gap(word).starts_with('.');
        let gone = listed("was were", page.low(word)) && next == "gone";
        // `As though somebody had left her a note`
        let other = (words.start..word).ids().any(|word| {
            listed(
                "somebody someone who as if that he she they",
                page.low(word),
            )
        });
        let left =
            page.low(word) == "left" && listed("the him her them us me without", next) && !other;
        if goes || gone || left || listed("vanished disappeared", page.low(word)) {
            return true;
        }
    }
    false
}
