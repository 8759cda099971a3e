//! A chapter as a show: its script, with what the series adds.

use std::path::PathBuf;
use std::sync::Arc;

use super::inputs::{Inputs, Noted};
use super::{ChapterFile, SeriesFile, shared};
use crate::session::deliver::{file_name, slug};
use crate::session::load::read_script;
use crate::session::{SessionError, Show, Studio};

/// The folder of the records, in the folder of an output. Every chapter has its own records, so that
/// several machines can write at the same time.
pub(super) const KEPT: &str = ".cuebook-series";

/// The place of a show in its series.
#[derive(Debug)]
pub(crate) struct Member {
    /// The name of its files, without an ending: `01-the-door`.
    pub name: String,
    /// The file whose folder has the cover, if the cover is that of the series.
    pub cover: Option<PathBuf>,
    /// The name of its records.
    key: String,
}

impl Member {
    /// Returns the name of a record about the chapter in the folder of an output.
    pub(in crate::session) fn record(&self, what: &str) -> String {
        format!("{KEPT}/{}.{what}.json", self.key)
    }
}

/// A chapter that was read.
#[derive(Debug)]
pub(crate) struct Chapter {
    pub show: Show,
    index: usize,
    /// The files of which it is made.
    pub inputs: Inputs,
    /// The decisions of an interactive chapter: those of a listener who does nothing.
    pub decisions: String,
}

impl Chapter {
    /// Returns its title, or the name of its file.
    pub(crate) fn title(&self) -> String {
        match self.show.book.title.is_empty() {
            false => self.show.book.title.clone(),
            true => file_name(&self.show),
        }
    }

    /// Returns its place in the series, from 0.
    pub(crate) fn index(&self) -> usize {
        self.index
    }

    /// Returns the name of its files, without an ending.
    pub(crate) fn name(&self) -> &str {
        let member = self.show.member.as_ref();
        member.map_or("", |member| member.name.as_str())
    }
}

impl Studio {
    /// Opens a chapter. Errors of its author are in the diagnostics of the show.
    ///
    /// # Errors
    /// When its script cannot be read.
    pub(crate) fn open_chapter(
        &self,
        series: &SeriesFile,
        file: &ChapterFile,
    ) -> Result<Chapter, SessionError> {
        let bytes = read_script(&file.path)?;
        let world = Noted::new(self.world(&file.path));
        let mut show = Show::load(&file.path, &bytes, None, &world);
        let mut decisions = String::new();
        if show.book.story.is_some() && !show.has_mistakes() {
            let chosen = show.choose(None)?;
            (show, decisions) = (chosen.show, chosen.decisions);
        }
        let inputs = Inputs::of(&show, &world);
        let is_shared = shared::fill(&mut show.book.meta, series, file.number());
        let digits = series.digits();
        let name = slug(&show.book.title, &file_name(&show));
        show.member = Some(Arc::new(Member {
            name: format!("{:0digits$}-{name}", file.number()),
            cover: is_shared.then(|| series.path.clone()),
            key: key(&file.name),
        }));
        Ok(Chapter {
            show,
            index: file.index,
            inputs,
            decisions,
        })
    }
}

/// Returns a path as the name of a file. Different paths have different names.
fn key(path: &str) -> String {
    let mut name = String::new();
    for byte in path.bytes() {
        match byte {
            b'/' => name.push('+'),
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => name.push(char::from(byte)),
            // Some systems do not tell capitals from small letters.
            byte => name.push_str(&format!("%{byte:02x}")),
        }
    }
    match name.len() {
        0..=120 => name,
        _ => blake3::hash(path.as_bytes()).to_hex().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_paths_have_different_names() {
        let long = "x/".repeat(100);
        let paths = [
            "a.yaml",
            "A.yaml",
            "a/b.yaml",
            "a+b.yaml",
            "a%2bb.yaml",
            "ä.yaml",
            &long,
        ];
        let mut keys: Vec<String> = paths.iter().map(|path| key(path)).collect();
        assert!(
            keys.iter()
                .all(|key| !key.contains('/') && key.len() <= 120)
        );
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), paths.len());
    }
}
