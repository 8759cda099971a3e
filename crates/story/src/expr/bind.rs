//! Finds the variables of an expression and checks the types.

mod messages;

use cuebook_core::diagnostic::Span;
use cuebook_core::id::IdVec;

use super::written::{Shape, Term};
use super::{Expr, Fault, Operator, Written};
use crate::story::VariableId;
use crate::variable::{Kind, Variable};

/// The type that an expression needs to have.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// True or false.
    Condition,
    /// A value of this variable.
    Value(VariableId),
}

/// The type of an expression.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Type {
    Flag,
    Number,
    /// A word of this variable's set.
    Word(VariableId),
}

impl Written {
    /// Finds the variables and checks the types.
    ///
    /// # Errors
    ///
    /// Returns all unknown names and wrong types.
    pub fn bind(
        &self,
        variables: &IdVec<VariableId, Variable>,
        wanted: Wanted,
    ) -> Result<Expr, Vec<Fault>> {
        let mut binder = Binder {
            text: &self.text,
            variables,
            faults: Vec::new(),
        };
        let bound = binder.whole(&self.root, wanted);
        match bound {
            Some(expr) if binder.faults.is_empty() => Ok(expr),
            _ => Err(binder.faults),
        }
    }
}

struct Binder<'b> {
    text: &'b str,
    variables: &'b IdVec<VariableId, Variable>,
    faults: Vec<Fault>,
}

/// An expression with its type; `None` after a mistake.
type Bound = Option<(Expr, Type)>;

