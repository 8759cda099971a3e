//! Hours that a clock or a bell strikes: `half past ten struck`, `the bell told midnight`.

use std::ops::Range;

use super::find::Sounding;
use crate::outline::lexicon::listed;
use crate::outline::prose::clause::{Class, Sentence};
use crate::outline::prose::page::Page;
use crate::outline::sound::number;
use cuebook_core::id::{IdRange, WordId};

/// Verbs of a clock or a bell. A person can tell or call an hour too.
const STRIKES: &str =
    "struck strikes strike striking tolled tolls tolling chimed chimes chiming rang rings ringing";
const TELLS: &str = "told tells telling";
/// The number of words beside the verb within which the hour is.
const NEAR: usize = 5;

/// Returns whether a word can be the verb of an hour.
#[must_use]
pub(super) fn is_verb(low: &str) -> bool {
    listed(STRIKES, low) || listed(TELLS, low)
}

/// Returns the sound of a verb beside an hour.
#[must_use]
pub(super) fn struck(sentence: &Sentence<'_, '_>, verb: WordId) -> Option<Sounding> {
    let page = sentence.page;
    let clause = sentence.clause(verb).words.clone();
    let subject = sentence
        .subject(verb)
        .map_or("", |subject| page.low(subject));
    let rings = listed(
        "bell bells clock clocks chimes tower steeple church",
        subject,
    );
    let fits = match () {
        () if listed(TELLS, page.low(verb)) => rings && hour_after(page, verb, clause.end),
        () if listed("struck strikes strike striking", page.low(verb)) => {
            let strikes = rings || page.low(verb.saturating_sub(1)) == "it";
            hour_before(page, verb, clause.start) || strikes && hour_after(page, verb, clause.end)
        }
        () => rings && hour_after(page, verb, clause.end),
    };
    let is_verb = match sentence.class(verb)? {
        Class::Verb(_) => is_verb(page.low(verb)),
        Class::Noun => page.low(verb) == "struck",
        _ => false,
    };
    (fits && is_verb).then_some(Sounding {
        sound: "bell-toll",
        beside: None,
    })
}

/// Returns whether an hour is the subject: `half past ten struck`, `the hour struck`.
fn hour_before(page: &Page<'_>, verb: WordId, start: WordId) -> bool {
    let from = verb.saturating_sub(NEAR).max(start);
    let mut before = (from..verb).ids().rev();
    let last = before.find(|word| !listed("o'clock just had", page.low(*word)));
    last.is_some_and(|last| is_hour(page, last) || listed("hour quarter half", page.low(last)))
}

/// Returns whether an hour is the object, and no noun that is counted: `struck ten men`.
fn hour_after(page: &Page<'_>, verb: WordId, end: WordId) -> bool {
    let low = |word: WordId| if word < end { page.low(word) } else { "" };
    let first = verb + 1 + usize::from(listed("the a", low(verb + 1)));
    let part = listed("half quarter quarters hour", low(first));
    let ends = |word: WordId| {
        !page.gap(word).chars().all(char::is_whitespace)
            || listed(
                "o'clock and as when before after while from in on over across",
                low(word + 1),
            )
            || word + 1 >= end
    };
    part || is_hour(page, first) && ends(first)
}

fn is_hour(page: &Page<'_>, word: WordId) -> bool {
    strokes_of(page.low(word)).is_some()
}

fn strokes_of(low: &str) -> Option<u32> {
    match low {
        "one" => Some(1),
        "midnight" | "noon" | "midday" => Some(12),
        low => number(low),
    }
}

/// Returns the number of strokes of the hour in a sentence; a half or a quarter is one.
#[must_use]
pub(super) fn strokes(page: &Page<'_>, sentence: &Range<WordId>) -> Option<u32> {
    let verb = sentence.ids().find(|word| is_verb(page.low(*word)))?;
    let near = verb.saturating_sub(NEAR).max(sentence.start)..(verb + NEAR).min(sentence.end);
    let part = |word: WordId| listed("half quarter quarters", page.low(word));
    if near.ids().any(part) {
        return Some(1);
    }
    let beside = |word: WordId| strokes_of(page.low(word));
    let mut before = (near.start..verb).ids().rev();
    let before = before.find(|word| page.low(*word) != "o'clock");
    let after = (verb + 1..near.end)
        .ids()
        .find(|word| !listed("the hour of out", page.low(*word)));
    after.and_then(beside).or_else(|| before.and_then(beside))
}
