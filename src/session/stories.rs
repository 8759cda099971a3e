//! Makes shows from interactive stories of other programs: ink and Twine.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use super::outline::{ImportError, read};
use crate::exchange::branching::{self, At, Flow, Mistake, Note};
use crate::exchange::{ink, twee};
use crate::outline::Outline;
use crate::perform::BuiltinCatalog;
use cuebook_core::utf8;
use cuebook_core::whole_file::folder_of;
use cuebook_script::prose::MOST_BYTES;

/// A kind of source with an interactive story.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Ink,
    /// Twee, or a page that Twine saved.
    Twee,
}

impl Form {
    /// Returns the kind of a source by the ending of its name; `None` for a screenplay.
    pub(super) fn of(path: &Path) -> Option<Form> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "ink" => Some(Form::Ink),
            "twee" | "tw" | "tw2" | "twine" | "html" | "htm" => Some(Form::Twee),
            _ => None,
        }
    }
}

/// Reads an interactive story. Returns the outline of its show, and what the show does not have.
pub(super) fn outline(
    path: &Path,
    text: &str,
    form: Form,
) -> Result<(Outline, Vec<String>), ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = folder_of(path);
    let flow = match form {
        Form::Ink => {
            let mut files = |path: &str| include(folder, path);
            ink::read(&name, text, &mut files)
        }
        Form::Twee => twee::read(&name, text),
    };
    let mut flow = flow.map_err(|(mistakes, files)| ImportError::Story(said(&mistakes, &files)))?;
    if flow.title.is_none() {
        flow.title = Some(super::outline::title(path));
    }
    let flow: Flow = flow.settled();
    let files = flow.files.clone();
    let (outline, notes) = branching::outline::outline(flow, &BuiltinCatalog)
        .map_err(|branching::outline::NothingSpoken| ImportError::Silent(path.to_owned()))?;
    let told = notes.iter().filter(|note| !note.remark);
    let told = told.map(|note| told_note(note, &files)).collect();
    Ok((outline, told))
}

fn place(at: At, files: &[String]) -> String {
    let file = files.get(at.file).map_or("", String::as_str);
    match at.line {
        0 => file.to_owned(),
        line => format!("{file}:{line}:{}", at.column.max(1)),
    }
}

fn told_note(note: &Note, files: &[String]) -> String {
    let help = note.help.as_ref();
    let help = help.map_or(String::new(), |help| format!(" ({help})"));
    format!("{}: {}{help}", place(note.at, files), note.what)
}

/// Returns the messages of mistakes, one below the other.
fn said(mistakes: &[Mistake], files: &[String]) -> String {
    let mut said = String::new();
    for (number, mistake) in mistakes.iter().enumerate() {
        if number > 0 {
            said.push_str("\nerror: ");
        }
        let _ = write!(said, "{}: {}", place(mistake.at, files), mistake.message);
        if let Some(help) = &mistake.help {
            let _ = write!(said, "\n  help: {help}");
        }
    }
    said
}

/// Reads a file that a story includes, in the folder of the story.
fn include(folder: &Path, path: &str) -> Result<String, String> {
    let named = PathBuf::from(path.replace('\\', "/"));
    let inside = named
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let outside = || format!("`{path}` is outside the folder of the story");
    if !inside {
        return Err(outside());
    }
    let lost = |error: std::io::Error| format!("`{path}` cannot be read: {error}");
    let home = folder.canonicalize().map_err(lost)?;
    let real = home.join(named).canonicalize().map_err(lost)?;
    if !real.starts_with(&home) {
        return Err(outside());
    }
    let bytes = read(&real).map_err(lost)?;
    if bytes.len() > MOST_BYTES {
        return Err(format!("`{path}` has more than {} MiB", MOST_BYTES >> 20));
    }
    utf8::text(bytes).map_err(|fault| format!("`{path}` {fault}; {}", fault.hint()))
}
