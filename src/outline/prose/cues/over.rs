//! Where the text says that a sound ends: `the rain stopped`, `the engine coughed and died`, `he switched off the radio`.

use std::ops::Range;

use crate::outline::lexicon::{listed, verbs};
use crate::outline::prose::clause::{Class, Sentence};
use cuebook_core::id::{IdRange, WordId};

/// Words after a noun for its end.
const OVER: &str = "stopped ceased died ended subsided faded passed failed gone silent slackened stalled stops ceases dies ends \
    fades stalls";
/// Verbs that mean an end with the word after them.
const WITH: &[(&str, &str)] = &[
    ("cut", "out off"),
    ("cuts", "out off"),
    ("went", "dead silent out quiet off"),
    ("fell", "silent still quiet"),
    ("falls", "silent still quiet"),
    ("gave", "out"),
    ("let", "up"),
    ("broke", "off"),
    ("petered", "out"),
    ("came", "stop halt end"),
];
/// Verbs by which a person ends a sound, alone and with `off`.
const SILENCED: &str = "stop silence kill cut stall quench douse extinguish";
const SWITCHED: &str = "switch turn shut click snap";
/// The number of words between a noun and its end.
const NEAR: usize = 6;

/// Returns whether a word, in small letters, can be a verb by which a person ends a sound.
#[must_use]
pub(super) fn is_verb(low: &str) -> bool {
    base_of(low, SILENCED) || base_of(low, SWITCHED)
}

fn base_of(low: &str, list: &str) -> bool {
    listed(list, low) || verbs(low).iter().any(|(base, _)| listed(list, base))
}

/// Returns the word that says that a noun's sound ends, in the clause of the noun.
#[must_use]
pub(super) fn end_of(sentence: &Sentence<'_, '_>, noun: WordId) -> Option<WordId> {
    let clause = sentence.clause(noun).words.end;
    let after = noun + 1..(noun + NEAR).min(clause);
    let end = after.ids().find_map(|word| end_at(sentence, word, clause));
    end.filter(|end| sentence.is_certain(*end))
}

/// Returns the last word of an end that begins at a word.
fn end_at(sentence: &Sentence<'_, '_>, word: WordId, clause: WordId) -> Option<WordId> {
    let low = |word: WordId| {
        if word < clause {
            sentence.page.low(word)
        } else {
            ""
        }
    };
    let was = word > WordId::FIRST && listed("was were is", low(word - 1));
    if listed(OVER, low(word)) || low(word) == "over" && was {
        return Some(word);
    }
    let off = listed("switched turned shut cut", low(word)) && was;
    let with = WITH.iter().find(|(verb, _)| *verb == low(word));
    let with = with.map(|(_, with)| *with).or(off.then_some("off"))?;
    // `came to a stop`
    (word + 1..(word + 4).min(clause))
        .ids()
        .find(|next| listed(with, low(*next)))
}

/// Returns the word that ends what a noun names, in a later clause of its sentence: `the engine coughed and died`.
#[must_use]
pub(super) fn later_end(
    sentence: &Sentence<'_, '_>,
    noun: WordId,
    after: WordId,
) -> Option<WordId> {
    let rest = after + 1..sentence.words.end;
    rest.ids().find_map(|word| {
        let verb = matches!(sentence.class(word), Some(Class::Verb(_)));
        let own = verb && sentence.subject(word) == Some(noun);
        let clause = sentence.clause(word).words.end;
        let end = own.then(|| end_at(sentence, word, clause)).flatten()?;
        sentence.is_certain(end).then_some(end)
    })
}

/// Returns the noun whose sound a person ends, and the words: `he switched off the engine`.
#[must_use]
pub(super) fn silenced(
    sentence: &Sentence<'_, '_>,
    verb: WordId,
) -> Option<(WordId, Range<WordId>)> {
    let low = sentence.page.low(verb);
    if !matches!(sentence.class(verb), Some(Class::Verb(_))) || !sentence.is_certain(verb) {
        return None;
    }
    let off = (verb + 1..(verb + 6).min(sentence.clause(verb).words.end))
        .ids()
        .find(|word| sentence.page.low(*word) == "off");
    let is_over = base_of(low, SILENCED) || base_of(low, SWITCHED) && off.is_some();
    if !is_over {
        return None;
    }
    let objects = sentence.objects(verb);
    let direct = |preposition: Option<WordId>| preposition.is_none() || preposition == off;
    let object = objects.iter().find(|object| direct(object.preposition))?;
    let end = off.map_or(object.head, |off| off.max(object.head));
    Some((object.head, verb..end + 1))
}

/// Verbs by which a person answers a telephone.
const ANSWERS: &str = "answer pick lift snatch grab seize take unhook raise";
/// What they do it with.
const RECEIVER: &str = "telephone telephones phone phones receiver handset mobile cellphone smartphone call earpiece extension";

/// Words before the verb after which nobody answers.
const DENIED: &str = "not never nobody none no without if would could might should must will can to didn't couldn't wouldn't \
    hadn't don't won't shouldn't neither";

/// Returns whether a word, in small letters, can be a verb by which a person answers a telephone.
#[must_use]
pub(super) fn may_answer(low: &str) -> bool {
    base_of(low, ANSWERS)
}

/// Returns the words that say that a person answers a telephone: `picked it up`.
#[must_use]
pub(super) fn answered(sentence: &Sentence<'_, '_>, verb: WordId) -> Option<Range<WordId>> {
    let page = sentence.page;
    let low = page.low(verb);
    let is_verb = matches!(sentence.class(verb), Some(Class::Verb(_)));
    // `before Ann answered it` is an answer, `nobody answered it` is none.
    let own = sentence.clause(verb).words.clone();
    let denied = (own.start..verb)
        .ids()
        .any(|word| listed(DENIED, page.low(word)));
    if !is_verb || !may_answer(low) || denied {
        return None;
    }
    let clause = sentence.clause(verb).words.end;
    let up = (verb + 1..(verb + 5).min(clause))
        .ids()
        .find(|word| listed("up off", page.low(*word)));
    let objects = sentence.objects(verb);
    let direct = |preposition: Option<WordId>| preposition.is_none() || preposition == up;
    let object = objects.iter().find(|object| direct(object.preposition));
    // `picked up the receiver`, `answered it`, `snatched it up`, `she picked up`
    let (heads, is_up) = match low {
        _ if base_of(low, "pick") => ("it", up.is_some()),
        _ if base_of(low, "answer") => ("it", true),
        _ => (if up.is_some() { "it" } else { "" }, true),
    };
    let fits = match object {
        Some(object) => {
            let head = page.low(object.head);
            listed(RECEIVER, head) || listed(heads, head)
        }
        None => base_of(low, "pick") && sentence.ends_at(up.unwrap_or(verb)),
    };
    let end = object
        .map_or(verb, |object| object.head)
        .max(up.unwrap_or(verb));
    (is_up && fits).then_some(verb..end + 1)
}

/// Returns the weather that a verb says is over: `it stopped raining`.
#[must_use]
pub(super) fn weather(sentence: &Sentence<'_, '_>, verb: WordId) -> Option<&'static str> {
    let before = verb.checked_sub(1)?;
    let stopped = listed("stopped ceased stops", sentence.page.low(before));
    (stopped && sentence.is_certain(before)).then_some(())?;
    match sentence.page.low(verb) {
        "raining" | "drizzling" | "pouring" => Some("rain"),
        "snowing" => Some("snow-wind"),
        "hailing" => Some("hail"),
        _ => None,
    }
}
