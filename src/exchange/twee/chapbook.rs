//! Passages in Chapbook: variables before `--`, modifiers such as `[if courage > 1]`, and inserts
//! such as `{courage}`.

use super::expression::{self, Expr};
use super::{Lines, Node, markup};

/// Reads the content of a passage.
pub(super) fn nodes(text: &str, lines: Lines) -> Vec<Node> {
    let mut nodes = Vec::new();
    let (head, body) = match text.split_once("\n--\n") {
        Some((head, body)) => (head, body),
        None => match text.strip_prefix("--\n") {
            Some(body) => ("", body),
            None => ("", text),
        },
    };
    let body_at = text.len() - body.len();
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        nodes.push(variable(line, lines));
    }
    let mut arm: Option<Vec<Node>> = None;
    let mut at = body_at;
    for line in body.split_inclusive('\n') {
        let trimmed = line.trim();
        let modifier = trimmed
            .strip_prefix('[')
            .and_then(|inner| inner.strip_suffix(']'))
            .filter(|inner| !inner.starts_with('['));
        match modifier {
            Some(modifier) => {
                close(&mut nodes, &mut arm);
                for part in modifier.split(';') {
                    modify(part.trim(), (text, lines, at), &mut nodes, &mut arm);
                }
            }
            None => {
                let own = content(line, (text, lines, at));
                arm.as_mut().unwrap_or(&mut nodes).extend(own);
            }
        }
        at += line.len();
    }
    close(&mut nodes, &mut arm);
    nodes
}

/// Adds the content of a modifier to its condition.
fn close(nodes: &mut [Node], arm: &mut Option<Vec<Node>>) {
    if let (Some(arm), Some(Node::Branch(arms))) = (arm.take(), nodes.last_mut())
        && let Some((_, last)) = arms.last_mut()
    {
        *last = arm;
    }
}

fn modify(
    part: &str,
    (text, lines, at): (&str, Lines, usize),
    nodes: &mut Vec<Node>,
    arm: &mut Option<Vec<Node>>,
) {
    let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
    match word {
        "if" | "unless" => {
            let read = expression::read(rest);
            let condition = match word {
                "if" => read,
                _ => Expr::Not(Box::new(read)),
            };
            nodes.push(Node::Branch(vec![(Some(condition), Vec::new())]));
            *arm = Some(Vec::new());
        }
        "else" => {
            if let Some(Node::Branch(arms)) = nodes.last_mut() {
                arms.push((None, Vec::new()));
                *arm = Some(Vec::new());
            }
        }
        "continue" | "cont" | "cont'd" | "align" => {}
        _ => nodes.push(Node::lost(&format!("[{part}]"), lines.at(text, at))),
    }
}

/// Reads `name: value` or `name (condition): value`.
fn variable(line: &str, lines: Lines) -> Node {
    let lost = || {
        Node::lost(
            line.trim(),
            super::At {
                file: 0,
                line: lines.first,
                column: 1,
            },
        )
    };
    let Some((name, value)) = line.split_once(':') else {
        return lost();
    };
    let (name, condition) = match name.split_once('(') {
        Some((name, condition)) => (name, Some(condition.trim_end().trim_end_matches(')'))),
        None => (name, None),
    };
    let set = Node::Set(name.trim().to_owned(), expression::read(value.trim()));
    match condition {
        None => set,
        Some(condition) => {
            let condition = Some(expression::read(condition));
            Node::Branch(vec![(condition, vec![set])])
        }
    }
}

/// Reads text with links and inserts.
fn content(line: &str, (text, lines, at): (&str, Lines, usize)) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let here = at + line.len() - rest.len();
        if rest.starts_with("[[")
            && let Some((link, length)) = markup::link(rest, lines, (text, here))
        {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            nodes.push(Node::Link(link));
            rest = &rest[length..];
            continue;
        }
        if c == '{'
            && let Some(end) = rest.find('}')
        {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            nodes.push(insert(&rest[1..end], lines.at(text, here)));
            rest = &rest[end + 1..];
            continue;
        }
        plain.push(c);
        rest = &rest[c.len_utf8()..];
    }
    markup::text(&mut nodes, &plain);
    nodes
}

fn insert(words: &str, at: super::At) -> Node {
    if let Some(name) = words.strip_prefix("embed passage:") {
        return Node::Include(super::harlowe::unquoted(name));
    }
    let is_name = words
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    match is_name && !words.is_empty() {
        true => Node::Print(Expr::Variable(words.to_owned())),
        false => Node::lost(&format!("{{{words}}}"), at),
    }
}
