//! Conditions and new values, with the loose types of other programs: a number is also a condition.

use super::VariableId;

/// The most cases of a term that are looked at one by one.
const MOST_CASES: usize = 64;

/// A value of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Value {
    Flag(bool),
    Number(i64),
    Word(String),
}

/// A condition or a new value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Value(Value),
    Variable(VariableId),
    Not(Box<Term>),
    Both(Operation, Box<(Term, Term)>),
    /// The second term if the first holds, otherwise the third.
    If(Box<(Term, Term, Term)>),
}

/// An operation on two terms.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
    Times,
    Over,
    Rest,
    Lower,
    Higher,
}

impl Value {
    pub(crate) fn number(&self) -> i64 {
        match self {
            Value::Flag(flag) => i64::from(*flag),
            Value::Number(number) => *number,
            Value::Word(_) => 0,
        }
    }

    pub(crate) fn holds(&self) -> bool {
        match self {
            Value::Flag(flag) => *flag,
            Value::Number(number) => *number != 0,
            Value::Word(word) => !word.is_empty(),
        }
    }

    fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Word(a), Value::Word(b)) => a == b,
            (Value::Word(_), _) | (_, Value::Word(_)) => false,
            (a, b) => a.number() == b.number(),
        }
    }

    /// Returns the value as text shows it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Value::Flag(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Word(word) => word.clone(),
        }
    }
}

impl Term {
    pub(crate) fn flag(flag: bool) -> Term {
        Term::Value(Value::Flag(flag))
    }

    pub(crate) fn number(number: i64) -> Term {
        Term::Value(Value::Number(number))
    }

    pub(crate) fn word(word: &str) -> Term {
        Term::Value(Value::Word(word.to_owned()))
    }

    pub(crate) fn both(operation: Operation, left: Term, right: Term) -> Term {
        let constant = match (&left, &right) {
            (Term::Value(a), Term::Value(b)) => Some(operation.of(a, b)),
            _ => None,
        };
        match (constant, operation, &left, &right) {
            (Some(value), ..) => Term::Value(value),
            (_, Operation::Plus | Operation::Minus, _, Term::Value(Value::Number(0))) => left,
            (_, Operation::And, Term::Value(value), _) if value.holds() => right,
            (_, Operation::And, _, Term::Value(value)) if value.holds() => left,
            (_, Operation::Or, Term::Value(value), _) if !value.holds() => right,
            (_, Operation::Or, _, Term::Value(value)) if !value.holds() => left,
            (_, Operation::And, Term::Value(value), _)
            | (_, Operation::And, _, Term::Value(value))
                if !value.holds() =>
            {
                Term::flag(false)
            }
            (_, Operation::Or, Term::Value(value), _)
            | (_, Operation::Or, _, Term::Value(value))
                if value.holds() =>
            {
                Term::flag(true)
            }
            _ => Term::Both(operation, Box::new((left, right))),
        }
    }

    /// Returns whether both hold. A condition is there once, and one with its opposite never holds.
    pub(crate) fn and(self, other: Term) -> Term {
        let mut all = self;
        for part in other.conjuncts().into_iter().cloned() {
            let opposite = part.clone().negated();
            let own = all.conjuncts();
            if own.contains(&&opposite) {
                return Term::flag(false);
            }
            if !own.contains(&&part) {
                all = Term::both(Operation::And, all, part);
            }
        }
        all
    }

    /// Returns the conditions that must all hold.
    fn conjuncts(&self) -> Vec<&Term> {
        match self {
            Term::Both(Operation::And, sides) => {
                let mut all = sides.0.conjuncts();
                all.extend(sides.1.conjuncts());
                all
            }
            other => vec![other],
        }
    }

    pub(crate) fn or(self, other: Term) -> Term {
        Term::both(Operation::Or, self, other)
    }

