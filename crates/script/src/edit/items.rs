//! The items of a list of a script as written, even if they cannot be read. The module takes a text
//! and the name of a section, and returns the items of its list in order.

use super::Step;
use super::guess::{self, Guess};
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

/// A script as written, parsed once for several questions about it.
pub struct Written<'s>(Page<'s>);

impl<'s> Written<'s> {
    /// Parses a script.
    ///
    /// # Errors
    ///
    /// Fails if the script is not well-formed.
    pub fn of(source: &'s str) -> Result<Written<'s>, Box<Diagnostic>> {
        Page::of(source).map(Written)
    }

    /// Returns the items of a section; none if the script has no such list.
    #[must_use]
    pub fn items(&self, section: &str) -> Vec<Item> {
        items_of(&self.0, section)
    }

    /// Returns the guesses of the script in the order of the file.
    #[must_use]
    pub fn guesses(&self) -> Vec<Guess> {
        guess::found(&self.0)
    }
}

/// Returns the items of a section; none if the script has no such list.
///
/// # Errors
///
/// Fails if the script is not well-formed.
pub fn items(source: &str, section: &str) -> Result<Vec<Item>, Box<Diagnostic>> {
    Ok(Written::of(source)?.items(section))
}

fn items_of(page: &Page<'_>, section: &str) -> Vec<Item> {
    let entry = page.root.as_ref().and_then(|root| page.own(root, section));
    let Some(list) = entry.map(|entry| &entry.value) else {
        return Vec::new();
    };
    let Kind::List(nodes) = &list.kind else {
        return Vec::new();
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
    items.collect()
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
