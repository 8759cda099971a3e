//! `cuebook takes list`: the recordings of a show.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::book::Speech;
use crate::cli::args::Format;
use crate::cli::edit::{self, List};
use crate::cli::print::{count, note, results};
use crate::session::takes::differing::{Difference, Lost, Recorded};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::{Diagnostic, Severity};
use cuebook_core::units::clock;

/// Prints a row for each line with a recording. Nothing is spoken. The exit code is 1 if one cannot be
/// used.
pub(super) fn run(args: &List) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let mut show = studio.open(&args.script, None)?;
    show.listen(&studio.world(&show.path));
    let takes = studio.known_takes(&show)?;
    let lost = show.lost_takes();
    match args.format {
        Format::Json => {
            let rows = takes.iter().map(|take| row(&show, take));
            let rows = rows.chain(lost.iter().map(lost_row));
            results(format!("{}\n", Value::from(rows.collect::<Vec<_>>())).as_bytes())?;
        }
        Format::Human => results(table(&show, &takes, &lost).as_bytes())?,
    }
    let is_whole = !show.script.lines_lost && !show.book.prose.text.is_empty();
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    let faults = takes.iter().filter_map(|take| show.take_fault(take));
    let unusable = lost.len() + faults.filter(|fault| is_error(fault)).count();
    if is_whole && unusable > 0 {
        let all = count(lost.len() + takes.len(), "recording");
        note!("{unusable} of {all} cannot be used");
        return Ok(ExitCode::from(1));
    }
    Ok(edit::listed(&show, "recordings", is_whole))
}

/// Returns a row for each recording: first those of lines, in the order of the text.
fn table(show: &Show, takes: &[Recorded], lost: &[Lost]) -> String {
    let own = takes.iter().map(|take| {
        let part = match part(show, take) {
            Some((start, end)) => format!(" {start}–{end}"),
            None => String::new(),
        };
        let told = match (show.take_fault(take), &take.differences) {
            (Some(fault), _) => format!("  {}", fault.message),
            (None, None) => String::new(),
            (None, Some(found)) if found.is_empty() => "  words as in the text".to_owned(),
            (None, Some(found)) => format!("  {}", told(show, found)),
        };
        let id = show.book.lines[take.line].id.as_str();
        (id, format!("{}{part}{told}", take.file))
    });
    let others = lost.iter();
    let others = others.map(|one| (one.line.as_str(), format!("{}  {}", one.file, one.why)));
    let rows: Vec<(&str, String)> = own.chain(others).collect();
    let width = rows.iter().map(|(id, _)| id.chars().count()).max();
    let width = width.unwrap_or(0);
    let rows = rows
        .iter()
        .map(|(id, rest)| format!("{id:width$}  {rest}\n"));
    rows.collect()
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
        "fault": show.take_fault(take).map(|fault| &fault.message),
    })
}

/// Returns a recording that no line can use, for programs.
fn lost_row(lost: &Lost) -> Value {
    json!({
        "line": lost.line,
        "role": null,
        "file": lost.file,
        "differences": null,
        "fault": lost.why,
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
