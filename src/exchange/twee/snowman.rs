//! Passages in Snowman: `<% s.x = 1 %>`, `<%= s.x %>`, `<% if (s.x) { %>…<% } %>`.

use super::expression::{self, Expr};
use super::{AS_TEXT, At, Lines, Node, TO_END, markup, settings};

/// The arms of a condition that is open, and the content around it.
struct Open {
    arms: Vec<(Option<Expr>, Vec<Node>)>,
    condition: Option<Expr>,
    outer: Vec<Node>,
    /// Its code and its place.
    code: String,
    at: At,
}

/// Reads the content of a passage.
pub(super) fn nodes(text: &str, lines: Lines) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut rest = text;
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        if let Some((linked, length)) = markup::link(rest, lines, (text, at)) {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            nodes.extend(linked);
            rest = &rest[length..];
            continue;
        }
        if let Some(code) = rest.strip_prefix("<%") {
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            let place = lines.at(text, at);
            // Another code before its end shows that it is not closed.
            match code.find("%>").filter(|end| !code[..*end].contains("<%")) {
                Some(end) => {
                    let code = &code[..end];
                    match code.strip_prefix(['=', '-']) {
                        Some(value) => nodes.push(Node::Print(expression::read(value))),
                        None => statement(code.trim(), place, &mut nodes, &mut open),
                    }
                    rest = &rest[end + 4..];
                    continue;
                }
                None => nodes.push(Node::unclosed("<%", "%>", AS_TEXT, place)),
            }
        }
        plain.push(c);
        rest = &rest[c.len_utf8()..];
    }
    markup::text(&mut nodes, &plain);
    while let Some(last) = open.last() {
        let begins = format!("<% {} %>", last.code);
        nodes.push(Node::unclosed(&begins, "<% } %>", TO_END, last.at));
        close(&mut nodes, &mut open);
    }
    nodes
}

fn statement(code: &str, at: At, nodes: &mut Vec<Node>, open: &mut Vec<Open>) {
    let bare: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let condition = |head: &str| {
        let inner = bare.strip_prefix(head)?.trim_start();
        let inner = inner.strip_suffix('{')?.trim_end();
        let inner = inner.strip_prefix('(')?.strip_suffix(')')?;
        Some(expression::read(inner))
    };
    let goes_on = bare.starts_with('}');
    if goes_on && open.is_empty() {
        nodes.push(Node::unopened(
            &format!("<% {bare} %>"),
            "<% if (…) { %>",
            at,
        ));
    } else if let Some(condition) = condition("} else if") {
        arm(nodes, open, Some(condition));
    } else if bare == "} else {" {
        arm(nodes, open, None);
    } else if bare == "}" {
        close(nodes, open);
    } else if bare.ends_with('{') && !goes_on {
        let condition = condition("if");
        if condition.is_none() {
            // A loop or a function: its content is heard once.
            nodes.push(Node::lost(&format!("<% {bare} %>"), at));
        }
        open.push(Open {
            arms: Vec::new(),
            condition,
            outer: std::mem::take(nodes),
            code: bare,
            at,
        });
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
