//! Books and documents as plain text in Markdown, chapter by chapter.
//!
//! EPUB, DOCX, HTML and RTF are brought to one form, [`page::Block`]. Chapters are found
//! by the table of contents or by headings. The text is what a voice reads: page numbers,
//! navigation and hidden parts are left out, and footnotes are footnotes of Markdown.

mod archive;
mod chapters;
mod docx;
mod encoding;
mod epub;
mod html;
mod links;
mod markup;
mod package;
mod page;
mod plain;
mod rtf;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use cuebook_script::prose::MOST_BYTES;

/// A book or document that was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manuscript {
    pub facts: Facts,
    /// The chapters in order, each with words.
    pub chapters: Vec<Chapter>,
    /// The names of the pages that are no part of the text, such as the table of contents.
    pub left_out: Vec<String>,
    /// The documents that an EPUB names and does not have.
    pub missing: Vec<String>,
}

/// What a book says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub title: Option<String>,
    pub author: Option<String>,
    /// A language tag.
    pub language: Option<String>,
}

/// A chapter, or a whole text that has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chapter {
    pub title: Option<String>,
    /// The text in Markdown.
    pub text: String,
    /// The number of words, without footnotes.
    pub words: usize,
}

/// The formats.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text that a show reads as it is.
    Plain,
    Epub,
    Docx,
    Html,
    Rtf,
    /// A format that must be converted first.
    Other,
}

impl Format {
    /// Returns the format of a file by the ending of its name; other names are plain text.
    #[must_use]
    pub(crate) fn of(path: &Path) -> Format {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        match ending.to_lowercase().as_str() {
            "epub" => Format::Epub,
            "docx" | "docm" | "dotx" => Format::Docx,
            "html" | "htm" | "xhtml" | "xht" => Format::Html,
            "rtf" => Format::Rtf,
            "pdf" | "doc" | "odt" | "mobi" | "azw" | "azw3" | "kfx" | "fb2" | "pages" => {
                Format::Other
            }
            _ => Format::Plain,
        }
    }
}

/// Why a book cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ManuscriptError {
    #[error("it cannot be read")]
    Io(#[from] io::Error),
    #[error("it is protected against copying ({by}); only its shop's programs can read it")]
    Protected { by: &'static str },
    #[error("it has a password; save it without one")]
    Password,
    #[error("it is a document of an older Word, or has a password; save it as .docx without one")]
    OldWord,
    #[error("it is a PDF, which has lines but no paragraphs; use its EPUB or DOCX")]
    Pdf,
    #[error(
        "its format is not one of EPUB, DOCX, HTML, RTF, Markdown and plain text; convert it to one of them"
    )]
    Unreadable,
    #[error("it is not {0}, although its name says so")]
    OtherFormat(&'static str),
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    #[error("it has no document that says where its text is")]
    NoPackage,
    #[error("the archive has {0} files, which no book has")]
    TooManyFiles(usize),
    #[error("`{0}` in the archive is larger than a text can be")]
    Inflated(String),
    #[error("it has more than {} MiB of text", MOST_BYTES >> 20)]
    TooLong,
    #[error("a tag in it has thousands of attributes")]
    Overgrown,
    #[error("it has no words")]
    Silent,
}

impl From<markup::Overgrown> for ManuscriptError {
    fn from(_: markup::Overgrown) -> ManuscriptError {
        ManuscriptError::Overgrown
    }
}

/// The largest file of RTF, which may have pictures in it, in bytes.
const MOST_SOURCE: usize = 8 * MOST_BYTES;

/// Reads a book or document from a file that is open, in a format other than plain text.
///
/// # Errors
/// When it is damaged, protected or too large, or has no words.
pub(crate) fn read(mut file: File, format: Format) -> Result<Manuscript, ManuscriptError> {
    let mut head = [0; 8];
    let length = fill(&mut file, &mut head)?;
    recognise(&head[..length], format)?;
    io::Seek::rewind(&mut file)?;
    let book = match format {
        Format::Epub => epub::read(file)?,
        Format::Docx => docx::read(file)?,
        Format::Html => of_html(&bytes(file, MOST_BYTES)?)?,
        Format::Rtf => rtf::read(&bytes(file, MOST_SOURCE)?)?,
        Format::Plain | Format::Other => return Err(ManuscriptError::Unreadable),
    };
    let length: usize = book.chapters.iter().map(|chapter| chapter.text.len()).sum();
    match book.chapters.is_empty() {
        true => Err(ManuscriptError::Silent),
        false if length > 2 * MOST_BYTES => Err(ManuscriptError::TooLong),
        false => Ok(book),
    }
}

/// Returns a plain text as a manuscript. Its chapters are parts of the text, unchanged.
#[must_use]
pub(crate) fn of_text(text: &str) -> Manuscript {
    Manuscript {
        chapters: plain::chapters(text),
        ..Manuscript::default()
    }
}

fn fill(file: &mut File, head: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    loop {
        match file.read(&mut head[length..])? {
            0 => return Ok(length),
            more => length += more,
        }
    }
}

/// Compares the first bytes of a file with its format.
fn recognise(head: &[u8], format: Format) -> Result<(), ManuscriptError> {
    const OLE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];
    let other = match format {
        _ if head.starts_with(b"%PDF") => return Err(ManuscriptError::Pdf),
        _ if head.starts_with(&OLE) => return Err(ManuscriptError::OldWord),
        Format::Other => return Err(ManuscriptError::Unreadable),
        Format::Epub if !head.starts_with(b"PK") => "an EPUB",
        Format::Docx if !head.starts_with(b"PK") => "a DOCX",
        Format::Html if head.starts_with(b"PK") => "HTML",
        Format::Rtf if !head.starts_with(b"{\\rtf") => "RTF",
        _ => return Ok(()),
    };
    Err(ManuscriptError::OtherFormat(other))
}

fn bytes(file: File, most: usize) -> Result<Vec<u8>, ManuscriptError> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() > most {
        true => Err(ManuscriptError::TooLong),
        false => Ok(bytes),
    }
}

fn of_html(bytes: &[u8]) -> Result<Manuscript, ManuscriptError> {
    let text = encoding::markup(bytes);
    let mut links = links::Links::default();
    links.survey(&text, "")?;
    let found = html::read(&text, "", &mut links)?;
    let title = chapters::title_of(&found.title);
    let notes: BTreeMap<String, String> = found.page.notes;
    Ok(Manuscript {
        facts: Facts {
            title: Some(title).filter(|title| !title.is_empty()),
            author: found.author,
            language: found.language,
        },
        chapters: chapters::by_headings(found.page.blocks, &notes),
        ..Manuscript::default()
    })
}
