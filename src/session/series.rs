//! Works on a series: a file that names the chapters of a long work. Takes its path, opens one
//! chapter after the other, and checks, lists, plans, renders and publishes them. No more than a
//! chapter for each thread is in memory.

mod across;
pub(crate) mod check;
pub(crate) mod draft;
pub(crate) mod feed;
mod inputs;
pub(crate) mod list;
pub(crate) mod make;
mod member;
pub(crate) mod plan;
pub(crate) mod scenes;
mod shared;
mod speed;
mod spelling;
mod state;
pub(crate) mod whole;
pub(crate) mod workflow;

use std::path::{Path, PathBuf};

use crate::book::Meta;
use crate::book::sound::out_of_reach;
use crate::session::load::read_document;
use crate::session::{Mistaken, SessionError, Studio};
use crate::world::{Disk, ReachError, World};
use cuebook_core::diagnostic::{Diagnostic, Severity, Span, Spanned, nearest, shown};
use cuebook_script::series::{self, Series, SeriesReading};

pub(crate) use member::{Chapter, Member};

/// A series that was opened.
#[derive(Debug)]
pub(crate) struct SeriesFile {
    pub path: PathBuf,
    /// The file as text, in which diagnostics have their places.
    pub source: String,
    pub read: Series,
    /// What the chapters share.
    pub meta: Meta,
    pub chapters: Vec<ChapterFile>,
    /// The errors and warnings in the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A chapter as the series names it.
#[derive(Clone, Debug)]
pub(crate) struct ChapterFile {
    /// The place in the series, from 0.
    pub index: usize,
    /// The path as the series writes it.
    pub name: String,
    pub path: PathBuf,
    /// Whether it is a text without a script.
    pub is_text: bool,
    /// The place in the series file.
    pub span: Span,
}

impl ChapterFile {
    /// Returns the number that people use, from 1.
    pub(crate) fn number(&self) -> usize {
        self.index + 1
    }
}

impl SeriesFile {
    /// Returns the title, or the name of the file.
    pub(crate) fn title(&self) -> String {
        match self.meta.title.is_empty() {
            false => self.meta.title.clone(),
            true => {
                let name = self.path.file_stem().unwrap_or_default();
                name.to_string_lossy().into_owned()
            }
        }
    }

    /// Returns whether the file has errors that its author must correct.
    pub(crate) fn has_mistakes(&self) -> bool {
        let mut found = self.diagnostics.iter();
        found.any(|found| found.severity == Severity::Error)
    }

    /// Returns whether an error of the series file is about a chapter.
    pub(crate) fn has_mistake_at(&self, chapter: &ChapterFile) -> bool {
        let mut errors = self
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error);
        errors.any(|found| {
            found
                .labels
                .first()
                .is_some_and(|label| label.span == chapter.span)
        })
    }

    /// Returns the chapter that a user names by its number or its path.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn chapter(&self, named: &str) -> Result<&ChapterFile, SessionError> {
        let by_path = self.chapters.iter().find(|chapter| {
            let is_path = chapter.name == named || chapter.path == Path::new(named);
            is_path || named.strip_prefix("./") == Some(&chapter.name)
        });
        let number = named.parse::<usize>().ok();
        let by_number = || self.chapters.get(number?.checked_sub(1)?);
        by_path
            .or_else(by_number)
            .ok_or_else(|| SessionError::NoChapter {
                named: named.to_owned(),
                chapters: self.chapters.len(),
                nearest: nearest(named, self.chapters.iter().map(|one| one.name.as_str()))
                    .map(str::to_owned),
            })
    }

    /// Returns the number of digits that the numbers of the chapters have in names of files.
    pub(crate) fn digits(&self) -> usize {
        self.chapters.len().to_string().len().max(2)
    }
}

