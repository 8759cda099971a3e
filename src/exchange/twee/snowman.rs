//! Passages in Snowman: `<% s.x = 1 %>`, `<%= s.x %>`, `<% if (s.x) { %>…<% } %>`.

use super::expression::{self, Expr};
use super::{Lines, Node, markup, settings};

/// The arms of a condition that is open, and the content around it.
struct Open {
    arms: Vec<(Option<Expr>, Vec<Node>)>,
    condition: Option<Expr>,
    outer: Vec<Node>,
}

/// Reads the content of a passage.
pub(super) fn nodes(text: &str, lines: Lines) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut rest = text;
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        if rest.starts_with("[[")
            && let Some((link, length)) = markup::link(rest, lines, (text, at))
        {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            nodes.push(Node::Link(link));
            rest = &rest[length..];
            continue;
        }
        if let Some(code) = rest.strip_prefix("<%")
            && let Some(end) = code.find("%>")
        {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            let code = &code[..end];
            match code.strip_prefix(['=', '-']) {
                Some(value) => nodes.push(Node::Print(expression::read(value))),
                None => statement(code.trim(), lines.at(text, at), &mut nodes, &mut open),
            }
            rest = &rest[end + 4..];
            continue;
        }
        plain.push(c);
        rest = &rest[c.len_utf8()..];
    }
    markup::text(&mut nodes, &plain);
    while !open.is_empty() {
        close(&mut nodes, &mut open);
    }
    nodes
}

fn statement(code: &str, at: super::At, nodes: &mut Vec<Node>, open: &mut Vec<Open>) {
    let bare: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let condition = |head: &str| {
        let inner = bare.strip_prefix(head)?.trim_start();
        let inner = inner.strip_suffix('{')?.trim_end();
        let inner = inner.strip_prefix('(')?.strip_suffix(')')?;
        Some(expression::read(inner))
    };
    if let Some(condition) = condition("if") {
        open.push(Open {
            arms: Vec::new(),
            condition: Some(condition),
            outer: std::mem::take(nodes),
        });
    } else if let Some(condition) = condition("} else if") {
        arm(nodes, open, Some(condition));
    } else if bare == "} else {" {
        arm(nodes, open, None);
    } else if bare == "}" {
        close(nodes, open);
    } else if let Some(sets) = settings::settings(&bare) {
        nodes.extend(sets.into_iter().map(|(name, value)| Node::Set(name, value)));
    } else {
        nodes.push(Node::lost(&format!("<% {bare} %>"), at));
    }
}

fn arm(nodes: &mut Vec<Node>, open: &mut [Open], condition: Option<Expr>) {
    if let Some(last) = open.last_mut() {
        let own = std::mem::replace(&mut last.condition, condition);
        last.arms.push((own, std::mem::take(nodes)));
    }
}

fn close(nodes: &mut Vec<Node>, open: &mut Vec<Open>) {
    if let Some(mut last) = open.pop() {
        let inner = std::mem::replace(nodes, last.outer);
        last.arms.push((last.condition, inner));
        nodes.push(Node::Branch(last.arms));
    }
}
