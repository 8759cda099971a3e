//! Adds a key or an item. The functions return the splices. A new part is on separate lines if its
//! neighbours are, and is written in their style.

use super::model::Value;
use super::page::{Page, own_entries, refused};
use super::scalar::{self, Around};
use super::{Beside, Key, align, flow, place, set};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::splice::Splice;
use cuebook_yaml::{Entry, Kind, Node};

type Spliced = Result<Vec<Splice>, Box<Diagnostic>>;

/// Adds a key to a mapping.
pub(super) fn key(
    page: &Page<'_>,
    map: &Node<'_>,
    name: &str,
    value: &Value,
    mark: Option<char>,
) -> Spliced {
    let before = place::before(page, map, name);
    if page.is_flow(map) {
        let text = scalar::entry((name, value), Around::Flow, page.style(mark));
        return Ok(match before {
            Some(before) => flow::beside(page, map, Beside::Behind(before), &text),
            None => flow::add(page, map, &text),
        });
    }
    let Some(first) = own_entries(map).min_by_key(|entry| entry.key_span.start) else {
        let why = "all keys of this mapping are merged in, so no key can be added";
        return Err(refused(map.span, why));
    };
    let column = page.column(first.key_span.start);
    let before = before.and_then(|index| own_entries(map).nth(index));
    let end = page.end_of_lines(before.map_or(map.span.end, |before| page.written(before).end));
    let nl = page.nl(end);
    let indent = " ".repeat(column);
    let is_line =
        |entry: &Entry<'_>| page.line_end(entry.key_span.start) >= page.written(entry).end;
    let joins = matches!(value, Value::Text(_)) && before.is_some_and(is_line);
    let blank = match column == 0 && spaced(page, map) && !joins {
        true => nl,
        false => "",
    };
    let text = block_entry(page, map, (name, value), column, mark, nl);
    let text = format!("{nl}{blank}{indent}{text}");
    Ok(vec![Splice::new(end, end, text)])
}

/// Returns whether the keys of a mapping are separated by blank lines.
fn spaced(page: &Page<'_>, map: &Node<'_>) -> bool {
    let starts: Vec<usize> = own_entries(map).map(|entry| entry.key_span.start).collect();
    match starts.as_slice() {
        [_, .., last] => page.is_apart(*last),
        _ => false,
    }
}

/// Returns a key with its value, as a block if its neighbours are blocks.
fn block_entry(
    page: &Page<'_>,
    map: &Node<'_>,
    (name, value): (&str, &Value),
    column: usize,
    mark: Option<char>,
    nl: &str,
) -> String {
    let key = scalar::key(name, Around::Block);
    let style = page.style(mark);
    let step = own_entries(map)
        .filter(|entry| !page.is_flow(&entry.value) && entry.value.span.start > entry.key_span.end)
        .find_map(|entry| match &entry.value.kind {
            Kind::Map(inner) => inner.first().map(|inner| page.column(inner.key_span.start)),
            _ => None,
        });
    let section = column == 0;
    match value {
        Value::Map(entries) if !entries.is_empty() && (step.is_some() || section) => {
            let indent = " ".repeat(step.unwrap_or(column + 2).max(column + 1));
            let lines = entries.iter().map(|(key, value)| {
                let entry = scalar::entry((key, value), Around::Block, style);
                format!("{nl}{indent}{entry}")
            });
            format!("{key}:{}", lines.collect::<String>())
        }
        Value::List(items) if section && !items.is_empty() => {
            let items = items
                .iter()
                .map(|item| format!("{nl}  - {}", scalar::value(item, Around::Block, style)));
            format!("{key}:{}", items.collect::<String>())
        }
        _ => {
            let gap = align::gap(page, map, key.chars().count());
            let value = scalar::value(value, Around::Block, style);
            format!("{key}:{gap}{value}").trim_end().to_owned()
        }
    }
}

/// Adds an item to a list of the script. A missing list is created.
pub(super) fn push(page: &Page<'_>, path: &[Key], item: &Value) -> Spliced {
    if page.root.is_none() {
        return set::begun(page, path, &Value::List(vec![item.clone()]));
    }
    let (root, name) = holder(page, path)?;
    let Some(entry) = page.own(root, name) else {
        return key(page, root, name, &Value::List(vec![item.clone()]), None);
    };
    match &entry.value.kind {
        Kind::List(items) if !items.is_empty() => {
            into(page, entry, Beside::Behind(items.len() - 1), item)
        }
        Kind::List(_) if !page.is_alias(entry) => {
            let text = scalar::value(item, Around::Flow, page.style(None));
            Ok(flow::add(page, &entry.value, &text))
        }
        _ if entry.value.is_empty() => Ok(first(page, root, entry, item)),
        _ => Err(refused(entry.value.span, format!("`{name}` is not a list"))),
    }
}

/// Adds an item to a list of the script, beside another one.
pub(super) fn beside(page: &Page<'_>, path: &[Key], beside: Beside, item: &Value) -> Spliced {
    let (root, name) = holder(page, path)?;
    match page.own(root, name) {
        Some(entry) if matches!(entry.value.kind, Kind::List(_)) => into(page, entry, beside, item),
        _ => Err(refused(root.span, format!("`{name}` is not a list"))),
    }
}

