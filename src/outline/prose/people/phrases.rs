//! The phrases of a page that may name a person, and forms of address within
//! speech.

use std::ops::Range;

use crate::outline::lexicon::{Noun, plain_noun};
use crate::outline::prose::names::Names;
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::phrase::{Article, Described, Phrase, PhraseKind, phrase_at};

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
    for (part, here) in page.parts.iter().enumerate() {
        let mut word = here.words.start;
        while word < here.words.end {
            let phrase = phrase_at(page, names, word, here.words.end)
                .or_else(|| called(page, names, here.speech, word, here.words.clone()));
            match phrase {
                // `Anna's mother` names two people, Anna first.
                Some(phrase) => {
                    let whose = matches!(&phrase.kind, PhraseKind::Noun(noun) if noun.article == Article::Whose);
                    if whose
                        && page.is_capital(word)
                        && phrase.words.len() > 1
                        && let Some(owner) = phrase_at(page, names, word, word + 1)
                    {
                        found.push(Found {
                            phrase: owner,
                            part,
                        });
                    }
                    word = phrase.words.end;
                    found.push(Found { phrase, part });
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
    let listed = page.known(word).noun.filter(|noun| !noun.several);
    let noun = listed.or_else(|| speaker.then(Noun::default))?;
    let low = page.low(word);
    let capital = page.is_capital(word) && (noun.kin || page.known(word).title.is_some());
    (speech && (is_apart(page, word..word + 1, &within) || speaker) && !low.ends_with("'s")
        || capital && !speech && noun.kin)
        .then(|| Phrase {
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
