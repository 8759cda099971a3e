//! `cuebook paths --coverage`: which lines of which paths have a recording.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::time_of;
use crate::book::Book;
use crate::cli::print;
use crate::session::coverage::{Coverage, Covered};
use cuebook_core::id::{IdRange, RoleId};
use cuebook_core::units::Seconds;

/// The number of letters of a line that are shown.
const SHOWN: usize = 48;

/// Prints the recordings of the show, of each role and of each path.
pub(super) fn table(out: &mut impl Write, book: &Book, coverage: &Coverage) -> io::Result<()> {
    let recorded = recorded(&coverage.lines);
    let all = coverage.lines.len();
    writeln!(
        out,
        "{} of {} recorded",
        recorded,
        print::count(all, "line")
    )?;
    for role in coverage.roles() {
        roles(out, book, coverage, role)?;
    }
    match coverage.is_all {
        true => writeln!(out, "paths")?,
        false => writeln!(out, "some paths, on which everything is heard that can be")?,
    }
    for (number, path) in coverage.paths.iter().enumerate() {
        let heard: Vec<&Covered> = of_path(coverage, number).collect();
        let (number, ending, decisions) = (number + 1, &path.ending, &path.decisions);
        let state = state(book, &heard);
        writeln!(out, "  {number:>2}  {ending}  {state}  {decisions}")?;
    }
    for (file, why) in &coverage.unmatched {
        writeln!(out, "not used: {file}: {why}")?;
    }
    Ok(())
}

/// Returns how many lines of a path are recorded, and whose are missing.
fn state(book: &Book, heard: &[&Covered]) -> String {
    if heard.is_empty() {
        return "no lines of dialogue".to_owned();
    }
    let missing = missing(book, heard).into_iter();
    let missing = missing.map(|(role, count)| format!("{role} {count}"));
    let missing = match missing.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => "complete".to_owned(),
        missing => format!("missing: {missing}"),
    };
    format!("{} of {}  {missing}", recorded_of(heard), heard.len())
}

/// Prints the lines of a role without a recording.
fn roles(out: &mut impl Write, book: &Book, coverage: &Coverage, role: RoleId) -> io::Result<()> {
    let own: Vec<&Covered> = coverage.lines.iter().filter(|l| l.role == role).collect();
    let name = &book.roles[role].name;
    let missing = coverage.missing(role);
    let done = own.len() - missing.len();
    if missing.is_empty() {
        return writeln!(out, "{name}  {done} of {}", own.len());
    }
    let time = clock(coverage.time_of(role));
    writeln!(
        out,
        "{name}  {done} of {}, about {time} to record",
        own.len()
    )?;
    let width = missing.iter().map(|line| line.id.chars().count()).max();
    let width = width.unwrap_or(0);
    for line in missing {
        let text = book.prose.said(book.lines[line.line].text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        };
        let on = match line.paths.len() {
            0 => "on no path".to_owned(),
            all if all == coverage.paths.len() => "on all paths".to_owned(),
            _ => format!("on {}", numbers(&line.paths)),
        };
        writeln!(out, "  {:width$}  {text}  {on}", line.id)?;
    }
    Ok(())
}

/// Returns the numbers of paths as the table counts them.
fn numbers(paths: &[usize]) -> String {
    let numbers = paths.iter().map(|path| (path + 1).to_string());
    numbers.collect::<Vec<_>>().join(", ")
}

fn clock(time: Seconds) -> String {
    time_of(time.frames().0 as f64)
}

fn recorded(lines: &[Covered]) -> usize {
    lines.iter().filter(|line| line.is_recorded).count()
}

fn recorded_of(lines: &[&Covered]) -> usize {
    lines.iter().filter(|line| line.is_recorded).count()
}

fn of_path(coverage: &Coverage, path: usize) -> impl Iterator<Item = &Covered> {
    let lines = coverage.lines.iter();
    lines.filter(move |line| line.paths.contains(&path))
}

/// Returns how many of some lines each role has to record.
fn missing<'b>(book: &'b Book, lines: &[&Covered]) -> BTreeMap<&'b str, usize> {
    let mut missing = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_recorded) {
        *missing
            .entry(book.roles[line.role].name.as_str())
            .or_default() += 1;
    }
    missing
}

/// Returns the recordings for programs. Paths are numbered from 0.
pub(super) fn as_json(book: &Book, coverage: &Coverage) -> Value {
    let line = |line: &Covered| {
        let words = &book.lines[line.line].words;
        let scene = book.scenes.iter().rfind(|scene| scene.word <= words.start);
        json!({
            "id": line.id,
            "scene": scene.map(|scene| &scene.id),
            "text": book.prose.said(book.lines[line.line].text),
            "words": words.len(),
            "seconds": rounded(line.time),
            "paths": line.paths,
        })
    };
    let roles = coverage.roles().into_iter().map(|role| {
        let own = coverage.lines.iter().filter(|line| line.role == role);
        let missing = coverage.missing(role);
        json!({
            "role": book.roles[role].name,
            "lines": own.count(),
            "seconds": rounded(coverage.time_of(role)),
            "missing": missing.into_iter().map(line).collect::<Vec<_>>(),
        })
    });
    let paths = coverage.paths.iter().enumerate().map(|(number, path)| {
        let heard: Vec<&Covered> = of_path(coverage, number).collect();
        json!({
            "path": path.decisions,
            "ending": path.ending,
            "lines": heard.len(),
            "recorded": recorded_of(&heard),
            "missing": missing(book, &heard),
        })
    });
    json!({
        "version": 1,
        "lines": coverage.lines.len(),
        "recorded": recorded(&coverage.lines),
        "roles": roles.collect::<Vec<_>>(),
        "all_paths": coverage.is_all,
        "paths": paths.collect::<Vec<_>>(),
        "unused": coverage.unmatched.iter().map(|(file, why)| {
            json!({ "file": file, "why": why })
        }).collect::<Vec<_>>(),
    })
}

fn rounded(time: Seconds) -> f64 {
    (time.0 * 10.0).round() / 10.0
}
