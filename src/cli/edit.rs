//! Shared code of the commands that change a script: it checks the edit, prints the diff and writes the file.

mod worse;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use similar::{ChangeTag, TextDiff};

use super::args::Format;
use super::findings;
use super::print::{note, results};
use super::report::Colour;
use crate::perform::BuiltinCatalog;
use crate::session::edit::find::Things;
use crate::session::{SessionError, Show, Studio};
use crate::world::Catalog;
use cuebook_core::diagnostic::{Diagnostic, Severity};
use cuebook_core::tone::Tone;
use cuebook_script::NARRATOR;
use cuebook_script::edit::{Key, Step, Value, model_of};
use cuebook_script::space::PRESETS;

/// The script to change, and whether to write it.
#[derive(clap::Args)]
pub(super) struct Target {
    /// The cue script
    pub script: PathBuf,
    /// Show the change and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// The script to list, and the format of the list.
#[derive(clap::Args)]
pub(super) struct List {
    /// The cue script
    pub script: PathBuf,
    /// The format of the list
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// Opens a script that can be edited, or prints its errors.
pub(super) fn open(target: &Target) -> Result<Result<(Studio, Show), ExitCode>, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&target.script, None)?;
    let unread = |d: &&Diagnostic| {
        let form = [
            "not-utf8",
            "control-character",
            "too-large",
            "yaml-syntax",
            "several-documents",
        ];
        d.severity == Severity::Error && form.contains(&d.code)
    };
    let found: Vec<Diagnostic> = show.diagnostics.iter().filter(unread).cloned().collect();
    if !found.is_empty() {
        findings::print(&show, &found);
        return Ok(Err(ExitCode::from(1)));
    }
    Ok(Ok((studio, show)))
}

