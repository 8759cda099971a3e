//! Writes terms as expressions of a script.

use super::{Kind, Operation, Term, Value, Variable, VariableId};
use cuebook_core::id::IdVec;

/// Writes terms as expressions of a script, in brackets.
pub(crate) struct Pen<'v>(pub &'v IdVec<VariableId, Variable>);

impl Pen<'_> {
    /// Writes a condition.
    pub(crate) fn condition(&self, term: &Term) -> Option<String> {
        let written = match term {
            Term::Value(value) => value.holds().to_string(),
            Term::Variable(variable) => self.asked(*variable)?,
            Term::Not(inner) => format!("(not {})", self.condition(inner)?),
            Term::If(parts) => {
                let (c, a, b) = (&parts.0, &parts.1, &parts.2);
                let (c, a, b) = (self.condition(c)?, self.condition(a)?, self.condition(b)?);
                format!("(({c} and {a}) or (not {c} and {b}))")
            }
            Term::Both(operation, sides) => {
                let (left, right) = (&sides.0, &sides.1);
                match operation {
                    Operation::And | Operation::Or => {
                        let (left, right) = (self.condition(left)?, self.condition(right)?);
                        format!("({left} {} {right})", operation.symbol()?)
                    }
                    operation if operation.compares() => self.compared(*operation, left, right)?,
                    _ => format!("({} != 0)", self.amount(term)?),
                }
            }
        };
        Some(written)
    }

    /// Writes a variable as a condition.
    fn asked(&self, variable: VariableId) -> Option<String> {
        let variable = &self.0[variable];
        match variable.kind.as_ref()? {
            Kind::Flag => Some(variable.name.clone()),
            Kind::Number { from, .. } if *from >= 0 => Some(format!("({} > 0)", variable.name)),
            Kind::Number { .. } => Some(format!("({} != 0)", variable.name)),
            Kind::Words(_) => None,
        }
    }

    fn is_flag(&self, term: &Term) -> bool {
        match term {
            Term::Value(value) => matches!(value, Value::Flag(_)),
            Term::Variable(variable) => self.0[*variable].kind == Some(Kind::Flag),
            Term::Not(_) => true,
            Term::Both(operation, _) => {
                operation.compares() || *operation == Operation::And || *operation == Operation::Or
            }
            Term::If(parts) => self.is_flag(&parts.1) && self.is_flag(&parts.2),
        }
    }

    /// Writes a comparison.
    fn compared(&self, operation: Operation, left: &Term, right: &Term) -> Option<String> {
        let symbol = operation.symbol()?;
        let equality = matches!(operation, Operation::Equal | Operation::Unequal);
        if let (true, Some((name, word))) = (equality, self.word(left, right)) {
            return Some(format!("({name} {symbol} {word})"));
        }
        if equality && self.is_flag(left) && self.is_flag(right) {
            let (one, other) = match left {
                Term::Value(_) => (right, left),
                _ => (left, right),
            };
            let one = self.condition(one)?;
            return Some(match other {
                Term::Value(value) if value.holds() == (operation == Operation::Equal) => one,
                Term::Value(_) => format!("(not {one})"),
                other => format!("({one} {symbol} {})", self.condition(other)?),
            });
        }
        Some(format!(
            "({} {symbol} {})",
            self.amount(left)?,
            self.amount(right)?
        ))
    }

    /// Returns a variable and the word with which it is compared.
    fn word(&self, left: &Term, right: &Term) -> Option<(String, String)> {
        let (variable, word) = match (left, right) {
            (Term::Variable(variable), Term::Value(Value::Word(word)))
            | (Term::Value(Value::Word(word)), Term::Variable(variable)) => (*variable, word),
            (Term::Variable(one), Term::Variable(other)) => {
                let (one, other) = (&self.0[*one], &self.0[*other]);
                let words = matches!(&one.kind, Some(Kind::Words(_)));
                return (words && one.kind == other.kind)
                    .then(|| (one.name.clone(), other.name.clone()));
            }
            _ => return None,
        };
        let variable = &self.0[variable];
        match &variable.kind {
            Some(Kind::Words(words)) if words.contains(word) => {
                Some((variable.name.clone(), word.clone()))
            }
            _ => None,
        }
    }

    /// Writes a number.
    pub(crate) fn amount(&self, term: &Term) -> Option<String> {
        match term {
            Term::Value(Value::Word(_)) => None,
            Term::Value(value) => Some(value.number().to_string()),
            Term::Variable(variable) => {
                let variable = &self.0[*variable];
                matches!(variable.kind, Some(Kind::Number { .. })).then(|| variable.name.clone())
            }
            Term::Both(operation, sides) if !operation.compares() => {
                if matches!(operation, Operation::And | Operation::Or) {
                    return None;
                }
                let (left, right) = (self.amount(&sides.0)?, self.amount(&sides.1)?);
                Some(format!("({left} {} {right})", operation.symbol()?))
            }
            _ => None,
        }
    }

    /// Writes a new value of a variable.
    pub(crate) fn new_value(&self, variable: VariableId, term: &Term) -> Option<String> {
        match self.0[variable].kind.as_ref()? {
            Kind::Flag => self.condition(term),
            Kind::Number { .. } => self.amount(term),
            Kind::Words(words) => match term {
                Term::Value(Value::Word(word)) => words.contains(word).then(|| word.clone()),
                Term::Variable(other) if self.0[*other].kind == self.0[variable].kind => {
                    Some(self.0[*other].name.clone())
                }
                _ => None,
            },
        }
    }
}
