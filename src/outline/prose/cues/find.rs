//! Finds the rows of the table that a word of a sentence fits.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::events::{EAR, EVENTS, Event, HEARD, HEARD_OF, PLACED};
use super::figure;
use super::hour;
use super::named::is_one_of;
use super::table::{DEEDS, Deed};
use crate::outline::lexicon::{Form, listed, verbs};
use crate::outline::prose::clause::{Class, Object, Role, Sentence};
use cuebook_core::id::{IdRange, WordId};

/// A sound that a sentence makes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sounding {
    /// The name of the recipe, or after `?` a sound that the library lacks.
    pub sound: &'static str,
    /// The word beside the one that was looked up, which makes the sound or hears it.
    pub beside: Option<WordId>,
}

impl Sounding {
    /// Returns whether it is a noise of which the noun does not say more: `a bang`.
    #[must_use]
    pub(super) fn is_noise(&self) -> bool {
        self.sound.starts_with("??") || self.sound == "thud"
    }

    /// Returns the noun that sounds: the subject of a verb, or the noun itself.
    #[must_use]
    pub(super) fn source(&self, sentence: &Sentence<'_, '_>, word: WordId) -> WordId {
        match sentence.class(word) {
            Some(Class::Verb(_)) => sentence.subject(word).unwrap_or(word),
            _ => word,
        }
    }
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
        || hour::is_verb(low)
        || verbs(low)
            .iter()
            .any(|(base, _)| ROWS.deeds.contains_key(base))
}

/// Returns the sound of a word in its sentence.
#[must_use]
pub(super) fn sounding(sentence: &Sentence<'_, '_>, word: WordId) -> Option<Sounding> {
    let real = || sentence.is_real(word) && !figure::is_figure(sentence, word);
    match sentence.class(word)? {
        // `Twelve struck` can be read as a number and a noun.
        Class::Noun => event(sentence, word)
            .or_else(|| hour::struck(sentence, word))
            .filter(|_| real()),
        // A direction of a play: `Knocking within.`
        Class::Verb(Form::Ing) if sentence.page.play && is_lone(sentence, word) => {
            let rows = ROWS.events.get(sentence.page.low(word))?;
            // `NAN. (whispering) Hush!` says how Nan speaks.
            let alone =
                |row: &&&Event| listed(row.heard, "alone") && row.sound != "whispering-crowd";
            let row = rows.iter().find(alone)?;
            Some(Sounding {
                sound: row.sound,
                beside: None,
            })
        }
        Class::Verb(_) | Class::Attribute => deed(sentence, word)
            .or_else(|| hour::struck(sentence, word))
            .filter(|_| real()),
        _ => None,
    }
}

/// Returns whether a word is the first and the only verb of its sentence.
fn is_lone(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let mut others = sentence.words.ids().skip(1);
    word == sentence.words.start
        && ROWS.events.contains_key(sentence.page.low(word))
        && !others.any(|other| {
            matches!(
                sentence.class(other),
                Some(Class::Verb(_) | Class::Auxiliary)
            )
        })
}

fn event(sentence: &Sentence<'_, '_>, noun: WordId) -> Option<Sounding> {
    let rows = ROWS.events.get(sentence.page.low(noun))?;
    if is_measure(sentence, noun) {
        return None;
    }
    let role = sentence.role(noun)?;
    rows.iter().find_map(|row| {
        let beside = heard(sentence, row, (noun, role))?;
        Some(Sounding {
            sound: row.sound,
            beside,
        })
    })
}

/// Returns whether a noun only says how loud the sound after `of` is: `a thunder of hooves`.
fn is_measure(sentence: &Sentence<'_, '_>, noun: WordId) -> bool {
    let low = |word: WordId| sentence.page.low(word);
    let end = sentence.clause(noun).words.end;
    let mut after = (noun + 2..(noun + 5).min(end)).ids().filter(|word| {
        sentence.class(*word) == Some(Class::Noun) && ROWS.events.contains_key(low(*word))
    });
    low(noun + 1) == "of" && listed(HEARD_OF, low(noun)) && after.next().is_some()
}

