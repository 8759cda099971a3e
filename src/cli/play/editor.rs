//! Opens the user's editor at a place of the show.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::session::Show;
use crate::tui::EditPlace;
use cuebook_core::diagnostic::{Source, Span};

/// The editor if neither `VISUAL` nor `EDITOR` is set.
const USUAL: &str = "vi";

/// Opens `$VISUAL` or `$EDITOR` at a place, and waits until it is closed.
///
/// # Errors
/// A message for the user if the editor cannot be started or fails.
pub(super) fn edit(show: &Show, place: EditPlace) -> Result<(), String> {
    let wished = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok());
    let mut wished = wished.filter(|editor| !editor.trim().is_empty());
    let editor = wished.next().unwrap_or_else(|| USUAL.to_owned());
    let (path, text, at) = file(show, place);
    let line = text[..at.min(text.len())].matches('\n').count() + 1;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(USUAL);
    let mut command = Command::new(program);
    command.args(words).args(at_line(program, &path, line));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{editor}` ended with {status}")),
        Err(error) => Err(format!(
            "`{editor}` cannot be started: {error}; EDITOR names another"
        )),
    }
}

/// Returns the file of a place, its text, and the byte of the place in it.
fn file(show: &Show, place: EditPlace) -> (PathBuf, &str, usize) {
    let prose = &show.whole().book.prose;
    // A path has its own text, and the file is that of the whole show.
    let at = show.in_text(Span::new(place.at, place.at + 1)).start;
    let (file, span) = prose.in_file(Span::new(at, at));
    match (prose.files.get(file), place.source) {
        (Some(named), Source::Prose) => (
            show.path.with_file_name("").join(&named.path),
            prose.text_of(file),
            span.start,
        ),
        _ => (show.path.clone(), show.source.as_str(), place.at),
    }
}

/// Returns the arguments that open a file at a line in this editor.
fn at_line(editor: &str, path: &Path, line: usize) -> Vec<String> {
    let path = path.display().to_string();
    let name = Path::new(editor).file_stem().unwrap_or_default();
    match name.to_string_lossy().as_ref() {
        "code" | "codium" | "cursor" => {
            vec!["--wait".into(), "--goto".into(), format!("{path}:{line}")]
        }
        "hx" | "helix" | "zed" | "subl" | "micro" => vec![format!("{path}:{line}")],
        _ => vec![format!("+{line}"), path],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_editor_opens_at_the_line() {
        let show = Path::new("show.yaml");
        assert_eq!(at_line("/usr/bin/vim", show, 7), ["+7", "show.yaml"]);
        assert_eq!(at_line("nano", show, 7), ["+7", "show.yaml"]);
        assert_eq!(at_line("hx", show, 7), ["show.yaml:7"]);
        assert_eq!(
            at_line("code", show, 7),
            ["--wait", "--goto", "show.yaml:7"]
        );
    }
}
