//! What all formats of Twine have: links, and signs for the look of text.

use super::{Lines, Link, Node, settings};

/// Reads `[[…]]` at the start of a text. Returns its length.
pub(super) fn link(text: &str, lines: Lines, whole: (&str, usize)) -> Option<(Link, usize)> {
    let inner = text.strip_prefix("[[")?;
    let end = inner.find("]]")?;
    let (inner, length) = (&inner[..end], end + 4);
    // `[[words|passage][$x to 1]]` sets a value.
    let (inner, sets) = match inner.split_once("][") {
        Some((inner, sets)) => (inner, settings::settings(sets)),
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
    let sets = sets.into_iter().flatten();
    let link = Link {
        words: words.trim().to_owned(),
        body: sets.map(|(name, value)| Node::Set(name, value)).collect(),
        to: Some(to.trim().to_owned()),
        at: lines.at(whole.0, whole.1),
    };
    Some((link, length))
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

/// Returns the length of a name of a variable at the start of a text, after `$`.
pub(super) fn variable(text: &str) -> Option<usize> {
    let name = text.strip_prefix('$')?;
    let fits = |c: char| c.is_alphanumeric() || c == '_';
    let end = name.find(|c: char| !fits(c)).unwrap_or(name.len());
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_name && end > 0).then_some(end + 1)
}
