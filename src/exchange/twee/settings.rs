//! Settings, such as `$x to 3`, and lists of values.

use super::expression::{Expr, Reader, read};
use crate::exchange::branching::Operation;

/// Reads a setting, such as `$x to 3`, `$x += 1`, `s.x = 2`; several have commas or semicolons.
pub(super) fn settings(text: &str) -> Option<Vec<(String, Expr)>> {
    let parts = divided(text, &[';', ',']);
    let read = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty());
    let read: Option<Vec<(String, Expr)>> = read.map(setting).collect();
    read.filter(|read| !read.is_empty())
}

fn setting(text: &str) -> Option<(String, Expr)> {
    let mut reader = Reader::new(text);
    let Expr::Variable(name) = reader.operand()? else {
        return None;
    };
    reader.blanks();
    let rest = reader.rest();
    let own = Expr::Variable(name.clone());
    let changed = |operation, by| Expr::Both(operation, Box::new((own.clone(), by)));
    for (sign, operation) in [
        ("++", Operation::Plus),
        ("--", Operation::Minus),
        ("+=", Operation::Plus),
        ("-=", Operation::Minus),
        ("*=", Operation::Times),
    ] {
        let Some(value) = rest.strip_prefix(sign) else {
            continue;
        };
        let by = match sign {
            "++" | "--" => Expr::Number(1),
            _ => read(value),
        };
        return Some((name, changed(operation, by)));
    }
    let value = ["to ", "= ", "="]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))?;
    let value = read(value.trim());
    Some((name, with_it(value, &own)))
}

/// Replaces `it` by the variable that is set.
fn with_it(expr: Expr, own: &Expr) -> Expr {
    match expr {
        Expr::Variable(name) if name == "it" => own.clone(),
        Expr::Not(inner) => Expr::Not(Box::new(with_it(*inner, own))),
        Expr::Both(operation, sides) => {
            let (left, right) = *sides;
            Expr::Both(
                operation,
                Box::new((with_it(left, own), with_it(right, own))),
            )
        }
        other => other,
    }
}

/// Divides a text at signs that are outside of quotation marks and brackets.
pub(super) fn divided<'t>(text: &'t str, signs: &[char]) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut from, mut depth, mut quote) = (0, 0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, c) if depth == 0 && signs.contains(&c) => {
                parts.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}
