//! Lists of words, which are separated by white space.

/// Returns whether a list has a word.
pub(in crate::reading) fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// Returns what a list of pairs `word=value` has for a word.
pub(in crate::reading) fn value_of(list: &'static str, word: &str) -> Option<&'static str> {
    let pairs = list.split_ascii_whitespace();
    let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(listed, _)| *listed == word)
        .map(|(_, value)| value)
}
