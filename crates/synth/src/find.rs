//! Finds sounds of the library by meaning: by their names, their words, the words of their settings
//! and descriptions, and the synonyms of all these.
//!
//! The synonyms come from WordNet, by way of the crate `thesaurus-wordnet`. The build script keeps
//! those that lead to a sound.

mod forms;
mod index;
mod more;
mod net;
mod score;
mod spelling;
mod table;

use std::collections::HashSet;

use cuebook_core::meaning::stem;
use cuebook_core::words;

use crate::recipe::{self, Note};
pub use index::function_words;
use index::{Index, is_function};
use score::Scores;
pub use table::{Row, Table, table};

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

impl By {
    /// Returns the share of the best one's points below which a sound is not shown.
    fn share(self) -> f32 {
        match self {
            By::Name | By::Word | By::Setting => 0.05,
            By::About => 0.12,
            By::Synonym | By::Further => 0.4,
            By::Spelling => 0.4,
        }
    }
}

/// The points from which synonyms are close.
const CLOSE: f32 = 12.0;

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
/// The share of its points that a misspelt word has.
const SPELLED: f32 = 0.1;

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

/// Returns the sounds for a text that are worth to be shown, the best first: those much weaker than the best one are left
/// out.
#[must_use]
pub fn relevant(text: &str) -> Vec<Match> {
    let mut matches = search(text);
    let best = matches.first().map_or(0.0, |best| best.points);
    matches.retain(|found| found.points >= found.by.share() * best);
    matches
}

/// Returns a sound as commands take it: its name, and the settings that were asked for: `train-pass:kind=tram`.
#[must_use]
pub fn written(found: &Match) -> String {
    let settings: Vec<String> = found
        .settings
        .iter()
        .map(|(param, word)| format!("{param}={word}"))
        .collect();
    match settings.is_empty() {
        true => found.note.name.to_owned(),
        false => format!("{}:{}", found.note.name, settings.join(",")),
    }
}

/// Reads a sound with settings as [`written`] writes it; also `train-pass kind: tram`. Returns its name and its settings.
#[must_use]
pub fn parsed(text: &str) -> (&str, Vec<(String, String)>) {
    let text = text.trim();
    let plain = (text, Vec::new());
    let Some(end) = text.find([':', ' ']) else {
        return plain;
    };
    let (name, rest) = text.split_at(end);
    if recipe::note(name).is_none() {
        return plain;
    }
    let rest = rest
        .trim_start_matches([':', ' '])
        .trim_start_matches("(bed)");
    let setting = |part: &str| {
        let (param, value) = part.split_once(['=', ':'])?;
        Some((param.trim().to_owned(), value.trim().to_owned()))
    };
    let parts = rest.split(',').filter(|part| !part.trim().is_empty());
    match parts.map(setting).collect() {
        Some(settings) => (name, settings),
        None => plain,
    }
}

/// Returns whether the best of some sounds is close to what was asked for: it has the words themselves, or their clear
/// synonyms.
#[must_use]
pub fn is_close(matches: &[Match]) -> bool {
    matches
        .first()
        .is_some_and(|best| best.by <= By::About || best.points >= CLOSE)
}

/// Returns the misspelt words of a text, each with the word for which it is taken.
#[must_use]
pub fn respelled(text: &str) -> Vec<(String, &'static str)> {
    let index = Index::of_library();
    let words = terms(text).into_iter();
    let taken = words.filter_map(|word| {
        let known = index.knows(&word);
        let near = spelling::nearest(&word, index.spellings()).filter(|_| !known)?;
        Some((word, near))
    });
    taken.collect()
}

/// Returns the sounds that an unknown name most likely means, the best first: at most three.
#[must_use]
pub fn near(name: &str) -> Vec<&'static str> {
    let found = search(name);
    let spelled = spelling::nearest(name, recipe::names());
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
    match spelling::nearest(word, index.spellings()) {
        Some(near) => index.direct(&stem(near), SPELLED, Some(By::Spelling)),
        None => hits,
    }
}

#[cfg(test)]
mod tests;
