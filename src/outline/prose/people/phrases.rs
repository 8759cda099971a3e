//! The phrases of a page that may name a person, and forms of address within
//! speech.

use std::ops::Range;

use crate::outline::lexicon::{Noun, listed, plain_noun};
use crate::outline::prose::names::Names;
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::phrase::{Article, Described, Phrase, PhraseKind, described, phrase_at};
use crate::outline::prose::scenes::headings;

/// A phrase with its part.
#[derive(Debug)]
pub(crate) struct Found {
    pub phrase: Phrase,
    pub part: usize,
}

/// Returns every phrase of the page that may name a person, in order.
#[must_use]
pub(crate) fn phrases(page: &Page<'_>, names: &Names) -> Vec<Found> {
    let mut found = Vec::new();
    let headings = headings(page);
    for (part, here) in page.parts.iter().enumerate() {
        // A mark of a heading may be before a whole paragraph.
        if here.words.len() < 12 && headings.contains(&here.words) {
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
                    found.push(Found { phrase, part });
                    if let Some(owned) = owned.flatten() {
                        word = owned.words.end;
                        found.push(Found {
                            phrase: owned,
                            part,
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

/// Returns a noun of address: `Yes, Captain.` `Father, come!`
fn called(
    page: &Page<'_>,
    names: &Names,
    speech: bool,
    word: usize,
    within: Range<usize>,
) -> Option<Phrase> {
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

/// Returns whether words are alone between commas or ends of sentences, like a
/// form of address.
#[must_use]
pub(crate) fn is_apart(page: &Page<'_>, words: Range<usize>, within: &Range<usize>) -> bool {
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
pub(crate) fn explains(page: &Page<'_>, words: &Range<usize>, within: &Range<usize>) -> bool {
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
        && (from..noun).any(|word| listed("this that the a an", page.low(word)))
}

/// Returns whether a part asks for a name.
#[must_use]
pub(crate) fn asks_name(page: &Page<'_>, part: Option<&Part>) -> bool {
    part.is_some_and(|part| {
        let mut words = part.words.clone();
        words.any(|word| {
            let low = page.low(word);
            let next = page.low(word + 1);
            let who = low == "who" && next == "are" && page.low(word + 2) == "you";
            low == "name" || matches!(low, "call" | "called") && next == "you" || who
        })
    })
}