/// Returns the word that makes a noun heard, if there is one; `None` if the noun is
/// not heard.
#[expect(
    clippy::option_option,
    reason = "the outer one says whether it is heard"
)]
fn heard(
    sentence: &Sentence<'_, '_>,
    row: &Event,
    (noun, role): (WordId, Role),
) -> Option<Option<WordId>> {
    let low = |word: WordId| sentence.page.low(word);
    match role {
        Role::Subject => listed(row.heard, "subject").then_some(None),
        Role::Object(verb) => {
            let fits =
                |token: &str, verbs: &str| listed(row.heard, token) && listed(verbs, low(verb));
            let placed = listed(PLACED, low(noun + 1))
                && !listed("left right", low(noun + 3))
                && fits("placed", HEARD);
            let struck = listed("at on against", low(noun + 1)) && fits("struck", HEARD);
            let any = (fits("verb", HEARD) || placed || struck) && is_existence(sentence, verb)
                || fits("ear", EAR);
            any.then_some(Some(verb))
        }
        Role::Alone => {
            let is_heard = !sentence.has_verb() || is_announced(sentence, noun);
            (listed(row.heard, "alone") && is_heard).then_some(None)
        }
        Role::After(preposition) => after(sentence, row, preposition),
    }
}

/// Returns whether a clause without a verb names a sound that the clause before it announces:
/// `Then it came: three soft knocks`. `He had one fear: thunder` has no article or number.
fn is_announced(sentence: &Sentence<'_, '_>, noun: WordId) -> bool {
    const COUNTED: &str = "a an another one two three four five six several";
    let clause = &sentence.clause(noun).words;
    let begins = sentence.page.gap_before(clause.start);
    begins.contains([':', '—', '–'])
        && (clause.start..noun)
            .ids()
            .any(|word| listed(COUNTED, sentence.page.low(word)))
}

/// Returns what [`heard`] returns, for a noun after a preposition.
#[expect(
    clippy::option_option,
    reason = "the outer one says whether it is heard"
)]
fn after(sentence: &Sentence<'_, '_>, row: &Event, preposition: WordId) -> Option<Option<WordId>> {
    let low = |word: WordId| sentence.page.low(word);
    let before = preposition
        .checked_sub(1)
        .filter(|word| sentence.words.contains(word));
    let follows = |list: &str| before.filter(|before| listed(list, low(*before))).map(Some);
    match low(preposition) {
        "of" if listed(row.heard, "of") || listed(row.heard, "subject") => {
            let outer = before.filter(|before| listed(HEARD_OF, low(*before)))?;
            let is_heard = match sentence.role(outer)? {
                Role::Object(verb) => listed(HEARD, low(verb)) && is_existence(sentence, verb),
                Role::After(with) => listed("with to at by", low(with)),
                Role::Subject => true,
                Role::Alone => !sentence.has_verb(),
            };
            is_heard.then_some(Some(outer))
        }
        "to" if listed(row.heard, "verb") => follows("listened listening listen"),
        // `burst into tears`; `into the rain` is a place.
        "into" if listed(row.heard, "into") && !listed(row.heard, "through") => {
            follows("burst broke bursting breaking")
        }
        with => listed(row.heard, with).then_some(None),
    }
}

/// Returns whether a verb says that something is there or happens: `there was a knock`,
/// but not `her look was a knock`. True for other verbs than `be`.
fn is_existence(sentence: &Sentence<'_, '_>, verb: WordId) -> bool {
    let page = sentence.page;
    let copula = listed("was were is are 's", page.low(verb));
    let start = sentence.clause(verb).words.start;
    !copula
        || (start..verb)
            .ids()
            .any(|word| listed("there it this that what", page.low(word)))
}

fn deed(sentence: &Sentence<'_, '_>, verb: WordId) -> Option<Sounding> {
    let low = sentence.page.low(verb);
    // `the shattered window` is over.
    if sentence.class(verb) == Some(Class::Attribute) && !low.ends_with("ing") {
        return None;
    }
    let bases = verbs(low).iter().map(|(base, _)| *base);
    let bases = bases.filter(|base| *base != low).chain([low]);
    let mut rows = bases
        .filter_map(|verb| ROWS.deeds.get(verb))
        .flatten()
        .peekable();
    rows.peek()?;
    let act = Act {
        sentence,
        verb,
        subject: sentence.subject(verb),
        objects: sentence.objects(verb),
        passive: is_passive(sentence, verb),
    };
    rows.find_map(|(row, with)| {
        let with = match with {
            Some(with) => Some(particle(sentence, verb, with)?),
            None => None,
        };
        let beside = act.fits(row, with)?;
        Some(Sounding {
            sound: row.sound,
            beside: beside.or(with),
        })
    })
}

/// A verb with its subject and its objects.
struct Act<'s, 'p, 'a> {
    sentence: &'s Sentence<'p, 'a>,
    verb: WordId,
    subject: Option<WordId>,
    objects: Vec<Object>,
    passive: bool,
}

