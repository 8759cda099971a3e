//! An expression as written: its names are not yet looked up.

use std::fmt;

use cuebook_core::diagnostic::Span;

use super::{Expr, Fault, Operator, parse};
use crate::story::VariableId;
use crate::variable::Variable;
use cuebook_core::id::IdVec;

/// An expression as a script contains it. It prints in one way: with single spaces and with no
/// more brackets than needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub(super) root: Term,
    pub(super) text: String,
}

/// A part of a written expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) shape: Shape,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Name(String),
    Number(i64),
    Flag(bool),
    Not(Box<Term>),
    Negative(Box<Term>),
    Both {
        operator: Operator,
        sign: Span,
        left: Box<Term>,
        right: Box<Term>,
    },
}

impl Written {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// Returns the first mistake: an unknown sign, a missing operand or bracket, an empty text.
    pub fn parse(text: &str) -> Result<Written, Fault> {
        let root = parse::parse(text)?;
        Ok(Written {
            root,
            text: text.to_owned(),
        })
    }

    /// Returns the text that was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns all names with their places in the text: variables and words of their sets.
    #[must_use]
    pub fn names(&self) -> Vec<(&str, Span)> {
        let mut names = Vec::new();
        self.root.names(&mut names);
        names
    }
}

impl Term {
    fn names<'t>(&'t self, names: &mut Vec<(&'t str, Span)>) {
        match &self.shape {
            Shape::Name(name) => names.push((name, self.span)),
            Shape::Number(_) | Shape::Flag(_) => {}
            Shape::Not(inner) | Shape::Negative(inner) => inner.names(names),
            Shape::Both { left, right, .. } => {
                left.names(names);
                right.names(names);
            }
        }
    }

    /// How tightly the parts of the term belong together; 8 for a single word.
    fn rank(&self) -> u8 {
        match &self.shape {
            Shape::Name(_) | Shape::Number(_) | Shape::Flag(_) => 8,
            Shape::Negative(_) => 7,
            Shape::Not(_) => 3,
            Shape::Both { operator, .. } => rank(*operator),
        }
    }

    /// Prints the term, in brackets if it belongs together less than `least`.
    fn print(&self, least: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rank() < least {
            f.write_str("(")?;
            self.print(0, f)?;
            return f.write_str(")");
        }
        match &self.shape {
            Shape::Name(name) => f.write_str(name),
            Shape::Number(number) => write!(f, "{number}"),
            Shape::Flag(flag) => write!(f, "{flag}"),
            Shape::Not(inner) => {
                f.write_str("not ")?;
                inner.print(3, f)
            }
            Shape::Negative(inner) => {
                // `-3` is one number, so the negative of a number needs brackets.
                let is_number = matches!(inner.shape, Shape::Number(_));
                f.write_str("-")?;
                inner.print(if is_number { 9 } else { 8 }, f)
            }
            Shape::Both {
                operator,
                left,
                right,
                ..
            } => {
                let own = rank(*operator);
                left.print(if own == COMPARISON { own + 1 } else { own }, f)?;
                write!(f, " {} ", operator.symbol())?;
                right.print(own + 1, f)
            }
        }
    }
}

/// The rank of comparisons. They have two sides: `a < b < c` is no expression.
const COMPARISON: u8 = 4;

fn rank(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 1,
        Operator::And => 2,
        Operator::Equal
        | Operator::Unequal
        | Operator::Less
        | Operator::AtMost
        | Operator::More
        | Operator::AtLeast => COMPARISON,
        Operator::Plus | Operator::Minus => 5,
        Operator::Times => 6,
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.print(0, f)
    }
}

impl Expr {
    /// Returns the expression as a script writes it, with the names of the variables.
    #[must_use]
    pub fn shown(&self, variables: &IdVec<VariableId, Variable>) -> String {
        let written = Written {
            root: self.term(variables),
            text: String::new(),
        };
        written.to_string()
    }

    fn term(&self, variables: &IdVec<VariableId, Variable>) -> Term {
        let shape = match self {
            Expr::Flag(flag) => Shape::Flag(*flag),
            Expr::Number(number) => Shape::Number(*number),
            Expr::Word { of, index } => Shape::Name(variables[*of].shown(*index as i64)),
            Expr::Variable(variable) => Shape::Name(variables[*variable].name.clone()),
            Expr::Not(inner) => Shape::Not(Box::new(inner.term(variables))),
            Expr::Negative(inner) => Shape::Negative(Box::new(inner.term(variables))),
            Expr::Both {
                operator,
                left,
                right,
            } => Shape::Both {
                operator: *operator,
                sign: Span::default(),
                left: Box::new(left.term(variables)),
                right: Box::new(right.term(variables)),
            },
        };
        Term {
            shape,
            span: Span::default(),
        }
    }
}
