//! The word net: the synonyms that lead to words of the library.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::forms::bases;

/// One line a word, in the order of the bytes: the word, a tab, and its synonyms that are one step
/// nearer to a word of the library. `~` is before them if they are no words of the library.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/net.txt"));

/// The rows of the table.
static ROWS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter_map(|row| row.split_once('\t'));
    rows.collect()
});

/// A word to which synonyms lead.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Link {
    pub(super) word: &'static str,
    /// The number of synonyms on the way: 1 or 2.
    pub(super) steps: u8,
    /// How many words the first word leads to: the more, the less it says.
    pub(super) of: usize,
}

/// Returns the words to which a word leads in one step or two. A word that is itself in the library
/// leads only to its synonyms.
pub(super) fn leading(word: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for base in bases(word) {
        let (steps, others) = of(&base);
        let others: Vec<&str> = others.collect();
        if steps == 1 {
            links.extend(others.iter().map(|word| (*word, 1, others.len())));
            continue;
        }
        for other in &others {
            let nearer: Vec<&str> = of(other).1.collect();
            let of = others.len() * nearer.len();
            links.extend(nearer.into_iter().map(|word| (word, 2, of)));
        }
    }
    let mut seen = HashSet::new();
    let links = links.into_iter().filter(|(word, ..)| seen.insert(*word));
    let link = |(word, steps, of)| Link { word, steps, of };
    links.map(link).collect()
}

/// Returns all words of the table.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|(word, _)| *word)
}

/// Returns how many steps a word is from the library, and its synonyms that are one step nearer.
fn of(word: &str) -> (u8, impl Iterator<Item = &'static str>) {
    let place = ROWS.binary_search_by_key(&word, |(known, _)| known);
    let others = place.map_or("", |place| ROWS[place].1);
    let far = others.strip_prefix('~');
    let others = far.unwrap_or(others).split(',');
    let others = others.filter(|other| !other.is_empty());
    (1 + u8::from(far.is_some()), others)
}
