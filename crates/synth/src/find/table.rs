//! The search as a table, for a page that searches without this program.

use std::collections::BTreeMap;

use cuebook_core::meaning::stem;

use super::index::Index;
use super::net;
use crate::recipe;

/// The most sounds of one word.
const MOST: usize = 12;

/// Returns the stems of all words that find something. Each has its sounds, by their places in
/// [`recipe::notes`], with their points, the best first.
#[must_use]
pub fn table() -> BTreeMap<String, Vec<(usize, u32)>> {
    let index = Index::of_library();
    let led = net::words().filter(|word| !word.contains(' '));
    let mut words: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for word in led {
        words.entry(stem(word)).or_default().push(word);
    }
    for stem in index.stems() {
        words.entry(stem.to_owned()).or_default();
    }
    let places: BTreeMap<&str, usize> = recipe::names().zip(0..).collect();
    let rows = words.into_iter().map(|(stem, forms)| {
        let mut hits = index.direct(&stem, 1.0, None);
        for form in forms {
            hits.extend(index.led(form));
        }
        let mut sounds: Vec<(usize, u32)> = hits
            .iter()
            .map(|(note, points)| (places[note.name], points.round() as u32))
            .filter(|(_, points)| *points > 0)
            .collect();
        sounds.sort_by_key(|(place, points)| (std::cmp::Reverse(*points), *place));
        sounds.truncate(MOST);
        (stem, sounds)
    });
    rows.filter(|(_, sounds)| !sounds.is_empty()).collect()
}
