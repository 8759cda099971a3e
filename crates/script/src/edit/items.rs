//! The items of a list of a script as written, even if they cannot be read. The module takes a text
//! and the name of a section, and returns the items of its list in order.

use super::Step;
use super::page::Page;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::Kind;

/// An item of a list of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The place of the item, without its dash.
    pub span: Span,
    /// The `id` of the item, with its place.
    pub id: Option<(String, Span)>,
    /// The `quote` of the item, if it is a plain string.
    pub quote: Option<String>,
    /// The number of the group. Items of the same group have no blank line between them.
    pub group: usize,
}

/// Returns the items of a section; none if the script has no such list.
///
/// # Errors
///
/// Fails if a mistake of form hides a part of the script.
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

/// Returns whether a section of a script is a list.
#[must_use]
pub fn is_list(source: &str, name: &str) -> bool {
    let page = Page::of(source).ok();
    let page = page
        .as_ref()
        .and_then(|page| Some((page, page.root.as_ref()?)));
    let entry = page.and_then(|(page, root)| page.own(root, name));
    entry.is_some_and(|entry| matches!(entry.value.kind, Kind::List(_)))
}

/// Returns the steps that remove items of a section by their indices, the last one first, so that the
/// other indices stay right.
#[must_use]
pub fn removals(section: &str, mut items: Vec<usize>) -> Vec<Step> {
    items.sort_unstable();
    items.dedup();
    let step = |item: usize| Step::Remove {
        path: vec![section.into(), item.into()],
    };
    items.into_iter().rev().map(step).collect()
}

/// Returns the place of the key of a section.
#[must_use]
pub fn section(source: &str, name: &str) -> Option<Span> {
    let page = Page::of(source).ok()?;
    let entry = page.root.as_ref().and_then(|root| page.own(root, name));
    entry.map(|entry| entry.key_span)
}
