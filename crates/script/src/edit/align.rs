//! Alignment with columns. The module takes the items of a list or the keys of a mapping, and a new
//! one beside them, and returns the text of the new one. It adds extra spaces only where a
//! neighbour has them, up to the neighbour's column.

use super::model::Value;
use super::page::{Page, own_entries};
use super::scalar::{self, Around, WritingStyle};
use super::set;
use cuebook_yaml::{Entry, Kind, Node};

/// Returns a mapping in braces as an item of a list, aligned with the items around it.
pub fn item(
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
            mark: set::neighbour(page, Some(list), key),
            tight,
        };
        let value = scalar::value(value, Around::Flow, style);
        inside.push_str(&format!("{}: {value}", scalar::key(key, Around::Flow)));
    }
    scalar::braces(inside.trim_end(), WritingStyle { mark: None, tight })
}

/// Returns the distance from the brace to the last of some keys, if it is the same in all items
/// that begin with these keys and one of them has more than one space before it.
fn column(page: &Page<'_>, beside: &[&Node<'_>], keys: &[&str]) -> Option<usize> {
    let (mut column, mut padded) = (None, false);
    for node in beside {
        let own: Vec<&Entry<'_>> = own_entries(node).collect();
        let begins = own.len() >= keys.len() && own.iter().zip(keys).all(|(e, k)| e.key == **k);
        if !begins {
            continue;
        }
        let key = own[keys.len() - 1].key_span.start;
        let before = &page.source[node.span.start..key];
        if before.contains('\n') {
            continue;
        }
        let here = before.chars().count();
        if column.is_some_and(|column| column != here) {
            return None;
        }
        column = Some(here);
        padded |= before.ends_with("  ");
    }
    column.filter(|_| padded)
}

/// Returns the gap after a key and its colon that aligns its value with those of the other keys.
pub fn gap(page: &Page<'_>, map: &Node<'_>, width: usize) -> String {
    let (mut column, mut padded) = (None, false);
    for entry in own_entries(map) {
        let (key, value) = (entry.key_span, entry.value.span);
        let between = page.source.get(key.end..value.start).unwrap_or("\n");
        if between.contains('\n') {
            continue;
        }
        let here = page.source[key.start..value.start].chars().count();
        if column.is_some_and(|column| column != here) {
            return " ".to_owned();
        }
        column = Some(here);
        padded |= between.ends_with("  ");
    }
    let wanted = column.filter(|_| padded).unwrap_or(0);
    " ".repeat(wanted.saturating_sub(width + 1).max(1))
}