    /// Returns the opposite condition.
    pub(crate) fn negated(self) -> Term {
        use Operation::*;
        match self {
            Term::Value(value) => Term::flag(!value.holds()),
            Term::Not(inner) => *inner,
            Term::Both(Equal, sides) => Term::Both(Unequal, sides),
            Term::Both(Unequal, sides) => Term::Both(Equal, sides),
            Term::Both(Less, sides) => Term::Both(AtLeast, sides),
            Term::Both(AtLeast, sides) => Term::Both(Less, sides),
            Term::Both(More, sides) => Term::Both(AtMost, sides),
            Term::Both(AtMost, sides) => Term::Both(More, sides),
            other => Term::Not(Box::new(other)),
        }
    }

    /// Joins two conditions of which each may be absent.
    pub(crate) fn all(one: Option<Term>, other: Option<Term>) -> Option<Term> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        }
    }

    /// Returns whether the condition is met in all cases.
    pub(crate) fn is_true(&self) -> bool {
        matches!(self, Term::Value(value) if value.holds())
    }

    /// Returns whether the condition is met in no case.
    pub(crate) fn is_false(&self) -> bool {
        matches!(self, Term::Value(value) if !value.holds())
    }

    /// Calls `look` with each variable.
    pub(crate) fn each_variable(&self, look: &mut impl FnMut(VariableId)) {
        match self {
            Term::Value(_) => {}
            Term::Variable(variable) => look(*variable),
            Term::Not(inner) => inner.each_variable(look),
            Term::Both(_, sides) => {
                sides.0.each_variable(look);
                sides.1.each_variable(look);
            }
            Term::If(parts) => {
                parts.0.each_variable(look);
                parts.1.each_variable(look);
                parts.2.each_variable(look);
            }
        }
    }

    /// Returns the values that it can have, each with its condition. The first whose condition holds
    /// counts; the last one has none. In `x - (1 if rain else 2)` these are `x - 1` and `x - 2`.
    pub(crate) fn leaves(self) -> Vec<(Option<Term>, Term)> {
        match self.lifted() {
            Term::If(parts) => {
                let (when, one, other) = *parts;
                let first = one.leaves().into_iter();
                let first = first.map(|(own, value)| (Term::all(Some(when.clone()), own), value));
                first.chain(other.leaves()).collect()
            }
            other => vec![(None, other)],
        }
    }

    /// Returns it with the cases of its parts as its own cases, if they are not too many.
    pub(super) fn lifted(self) -> Term {
        match self.count() <= MOST_CASES {
            true => self.lift(),
            false => self,
        }
    }

    /// Returns how many cases it has.
    fn count(&self) -> usize {
        match self {
            Term::Value(_) | Term::Variable(_) => 1,
            Term::Not(inner) => inner.count(),
            Term::Both(_, sides) => sides.0.count().saturating_mul(sides.1.count()),
            Term::If(parts) => parts.1.count().saturating_add(parts.2.count()),
        }
    }

    fn lift(self) -> Term {
        match self {
            Term::Not(inner) => match inner.lift() {
                Term::If(parts) => parts_of(*parts, Term::negated),
                inner => inner.negated(),
            },
            Term::Both(operation, sides) => {
                let (left, right) = *sides;
                match (left.lift(), right.lift()) {
                    (Term::If(parts), right) => parts_of(*parts, |left| {
                        Term::both(operation, left, right.clone()).lift()
                    }),
                    (left, Term::If(parts)) => parts_of(*parts, |right| {
                        Term::both(operation, left.clone(), right).lift()
                    }),
                    (left, right) => Term::both(operation, left, right),
                }
            }
            other => other,
        }
    }

    /// Returns the first of some variables that must be known for its value.
    pub(super) fn asks(
        &self,
        open: &impl Fn(VariableId) -> bool,
        values: &[Value],
    ) -> Option<VariableId> {
        match self {
            Term::Value(_) => None,
            Term::Variable(variable) => open(*variable).then_some(*variable),
            Term::Not(inner) => inner.asks(open, values),
            Term::Both(operation, sides) => sides.0.asks(open, values).or_else(|| {
                let first = || sides.0.value(values).holds();
                let is_decided = match operation {
                    Operation::And => !first(),
                    Operation::Or => first(),
                    _ => false,
                };
                let second = || sides.1.asks(open, values);
                (!is_decided).then(second).flatten()
            }),
            Term::If(parts) => parts.0.asks(open, values).or_else(|| {
                let case = match parts.0.value(values).holds() {
                    true => &parts.1,
                    false => &parts.2,
                };
                case.asks(open, values)
            }),
        }
    }

    /// Returns whether a variable occurs in it.
    pub(crate) fn has(&self, variable: VariableId) -> bool {
        let mut found = false;
        self.each_variable(&mut |own| found |= own == variable);
        found
    }

    /// Returns its value.
    pub(crate) fn value(&self, values: &[Value]) -> Value {
        match self {
            Term::Value(value) => value.clone(),
            Term::Variable(variable) => values[variable.0].clone(),
            Term::Not(inner) => Value::Flag(!inner.value(values).holds()),
            Term::Both(operation, sides) => {
                operation.of(&sides.0.value(values), &sides.1.value(values))
            }
            Term::If(parts) => match parts.0.value(values).holds() {
                true => parts.1.value(values),
                false => parts.2.value(values),
            },
        }
    }
}

