//! Code actions that change a script as the edit commands do: guesses, the speakers of lines,
//! and the removal of lines, cues and roles.

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, TextEdit};

use super::actions::workspace_edit;
use super::layout;
use super::reading::Reading;
use crate::session::Show;
use cuebook_core::diagnostic::Span;
use cuebook_script::edit::{self, Item, Key, Step, Value};

/// The number of lines before and after a line whose roles are offered for it.
const NEAR: usize = 12;

/// The largest number of roles that are offered for a line.
const MOST_ROLES: usize = 6;

/// A change: its title, its kind and its steps.
struct Change {
    title: String,
    kind: CodeActionKind,
    steps: Vec<Step>,
}

/// Returns the changes for the item of the script at a place.
pub(super) fn changes(uri: &str, reading: &Reading, place: Span) -> Vec<CodeActionOrCommand> {
    let source: &str = &reading.page.text;
    let mut found = Vec::new();
    for section in ["lines", "cues"] {
        let items = edit::items(source, section).unwrap_or_default();
        // A comment after the item is on its last line.
        let is_here = |item: &Item| {
            let end = source[item.span.end..].find('\n');
            let end = end.map_or(source.len(), |length| item.span.end + length);
            item.span.start <= place.end && place.start <= end
        };
        if let Some(index) = items.iter().position(is_here) {
            match section {
                "lines" => of_line(reading, index, &mut found),
                _ => found.push(Change {
                    title: "remove this cue".to_owned(),
                    kind: CodeActionKind::REFACTOR,
                    steps: vec![Step::Remove {
                        path: vec!["cues".into(), index.into()],
                    }],
                }),
            }
        }
    }
    let offered = found
        .into_iter()
        .filter_map(|change| offered(uri, reading, change));
    offered.collect()
}

/// Adds the changes for an item of `lines`.
fn of_line(reading: &Reading, index: usize, found: &mut Vec<Change>) {
    let path: Vec<Key> = vec!["lines".into(), index.into()];
    let settle = |index: usize| Step::Settle {
        path: vec!["lines".into(), index.into()],
    };
    let guesses = edit::guesses(&reading.page.text).unwrap_or_default();
    let guesses = guesses.into_iter().filter(|guess| guess.section == "lines");
    let guesses: Vec<usize> = guesses.map(|guess| guess.index).collect();
    if guesses.contains(&index) {
        found.push(Change {
            title: "accept this guess".to_owned(),
            kind: CodeActionKind::QUICKFIX,
            steps: vec![settle(index)],
        });
        found.push(Change {
            title: format!("accept all {} guesses", guesses.len()),
            kind: CodeActionKind::QUICKFIX,
            steps: guesses.iter().copied().map(settle).collect(),
        });
    }
    for role in roles_near(&reading.show, index) {
        let mut by = path.clone();
        by.push("by".into());
        found.push(Change {
            title: format!("give this line to {role}"),
            kind: CodeActionKind::REFACTOR,
            steps: vec![
                Step::Set {
                    path: by,
                    value: Value::token(&role),
                },
                settle(index),
            ],
        });
    }
    found.push(Change {
        title: "remove this line; the narrator reads it".to_owned(),
        kind: CodeActionKind::REFACTOR,
        steps: Show::without_lines(vec![index]),
    });
}

/// Returns the roles of the lines around an item, the nearest first, without its own role.
fn roles_near(show: &Show, index: usize) -> Vec<String> {
    let by = |index: usize| {
        let note = show.script.lines.get(index)?;
        note.by.as_ref().map(|by| by.value.clone())
    };
    let own = by(index);
    let mut roles: Vec<String> = Vec::new();
    for distance in 1..=NEAR {
        let near = [index.checked_sub(distance), Some(index + distance)];
        for role in near.into_iter().flatten().filter_map(by) {
            if Some(&role) != own.as_ref() && !roles.contains(&role) {
                roles.push(role);
            }
        }
    }
    roles.truncate(MOST_ROLES);
    roles
}

/// Returns a change as a code action, or `None` if the script cannot be changed so.
fn offered(uri: &str, reading: &Reading, change: Change) -> Option<CodeActionOrCommand> {
    let text = edit::apply(&reading.page.text, &change.steps).ok()?;
    let edits: Vec<TextEdit> = layout::between(&reading.page, &text);
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: change.title,
        kind: Some(change.kind),
        edit: Some(workspace_edit(uri, edits)?),
        ..CodeAction::default()
    }))
}
