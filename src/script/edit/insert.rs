//! Adding a key or an item.
//!
//! In: where, and what. Out: splices. Always true: what comes in stands at the
//! end of what it comes into, written as its neighbours are.

use super::model::Value;
use super::page::{Page, Splice, own_entries};
use super::scalar::{self, Around};
use super::{Key, flow, refused, set};
use crate::diagnostic::{Diagnostic, Span};
use crate::script::yaml::{Entry, Kind, Node};

type Spliced = Result<Vec<Splice>, Box<Diagnostic>>;

/// Adds a key to a mapping.
pub fn key(
    page: &Page<'_>,
    map: &Node<'_>,
    name: &str,
    value: &Value,
    mark: Option<char>,
) -> Spliced {
    if page.is_flow(map) {
        let text = scalar::value(value, Around::Flow, mark);
        let text = format!("{}: {text}", scalar::key(name, Around::Flow));
        return Ok(flow::add(page, map, text.trim_end()));
    }
    let Some(first) = own_entries(map).min_by_key(|entry| entry.key_span.start) else {
        return Err(refused(
            map.span,
            "this mapping has no keys of its own to write beside",
        ));
    };
    let column = page.column(first.key_span.start);
    let end = page.end_of_lines(map.span.end);
    let nl = page.nl(end);
    let indent = " ".repeat(column);
    let blank = if column == 0 && spaced(page, map) {
        nl
    } else {
        ""
    };
    let text = block_entry(page, map, (name, value), column, mark, nl);
    Ok(vec![Splice::new(
        end,
        end,
        format!("{nl}{blank}{indent}{text}"),
    )])
}

/// Whether the keys of a mapping are set apart by blank lines.
fn spaced(page: &Page<'_>, map: &Node<'_>) -> bool {
    let starts: Vec<usize> = own_entries(map).map(|entry| entry.key_span.start).collect();
    let blank_before = |at: &usize| {
        let before = &page.source[..page.line_start(*at)];
        let line = before.strip_suffix('\n').unwrap_or(before);
        line.rsplit('\n')
            .next()
            .is_some_and(|line| line.trim().is_empty())
    };
    starts
        .last()
        .is_some_and(|last| starts.len() > 1 && blank_before(last))
}

/// A key with its value, as a block where its neighbours are blocks.
fn block_entry(
    page: &Page<'_>,
    map: &Node<'_>,
    (name, value): (&str, &Value),
    column: usize,
    mark: Option<char>,
    nl: &str,
) -> String {
    let key = scalar::key(name, Around::Block);
    let step = own_entries(map)
        .filter(|entry| !page.is_flow(&entry.value) && entry.value.span.start > entry.key_span.end)
        .find_map(|entry| match &entry.value.kind {
            Kind::Map(inner) => inner.first().map(|inner| page.column(inner.key_span.start)),
            _ => None,
        });
    let section = column == 0;
    match value {
        Value::Map(entries) if !entries.is_empty() && (step.is_some() || section) => {
            let indent = " ".repeat(step.unwrap_or(column + 2));
            let lines = entries.iter().map(|(key, value)| {
                let key = scalar::key(key, Around::Block);
                let value = scalar::value(value, Around::Block, mark);
                format!("{nl}{indent}{key}: {value}").trim_end().to_owned()
            });
            // Trimming takes no line end, since a key stands behind it.
            format!("{key}:{}", lines.collect::<String>())
        }
        Value::List(items) if section && !items.is_empty() => {
            let items = items
                .iter()
                .map(|item| format!("{nl}  - {}", scalar::value(item, Around::Block, mark)));
            format!("{key}:{}", items.collect::<String>())
        }
        _ => format!("{key}: {}", scalar::value(value, Around::Block, mark))
            .trim_end()
            .to_owned(),
    }
}

