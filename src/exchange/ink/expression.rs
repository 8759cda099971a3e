//! Expressions.

use super::reader::Reader;
use super::tree::Expr;
use crate::exchange::branching::{At, Operation};
use cuebook_story::expr::scan::{self, Number, Operators};

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

impl Operators<&[(&str, Operator)], Expr> for Reader<'_> {
    type Operator = (Operator, At);

    fn operator(&mut self, operators: &&[(&str, Operator)]) -> Option<(Operator, At)> {
        self.blanks();
        // `->`, `--`, `++` and those that set a variable are no operators here.
        let others = ["->", "--", "-=", "++", "+="];
        if others.iter().any(|sign| self.rest().starts_with(sign)) {
            return None;
        }
        let (operator, length) = scan::sign(self.rest(), operators)?;
        self.skip(length);
        Some((operator, self.here()))
    }

    fn joined(&mut self, (operator, at): (Operator, At), left: Expr, right: Expr) -> Expr {
        let sides = Box::new((left, right));
        match operator {
            Operator::Plain(operation) => Expr::Both(operation, sides),
            Operator::Has => Expr::Has(sides, true),
            Operator::HasNot => Expr::Has(sides, false),
            Operator::Strange => Expr::Strange("the common items of two lists".to_owned(), at),
        }
    }
}

impl Reader<'_> {
    /// Reads an expression; `None` if there is none here.
    pub(super) fn expression(&mut self) -> Option<Expr> {
        self.deeper(|reader| {
            let operand = |reader: &mut Self| reader.unary().ok_or(());
            scan::climb(reader, &LEVELS, &operand).ok()
        })
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
            c if c.is_ascii_digit() => self.number(),
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
        let at = self.here();
        let (text, length) = scan::quoted(self.rest(), &['"'])?;
        let text = text.to_owned();
        self.skip(length);
        match text.contains('{') {
            true => Some(Expr::Strange("a text with a value in it".to_owned(), at)),
            false => Some(Expr::Text(text)),
        }
    }

    fn number(&mut self) -> Option<Expr> {
        let at = self.here();
        let (number, length) = scan::number(self.rest(), &['.'])?;
        let number = match number {
            Number::Whole(number) => Expr::Number(number.unwrap_or(i64::MAX)),
            Number::Fraction(text) => {
                Expr::Strange(format!("the number {text}, which is not whole"), at)
            }
        };
        self.skip(length);
        Some(number)
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