impl Act<'_, '_, '_> {
    /// Returns whether a name makes the cry of a row's animal, and says nothing: `Bramble barked twice.`
    fn is_cry(&self, row: &Deed) -> bool {
        let sentence = self.sentence;
        let page = sentence.page;
        let own = CRIES.iter().find(|(sound, _)| *sound == row.sound);
        let is_own = own.is_some_and(|(_, verbs)| {
            let bases = crate::outline::lexicon::verbs(page.low(self.verb));
            bases.iter().any(|(base, _)| listed(verbs, base))
        });
        let names = |word: WordId| {
            let titled = word
                .checked_sub(1)
                .is_some_and(|before| page.known(before).title.is_some());
            page.is_capital(word) && sentence.is_person(word) && !titled
        };
        let silent = || {
            let part = page.part_of(self.verb);
            part.is_some_and(|part| !page.is_beside_speech(part))
        };
        let counted = |object: &Object| listed("times time", page.low(object.head));
        is_own && self.objects.iter().all(counted) && self.subject.is_some_and(names) && silent()
    }

    /// Returns the noun that fits a row, if it needs one; `None` if the row does not fit.
    #[expect(
        clippy::option_option,
        reason = "the outer one says whether the row fits"
    )]
    fn fits(&self, row: &Deed, with: Option<WordId>) -> Option<Option<WordId>> {
        let is = |noun: WordId, list: &str| is_one_of(self.sentence, noun, list);
        if self.passive && listed(STATES, self.sentence.page.low(self.verb)) {
            return None;
        }
        if self.passive && !matches!(row.to, "" | "-" | ".") {
            let list = row.to.trim_start_matches(['@', '^']);
            return self.subject.filter(|subject| is(*subject, list)).map(Some);
        }
        let by = self
            .subject
            .filter(|subject| is(*subject, row.by) || self.is_cry(row));
        if !row.by.is_empty() && by.is_none() || self.passive && matches!(row.to, "-" | ".") {
            return None;
        }
        if let Some(list) = row.to.strip_prefix('^') {
            let before = self.sentence.words.start..self.verb;
            return before.ids().find(|word| is(*word, list)).map(Some);
        }
        // `knocked three times`, `rang twice`: a number is no object.
        let counts = |object: &&Object| listed("times time", self.sentence.page.low(object.head));
        let direct = |object: &&Object| {
            (object.preposition.is_none() || object.preposition == with) && !counts(object)
        };
        let mut direct = self.objects.iter().filter(direct);
        match (row.to.strip_prefix('@'), row.to) {
            (Some(list), _) => {
                let object = self.objects.iter().find(|object| is(object.head, list))?;
                Some(Some(object.head))
            }
            (None, "") => Some(by),
            (None, "-") => direct.next().is_none().then_some(by),
            (None, ".") => self.sentence.ends_at(self.verb).then_some(by),
            (None, list) => {
                // `shot her a look`: the last one counts.
                let last = direct.next_back().filter(|last| last.head > self.verb)?;
                is(last.head, list).then_some(Some(last.head))
            }
        }
    }
}

/// Verbs that only animals do, with the sounds of the animals.
const CRIES: &[(&str, &str)] = &[
    ("dog", "bark yelp"),
    ("cat", "mew meow miaow purr"),
    ("horse", "neigh whinny"),
    ("sheep", "bleat"),
    ("donkey", "bray"),
    ("duck", "quack"),
    ("cow", "moo"),
];

/// Participles that say how something is, and not what happens: `the gate was locked`.
const STATES: &str = "locked bolted latched barred";

/// Returns the particle of a verb, up to four words after it: `threw the door open`.
fn particle(sentence: &Sentence<'_, '_>, verb: WordId, with: &str) -> Option<WordId> {
    let end = sentence.clause(verb).words.end.min(verb + 6);
    (verb + 1..end)
        .ids()
        .find(|word| sentence.page.low(*word) == with)
}

/// Returns whether a verb is passive: `was opened`.
fn is_passive(sentence: &Sentence<'_, '_>, verb: WordId) -> bool {
    let participle = matches!(
        sentence.class(verb),
        Some(Class::Verb(Form::Past | Form::Participle))
    );
    let start = sentence.clause(verb).words.start;
    let before = (start..verb)
        .ids()
        .rev()
        .find(|word| sentence.class(*word) != Some(Class::Adverb));
    participle
        && before.is_some_and(|word| {
            listed("was were be been being is are got", sentence.page.low(word))
        })
}

#[cfg(test)]
mod tests;
