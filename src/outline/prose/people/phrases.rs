//! The phrases of a page that may name a person, and forms of address within
//! speech.

use std::ops::Range;

use crate::outline::lexicon::{Noun, listed, plain_noun};
use crate::outline::prose::names::Names;
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::phrase::{Article, Described, Phrase, PhraseKind, described, phrase_at};
use crate::outline::prose::scenes::headings;
use cuebook_core::id::{IdRange, WordId};

/// A phrase with its part.
#[derive(Debug)]
pub(crate) struct Found {
    pub phrase: Phrase,
    pub part: usize,
    /// Whether it is outside speech.
    pub narrated: bool,
}

/// Returns every phrase of the page that may name a person, in order.
#[must_use]
pub(crate) fn phrases(page: &Page<'_>, names: &Names) -> Vec<Found> {
    let mut found = Vec::new();
    let headings = headings(page);
    for (part, here) in page.parts.iter().enumerate() {
        // A mark of a heading may be before a whole paragraph.
        if here.words.len() < 12 && (headings.contains(&here.words) || is_title(page, here)) {
            continue;
        }
        let mut word = here.words.start;
        while word < here.words.end {
            let phrase = phrase_at(page, names, word, here.words.end)
                .or_else(|| called(page, names, here.speech, word, here.words.clone()));
            match phrase {
                // `Anna's mother` names two people, Anna first.
                Some(phrase) => {
                    let last = phrase.words.end - 1;
                    let owned = phrase
                        .possessive
                        .then(|| described(page, names, last, here.words.end));
                    word = phrase.words.end;
                    found.push(Found {
                        phrase,
                        part,
                        narrated: !here.speech,
                    });
                    if let Some(owned) = owned.flatten() {
                        word = owned.words.end;
                        found.push(Found {
                            phrase: owned,
                            part,
                            narrated: !here.speech,
                        });
                    }
                }
                None => word += 1,
            }
        }
    }
    found.sort_by_key(|found| found.phrase.words.start);
    found
}

/// Returns whether a part is a title without a mark at its end: `The Last Wick but One`.
fn is_title(page: &Page<'_>, part: &Part) -> bool {
    const SMALL: &str = "a an the and but or of in on at by for from to with";
    let capital = |word: WordId| page.is_capital(word) || listed(SMALL, page.low(word));
    !part.speech
        && page.last_mark(part).is_none()
        && part.words.ids().all(capital)
        && !page.is_beside_speech(part)
}

/// Returns whether a part is in brackets as a whole: a message of a machine, or a direction.
pub(super) fn is_bracketed(page: &Page<'_>, part: &Part) -> bool {
    let text = part.span.of(&page.prose.text).trim();
    text.starts_with('[') && text.ends_with(']')
}

/// Returns a noun of address: `Yes, Captain.` `Father, come!`
fn called(
    page: &Page<'_>,
    names: &Names,
    speech: bool,
    word: WordId,
    within: Range<WordId>,
) -> Option<Phrase> {
    if speech && let Some(two) = called_in_two(page, names, word, &within) {
        return Some(two);
    }
    let speaker = page.is_capital(word) && names.speaks(page, word);
    let known = page.known(word).noun.filter(|noun| !noun.several);
    let noun = known.or_else(|| speaker.then(Noun::default))?;
    let low = page.low(word);
    let capital = page.is_capital(word) && (noun.kin || page.known(word).title.is_some());
    let named = page.low(word.saturating_sub(1)) == "me"
        && listed("call called calls", page.low(word.saturating_sub(2)));
    let apart = is_apart(page, word..word + 1, &within) || speaker || named;
    (speech && apart && !low.ends_with("'s") || capital && !speech && noun.kin).then(|| Phrase {
        kind: PhraseKind::Noun(Described {
            article: Article::None,
            adjectives: Vec::new(),
            head: plain_noun(&page.known(word).base).to_owned(),
            noun,
        }),
        words: word..word + 1,
        possessive: false,
    })
}

/// Returns a form of address of two words with capitals: `Sect Master, look!`
fn called_in_two(
    page: &Page<'_>,
    names: &Names,
    word: WordId,
    within: &Range<WordId>,
) -> Option<Phrase> {
    let last = word + 1;
    let capitals = last < within.end && page.is_joined(word) && page.is_capital(last);
    let first = page.is_capital(word) && !names.has(page, word) && !page.known(word).function;
    let noun = page
        .known(last)
        .noun
        .filter(|noun| !noun.several && !noun.kin)?;
    (capitals && first && is_apart(page, word..last + 1, within)).then(|| Phrase {
        kind: PhraseKind::Noun(Described {
            article: Article::None,
            adjectives: Vec::new(),
            head: format!("{} {}", page.low(word), plain_noun(&page.known(last).base)),
            noun,
        }),
        words: word..last + 1,
        possessive: false,
    })
}

/// Returns whether words are alone between commas or ends of sentences, like a
/// form of address.
#[must_use]
pub(crate) fn is_apart(page: &Page<'_>, words: Range<WordId>, within: &Range<WordId>) -> bool {
    let begins = words.start == within.start || page.begins(words.start);
    let before = page.gap_before(words.start);
    let opened = begins || before.contains([',', '—', '–', ';']);
    let after = page.gap(words.end - 1).trim_start();
    let last = words.end >= within.end;
    let closed = last
        || page.begins(words.end)
        || after.starts_with([',', '.', '!', '?', '…', '—', '–', ';']);
    let alone =
        begins && closed && (last || page.begins(words.end)) && !after.starts_with(['!', ',', '?']);
    opened && closed && !alone
}

/// Returns whether a name explains the noun before it: `this gentleman, Mr.
/// Hale, has come`.
#[must_use]
pub(crate) fn explains(page: &Page<'_>, words: &Range<WordId>, within: &Range<WordId>) -> bool {
    let Some(noun) = words
        .start
        .checked_sub(1)
        .filter(|noun| within.contains(noun))
    else {
        return false;
    };
    let from = noun.saturating_sub(3).max(within.start);
    page.known(noun).noun.is_some()
        && page.gap(noun).trim() == ","
        && (from..noun)
            .ids()
            .any(|word| listed("this that the a an", page.low(word)))
}

/// Returns whether a part asks for a name.
#[must_use]
pub(crate) fn asks_name(page: &Page<'_>, part: Option<&Part>) -> bool {
    part.is_some_and(|part| {
        part.words.ids().any(|word| {
            let low = page.low(word);
            let next = page.low(word + 1);
            let be = |word: WordId| listed("are be", page.low(word));
            let who = low == "who"
                && (be(word + 1) && page.low(word + 2) == "you"
                    || next == "you" && (be(word + 2) || be(word + 3)));
            low == "name" || matches!(low, "call" | "called") && next == "you" || who
        })
    })
}
