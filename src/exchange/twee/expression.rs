//! Expressions of the formats of Twine. Words and signs of all formats are understood.

use crate::exchange::branching::Operation;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Number(i64),
    Flag(bool),
    Text(String),
    Variable(String),
    /// How often a passage was visited; the passage itself without a name.
    Visits(Option<String>),
    Not(Box<Expr>),
    Both(Operation, Box<(Expr, Expr)>),
    /// What a show does not have.
    Strange(String),
}

/// The operators, from the loosest to the tightest. Longer signs are before their beginnings.
const LEVELS: [&[(&str, Operation)]; 5] = [
    &[("||", Operation::Or), ("or", Operation::Or)],
    &[("&&", Operation::And), ("and", Operation::And)],
    &[
        ("is not", Operation::Unequal),
        ("isnot", Operation::Unequal),
        ("===", Operation::Equal),
        ("!==", Operation::Unequal),
        ("==", Operation::Equal),
        ("!=", Operation::Unequal),
        ("neq", Operation::Unequal),
        ("eq", Operation::Equal),
        ("is", Operation::Equal),
        ("gte", Operation::AtLeast),
        ("lte", Operation::AtMost),
        ("gt", Operation::More),
        ("lt", Operation::Less),
        (">=", Operation::AtLeast),
        ("<=", Operation::AtMost),
        (">", Operation::More),
        ("<", Operation::Less),
    ],
    &[("+", Operation::Plus), ("-", Operation::Minus)],
    &[
        ("*", Operation::Times),
        ("/", Operation::Over),
        ("%", Operation::Rest),
    ],
];

/// The deepest nesting.
const DEEPEST: usize = 40;

/// Reads an expression; what is none is strange.
pub(super) fn read(text: &str) -> Expr {
    reading(text).unwrap_or_else(|| Expr::Strange(text.trim().to_owned()))
}

fn reading(text: &str) -> Option<Expr> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    let read = reader.level(0)?;
    reader.blanks();
    (reader.at == text.len()).then_some(read)
}

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
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
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

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, sign: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(sign) else {
            return false;
        };
        let is_word = sign.ends_with(char::is_alphabetic);
        let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_word && goes_on {
            return false;
        }
        self.at += sign.len();
        true
    }

    fn level(&mut self, level: usize) -> Option<Expr> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        loop {
            self.blanks();
            let found = operators.iter().find(|(sign, _)| self.take(sign));
            let Some((_, operation)) = found else {
                return Some(left);
            };
            let right = self.level(level + 1)?;
            left = Expr::Both(*operation, Box::new((left, right)));
        }
    }

    fn unary(&mut self) -> Option<Expr> {
        self.blanks();
        if self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        let read = if self.take("not") || self.take("!") {
            self.unary().map(|inner| Expr::Not(Box::new(inner)))
        } else if self.take("-") {
            let inner = self.unary();
            inner.map(|inner| match inner {
                Expr::Number(number) => Expr::Number(-number),
                other => Expr::Both(Operation::Minus, Box::new((Expr::Number(0), other))),
            })
        } else {
            self.operand()
        };
        self.depth -= 1;
        read
    }

    fn operand(&mut self) -> Option<Expr> {
        self.blanks();
        let rest = self.rest();
        match rest.chars().next()? {
            quote @ ('"' | '\'') => {
                let end = rest[1..].find(quote)?;
                self.at += end + 2;
                Some(Expr::Text(rest[1..=end].to_owned()))
            }
            '(' => self.brackets(),
            c if c.is_ascii_digit() => {
                let end = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                self.at += end;
                match self.rest().starts_with('.') {
                    true => None,
                    false => rest[..end].parse().ok().map(Expr::Number),
                }
            }
            c if c.is_alphabetic() || c == '$' || c == '_' => self.name(),
            _ => None,
        }
    }

    fn brackets(&mut self) -> Option<Expr> {
        let rest = self.rest();
        // A macro of Harlowe in an expression.
        if let Some(inner) = rest.strip_prefix("(visited:") {
            let end = inner.find(')')?;
            self.at += "(visited:".len() + end + 1;
            return Some(Expr::Visits(passage(&inner[..end])));
        }
        if let Some(inner) = rest.strip_prefix("(history:)") {
            let inner = inner.trim_start().strip_prefix("contains")?;
            let name = inner.trim_start().strip_prefix('"')?;
            let end = name.find('"')?;
            self.at = self.text.len() - name[end + 1..].len();
            return Some(Expr::Visits(Some(name[..end].to_owned())));
        }
        self.at += 1;
        let inner = self.level(0)?;
        self.blanks();
        self.take(")").then_some(inner)
    }

    fn name(&mut self) -> Option<Expr> {
        let rest = self.rest();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
        let end = rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('.');
        self.at += name.len();
        match name {
            "true" => return Some(Expr::Flag(true)),
            "false" => return Some(Expr::Flag(false)),
            "passage.visits" => return Some(Expr::Visits(None)),
            _ => {}
        }
        if let Some(inner) = self.rest().strip_prefix('(') {
            let end = inner.find(')')?;
            self.at += end + 2;
            return match name {
                "visited" | "hasVisited" => Some(Expr::Visits(passage(&inner[..end]))),
                _ => Some(Expr::Strange(format!("{name}({})", &inner[..end]))),
            };
        }
        let own = ["s.", "window.story.state.", "$"]
            .iter()
            .find_map(|sign| name.strip_prefix(sign));
        Some(Expr::Variable(own.unwrap_or(name).to_owned()))
    }
}

/// Returns the name of a passage in quotation marks; `None` for none.
fn passage(text: &str) -> Option<String> {
    let name = text.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}
