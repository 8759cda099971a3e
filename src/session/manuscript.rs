//! First scripts for the chapters of a book: each chapter becomes a text in Markdown and a
//! script beside it. The book itself is never changed.

mod places;

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::exchange::manuscript::{self, Chapter, Facts, Format, Manuscript};
use crate::outline::cast;
use crate::perform::BuiltinCatalog;
use crate::session::SessionError;
use crate::session::files::{self, Overwrite, is_same};
use crate::session::outline::{Drafted, title};
use cuebook_core::utf8;
use cuebook_script::Prose;
pub(crate) use places::{Placing, is_folder};
use places::{places, prose_of};
use rayon::prelude::*;

/// Why the chapters of a book cannot be drafted as asked.
#[derive(Debug, thiserror::Error)]
pub enum ChaptersError {
    #[error("{} has {chapters} chapters, and a script has one text", path.display())]
    Several { path: PathBuf, chapters: usize },
    #[error("{} has no chapter {number}: it has {chapters}", path.display())]
    None {
        path: PathBuf,
        number: usize,
        chapters: usize,
    },
    #[error("{} is the text itself", .0.display())]
    Itself(PathBuf),
}

/// Returns whether a file is a book or document that is converted, not a text that a show
/// reads as it is.
#[must_use]
pub(crate) fn is_book(path: &Path) -> bool {
    Format::of(path) != Format::Plain
}

/// Reads the chapters of a book, or of a plain text.
///
/// # Errors
/// When it cannot be read, is protected or damaged, or has no words.
pub(crate) fn open(path: &Path) -> Result<Manuscript, SessionError> {
    let failed = |source| SessionError::Text {
        path: path.to_owned(),
        source,
    };
    let format = Format::of(path);
    if format == Format::Plain {
        let bytes = super::outline::read(path).map_err(failed)?;
        let text = utf8::text(bytes).map_err(|fault| SessionError::NotUtf8 {
            path: path.to_owned(),
            fault,
        })?;
        return Ok(manuscript::of_text(&text));
    }
    let file = File::open(path).map_err(failed)?;
    manuscript::read(file, format).map_err(|source| SessionError::Book {
        path: path.to_owned(),
        source,
    })
}

/// A chapter with its first script.
#[derive(Debug)]
pub(crate) struct DraftedChapter {
    /// The path of its text.
    pub prose: PathBuf,
    /// The path of its script.
    pub script: PathBuf,
    pub drafted: Drafted,
}

impl DraftedChapter {
    /// Writes the text, and the script if the text has no mistakes.
    ///
    /// # Errors
    /// When a file cannot be written, or exists and may not be replaced.
    pub(crate) fn write(&self, overwrite: Overwrite) -> Result<(), SessionError> {
        let text = &self.drafted.outline.prose.text;
        files::write_safely(&self.prose, text.as_bytes(), overwrite)?;
        if self.drafted.has_mistakes() {
            return Ok(());
        }
        files::write_safely(&self.script, self.drafted.script.as_bytes(), overwrite)
    }
}

/// Drafts the chapters of a book. One person has the same voice in all chapters, also if
/// only one chapter is asked for. No file is written.
///
/// # Errors
/// When there is no such chapter, or a file exists that may not be replaced.
pub(crate) fn draft(
    path: &Path,
    book: &Manuscript,
    placing: &Placing,
) -> Result<Vec<DraftedChapter>, SessionError> {
    let places = places(path, book, placing)?;
    for (_, script) in &places {
        for own in [script.as_path(), &prose_of(script, path)] {
            if is_same(own, path) {
                return Err(ChaptersError::Itself(own.to_owned()).into());
            }
            placing.overwrite.check(own)?;
        }
    }
    let file = prose_of(Path::new("chapter.yaml"), path);
    let chapters = book.chapters.par_iter();
    let mut drafts: Vec<Drafted> = chapters.map(|chapter| first(chapter, &file)).collect();
    let mut outlines: Vec<_> = drafts
        .iter_mut()
        .map(|drafted| &mut drafted.outline)
        .collect();
    if outlines.len() > 1 {
        cast::share(&mut outlines, &BuiltinCatalog);
    }
    let wanted = places.into_iter().map(|(number, script)| {
        let prose = prose_of(&script, path);
        let mut drafted = std::mem::take(&mut drafts[number - 1]);
        name(&mut drafted, path, book, number);
        drafted.outline.text = prose
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        drafted.write();
        DraftedChapter {
            prose,
            script,
            drafted,
        }
    });
    Ok(wanted.collect())
}

/// Creates the folders of the files.
///
/// # Errors
/// When one cannot be created.
pub(crate) fn make_folders(chapters: &[DraftedChapter]) -> Result<(), SessionError> {
    let folders = chapters
        .iter()
        .filter_map(|chapter| chapter.script.parent());
    let mut folders: Vec<&Path> = folders
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    folders.dedup();
    folders.into_iter().try_for_each(files::make_folder)
}

/// Drafts a chapter. The name of its file decides whether it is Markdown.
fn first(chapter: &Chapter, file: &Path) -> Drafted {
    let (prose, diagnostics) = Prose::read_file(&file.to_string_lossy(), chapter.text.clone());
    Drafted::of(prose, diagnostics)
}

/// Sets the title, the author and the language of a chapter.
fn name(drafted: &mut Drafted, path: &Path, book: &Manuscript, number: usize) {
    let Facts {
        title: own,
        author,
        language,
    } = book.facts.clone();
    let whole = own.unwrap_or_else(|| title(path));
    let chapter = &book.chapters[number - 1];
    let part = match &chapter.title {
        Some(title) => title.clone(),
        None => format!("Part {number}"),
    };
    let page = &mut drafted.outline.title;
    page.show = Some(match book.chapters.len() {
        1 => whole,
        _ if whole.eq_ignore_ascii_case(&part) => whole,
        _ => format!("{whole}: {part}"),
    });
    page.author = author;
    page.language = language.filter(|tag| is_tag(tag));
}

/// Returns whether a script accepts this as a language tag.
fn is_tag(tag: &str) -> bool {
    let part = |(index, part): (usize, &str)| {
        let length = if index == 0 { 2..=3 } else { 1..=8 };
        let letters = index > 0 || part.bytes().all(|b| b.is_ascii_alphabetic());
        length.contains(&part.len()) && letters && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    tag.split('-').enumerate().all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_language_tags_are_kept() {
        assert!(is_tag("en") && is_tag("en-GB") && is_tag("zh-Hant-TW"));
        assert!(!is_tag("English") && !is_tag("en_GB") && !is_tag(""));
    }
}
