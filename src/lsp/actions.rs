//! Code actions: the edits that the hints of diagnostics offer.

use std::collections::HashMap;

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range, TextEdit, WorkspaceEdit};

use super::reading::Reading;
use cuebook_core::diagnostic::{Diagnostic, Source};

/// Returns the corrections of the mistakes in a range of a script.
pub(super) fn actions(uri: &str, reading: &Reading, range: Range) -> Vec<CodeActionOrCommand> {
    let asked = reading.page.span(range);
    let here = |found: &&Diagnostic| {
        let first = found.labels.first();
        let place = first.filter(|label| label.source == Source::Script);
        let near = place.map(|label| label.span);
        // An edit may have another place than its diagnostic.
        let edits = found.hints.iter().filter_map(|hint| hint.replace.as_ref());
        let mut places = near.into_iter().chain(edits.map(|(span, _)| *span));
        found.edited() == Source::Script
            && places.any(|place| place.start <= asked.end && asked.start <= place.end)
    };
    let found = reading.show.diagnostics.iter().filter(here);
    found
        .flat_map(|found| offered(uri, reading, found))
        .collect()
}

fn offered(uri: &str, reading: &Reading, found: &Diagnostic) -> Vec<CodeActionOrCommand> {
    let edits = found.hints.iter().filter_map(|hint| {
        let (span, with) = hint.replace.as_ref()?;
        let edit = TextEdit::new(reading.page.range(*span), with.clone());
        let range = reading.page.range(found.labels.first()?.span);
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title: title(&hint.text, with),
            kind: Some(CodeActionKind::QUICKFIX),
            edit: Some(workspace_edit(uri, vec![edit])?),
            is_preferred: Some(true),
            diagnostics: Some(vec![lsp_types::Diagnostic {
                range,
                code: Some(lsp_types::NumberOrString::String(found.code.to_owned())),
                source: Some("cuebook".to_owned()),
                message: found.message.clone(),
                ..lsp_types::Diagnostic::default()
            }]),
            ..CodeAction::default()
        }))
    });
    edits.collect()
}

/// Turns a hint into the title of an action: `did you mean X?` becomes `write X`.
fn title(hint: &str, with: &str) -> String {
    match hint.starts_with("did you mean") {
        true => format!("write `{with}`"),
        false => hint.to_owned(),
    }
}

/// Returns the edits of one file as a workspace edit.
pub(super) fn workspace_edit(uri: &str, edits: Vec<TextEdit>) -> Option<WorkspaceEdit> {
    workspace_edits(vec![(uri.to_owned(), edits)])
}

/// Returns the edits of several files, by URI, as a workspace edit.
pub(super) fn workspace_edits(files: Vec<(String, Vec<TextEdit>)>) -> Option<WorkspaceEdit> {
    let files = files.into_iter();
    let files = files.map(|(uri, edits)| Some((uri.parse().ok()?, edits)));
    // The key is not changed after it is inserted.
    #[allow(clippy::mutable_key_type)]
    let changes: HashMap<_, _> = files.collect::<Option<_>>()?;
    Some(WorkspaceEdit::new(changes))
}
