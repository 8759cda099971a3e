//! Alignment with columns. The module takes the items of a list or the keys of a mapping, and a new
//! one beside them, and returns the text of the new one. It adds extra spaces only where a
//! neighbour has them, up to the neighbour's column.

use std::collections::BTreeSet;

use super::model::Value;
use super::page::{Page, own_entries};
use super::scalar::{self, Around, WritingStyle};
use cuebook_yaml::{Entry, Kind, Node};

/// Returns a mapping in braces as an item of a list, aligned with the items around it.
pub(super) fn item(
    page: &Page<'_>,
    list: &Node<'_>,
    around: &[usize],
    item: &[(String, Value)],
) -> String {
    let items: &[Node<'_>] = match &list.kind {
        Kind::List(items) => items,
        _ => &[],
    };
    let beside: Vec<&Node<'_>> = around
        .iter()
        .filter_map(|index| items.get(*index))
        .filter(|node| page.is_flow(node) && list.span.start <= node.span.start)
        .collect();
    let style = page.style(None);
    let tight = beside.first().map_or(style.tight, |node| {
        !node.span.of(page.source)[1..].starts_with(char::is_whitespace)
    });
    let mut inside = String::new();
    for (place, (key, value)) in item.iter().enumerate() {
        if place > 0 {
            inside.push_str(", ");
            let keys: Vec<&str> = item[..=place].iter().map(|(key, _)| key.as_str()).collect();
            let offset = inside.chars().count() + if tight { 1 } else { 2 };
            let column = column(page, &beside, &keys).unwrap_or(0);
            inside.extend(std::iter::repeat_n(' ', column.saturating_sub(offset)));
        }
        let style = WritingStyle {
            mark: page.mark_beside(Some(list), key),
            tight,
        };
        inside.push_str(&scalar::entry((key, value), Around::Flow, style));
    }
    scalar::braces(&inside, WritingStyle { mark: None, tight })
}

/// Returns the distance from the brace to the last of some keys in the items that begin with these
/// keys.
fn column(page: &Page<'_>, beside: &[&Node<'_>], keys: &[&str]) -> Option<usize> {
    shared(beside.iter().filter_map(|node| {
        let own: Vec<&Entry<'_>> = own_entries(node).collect();
        let begins = own.len() >= keys.len() && own.iter().zip(keys).all(|(e, k)| e.key == **k);
        let key = own.get(keys.len() - 1).filter(|_| begins)?.key_span;
        Some(&page.source[node.span.start..key.start])
    }))
}

/// Returns the gap after a key and its colon that aligns its value with those of the other keys.
pub(super) fn gap(page: &Page<'_>, map: &Node<'_>, width: usize) -> String {
    let before = own_entries(map).filter_map(|entry| {
        let (key, value) = (entry.key_span, entry.value.span);
        page.source.get(key.start..value.start)
    });
    let wanted = shared(before).unwrap_or(0);
    " ".repeat(wanted.saturating_sub(width + 1).max(1))
}

/// Returns the length of some texts on one line, if all have the same and one of them ends with
/// more than one space.
fn shared<'s>(texts: impl Iterator<Item = &'s str>) -> Option<usize> {
    let texts: Vec<&str> = texts.filter(|text| !text.contains('\n')).collect();
    let lengths: BTreeSet<usize> = texts.iter().map(|text| text.chars().count()).collect();
    let padded = texts.iter().any(|text| text.ends_with("  "));
    let first = lengths.first().copied();
    first.filter(|_| padded && lengths.len() == 1)
}
