//! The library: the recipes of `sounds/`, compiled into the binary.
//!
//! A recipe has the name of its file. Each is read when it is first used.

use std::sync::OnceLock;

use super::Recipe;

/// Every recipe's name and text, sorted by name.
pub(super) const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/recipes.rs"));

/// Returns the recipe with this name.
pub(super) fn find(name: &str) -> Option<&'static Recipe> {
    static READ: [OnceLock<Option<Recipe>>; TEXTS.len()] = [const { OnceLock::new() }; TEXTS.len()];
    let place = TEXTS.binary_search_by_key(&name, |(known, _)| known).ok()?;
    let (name, text) = TEXTS[place];
    READ[place]
        .get_or_init(|| Recipe::read(name, text, &[]).ok())
        .as_ref()
}

/// Returns the text of the recipe with this name.
pub(super) fn text(name: &str) -> Option<&'static str> {
    let place = TEXTS.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(TEXTS[place].1)
}
