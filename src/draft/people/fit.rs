//! Whether a description may stand for a person.

use super::Person;
use crate::draft::lexicon::{Age, Sex, listed};
use crate::draft::names::{Described, age_of, is_rank};

/// Whether it may: they were called so, or so vaguely that it fits, and near.
pub fn fits(person: &Person, told: &Described, near: bool) -> bool {
    let sex = told.noun.sex.is_none() || person.sex().is_none_or(|sex| Some(sex) == told.noun.sex);
    if person.teller || person.several != told.noun.several || !sex {
        return false;
    }
    let called = person.nouns.contains(&told.head) || ends_alike(person, &told.head);
    let vague = told.noun.vague && near && may_be_vague(person, told);
    (called || vague) && !contrary(person, told)
}

/// Whether it tells a rank or a trade, which is never told of somebody in passing:
/// `the corporal` is not Captain Rudin, nor `the pilot` the last man who spoke.
pub fn is_trade(person: &Person, told: &Described) -> bool {
    let anybody =
        "stranger visitor guest traveller passenger neighbour friend customer patient prisoner";
    let ranked = person.nouns.iter().any(|noun| is_rank(noun));
    let told_by = told.noun.vague || told.noun.sex.is_some() || listed(anybody, &told.head);
    !told_by || ranked && !told.noun.vague
}

/// Whether they were called exactly so.
pub fn same(person: &Person, told: &Described) -> bool {
    let known = |adjective: &String| person.adjectives.contains(adjective);
    person.nouns.contains(&told.head) && told.adjectives.iter().all(known)
}

/// Whether `the man`, `the girl` may stand for somebody who was called otherwise.
fn may_be_vague(person: &Person, told: &Described) -> bool {
    let described = !person.is_named() && !person.kin && !person.nouns.is_empty();
    let sexed = told.noun.sex == Some(Sex::Man) || person.sex().is_some();
    described
        && sexed
        && is_aged(person, told)
        && (told.noun.age.is_none() || told.noun.age == person.age)
}

/// Whether they are of the age that the adjectives tell; anybody may be young.
pub fn is_aged(person: &Person, told: &Described) -> bool {
    let mut ages = told.adjectives.iter().filter_map(|word| age_of(word));
    ages.all(|age| person.age == Some(age) || age == Age::Young && person.age.is_none())
}

/// `the general` is the major general of before.
fn ends_alike(person: &Person, head: &str) -> bool {
    person.nouns.iter().any(|noun| {
        let shorter = noun.len() < head.len();
        let (long, short) = if shorter {
            (head, noun.as_str())
        } else {
            (noun.as_str(), head)
        };
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' '))
    })
}

/// Whether adjectives tell that another is meant: `the old soldier` is not the young one.
pub fn contrary(person: &Person, told: &Described) -> bool {
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
    told.adjectives.iter().any(|adjective| {
        if adjective == "young" && wife {
            return true;
        }
        let opposed = |(a, b): &(&str, &str)| adjective == a && has(b) || adjective == b && has(a);
        let counted = matches!(adjective.as_str(), "second" | "third" | "other") && !has(adjective);
        OPPOSED.iter().any(opposed) || counted
    })
}
