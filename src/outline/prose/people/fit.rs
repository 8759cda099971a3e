//! Decides whether a description may refer to a person.

use super::person::Person;
use crate::outline::lexicon::{Age, Sex, age_of, is_device, is_rank, listed};
use crate::outline::prose::phrase::{Article, Described};

/// Returns whether the person was described so before, or is near and the
/// description is vague.
pub(super) fn fits(person: &Person, description: &Described, near: bool) -> bool {
    let sex = description.noun.sex.is_none()
        || person
            .sex()
            .is_none_or(|sex| Some(sex) == description.noun.sex);
    if person.teller || person.several != description.noun.several || !sex {
        return false;
    }
    let called = person.nouns.contains(&description.head) || ends_alike(person, &description.head);
    let vague = description.noun.vague && near && may_be_vague(person, description);
    (called || vague) && !contrary(person, description)
}

/// Returns whether the description names a rank or a trade. Then it does not
/// refer to a person of another one: `the corporal` is not Captain Rudin, nor
/// `the pilot` the last man who spoke.
pub(super) fn is_trade(person: &Person, description: &Described) -> bool {
    let ranked = person.nouns.iter().any(|noun| is_rank(noun));
    let is_common =
        description.noun.vague || description.noun.sex.is_some() || is_anybody(description);
    !is_common || ranked && !description.noun.vague
}

/// Returns whether the description can be of any person, whatever their name or
/// trade: `the stranger`, `my companion`, `the old man`.
pub(super) fn is_anybody(description: &Described) -> bool {
    let anybody = "stranger visitor guest traveller passenger neighbour friend customer patient prisoner companion \
        voice ruffian scoundrel rascal villain invalid client lodger comrade creature animal beast bird figure person \
        newcomer";
    description.noun.vague || listed(anybody, &description.head) || is_device(&description.head)
}

/// Returns whether a noun in speech is a form of address for one person: `Yes,
/// Postmaster`. Words for anybody and for relatives are not: each speaker means another.
pub(super) fn is_address(description: &Described) -> bool {
    let child = listed("boy girl lad lass", &description.head);
    description.article == Article::None
        && !description.noun.kin
        && !description.noun.several
        && (child || !is_anybody(description))
}

/// Returns whether the person was described with exactly these words.
pub(super) fn same(person: &Person, description: &Described) -> bool {
    let known = |adjective: &String| person.adjectives.contains(adjective);
    person.nouns.contains(&description.head) && description.adjectives.iter().all(known)
}

/// Returns whether `the man` or `the girl` may refer to a person with another
/// description.
fn may_be_vague(person: &Person, description: &Described) -> bool {
    let described = !person.is_named() && !person.kin && !person.nouns.is_empty();
    let sexed = description.noun.sex == Some(Sex::Man) || person.sex().is_some();
    described
        && sexed
        && is_aged(person, description)
        && (description.noun.age.is_none() || description.noun.age == person.age)
}

/// Returns whether a person has the age of the adjectives. `young` also fits a
/// person of unknown age.
pub(super) fn is_aged(person: &Person, description: &Described) -> bool {
    let mut ages = description
        .adjectives
        .iter()
        .filter_map(|word| age_of(word));
    ages.all(|age| person.age == Some(age) || age == Age::Young && person.age.is_none())
}

/// Returns whether a longer noun ends with this one: `the general` is the major
/// general mentioned before.
fn ends_alike(person: &Person, head: &str) -> bool {
    person.nouns.iter().any(|noun| {
        let shorter = noun.len() < head.len();
        // `The Sect Master` is not Young Master Zhao.
        if shorter && person.is_named() {
            return false;
        }
        let (long, short) = if shorter {
            (head, noun.as_str())
        } else {
            (noun.as_str(), head)
        };
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' '))
    })
}

/// Returns whether adjectives refer to another person: `the old soldier` is not
/// the young one.
pub(super) fn contrary(person: &Person, description: &Described) -> bool {
    const OPPOSED: &[(&str, &str)] = &[
        ("old", "young"),
        ("older", "younger"),
        ("first", "second"),
        ("first", "other"),
        ("first", "third"),
        ("second", "third"),
        ("tall", "short"),
        ("fat", "thin"),
    ];
    let has = |adjective: &str| person.adjectives.iter().any(|known| known == adjective);
    let wife = matches!(person.title.as_deref(), Some("mrs" | "madame" | "aunt"));
    description.adjectives.iter().any(|adjective| {
        if adjective == "young" && wife {
            return true;
        }
        let opposed = |(a, b): &(&str, &str)| adjective == a && has(b) || adjective == b && has(a);
        let counted = matches!(adjective.as_str(), "second" | "third" | "other") && !has(adjective);
        OPPOSED.iter().any(opposed) || counted
    })
}
