//! Lists and mappings in brackets.
//!
//! In: one, and what comes into it or goes out. Out: splices. Always true: there
//! is one comma between two parts, and comments stay on the line where they were.

use super::page::{Page, Splice};
use crate::diagnostic::Span;
use crate::script::yaml::Node;

/// An item, or a key with its value.
pub struct Part {
    pub span: Span,
    pub comma: Option<usize>,
}

/// What stands between the brackets, told apart by commas.
pub fn parts(page: &Page<'_>, node: &Node<'_>) -> Vec<Part> {
    let bytes = page.source.as_bytes();
    let (mut at, end) = (node.span.start + 1, node.span.end.saturating_sub(1));
    let (mut depth, mut open): (usize, Option<Span>) = (0, None);
    let mut parts = Vec::new();
    while at < end {
        let leaf = page.leaf_at(at).map_or(at, |leaf| leaf.end.min(end));
        if leaf > at {
            let start = open.map_or(at, |span| span.start);
            open = Some(Span::new(start, leaf));
            at = leaf;
            continue;
        }
        if page.is_comment(at) {
            at = page.line_end(at).max(at + 1);
            continue;
        }
        match bytes[at] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.extend(open.take().map(|span| Part {
                    span,
                    comma: Some(at),
                }));
                at += 1;
                continue;
            }
            _ => {}
        }
        if !bytes[at].is_ascii_whitespace() {
            let start = open.map_or(at, |span| span.start);
            open = Some(Span::new(start, at + 1));
        }
        at += 1;
    }
    parts.extend(open.map(|span| Part { span, comma: None }));
    parts
}

/// Adds a part at the end.
pub fn add(page: &Page<'_>, node: &Node<'_>, text: &str) -> Vec<Splice> {
    let parts = parts(page, node);
    let Some(last) = parts.last() else {
        let inside = node.span.start + 1;
        let close = node.span.end - 1;
        if page.source[inside..close].trim().is_empty()
            && !page.source[inside..close].contains('\n')
        {
            let brace = page.source.as_bytes()[node.span.start] == b'{';
            let with = if brace {
                format!(" {text} ")
            } else {
                text.to_owned()
            };
            return vec![Splice::new(inside, close, with)];
        }
        return vec![Splice::new(inside, inside, format!(" {text}"))];
    };
    let own_line = |part: &Part| {
        let start = page.line_start(part.span.start);
        page.source[start..part.span.start].trim().is_empty()
    };
    let stacked = own_line(last) && parts.iter().rev().take(2).all(own_line);
    if !stacked {
        return vec![Splice::new(
            last.span.end,
            last.span.end,
            format!(", {text}"),
        )];
    }
    let start = page.line_start(last.span.start);
    let indent = &page.source[start..last.span.start];
    let behind = last.comma.map_or(last.span.end, |comma| comma + 1);
    let nl = page.nl(behind);
    let end = page.line_end(behind);
    // The bracket may close on the same line.
    let place = if end < node.span.end { end } else { behind };
    match last.comma {
        Some(_) => vec![Splice::new(place, place, format!("{nl}{indent}{text},"))],
        None if place == behind => vec![Splice::new(place, place, format!(",{nl}{indent}{text}"))],
        None => vec![
            Splice::new(behind, behind, ","),
            Splice::new(place, place, format!("{nl}{indent}{text}")),
        ],
    }
}

/// Takes a part out, with its comma.
pub fn take(page: &Page<'_>, node: &Node<'_>, index: usize) -> Vec<Splice> {
    let parts = parts(page, node);
    let Some(part) = parts.get(index) else {
        return Vec::new();
    };
    let line = page.line_start(part.span.start);
    let behind = part.comma.map_or(part.span.end, |comma| comma + 1);
    let rest = page.source[behind..page.line_end(behind)].trim_start();
    let alone = page.source[line..part.span.start].trim().is_empty();
    if alone && line > node.span.start && (rest.is_empty() || rest.starts_with('#')) {
        return vec![Splice::new(line, page.next_line(behind), "")];
    }
    if part.comma.is_some() {
        let spaces = page.source[behind..]
            .bytes()
            .take_while(|b| *b == b' ')
            .count();
        let end = if rest.starts_with('#') {
            behind
        } else {
            behind + spaces
        };
        return vec![Splice::new(part.span.start, end, "")];
    }
    match index.checked_sub(1).and_then(|before| parts[before].comma) {
        Some(comma) if !page.has_comment(comma, part.span.start) => {
            vec![Splice::new(comma, part.span.end, "")]
        }
        _ => vec![Splice::new(part.span.start, part.span.end, "")],
    }
}
