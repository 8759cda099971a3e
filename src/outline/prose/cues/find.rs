//! Finds the rows of the table that a word of a sentence fits.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::figure;
use super::table::{DEEDS, Deed, EVENTS, Event, HEARD, HEARD_OF, KINDS};
use crate::outline::lexicon::{Form, listed, verbs};
use crate::outline::prose::clause::{Class, Role, Sentence};

/// A sound that a sentence makes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sounding {
    /// The name of the recipe, or after `?` a sound that the library lacks.
    pub sound: &'static str,
    /// The word beside the one that was looked up, which makes the sound or hears it.
    pub beside: Option<usize>,
}

/// The rows by their verbs and nouns.
static ROWS: LazyLock<Rows> = LazyLock::new(Rows::of_table);

struct Rows {
    deeds: HashMap<&'static str, Vec<(&'static Deed, Option<&'static str>)>>,
    events: HashMap<&'static str, Vec<&'static Event>>,
}

impl Rows {
    fn of_table() -> Rows {
        let mut rows = Rows {
            deeds: HashMap::new(),
            events: HashMap::new(),
        };
        for deed in DEEDS {
            for verb in deed.verbs.split_ascii_whitespace() {
                let (verb, with) = match verb.split_once('_') {
                    Some((verb, with)) => (verb, Some(with)),
                    None => (verb, None),
                };
                rows.deeds.entry(verb).or_default().push((deed, with));
            }
        }
        for event in EVENTS {
            for noun in event.nouns.split_ascii_whitespace() {
                rows.events.entry(noun).or_default().push(event);
            }
        }
        rows
    }
}

/// Returns whether a word, in small letters, is in the table.
#[must_use]
pub(super) fn is_known(low: &str) -> bool {
    ROWS.events.contains_key(low)
        || ROWS.deeds.contains_key(low)
        || verbs(low)
            .iter()
            .any(|(base, _)| ROWS.deeds.contains_key(base))
}

/// Returns the sound of a word in its sentence.
#[must_use]
pub(super) fn sounding(sentence: &Sentence<'_, '_>, word: usize) -> Option<Sounding> {
    let real = || sentence.is_real(word) && !figure::is_figure(sentence, word);
    match sentence.class(word)? {
        Class::Noun => event(sentence, word).filter(|_| real()),
        Class::Verb(_) | Class::Attribute => deed(sentence, word).filter(|_| real()),
        _ => None,
    }
}

fn event(sentence: &Sentence<'_, '_>, noun: usize) -> Option<Sounding> {
    let rows = ROWS.events.get(sentence.page.low(noun))?;
    let role = sentence.role(noun)?;
    rows.iter().find_map(|row| {
        let beside = heard(sentence, row, role)?;
        Some(Sounding {
            sound: row.sound,
            beside,
        })
    })
}

/// Returns the word that makes a noun heard, if there is one; `None` if the noun is
/// not heard.
#[expect(
    clippy::option_option,
    reason = "the outer one says whether it is heard"
)]
fn heard(sentence: &Sentence<'_, '_>, row: &Event, role: Role) -> Option<Option<usize>> {
    let low = |word: usize| sentence.page.low(word);
    match role {
        Role::Subject => listed(row.heard, "subject").then_some(None),
        Role::Object(verb) => {
            (listed(row.heard, "verb") && listed(HEARD, low(verb))).then_some(Some(verb))
        }
        Role::Alone => (listed(row.heard, "alone") && !sentence.has_verb()).then_some(None),
        Role::After(preposition) => {
            let before = preposition
                .checked_sub(1)
                .filter(|word| sentence.words.contains(word))?;
            match low(preposition) {
                "of" => {
                    let outer = listed(HEARD_OF, low(before))
                        .then(|| sentence.role(before))
                        .flatten()?;
                    let inner = heard(sentence, row, outer).is_some()
                        || matches!(outer, Role::After(with) if listed("with to at by", low(with)));
                    inner.then_some(Some(before))
                }
                "to" => (listed(row.heard, "verb")
                    && listed("listened listening listen", low(before)))
                .then_some(Some(before)),
                "into" if !listed("rain wind snow-wind", row.sound) => (listed(row.heard, "into")
                    && listed("burst broke bursting burst", low(before)))
                .then_some(Some(before)),
                with => listed(row.heard, with).then_some(None),
            }
        }
    }
}

