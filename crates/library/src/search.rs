//! Finds files by words.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use cuebook_core::diagnostic::nearest;
use cuebook_core::sound_format::LIBRARY;

use crate::store::{Id, Store};
use crate::{Entry, LibraryError, music, words};

/// The files to find: those that have a word of each term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms.
    pub terms: Vec<Term>,
    /// The categories, of which a file must have one; empty for any.
    pub categories: Vec<Category>,
}

/// A category of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Category {
    /// Those with an id that begins with these letters: `DOOR`, `DOORWood`.
    Id(String),
    /// Those with this word in their name, their title, their folders or their genre.
    Word(String),
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
        let (tempo, key) = (music::tempo(text), music::key(text));
        let is_music = |part: &String| {
            tempo.is_some() && part == "bpm"
                || key.is_some() && ["minor", "major", "min", "maj"].contains(&part.as_str())
        };
        let facts = tempo.map(music::tempo_word).into_iter();
        let facts = facts
            .chain(key.as_deref().map(music::key_word))
            .map(|word| Term {
                word,
                others: Vec::new(),
            });
        let parts = words::parts(text)
            .into_iter()
            .filter(|part| !is_music(part));
        let terms = parts.map(|part| {
            let word = words::key(&part);
            let others = same(&part).into_iter().map(words::key);
            Term {
                others: others.filter(|other| *other != word).collect(),
                word,
            }
        });
        Query {
            terms: terms.chain(facts).collect(),
            categories: Vec::new(),
        }
    }

    /// Returns the query for files of some categories only.
    #[must_use]
    pub fn of_categories(self, categories: Vec<Category>) -> Query {
        Query { categories, ..self }
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
    /// The words that no file has, each with the one that was taken for it.
    pub respelled: Vec<(String, String)>,
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
    let mut respelled = Vec::new();
    for term in &query.terms {
        let mut hits = matches(store, term)?;
        if hits.is_empty()
            && let Some(near) = near_word(store, &term.word)?
        {
            let others = Vec::new();
            hits = matches(
                store,
                &Term {
                    word: near.clone(),
                    others,
                },
            )?;
            respelled.push((term.word.clone(), near));
        }
        for (id, points) in hits {
            let score = scores.entry(id).or_default();
            *score = (score.0 + 1, score.1 + points);
        }
    }
    if let Some(within) = of_categories(store, &query.categories)? {
        if query.terms.is_empty() {
            scores = within.iter().map(|id| (*id, (0, 0))).collect();
        }
        scores.retain(|id, _| within.contains(id));
    }
    let mut faulty: HashSet<Id> = HashSet::new();
    store.of_word(words::FAULTY, false, |_, id, _| {
        faulty.insert(id);
    })?;
    let best = scores.values().map(|(terms, _)| *terms).max().unwrap_or(0);
    let mut found: Vec<(Id, u32)> = scores
        .into_iter()
        .filter(|(_, (terms, _))| *terms == best)
        .map(|(id, (_, points))| (id, points))
        .collect();
    let matching = found.len();
    // A file that cannot be read is of no use: it is the last.
    found.sort_by_key(|(id, points)| (faulty.contains(id), Reverse(*points), *id));
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
        respelled,
    })
}

/// Returns the files of some categories; `None` if any will do.
fn of_categories(
    store: &Store,
    categories: &[Category],
) -> Result<Option<HashSet<Id>>, LibraryError> {
    if categories.is_empty() {
        return Ok(None);
    }
    let mut within = HashSet::new();
    for category in categories {
        match category {
            Category::Id(letters) => {
                store.of_word(&words::category_word(letters), true, |_, id, _| {
                    within.insert(id);
                })?;
            }
            Category::Word(word) => store.of_word(&words::key(word), false, |_, id, weight| {
                if weight > words::weight::ABOUT {
                    within.insert(id);
                }
            })?,
        }
    }
    Ok(Some(within))
}

/// Returns the word of the index that a misspelt one means. It begins with the same letter.
fn near_word(store: &Store, word: &str) -> Result<Option<String>, LibraryError> {
    const SHORTEST: usize = 4;
    let Some(first) = word
        .chars()
        .next()
        .filter(|_| word.len() >= SHORTEST && !word.starts_with('='))
    else {
        return Ok(None);
    };
    let known = store.words_from(&first.to_string())?;
    let near = nearest(word, known.iter().map(String::as_str));
    Ok(near.map(str::to_owned))
}

/// Returns the names of the files that an unknown name most likely means, the best first.
pub(crate) fn near(
    store: &Store,
    folders: &[PathBuf],
    name: &str,
    most: usize,
) -> Result<Vec<String>, LibraryError> {
    let name = name.strip_prefix(LIBRARY).unwrap_or(name);
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = Query::of(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    // The name says most; of the folder is taken what helps.
    let own = run(store, folders, &file, 50)?;
    let mut names: Vec<String> = own.files.into_iter().map(|entry| entry.name).collect();
    let folder = folder.to_lowercase();
    names.sort_by_key(|name| !name.to_lowercase().contains(&folder));
    names.truncate(most);
    Ok(names)
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
