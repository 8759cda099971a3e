//! Evidence from the whole text about the people with names: their sex, and who
//! acts.

use super::People;
use super::phrases::Found;
use super::traits::own_body;
use crate::outline::lexicon::listed;
use crate::outline::prose::page::Page;
use crate::outline::prose::phrase::{PhraseKind, Pronoun};
use cuebook_core::id::{IdRange, WordId};

/// Returns for each person whether they act or speak under their name in the
/// narration.
#[must_use]
pub(super) fn acting(people: &People, page: &Page<'_>, phrases: &[Found]) -> Vec<bool> {
    let mut acts = vec![false; people.people.len()];
    let says = |word: WordId| page.known(word).saying.is_some();
    for found in phrases {
        let part = &page.parts[found.part];
        let words = &found.phrase.words;
        let after = words.end < part.words.end && (page.known(words.end).past || says(words.end));
        let before = words.start > part.words.start && says(words.start - 1);
        if let PhraseKind::Name { title, names } = &found.phrase.kind
            && !part.speech
            && (after || before)
        {
            for who in people.named(title.as_deref(), names) {
                acts[who] = true;
            }
        }
    }
    acts
}

/// Derives the sex of named people from the next `he` or `she` of the paragraph,
/// if no one else is named between.
pub(super) fn vote(people: &mut People, page: &Page<'_>, phrases: &[Found]) {
    let mut named: Option<(usize, usize)> = None;
    let mut votes = vec![0_i32; people.people.len()];
    for found in phrases {
        let part = &page.parts[found.part];
        if part.speech {
            continue;
        }
        match &found.phrase.kind {
            PhraseKind::Name { title, names } => {
                let who = people.named(title.as_deref(), names);
                named = (who.len() == 1).then(|| (who[0], part.paragraph));
                if let [who] = who.as_slice() {
                    let next = found.phrase.words.end;
                    // `Xu's white beard`
                    let beard = found.phrase.possessive
                        && (next..next + 2)
                            .ids()
                            .any(|word| listed("beard moustache", page.low(word)));
                    votes[*who] += own_body(page, next) + 3 * i32::from(beard);
                }
            }
            PhraseKind::Noun(_) => named = None,
            PhraseKind::Pronoun(pronoun @ (Pronoun::He | Pronoun::She)) => {
                if let Some((person, paragraph)) = named.take()
                    && paragraph == part.paragraph
                {
                    votes[person] += if *pronoun == Pronoun::He { 1 } else { -1 };
                }
            }
            PhraseKind::Pronoun(_) => {}
        }
    }
    for (person, votes) in people.people.iter_mut().zip(votes) {
        let doubtful = person.manly.abs() < 8 && votes != 0;
        if doubtful && (votes.abs() >= 2 || person.manly == 0) {
            person.manly = votes.clamp(-6, 6);
        }
    }
}
