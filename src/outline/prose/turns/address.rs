//! The people whom the words of a speech address, and the names that a speaker
//! gives as their own.

use crate::outline::lexicon::{Sex, listed};
use crate::outline::prose::page::Page;
use crate::outline::prose::people::phrases::{asks_name, is_apart};
use crate::outline::prose::people::{Mention, People};
use crate::outline::prose::tags::{Tag, TagKind};

/// Returns the sex for a form of address without a name: `Yes, sir`, `Mother,
/// come!`
pub(super) fn polite(page: &Page<'_>, index: usize) -> Option<Sex> {
    let within = &page.parts[index].words;
    let called = |word: usize| {
        let sex = match page.low(word) {
            "sir" | "sire" | "mister" | "papa" | "father" | "dad" | "grandpa" | "grandfather"
            | "son" => Sex::Man,
            "madam" | "ma'am" | "miss" | "mama" | "mamma" | "mother" | "mum" | "grandma"
            | "grandmother" => Sex::Woman,
            _ => return None,
        };
        is_apart(page, word..word + 1, within).then_some(sex)
    };
    within.clone().find_map(called)
}

/// Returns the person whom `Your Majesty` or `sire` addresses: the king or queen
/// mentioned last.
pub(super) fn majesty(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    let words = &page.parts[index].words;
    words
        .clone()
        .find(|word| listed("majesty sire highness", page.low(*word)))?;
    let reigns = |noun: &String| {
        let noun = noun.rsplit(' ').next().unwrap_or("");
        listed(
            "king queen emperor empress prince princess tsar sultan",
            noun,
        )
    };
    let before = people.within(words.start.saturating_sub(400)..words.start);
    let last = before.iter().rev().find(|mention| {
        !mention.spoken && people.people[mention.person].nouns.iter().any(reigns)
    })?;
    Some(last.person)
}

/// Returns the sex of a pronoun for the person spoken to: `Anna asked him`.
pub(super) fn spoken_to(page: &Page<'_>, tag: &Tag) -> Option<Sex> {
    let at = tag.words.end + usize::from(page.low(tag.words.end) == "to");
    let sex = match page.low(at) {
        "him" => Sex::Man,
        "her" => Sex::Woman,
        _ => return None,
    };
    // In `asked her mother` the person spoken to is not `her`.
    let whole =
        page.begins(at + 1) || !page.gap(at).trim().is_empty() || page.known(at + 1).function;
    (tag.kind == TagKind::Said && whole).then_some(sex)
}

/// Returns whether a speech is only a name and not an answer: `“Viktor.”`
pub(super) fn is_all_said(page: &Page<'_>, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let before = page.parts[..index].iter().rev().find(|part| part.speech);
    let asked = before.is_some_and(|before| page.last_mark(before) == Some('?'));
    mention.pronoun.is_none() && mention.words == here.words && !asked
}

/// Returns whether the name is the speaker's own: `I am Anna`, or `Anna` as an
/// answer.
pub(super) fn is_own(page: &Page<'_>, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let low = |back: usize| {
        let word = mention
            .words
            .start
            .checked_sub(back)
            .filter(|word| here.words.contains(word));
        word.map_or("", |word| page.low(word))
    };
    let joined = mention
        .words
        .start
        .checked_sub(1)
        .is_some_and(|before| page.is_joined(before));
    let named = joined && low(1) == "am" && low(2) == "i"
        || joined && low(1) == "i'm"
        || low(1) == "name's" && low(2) == "my"
        || low(1) == "is" && (low(2) == "name" && low(3) == "my" || low(2) == "this");
    let asked = || {
        let before = page.parts[..index].iter().rev().find(|part| part.speech);
        asks_name(page, before)
    };
    named || here.words.len() <= 4 && mention.words.start == here.words.start && asked()
}
