//! First steps of a series: a series file for a folder, and scripts for the texts that have none.

use std::path::{Path, PathBuf};

use super::SeriesFile;
use crate::outline::cast;
use crate::perform::BuiltinCatalog;
use crate::session::files::{self, Overwrite};
use crate::session::load::read_document;
use crate::session::outline::{Drafted, draft};
use crate::session::{SessionError, Show, Studio};
use cuebook_script::write::name;

/// The name of a series file.
const NAME: &str = "series.yaml";

/// The endings of texts that a script can name.
const TEXTS: [&str; 2] = ["txt", "md"];

/// The most files of a folder that are looked at.
const MOST: usize = 20_000;

/// A series file that was written.
#[derive(Debug)]
pub(crate) struct NewSeries {
    pub path: PathBuf,
    pub chapters: usize,
    /// How many chapters are texts without a script.
    pub texts: usize,
}

/// A chapter that was drafted.
#[derive(Debug)]
pub(crate) struct DraftedText {
    pub text: PathBuf,
    pub script: PathBuf,
    pub drafted: Drafted,
}

impl Studio {
    /// Writes a series file for the scripts and texts of a folder, in the order of their names.
    ///
    /// # Errors
    /// When the folder has none, or the file cannot be written or exists already.
    pub(crate) fn new_series(
        &self,
        folder: &Path,
        title: Option<&str>,
        overwrite: Overwrite,
    ) -> Result<NewSeries, SessionError> {
        let path = folder.join(NAME);
        overwrite.check(&path)?;
        let failed = |source| SessionError::Text {
            path: folder.to_owned(),
            source,
        };
        let entries = std::fs::read_dir(folder).map_err(failed)?;
        let names = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names
            .take(MOST)
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort_by_key(|name| in_order(name));
        let scripts = names.iter().filter(|name| is_script(&folder.join(name)));
        let scripts: Vec<&String> = scripts.collect();
        let read: Vec<String> = scripts
            .iter()
            .filter_map(|name| self.open(&folder.join(name), None).ok())
            .flat_map(|show: Show| show.prose_paths().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let is_free = |name: &&String| ends(name, &TEXTS) && !read.contains(name);
        let texts: Vec<&String> = names.iter().filter(is_free).collect();
        let mut chapters: Vec<&String> = scripts.into_iter().chain(texts.iter().copied()).collect();
        chapters.sort_by_key(|name| in_order(name));
        if chapters.is_empty() {
            return Err(SessionError::NoChapters(folder.to_owned()));
        }
        let real = folder.canonicalize().map_err(failed)?;
        let of_folder = real.file_name().unwrap_or_default().to_string_lossy();
        let mut text = format!("series: {}\nchapters:\n", name(title.unwrap_or(&of_folder)));
        for chapter in &chapters {
            text.push_str(&format!("  - {}\n", name(chapter)));
        }
        files::write_safely(&path, text.as_bytes(), overwrite)?;
        Ok(NewSeries {
            path,
            chapters: chapters.len(),
            texts: texts.len(),
        })
    }

    /// Drafts a script for every chapter that is a text. One person has the same voice in all of
    /// them. Nothing is written.
    ///
    /// # Errors
    /// When a text cannot be read, or a script exists already that may not be replaced.
    pub(crate) fn draft_series(
        &self,
        series: &SeriesFile,
        overwrite: Overwrite,
    ) -> Result<Vec<DraftedText>, SessionError> {
        let mut drafts = Vec::new();
        for file in series.chapters.iter().filter(|file| file.is_text) {
            let script = file.path.with_extension("yaml");
            overwrite.check(&script)?;
            drafts.push(DraftedText {
                drafted: draft(&file.path, Some(&script))?,
                text: file.path.clone(),
                script,
            });
        }
        let mut outlines: Vec<_> = drafts
            .iter_mut()
            .map(|one| &mut one.drafted.outline)
            .collect();
        if outlines.len() > 1 {
            cast::share(&mut outlines, &BuiltinCatalog);
            drafts.iter_mut().for_each(|one| one.drafted.write());
        }
        Ok(drafts)
    }

    /// Writes the scripts of texts without mistakes, and names them in the series in place of the
    /// texts. All other bytes of the series stay.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn write_drafts(
        &self,
        series: &SeriesFile,
        drafts: &[DraftedText],
        overwrite: Overwrite,
    ) -> Result<(), SessionError> {
        let mut source = series.source.clone();
        let drafted = |path: &Path| drafts.iter().find(|one| one.text == path);
        for file in series.chapters.iter().rev() {
            let Some(one) = drafted(&file.path).filter(|one| !one.drafted.has_mistakes()) else {
                continue;
            };
            files::write_safely(&one.script, one.drafted.script.as_bytes(), overwrite)?;
            let script = Path::new(&file.name).with_extension("yaml");
            source.replace_range(file.span.range(), &name(&script.to_string_lossy()));
        }
        match source == series.source {
            true => Ok(()),
            false => files::replace(&series.path, series.source.as_bytes(), source.as_bytes()),
        }
    }
}

/// Returns whether a file is a script, not a series or other YAML.
fn is_script(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let is_yaml = ends(&name, &["yaml", "yml"]);
    is_yaml
        && read_document(path).is_ok_and(|(bytes, what)| {
            let text = String::from_utf8_lossy(&bytes);
            what.is_none() && text.lines().any(|line| line.starts_with("text:"))
        })
}

fn ends(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Returns what orders names as people do: numbers in them by their value, so that 2 is before 10.
fn in_order(name: &str) -> Vec<(String, u64)> {
    let mut parts = vec![(String::new(), 0_u64)];
    let mut in_number = false;
    for c in name.chars() {
        match (c.to_digit(10), parts.last_mut()) {
            (Some(digit), Some((_, number))) => {
                *number = number.saturating_mul(10).saturating_add(u64::from(digit));
                in_number = true;
            }
            (_, Some((words, _))) if !in_number => words.extend(c.to_lowercase()),
            _ => {
                in_number = false;
                parts.push((c.to_lowercase().collect(), 0));
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_ordered_by_their_value() {
        let mut names = [
            "10.txt",
            "2.txt",
            "Chapter 10.md",
            "chapter 9.md",
            "1b.txt",
            "1a.txt",
        ];
        names.sort_by_key(|name| in_order(name));
        assert_eq!(
            names,
            [
                "1a.txt",
                "1b.txt",
                "2.txt",
                "10.txt",
                "chapter 9.md",
                "Chapter 10.md"
            ]
        );
    }
}
