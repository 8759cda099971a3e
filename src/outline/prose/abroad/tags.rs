//! Tags: words beside a speech that say who speaks, with the verb before or after the name.

use std::ops::Range;

use super::words::{Words, listed};
use super::{eastern, hindi};
use crate::outline::lexicon::{self, Sex};
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::language::Language;

/// A person as a text names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    pub sex: Option<Sex>,
}

/// The most words between a speech and its verb of saying.
const NEAR: usize = 8;

/// The most words before a speech in which a person is looked for.
const FAR: usize = 60;

/// Returns the person whom a tag beside a speech names.
pub(super) fn beside(page: &Page<'_>, words: &Words, part: usize) -> Option<Named> {
    if eastern::is_eastern(words.language) {
        return eastern::beside(page, words.language, part);
    }
    let narration = |at: Option<usize>| {
        let other = page.parts.get(at?)?;
        let same = other.paragraph == page.parts[part].paragraph;
        (same && !other.speech).then(|| other.words.clone())
    };
    let after = narration(Some(part + 1)).map(|words| {
        let end = page.sentence_end(words.start, words.end);
        words.start..end
    });
    let before = narration(part.checked_sub(1)).map(|words| {
        let start = page.sentence_start(words.end - 1, words.start);
        start..words.end
    });
    // Before a speech a tag ends with a colon or a comma.
    let leads = |words: &Range<WordId>| page.gap(words.end - 1).contains([':', ',']);
    let after = after.and_then(|range| of(page, words, range, true));
    after.or_else(|| of(page, words, before.filter(leads)?, false))
}

/// Returns the subject of a verb of saying among some words.
fn of(page: &Page<'_>, words: &Words, range: Range<WordId>, follows: bool) -> Option<Named> {
    if words.language == Language::Hindi {
        return hindi::speaker(page, words, range);
    }
    let near: Vec<WordId> = match follows {
        true => range.ids().take(NEAR).collect(),
        false => range.ids().rev().take(NEAR).collect(),
    };
    let verb = near
        .into_iter()
        .find(|word| is_saying(page, words, *word))?;
    let behind = name_from(page, words, verb + 1, range.end);
    behind.or_else(|| {
        // `María dijo`, `der alte Mann sagte`: the name before the verb.
        let mut before = (range.start..verb).ids();
        before.find_map(|word| name_from(page, words, word, verb))
    })
}

/// Returns whether a word is a verb of saying; `s'écria` is one word, `dit-il` two.
pub(super) fn is_saying(page: &Page<'_>, words: &Words, word: WordId) -> bool {
    let low = page.low(word);
    let bare = low.rsplit(['\'', '’']).next().unwrap_or(low);
    listed(words.saying, low) || listed(words.saying, bare)
}

/// Returns the person whom the words from `start` on name: a name, or an article and a noun.
fn name_from(page: &Page<'_>, words: &Words, start: WordId, end: WordId) -> Option<Named> {
    if start >= end {
        return None;
    }
    let low = page.low(start);
    let title = match (listed(words.sir, low), listed(words.madam, low)) {
        (true, _) => Some(Sex::Man),
        (_, true) => Some(Sex::Woman),
        _ => None,
    };
    if is_name(page, words, start) || title.is_some() && is_name(page, words, start + 1) {
        return Some(named(page, words, start, end, title));
    }
    let article = match (listed(words.the_man, low), listed(words.the_woman, low)) {
        (true, _) => Some(Sex::Man),
        (_, true) => Some(Sex::Woman),
        _ => None,
    }?;
    let next = start + 1;
    if next >= end || page.gap(start).contains([',', '.', ';', ':', '!', '?']) {
        return None;
    }
    // `el señor Ruiz`, `la señora Vidal`, `der alte Kapitän`, `le capitaine`.
    let low = page.low(next);
    let titled = listed(words.sir, low) || listed(words.madam, low);
    if titled && is_name(page, words, next + 1) && next + 1 < end {
        return Some(named(page, words, next, end, Some(article)));
    }
    let noun = page.written(next);
    let is_german = words.language == Language::German;
    // A German noun has a capital; an adjective before it has none.
    let noun_at = if is_german && !page.is_capital(next) && next + 1 < end {
        next + 1
    } else {
        next
    };
    let noun = if noun_at == next {
        noun
    } else {
        page.written(noun_at)
    };
    let fits = noun.chars().count() > 2 && (!is_german || page.is_capital(noun_at));
    fits.then(|| Named {
        name: noun.to_owned(),
        sex: Some(article),
    })
}

/// Returns whether a word is a name: a capital within a sentence, and no word of grammar.
fn is_name(page: &Page<'_>, words: &Words, word: WordId) -> bool {
    word < page.end()
        && page.is_capital(word)
        && !page.known(word).common
        && !listed(words.no_names, page.low(word))
}

/// Returns the name that begins with a word or its title.
fn named(page: &Page<'_>, words: &Words, start: WordId, end: WordId, title: Option<Sex>) -> Named {
    let first = if is_name(page, words, start) {
        start
    } else {
        start + 1
    };
    let mut last = first;
    while last + 1 < end && is_name(page, words, last + 1) && page.gap(last).trim().is_empty() {
        last += 1;
    }
    let name = page.text(first..last + 1);
    let sex = title.or_else(|| sex(words, page.low(first)));
    Named { name, sex }
}

/// Returns the sex that a given name shows.
fn sex(words: &Words, name: &str) -> Option<Sex> {
    if listed(words.men, name) {
        return Some(Sex::Man);
    }
    let woman = words.women.iter().any(|end| name.ends_with(end));
    let known = lexicon::given_name(name).filter(|_| !woman);
    known.or(Some(if woman { Sex::Woman } else { Sex::Man }))
}

/// Returns the people who are named before a speech, the nearest first.
pub(super) fn named_before(page: &Page<'_>, words: &Words, part: usize) -> Vec<Named> {
    if eastern::is_eastern(words.language) {
        return eastern::named_before(page, words.language, part)
            .into_iter()
            .collect();
    }
    let start = page.parts[part].words.start;
    let narration = |word: &WordId| page.part_of(*word).is_some_and(|part| !part.speech);
    let from = start - FAR.min(start - page.words().start);
    let before: Vec<WordId> = (from..start).ids().rev().filter(narration).collect();
    let begins = |word: &WordId| page.begins(*word);
    let names = before.into_iter().filter(|word| {
        let sure = !begins(word) || lexicon::given_name(page.low(*word)).is_some();
        sure && is_name(page, words, *word) && words.language != Language::German
            || is_name(page, words, *word) && lexicon::given_name(page.low(*word)).is_some()
    });
    names
        .map(|word| named(page, words, word, word + 1, None))
        .collect()
}
