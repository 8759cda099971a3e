//! Expressions.

use super::reader::Reader;
use super::tree::Expr;
use crate::exchange::branching::Operation;

/// The operators of two operands, from the loosest to the tightest.
const LEVELS: [&[(&str, Operator)]; 4] = [
    &[
        ("||", Operator::Plain(Operation::Or)),
        ("or", Operator::Plain(Operation::Or)),
        ("&&", Operator::Plain(Operation::And)),
        ("and", Operator::Plain(Operation::And)),
    ],
    &[
        ("==", Operator::Plain(Operation::Equal)),
        ("!=", Operator::Plain(Operation::Unequal)),
        ("<=", Operator::Plain(Operation::AtMost)),
        (">=", Operator::Plain(Operation::AtLeast)),
        ("!?", Operator::HasNot),
        ("hasnt", Operator::HasNot),
        ("has", Operator::Has),
        ("?", Operator::Has),
        ("<", Operator::Plain(Operation::Less)),
        (">", Operator::Plain(Operation::More)),
    ],
    &[
        ("+", Operator::Plain(Operation::Plus)),
        ("-", Operator::Plain(Operation::Minus)),
        ("^", Operator::Strange),
    ],
    &[
        ("*", Operator::Plain(Operation::Times)),
        ("/", Operator::Plain(Operation::Over)),
        ("%", Operator::Plain(Operation::Rest)),
        ("mod", Operator::Plain(Operation::Rest)),
    ],
];

#[derive(Copy, Clone)]
enum Operator {
    Plain(Operation),
    Has,
    HasNot,
    Strange,
}

impl Reader<'_> {
    /// Reads an expression; `None` if there is none here.
    pub(super) fn expression(&mut self) -> Option<Expr> {
        self.deeper(|reader| reader.level(0))
    }

    fn level(&mut self, level: usize) -> Option<Expr> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = self.operator(operators) {
            let at = self.here();
            let right = self.level(level + 1)?;
            left = match operator {
                Operator::Plain(operation) => Expr::Both(operation, Box::new((left, right))),
                Operator::Has => Expr::Has(Box::new((left, right)), true),
                Operator::HasNot => Expr::Has(Box::new((left, right)), false),
                Operator::Strange => Expr::Strange("the common items of two lists".to_owned(), at),
            };
        }
        Some(left)
    }

    fn operator(&mut self, operators: &[(&str, Operator)]) -> Option<Operator> {
        self.blanks();
        for (sign, operator) in operators {
            let is_word = sign.starts_with(char::is_alphabetic);
            if !self.rest().starts_with(sign) {
                continue;
            }
            let after = self.rest()[sign.len()..].chars().next();
            let goes_on = after.is_some_and(|c| c.is_alphanumeric() || c == '_');
            // `->`, `--` and `++` are no operators here.
            let other = matches!(
                (*sign, after),
                ("-", Some('>' | '-')) | ("+", Some('+' | '=')) | ("-", Some('='))
            );
            if (is_word && goes_on) || other {
                continue;
            }
            self.skip(sign.len());
            return Some(*operator);
        }
        None
    }

    fn unary(&mut self) -> Option<Expr> {
        self.blanks();
        let at = self.here();
        if self.rest().starts_with("->") {
            self.skip(2);
            self.blanks();
            return Some(Expr::Place(self.path()?, at));
        }
        if self.take("!") || self.keyword("not") {
            let inner = self.deeper(Reader::unary)?;
            return Some(Expr::Not(Box::new(inner)));
        }
        if self.take("-") {
            let inner = self.deeper(Reader::unary)?;
            let zero = Box::new((Expr::Number(0), inner));
            return Some(match *zero {
                (_, Expr::Number(number)) => Expr::Number(-number),
                sides => Expr::Both(Operation::Minus, Box::new(sides)),
            });
        }
        self.operand()
    }

    fn operand(&mut self) -> Option<Expr> {
        let at = self.here();
        match self.rest().chars().next()? {
            '(' => self.brackets(),
            '"' => self.string(),
            c if c.is_ascii_digit() => Some(self.number()),
            c if c.is_alphabetic() || c == '_' => {
                let name = self.path()?;
                match name.as_str() {
                    "true" => return Some(Expr::Flag(true)),
                    "false" => return Some(Expr::Flag(false)),
                    _ => {}
                }
                if self.rest().starts_with('(') {
                    let arguments = self.arguments()?;
                    return Some(Expr::Call(name, arguments, at));
                }
                Some(Expr::Name(name, at))
            }
            _ => None,
        }
    }

    /// Reads brackets around an expression, or the items of a list.
    fn brackets(&mut self) -> Option<Expr> {
        let start = self.position();
        self.skip(1);
        let mut items = Vec::new();
        self.blanks();
        loop {
            if self.take(")") {
                return Some(Expr::Items(items));
            }
            match self.path() {
                Some(name) => items.push(name),
                None => break,
            }
            self.blanks();
            let ends = self.rest().starts_with(')');
            if items.len() == 1 && ends {
                break;
            }
            if !ends && !self.take(",") {
                break;
            }
            self.blanks();
        }
        self.go_to(start + 1);
        let inner = self.expression()?;
        self.blanks();
        self.take(")").then_some(inner)
    }

    fn string(&mut self) -> Option<Expr> {
        let inner = self.rest().strip_prefix('"')?;
        let end = inner.find(['"', '\n'])?;
        let at = self.here();
        let text = inner[..end].to_owned();
        let closes = inner[end..].starts_with('"');
        if !closes {
            return None;
        }
        self.skip(end + 2);
        match text.contains('{') {
            true => Some(Expr::Strange("a text with a value in it".to_owned(), at)),
            false => Some(Expr::Text(text)),
        }
    }

    fn number(&mut self) -> Expr {
        let at = self.here();
        let rest = self.rest();
        let whole = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let number: i64 = rest[..whole].parse().unwrap_or(i64::MAX);
        let after = &rest[whole..];
        let digits = after.strip_prefix('.').map(|fraction| {
            fraction
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(fraction.len())
        });
        match digits {
            Some(digits @ 1..) => {
                let text = rest[..whole + 1 + digits].to_owned();
                self.skip(whole + 1 + digits);
                match text[whole + 1..].bytes().all(|digit| digit == b'0') {
                    true => Expr::Number(number),
                    false => Expr::Strange(format!("the number {text}, which is not whole"), at),
                }
            }
            _ => {
                self.skip(whole);
                Expr::Number(number)
            }
        }
    }

    /// Reads the arguments of a function or a knot, with their brackets.
    pub(super) fn arguments(&mut self) -> Option<Vec<Expr>> {
        let mut arguments = Vec::new();
        if !self.take("(") {
            return Some(arguments);
        }
        self.blanks();
        while !self.take(")") {
            self.blanks();
            self.keyword("ref");
            arguments.push(self.expression()?);
            self.blanks();
            if !self.take(",") && !self.rest().starts_with(')') {
                return None;
            }
            self.blanks();
        }
        Some(arguments)
    }
}
