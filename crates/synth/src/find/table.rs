//! The search as a table, for a page that searches without this program.

use std::collections::BTreeMap;

use cuebook_core::meaning::stem;
use serde::Serialize;

use super::index::Index;
use super::{By, CLOSE, SPELLED, net};
use crate::recipe;

/// The most sounds of one word.
const MOST: usize = 24;

/// A sound that a word finds: its place in [`recipe::notes`], its points, and the place of the way in [`By`].
pub type Row = (usize, u32, usize);

/// What a page needs to find and to order sounds as the program does.
#[derive(Debug, Serialize)]
pub struct Table {
    /// The stems of all words that find something, each with its sounds, the best first.
    pub finds: BTreeMap<String, Vec<Row>>,
    /// The phrases: the stems of their words, a sound, a share of the points, and whether they are its name.
    pub phrases: Vec<(Vec<String>, usize, f32, bool)>,
    /// The words for which a misspelt one is taken.
    pub spellings: Vec<&'static str>,
    /// Words that say nothing.
    pub empty: Vec<&'static str>,
    /// For each way, the share of the best points below which a sound is not shown.
    pub shares: Vec<f32>,
    /// The points from which synonyms are close.
    pub close: f32,
    /// The share of its points that a misspelt word has.
    pub spelled: f32,
}

/// Returns the table.
#[must_use]
pub fn table() -> Table {
    let index = Index::of_library();
    let places: BTreeMap<&str, usize> = recipe::names().zip(0..).collect();
    let phrases = index
        .phrases
        .iter()
        .filter(|phrase| !phrase.stems.is_empty());
    let phrases = phrases.map(|phrase| {
        let sound = places[phrase.sound.name];
        (phrase.stems.clone(), sound, phrase.share, phrase.is_name)
    });
    Table {
        finds: finds(index, &places),
        phrases: phrases.collect(),
        spellings: index.spellings().collect(),
        empty: super::function_words().collect(),
        shares: By::NAMES.iter().map(|(_, by)| by.share()).collect(),
        close: CLOSE,
        spelled: SPELLED,
    }
}

fn finds(index: &Index, places: &BTreeMap<&str, usize>) -> BTreeMap<String, Vec<Row>> {
    let led = net::words().filter(|word| !word.contains(' '));
    let mut words: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for word in led {
        words.entry(stem(word)).or_default().push(word);
    }
    for stem in index.stems() {
        words.entry(stem.to_owned()).or_default();
    }
    let rows = words.into_iter().map(|(stem, forms)| {
        let mut hits = index.direct(&stem, 1.0, None);
        for form in forms {
            hits.extend(index.led(form));
        }
        let way = |by: By| {
            By::NAMES
                .iter()
                .position(|(_, known)| *known == by)
                .unwrap_or(0)
        };
        let mut sounds: Vec<Row> = hits
            .iter()
            .map(|(note, by, points)| (places[note.name], points.round() as u32, way(by)))
            .filter(|(_, points, _)| *points > 0)
            .collect();
        sounds.sort_by_key(|(place, points, _)| (std::cmp::Reverse(*points), *place));
        sounds.truncate(MOST);
        (stem, sounds)
    });
    rows.filter(|(_, sounds)| !sounds.is_empty()).collect()
}