/// Adds an item to a list of the script, and the list where it lacks.
pub fn push(page: &Page<'_>, path: &[Key], item: &Value) -> Spliced {
    let (Some(root), [Key::Name(name)]) = (page.root.as_ref(), path) else {
        return Err(refused(Span::default(), "the script is empty"));
    };
    let Some(entry) = page.own(root, name) else {
        return key(page, root, name, &Value::List(vec![item.clone()]), None);
    };
    if entry.value.is_empty() {
        return Ok(first(page, root, entry, item));
    }
    let Kind::List(items) = &entry.value.kind else {
        return Err(refused(entry.value.span, format!("`{name}` is not a list")));
    };
    if page.is_flow(&entry.value) {
        let text = item_text(page, &entry.value, item, Around::Flow);
        return Ok(flow::add(page, &entry.value, &text));
    }
    let dashes = page.dashes(&entry.value, items.len())?;
    Ok(vec![block_item(page, &entry.value, item, &dashes)])
}

/// The first item of a list that is a key only.
fn first(page: &Page<'_>, root: &Node<'_>, entry: &Entry<'_>, item: &Value) -> Vec<Splice> {
    let span = page.written(entry);
    let text = scalar::value(item, Around::Flow, None);
    if page.is_flow(root) || span.end > span.start {
        let gap = if span.end > span.start { "" } else { " " };
        return vec![Splice::new(span.start, span.end, format!("{gap}[{text}]"))];
    }
    let end = page.line_end(entry.key_span.end);
    let indent = " ".repeat(page.column(entry.key_span.start) + 2);
    vec![Splice::new(
        end,
        end,
        format!("{}{indent}- {text}", page.nl(end)),
    )]
}

/// A mapping in brackets, with the quotation marks of its neighbours.
fn item_text(page: &Page<'_>, list: &Node<'_>, item: &Value, around: Around) -> String {
    let Value::Map(entries) = item else {
        return scalar::value(item, around, None);
    };
    let entries = entries.iter().map(|(key, value)| {
        let mark = set::neighbour(page, Some(list), key);
        let value = scalar::value(value, Around::Flow, mark);
        format!("{}: {value}", scalar::key(key, Around::Flow))
    });
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

fn block_item(page: &Page<'_>, list: &Node<'_>, item: &Value, dashes: &[usize]) -> Splice {
    let end = page.end_of_lines(list.span.end);
    let nl = page.nl(end);
    let column = page.column(dashes[0]);
    let blank = match dashes {
        [.., before, last] => {
            let between = &page.source[*before..*last];
            let mut lines = between.lines().skip(1);
            lines
                .any(|line| line.trim().is_empty())
                .then_some(nl)
                .unwrap_or_default()
        }
        _ => "",
    };
    let indent = " ".repeat(column);
    let items: &[Node<'_>] = match &list.kind {
        Kind::List(items) => items,
        _ => &[],
    };
    let own = items
        .iter()
        .rev()
        .find(|node| node.span.start >= list.span.start);
    let stacked = own.is_some_and(|node| matches!(node.kind, Kind::Map(_)) && !page.is_flow(node));
    let text = match (item, own) {
        (Value::Map(entries), Some(node)) if stacked => {
            let keys = own_entries(node).map(|entry| entry.key_span.start).min();
            let inner = keys
                .map_or(column + 2, |at| page.column(at))
                .max(column + 2);
            let lines = entries.iter().map(|(key, value)| {
                let mark = set::neighbour(page, Some(list), key);
                format!(
                    "{}: {}",
                    scalar::key(key, Around::Block),
                    scalar::value(value, Around::Block, mark)
                )
            });
            let joint = format!("{nl}{}", " ".repeat(inner));
            let gap = " ".repeat(inner - column - 1);
            format!("-{gap}{}", lines.collect::<Vec<_>>().join(&joint))
        }
        _ => format!("- {}", item_text(page, list, item, Around::Block)),
    };
    Splice::new(end, end, format!("{nl}{blank}{indent}{text}"))
}
