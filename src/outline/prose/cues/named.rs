//! Nouns on the lists of the table.

use super::events::EVENTS;
use super::table::{DEEDS, KINDS};
use crate::outline::lexicon::listed;
use crate::outline::prose::clause::Sentence;
use cuebook_core::id::{IdRange, WordId};

/// Returns whether a noun is on a list of nouns and kinds, or a pronoun for one.
pub(super) fn is_one_of(sentence: &Sentence<'_, '_>, head: WordId, list: &str) -> bool {
    is_named(sentence, head, list) || means(sentence, head, list)
}

fn is_named(sentence: &Sentence<'_, '_>, head: WordId, list: &str) -> bool {
    let page = sentence.page;
    // `Bramble barked`, where Bramble is a dog.
    let low = sentence.pet(head).unwrap_or(page.low(head));
    list.split_ascii_whitespace()
        .any(|entry| match entry.split_once('_') {
            Some((first, last)) => last == low && has_beside(sentence, head, first),
            None if entry == "PERSON" => sentence.is_person(head),
            None if entry.starts_with(|c: char| c.is_ascii_uppercase()) => KINDS
                .iter()
                .any(|(name, nouns)| *name == entry && listed(nouns, low)),
            None => entry == low,
        })
}

/// Returns whether a word describes a noun: `church bell`, `the bell of the church`.
fn has_beside(sentence: &Sentence<'_, '_>, head: WordId, word: &str) -> bool {
    let start = sentence.clause(head).words.start;
    let low = |at: WordId| sentence.page.low(at);
    sentence
        .phrase(head, start)
        .ids()
        .any(|at| at != head && lexical(low(at)) == word)
        || listed("of in on", low(head + 1)) && (head + 2..head + 5).ids().any(|at| low(at) == word)
}

fn lexical(low: &str) -> &str {
    low.strip_suffix("'s").unwrap_or(low)
}

/// Returns whether `it` means one of the nouns: the last one of them shortly before.
fn means(sentence: &Sentence<'_, '_>, subject: WordId, list: &str) -> bool {
    const FAR: usize = 30;
    let page = sentence.page;
    if !listed("it they", page.low(subject))
        || list.is_empty()
        || page.low(subject) == "they" && list.contains("PERSON")
    {
        return false;
    }
    let from = subject.saturating_sub(FAR);
    let nouns = || {
        list.split_ascii_whitespace()
            .filter(|entry| *entry != "PERSON" && !entry.contains('_'))
    };
    (from..subject).ids().any(|word| {
        nouns().any(
            |entry| match KINDS.iter().find(|(name, _)| *name == entry) {
                Some((_, nouns)) => listed(nouns, page.low(word)),
                None => entry == page.low(word),
            },
        )
    })
}

/// Returns the sounds that a noun makes or is.
pub(super) fn sounds_of(low: &str) -> impl Iterator<Item = &'static str> {
    let listed_in = |list: &str| {
        list.split_ascii_whitespace().any(|entry| {
            entry == low
                || KINDS
                    .iter()
                    .any(|(name, nouns)| *name == entry && listed(nouns, low))
        })
    };
    let events = EVENTS
        .iter()
        .filter(|event| listed(event.nouns, low))
        .map(|event| event.sound);
    let deeds: Vec<&str> = DEEDS
        .iter()
        .filter(|deed| listed_in(deed.by))
        .map(|deed| deed.sound)
        .collect();
    events.chain(deeds)
}
