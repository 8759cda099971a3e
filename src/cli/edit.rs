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
use crate::session::edit::find::Things;
use crate::session::edit::refusal::{Refusal, Steps};
pub(super) use crate::session::edit::written::{
    Settings, as_meant, changes, name_as_meant, put, settings, steps, value,
};
use crate::session::edit::{Home, all_files};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::{Diagnostic, Severity};
use cuebook_script::edit::Step;

/// The script to change, and whether to write it.
#[derive(clap::Args)]
pub(super) struct Target {
    /// The cue script
    pub script: PathBuf,
    /// Show the change and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The file to change: the script, or a shared file that it uses [default: the file that has the thing, else the script]
    #[arg(long = "in", value_name = "FILE")]
    pub home: Option<PathBuf>,
}

/// Returns the file that `--in` names.
pub(super) fn home(show: &Show, target: &Target) -> Result<Option<Home>, String> {
    let Some(asked) = &target.home else {
        return Ok(None);
    };
    match show.home(asked) {
        Some(home) => Ok(Some(home)),
        None => {
            let used = show.shared_paths().map(|path| format!("`{path}`"));
            let used: Vec<String> = used.collect();
            let asked = asked.display();
            Err(match used.is_empty() {
                true => format!("the script uses no shared file `{asked}`"),
                false => format!(
                    "the script does not use `{asked}`; it uses {}",
                    used.join(", ")
                ),
            })
        }
    }
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
    let home = match home(&show, target) {
        Ok(home) => home,
        Err(why) => return Ok(wrong(&why)),
    };
    let mut edited = match studio.edit_in(show, steps, home) {
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
    let colour = Colour::on(io::stdout().is_terminal());
    let changed = edited.files().into_iter();
    let text: String = changed
        .map(|(path, before, after)| diff(&path.display().to_string(), before, after, colour))
        .collect();
    if target.dry_run && !text.is_empty() {
        note!("nothing is written: this is a dry run");
    }
    if !target.dry_run && !text.is_empty() {
        studio.keep(&edited)?;
        for change in &edited.shared {
            let path = &change.path;
            note!("`{path}` is changed for all scripts that use it");
        }
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

/// Makes the edits of several scripts together: all of them, or none.
pub(super) fn make_all(
    studio: &Studio,
    scripts: Vec<(Show, Vec<Step>)>,
    dry_run: bool,
) -> Result<ExitCode, SessionError> {
    let mut all = Vec::new();
    for (show, steps) in scripts {
        let mut edited = match studio.edit(show, &steps) {
            Ok(edited) => edited,
            Err((show, why)) => return Ok(refused(&show, *why)),
        };
        edited.prove();
        worse::print(&edited, &steps);
        if edited.is_refused() {
            note!("nothing was written: the change would add mistakes to a script");
            return Ok(ExitCode::from(1));
        }
        all.push(edited);
    }
    let colour = Colour::on(io::stdout().is_terminal());
    let changed = all_files(&all)?.into_iter();
    let text: String = changed
        .map(|(path, before, after)| diff(&path.display().to_string(), before, after, colour))
        .collect();
    if !dry_run {
        studio.keep_all(&all)?;
    }
    results(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Prints why an edit cannot be made and returns exit code 1.
pub(super) fn refused(show: &Show, why: Diagnostic) -> ExitCode {
    findings::print(show, &[why]);
    ExitCode::from(1)
}

/// Returns the steps of a change, or prints why it is not made.
pub(super) fn stepped(show: &Show, steps: Steps) -> Result<Vec<Step>, ExitCode> {
    steps.map_err(|why| match why {
        Refusal::At(why) => refused(show, *why),
        Refusal::Plain(why) => wrong(&why),
    })
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

/// Splits `key=value`. The key may be a path with dots, such as `fade.in`.
pub(super) fn setting(written: &str) -> Result<(String, String), String> {
    let (key, value) = written.split_once('=').ok_or("write it as `key=value`")?;
    match key.trim() {
        "" => Err("write it as `key=value`".to_owned()),
        key => Ok((key.to_owned(), value.trim().to_owned())),
    }
}

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
/// items, then the settings. Places that name an item follow its new `id`.
pub(super) fn set_each(
    show: &Show,
    section: &str,
    what: &[String],
    things: &Things,
) -> Result<Vec<Step>, ExitCode> {
    let (names, written) = names_and_settings(what).map_err(|why| wrong(&why))?;
    let changes = changes(&as_meant(show, &written)).map_err(|why| wrong(&why))?;
    let mut all = Vec::new();
    for name in &names {
        let item = find(show, things, name)?;
        all.extend(show.names_follow(section, item, &changes));
        all.extend(steps(&[section.into(), item.into()], &changes));
    }
    Ok(all)
}

/// Prints an error in the arguments and returns exit code 1.
pub(super) fn wrong(why: &str) -> ExitCode {
    note!("error: {why}");
    ExitCode::from(1)
}
