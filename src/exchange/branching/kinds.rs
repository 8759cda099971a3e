//! Finds which variables are flags, numbers and words.

use super::{Flow, Kind, Set, Term, Value, VariableId};

/// Finds the kinds of the variables. Numbers get no kind yet.
pub(super) fn find(flow: &mut Flow) {
    let mut sets: Vec<Set> = Vec::new();
    flow.each_set(|set| sets.push(set.clone()));
    let starts = flow.variables.entries();
    let starts: Vec<Set> = starts
        .map(|(variable, own)| Set::of(variable, Term::Value(own.start.clone())))
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
