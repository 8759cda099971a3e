//! Names that expressions of a script can contain.

use std::collections::{HashMap, HashSet};

use super::{Flow, Kind, Term, Value};
use cuebook_script::write::slug;
use cuebook_story::variable::is_name;

/// The longest name of a variable.
const LONGEST: usize = 40;

/// Gives the variables and their words names that expressions can contain.
pub(super) fn give(flow: &mut Flow) {
    let mut used = HashSet::new();
    for variable in flow.variables.iter_mut() {
        variable.name = free(&legal(&variable.name, ("value", "value")), &mut used);
    }
    let mut words: HashMap<String, String> = HashMap::new();
    let mut used = HashSet::new();
    let kinds = flow.variables.iter_mut().map(|variable| &mut variable.kind);
    for kind in kinds {
        let Some(Kind::Words(own)) = kind else {
            continue;
        };
        for word in own.iter_mut() {
            let name = words.entry(word.clone());
            let name = name.or_insert_with(|| free(&legal(word, ("none", "word")), &mut used));
            word.clone_from(name);
        }
    }
    if !words.is_empty() {
        rename(flow, &words);
    }
}

/// Returns a name that a script can have: `_` is not at its start. `otherwise` has the name of one
/// without letters and digits, and the word before one that begins with a digit.
fn legal(name: &str, otherwise: (&str, &str)) -> String {
    let name = name.trim_start_matches('_');
    if is_name(name) && name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let slug = slug(name, LONGEST);
    let slug = slug.trim_matches('-');
    match slug {
        "" => otherwise.0.to_owned(),
        slug if is_name(slug) => slug.to_owned(),
        slug => format!("{}-{slug}", otherwise.1),
    }
}

fn free(name: &str, used: &mut HashSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 1;
    while !used.insert(free.clone()) {
        number += 1;
        free = format!("{name}-{number}");
    }
    free
}

/// Renames the words in all terms.
fn rename(flow: &mut Flow, words: &HashMap<String, String>) {
    for variable in flow.variables.iter_mut() {
        value(&mut variable.start, words);
    }
    flow.each_term_mut(|one| term(one, words));
}

fn value(value: &mut Value, words: &HashMap<String, String>) {
    if let Value::Word(word) = value
        && let Some(name) = words.get(word)
    {
        word.clone_from(name);
    }
}

fn term(one: &mut Term, words: &HashMap<String, String>) {
    match one {
        Term::Value(own) => value(own, words),
        Term::Variable(_) => {}
        Term::Not(inner) => term(inner, words),
        Term::Both(_, sides) => {
            term(&mut sides.0, words);
            term(&mut sides.1, words);
        }
        Term::If(parts) => {
            term(&mut parts.0, words);
            term(&mut parts.1, words);
            term(&mut parts.2, words);
        }
    }
}
