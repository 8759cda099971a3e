//! Who speaks in a Hindi text: tags beside a speech, with the person before the verb: `“…” राम ने कहा`,
//! `सीता धीरे से बोली, “…”`. Devanagari has no capitals, so the place in the sentence shows the name.

use std::ops::Range;

use super::tags::{Named, is_saying};
use super::words::{Words, listed};
use crate::outline::lexicon::Sex;
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};

/// Returns the person who says something in a sentence beside a speech.
pub(super) fn speaker(page: &Page<'_>, words: &Words, range: Range<WordId>) -> Option<Named> {
    let mut all = range.clone().ids();
    let verb = all.find(|word| is_saying(page, words, *word))?;
    let doer = (range.start..verb)
        .ids()
        .rev()
        .find(|word| page.low(*word) == "ने");
    let (name, sex) = match doer {
        // The verb agrees with the words said, not with the person.
        Some(doer) => (
            doer.checked_sub(1).filter(|name| *name >= range.start)?,
            None,
        ),
        None => (
            subject(page, words, range.start, verb)?,
            agreeing(page.low(verb)),
        ),
    };
    let low = page.low(name);
    if listed(words.no_names, low) {
        return None;
    }
    let title = name.checked_sub(1).filter(|title| *title >= range.start);
    let title = title.map_or("", |title| page.low(title));
    let titled = match (listed(words.sir, title), listed(words.madam, title)) {
        (true, _) => Some(Sex::Man),
        (_, true) => Some(Sex::Woman),
        _ => None,
    };
    Some(Named {
        name: page.written(name).to_owned(),
        sex: titled.or(sex).or_else(|| by_ending(low)),
    })
}

/// Returns the first word of a sentence that is no title, if it comes before the verb.
fn subject(page: &Page<'_>, words: &Words, start: WordId, verb: WordId) -> Option<WordId> {
    let is_title =
        |word: &WordId| listed(words.sir, page.low(*word)) || listed(words.madam, page.low(*word));
    (start..verb).ids().find(|word| !is_title(word))
}

/// Returns the sex that a verb agrees with: `बोला`, `बोली`.
fn agreeing(verb: &str) -> Option<Sex> {
    match verb.chars().next_back()? {
        'ी' | 'ई' => Some(Sex::Woman),
        'ा' => Some(Sex::Man),
        _ => None,
    }
}

/// Returns the sex that the end of a name shows: most names in `ा` and `ी` are those of women.
fn by_ending(name: &str) -> Option<Sex> {
    const MEN: &str =
        "राजा बाबा चाचा दादा मामा नाना पिता लड़का बच्चा बूढ़ा आदमी सिपाही माली धोबी साथी अली गांधी";
    match name.chars().next_back()? {
        _ if listed(MEN, name) => Some(Sex::Man),
        'ा' | 'ी' => Some(Sex::Woman),
        _ => None,
    }
}
