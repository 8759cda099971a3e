//! The grammar of formulas.
//!
//! In: text. Out: a tree. Always true: depth is limited, so that no text can
//! exhaust the stack.
//!
//! ```text
//! range   = sum [".." sum]
//! sum     = product {("+" | "-") product}
//! product = factor {("*" | "/") factor}
//! factor  = "-" factor | power
//! power   = primary ["^" factor]
//! primary = number [unit] | name | name "(" range {"," range} ")" | "(" range ")"
//!         | "is" "(" name "," word ")"
//! ```
//!
//! A hyphen between two letters belongs to the name (`fire-after`); a minus
//! stands between spaces. `/s` and `/min` after a number are its unit.

use super::formula::{Function, Node, Operator};
use super::quantity::Quantity;

/// The deepest nesting of parentheses and signs.
const DEEPEST: usize = 40;

/// The longest formula in bytes.
const LONGEST: usize = 400;

/// Reads a whole formula.
///
/// # Errors
/// In words, with the place.
pub fn formula(text: &str) -> Result<Node, String> {
    if text.len() > LONGEST {
        return Err("this formula is too long".to_owned());
    }
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let tree = reader.range()?;
    reader.space();
    if reader.rest.is_empty() {
        Ok(tree)
    } else {
        Err(format!("`{}` is not expected here", reader.rest))
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, sign: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What stands here as long as `wanted`, taken off.
    fn run(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        run
    }

    fn range(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("this is nested too deeply".to_owned());
        }
        let low = self.sum()?;
        let node = if self.take("..") {
            Node::Range(Box::new(low), Box::new(self.sum()?))
        } else {
            low
        };
        self.depth -= 1;
        Ok(node)
    }

    fn sum(&mut self) -> Result<Node, String> {
        let mut left = self.product()?;
        loop {
            let operator = if self.take("+") {
                Operator::Add
            } else if self.take("-") {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            left = Node::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Node, String> {
        let mut left = self.factor()?;
        loop {
            let operator = if self.take("*") {
                Operator::Multiply
            } else if self.take("/") {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = Node::Binary(operator, Box::new(left), Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("this is nested too deeply".to_owned());
        }
        let node = if self.take("-") {
            Node::Negative(Box::new(self.factor()?))
        } else {
            let base = self.primary()?;
            if self.take("^") {
                Node::Binary(Operator::Power, Box::new(base), Box::new(self.factor()?))
            } else {
                base
            }
        };
        self.depth -= 1;
        Ok(node)
    }

    fn primary(&mut self) -> Result<Node, String> {
        if self.take("(") {
            let inside = self.range()?;
            return self.close().map(|()| inside);
        }
        self.space();
        match self.rest.chars().next() {
            None => Err("it ends too early".to_owned()),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() => self.name(),
            Some(c) => Err(format!("`{c}` is not expected here")),
        }
    }

    fn close(&mut self) -> Result<(), String> {
        if self.take(")") {
            Ok(())
        } else {
            Err("`)` is due".to_owned())
        }
    }

    fn number(&mut self) -> Result<Node, String> {
        let start = self.rest;
        self.run(|c| c.is_ascii_digit());
        // `1..2` is a range: two dots are not a decimal point.
        if self.rest.starts_with('.') && !self.rest.starts_with("..") {
            self.rest = &self.rest[1..];
            self.run(|c| c.is_ascii_digit());
        }
        let digits = &start[..start.len() - self.rest.len()];
        let number: f64 = digits
            .parse()
            .map_err(|_| format!("`{digits}` is no number"))?;
        let unit = self.unit();
        Quantity::of(number, unit).map(Node::Number)
    }

    fn unit(&mut self) -> &'a str {
        for unit in ["/min", "/s"] {
            let Some(rest) = self.rest.strip_prefix(unit) else {
                continue;
            };
            if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                let unit = &self.rest[..unit.len()];
                self.rest = rest;
                return unit;
            }
        }
        let before = self.rest;
        self.space();
        if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.run(|c| c.is_ascii_alphabetic());
        }
        self.rest = before;
        ""
    }

    fn name(&mut self) -> Result<Node, String> {
        let name = self.run(|c| c.is_ascii_alphanumeric() || c == '-');
        if !self.take("(") {
            return Ok(Node::Name(name.to_owned()));
        }
        if name == "is" {
            return self.is();
        }
        let (function, due) =
            Function::named(name).ok_or_else(|| format!("there is no function `{name}`"))?;
        let mut arguments = vec![self.range()?];
        while self.take(",") {
            arguments.push(self.range()?);
        }
        self.close()?;
        if arguments.len() == due {
            Ok(Node::Call(function, arguments))
        } else {
            Err(format!("`{name}` takes {due} values"))
        }
    }

    /// `is(parameter, word)`, after its parenthesis.
    fn is(&mut self) -> Result<Node, String> {
        let letters = |c: char| c.is_ascii_alphanumeric() || c == '-';
        self.space();
        let param = self.run(letters).to_owned();
        if !self.take(",") {
            return Err("`is` takes a parameter and a word".to_owned());
        }
        self.space();
        let word = self.run(letters).to_owned();
        self.close()?;
        Ok(Node::Is { param, word })
    }
}
