//! Expressions of the formats of Twine. Words and signs of all formats are understood.

use crate::exchange::branching::Operation;
use cuebook_story::expr::scan::{self, Number, Operators};

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Number(i64),
    Flag(bool),
    Text(String),
    Variable(String),
    /// How often a passage was visited; the passage itself without a name.
    Visits(Option<String>),
    /// One of these, by chance.
    Either(Vec<Expr>),
    /// A number from the first to the second, by chance.
    Random(i64, i64),
    Not(Box<Expr>),
    Both(Operation, Box<(Expr, Expr)>),
    /// What a show does not have.
    Strange(String),
}

impl Expr {
    /// Returns whether chance decides its value.
    pub(super) fn is_drawn(&self) -> bool {
        match self {
            Expr::Either(_) | Expr::Random(..) => true,
            Expr::Not(inner) => inner.is_drawn(),
            Expr::Both(_, sides) => sides.0.is_drawn() || sides.1.is_drawn(),
            _ => false,
        }
    }

    /// Returns what `either` and `random` give for their arguments; `None` for others.
    pub(super) fn drawn(name: &str, arguments: &str) -> Option<Expr> {
        let parts = super::settings::divided(arguments, &[','])
            .into_iter()
            .map(str::trim);
        let values: Vec<Expr> = parts.filter(|part| !part.is_empty()).map(read).collect();
        match (name, values.as_slice()) {
            ("either", [_, ..]) => Some(Expr::Either(values)),
            ("random", [Expr::Number(last)]) if (0..MOST).contains(last) => {
                Some(Expr::Random(0, *last))
            }
            ("random", [Expr::Number(one), Expr::Number(other)])
                if one.abs_diff(*other) < MOST.unsigned_abs() =>
            {
                Some(Expr::Random(*one.min(other), *one.max(other)))
            }
            _ => None,
        }
    }
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

/// The most values of a random number.
const MOST: i64 = 100_000;

/// Reads an expression. Other words are a strange one.
pub(super) fn read(text: &str) -> Expr {
    reading(text).unwrap_or_else(|| Expr::Strange(text.trim().to_owned()))
}

fn reading(text: &str) -> Option<Expr> {
    let mut reader = Reader::new(text);
    let read = reader.expression()?;
    reader.blanks();
    (reader.at == text.len()).then_some(read)
}

impl Operators<&[(&str, Operation)], Expr> for Reader<'_> {
    type Operator = Operation;

    fn operator(&mut self, operators: &&[(&str, Operation)]) -> Option<Operation> {
        self.blanks();
        let (operation, length) = scan::sign(self.rest(), operators)?;
        self.at += length;
        Some(operation)
    }

    fn joined(&mut self, operation: Operation, left: Expr, right: Expr) -> Expr {
        Expr::Both(operation, Box::new((left, right)))
    }
}

/// Reads an expression from its start to its end.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Reader<'t> {
        Reader {
            text,
            at: 0,
            depth: 0,
        }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = scan::sign(self.rest(), &[(sign, ())]);
        self.at += found.map_or(0, |(_, length)| length);
        found.is_some()
    }

    fn expression(&mut self) -> Option<Expr> {
        let operand = |reader: &mut Self| reader.unary().ok_or(());
        scan::climb(self, &LEVELS, &operand).ok()
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

    pub(super) fn operand(&mut self) -> Option<Expr> {
        self.blanks();
        let rest = self.rest();
        match rest.chars().next()? {
            '"' | '\'' => {
                let (text, length) = scan::quoted(rest, &['"', '\''])?;
                self.at += length;
                Some(Expr::Text(text.to_owned()))
            }
            '(' => self.brackets(),
            c if c.is_ascii_digit() => {
                let (number, length) = scan::number(rest, &['.'])?;
                self.at += length;
                match number {
                    Number::Whole(number) => number.map(Expr::Number),
                    Number::Fraction(_) => None,
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
        for name in ["either", "random"] {
            if rest[1..].starts_with(name) && rest[1 + name.len()..].starts_with(':') {
                let end = super::harlowe::closing(rest, '(', ')')?;
                self.at += end + 1;
                return Expr::drawn(name, &rest[name.len() + 2..end]);
            }
        }
        self.at += 1;
        let inner = self.expression()?;
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
        if self.rest().starts_with('(') {
            let rest = self.rest();
            let end = super::harlowe::closing(rest, '(', ')')?;
            let inner = &rest[1..end];
            self.at += end + 1;
            return Some(match name {
                "visited" | "hasVisited" => Expr::Visits(passage(inner)),
                _ => Expr::drawn(name, inner)
                    .unwrap_or_else(|| Expr::Strange(format!("{name}({inner})"))),
            });
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
