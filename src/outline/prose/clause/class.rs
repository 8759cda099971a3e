//! The classes of words: closed classes by lists, the others by endings and by
//! the words beside them.

mod verb;

use crate::outline::lexicon::{Form, listed, verbs};
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};
use verb::{is_attribute, participle, verb};

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
pub(super) fn class(page: &Page<'_>, word: WordId, beside: Beside<'_>) -> Class {
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
                && !listed("family reply fly jelly belly bully rally folly ally supply lily assembly butterfly", low)
                // `Emily`
                && !(page.is_capital(word) && page.known(word).given.is_some()) =>
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
fn closed(page: &Page<'_>, word: WordId, beside: Beside<'_>) -> Option<Class> {
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
fn is_infinitive(page: &Page<'_>, word: WordId) -> bool {
    let low = page.low(word);
    listed("be have do", low)
        || verbs(low).iter().any(|(_, form)| *form == Form::Base) && !page.is_capital(word)
        || !is_closed(low) && !page.is_capital(word) && !low.ends_with('s') && {
            let next = page.low(word + 2);
            is_noun_start(next) || listed("himself herself itself", next)
        }
}

/// Returns whether a subject and a verb follow `before`, `as` and the like.
fn starts_clause(page: &Page<'_>, word: WordId) -> bool {
    if listed("he she i they we it you if though", page.low(word)) {
        return true;
    }
    (word..word + 6)
        .ids()
        .take_while(|w| {
            *w == word || page.gap_before(*w) == " " && !listed(COORDINATORS, page.low(*w))
        })
        .any(|w| {
            let low = page.low(w);
            listed(AUXILIARIES, low)
                || page.known(w).past && !listed(DETERMINERS, page.low(w.saturating_sub(1)))
        })
}
