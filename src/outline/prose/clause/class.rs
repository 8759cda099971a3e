//! The classes of words: closed classes by lists, the others by endings and by
//! the words beside them.

use crate::outline::lexicon::{Form, listed, verbs};
use crate::outline::prose::page::Page;

/// The class of a word in its sentence.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::outline::prose) enum Class {
    /// An article, a possessive, a numeral: a noun follows.
    Determiner,
    Pronoun,
    Preposition,
    /// `to` before a verb.
    To,
    /// `and`, `or`, `but`.
    Coordinator,
    /// `when`, `if`, `that`, `who`: a clause follows.
    Subordinator,
    Auxiliary,
    Verb(Form),
    /// A participle before its noun: `a shattered window`, `a barking dog`.
    Attribute,
    Adverb,
    /// A noun, a name, an adjective, or an unknown word.
    Noun,
}

const DETERMINERS: &str = "the a an this these those his its my our your their no some any every each another both either \
    neither several few many such what whose two three four five six seven eight nine ten eleven twelve dozen";
const PRONOUNS: &str = "i he she it we you they him me us them himself herself itself themselves myself someone somebody \
    everyone everybody anyone anybody nobody none something everything anything nothing others hers theirs mine";
const PREPOSITIONS: &str = "of in on at by for from with without into onto upon through over under across along around round \
    behind before after against between among about above below beneath beside beyond during inside outside near \
    towards toward past like until till since up down off out despite amid amidst within throughout as than except";
const COORDINATORS: &str = "and but or nor yet so";
const SUBORDINATORS: &str = "when while whenever if because although though unless whereupon where wherever whether who whom \
    which once lest";
pub(super) const AUXILIARIES: &str = "was were is are be been being am had has have did do does would could should might must may shall can will \
    cannot ought wasn't weren't isn't aren't hadn't hasn't haven't didn't don't doesn't wouldn't couldn't shouldn't \
    mightn't mustn't can't won't i'd he'd she'd we'd you'd they'd i'll he'll she'll they'll we'll it's he's she's i'm \
    they're we're that's there's i've they've we've it'd";
const ADVERBS: &str = "then now again suddenly still just also even never always often twice soon almost nearly there here away \
    back together upstairs downstairs somewhere everywhere nowhere once quite rather very too not hardly scarcely \
    instead else perhaps maybe already afterwards meanwhile far overhead outdoors indoors aloud ashore aboard ahead \
    apart aside forward backward backwards forwards thrice more most less hard fast loud late early long wide";
/// Adjectives before a noun in `ing`: `a soft knocking`.
const SOUND_ADJECTIVES: &str = "soft loud sharp heavy faint low steady distant dull gentle furious timid quiet sudden slow strange hollow \
    wild violent regular constant endless terrible dreadful light deep";
/// Words that end in `ing` and are no participles.
const THINGS: &str = "thing things something nothing anything everything morning evening king ring spring string ceiling \
    building during wing clothing wedding feeling shilling farthing landing railing dwelling lightning being darling \
    pudding sterling sing bring cling fling swing sting wring sling opening painting meeting cunning inkling stocking \
    herring gelding duckling cooking";

/// Returns whether a word is on the list of auxiliaries.
pub(super) fn is_auxiliary(low: &str) -> bool {
    listed(AUXILIARIES, low)
}

/// The words before and after a word.
#[derive(Copy, Clone)]
pub(super) struct Beside<'c> {
    /// The classes of the words before, in the same clause.
    pub before: &'c [Class],
    /// Whether the narration is in the present tense.
    pub present: bool,
    /// Whether the next word is in the same clause.
    pub joined: bool,
}

/// Returns the class of a word.
pub(super) fn class(page: &Page<'_>, word: usize, beside: Beside<'_>) -> Class {
    let low = page.low(word);
    closed(page, word, beside).unwrap_or_else(|| {
        if low.ends_with("ing") && low.len() > 4 && !listed(THINGS, low) {
            return participle(page, word, beside);
        }
        match verb(page, word, beside) {
            Some(Form::Past) if is_attribute(page, word, beside) => Class::Attribute,
            Some(form) => Class::Verb(form),
            None if low.ends_with("ly")
                && low.len() > 4
                && !listed("family reply fly jelly belly", low) =>
            {
                Class::Adverb
            }
            // `threw the door open`
            None if listed("open shut ajar", low) => Class::Adverb,
            None => Class::Noun,
        }
    })
}

