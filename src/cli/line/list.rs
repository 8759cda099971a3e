//! The list of the lines of dialogue.

use std::io::{self, Write};
use std::process::ExitCode;

use super::super::args::Format;
use super::super::edit::{self, List};
use crate::book::Line;
use crate::session::{SessionError, Show, Studio};

/// Prints the list. The exit code is 1 if some lines could not be read.
pub(in crate::cli) fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let book = &show.book;
    let whole = !show.script.lines_lost && !book.prose.text.is_empty();
    let mut out = io::stdout().lock();
    let lines: Vec<&Line> = book.lines.iter().filter(|line| line.dialogue).collect();
    if matches!(args.format, Format::Json) {
        let rows: Vec<serde_json::Value> = lines
            .iter()
            .map(|line| serde_json::json!({ "id": line.id, "role": book.roles[line.role].name, "text": said(&show, line) }))
            .collect();
        writeln!(out, "{}", serde_json::Value::from(rows))?;
        return Ok(edit::listed(&show, "lines", whole));
    }
    let ids = lines.iter().map(|line| line.id.chars().count());
    let width = ids.max().unwrap_or(0);
    for line in lines {
        let role = &book.roles[line.role].name;
        writeln!(out, "{:width$}  {role:12}  {}", line.id, said(&show, line))?;
    }
    Ok(edit::listed(&show, "lines", whole))
}

/// Returns the words of a line on one line.
pub(in crate::cli) fn said(show: &Show, line: &Line) -> String {
    let said = show.book.prose.said(line.text);
    let words: Vec<&str> = said.split_whitespace().collect();
    words.join(" ")
}
