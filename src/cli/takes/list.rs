//! `cuebook takes list`: the recordings of a show.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::book::Speech;
use crate::cli::args::Format;
use crate::cli::edit::{self, List};
use crate::session::takes::differing::{Difference, Recorded};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::clock;

/// Prints a row for each line with a recording. Nothing is spoken.
pub(super) fn run(args: &List) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.script, None)?;
    let whole = !show.script.lines_lost && !show.book.prose.text.is_empty();
    let takes = studio.known_takes(&show)?;
    let mut out = io::stdout().lock();
    if matches!(args.format, Format::Json) {
        let rows = takes.iter().map(|take| row(&show, take));
        writeln!(out, "{}", Value::from(rows.collect::<Vec<_>>()))?;
        return Ok(edit::listed(&show, "recordings", whole));
    }
    let id = |take: &Recorded| show.book.lines[take.line].id.clone();
    let width = takes.iter().map(|take| id(take).chars().count()).max();
    for take in &takes {
        let part = match part(&show, take) {
            Some((start, end)) => format!(" {start}–{end}"),
            None => String::new(),
        };
        let told = match &take.differences {
            None => String::new(),
            Some(found) if found.is_empty() => "  words as in the text".to_owned(),
            Some(found) => format!("  {}", told(&show, found)),
        };
        let width = width.unwrap_or(0);
        writeln!(out, "{:width$}  {}{part}{told}", id(take), take.file)?;
    }
    Ok(edit::listed(&show, "recordings", whole))
}

/// Returns the differences on one line.
fn told(show: &Show, found: &[Difference]) -> String {
    let told = found.iter();
    let told: Vec<String> = told
        .map(|one| format!("{} at {}", one.told(show), clock(one.at.start)))
        .collect();
    told.join("; ")
}

/// Returns the part of the file that is heard, if it is not the whole.
fn part(show: &Show, take: &Recorded) -> Option<(String, String)> {
    let Speech::Recording { trim, .. } = &show.book.lines[take.line].speech else {
        return None;
    };
    let end = trim.end.map(|end| clock(end.frames()));
    let is_part = trim.start.0 > 0.0 || end.is_some();
    is_part.then(|| (clock(trim.start.frames()), end.unwrap_or_default()))
}

/// Returns a recording for programs.
pub(super) fn row(show: &Show, take: &Recorded) -> Value {
    let line = &show.book.lines[take.line];
    let differences = take.differences.as_ref();
    json!({
        "line": line.id,
        "role": show.book.roles[line.role].name,
        "file": take.file,
        "differences": differences.map(|all| {
            all.iter().map(|one| difference(show, one)).collect::<Vec<_>>()
        }),
    })
}

/// Returns a difference for programs. Times are seconds in the file.
pub(super) fn difference(show: &Show, one: &Difference) -> Value {
    json!({
        "kind": one.kind.name(),
        "words": one.said(show),
        "message": one.told(show),
        "start": one.at.start.seconds().0,
        "end": one.at.end.seconds().0,
    })
}
