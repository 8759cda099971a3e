//! Finds the values that each variable can have.
//!
//! A number that only grows and is only compared needs no values above the largest number with
//! which it is compared. For other numbers every state of the story is looked at. If there are too
//! many states, bounds are chosen around the numbers that the source has, with a note.

use super::search::each_state;
use super::{Flow, Kind, Operation, Set, Term, Value, VariableId};

/// The least number of values of a number whose bounds are chosen.
const LEAST: i64 = 10;

/// The largest and, negative, the smallest number.
const MOST: i64 = 1_000_000;

/// Gives each variable its values.
pub(super) fn find(flow: &mut Flow) {
    kinds(flow);
    let ids: Vec<VariableId> = flow.variables.ids().collect();
    for id in ids.clone() {
        count(flow, id);
    }
    let is_open = |flow: &Flow, id: &VariableId| flow.variables[*id].kind.is_none();
    let open: Vec<VariableId> = ids.into_iter().filter(|id| is_open(flow, id)).collect();
    if open.is_empty() {
        return;
    }
    let mut ranges = vec![(i64::MAX, i64::MIN); flow.variables.len()];
    let all = each_state(flow, |memory| {
        for (range, value) in ranges.iter_mut().zip(&memory.values) {
            *range = (range.0.min(value.number()), range.1.max(value.number()));
        }
    });
    for id in open {
        let (from, to) = ranges[id.0];
        let found = all && from >= -MOST && to <= MOST;
        let (from, to) = if found { (from, to) } else { choose(flow, id) };
        flow.variables[id].kind = Some(Kind::Number { from, to });
    }
}

/// Finds the kinds of the variables. Numbers get no kind yet.
fn kinds(flow: &mut Flow) {
    let mut sets: Vec<Set> = Vec::new();
    flow.each_set(|set| sets.push(set.clone()));
    let starts = flow.variables.entries();
    let starts: Vec<Set> = starts
        .map(|(variable, own)| Set {
            variable,
            value: Term::Value(own.start.clone()),
        })
        .collect();
    sets.extend(starts);
    let mut flags = vec![true; flow.variables.len()];
    let mut words: Vec<Vec<String>> = vec![Vec::new(); flow.variables.len()];
    for _ in 0..=flow.variables.len() {
        for set in &sets {
            flags[set.variable.0] &= is_flag(&set.value, &flags);
            for word in words_of(&set.value, &words) {
                let own = &mut words[set.variable.0];
                if !own.contains(&word) {
                    own.push(word);
                }
            }
        }
    }
    let mut compared: Vec<(VariableId, String)> = Vec::new();
    flow.each_term(|term| compared_words(term, &mut compared));
    for (variable, word) in compared {
        let own = &mut words[variable.0];
        if !own.is_empty() && !own.contains(&word) {
            own.push(word);
        }
    }
    for (id, words) in words.into_iter().enumerate() {
        let variable = &mut flow.variables[VariableId(id)];
        if flags[id] {
            variable.kind = Some(Kind::Flag);
        } else if !words.is_empty() {
            if !matches!(variable.start, Value::Word(_)) {
                variable.start = Value::Word(words[0].clone());
            }
            let mut all = variable.words.clone();
            all.extend(
                words
                    .into_iter()
                    .filter(|word| !variable.words.contains(word)),
            );
            variable.kind = Some(Kind::Words(all));
        }
    }
}

fn is_flag(term: &Term, flags: &[bool]) -> bool {
    match term {
        Term::Value(value) => matches!(value, Value::Flag(_)),
        Term::Variable(variable) => flags[variable.0],
        Term::Not(_) => true,
        Term::If(parts) => is_flag(&parts.1, flags) && is_flag(&parts.2, flags),
        Term::Both(operation, _) => !operation.counts(),
    }
}

/// Returns the words that a term can be.
fn words_of(term: &Term, words: &[Vec<String>]) -> Vec<String> {
    match term {
        Term::Value(Value::Word(word)) => vec![word.clone()],
        Term::Variable(variable) => words[variable.0].clone(),
        Term::If(parts) => [words_of(&parts.1, words), words_of(&parts.2, words)].concat(),
        _ => Vec::new(),
    }
}

/// Finds the words with which variables are compared.
fn compared_words(term: &Term, found: &mut Vec<(VariableId, String)>) {
    match term {
        Term::Value(_) | Term::Variable(_) => {}
        Term::Not(inner) => compared_words(inner, found),
        Term::If(parts) => {
            for part in [&parts.0, &parts.1, &parts.2] {
                compared_words(part, found);
            }
        }
        Term::Both(_, sides) => match (&sides.0, &sides.1) {
            (Term::Variable(variable), Term::Value(Value::Word(word)))
            | (Term::Value(Value::Word(word)), Term::Variable(variable)) => {
                found.push((*variable, word.clone()));
            }
            (left, right) => {
                compared_words(left, found);
                compared_words(right, found);
            }
        },
    }
}

/// What a story does with a number.
#[derive(Default)]
struct Uses {
    /// The numbers with which it is compared and to which it is set.
    numbers: Vec<i64>,
    grows: bool,
    shrinks: bool,
    /// Whether its value matters in another way.
    other: bool,
}

