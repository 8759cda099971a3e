//! What all formats of Twine have: links, and signs for the look of text.

use super::{Lines, Link, Node, settings};

/// Reads `[[…]]` at the start of a text. Returns the link, with notes before it, and its length. A
/// link that is not closed ends with its line, or at a single `]`.
pub(super) fn link(text: &str, lines: Lines, whole: (&str, usize)) -> Option<(Vec<Node>, usize)> {
    let inner = text.strip_prefix("[[")?;
    let at = lines.at(whole.0, whole.1);
    let line = inner.split('\n').next().unwrap_or_default();
    let (line, is_cut) = match line.split_once("[[") {
        Some((line, _)) => (line, true),
        None => (line, false),
    };
    let mut nodes = Vec::new();
    let (inner, length) = match (line.find("]]"), line.find(']')) {
        (Some(end), _) => (&line[..end], end + 4),
        (None, single) => {
            nodes.push(Node::unclosed(
                "[[",
                "]]",
                match (single, is_cut) {
                    (Some(_), _) => "the link ends at the `]`",
                    (None, true) => "the link ends at the next `[[`",
                    (None, false) => "the link ends with the line",
                },
                at,
            ));
            let end = single.unwrap_or(line.len());
            (&line[..end], 2 + end + usize::from(single.is_some()))
        }
    };
    // `[[words|passage][$x to 1]]` sets a value.
    let (inner, sets) = match inner.split_once("][") {
        Some((inner, sets)) => (inner, Some(sets)),
        None => (inner, None),
    };
    let (words, to) = if let Some((words, to)) = inner.rsplit_once("->") {
        (words, to)
    } else if let Some((to, words)) = inner.split_once("<-") {
        (words, to)
    } else if let Some((words, to)) = inner.split_once('|') {
        (words, to)
    } else {
        (inner, inner)
    };
    let body = sets.map(|sets| (sets, settings::settings(sets)));
    if let Some((sets, None)) = &body {
        nodes.push(Node::lost(&format!("[{sets}]"), at));
    }
    let sets = body.into_iter().filter_map(|(_, sets)| sets).flatten();
    if !to.trim().is_empty() {
        nodes.push(Node::Link(Link {
            words: words.trim().to_owned(),
            body: sets.map(|(name, value)| Node::Set(name, value)).collect(),
            to: Some(to.trim().to_owned()),
            at,
        }));
    }
    Some((nodes, length))
}

/// Adds text, line by line, without the signs for its look.
pub(super) fn text(nodes: &mut Vec<Node>, text: &str) {
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            nodes.push(Node::Newline);
        }
        let plain = plain(line);
        if !plain.is_empty() {
            nodes.push(Node::Text(plain));
        }
    }
}

/// Returns text without signs for its look, tags of HTML and comments.
fn plain(line: &str) -> String {
    let mut line = line.to_owned();
    for signs in ["''", "//", "**", "__", "~~", "^^"] {
        // `//` in an address is no sign.
        if line.matches(signs).count() > 1 && !line.contains("://") {
            line = line.replace(signs, "");
        }
    }
    let trimmed = line.trim_start();
    let headed = trimmed.trim_start_matches(['!', '#']);
    if headed.len() < trimmed.len() && (headed.starts_with(' ') || trimmed.starts_with('!')) {
        line = headed.trim_start().to_owned();
    }
    without_tags(&line)
}

/// Returns text without tags of HTML.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let is_tag =
            rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = rest[at..].find('>').filter(|_| is_tag);
        out.push_str(&rest[..at]);
        match end {
            Some(end) => {
                if rest[at..].starts_with("<br") {
                    out.push(' ');
                }
                rest = &rest[at + end + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Reads the name of a variable at a place of a text, `$name` or, for one that is temporary, `_name`.
/// Returns the name without `$`, and its length.
pub(super) fn variable(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &text[at..];
    let sign = rest.chars().next().filter(|c| matches!(c, '$' | '_'))?;
    let fits = |c: char| c.is_alphanumeric() || c == '_';
    let name = &rest[1..];
    let end = name.find(|c: char| !fits(c)).unwrap_or(name.len());
    let begins = |c: char| c.is_alphabetic() || (c == '_' && sign == '$');
    if !name.starts_with(begins) {
        return None;
    }
    if sign == '$' {
        return Some((&name[..end], end + 1));
    }
    // `_` may also be a sign for the look of text, or within a word.
    let is_within = text[..at].ends_with(fits) || name[..end].ends_with('_');
    (!is_within).then(|| (&rest[..=end], end + 1))
}
