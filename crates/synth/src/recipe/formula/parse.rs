//! The grammar of formulas.
//!
//! Takes text and returns a tree of terms, each with its byte range. Depth and
//! length are limited, so no text can exhaust the stack.
//!
//! ```text
//! range   = sum [".." sum]
//! sum     = product {("+" | "-") product}
//! product = factor {("*" | "/") factor}
//! factor  = "-" factor | power
//! power   = primary ["^" factor]
//! primary = number [unit] | name | name "(" range {"," range} ")" | "(" range ")"
//! ```
//!
//! A hyphen between two letters belongs to the name (`fire-after`); a minus needs
//! spaces around it. `/s` and `/min` after a number are its unit.

use std::ops::Range;

use super::Operator;

/// The deepest nesting of parentheses and signs.
const DEEPEST: usize = 40;

/// The longest formula in bytes.
const LONGEST: usize = 400;

/// A part of a formula, before names and units are resolved.
#[derive(Clone, Debug)]
pub(super) struct Term<'t> {
    pub kind: Kind<'t>,
    /// The byte range in the formula.
    pub place: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind<'t> {
    /// A number and its unit; the unit is empty if there is none.
    Number(f64, &'t str),
    Name(&'t str),
    Negative(Box<Term<'t>>),
    Binary(Operator, Box<Term<'t>>, Box<Term<'t>>),
    Range(Box<Term<'t>>, Box<Term<'t>>),
    /// A name and the arguments in parentheses after it.
    Call(&'t str, Vec<Term<'t>>),
}

/// The reason and the place of a syntax error.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    pub place: Range<usize>,
    pub reason: String,
}

/// Reads a whole formula.
///
/// # Errors
/// Returns the first place that does not fit the grammar.
pub(super) fn formula(text: &str) -> Result<Term<'_>, Wrong> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    if text.len() > LONGEST {
        let reason = format!("a formula can have at most {LONGEST} bytes");
        return Err(reader.wrong(0..text.len(), reason));
    }
    let tree = reader.range()?;
    reader.space();
    if reader.rest().is_empty() {
        Ok(tree)
    } else {
        Err(reader.unexpected())
    }
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

    fn wrong(&self, place: Range<usize>, reason: impl Into<String>) -> Wrong {
        Wrong {
            place,
            reason: reason.into(),
        }
    }

    /// Returns the error for an unexpected character or an early end.
    fn unexpected(&self) -> Wrong {
        match self.rest().chars().next() {
            None => self.wrong(self.at..self.at, "the formula ends too early"),
            Some(c) => {
                let place = self.at..self.at + c.len_utf8();
                self.wrong(
                    place,
                    format!("`{}` is not expected here", c.escape_debug()),
                )
            }
        }
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, sign: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// Takes the longest prefix of characters that are `wanted`.
    fn run(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn term(&self, start: usize, kind: Kind<'t>) -> Term<'t> {
        Term {
            kind,
            place: start..self.at,
        }
    }

    fn deeper(&mut self) -> Result<(), Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(self.at..self.at, "the formula is nested too deeply"));
        }
        Ok(())
    }

    fn range(&mut self) -> Result<Term<'t>, Wrong> {
        self.deeper()?;
        let low = self.sum()?;
        let term = if self.take("..") {
            let high = self.sum()?;
            let start = low.place.start;
            self.term(start, Kind::Range(Box::new(low), Box::new(high)))
        } else {
            low
        };
        self.depth -= 1;
        Ok(term)
    }

    fn binary(&self, operator: Operator, left: Term<'t>, right: Term<'t>) -> Term<'t> {
        let place = left.place.start..right.place.end;
        let kind = Kind::Binary(operator, Box::new(left), Box::new(right));
        Term { kind, place }
    }

    fn sum(&mut self) -> Result<Term<'t>, Wrong> {
        let mut left = self.product()?;
        loop {
            let operator = if self.take("+") {
                Operator::Add
            } else if self.take("-") {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            let right = self.product()?;
            left = self.binary(operator, left, right);
        }
    }

    fn product(&mut self) -> Result<Term<'t>, Wrong> {
        let mut left = self.factor()?;
        loop {
            let operator = if self.take("*") {
                Operator::Multiply
            } else if self.take("/") {
                Operator::Divide
            } else {
                return Ok(left);
            };
            let right = self.factor()?;
            left = self.binary(operator, left, right);
        }
    }

    fn factor(&mut self) -> Result<Term<'t>, Wrong> {
        self.deeper()?;
        self.space();
        let start = self.at;
        let term = if self.take("-") {
            let of = self.factor()?;
            self.term(start, Kind::Negative(Box::new(of)))
        } else {
            let base = self.primary()?;
            if self.take("^") {
                let power = self.factor()?;
                self.binary(Operator::Power, base, power)
            } else {
                base
            }
        };
        self.depth -= 1;
        Ok(term)
    }

    fn primary(&mut self) -> Result<Term<'t>, Wrong> {
        let start = self.at;
        if self.take("(") {
            let inside = self.range()?;
            self.close()?;
            return Ok(self.term(start, inside.kind));
        }
        self.space();
        match self.rest().chars().next() {
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() => self.name(),
            _ => Err(self.unexpected()),
        }
    }

    fn close(&mut self) -> Result<(), Wrong> {
        if self.take(")") {
            return Ok(());
        }
        let place = self.unexpected().place;
        Err(self.wrong(place, "expected `)` here"))
    }

    fn number(&mut self) -> Result<Term<'t>, Wrong> {
        let start = self.at;
        self.run(|c| c.is_ascii_digit());
        // `1..2` is a range: two dots are not a decimal point.
        if self.rest().starts_with('.') && !self.rest().starts_with("..") {
            self.at += 1;
            self.run(|c| c.is_ascii_digit());
        }
        let digits = &self.text[start..self.at];
        let number = digits
            .parse()
            .map_err(|_| self.wrong(start..self.at, format!("`{digits}` is not a number")))?;
        let unit = self.unit();
        Ok(self.term(start, Kind::Number(number, unit)))
    }

    fn unit(&mut self) -> &'t str {
        for unit in ["/min", "/s"] {
            let Some(rest) = self.rest().strip_prefix(unit) else {
                continue;
            };
            if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                self.at += unit.len();
                return &self.text[self.at - unit.len()..self.at];
            }
        }
        let before = self.at;
        self.space();
        let unit = self.run(|c| c.is_ascii_alphabetic() || c == '%');
        if unit.is_empty() {
            self.at = before;
        }
        unit
    }

    fn name(&mut self) -> Result<Term<'t>, Wrong> {
        let start = self.at;
        let name = self.run(|c| c.is_ascii_alphanumeric() || c == '-');
        let end = self.at;
        if !self.take("(") {
            self.at = end;
            return Ok(self.term(start, Kind::Name(name)));
        }
        let mut arguments = vec![self.range()?];
        while self.take(",") {
            arguments.push(self.range()?);
        }
        self.close()?;
        Ok(self.term(start, Kind::Call(name, arguments)))
    }
}