/// Returns the mapping that has the last key of a path, and this key.
fn holder<'p, 's>(
    page: &'p Page<'s>,
    path: &'p [Key],
) -> Result<(&'p Node<'s>, &'p str), Box<Diagnostic>> {
    let Some(root) = page.root.as_ref() else {
        return Err(refused(Span::default(), "the script is empty"));
    };
    let Some((Key::Name(name), way)) = path.split_last() else {
        return Err(refused(root.span, "this list does not exist"));
    };
    let mut here = root;
    for key in way {
        let (node, entry) = page
            .child(here, key)
            .ok_or_else(|| refused(here.span, "this list does not exist"))?;
        if let Some(entry) = entry.filter(|entry| page.is_alias(entry)) {
            let why = "this is an alias, and its value is also used elsewhere";
            return Err(refused(page.written(entry), why));
        }
        here = node;
    }
    match here.kind {
        Kind::Map(_) => Ok((here, name)),
        _ => Err(refused(here.span, "this is not a mapping")),
    }
}

fn into(page: &Page<'_>, entry: &Entry<'_>, beside: Beside, item: &Value) -> Spliced {
    let list = &entry.value;
    let Kind::List(items) = &list.kind else {
        return Err(refused(list.span, "this is not a list"));
    };
    let neighbour = match beside {
        Beside::Before(index) | Beside::Behind(index) => index,
    };
    if page.is_alias(entry) || neighbour >= items.len() {
        return Err(refused(
            page.written(entry),
            "no item can be added to this list",
        ));
    }
    if page.is_flow(list) {
        let all: Vec<usize> = (0..items.len()).collect();
        let text = item_text(page, list, &all, item);
        return Ok(flow::beside(page, list, beside, &text));
    }
    let dashes = page.dashes(list, items.len())?;
    let groups = page.groups(&dashes);
    let around: Vec<usize> = (0..items.len())
        .filter(|index| groups[*index] == groups[neighbour])
        .collect();
    let text = block_item(page, list, (items, &dashes, &around), beside, item);
    let end = match beside {
        Beside::Before(index) => {
            let start = page.line_start(dashes[index]);
            let text = format!("{text}{}", page.nl(start));
            return Ok(vec![Splice::new(start, start, text)]);
        }
        Beside::Behind(index) => page.item_end(items, &dashes, index),
    };
    let nl = page.nl(end);
    let every = dashes.len() > 1 && dashes[1..].iter().all(|dash| page.is_apart(*dash));
    let blank = if every { nl } else { "" };
    Ok(vec![Splice::new(end, end, format!("{nl}{blank}{text}"))])
}

/// Returns an item with its dash, as a block if neither neighbour is in brackets.
fn block_item(
    page: &Page<'_>,
    list: &Node<'_>,
    (items, dashes, around): (&[Node<'_>], &[usize], &[usize]),
    beside: Beside,
    item: &Value,
) -> String {
    let column = page.column(dashes[0]);
    let indent = " ".repeat(column);
    let index = beside.index();
    let near = [index.checked_sub(1), Some(index)];
    let near: Vec<&Node<'_>> = near
        .into_iter()
        .flatten()
        .filter(|near| around.contains(near))
        .filter_map(|near| items.get(near))
        .collect();
    let block = |node: &&&Node<'_>| matches!(node.kind, Kind::Map(_)) && !page.is_flow(node);
    let model = near.iter().find(block).copied();
    match (item, model) {
        (Value::Map(entries), Some(node)) if near.iter().all(|node| block(&node)) => {
            let keys = own_entries(node).map(|entry| entry.key_span.start).min();
            let inner = keys.map_or(column + 2, |at| page.column(at));
            let inner = inner.max(column + 2);
            let lines = entries.iter().map(|(key, value)| {
                let mark = page.mark_beside(Some(list), key);
                scalar::entry((key, value), Around::Block, page.style(mark))
            });
            let joint = format!("{}{}", page.nl(dashes[0]), " ".repeat(inner));
            let gap = " ".repeat(inner - column - 1);
            let lines = lines.collect::<Vec<_>>().join(&joint);
            format!("{indent}-{gap}{lines}")
        }
        _ => format!("{indent}- {}", item_text(page, list, around, item)),
    }
}

/// Adds the first item to a list that is only a key so far.
fn first(page: &Page<'_>, root: &Node<'_>, entry: &Entry<'_>, item: &Value) -> Vec<Splice> {
    let span = page.written(entry);
    let text = scalar::value(item, Around::Flow, page.style(None));
    if page.is_flow(root) || span.end > span.start {
        let gap = if span.end > span.start { "" } else { " " };
        return vec![Splice::new(span.start, span.end, format!("{gap}[{text}]"))];
    }
    let end = page.line_end(entry.key_span.end);
    let indent = " ".repeat(page.column(entry.key_span.start) + 2);
    let text = format!("{}{indent}- {text}", page.nl(end));
    vec![Splice::new(end, end, text)]
}

/// Returns an item in brackets, in the style of the items around it.
fn item_text(page: &Page<'_>, list: &Node<'_>, around: &[usize], item: &Value) -> String {
    match item {
        Value::Map(entries) if !entries.is_empty() => align::item(page, list, around, entries),
        _ => scalar::value(item, Around::Flow, page.style(None)),
    }
}