impl Binder<'_> {
    fn whole(&mut self, root: &Term, wanted: Wanted) -> Option<Expr> {
        let (needed, words) = match wanted {
            Wanted::Condition => (Type::Flag, None),
            Wanted::Value(variable) => match self.type_of(variable) {
                Type::Word(of) => (Type::Word(of), Some(of)),
                plain => (plain, None),
            },
        };
        let (expr, found) = self.term(root, words)?;
        if self.fit(needed, found) {
            self.within(root, &expr, wanted);
            return Some(expr);
        }
        let fault = match wanted {
            Wanted::Condition => self.no_condition(root, found),
            Wanted::Value(variable) => {
                let name = &self.variables[variable].name;
                let message = format!(
                    "{} {}, and `{name}` {}",
                    self.quoted(root),
                    self.says(found),
                    self.says(needed)
                );
                Fault::new(root.span, message)
            }
        };
        self.faults.push(fault);
        None
    }

    /// Reports a new value that is out of the range of its variable whatever the others are.
    fn within(&mut self, root: &Term, expr: &Expr, wanted: Wanted) {
        let Wanted::Value(variable) = wanted else {
            return;
        };
        let Variable { name, kind, .. } = &self.variables[variable];
        let Some(value) = expr.constant() else { return };
        let (from, to) = kind.bounds();
        if (from..=to).contains(&value) {
            return;
        }
        let message =
            format!("`{name}` is a whole number from {from} to {to}, so it cannot be {value}");
        let nearest = value.clamp(from, to).to_string();
        self.faults
            .push(Fault::new(root.span, message).write(root.span, nearest));
    }

    /// Binds a term. A name may be a word of the set of `words`.
    fn term(&mut self, term: &Term, words: Option<VariableId>) -> Bound {
        match &term.shape {
            Shape::Number(number) => Some((Expr::Number(*number), Type::Number)),
            Shape::Flag(flag) => Some((Expr::Flag(*flag), Type::Flag)),
            Shape::Name(name) => self.name(name, term.span, words),
            Shape::Not(inner) => {
                let inner = self.operand(inner, Type::Flag, "not");
                Some((Expr::Not(Box::new(inner?)), Type::Flag))
            }
            Shape::Negative(inner) => {
                let inner = self.operand(inner, Type::Number, "-");
                Some((Expr::Negative(Box::new(inner?)), Type::Number))
            }
            Shape::Both {
                operator,
                left,
                right,
                ..
            } => self.both(*operator, left, right),
        }
    }

    fn both(&mut self, operator: Operator, left: &Term, right: &Term) -> Bound {
        let (needed, result) = match operator {
            Operator::Or | Operator::And => (Type::Flag, Type::Flag),
            Operator::Plus | Operator::Minus | Operator::Times => (Type::Number, Type::Number),
            Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => {
                (Type::Number, Type::Flag)
            }
            Operator::Equal | Operator::Unequal => return self.equal(operator, left, right),
        };
        let symbol = operator.symbol();
        let left = self.operand(left, needed, symbol);
        let right = self.operand(right, needed, symbol);
        Some((join(operator, left?, right?), result))
    }

    /// Binds an operand that needs to have a type.
    fn operand(&mut self, term: &Term, needed: Type, symbol: &str) -> Option<Expr> {
        let (expr, found) = self.term(term, None)?;
        if found == needed {
            return Some(expr);
        }
        let needs = match needed {
            Type::Flag => "conditions",
            _ => "numbers",
        };
        let message = format!(
            "{} {}, and `{symbol}` needs {needs}",
            self.quoted(term),
            self.says(found)
        );
        let fault = Fault::new(term.span, message);
        let fault = match needed {
            Type::Flag => self.compared(fault, term, found),
            _ => fault,
        };
        self.faults.push(fault);
        None
    }

    /// Binds both sides of `==` and `!=`. A name beside a variable may be a word of its set.
    fn equal(&mut self, operator: Operator, left: &Term, right: &Term) -> Bound {
        let (of_left, of_right) = (self.set_of(left), self.set_of(right));
        let right_is_word = of_left.is_some_and(|of| self.has_word(of, right));
        let left_words = of_right.filter(|_| !right_is_word);
        let left_is_word = left_words.is_some_and(|of| self.has_word(of, left));
        let bound_left = self.term(
            left,
            left_words.filter(|_| left_is_word || of_left.is_none()),
        );
        let bound_right = self.term(
            right,
            of_left.filter(|_| right_is_word || of_right.is_none()),
        );
        let ((a, a_type), (b, b_type)) = (bound_left?, bound_right?);
        if self.fit(a_type, b_type) {
            return Some((join(operator, a, b), Type::Flag));
        }
        let message = format!(
            "{} {}, and {} {}: they cannot be compared",
            self.quoted(left),
            self.says(a_type),
            self.quoted(right),
            self.says(b_type)
        );
        let span = Span::new(left.span.start, right.span.end);
        self.faults.push(Fault::new(span, message));
        None
    }

    fn name(&mut self, name: &str, span: Span, words: Option<VariableId>) -> Bound {
        let word = words.and_then(|of| Some((of, self.words(of).iter().position(|w| w == name)?)));
        if let Some((of, index)) = word {
            return Some((Expr::Word { of, index }, Type::Word(of)));
        }
        if let Some(variable) = self.variable(name) {
            return Some((Expr::Variable(variable), self.type_of(variable)));
        }
        let fault = match words {
            Some(of) => self.no_word(name, span, of),
            None => self.unknown(name, span),
        };
        self.faults.push(fault);
        None
    }

    fn variable(&self, name: &str) -> Option<VariableId> {
        self.variables.position(|variable| variable.name == name)
    }

    fn type_of(&self, variable: VariableId) -> Type {
        match self.variables[variable].kind {
            Kind::Flag => Type::Flag,
            Kind::Number { .. } => Type::Number,
            Kind::OneOf(_) => Type::Word(variable),
        }
    }

    /// The words of a variable's set.
    fn words(&self, variable: VariableId) -> &[String] {
        match &self.variables[variable].kind {
            Kind::OneOf(words) => words,
            _ => &[],
        }
    }

    fn has_word(&self, of: VariableId, term: &Term) -> bool {
        matches!(&term.shape, Shape::Name(name) if self.words(of).contains(name))
    }

    /// The variable that a term names, if its values are words.
    fn set_of(&self, term: &Term) -> Option<VariableId> {
        let Shape::Name(name) = &term.shape else {
            return None;
        };
        let variable = self.variable(name)?;
        (!self.words(variable).is_empty()).then_some(variable)
    }

    /// Whether two types are the same. Two sets are if their words are.
    fn fit(&self, a: Type, b: Type) -> bool {
        match (a, b) {
            (Type::Word(a), Type::Word(b)) => self.words(a) == self.words(b),
            _ => a == b,
        }
    }
}

fn join(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr::Both {
        operator,
        left: Box::new(left),
        right: Box::new(right),
    }
}