fn uses(flow: &Flow, id: VariableId) -> Uses {
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
fn step(id: VariableId, value: &Term) -> Option<i64> {
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

/// Gives bounds to a number that is set to a few values, or only grows or shrinks.
fn count(flow: &mut Flow, id: VariableId) {
    if flow.variables[id].kind.is_some() {
        return;
    }
    if let Some((from, to)) = limits(flow, id) {
        flow.variables[id].kind = Some(Kind::Number { from, to });
        flow.variables[id].clamps = true;
        return;
    }
    let uses = uses(flow, id);
    if uses.other || (uses.grows && uses.shrinks) {
        return;
    }
    let least = uses.numbers.iter().copied().min().unwrap_or(0);
    let most = uses.numbers.iter().copied().max().unwrap_or(0);
    let (from, to) = match (uses.grows, uses.shrinks) {
        (true, _) => (least, most + 1),
        (_, true) => (least - 1, most),
        _ => {
            let start = flow.variables[id].start.number();
            (least.min(start), most)
        }
    };
    if from < -MOST || to > MOST {
        return;
    }
    if !flow.variables[id].written && (from, to) == (0, 1) {
        return as_flag(flow, id);
    }
    flow.variables[id].kind = Some(Kind::Number { from, to });
    flow.variables[id].clamps = uses.grows || uses.shrinks;
}

/// Returns the bounds of a number if each step of it is limited by `MIN` or `MAX`.
fn limits(flow: &Flow, id: VariableId) -> Option<(i64, i64)> {
    let start = flow.variables[id].start.number();
    let (mut from, mut to) = (start, start);
    let (mut limited, mut all) = (false, true);
    flow.each_set(|set| {
        if set.variable != id {
            return;
        }
        if let Term::Value(value) = &set.value {
            (from, to) = (from.min(value.number()), to.max(value.number()));
            return;
        }
        let (least, most, step) = limit(id, &set.value);
        all &= match step {
            Some(0..) => most.is_some(),
            Some(_) => least.is_some(),
            None => least.is_some() && most.is_some(),
        };
        limited = true;
        for bound in [least, most].into_iter().flatten() {
            (from, to) = (from.min(bound), to.max(bound));
        }
    });
    (limited && all && from >= -MOST && to <= MOST).then_some((from, to))
}

/// Returns the least and the largest value of a step, and how large the step is.
fn limit(id: VariableId, value: &Term) -> (Option<i64>, Option<i64>, Option<i64>) {
    let Term::Both(operation, sides) = value else {
        return (None, None, None);
    };
    match (operation, &sides.0, &sides.1) {
        (Operation::Lower, inner, Term::Value(bound)) => {
            let (least, _, step) = limit(id, inner);
            (least, Some(bound.number()), step)
        }
        (Operation::Higher, inner, Term::Value(bound)) => {
            let (_, most, step) = limit(id, inner);
            (Some(bound.number()), most, step)
        }
        _ => (None, None, step(id, value)),
    }
}

/// Makes a flag of a count of which only the first matters.
fn as_flag(flow: &mut Flow, id: VariableId) {
    flow.variables[id].kind = Some(Kind::Flag);
    flow.variables[id].start = Value::Flag(false);
    for block in flow.blocks.iter_mut() {
        block.sets.iter_mut().for_each(|set| flagged_set(set, id));
        for line in &mut block.lines {
            flagged(&mut line.when, id);
        }
        match &mut block.end {
            super::End::Ways(ways) => ways.iter_mut().for_each(|(when, _)| flagged(when, id)),
            super::End::Choice(choice) => {
                for option in choice.options.iter_mut().chain(&mut choice.default) {
                    flagged(&mut option.when, id);
                    option.sets.iter_mut().for_each(|set| flagged_set(set, id));
                }
            }
        }
    }
}

fn flagged_set(set: &mut Set, id: VariableId) {
    if set.variable == id {
        let is_reset = matches!(&set.value, Term::Value(value) if !value.holds());
        set.value = Term::flag(!is_reset);
    } else {
        set.value = as_asked(&set.value, id);
    }
}

fn flagged(when: &mut Option<Term>, id: VariableId) {
    if let Some(term) = when {
        *term = as_asked(term, id);
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
                let set = Set {
                    variable: id,
                    value: Term::number(number),
                };
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

/// Chooses bounds around the numbers that the source has, and notes it.
fn choose(flow: &mut Flow, id: VariableId) -> (i64, i64) {
    let uses = uses(flow, id);
    let mut numbers = uses.numbers;
    flow.each_term(|term| numbers_of(term, id, &mut numbers));
    numbers.retain(|number| number.abs() <= MOST / 4);
    let least = numbers.iter().copied().min().unwrap_or(0);
    let most = numbers.iter().copied().max().unwrap_or(0);
    let span = (most - least).max(LEAST);
    let from = if least >= 0 && !uses.other {
        least.min(0)
    } else {
        least - span
    };
    let to = (most + span).min(MOST);
    let variable = &flow.variables[id];
    let (at, name) = (variable.at, variable.name.clone());
    let what = format!("`{name}` can grow without end; the show keeps it from {from} to {to}");
    flow.note(at, what, "set the bounds that the story needs in `state`");
    (from, to)
}

/// Finds the numbers with which a variable is calculated or compared.
fn numbers_of(term: &Term, id: VariableId, numbers: &mut Vec<i64>) {
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
