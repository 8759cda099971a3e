//! The mistakes that an edit would add, as they are printed.

use super::findings;
use crate::session::Show;
use crate::session::edit::Edited;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_script::edit::{Key, Step, Value, items, model_of};

/// Prints the diagnostics that an edit would add. A diagnostic whose place exists in the unchanged
/// file is shown there.
pub(super) fn print(edited: &Edited, steps: &[Step]) {
    if edited.worse.is_empty() {
        return;
    }
    let removed = removed(&edited.before, steps);
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for found in &edited.worse {
        let found = &still_used(edited, found, &removed).unwrap_or_else(|| found.clone());
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

/// Returns the diagnostic about a name that is unknown because a change removes it.
fn still_used(edited: &Edited, found: &Diagnostic, removed: &[String]) -> Option<Diagnostic> {
    let what = found.code.strip_prefix("unknown-")?;
    let place = found
        .labels
        .first()
        .filter(|label| label.source == Source::Script)?;
    let word = place
        .span
        .of(&edited.after.source)
        .trim_matches(['"', '\'']);
    let name = removed.iter().find(|name| *name == word)?;
    let message = format!("the {what} `{name}` is used here, so it cannot be removed");
    let used = Diagnostic::error(found.code, place.span, message);
    Some(used.hint(format!("remove this first, or name another {what}")))
}
