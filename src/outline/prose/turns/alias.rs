//! Joins two names of one person: a name that is only used to address, `“Hush, Wick!”`,
//! with the person who answers to it; words that nothing introduces, `said the old
//! soldier`, with a person of the talk; and words for anybody, `a lady on a chair`, with
//! the name that comes later, `the Queen rose`.
//!
//! A join has points for and against, from the turns of the talk and the words around
//! them. Only a clear winner is joined, and its lines stay guesses.

mod address;
mod bonds;
mod evidence;
mod points;
mod talk;
mod traits;

use super::Speaker;
use super::turn::Turn;
use crate::outline::prose::page::Page;
use crate::outline::prose::people::People;
use evidence::Evidence;

/// The least number of points for a join.
const ENOUGH: i32 = 6;

/// The least distance to the second best.
const CLEAR: i32 = 3;

/// How the text uses an alias.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Only to address or to speak of a person: `Wick`.
    Address,
    /// As words for a person who needs no introduction: `the old soldier`.
    Definite,
    /// As a relative: `my brother`.
    Kin,
    /// As words that introduce anybody: `a lady`, `a cold voice`.
    Anybody,
}

/// Marks the people whom the talk only addresses or speaks of, while others are meant.
/// Returns whether there are any.
#[must_use]
pub(crate) fn address(
    page: &Page<'_>,
    people: &mut People,
    turns: &[Turn],
    speakers: &[Speaker],
) -> bool {
    let found = address::borne_by_others(&Evidence::of(page, people, turns, speakers));
    for who in &found {
        people.people[*who].addressed = true;
    }
    !found.is_empty()
}

/// Joins such people. Returns whether there were any.
#[must_use]
pub(crate) fn unite(
    page: &Page<'_>,
    people: &mut People,
    turns: &[Turn],
    speakers: &[Speaker],
) -> bool {
    let evidence = Evidence::of(page, people, turns, speakers);
    let mut found: Vec<(i32, usize, usize)> = Vec::new();
    for alias in evidence.aliases() {
        found.extend(
            evidence
                .bearer(alias)
                .map(|(bearer, clear)| (clear, alias, bearer)),
        );
    }
    // The clearest first.
    found.sort_by_key(|(clear, alias, _)| (-clear, *alias));
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (_, alias, bearer) in found {
        let joined = |who: usize| joins.iter().any(|(alias, _)| *alias == who);
        let bears = joins.iter().any(|(_, bearer)| *bearer == alias);
        // One person does not get two names at once.
        let named = |who: usize| people.people[who].is_named();
        let twice = joins
            .iter()
            .any(|(other, who)| *who == bearer && named(*other));
        if !(joined(alias) || joined(bearer) || bears || named(alias) && twice) {
            joins.push((alias, bearer));
        }
    }
    for (alias, bearer) in &joins {
        for mention in &mut people.mentions {
            mention.sure &= mention.person != *alias;
        }
        // The role keeps the name of the person who has the alias.
        let named = people.people[*alias].is_named();
        let who = &mut people.people[*bearer];
        let anybody = who.nouns.iter().all(|noun| noun == "voice");
        // A name is better than `voice`.
        if !who.is_named() && (who.teller || named && anybody) {
            who.forms.clear();
        }
        if !people.people[*bearer].forms.is_empty() {
            people.people[*alias].forms.clear();
        }
        people.merge(*alias, *bearer);
    }
    !joins.is_empty()
}
