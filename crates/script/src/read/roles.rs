//! Adds to an unknown role the entry that makes it one of the cast.

use crate::edit::{self, Step, Value};
use crate::write;
use cuebook_core::diagnostic::Diagnostic;

/// The largest number of roles whose entry is offered as an edit. Each costs another reading.
const MOST_EDITS: usize = 5;

/// Adds the line for the cast to every unknown role, and to the first ones the edit.
pub(super) fn suggest(found: &mut [Diagnostic], source: &str) {
    let unknown = found
        .iter_mut()
        .filter(|found| found.code == "unknown-role");
    let mut seen: Vec<String> = Vec::new();
    for mistake in unknown {
        let Some(name) = named(mistake, source) else {
            continue;
        };
        let written = write::name(&name);
        let advice = format!(
            "add it under `cast`: `{written}: {{}}`, or `{written}: {{ voice: … }}` with a voice of your choice"
        );
        let is_new = !seen.contains(&name) && seen.len() < MOST_EDITS;
        let edit = is_new.then(|| entry(&name, source)).flatten();
        let with_advice = match edit {
            Some((at, with)) => mistake.clone().mend(advice, at, with),
            None => mistake.clone().hint(advice),
        };
        *mistake = with_advice;
        seen.push(name);
    }
}

/// Returns the name at a mistake, without quotation marks.
fn named(mistake: &Diagnostic, source: &str) -> Option<String> {
    let tree = cuebook_yaml::parse(mistake.labels.first()?.span.of(source));
    match tree.root?.kind {
        cuebook_yaml::Kind::Scalar(name, _) => Some(name.trim().to_owned()),
        _ => None,
    }
}

/// Returns the edit that adds a role to the cast.
fn entry(name: &str, source: &str) -> Option<(cuebook_core::diagnostic::Span, String)> {
    let set = Step::Set {
        path: vec!["cast".into(), name.into()],
        value: Value::Map(Vec::new()),
    };
    let made = edit::apply(source, &[set]).ok()?;
    Some(edit::difference(source, &made))
}
