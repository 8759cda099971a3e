//! The items of a list of a script as they are written, whether they can be read or not.
//!
//! Takes a text and the name of a section. Returns as many items as the list has, in its order.

use super::page::Page;
use crate::diagnostic::{Diagnostic, Span};
use cuebook_yaml::Kind;

/// An item of a list of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub span: Span,
    /// Its `id` and the place of the id.
    pub id: Option<(String, Span)>,
    /// Its `quote`, if that is plain words.
    pub quote: Option<String>,
    /// Items with the same number have no blank line between them.
    pub group: usize,
}

/// The items of a section; none if the script has no such list.
///
/// # Errors
/// When the form of the script hides a part of it.
pub fn items(source: &str, section: &str) -> Result<Vec<Item>, Box<Diagnostic>> {
    let page = Page::of(source)?;
    let entry = page.root.as_ref().and_then(|root| page.own(root, section));
    let Some(list) = entry.map(|entry| &entry.value) else {
        return Ok(Vec::new());
    };
    let Kind::List(nodes) = &list.kind else {
        return Ok(Vec::new());
    };
    let dashes = match page.is_flow(list) {
        true => None,
        false => page.dashes(list, nodes.len()).ok(),
    };
    let groups = dashes.map_or_else(|| vec![0; nodes.len()], |dashes| page.groups(&dashes));
    let items = nodes.iter().zip(groups).map(|(node, group)| {
        let word = |key: &str| {
            let Kind::Map(entries) = &node.kind else {
                return None;
            };
            let entry = entries.iter().find(|entry| entry.key == key)?;
            match &entry.value.kind {
                Kind::Scalar(text, _) => Some((text.to_string(), entry.value.span)),
                _ => None,
            }
        };
        Item {
            span: node.span,
            id: word("id"),
            quote: word("quote").map(|(words, _)| words),
            group,
        }
    });
    Ok(items.collect())
}

/// The place of the key of a section.
#[must_use]
pub fn section(source: &str, name: &str) -> Option<Span> {
    let page = Page::of(source).ok()?;
    let entry = page.root.as_ref().and_then(|root| page.own(root, name));
    entry.map(|entry| entry.key_span)
}