/// Applies the steps, prints the diff, and writes the file unless it is a dry run.
pub(super) fn make(
    studio: &Studio,
    show: Show,
    steps: &[Step],
    target: &Target,
) -> Result<ExitCode, SessionError> {
    let mut edited = match studio.edit(show, steps) {
        Ok(edited) => edited,
        Err((show, why)) => {
            findings::print(&show, &[*why]);
            return Ok(ExitCode::from(1));
        }
    };
    edited.prove();
    worse::print(&edited, steps);
    if edited.is_refused() {
        note!("nothing was written: the change would add mistakes to the script");
        return Ok(ExitCode::from(1));
    }
    let name = target.script.display().to_string();
    let colour = Colour::on(io::stdout().is_terminal());
    let text = diff(&name, &edited.before.source, &edited.after.source, colour);
    if !target.dry_run && !text.is_empty() {
        studio.keep(&edited)?;
    }
    results(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the script, makes the steps of an edit, and applies them.
pub(super) fn with(
    target: &Target,
    steps: impl FnOnce(&Studio, &Show) -> Result<Vec<Step>, ExitCode>,
) -> Result<ExitCode, SessionError> {
    let (studio, show) = match open(target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    match steps(&studio, &show) {
        Ok(steps) => make(&studio, show, &steps, target),
        Err(code) => Ok(code),
    }
}

/// Prints why an edit cannot be made and returns exit code 1.
pub(super) fn refused(show: &Show, why: Diagnostic) -> ExitCode {
    findings::print(show, &[why]);
    ExitCode::from(1)
}

/// Returns a unified diff with three lines of context, or an empty text if nothing changed.
pub(super) fn diff(name: &str, before: &str, after: &str, colour: Colour) -> String {
    let changes = TextDiff::from_lines(before, after);
    let paint = |code: &str, words: &str| match colour {
        Colour::Always => format!("\u{1b}[{code}m{words}\u{1b}[0m\n"),
        Colour::Never => format!("{words}\n"),
    };
    let mut text = String::new();
    for hunk in changes.unified_diff().context_radius(3).iter_hunks() {
        if text.is_empty() {
            text.push_str(&paint("1", &format!("--- {name}")));
            text.push_str(&paint("1", &format!("+++ {name}")));
        }
        text.push_str(&paint("36", &hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let (code, sign) = match change.tag() {
                ChangeTag::Delete => ("31", '-'),
                ChangeTag::Insert => ("32", '+'),
                ChangeTag::Equal => ("0", ' '),
            };
            let words = change.value().trim_end_matches(['\r', '\n']);
            text.push_str(&paint(code, &format!("{sign}{words}")));
            if change.missing_newline() {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// Returns the index of the thing with this name, number or words, or prints why there is none.
pub(super) fn find(show: &Show, things: &Things, name: &str) -> Result<usize, ExitCode> {
    things.find(name).map_err(|why| refused(show, *why))
}

/// Returns the things that a show was asked for, or prints why they cannot be listed.
pub(super) fn things(
    show: &Show,
    asked: Result<Things, Box<Diagnostic>>,
) -> Result<Things, ExitCode> {
    asked.map_err(|why| refused(show, *why))
}

/// Returns the exit code of a list: 1, with a message, if the list is incomplete.
pub(super) fn listed(show: &Show, what: &str, whole: bool) -> ExitCode {
    if whole {
        return ExitCode::SUCCESS;
    }
    let errors = show.diagnostics.iter();
    let errors: Vec<Diagnostic> = errors
        .filter(|found| found.severity == Severity::Error)
        .cloned()
        .collect();
    findings::print(show, &errors);
    note!("some {what} cannot be read and are not in the list");
    ExitCode::from(1)
}

/// Sets a key of a new item, for example `fade.in` to `2s`.
pub(super) fn put(item: &mut Vec<(String, Value)>, key: &str, written: &str) -> Result<(), String> {
    let (first, rest) = key
        .split_once('.')
        .map_or((key, None), |(f, r)| (f, Some(r)));
    let place = item.iter().position(|(known, _)| known == first);
    let place = place.unwrap_or_else(|| {
        item.push((first.to_owned(), Value::Map(Vec::new())));
        item.len() - 1
    });
    match (rest, &mut item[place].1) {
        (None, there) => *there = value(first, written)?,
        (Some(rest), Value::Map(inner)) => put(inner, rest, written)?,
        (Some(_), _) => return Err(format!("`{first}` has a value already")),
    }
    Ok(())
}

/// Splits `key=value`. The key may be a path with dots, such as `fade.in`.
pub(super) fn setting(written: &str) -> Result<(String, String), String> {
    let (key, value) = written.split_once('=').ok_or("write it as `key=value`")?;
    match key.trim() {
        "" => Err("write it as `key=value`".to_owned()),
        key => Ok((key.to_owned(), value.trim().to_owned())),
    }
}

/// Keys with their values, as written.
pub(super) type Settings = Vec<(String, String)>;

/// Splits arguments into names and settings. A setting is `key=value`, with a key of small
/// letters, hyphens and dots.
pub(super) fn names_and_settings(what: &[String]) -> Result<(Vec<String>, Settings), String> {
    let is_setting = |written: &&String| {
        written.split_once('=').is_some_and(|(key, _)| {
            let is_key = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '.');
            !key.is_empty() && key.chars().all(is_key)
        })
    };
    let (settings, names): (Vec<_>, Vec<_>) = what.iter().partition(is_setting);
    let settings: Result<Settings, String> = settings.iter().map(|one| setting(one)).collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    match (names.is_empty(), settings?) {
        (true, _) => Err("name what to change before its settings".to_owned()),
        (_, none) if none.is_empty() => Err("add a setting, as `key=value`".to_owned()),
        (false, settings) => Ok((names, settings)),
    }
}

/// Returns the steps that set keys of several items of a section. `what` has the names of the
/// items, then the settings.
pub(super) fn set_each(
    show: &Show,
    section: &str,
    what: &[String],
    things: &Things,
) -> Result<Vec<Step>, ExitCode> {
    let (names, written) = names_and_settings(what).map_err(|why| wrong(&why))?;
    let written = as_meant(show, &written);
    let mut steps = Vec::new();
    for name in &names {
        let base = [section.into(), find(show, things, name)?.into()];
        steps.extend(settings(&base, &written).map_err(|why| wrong(&why))?);
    }
    Ok(steps)
}

/// The keys whose values are text, not tokens.
const WORDS: &[&str] = &[
    "at",
    "from",
    "until",
    "quote",
    "prefix",
    "suffix",
    "title",
    "after",
    "by",
    "words",
    "say",
    "ask",
    "say-again",
    "show",
    "author",
    "subtitle",
    "series",
    "publisher",
    "genre",
    "description",
    "copyright",
];

/// Reads a value from the command line: YAML if it begins with a bracket, else a plain scalar.
pub(super) fn value(key: &str, written: &str) -> Result<Value, String> {
    if written.starts_with(['{', '[']) {
        return model_of(written).map_err(|why| format!("`{key}`: {}", why.message));
    }
    let edge = matches!(written, "start" | "end");
    Ok(match WORDS.contains(&key) && !edge {
        true => Value::words(written),
        false => Value::token(written),
    })
}

/// Returns the steps that set keys. An empty value removes the key.
pub(super) fn settings(base: &[Key], settings: &[(String, String)]) -> Result<Vec<Step>, String> {
    let step = |(key, written): &(String, String)| {
        let mut path = base.to_vec();
        path.extend(key.split('.').map(Key::from));
        let last = key.rsplit('.').next().unwrap_or(key);
        Ok(match written.is_empty() {
            true => Step::Remove { path },
            false => Step::Set {
                path,
                value: value(last, written)?,
            },
        })
    };
    settings.iter().map(step).collect()
}

/// Returns settings in which a name in other capitals is the one that the show has: `by=ann` is
/// `by=ANN`.
pub(super) fn as_meant(show: &Show, settings: &[(String, String)]) -> Settings {
    let settings = settings.iter();
    settings
        .map(|(key, written)| (key.clone(), name_as_meant(show, key, written)))
        .collect()
}

/// Returns a name in the letters of the show, for a key that takes one.
pub(super) fn name_as_meant(show: &Show, key: &str, written: &str) -> String {
    let what = match key.rsplit('.').next().unwrap_or(key) {
        "by" | "narrator" => "role",
        "space" => "space",
        "spot" | "bed" | "music" => "sound",
        "then" => "scene",
        "tone" => "tone",
        "voice" => "voice",
        _ => return written.to_owned(),
    };
    let declared = show.script.names.iter();
    let declared = declared.filter(|name| name.declares && name.what.0 == what);
    let mut names: Vec<&str> = declared.map(|name| name.text.as_str()).collect();
    match what {
        "role" => names.push(NARRATOR),
        "space" => names.extend(PRESETS.words.iter().map(|word| word.name)),
        "tone" => names.extend(Tone::NAMES.iter().map(|(name, _)| *name)),
        "sound" => names.extend(BuiltinCatalog.recipes()),
        "voice" => names.extend(BuiltinCatalog.voices()),
        _ => {}
    }
    if names.contains(&written) {
        return written.to_owned();
    }
    let wanted = written.to_lowercase();
    let mut same = names
        .into_iter()
        .filter(|name| name.to_lowercase() == wanted);
    match (same.next(), same.next()) {
        (Some(one), None) => one.to_owned(),
        _ => written.to_owned(),
    }
}

/// Prints an error in the arguments and returns exit code 1.
pub(super) fn wrong(why: &str) -> ExitCode {
    note!("error: {why}");
    ExitCode::from(1)
}