fn deed(sentence: &Sentence<'_, '_>, verb: usize) -> Option<Sounding> {
    let low = sentence.page.low(verb);
    let bases = verbs(low)
        .iter()
        .map(|(base, _)| *base)
        .filter(|base| *base != low);
    let rows = bases.chain([low]).filter_map(|verb| ROWS.deeds.get(verb));
    let mut rows = rows.flatten().peekable();
    rows.peek()?;
    let subject = sentence.subject(verb);
    let objects = sentence.objects(verb);
    let passive = is_passive(sentence, verb);
    let attribute = sentence.class(verb) == Some(Class::Attribute);
    // `the shattered window` is over.
    if attribute && !sentence.page.low(verb).ends_with("ing") {
        return None;
    }
    rows.find_map(|(row, with)| {
        let with = match with {
            Some(with) => Some(particle(sentence, verb, with)?),
            None => None,
        };
        let direct = |head: usize, preposition: Option<usize>| {
            preposition.is_none() || preposition == with && head != verb
        };
        let beside = if passive && !matches!(row.to, "" | "-") {
            let list = row.to.trim_start_matches('@');
            subject.filter(|subject| is_one_of(sentence, *subject, list))?;
            subject
        } else {
            let by = subject.filter(|subject| {
                is_one_of(sentence, *subject, row.by) || means(sentence, *subject, row.by)
            });
            if !row.by.is_empty() && by.is_none() || passive && row.to == "-" {
                return None;
            }
            let object = match row.to.strip_prefix('@') {
                Some(list) => Some(
                    objects
                        .iter()
                        .find(|object| is_one_of(sentence, object.head, list))?
                        .head,
                ),
                None if row.to.trim().is_empty() => None,
                None if row.to.trim() == "-" => {
                    if objects
                        .iter()
                        .any(|object| direct(object.head, object.preposition))
                    {
                        return None;
                    }
                    None
                }
                None => {
                    let mut own = objects
                        .iter()
                        .filter(|object| direct(object.head, object.preposition));
                    let last = own.next_back()?;
                    Some(is_one_of(sentence, last.head, row.to).then_some(last.head)?)
                }
            };
            object.or(by)
        };
        Some(Sounding {
            sound: row.sound,
            beside: beside.or(with),
        })
    })
}

/// Returns the particle of a verb, up to four words after it: `threw the door open`.
fn particle(sentence: &Sentence<'_, '_>, verb: usize, with: &str) -> Option<usize> {
    let end = sentence.clause(verb).words.end.min(verb + 6);
    (verb + 1..end).find(|word| sentence.page.low(*word) == with)
}

/// Returns whether a verb is passive: `was opened`.
fn is_passive(sentence: &Sentence<'_, '_>, verb: usize) -> bool {
    let participle = matches!(
        sentence.class(verb),
        Some(Class::Verb(Form::Past | Form::Participle))
    );
    let start = sentence.clause(verb).words.start;
    let before = (start..verb)
        .rev()
        .find(|word| sentence.class(*word) != Some(Class::Adverb));
    participle
        && before.is_some_and(|word| {
            listed("was were be been being is are got", sentence.page.low(word))
        })
}

/// Returns whether a noun is on a list of nouns and kinds.
fn is_one_of(sentence: &Sentence<'_, '_>, head: usize, list: &str) -> bool {
    let page = sentence.page;
    let low = page.low(head);
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
fn has_beside(sentence: &Sentence<'_, '_>, head: usize, word: &str) -> bool {
    let start = sentence.clause(head).words.start;
    let low = |at: usize| sentence.page.low(at);
    sentence
        .phrase(head, start)
        .any(|at| at != head && lexical(low(at)) == word)
        || listed("of in", low(head + 1)) && (head + 2..head + 5).any(|at| low(at) == word)
}

fn lexical(low: &str) -> &str {
    low.strip_suffix("'s").unwrap_or(low)
}

/// Returns whether `it` means one of the nouns: the last one of them shortly before.
fn means(sentence: &Sentence<'_, '_>, subject: usize, list: &str) -> bool {
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
    (from..subject).any(|word| {
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
