//! Lists and mappings in brackets. The functions return the splices that add or remove a part. One
//! comma stays between two parts, and comments stay on their line.

use super::Beside;
use super::page::Page;
use cuebook_core::diagnostic::Span;
use cuebook_yaml::splice::Splice;
use cuebook_yaml::{Node, Sign};

/// An item, or a key with its value.
pub(super) struct Part {
    pub span: Span,
    pub comma: Option<usize>,
}

/// Returns the parts between the brackets, separated by commas.
pub(super) fn parts(page: &Page<'_>, node: &Node<'_>) -> Vec<Part> {
    let inside = page.within(node.span.start + 1, node.span.end.saturating_sub(1));
    let (mut depth, mut open): (usize, Option<Span>) = (0, None);
    let mut parts = Vec::new();
    for token in inside {
        match token.sign {
            Sign::Comment => continue,
            Sign::Open => depth += 1,
            Sign::Close => depth = depth.saturating_sub(1),
            Sign::Comma if depth == 0 => {
                let comma = Some(token.span.start);
                parts.extend(open.take().map(|span| Part { span, comma }));
                continue;
            }
            _ => {}
        }
        let start = open.map_or(token.span.start, |span| span.start);
        open = Some(Span::new(start, token.span.end));
    }
    parts.extend(open.map(|span| Part { span, comma: None }));
    parts
}

/// Adds a part at the end.
pub(super) fn add(page: &Page<'_>, node: &Node<'_>, text: &str) -> Vec<Splice> {
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

/// Adds a part beside another one.
pub(super) fn beside(page: &Page<'_>, node: &Node<'_>, beside: Beside, text: &str) -> Vec<Splice> {
    let parts = parts(page, node);
    let Some(next) = parts.get(beside.index()) else {
        return add(page, node, text);
    };
    let start = page.line_start(next.span.start);
    let indent = &page.source[start..next.span.start];
    if !indent.trim().is_empty() {
        let at = next.span.start;
        return vec![Splice::new(at, at, format!("{text}, "))];
    }
    let comma = match beside {
        Beside::Behind(index) => parts.get(index).and_then(|part| part.comma),
        Beside::Before(_) => None,
    };
    // After the line on which the part before it ends, with its comment.
    let line = comma
        .map(|comma| page.line_end(comma))
        .filter(|end| *end < start);
    match line {
        Some(end) => vec![Splice::new(
            end,
            end,
            format!("{}{indent}{text},", page.nl(end)),
        )],
        None => vec![Splice::new(
            start,
            start,
            format!("{indent}{text},{}", page.nl(start)),
        )],
    }
}

/// Removes a part with its comma. The comment after an item that is alone on its lines is removed
/// too; any other comment stays.
pub(super) fn take(page: &Page<'_>, node: &Node<'_>, index: usize, item: bool) -> Vec<Splice> {
    let parts = parts(page, node);
    let Some(part) = parts.get(index) else {
        return Vec::new();
    };
    let (inside, close) = (node.span.start + 1, node.span.end - 1);
    if parts.len() == 1 && !page.has_comment(inside, close) {
        // Empty brackets have no space in them.
        return vec![Splice::new(inside, close, "")];
    }
    let line = page.line_start(part.span.start);
    let far = part
        .comma
        .filter(|comma| page.has_comment(part.span.end, *comma));
    let behind = match part.comma {
        Some(comma) if far.is_none() => comma + 1,
        _ => part.span.end,
    };
    let comma = far.map(|comma| Splice::new(comma, comma + 1, ""));
    let rest = page.source[behind..page.line_end(behind)].trim_start();
    let alone = page.source[line..part.span.start].trim().is_empty() && line > node.span.start;
    let comment = item && rest.starts_with('#') && far.is_none();
    let first = if alone && (rest.is_empty() || comment) {
        Splice::new(line, page.next_line(behind), "")
    } else if part.comma.is_some() {
        let blanks = page.source[behind..].bytes().take_while(|b| *b == b' ');
        // One space stays before a comment.
        let stays = usize::from(rest.starts_with('#') && !alone);
        let end = behind + blanks.count().saturating_sub(stays);
        Splice::new(part.span.start, end, "")
    } else {
        match index.checked_sub(1).and_then(|before| parts[before].comma) {
            Some(comma) if !page.has_comment(comma, part.span.start) => {
                Splice::new(comma, part.span.end, "")
            }
            _ => Splice::new(part.span.start, part.span.end, ""),
        }
    };
    std::iter::once(first).chain(comma).collect()
}
