//! The files of the user's library in the lists of sounds.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use super::wrap::cut;
use crate::cli::picture::Look;
use crate::cli::print::notes;
use crate::session::library::Indexed;
use crate::session::{SessionError, Studio};
use cuebook_core::meaning::alike;
use cuebook_library::{Category, Entry, Found, Query};
use cuebook_synth::{find, recipe};

/// The files that match.
#[derive(Default)]
pub(super) struct Own {
    pub(super) found: Found,
    /// The number of files in the library.
    pub(super) all: u64,
}

/// Returns the index of the user's library, and shows the progress in a terminal.
pub(super) fn indexed(studio: &Studio) -> Result<Option<Indexed>, SessionError> {
    let shows = io::stderr().is_terminal();
    let mut shown = false;
    let indexed = studio.library(&mut |count| {
        if shows {
            shown = true;
            notes(&format!("\rReading your library: {} ", files(count as u64)));
        }
    });
    if shown {
        notes("\r\x1b[K");
    }
    indexed
}

/// Finds files by words and by a category; without both none.
pub(super) fn find(
    words: &[String],
    category: Option<&str>,
    most: usize,
) -> Result<Own, SessionError> {
    let Some(Indexed { library, .. }) = indexed(&Studio::of_user()?)? else {
        return Ok(Own::default());
    };
    let found = match (words, category) {
        ([], None) => Found::default(),
        (words, category) => {
            let query = Query::with(&words.join(" "), find::synonyms);
            let categories = category.map_or_else(Vec::new, categories);
            library.search(&query.of_categories(categories), most)?
        }
    };
    Ok(Own {
        found,
        all: library.count()?,
    })
}

/// Returns the categories that a text means: an id or its letters, known or not, and a word, with the letters of the
/// categories that have this name.
fn categories(text: &str) -> Vec<Category> {
    let named = recipe::Category::all()
        .iter()
        .filter(|known| known.is_named(text));
    let of_name = |known: &recipe::Category| match known
        .name
        .split(' ')
        .any(|word| alike(word, &text.to_lowercase()))
    {
        true => known.letters.to_owned(),
        false => known.id.clone(),
    };
    let mut ids: Vec<String> = named.map(of_name).collect();
    ids.dedup();
    let is_id = text.len() >= 3 && text.starts_with(|letter: char| letter.is_ascii_uppercase());
    ids.extend(is_id.then(|| text.to_owned()));
    let words = std::iter::once(Category::Word(text.to_owned())).filter(|_| !is_id);
    ids.into_iter().map(Category::Id).chain(words).collect()
}

/// Returns the files of the library by name, up to a number.
pub(super) fn all(most: usize) -> Result<Vec<Entry>, SessionError> {
    match indexed(&Studio::of_user()?)? {
        Some(Indexed { library, .. }) => Ok(library.all(most)?),
        None => Ok(Vec::new()),
    }
}

/// Returns a number of files in words.
pub(super) fn files(count: u64) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

/// Prints the files, one a line.
pub(super) fn table(out: &mut impl Write, own: &Own, look: Look) -> io::Result<()> {
    if own.all == 0 {
        return Ok(());
    }
    let Found {
        files: found,
        matching,
        ..
    } = &own.found;
    if found.is_empty() {
        return match matching {
            0 => writeln!(
                out,
                "\n{} in your library; `cuebook sounds list WORD` finds them",
                files(own.all)
            ),
            _ => Ok(()),
        };
    }
    let more = if look.unicode { "…" } else { "..." };
    let taken = own.found.respelled.iter();
    let taken: Vec<String> = taken
        .map(|(word, near)| format!("`{near}` for `{word}`"))
        .collect();
    match taken.is_empty() {
        true => writeln!(out, "\nYour files")?,
        false => writeln!(out, "\nYour files, with {}", taken.join(", "))?,
    }
    let widest = found.iter().map(|entry| entry.name.chars().count()).max();
    let name = widest.unwrap_or(0).min(look.columns * 3 / 5);
    let left = look.columns.saturating_sub(name + 13);
    for entry in found {
        let seconds = entry
            .facts
            .seconds
            .map_or_else(String::new, |seconds| format!("{seconds:.1} s"));
        let about = entry.facts.title.as_ref().or(entry.facts.about.as_ref());
        let about = match (&entry.facts.fault, about) {
            (Some(_), _) => "cannot be read",
            (None, about) => about.map_or("", String::as_str),
        };
        // A name is shown whole, so that it can be copied.
        let line = format!(
            "  {:name$}  {seconds:>8}  {}",
            entry.name,
            cut(about, left, more)
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    if let Some(rest @ 1..) = matching.checked_sub(found.len()) {
        writeln!(
            out,
            "  and {} more; more words find fewer",
            files(rest as u64)
        )?;
    }
    Ok(())
}

/// A file as JSON.
#[derive(Serialize)]
pub(super) struct FileSheet<'a> {
    name: &'a str,
    file: &'a Path,
    size: u64,
    #[serde(flatten)]
    facts: &'a cuebook_library::Facts,
}

impl FileSheet<'_> {
    fn of(entry: &Entry) -> FileSheet<'_> {
        FileSheet {
            name: &entry.name,
            file: &entry.file,
            size: entry.size,
            facts: &entry.facts,
        }
    }
}

/// Returns the files as JSON.
pub(super) fn sheets(own: &Own) -> Vec<FileSheet<'_>> {
    own.found.files.iter().map(FileSheet::of).collect()
}
