//! Finds sounds of the library by meaning: by their names, their words, the words of their settings
//! and descriptions, and the synonyms of all these.
//!
//! The synonyms come from WordNet, by way of the crate `thesaurus-wordnet`. The build script keeps
//! those that lead to a sound.

mod forms;
mod index;
mod net;
mod score;
mod table;

use std::collections::HashSet;

use cuebook_core::diagnostic::nearest;
use cuebook_core::meaning::stem;
use cuebook_core::words;

use crate::recipe::{self, Note};
pub use index::function_words;
use index::{Index, is_function};
use score::Scores;
pub use table::table;

words! {
    /// How a sound was found, the surest first.
    #[derive(PartialOrd, Ord)]
    pub enum By: "a way to find a sound" {
        /// By its name.
        Name = "name",
        /// By one of its words.
        Word = "word",
        /// By a word of a setting.
        Setting = "setting",
        /// By a word of its description, category or folder.
        About = "about",
        /// By a synonym.
        Synonym = "synonym",
        /// By a synonym of a synonym.
        Further = "further",
        /// By a word with nearly the same letters.
        Spelling = "spelling",
    }
}

/// A sound that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The sound.
    pub note: &'static Note,
    /// How it was found: of several words, by the surest.
    pub by: By,
    /// The settings that make it the sound that was asked for: the parameter and its word.
    pub settings: Vec<(&'static str, &'static str)>,
    /// How well it fits, to compare with the others.
    pub points: f32,
}

/// The most sounds that are offered in place of an unknown one.
const MOST_OFFERED: usize = 3;
/// The share of the points of the best one that an offered sound has.
const OFFERED: f32 = 0.3;

/// Returns the sounds for a text of one word or several, the best first.
#[must_use]
pub fn search(text: &str) -> Vec<Match> {
    let index = Index::of_library();
    let words = terms(text);
    let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    let mut scores = Scores::new(words.len());
    for (word, stem) in words.iter().zip(&stems) {
        scores.add(&hits(index, word, stem));
    }
    scores.whole(index, &stems);
    if words.len() > 1 {
        scores.add_more(&index.led(&words.join(" ")));
    }
    scores.into_matches()
}

/// Returns the sounds that an unknown name most likely means, the best first: at most three.
#[must_use]
pub fn near(name: &str) -> Vec<&'static str> {
    let found = search(name);
    let spelled = nearest(name, recipe::names());
    // One word that is known is no misspelt name.
    let sure = found.first().is_some_and(|best| best.by <= By::Setting) && terms(name).len() == 1;
    if let Some(spelled) = spelled.filter(|_| !sure) {
        return vec![spelled];
    }
    let best = found.first().map_or(0.0, |best| best.points);
    let offered = found
        .iter()
        .filter(|found| found.points >= OFFERED * best)
        .take(MOST_OFFERED);
    offered.map(|found| found.note.name).collect()
}

/// Returns the words that mean nearly the same as a word: its synonyms among the words of the
/// library, and the first words of the sounds that it names.
#[must_use]
pub fn synonyms(word: &str) -> Vec<&'static str> {
    const SIBLINGS: usize = 3;
    let own = stem(word);
    let linked = net::leading(word).into_iter();
    let linked = linked.filter(|link| link.steps == 1).map(|link| link.word);
    let named = recipe::notes().filter(|note| note.words.iter().any(|known| stem(known) == own));
    let siblings = named.flat_map(|note| note.words.iter().take(SIBLINGS).copied());
    let mut seen = HashSet::from([own.clone()]);
    linked
        .chain(siblings)
        .filter(|other| !other.contains(' ') && seen.insert(stem(other)))
        .collect()
}

/// Returns the words of the library that mean the same as a word. A word of several meanings has none.
#[must_use]
pub fn same(word: &str) -> Vec<&'static str> {
    const CLEAR: usize = 3;
    let index = Index::of_library();
    if index.is_own(word) || is_function(word) {
        return Vec::new();
    }
    let links = net::leading(word).into_iter();
    let clear = links.filter(|link| link.steps == 1 && link.of <= CLEAR);
    let words = clear.map(|link| link.word);
    words.filter(|word| !word.contains(' ')).collect()
}

/// Returns the words of a text that mean something, in small letters.
fn terms(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words = words.map(|word| word.strip_suffix("'s").unwrap_or(word).trim_matches('\''));
    let all: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let telling: Vec<String> = all
        .iter()
        .filter(|word| !is_function(word))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}

/// Returns the stems of the parts of a name.
fn stems_of(name: &str) -> Vec<String> {
    name.split('-').map(stem).collect()
}

/// Returns what a word finds: directly and by synonyms, else by its parts, else by its spelling.
fn hits(index: &Index, word: &str, stem_of: &str) -> score::Hits {
    let mut hits = index.direct(stem_of, 1.0, None);
    hits.extend(index.led(word));
    if !hits.is_empty() {
        return hits;
    }
    if let Some((one, other)) = index.parts(word) {
        hits.extend(index.direct(&stem(other), 0.5, None));
        hits.extend(index.direct(&stem(one), 0.25, None));
        return hits;
    }
    match nearest(word, index.spellings()) {
        Some(near) => index.direct(&stem(near), 0.1, Some(By::Spelling)),
        None => hits,
    }
}

#[cfg(test)]
mod tests;
