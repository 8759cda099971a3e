//! What all commands that change a script share: the check, the diff, the writing.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use similar::{ChangeTag, TextDiff};

use super::check;
use super::report::Colour;
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::script::edit::{Key, Step, Value, model_of};
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

/// Opens a script whose form is sound enough to be edited; else prints why not.
pub fn open(target: &Target) -> Result<Result<(Studio, Show), ExitCode>, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&target.script, None)?;
    let unread = |d: &&Diagnostic| {
        let form = ["not-utf8", "control-character", "too-large"];
        d.severity == Severity::Error && (d.code.starts_with("yaml") || form.contains(&d.code))
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
    if !edited.worse.is_empty() {
        check::print(&edited.after, &edited.worse);
    }
    if edited.is_refused() {
        eprintln!("nothing was written: the script would have mistakes that it does not have now");
        return Ok(ExitCode::from(1));
    }
    let name = target.script.display().to_string();
    let colour = Colour::on(io::stdout().is_terminal());
    let text = diff(&name, &edited.before.source, &edited.after.source, colour);
    if !target.dry_run && !text.is_empty() {
        studio.keep(&edited)?;
    }
    io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// A unified diff with three lines of context; empty where nothing changed.
fn diff(name: &str, before: &str, after: &str, colour: Colour) -> String {
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

/// Tells that there is no thing of this name, and which is near.
pub fn unknown<'n>(what: &str, name: &str, names: impl IntoIterator<Item = &'n str>) -> ExitCode {
    eprintln!("error: there is no {what} `{name}` in this script");
    if let Some(near) = nearest(name, names) {
        eprintln!("  help: did you mean `{near}`?");
    }
    ExitCode::from(1)
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
    Ok(match WORDS.contains(&key) {
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
    eprintln!("error: {why}");
    ExitCode::from(1)
}
