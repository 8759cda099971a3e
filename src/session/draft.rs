//! Drafts a first cue script for a text that has none. The text is never changed.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::draft::{Draft, Naming};
use crate::perform::Repertoire;
use crate::script::Prose;
use crate::script::prose::MOST_BYTES;
use crate::session::SessionError;
use crate::whole_file::folder_of;
use crate::world::utf8::{self, NotUtf8};

/// A draft of a text.
#[derive(Clone, Debug)]
pub struct Drafted {
    pub draft: Draft,
    /// The script as YAML.
    pub script: String,
    /// What is wrong with the text, or looks so.
    pub diagnostics: Vec<Diagnostic>,
}

impl Drafted {
    /// Whether the text has something that its author must mend first.
    #[must_use]
    pub fn has_mistakes(&self) -> bool {
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        self.diagnostics.iter().any(is_error)
    }

    /// How many lines have a speaker that the text names beyond doubt.
    #[must_use]
    pub fn sure(&self) -> usize {
        self.draft.lines.iter().filter(|line| line.sure).count()
    }
}

/// Drafts a script for the text at `path`, to stand at `script`, or beside the text.
///
/// # Errors
/// When the text cannot be read, or a script there could not reach it.
pub fn draft(path: &Path, script: Option<&Path>) -> Result<Drafted, SessionError> {
    let text = reach(path, script)?;
    let bytes = read(path).map_err(|source| SessionError::Text {
        path: path.to_owned(),
        source,
    })?;
    let (prose, diagnostics) = match utf8::text(bytes) {
        Ok(text) => Prose::read(text),
        Err(fault) => (Prose::default(), vec![not_utf8(path, &fault)]),
    };
    let naming = Naming {
        show: title(path),
        text,
    };
    let draft = Draft::of(prose, &Repertoire);
    Ok(Drafted {
        script: draft.script(&naming),
        draft,
        diagnostics,
    })
}

/// No more than is needed to see that a text is too long.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    File::open(path)?.take(most + 4).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How a script names the text: its path from the script's folder.
fn reach(path: &Path, script: Option<&Path>) -> Result<String, SessionError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| SessionError::Text { path, source }
    };
    let real = path.canonicalize().map_err(failed(path))?;
    let home = folder_of(script.unwrap_or(path));
    let home = home.canonicalize().map_err(failed(home))?;
    // A script that stands beside a link names the link.
    let beside = folder_of(path)
        .canonicalize()
        .is_ok_and(|folder| folder == home);
    let named = path.file_name().filter(|_| beside).map(PathBuf::from);
    let inner = real.strip_prefix(&home).map(Path::to_owned).ok();
    let Some(inner) = named.or(inner) else {
        return Err(SessionError::TextOutside {
            text: path.to_owned(),
            script: script.unwrap_or(path).to_owned(),
        });
    };
    if script.is_some_and(|script| script.canonicalize().is_ok_and(|script| script == real)) {
        return Err(SessionError::OutputIsSource(path.to_owned()));
    }
    let names = inner.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    Ok(names.collect::<Vec<_>>().join("/"))
}

/// `the-last-hour.txt` is The Last Hour.
fn title(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let words = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

fn not_utf8(path: &Path, fault: &NotUtf8) -> Diagnostic {
    let message = format!("`{}` {fault}", path.display());
    Diagnostic::error("prose-not-utf8", Span::default(), message)
        .in_prose()
        .hint(fault.hint())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_show_is_named_by_its_text() {
        assert_eq!(title(Path::new("shows/the-last_hour.txt")), "The Last Hour");
        assert_eq!(title(Path::new("élan.md")), "Élan");
    }
}