impl Studio {
    /// Opens a series. Its chapters are not read yet.
    ///
    /// # Errors
    /// When the file cannot be read, or is no series. Errors of the author are in
    /// [`SeriesFile::diagnostics`].
    pub(crate) fn open_series(&self, path: &Path) -> Result<SeriesFile, SessionError> {
        let what = match read_document(path)? {
            (bytes, Some(Mistaken::Series)) => return Ok(open(path, &bytes, &self.beside(path))),
            // An empty file becomes a series.
            (bytes, None) if bytes.iter().all(u8::is_ascii_whitespace) => {
                return Ok(open(path, &bytes, &self.beside(path)));
            }
            (_, None) => Mistaken::Script,
            (_, Some(what)) => what,
        };
        Err(SessionError::NoSeries {
            path: path.to_owned(),
            what,
        })
    }

    /// Returns the folder of a series. Its chapters are never in the user's library.
    fn beside(&self, series: &Path) -> Disk {
        Disk::beside(series, &[])
    }
}

/// Reads a series and looks for its chapters.
pub(crate) fn open(path: &Path, bytes: &[u8], folder: &Disk) -> SeriesFile {
    let SeriesReading {
        series,
        source,
        mut diagnostics,
    } = series::read(bytes);
    let mut chapters = Vec::new();
    for name in series.chapters.iter().flatten() {
        let file = path.with_file_name("").join(&name.value);
        match folder.file(name) {
            Err(error) => diagnostics.push(lost(name, &error, folder)),
            Ok(_) => diagnostics.extend(foreign(name, &file)),
        }
        chapters.push(ChapterFile {
            index: chapters.len(),
            path: file,
            is_text: !is_script(&name.value),
            name: name.value.clone(),
            span: name.span,
        });
    }
    let meta = shared::bind(&series, folder, &mut diagnostics);
    diagnostics.sort_by_key(|found| found.labels.first().map(|label| label.span.start));
    SeriesFile {
        path: path.to_owned(),
        source,
        read: series,
        meta,
        chapters,
        diagnostics,
    }
}

/// The endings of texts.
const TEXTS: [&str; 4] = [".txt", ".md", ".markdown", ".text"];

/// Returns whether a file is a script by its name.
fn is_script(name: &str) -> bool {
    let ending = Path::new(name).extension().unwrap_or_default();
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// Returns the diagnostic of a chapter that is neither a script nor a text.
fn foreign(name: &Spanned<String>, file: &Path) -> Option<Diagnostic> {
    if is_script(&name.value) {
        return None;
    }
    let (_, what) = read_document(file).ok()?;
    let what =
        what.filter(|what| matches!(what, Mistaken::Sound | Mistaken::Binary | Mistaken::Folder))?;
    let message = format!("`{}` {what}, not a chapter", shown(name));
    let found = Diagnostic::error("unreadable-file", name.span, message);
    Some(
        found.hint(
            "a chapter is a cue script, or a text for which `cuebook series draft` writes one",
        ),
    )
}

/// Returns the diagnostic of a chapter that cannot be reached.
fn lost(name: &Spanned<String>, error: &ReachError, folder: &Disk) -> Diagnostic {
    let message = match error {
        ReachError::Missing(_) => format!("there is no chapter `{}` beside the series", name.value),
        ReachError::Outside(_) => format!("`{}` is outside the folder of the series", name.value),
        _ => return out_of_reach(name, error, folder as &dyn World),
    };
    let code = match error {
        ReachError::Missing(_) => "missing-file",
        _ => "path-outside",
    };
    let found = Diagnostic::error(code, name.span, message);
    let near = folder.neighbours();
    let is_text =
        |near: &&str| is_script(near) || TEXTS.iter().any(|ending| near.ends_with(ending));
    match nearest(&name.value, near.iter().map(String::as_str).filter(is_text)) {
        Some(near) => found.mend(
            format!("the nearest is `{near}`"),
            name.span,
            near.to_owned(),
        ),
        None => found.hint("chapters are in the folder of the series, or in folders within it"),
    }
}

#[cfg(test)]
mod tests;
