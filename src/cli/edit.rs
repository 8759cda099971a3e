//! What all commands that change a script share: the check, the diff, the writing.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use similar::{ChangeTag, TextDiff};

use super::print::{note, results};
use super::report::Colour;
use super::{Format, check};
use crate::diagnostic::{Diagnostic, Severity, Span, nearest, shown};
use crate::script::edit::{Key, Step, Value, model_of, section};
use crate::session::edit::Edited;
use crate::session::{SessionError, Show, Studio};

/// The script that is changed, and whether it is.
#[derive(clap::Args)]
pub struct Target {
    /// The cue script
    pub script: PathBuf,
    /// Show the change and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What is listed of a script, and how.
#[derive(clap::Args)]
pub struct List {
    /// The cue script
    pub script: PathBuf,
    /// How the list is printed
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// Opens a script whose form is sound enough to be edited; else prints why not.
pub fn open(target: &Target) -> Result<Result<(Studio, Show), ExitCode>, SessionError> {
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
        check::print(&show, &found);
        return Ok(Err(ExitCode::from(1)));
    }
    Ok(Ok((studio, show)))
}

/// Makes the steps, prints the change, and writes it unless it is only tried.
pub fn make(
    studio: &Studio,
    show: Show,
    steps: &[Step],
    target: &Target,
) -> Result<ExitCode, SessionError> {
    let edited = match studio.edit(show, steps) {
        Ok(edited) => edited,
        Err((show, why)) => {
            check::print(&show, &[*why]);
            return Ok(ExitCode::from(1));
        }
    };
    tell(&edited);
    if edited.is_refused() {
        note!("nothing was written: the script would have mistakes that it does not have now");
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

/// Tells what would be wrong: in the file as it is, where that is what it is about.
fn tell(edited: &Edited) {
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for found in &edited.worse {
        match edited.before_it(found) {
            Some(found) => here.push(found),
            None => there.push(found.clone()),
        }
    }
    if !here.is_empty() {
        check::print(&edited.before, &here);
    }
    if !there.is_empty() {
        check::print_changed(&edited.after, &there);
    }
}

/// A unified diff with three lines of context; empty where nothing changed.
pub fn diff(name: &str, before: &str, after: &str, colour: Colour) -> String {
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

/// A name that was looked for and is not there.
pub struct Unknown<'a> {
    pub code: &'static str,
    /// `cue`, `role`.
    pub what: &'a str,
    pub name: &'a str,
    /// Where such things stand in a script.
    pub section: &'a str,
}

impl Unknown<'_> {
    /// Tells that there is no such thing, and which is near, by their names and places.
    pub fn tell(&self, show: &Show, known: &[(String, Span)]) -> ExitCode {
        let Unknown { what, name, .. } = self;
        let message = format!("there is no {what} named `{}`", shown(name));
        let near = nearest(name, known.iter().map(|(name, _)| name.as_str()));
        let place = known.iter().find(|(known, _)| Some(known.as_str()) == near);
        let place = place.map(|(_, span)| *span);
        let section = section(&show.source, self.section);
        let span = place.or(section).unwrap_or_default();
        let mut found = Diagnostic::error(self.code, span, message);
        found = match near {
            Some(near) => found
                .label("this is near")
                .hint(format!("the nearest is `{near}`")),
            None if known.is_empty() => found.hint(format!("the script has no {what}s")),
            None => {
                let names = known.iter().take(MOST_NAMES);
                let names: Vec<String> = names.map(|(name, _)| format!("`{name}`")).collect();
                let more = if known.len() > MOST_NAMES {
                    ", …"
                } else {
                    ""
                };
                found.hint(format!("the {what}s are {}{more}", names.join(", ")))
            }
        };
        check::print(show, &[found]);
        ExitCode::from(1)
    }
}

/// Ends a list; 1 and a word about it if a part of what the script has is not in it.
pub fn listed(show: &Show, what: &str, whole: bool) -> ExitCode {
    if whole {
        return ExitCode::SUCCESS;
    }
    let errors = show.diagnostics.iter();
    let errors: Vec<Diagnostic> = errors
        .filter(|found| found.severity == Severity::Error)
        .cloned()
        .collect();
    check::print(show, &errors);
    note!("some {what} cannot be read and are not in the list");
    ExitCode::from(1)
}

/// The most names that a hint lists.
const MOST_NAMES: usize = 12;

/// Puts a setting into an item that is not written yet: `fade.in`, `2s`.
pub fn put(item: &mut Vec<(String, Value)>, key: &str, written: &str) -> Result<(), String> {
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

/// `key=value`, the key with points where it is within another: `fade.in=2s`.
pub fn setting(written: &str) -> Result<(String, String), String> {
    let (key, value) = written.split_once('=').ok_or("write it as `key=value`")?;
    match key.trim() {
        "" => Err("write it as `key=value`".to_owned()),
        key => Ok((key.to_owned(), value.trim().to_owned())),
    }
}

/// The keys whose values are words of the text or of a language.
const WORDS: &[&str] = &[
    "at", "from", "until", "quote", "prefix", "suffix", "title", "after", "by",
];

/// A value as the command line gives it: YAML in brackets, else as it stands.
pub fn value(key: &str, written: &str) -> Result<Value, String> {
    if written.starts_with(['{', '[']) {
        return model_of(written).map_err(|why| format!("`{key}`: {}", why.message));
    }
    let edge = matches!(written, "start" | "end");
    Ok(match WORDS.contains(&key) && !edge {
        true => Value::words(written),
        false => Value::token(written),
    })
}

/// The steps that give a thing its settings; an empty value takes the key out.
pub fn settings(base: &[Key], settings: &[(String, String)]) -> Result<Vec<Step>, String> {
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

/// Tells what is wrong with the arguments.
pub fn wrong(why: &str) -> ExitCode {
    note!("error: {why}");
    ExitCode::from(1)
}
