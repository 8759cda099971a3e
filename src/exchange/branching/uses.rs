//! What a story does with a number.

use super::{Flow, Operation, Term, VariableId};

/// What a story does with a number.
#[derive(Default)]
pub(super) struct Uses {
    /// The numbers with which it is compared and to which it is set.
    pub numbers: Vec<i64>,
    pub grows: bool,
    pub shrinks: bool,
    /// Whether its value matters in another way.
    pub other: bool,
}

pub(super) fn uses(flow: &Flow, id: VariableId) -> Uses {
    let mut uses = Uses::default();
    uses.numbers.push(flow.variables[id].start.number());
    let mut own = Vec::new();
    flow.each_set(|set| {
        if set.variable == id {
            own.push(set.value.clone());
        }
    });
    for value in &own {
        match step(id, value) {
            Some(by) => {
                uses.grows |= by > 0;
                uses.shrinks |= by < 0;
            }
            None => match value {
                Term::Value(value) => uses.numbers.push(value.number()),
                _ => uses.other = true,
            },
        }
    }
    flow.each_term(|term| {
        if step(id, term).is_none() {
            uses.look(id, term);
        }
    });
    uses.other |= flow.prints.iter().any(|term| term.has(id));
    uses
}

/// Returns by how much a value of `x + 2` is larger than `x`.
pub(super) fn step(id: VariableId, value: &Term) -> Option<i64> {
    let Term::Both(operation, sides) = value else {
        return None;
    };
    match (operation, &sides.0, &sides.1) {
        (Operation::Plus, Term::Variable(own), Term::Value(by))
        | (Operation::Plus, Term::Value(by), Term::Variable(own))
            if *own == id =>
        {
            Some(by.number())
        }
        (Operation::Minus, Term::Variable(own), Term::Value(by)) if *own == id => {
            Some(-by.number())
        }
        _ => None,
    }
}

impl Uses {
    fn look(&mut self, id: VariableId, term: &Term) {
        match term {
            Term::Value(_) => {}
            // A condition: whether it is zero.
            Term::Variable(own) => {
                if *own == id {
                    self.numbers.push(0);
                }
            }
            Term::Not(inner) => self.look(id, inner),
            Term::If(parts) => {
                self.look(id, &parts.0);
                self.other |= parts.1.has(id) || parts.2.has(id);
            }
            Term::Both(operation, sides) => match (&sides.0, &sides.1) {
                (Term::Variable(own), Term::Value(value))
                | (Term::Value(value), Term::Variable(own))
                    if *own == id && !operation.counts() =>
                {
                    self.numbers.push(value.number());
                }
                (left, right) if matches!(operation, Operation::And | Operation::Or) => {
                    self.look(id, left);
                    self.look(id, right);
                }
                (left, right) => self.other |= left.has(id) || right.has(id),
            },
        }
    }
}

/// Finds the numbers with which a variable is calculated or compared.
pub(super) fn numbers_of(term: &Term, id: VariableId, numbers: &mut Vec<i64>) {
    match term {
        Term::Value(_) | Term::Variable(_) => {}
        Term::Not(inner) => numbers_of(inner, id, numbers),
        Term::If(parts) => {
            for part in [&parts.0, &parts.1, &parts.2] {
                numbers_of(part, id, numbers);
            }
        }
        Term::Both(_, sides) => {
            if let (Term::Variable(own), Term::Value(value))
            | (Term::Value(value), Term::Variable(own)) = (&sides.0, &sides.1)
                && *own == id
            {
                numbers.push(value.number());
            }
            numbers_of(&sides.0, id, numbers);
            numbers_of(&sides.1, id, numbers);
        }
    }
}
