//! Passages in Chapbook: variables before `--`, modifiers such as `[if courage > 1]`, and inserts
//! such as `{courage}`.

use super::expression::{self, Expr};
use super::{AS_TEXT, Arms, At, Lines, Node, markup};

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
    for (number, line) in head.lines().enumerate() {
        if !line.trim().is_empty() {
            let at = At {
                file: 0,
                line: lines.first + number,
                column: 1,
            };
            nodes.push(variable(line, at));
        }
    }
    let mut arm: Option<Vec<Node>> = None;
    let mut at = body_at;
    for line in body.split_inclusive('\n') {
        match modifier(line.trim()) {
            Some((modifier, is_closed)) => {
                close(&mut nodes, &mut arm);
                if !is_closed {
                    let place = lines.at(text, at);
                    nodes.push(Node::unclosed("[", "]", "it ends with the line", place));
                }
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

/// Returns the modifier that a line is, and whether it is closed.
fn modifier(line: &str) -> Option<(&str, bool)> {
    const WORDS: [&str; 6] = ["if", "unless", "else", "continue", "cont", "cont'd"];
    let inner = line.strip_prefix('[')?;
    if inner.starts_with('[') {
        return None;
    }
    match inner.strip_suffix(']') {
        Some(inner) => Some((inner, true)),
        None => {
            let word = inner.split([' ', ';']).next().unwrap_or_default();
            (WORDS.contains(&word) && !inner.contains(']')).then_some((inner, false))
        }
    }
}

/// Adds the content of a modifier to its condition.
fn close(nodes: &mut [Node], arm: &mut Option<Vec<Node>>) {
    if let (Some(arm), Some(arms)) = (arm.take(), open_arms(nodes))
        && let Some((_, last)) = arms.last_mut()
    {
        *last = arm;
    }
}

/// Returns the arms of the condition that is the last thing here, besides notes.
fn open_arms(nodes: &mut [Node]) -> Option<&mut Arms> {
    let mut last = nodes.iter_mut().rev();
    match last.find(|node| !matches!(node, Node::Lost(_)))? {
        Node::Branch(arms) => Some(arms),
        _ => None,
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
        "else" => match open_arms(nodes) {
            Some(arms) => {
                arms.push((None, Vec::new()));
                *arm = Some(Vec::new());
            }
            None => nodes.push(Node::unopened("[else]", "[if …]", lines.at(text, at))),
        },
        "continue" | "cont" | "cont'd" | "align" => {}
        _ => nodes.push(Node::lost(&format!("[{part}]"), lines.at(text, at))),
    }
}

/// Reads `name: value` or `name (condition): value`.
fn variable(line: &str, at: At) -> Node {
    let Some((name, value)) = line.split_once(':') else {
        return Node::lost(line.trim(), at);
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
        if let Some((linked, length)) = markup::link(rest, lines, (text, here)) {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            nodes.extend(linked);
            rest = &rest[length..];
            continue;
        }
        if c == '{' {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            let place = lines.at(text, here);
            // Another insert before its end shows that it is not closed.
            match rest.find('}').filter(|end| !rest[1..*end].contains('{')) {
                Some(end) => {
                    nodes.push(insert(&rest[1..end], place));
                    rest = &rest[end + 1..];
                    continue;
                }
                None => nodes.push(Node::unclosed("{", "}", AS_TEXT, place)),
            }
        }
        plain.push(c);
        rest = &rest[c.len_utf8()..];
    }
    markup::text(&mut nodes, &plain);
    nodes
}

fn insert(words: &str, at: At) -> Node {
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
