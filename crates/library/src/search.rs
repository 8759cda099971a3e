//! Finds files by words.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use crate::store::{Id, Store};
use crate::{Entry, LibraryError, words};

/// The files to find: those that have a word of each term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms.
    pub terms: Vec<Term>,
}

/// A word that a file should have, or one of others that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word. It also matches the beginning of a longer one.
    pub word: String,
    /// Words that mean the same. They count less.
    pub others: Vec<String>,
}

impl Query {
    /// Returns the query for a text: all its words.
    #[must_use]
    pub fn of(text: &str) -> Query {
        Query::with(text, |_| Vec::new())
    }

    /// Returns the query for a text: all its words, each with the words that `same` returns for it
    /// because they mean the same.
    #[must_use]
    pub fn with<'w>(text: &str, same: impl Fn(&str) -> Vec<&'w str>) -> Query {
        let terms = words::parts(text).into_iter().map(|part| {
            let word = words::key(&part);
            let others = same(&part).into_iter().map(words::key);
            Term {
                others: others.filter(|other| *other != word).collect(),
                word,
            }
        });
        Query {
            terms: terms.collect(),
        }
    }
}

/// The points of a match, by how it was made.
mod points {
    /// The same word.
    pub(super) const SAME: u32 = 4;
    /// A longer word that begins with it.
    pub(super) const BEGINS: u32 = 2;
    /// A word that means the same.
    pub(super) const OTHER: u32 = 1;
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best files, the best first.
    pub files: Vec<Entry>,
    /// The number of all files that match as many terms as these.
    pub matching: usize,
    /// Whether these have all terms, and not only some.
    pub whole: bool,
}

/// Returns the best files.
pub(crate) fn run(
    store: &Store,
    folders: &[PathBuf],
    query: &Query,
    most: usize,
) -> Result<Found, LibraryError> {
    // The points of each file, and how many terms it matches.
    let mut scores: HashMap<Id, (usize, u32)> = HashMap::new();
    for term in &query.terms {
        for (id, points) in matches(store, term)? {
            let score = scores.entry(id).or_default();
            *score = (score.0 + 1, score.1 + points);
        }
    }
    let best = scores.values().map(|(terms, _)| *terms).max().unwrap_or(0);
    let mut found: Vec<(Id, u32)> = scores
        .into_iter()
        .filter(|(_, (terms, _))| *terms == best)
        .map(|(id, (_, points))| (id, points))
        .collect();
    let matching = found.len();
    found.sort_by_key(|(id, points)| (Reverse(*points), *id));
    let ids: Vec<Id> = found.into_iter().take(most * 2).map(|(id, _)| id).collect();
    let mut names = HashSet::new();
    let mut files = store.entries(&ids)?;
    // The folders of another configuration are not offered.
    files.retain(|entry| folders.iter().any(|folder| entry.file.starts_with(folder)));
    files.retain(|entry| names.insert(entry.name.clone()));
    files.truncate(most);
    Ok(Found {
        files,
        matching,
        whole: best == query.terms.len(),
    })
}

/// Returns the files that have a term, each with its points.
fn matches(store: &Store, term: &Term) -> Result<HashMap<Id, u32>, LibraryError> {
    let mut found: HashMap<Id, u32> = HashMap::new();
    let mut add = |id, points: u32| {
        let best = found.entry(id).or_default();
        *best = points.max(*best);
    };
    store.of_word(&term.word, term.word.len() > 2, |word, id, weight| {
        let points = if word == term.word {
            points::SAME
        } else {
            points::BEGINS
        };
        add(id, points * u32::from(weight));
    })?;
    for other in &term.others {
        store.of_word(other, false, |_, id, weight| {
            add(id, points::OTHER * u32::from(weight));
        })?;
    }
    Ok(found)
}