/// Returns a term with both of its cases changed.
fn parts_of((when, one, other): (Term, Term, Term), change: impl Fn(Term) -> Term) -> Term {
    Term::If(Box::new((when, change(one), change(other))))
}

impl Operation {
    fn of(self, a: &Value, b: &Value) -> Value {
        use Operation::*;
        let (left, right) = (a.number(), b.number());
        let number = |number: Option<i64>| Value::Number(number.unwrap_or(i64::MAX));
        match self {
            Or => Value::Flag(a.holds() || b.holds()),
            And => Value::Flag(a.holds() && b.holds()),
            Equal => Value::Flag(a.equals(b)),
            Unequal => Value::Flag(!a.equals(b)),
            Less => Value::Flag(left < right),
            AtMost => Value::Flag(left <= right),
            More => Value::Flag(left > right),
            AtLeast => Value::Flag(left >= right),
            Plus => number(left.checked_add(right)),
            Minus => number(left.checked_sub(right)),
            Times => number(left.checked_mul(right)),
            Over => number(left.checked_div(right)),
            Rest => number(left.checked_rem(right)),
            Lower => Value::Number(left.min(right)),
            Higher => Value::Number(left.max(right)),
        }
    }

    /// Returns how a script writes it; `None` if it has no such operation.
    pub(super) fn symbol(self) -> Option<&'static str> {
        Some(match self {
            Operation::Or => "or",
            Operation::And => "and",
            Operation::Equal => "==",
            Operation::Unequal => "!=",
            Operation::Less => "<",
            Operation::AtMost => "<=",
            Operation::More => ">",
            Operation::AtLeast => ">=",
            Operation::Plus => "+",
            Operation::Minus => "-",
            Operation::Times => "*",
            _ => return None,
        })
    }

    /// Returns whether its value is a number.
    pub(crate) fn counts(self) -> bool {
        !self.compares() && !matches!(self, Operation::Or | Operation::And)
    }

    /// Returns the comparison with its sides exchanged.
    pub(crate) fn turned(self) -> Operation {
        use Operation::*;
        match self {
            Less => More,
            More => Less,
            AtMost => AtLeast,
            AtLeast => AtMost,
            other => other,
        }
    }

    /// Returns whether it compares two numbers.
    pub(crate) fn compares(self) -> bool {
        use Operation::*;
        matches!(self, Equal | Unequal | Less | AtMost | More | AtLeast)
    }
}
