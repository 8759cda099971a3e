//! Phrases that name people: `Captain Orlov`, `the old soldier`, `she`.

use std::ops::Range;

use super::names::Names;
use super::page::Page;
use crate::outline::lexicon::{self, Noun};

/// A phrase that may name a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    pub kind: PhraseKind,
    pub words: Range<usize>,
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
}

/// Returns the phrase that begins at `word` and ends before `end`.
#[must_use]
pub(super) fn phrase_at(page: &Page<'_>, names: &Names, word: usize, end: usize) -> Option<Phrase> {
    if word >= end {
        return None;
    }
    if let Some(pronoun) = pronoun(&page.known(word).base) {
        return Some(Phrase {
            kind: PhraseKind::Pronoun(pronoun),
            words: word..word + 1,
            possessive: false,
        });
    }
    name(page, names, word, end).or_else(|| described(page, names, word, end))
}

fn pronoun(low: &str) -> Option<Pronoun> {
    match low {
        "he" => Some(Pronoun::He),
        "she" => Some(Pronoun::She),
        "they" => Some(Pronoun::They),
        "i" => Some(Pronoun::I),
        _ => None,
    }
}

/// Reads a name with its title, `Mr. Hale`, or without.
fn name(page: &Page<'_>, names: &Names, word: usize, end: usize) -> Option<Phrase> {
    let titled =
        page.is_capital(word) && page.known(word).title.is_some() && !page.is_possessive(word);
    let mut at = word;
    let mut title = None;
    while titled
        && at + 1 < end
        && page.is_capital(at)
        && page.known(at).title.is_some()
        && page.is_joined(at)
    {
        title = Some(page.known(at).base.trim_end_matches('.').to_owned());
        at += 1;
    }
    let first = at;
    let mut found = Vec::new();
    while at < end
        && at < first + 4
        && is_part_of_name(page, names, at, title.is_some() || at > first)
    {
        found.push(page.stem(at).to_owned());
        at += 1;
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

fn is_part_of_name(page: &Page<'_>, names: &Names, word: usize, going: bool) -> bool {
    let known = page.known(word);
    names.has(page, word)
        || going
            && page.is_capital(word)
            && !known.no_name
            && !known.common
            && page.written(word).chars().count() > 1
}

/// Reads a description: `the old soldier`, `a major general`, `Anna's mother`,
/// `his wife`.
fn described(page: &Page<'_>, names: &Names, word: usize, end: usize) -> Option<Phrase> {
    let (article, first) = article(page, names, word, end)?;
    let last = head(page, first, end).or_else(|| tagged_head(page, word, first, end))?;
    let noun = page.known(last).noun.unwrap_or_default();
    // `in a low voice` names no person.
    let manner = word
        .checked_sub(1)
        .is_some_and(|before| lexicon::listed("in with by of", page.low(before)));
    if manner && page.known(last).base == "voice" {
        return None;
    }
    // `a man's voice` is a voice of a known sex.
    let voice = article == Article::A
        && page.is_possessive(last)
        && page.low(last + 1) == "voice"
        && last + 1 < end;
    let mut start = last;
    while start > first && page.known(start - 1).noun.is_some() && !page.known(start - 1).function {
        start -= 1;
    }
    let head: Vec<&str> = (start..=last)
        .map(|word| page.known(word).base.as_str())
        .collect();
    let adjectives = (first..start)
        .map(|word| page.low(word))
        .filter(|low| distinguishes(low));
    Some(Phrase {
        kind: PhraseKind::Noun(Described {
            article,
            adjectives: adjectives.map(str::to_owned).collect(),
            head: if voice {
                "voice".to_owned()
            } else {
                head.join(" ")
            },
            noun: Noun {
                vague: noun.vague && !voice,
                ..noun
            },
        }),
        words: word..last + 1 + usize::from(voice),
        possessive: page.is_possessive(last) && !voice,
    })
}

fn article(page: &Page<'_>, names: &Names, word: usize, end: usize) -> Option<(Article, usize)> {
    let article = match page.low(word) {
        "the" | "this" | "that" => Article::The,
        "a" | "an" | "another" | "one" => Article::A,
        "his" | "her" | "my" | "our" | "their" | "your" => Article::Whose,
        low if low.ends_with("'s") && names.has(page, word) => Article::Whose,
        _ => return None,
    };
    (word + 1 < end && page.is_joined(word)).then_some((article, word + 1))
}

/// Returns the noun that ends the phrase beginning at `first`, within four words.
fn head(page: &Page<'_>, first: usize, end: usize) -> Option<usize> {
    let mut word = first;
    while word < end && word < first + 4 {
        let known = page.known(word);
        if known.function || page.is_capital(word) {
            return None;
        }
        let parted = word + 1 >= end || !page.is_joined(word) || page.is_possessive(word);
        let clock = !parted && page.low(word + 1) == "clock";
        if known.noun.is_some() && !clock {
            let more = !parted && page.known(word + 1).noun.is_some() && !page.is_capital(word + 1);
            if !more {
                return Some(word);
            }
        } else if parted && page.gap(word) != ", " {
            return None;
        }
        word += 1;
    }
    None
}

/// Returns a noun that is a person because of a verb of speech: `said the whale`,
/// `the whale said`.
fn tagged_head(page: &Page<'_>, word: usize, first: usize, end: usize) -> Option<usize> {
    let saying = |word: usize| page.known(word).saying.is_some_and(|saying| saying.strong);
    let plain = |word: usize| {
        let known = page.known(word);
        !known.function
            && !page.is_capital(word)
            && known.saying.is_none()
            && !known.past
            && !known.low.ends_with("ly")
    };
    let run = (first..end.min(first + 3)).take_while(|word| plain(*word));
    let run: Vec<usize> = run.collect();
    let joins =
        |word: &&usize| **word + 1 == first || **word == first || page.is_joined(**word - 1);
    let last = **run.iter().take_while(joins).collect::<Vec<_>>().last()?;
    let part = page.part_of(word)?;
    let opens =
        |word: usize| word == part.words.start && !part.speech && page.is_beside_speech(part);
    let inverted = word > 0 && opens(word - 1) && saying(word - 1);
    let parted = last + 1 >= end || !page.is_joined(last);
    let direct = opens(word) && last + 1 < end && page.is_joined(last) && saying(last + 1);
    (inverted && parted || direct).then_some(last)
}

/// Returns whether an adjective distinguishes one person from another with the
/// same noun.
fn distinguishes(low: &str) -> bool {
    const WORDS: &str = "old older oldest elderly young younger youngest little small tall taller short fat thin \
        first second third other bearded blind big wounded red-haired grey bald pale dark lame deaf";
    lexicon::listed(WORDS, low)
}
