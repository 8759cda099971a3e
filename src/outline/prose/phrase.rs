//! Phrases that name people: `Captain Orlov`, `the old soldier`, `she`.

mod described;

use std::ops::Range;

use super::names::Names;
use super::page::Page;
use crate::outline::lexicon::{Noun, is_rank, listed};
use cuebook_core::id::{IdRange, WordId};
pub(super) use described::{described, tagged_head};

/// A phrase that may name a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    pub kind: PhraseKind,
    pub words: Range<WordId>,
    /// Whether it ends in `'s`.
    pub possessive: bool,
}

/// How a phrase names a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PhraseKind {
    /// A name, `Captain Orlov`: the title in small letters, the names as in the
    /// text.
    Name {
        title: Option<String>,
        names: Vec<String>,
    },
    /// A noun: `the old soldier`.
    Noun(Described),
    Pronoun(Pronoun),
}

/// A description of a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Described {
    pub article: Article,
    /// Adjectives that distinguish the person from others: `old`, `second`.
    pub adjectives: Vec<String>,
    pub head: String,
    pub noun: Noun,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Article {
    The,
    A,
    /// A possessive: `his`, `my`, `Anna's`.
    Whose,
    /// No article: `Captain!`
    None,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    I,
    We,
}

/// Returns the phrase that begins at `word` and ends before `end`.
#[must_use]
pub(super) fn phrase_at(
    page: &Page<'_>,
    names: &Names,
    word: WordId,
    end: WordId,
) -> Option<Phrase> {
    if word >= end || is_sign(page, word) {
        return None;
    }
    // `A can-I-help-you look` has no narrator.
    let joined = page.gap(word) == "-" || page.gap_before(word) == "-";
    if let Some(pronoun) = pronoun(&page.known(word).base).filter(|_| !joined) {
        return Some(Phrase {
            kind: PhraseKind::Pronoun(pronoun),
            words: word..word + 1,
            possessive: false,
        });
    }
    name(page, names, word, end)
        .or_else(|| voice(page, word))
        .or_else(|| described(page, names, word, end))
}

/// Returns whether a word is of the name of an inn or a ship: `the Admiral Benbow`. No person with
/// a rank has an article.
#[must_use]
pub(super) fn is_sign(page: &Page<'_>, word: WordId) -> bool {
    let named = |rank: WordId| {
        let part = page.part_of(rank);
        rank > WordId::FIRST
            && part.is_some_and(|part| part.words.contains(&(rank + 1)))
            && page.low(rank - 1) == "the"
            && page.is_capital(rank)
            && page.is_capital(rank + 1)
            && !page.known(rank + 1).no_name
            && page.is_joined(rank)
            && !page.is_possessive(rank)
            && is_rank(page.low(rank))
    };
    named(word) || named(word + 1) || word > WordId::FIRST && named(word - 1)
}

/// Reads a tag of a person of whom only a voice is known: `it said`.
fn voice(page: &Page<'_>, word: WordId) -> Option<Phrase> {
    if page.low(word) != "it" {
        return None;
    }
    let says = |word: WordId| page.known(word).saying.is_some_and(|saying| saying.strong);
    let part = page
        .part_of(word)
        .filter(|part| !part.speech && page.is_beside_speech(part))?;
    let direct = word == part.words.start && says(word + 1) && !page.gap(word).contains(',');
    direct.then(|| Phrase {
        kind: PhraseKind::Noun(Described {
            article: Article::The,
            adjectives: Vec::new(),
            head: "voice".to_owned(),
            noun: Noun::default(),
        }),
        words: word..word + 1,
        possessive: false,
    })
}

fn pronoun(low: &str) -> Option<Pronoun> {
    match low {
        "he" => Some(Pronoun::He),
        "she" => Some(Pronoun::She),
        "they" => Some(Pronoun::They),
        "we" | "somebody" | "someone" | "everybody" | "everyone" | "both" => Some(Pronoun::We),
        "i" => Some(Pronoun::I),
        _ => None,
    }
}

/// Titles before which no date is.
const COURTESY: &str = "mr mrs miss ms dr mister";

/// Names that are also months, days or ends of them.
const MONTHS: &str = "january february march april may june july august september october november december \
     monday tuesday wednesday thursday friday saturday sunday";

/// Reads a name with its title, `Mr. Hale`, or without.
fn name(page: &Page<'_>, names: &Names, word: WordId, end: WordId) -> Option<Phrase> {
    let titled = page.known(word).title.is_some() && !page.is_possessive(word);
    let mut at = word;
    let mut title = None;
    // A title in small letters is before a name that is known: `my aunt Polly`.
    let heads = |at: WordId| page.is_capital(at) || names.has(page, at + 1);
    while titled
        && at + 1 < end
        && heads(at)
        && page.known(at).title.is_some()
        && page.is_joined(at)
    {
        title = Some(page.known(at).base.trim_end_matches('.').to_owned());
        at += 1;
    }
    let first = at;
    let mut found = Vec::new();
    while at < end && at < first + 4 {
        // `van Helsing` is one name.
        let last = particles(page, names, at, end);
        let month = at == first
            && title
                .as_deref()
                .is_some_and(|title| listed(COURTESY, title))
            && page.is_capital(at)
            && listed(MONTHS, page.low(at));
        if last == at && !month && !is_part_of_name(page, names, at, title.is_some() || at > first)
        {
            break;
        }
        found.push(with_particles(page, at..last + 1));
        at = last + 1;
        if page.is_possessive(at - 1) || at < end && !page.is_joined(at - 1) {
            break;
        }
    }
    if found.is_empty() {
        return None;
    }
    Some(Phrase {
        kind: PhraseKind::Name {
            title,
            names: found,
        },
        words: word..at,
        possessive: page.is_possessive(at - 1),
    })
}

/// Returns the last word of a name that begins with particles: `van der Berg`. Returns the
/// first word if there are none.
fn particles(page: &Page<'_>, names: &Names, word: WordId, end: WordId) -> WordId {
    const PARTICLES: &str =
        "van von de der den du da di del la le les ten ter mac st bin ibn al el";
    let after = (word..end.min(word + 3))
        .ids()
        .find(|at| !listed(PARTICLES, page.known(*at).base.trim_end_matches('.')))
        .unwrap_or(word);
    let joined = (word..after)
        .ids()
        .all(|at| page.is_joined(at) || page.gap(at) == ". ");
    let named = page.is_capital(after) && names.has(page, after);
    if after > word && joined && named {
        after
    } else {
        word
    }
}

/// Returns the words of a name with capitals: `Van Helsing`.
fn with_particles(page: &Page<'_>, words: Range<WordId>) -> String {
    let last = words.end - 1;
    let capital = |word: WordId| {
        let mut letters = page.stem(word).chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        first + letters.as_str()
    };
    let mut parts: Vec<String> = (words.start..last).ids().map(capital).collect();
    parts.push(page.stem(last).to_owned());
    parts.join(" ")
}

fn is_part_of_name(page: &Page<'_>, names: &Names, word: WordId, going: bool) -> bool {
    let known = page.known(word);
    let number = "one two three four five six seven eight nine ten leader";
    let sign = going && page.is_capital(word) && listed(number, page.low(word));
    names.has(page, word)
        || sign
        || going
            && page.is_capital(word)
            && !known.no_name
            && !known.common
            && page.written(word).chars().count() > 1
}