/// Returns the class of a word that is on a list.
fn closed(page: &Page<'_>, word: usize, beside: Beside<'_>) -> Option<Class> {
    let low = page.low(word);
    let next = page.low(word + 1);
    let before = beside.before.last();
    let open = beside.joined && !is_closed(next);
    Some(match low {
        "to" if beside.joined && is_infinitive(page, word + 1) => Class::To,
        "to" => Class::Preposition,
        "her" if open => Class::Determiner,
        "her" => Class::Pronoun,
        "one" if open => Class::Determiner,
        "one" => Class::Pronoun,
        "all" | "both" if before == Some(&Class::Pronoun) => Class::Adverb,
        "all" | "half" if beside.joined => Class::Determiner,
        "that" if before == Some(&Class::Preposition) || before.is_none() && open => {
            Class::Determiner
        }
        "that" => Class::Subordinator,
        "before" | "after" | "until" | "till" | "since" | "as" | "than"
            if beside.joined && starts_clause(page, word + 1) =>
        {
            Class::Subordinator
        }
        // `up the stairs`, but `picked up`; `over there`
        "up" | "down" | "off" | "out" | "over" | "in" | "on" | "by" | "about" | "around"
        | "round" | "through" | "along" | "past" | "outside" | "inside" | "behind" | "near"
        | "above" | "below"
            if !beside.joined || is_closed(next) && !is_noun_start(next) =>
        {
            Class::Adverb
        }
        "like" | "past" if before == Some(&Class::Determiner) => Class::Noun,
        _ if page.is_possessive(word) && !is_auxiliary(low) => Class::Determiner,
        _ if listed(DETERMINERS, low) => Class::Determiner,
        _ if is_auxiliary(low) && !(page.is_capital(word) && listed("will may", low)) => {
            Class::Auxiliary
        }
        _ if listed(PRONOUNS, low) => Class::Pronoun,
        _ if listed(PREPOSITIONS, low) => Class::Preposition,
        _ if listed(COORDINATORS, low) => Class::Coordinator,
        _ if listed(SUBORDINATORS, low) => Class::Subordinator,
        _ if listed(ADVERBS, low) => Class::Adverb,
        _ if low.chars().all(|c| c.is_ascii_digit()) => Class::Determiner,
        _ => return None,
    })
}

/// Returns whether a word is on a list of a closed class.
pub(super) fn is_closed(low: &str) -> bool {
    let lists = [
        DETERMINERS,
        PREPOSITIONS,
        COORDINATORS,
        SUBORDINATORS,
        AUXILIARIES,
        ADVERBS,
        PRONOUNS,
    ];
    matches!(low, "" | "to" | "her" | "that" | "one") || lists.iter().any(|list| listed(list, low))
}

fn is_noun_start(low: &str) -> bool {
    matches!(low, "her" | "that" | "one" | "all")
        || listed(DETERMINERS, low)
        || listed("him me us them it you", low)
}

/// Returns whether a verb follows `to`.
fn is_infinitive(page: &Page<'_>, word: usize) -> bool {
    let low = page.low(word);
    listed("be have do", low)
        || verbs(low).iter().any(|(_, form)| *form == Form::Base) && !page.is_capital(word)
        || !is_closed(low) && !page.is_capital(word) && !low.ends_with('s') && {
            let next = page.low(word + 2);
            is_noun_start(next) || listed("himself herself itself", next)
        }
}

/// Returns whether a subject and a verb follow `before`, `as` and the like.
fn starts_clause(page: &Page<'_>, word: usize) -> bool {
    if listed("he she i they we it you if though", page.low(word)) {
        return true;
    }
    (word..word + 6)
        .take_while(|w| {
            *w == word || page.gap_before(*w) == " " && !listed(COORDINATORS, page.low(*w))
        })
        .any(|w| {
            let low = page.low(w);
            listed(AUXILIARIES, low)
                || page.known(w).past && !listed(DETERMINERS, page.low(w.saturating_sub(1)))
        })
}

/// Returns whether the word before can end a subject.
fn follows_subject(page: &Page<'_>, word: usize, before: Option<&Class>) -> bool {
    match before {
        Some(Class::Pronoun) => true,
        Some(Class::Noun) => {
            let person = page.known(word - 1).noun.is_some();
            let name = page.is_capital(word - 1) && !page.known(word - 1).common;
            person || name
        }
        _ => false,
    }
}

/// Returns the form, if the word is a verb here.
fn verb(page: &Page<'_>, word: usize, beside: Beside<'_>) -> Option<Form> {
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
fn is_several(page: &Page<'_>, word: usize, before: &[Class]) -> bool {
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
fn perceived(page: &Page<'_>, word: usize, before: &[Class]) -> bool {
    if !matches!(before.first(), Some(Class::Noun | Class::Pronoun)) {
        return false;
    }
    let from = word.saturating_sub(6);
    (from..word.saturating_sub(1)).any(|w| {
        listed(
            "heard hear hearing saw see felt feel watched let made make",
            page.low(w),
        ) && (w + 1..word).all(|w| !page.gap_before(w).contains([',', ';', '.']))
    })
}

/// Returns the class of a word in `ing`: `was ringing`, `a ringing voice`, `the
/// ringing of a bell`.
fn participle(page: &Page<'_>, word: usize, beside: Beside<'_>) -> Class {
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
fn is_attribute(page: &Page<'_>, word: usize, beside: Beside<'_>) -> bool {
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
