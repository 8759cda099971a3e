//! What two people cannot share: trades, ages, relations.

use crate::outline::lexicon::{Age, listed, noun};
use crate::outline::prose::people::Person;

/// Returns whether two people cannot be the same by their ages.
pub(super) fn ages_clash(one: &Person, other: &Person) -> bool {
    let wife = |person: &Person| {
        matches!(person.title.as_deref(), Some("mrs" | "madame" | "mme"))
            || person
                .nouns
                .iter()
                .any(|noun| listed("mother father wife husband uncle aunt", noun))
    };
    let young = |person: &Person| matches!(person.age, Some(Age::Child | Age::Young));
    let old = |person: &Person| matches!(person.age, Some(Age::Old));
    let clash = |one: &Person, other: &Person| young(one) && (wife(other) || old(other));
    clash(one, other) || clash(other, one)
}

/// Returns whether a name of a person is not only a title with a surname.
pub(super) fn has_given_name(person: &Person) -> bool {
    person.title.is_none() || person.names.len() > 1
}

/// Returns whether a name is a noun for a relative: `Mam`.
pub(super) fn is_kin(name: &str) -> bool {
    noun(&name.to_lowercase()).is_some_and(|noun| noun.kin)
}

/// Returns one word for adjectives of the same size or age.
pub(super) fn size(adjective: &str) -> &str {
    match adjective {
        "small" | "tiny" | "short" => "little",
        "large" | "huge" | "enormous" => "big",
        "elderly" | "aged" => "old",
        "skinny" | "lean" => "thin",
        "stout" | "plump" => "fat",
        other => other,
    }
}

/// Returns whether a person has a whole name: `Mrs. Hale`, `Tom Hale`.
pub(super) fn is_whole(person: &Person) -> bool {
    person.is_named() && (person.title.is_some() || person.names.len() > 1)
}

/// Returns whether a noun can be for any person.
pub(super) fn is_anybody(head: &str) -> bool {
    const WORDS: &str = "voice stranger visitor figure person creature newcomer";
    let last = head.rsplit(' ').next().unwrap_or("");
    noun(last).is_some_and(|noun| noun.vague) || listed(WORDS, last)
}

/// Returns whether two people have trades or ranks that one person does not have.
pub(super) fn trades_clash(one: &Person, other: &Person) -> bool {
    let (ones, others) = (trades(one), trades(other));
    let same = |one: &&str| {
        others
            .iter()
            .any(|other| is_wider(one, other) || is_wider(other, one))
    };
    !ones.is_empty() && !others.is_empty() && !ones.iter().any(same)
}

/// Returns the nouns for the trades and ranks of a person.
pub(super) fn trades(person: &Person) -> Vec<&str> {
    let last = |head: &'_ String| -> Option<usize> { Some(head.rfind(' ').map_or(0, |at| at + 1)) };
    let heads = person.nouns.iter().filter(|head| !is_anybody(head));
    let heads = heads.filter_map(|head| last(head).map(|at| &head[at..]));
    heads
        .filter(|head| noun(head).is_none_or(|noun| !noun.kin) && !is_courtesy(head))
        .collect()
}

/// Returns whether a noun includes another: a colonel is a soldier.
fn is_wider(wide: &str, narrow: &str) -> bool {
    const KINDS: [(&str, &str); 6] = [
        (
            "soldier officer",
            "private corporal sergeant captain lieutenant major colonel general marshal ensign",
        ),
        (
            "sailor seaman officer",
            "captain mate bosun boatswain admiral lieutenant helmsman steersman skipper",
        ),
        (
            "policeman officer detective",
            "constable sergeant inspector superintendent commissioner",
        ),
        (
            "clergyman priest parson minister",
            "rector vicar curate bishop dean canon pastor abbot",
        ),
        (
            "lawyer counsel advocate",
            "attorney barrister solicitor notary prosecutor judge",
        ),
        (
            "servant domestic",
            "maid housemaid butler footman cook valet coachman groom",
        ),
    ];
    wide == narrow
        || KINDS
            .iter()
            .any(|(wides, narrows)| listed(wides, wide) && listed(narrows, narrow))
}

/// Returns whether a noun is for a relative who usually also has a name in the text.
pub(super) fn is_close_kin(noun: &str) -> bool {
    const WORDS: &str =
        "brother sister son daughter husband wife cousin nephew niece grandson granddaughter";
    listed(WORDS, noun)
}

/// Returns whether anybody may be called so, whatever their trade is.
fn is_courtesy(noun: &str) -> bool {
    const WORDS: &str = "mr mister mrs miss ms sir madam lady lord madame boss chief guv guvnor governor gaffer skipper";
    listed(WORDS, noun)
}

/// Returns whether a noun is for several people at once: `echoed the whole court`.
pub(super) fn is_company(noun: &str) -> bool {
    const WORDS: &str = "court crowd room class audience gallery house company crew street table team village choir army";
    listed(WORDS, noun)
}

/// Returns whether a noun is for a machine that speaks for itself, as no person is called.
pub(super) fn is_talking_machine(noun: &str) -> bool {
    const WORDS: &str =
        "computer console system autopilot satnav lift elevator terminal android robot drone";
    listed(WORDS, noun)
}
