//! Code actions that change a script as the edit commands do: guesses, the speakers of lines,
//! and the removal of lines, cues and roles.

use lsp_types::{CodeAction, CodeActionKind, TextEdit, WorkspaceEdit};
use serde::{Deserialize, Serialize};

use super::actions::workspace_edit;
use super::layout;
use super::reading::Reading;
use crate::session::Show;
use cuebook_core::diagnostic::Span;
use cuebook_script::edit::{self, Item, Key, Step, Value, Written};

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

/// Where a change is offered, and which of them it is. The editor returns this to ask for the edit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Offer {
    /// The document, and its version at the time of the offer.
    pub uri: String,
    pub version: i32,
    start: usize,
    end: usize,
    title: String,
}

/// Returns the changes for the item of the script at a place, without their edits. The edit of a
/// change takes as long as reading the script several times, so it is made when it is chosen.
pub(super) fn offers(uri: &str, version: i32, reading: &Reading, place: Span) -> Vec<CodeAction> {
    let offer = |change: Change| {
        let offer = Offer {
            uri: uri.to_owned(),
            version,
            start: place.start,
            end: place.end,
            title: change.title.clone(),
        };
        CodeAction {
            title: change.title,
            kind: Some(change.kind),
            data: serde_json::to_value(offer).ok(),
            ..CodeAction::default()
        }
    };
    changes(reading, place).into_iter().map(offer).collect()
}

/// Returns the edit of an offered change, or `None` if the script cannot be changed so.
pub(super) fn resolved(reading: &Reading, offer: &Offer) -> Option<WorkspaceEdit> {
    let place = Span::new(offer.start, offer.end);
    let mut all = changes(reading, place).into_iter();
    let change = all.find(|change| change.title == offer.title)?;
    edit_of(&offer.uri, reading, &change)
}

/// Returns the changes with their edits, for an editor that cannot ask for them later.
pub(super) fn whole(uri: &str, reading: &Reading, place: Span) -> Vec<CodeAction> {
    let whole = |change: Change| {
        let edit = edit_of(uri, reading, &change)?;
        Some(CodeAction {
            title: change.title,
            kind: Some(change.kind),
            edit: Some(edit),
            ..CodeAction::default()
        })
    };
    changes(reading, place)
        .into_iter()
        .filter_map(whole)
        .collect()
}

fn changes(reading: &Reading, place: Span) -> Vec<Change> {
    let source: &str = &reading.page.text;
    let Ok(written) = Written::of(source) else {
        return Vec::new();
    };
    // A comment after the item is on its last line.
    let is_here = |item: &Item| {
        let end = source[item.span.end..].find('\n');
        let end = end.map_or(source.len(), |length| item.span.end + length);
        item.span.start <= place.end && place.start <= end
    };
    let here = |section: &str| written.items(section).iter().position(is_here);
    let mut found = Vec::new();
    if let Some(index) = here("lines") {
        of_line(reading, &written, index, &mut found);
    }
    if let Some(index) = here("cues") {
        found.push(Change {
            title: "remove this cue".to_owned(),
            kind: CodeActionKind::REFACTOR,
            steps: vec![Step::Remove {
                path: vec!["cues".into(), index.into()],
            }],
        });
    }
    found
}

/// Adds the changes for an item of `lines`.
fn of_line(reading: &Reading, written: &Written<'_>, index: usize, found: &mut Vec<Change>) {
    let path: Vec<Key> = vec!["lines".into(), index.into()];
    let settle = |index: usize| Step::Settle {
        path: vec!["lines".into(), index.into()],
    };
    let guesses = written.guesses().into_iter();
    let guesses = guesses.filter(|guess| guess.section == "lines");
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

/// Returns the edit of a change.
fn edit_of(uri: &str, reading: &Reading, change: &Change) -> Option<WorkspaceEdit> {
    let text = edit::apply(&reading.page.text, &change.steps).ok()?;
    let edits: Vec<TextEdit> = layout::between(&reading.page, &text);
    workspace_edit(uri, edits)
}
