//! Decides whether a word is a verb in its sentence.

use super::{Beside, Class, is_auxiliary, is_closed, is_noun_start};
use crate::outline::lexicon::{Form, listed, verbs};
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};

/// Adjectives before a noun in `ing`: `a soft knocking`.
const SOUND_ADJECTIVES: &str = "soft loud sharp heavy faint low steady distant dull gentle furious timid quiet sudden slow strange hollow \
    wild violent regular constant endless terrible dreadful light deep";

/// Returns whether the word before can end a subject.
fn follows_subject(page: &Page<'_>, word: WordId, before: Option<&Class>) -> bool {
    match before {
        Some(Class::Pronoun) => true,
        Some(Class::Noun) => {
            let person = page.known(word - 1).noun.is_some();
            // `Slow steps`: the capital only begins the sentence.
            let begins = page.begins(word - 1) && page.known(word - 1).given.is_none();
            let ends_in_s = begins && page.low(word).ends_with('s');
            // `Heavy rain`
            let adjective = begins && listed(SOUND_ADJECTIVES, page.low(word - 1));
            let name = page.is_capital(word - 1)
                && !page.known(word - 1).common
                && !ends_in_s
                && !adjective;
            person || name
        }
        _ => false,
    }
}

/// Returns the form, if the word is a verb here.
pub(super) fn verb(page: &Page<'_>, word: WordId, beside: Beside<'_>) -> Option<Form> {
    let low = page.low(word);
    let known = verbs(low);
    let before: Vec<Class> = beside
        .before
        .iter()
        .rev()
        .filter(|class| **class != Class::Adverb)
        .copied()
        .collect();
    let last = before.first();
    let adverbs = beside
        .before
        .iter()
        .rev()
        .take_while(|class| **class == Class::Adverb)
        .count();
    let leader = page.low(word.saturating_sub(1 + adverbs));
    let be = listed(
        "was were is are be been being am wasn't weren't it's that's he's she's",
        leader,
    );
    // `was open` is no verb.
    let led = matches!(last, Some(Class::Auxiliary | Class::To))
        && !(be && last == Some(&Class::Auxiliary));
    let past = known
        .iter()
        .find(|(_, form)| matches!(form, Form::Past | Form::Participle));
    let is_past = past.is_some() || page.known(word).past && !is_auxiliary(low);
    let bare = known
        .iter()
        .find(|(_, form)| matches!(form, Form::Base | Form::Present));
    // `a shot`, `the left`, `of wound`
    let closed = matches!(last, Some(Class::Determiner | Class::Preposition));
    // `Line four rang`
    let counted = last == Some(&Class::Determiner) && before.get(1) == Some(&Class::Noun);
    let closed = closed && !counted;
    let noun_too = bare.is_some()
        || listed(
            "shot felt left ground saw wound thought rose fell held lit cut",
            low,
        );
    if is_past
        && !(closed && (noun_too || last == Some(&Class::Determiner) && !low.ends_with("ed")))
    {
        // `a single shot` after an adjective, `the soldier shot him`.
        let named = follows_subject(page, word, last);
        let next = is_noun_start(page.low(word + 1)) && beside.joined;
        let shot = low == "shot" && !named && !next && !led && is_described(&before);
        return (!shot).then(|| past.map_or(Form::Past, |(_, form)| *form));
    }
    let (_, form) = bare?;
    if led && (beside.before.last() != Some(&Class::Adverb) || *form == Form::Base) {
        return Some(*form);
    }
    let told = beside.present && *form == Form::Present
        || beside.present && matches!(last, Some(Class::Noun)) && page.low(word - 1).ends_with('s');
    // `three short blasts` is no verb.
    let told = told
        && !(*form == Form::Present && is_described(&before) && is_several(page, word, &before));
    let named = follows_subject(page, word, last) && !closed;
    let open = matches!(
        last,
        Some(Class::Noun | Class::Pronoun | Class::Coordinator)
    );
    // `the streams wind`
    let plural = adverbs == 0 && last == Some(&Class::Noun) && *form == Form::Base && {
        let noun = page.low(word - 1);
        noun.ends_with('s') && !noun.ends_with("ss")
    };
    (named || plural || told && open || perceived(page, word, &before)).then_some(*form)
}

/// Returns whether an article and an adjective precede: `a single`.
fn is_described(before: &[Class]) -> bool {
    let nouns = before
        .iter()
        .take_while(|class| matches!(class, Class::Noun | Class::Attribute))
        .count();
    nouns > 0 && before.get(nouns) == Some(&Class::Determiner)
}

/// Returns whether the article of the noun phrase before is a number above one.
fn is_several(page: &Page<'_>, word: WordId, before: &[Class]) -> bool {
    let nouns = before
        .iter()
        .take_while(|class| **class != Class::Determiner)
        .count();
    let article = page.low(word.saturating_sub(nouns + 1));
    listed(
        "two three four five six seven eight nine ten eleven twelve several many few these those",
        article,
    )
}

/// Returns whether the words before are a verb of perception and its object: `heard
/// the door slam`.
fn perceived(page: &Page<'_>, word: WordId, before: &[Class]) -> bool {
    if !matches!(before.first(), Some(Class::Noun | Class::Pronoun)) {
        return false;
    }
    let from = word.saturating_sub(6);
    (from..word.saturating_sub(1)).ids().any(|w| {
        listed(
            "heard hear hearing saw see felt feel watched let made make",
            page.low(w),
        ) && (w + 1..word)
            .ids()
            .all(|w| !page.gap_before(w).contains([',', ';', '.']))
    })
}

/// Returns the class of a word in `ing`: `was ringing`, `a ringing voice`, `the
/// ringing of a bell`.
pub(super) fn participle(page: &Page<'_>, word: WordId, beside: Beside<'_>) -> Class {
    let next = page.low(word + 1);
    let noun_follows =
        beside.joined && !is_closed(next) && !page.known(word + 1).past && !next.ends_with("ly");
    let before = beside
        .before
        .iter()
        .rev()
        .find(|class| **class != Class::Adverb);
    match before {
        Some(Class::Determiner | Class::Attribute) if noun_follows => Class::Attribute,
        Some(Class::Determiner | Class::Attribute) => Class::Noun,
        Some(Class::Preposition) if noun_follows => Class::Attribute,
        Some(Class::Noun | Class::Adverb)
            if !noun_follows && listed(SOUND_ADJECTIVES, page.low(word - 1)) =>
        {
            Class::Noun
        }
        None if noun_follows && page.low(word + 2) != "the" && !is_noun_start(next) => {
            Class::Attribute
        }
        _ => Class::Verb(Form::Ing),
    }
}

/// Returns whether a participle is before its noun: `the shattered window`.
pub(super) fn is_attribute(page: &Page<'_>, word: WordId, beside: Beside<'_>) -> bool {
    let next = page.low(word + 1);
    let noun_follows = beside.joined && !is_closed(next);
    match beside.before.last() {
        Some(Class::Determiner | Class::Preposition) => noun_follows,
        Some(Class::Adverb) => {
            let article = beside.before.iter().rev().nth(1) == Some(&Class::Determiner);
            noun_follows && article
        }
        _ => false,
    }
}
