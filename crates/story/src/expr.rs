//! Expressions: conditions and new values of variables.
//!
//! An expression is read in two steps. [`Written::parse`] reads the text, and
//! [`Written::bind`] finds the variables and checks the types. It contains
//! names, whole numbers, `true` and `false`, words of a variable's set,
//! `and or not`, `== != < <= > >=`, `+ - *` and brackets. Calculations stay
//! within the range of `i64`.

mod bind;
mod lex;
mod parse;
pub mod scan;
#[cfg(test)]
pub(crate) mod tests;
mod written;

use cuebook_core::diagnostic::{Hint, Span};
use cuebook_core::id::IdVec;

use crate::story::VariableId;

pub use bind::Wanted;
pub use written::Written;

/// The values of all variables.
pub type Values = IdVec<VariableId, i64>;

/// An expression whose names are found and whose types fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A word of a variable's set.
    Word {
        /// The variable.
        of: VariableId,
        /// The index of the word in its set.
        index: usize,
    },
    /// The value of a variable.
    Variable(VariableId),
    /// The opposite of a flag.
    Not(Box<Expr>),
    /// The negative of a number.
    Negative(Box<Expr>),
    /// Two operands.
    Both {
        /// The operator.
        operator: Operator,
        /// The operand before the operator.
        left: Box<Expr>,
        /// The operand after the operator.
        right: Box<Expr>,
    },
}

/// An operator between two operands.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `or` of two flags.
    Or,
    /// `and` of two flags.
    And,
    /// `==` of two values of one type.
    Equal,
    /// `!=` of two values of one type.
    Unequal,
    /// `<` of two numbers.
    Less,
    /// `<=` of two numbers.
    AtMost,
    /// `>` of two numbers.
    More,
    /// `>=` of two numbers.
    AtLeast,
    /// `+` of two numbers.
    Plus,
    /// `-` of two numbers.
    Minus,
    /// `*` of two numbers.
    Times,
}

impl Operator {
    /// Returns the operator as it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Equal => "==",
            Operator::Unequal => "!=",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::More => ">",
            Operator::AtLeast => ">=",
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
        }
    }

    /// Returns the result for two values. A number beyond the range of `i64` becomes its limit.
    fn apply(self, left: i64, right: i64) -> i64 {
        match self {
            Operator::Or => i64::from(left != 0 || right != 0),
            Operator::And => i64::from(left != 0 && right != 0),
            Operator::Equal => i64::from(left == right),
            Operator::Unequal => i64::from(left != right),
            Operator::Less => i64::from(left < right),
            Operator::AtMost => i64::from(left <= right),
            Operator::More => i64::from(left > right),
            Operator::AtLeast => i64::from(left >= right),
            Operator::Plus => left.saturating_add(right),
            Operator::Minus => left.saturating_sub(right),
            Operator::Times => left.saturating_mul(right),
        }
    }
}

impl Expr {
    /// Returns the value of the expression: 0 or 1 for a flag, the index for a word.
    #[must_use]
    pub fn value(&self, values: &Values) -> i64 {
        match self {
            Expr::Flag(flag) => i64::from(*flag),
            Expr::Number(number) => *number,
            Expr::Word { index, .. } => *index as i64,
            Expr::Variable(variable) => values[*variable],
            Expr::Not(inner) => i64::from(inner.value(values) == 0),
            Expr::Negative(inner) => inner.value(values).saturating_neg(),
            Expr::Both {
                operator,
                left,
                right,
            } => operator.apply(left.value(values), right.value(values)),
        }
    }

    /// Returns whether a condition holds.
    #[must_use]
    pub fn holds(&self, values: &Values) -> bool {
        self.value(values) != 0
    }

    /// Returns the expression with a value in the place of a flag.
    #[must_use]
    pub(crate) fn with(&self, flag: VariableId, value: bool) -> Expr {
        match self {
            Expr::Variable(own) if *own == flag => Expr::Flag(value),
            Expr::Flag(_) | Expr::Number(_) | Expr::Word { .. } | Expr::Variable(_) => self.clone(),
            Expr::Not(inner) => Expr::Not(Box::new(inner.with(flag, value))),
            Expr::Negative(inner) => Expr::Negative(Box::new(inner.with(flag, value))),
            Expr::Both {
                operator,
                left,
                right,
            } => Expr::Both {
                operator: *operator,
                left: Box::new(left.with(flag, value)),
                right: Box::new(right.with(flag, value)),
            },
        }
    }

    /// Returns the value of an expression without variables.
    #[must_use]
    pub fn constant(&self) -> Option<i64> {
        let mut depends = false;
        self.each_variable(&mut |_| depends = true);
        (!depends).then(|| self.value(&Values::default()))
    }

    /// Calls `found` for each variable that the value depends on. One may be named several times.
    pub fn each_variable(&self, found: &mut impl FnMut(VariableId)) {
        match self {
            Expr::Flag(_) | Expr::Number(_) | Expr::Word { .. } => {}
            Expr::Variable(variable) => found(*variable),
            Expr::Not(inner) | Expr::Negative(inner) => inner.each_variable(found),
            Expr::Both { left, right, .. } => {
                left.each_variable(found);
                right.each_variable(found);
            }
        }
    }
}

/// A mistake in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the expression's text that it concerns.
    pub span: Span,
    /// The message, without the place and without a full stop.
    pub message: String,
    /// Advice on the correction. Its bytes, too, are those of the expression's text.
    pub hint: Option<Hint>,
}

impl Fault {
    /// Creates a mistake at a place.
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Fault {
        Fault {
            span,
            message: message.into(),
            hint: None,
        }
    }

    /// Adds advice in words.
    pub(crate) fn hint(mut self, text: impl Into<String>) -> Fault {
        let text = text.into();
        self.hint = Some(Hint {
            text,
            replace: None,
        });
        self
    }

    /// Adds the text that would be right in this place.
    pub(crate) fn write(mut self, span: Span, right: impl Into<String>) -> Fault {
        let right = right.into();
        self.hint = Some(Hint {
            text: format!("write `{right}`"),
            replace: Some((span, right)),
        });
        self
    }
}
