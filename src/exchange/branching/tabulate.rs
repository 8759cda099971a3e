//! Conditions that a script cannot calculate, such as `x % 2 == 0`, as the values for which they
//! hold.

use super::pen::Pen;
use super::{Kind, Operation, Term, Value, Variable, VariableId};
use cuebook_core::id::IdVec;
use cuebook_story::Written;

/// The most combinations of values that are tried.
const MOST: usize = 128;

/// The most values that a condition lists.
const LISTED: usize = 24;

type Variables = IdVec<VariableId, Variable>;

/// Returns a condition as a script writes it; `None` if it has no such form.
pub(crate) fn condition(term: &Term, variables: &Variables) -> Option<String> {
    let pen = Pen(variables);
    let written = pen.condition(term);
    let written = written.or_else(|| pen.condition(&term.clone().lifted()));
    let written = written.or_else(|| listed(term, variables))?;
    plain(&written)
}

/// Returns a new value as a script writes it; `None` if it has no such form.
pub(crate) fn value(variable: VariableId, term: &Term, variables: &Variables) -> Option<String> {
    let term = match &variables[variable].kind {
        Some(Kind::Number { from, to }) => within(term, *from, *to),
        _ => term.clone(),
    };
    let term = &term;
    let written = Pen(variables).new_value(variable, term);
    let is_flag = variables[variable].kind == Some(Kind::Flag);
    plain(&written.or_else(|| is_flag.then(|| listed(term, variables)).flatten())?)
}

/// Returns a new value for a number with these bounds: a plain value is one of them.
fn within(term: &Term, from: i64, to: i64) -> Term {
    match unclamped(term, from, to) {
        Term::Value(Value::Number(number)) => Term::Value(Value::Number((*number).clamp(from, to))),
        term => term.clone(),
    }
}

/// Returns a new value without the limits at the bounds: a show keeps each number within them.
fn unclamped(term: &Term, from: i64, to: i64) -> &Term {
    let Term::Both(operation, sides) = term else {
        return term;
    };
    match (operation, &sides.0, &sides.1) {
        (Operation::Lower, inner, Term::Value(most))
        | (Operation::Lower, Term::Value(most), inner)
            if most.number() >= to =>
        {
            unclamped(inner, from, to)
        }
        (Operation::Higher, inner, Term::Value(least))
        | (Operation::Higher, Term::Value(least), inner)
            if least.number() <= from =>
        {
            unclamped(inner, from, to)
        }
        _ => term,
    }
}

/// Returns an expression without needless brackets.
fn plain(written: &str) -> Option<String> {
    Some(Written::parse(written).ok()?.to_string())
}

/// Returns all values of a variable.
pub(crate) fn domain(variable: &Variable) -> Vec<Value> {
    match &variable.kind {
        Some(Kind::Flag) => vec![Value::Flag(false), Value::Flag(true)],
        Some(Kind::Number { from, to }) if to - from < MOST as i64 => {
            (*from..=*to).map(Value::Number).collect()
        }
        Some(Kind::Words(words)) => words.iter().cloned().map(Value::Word).collect(),
        _ => Vec::new(),
    }
}

/// Returns all combinations of values of the variables in a term; `None` if there are too many.
pub(crate) fn cases(term: &Term, variables: &Variables) -> Option<Vec<Vec<(VariableId, Value)>>> {
    let mut used = Vec::new();
    term.each_variable(&mut |variable| {
        if !used.contains(&variable) {
            used.push(variable);
        }
    });
    let mut cases: Vec<Vec<(VariableId, Value)>> = vec![Vec::new()];
    for variable in used {
        let domain = domain(&variables[variable]);
        if domain.is_empty() || cases.len() * domain.len() > MOST {
            return None;
        }
        cases = cases
            .iter()
            .flat_map(|case| {
                domain.iter().map(move |value| {
                    let mut case = case.clone();
                    case.push((variable, value.clone()));
                    case
                })
            })
            .collect();
    }
    Some(cases)
}

/// Lists the values for which a condition holds.
fn listed(term: &Term, variables: &Variables) -> Option<String> {
    let cases = cases(term, variables)?;
    let mut values: Vec<Value> = variables.iter().map(|one| one.start.clone()).collect();
    let mut holding = Vec::new();
    for case in &cases {
        for (variable, value) in case {
            values[variable.0] = value.clone();
        }
        if term.value(&values).holds() {
            holding.push(case);
        }
    }
    if holding.len() == cases.len() || holding.is_empty() {
        return Some((!holding.is_empty()).to_string());
    }
    if holding.len() > LISTED {
        return None;
    }
    let all = holding.iter().map(|case| {
        let parts = case
            .iter()
            .map(|(variable, value)| part(&variables[*variable], value));
        format!("({})", parts.collect::<Vec<_>>().join(" and "))
    });
    Some(all.collect::<Vec<_>>().join(" or "))
}

fn part(variable: &Variable, value: &Value) -> String {
    let name = &variable.name;
    match value {
        Value::Flag(true) => name.clone(),
        Value::Flag(false) => format!("not {name}"),
        value => format!("{name} == {}", value.shown()),
    }
}
