//! The place of a new key in its mapping: behind the keys that usually come before it.

use super::page::{Page, own_entries};
use crate::Script;
use cuebook_yaml::mapping::Declared;
use cuebook_yaml::{Kind, Node};

/// The keys that together name the words of a line, in their order.
const OF_WORDS: [&str; 6] = ["quote", "words", "prefix", "suffix", "nth", "to"];

/// Returns the number of the written entry behind which a new key goes; `None` if it goes to the
/// end.
pub(super) fn before(page: &Page<'_>, map: &Node<'_>, name: &str) -> Option<usize> {
    let is_root = page.root.as_ref().is_some_and(|root| root.span == map.span);
    let keys: Vec<&str> = own_entries(map).map(|entry| &*entry.key).collect();
    let before = match is_root {
        true => {
            let order: Vec<&str> = Script::MAPPING.keys().map(|key| key.name).collect();
            last_of(&keys, &order, name)?
        }
        false if OF_WORDS[2..].contains(&name) => last_of(&keys, &OF_WORDS, name)?,
        false => return None,
    };
    let is_written =
        |node: &Node<'_>| matches!(&node.kind, Kind::Map(all) if all.len() == keys.len());
    (before + 1 < keys.len() && is_written(map)).then_some(before)
}

/// Returns the place of the last of some keys that come before a key in an order.
fn last_of(keys: &[&str], order: &[&str], name: &str) -> Option<usize> {
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let own = rank(name)?;
    keys.iter()
        .rposition(|key| rank(key).is_some_and(|rank| rank < own))
}
