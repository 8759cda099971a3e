//! The mistakes that an edit would add, as they are printed.

use super::findings;
use crate::session::Show;
use crate::session::edit::Edited;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_script::edit::{CODE, Key, Step, Value, items, model_of};

/// Prints the diagnostics that an edit would add. A diagnostic whose place exists in the unchanged
/// file is shown there.
pub(super) fn print(edited: &Edited, steps: &[Step]) {
    if edited.worse.is_empty() {
        return;
    }
    let removed = removed(&edited.before, steps);
    let (mut here, mut there) = (Vec::new(), Vec::new());
    let found = edited.worse.iter();
    for found in found.filter(|found| !is_new(edited, found, steps)) {
        let used = still_used(edited, found, &removed);
        let found = &used.unwrap_or_else(|| with_command(edited, found.clone()));
        match edited.before_it(found) {
            Some(found) => here.push(found),
            None => there.push(found.clone()),
        }
    }
    if !here.is_empty() {
        findings::print(&edited.before, &here);
    }
    if !there.is_empty() {
        findings::print_changed(&edited.after, &there);
    }
}

/// Returns the names and ids of the things that steps remove.
fn removed(show: &Show, steps: &[Step]) -> Vec<String> {
    let of_list = |section: &str| {
        let items = items(&show.source, section).unwrap_or_default();
        items.into_iter().map(|item| item.id.map(|(id, _)| id))
    };
    let section_of = |section: &str| model_of(&show.source).ok()?.get(section).cloned();
    let names = |step: &Step| -> Vec<String> {
        let Step::Remove { path } = step else {
            return Vec::new();
        };
        match path.as_slice() {
            [Key::Name(_), Key::Name(name)] => vec![name.clone()],
            [Key::Name(section), Key::At(index)] => {
                of_list(section).nth(*index).flatten().into_iter().collect()
            }
            [
                Key::Name(section),
                Key::At(index),
                Key::Name(list),
                Key::At(item),
            ] => {
                let all = section_of(section);
                let list = all.and_then(|all| all.at(*index)?.get(list).cloned());
                let id = list.and_then(|list| list.at(*item)?.get("id").cloned());
                match id {
                    Some(Value::Text(id)) => vec![id.text],
                    _ => Vec::new(),
                }
            }
            // A section goes with its last names.
            [Key::Name(section)] => match section_of(section) {
                Some(Value::Map(names)) => names.into_iter().map(|(name, _)| name).collect(),
                _ => of_list(section).flatten().collect(),
            },
            _ => Vec::new(),
        }
    };
    steps.iter().flat_map(names).collect()
}

/// Returns the words of the changed script that a diagnostic is about.
fn words<'e>(edited: &'e Edited, found: &Diagnostic) -> Option<&'e str> {
    let place = found.labels.first();
    let place = place.filter(|label| label.source == Source::Script)?;
    let words = place.span.of(&edited.after.source);
    Some(words.trim_matches(['"', '\'']))
}

/// Returns whether a diagnostic only says that nothing uses the name that the change adds. The next
/// command uses it.
fn is_new(edited: &Edited, found: &Diagnostic, steps: &[Step]) -> bool {
    let added = |name: &str| {
        steps.iter().any(|step| {
            matches!(step, Step::Set { path, .. }
                if matches!(path.as_slice(), [Key::Name(_), Key::Name(own), ..] if own == name))
        })
    };
    found.code.starts_with("unused-") && words(edited, found).is_some_and(added)
}

/// Adds the command that makes the change possible.
fn with_command(edited: &Edited, found: Diagnostic) -> Diagnostic {
    let script = edited.before.path.display();
    match (found.code, words(edited, &found)) {
        ("unknown-role", Some(role)) => {
            let hint = format!("`cuebook cast set {script} {role} voice=VOICE` adds it");
            found.hint(hint)
        }
        ("quote-not-dialogue", _) => found.hint(format!(
            "the narrator says these words; `cuebook line assign {script} 'WORDS' --by ROLE` gives them to a role, and `cuebook cue add {script} --hush 2s --at 'WORDS'` makes a pause before them"
        )),
        _ => found,
    }
}

/// Returns the diagnostic about a name that is unknown because a change removes it.
fn still_used(edited: &Edited, found: &Diagnostic, removed: &[String]) -> Option<Diagnostic> {
    let what = found.code.strip_prefix("unknown-")?;
    let place = found.labels.first()?;
    let word = words(edited, found)?;
    let name = removed.iter().find(|name| *name == word)?;
    let message = format!("the {what} `{name}` is used here, so it cannot be removed");
    let used = Diagnostic::error(CODE, place.span, message);
    Some(used.hint(format!("remove this first, or name another {what}")))
}
