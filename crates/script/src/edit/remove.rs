//! Removes a key or an item. The module takes a path and returns splices. A comment above an item
//! is removed with it only if it clearly is about that item: it touches the item, and touches
//! nothing else.

use super::page::{Page, comment_within, refused};
use super::{Key, flow};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::splice::Splice;
use cuebook_yaml::{Entry, Kind, Node};

type Spliced = Result<Vec<Splice>, Box<Diagnostic>>;

const NOT_HERE: &str = "this does not exist here";

pub(super) fn remove(page: &Page<'_>, path: &[Key]) -> Spliced {
    let (Some(mut here), Some((last, way))) = (page.root.as_ref(), path.split_last()) else {
        return Err(refused(Span::default(), "the path is empty"));
    };
    let mut entry: Option<&Entry<'_>> = None;
    for key in way {
        let child = page.child(here, key);
        (here, entry) = child.ok_or_else(|| refused(Span::default(), NOT_HERE))?;
    }
    match (last, &here.kind) {
        (Key::Name(_), Kind::Map(all)) if all.len() == 1 && !page.is_flow(here) => match entry {
            Some(entry) if entry.value.span == here.span => only(page, entry),
            _ => Err(refused(
                here.span,
                "nothing else is written here, so this cannot be removed",
            )),
        },
        (Key::Name(name), Kind::Map(_)) => key(page, here, name, way.len() == 1),
        (Key::At(index), Kind::List(items)) if *index < items.len() => match page.is_flow(here) {
            true => Ok(flow::take(page, here, *index, true)),
            false => item(page, here, items, (*index, entry)),
        },
        _ => Err(refused(here.span, NOT_HERE)),
    }
}

/// Removes a key. A comment on its line stays, unless the key is a name of a section, such as a
/// role: then the comment is about the name.
fn key(page: &Page<'_>, map: &Node<'_>, name: &str, is_of_section: bool) -> Spliced {
    let Some(entry) = page.own(map, name) else {
        let is_merged =
            matches!(&map.kind, Kind::Map(all) if all.iter().any(|entry| entry.key == name));
        let why = match is_merged {
            true => format!("`{name}` is merged in from another mapping"),
            false => format!("`{name}` is not set here, so it cannot be removed"),
        };
        return Err(refused(map.span, why));
    };
    let start = entry.key_span.start;
    let written = page.written(entry);
    if page.has_comment(start, written.end) {
        return Err(comment_within(entry.key_span, &format!("`{name}`")));
    }
    if page.is_flow(map) {
        let parts = flow::parts(page, map);
        let holds = |part: &flow::Part| part.span.range().contains(&start);
        let index = parts.iter().position(holds);
        return Ok(flow::take(page, map, index.unwrap_or(usize::MAX), false));
    }
    let end = page.end_of_lines(written.end);
    // The last line of the value has nothing after it, or a comment, which stays.
    let comment = page.has_comment(written.end, end) && !is_of_section;
    let behind = page.source[written.end..end].trim_start();
    let stays = end - behind.len();
    let line = page.line_start(start);
    if page.source[line..start].trim().is_empty() {
        return Ok(vec![match comment {
            true => Splice::new(start, stays, ""),
            false => lines(page, line, end),
        }]);
    }
    // After a dash: the next key takes its place.
    let next = super::page::own_entries(map)
        .map(|e| e.key_span.start)
        .filter(|at| *at > start)
        .min();
    match next {
        Some(_) if comment => Ok(vec![Splice::new(start, stays, "")]),
        Some(next) if !page.has_comment(end, next) => Ok(vec![Splice::new(start, next, "")]),
        Some(_) => Ok(vec![Splice::new(start, written.end, "")]),
        None => Err(refused(
            entry.key_span,
            "nothing else is written here, so this cannot be removed",
        )),
    }
}

/// Removes the last key of a mapping. Only the brackets are left.
fn only(page: &Page<'_>, entry: &Entry<'_>) -> Spliced {
    let (start, end) = (entry.key_span.end + 1, entry.value.span.end);
    if page.has_comment(start, end) || !page.source[..start].ends_with(':') {
        let why = "this contains a comment, which would be lost";
        return Err(refused(entry.key_span, why));
    }
    Ok(vec![Splice::new(start, end, " {}")])
}

/// Removes whole lines. A last line without a line end is removed with the line end before it.
fn lines(page: &Page<'_>, start: usize, end: usize) -> Splice {
    let next = page.next_line(end);
    if next == page.source.len() && !page.source.ends_with('\n') && start > page.top() {
        let before = page.source[..start]
            .strip_suffix('\n')
            .unwrap_or(&page.source[..start]);
        let before = before.strip_suffix('\r').unwrap_or(before);
        return Splice::new(before.len(), next, "");
    }
    Splice::new(start, next, "")
}

fn item(
    page: &Page<'_>,
    list: &Node<'_>,
    items: &[Node<'_>],
    (index, entry): (usize, Option<&Entry<'_>>),
) -> Spliced {
    let dashes = page.dashes(list, items.len())?;
    let dash = dashes[index];
    let node = &items[index];
    let end = page.item_end(items, &dashes, index);
    let start = page.line_start(dash);
    if !page.source[start..dash].trim().is_empty() {
        return Err(refused(
            node.span,
            "this list is written in a way that cannot be edited",
        ));
    }
    let above = if belongs(page, &dashes, index) {
        comment_above(page, dash)
    } else {
        start
    };
    let mut splices = vec![lines(page, above, end)];
    if let (1, Some(entry)) = (items.len(), entry) {
        let colon = page.source[entry.key_span.end..]
            .find(':')
            .map_or(0, |at| at + 1);
        let colon = entry.key_span.end + colon;
        splices.insert(0, Splice::new(colon, colon, " []"));
    }
    Ok(splices)
}

/// Returns where the comment begins that touches an item from above, or the start of the item's
/// line if there is none.
fn comment_above(page: &Page<'_>, dash: usize) -> usize {
    let mut start = page.line_start(dash);
    let indent = &page.source[start..dash];
    while start > page.top() {
        let line = page.line_start(start - 1);
        let words = page.source[line..start].strip_prefix(indent);
        let heading = words.is_some_and(|w| {
            w.trim_matches(['#', '-', '=', '*', ' ', '\r', '\n'])
                .is_empty()
        });
        if line >= start || heading || !words.is_some_and(|words| words.starts_with('#')) {
            break;
        }
        start = line;
    }
    start
}

/// Returns whether a comment above an item is about that item only. This is so if the next item has
/// a comment too, is set apart by a blank line, or does not exist, and if the first item is not
/// under a heading.
fn belongs(page: &Page<'_>, dashes: &[usize], index: usize) -> bool {
    let commented = |dash: usize| comment_above(page, dash) < page.line_start(dash);
    match (index, dashes.get(index + 1)) {
        (0, None) => false,
        (0, Some(next)) => commented(*next),
        (_, None) => true,
        (_, Some(next)) => commented(*next) || page.is_apart(*next),
    }
}
