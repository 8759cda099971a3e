//! Counts of which only the first matters become flags.

use super::{Flow, Kind, Set, Term, Value, VariableId};

/// Makes a flag of a count of which only the first matters.
pub(super) fn of_count(flow: &mut Flow, id: VariableId) {
    flow.variables[id].kind = Some(Kind::Flag);
    flow.variables[id].start = Value::Flag(false);
    flow.each_set_mut(|set| flagged_set(set, id));
    flow.each_condition_mut(|term| *term = as_asked(term, id));
}

fn flagged_set(set: &mut Set, id: VariableId) {
    if set.variable == id {
        let is_reset = matches!(&set.value, Term::Value(value) if !value.holds());
        set.value = Term::flag(!is_reset);
    } else {
        set.value = as_asked(&set.value, id);
    }
}

/// Returns a condition in which comparisons of a count are conditions of a flag.
fn as_asked(term: &Term, id: VariableId) -> Term {
    match term {
        Term::Value(_) | Term::Variable(_) => term.clone(),
        Term::Not(inner) => as_asked(inner, id).negated(),
        Term::If(parts) => Term::If(Box::new((
            as_asked(&parts.0, id),
            as_asked(&parts.1, id),
            as_asked(&parts.2, id),
        ))),
        Term::Both(operation, sides) => {
            let compares = match (&sides.0, &sides.1) {
                (Term::Variable(own), Term::Value(_)) | (Term::Value(_), Term::Variable(own)) => {
                    *own == id
                }
                _ => false,
            };
            if !compares {
                return Term::both(*operation, as_asked(&sides.0, id), as_asked(&sides.1, id));
            }
            let at = |number: i64| {
                let set = Set::of(id, Term::number(number));
                term.with(&[set]).is_true()
            };
            match (at(0), at(1)) {
                (false, true) => Term::Variable(id),
                (true, false) => Term::Not(Box::new(Term::Variable(id))),
                (answer, _) => Term::flag(answer),
            }
        }
    }
}
