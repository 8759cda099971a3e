//! Fits a folder of recordings into a show. Takes a show and a folder, and returns the
//! edit steps that replace voices by recordings, with messages about the other files.
//! Only files that can be decoded are fitted. The folder is not changed.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::exchange::recordings::{self, Fitting, Matched, Notes, Recording};
use crate::outline::anchor::Quotes;
use crate::session::files::{self, Overwrite, make_folder};
use crate::session::{SessionError, Show};
use crate::world::LARGEST_FILE;
use cuebook_core::sound_format::is_sound;
use cuebook_script::edit::Step;
use cuebook_synth::file::decode;

/// The folder for recordings that are not beside the script.
const FOLDER: &str = "takes";

/// Recordings that fit, and messages for the user.
#[derive(Clone, Debug, Default)]
pub struct Fitted {
    pub steps: Vec<Step>,
    /// The lines that have a recording now.
    pub lines: Vec<Fitting>,
    /// Files that must be copied beside the script, each with its new path.
    pub copies: Vec<(PathBuf, PathBuf)>,
    /// Files that cannot be decoded or fitted, each with the reason.
    pub refused: Vec<(PathBuf, String)>,
    /// Files with a warning.
    pub doubts: Vec<(PathBuf, String)>,
    /// Files that match no line, each with the reason.
    pub unmatched: Vec<(PathBuf, String)>,
    /// Takes that were not chosen, because another take of the line was.
    pub unused: Vec<PathBuf>,
    /// The names of the lines that still have no recording.
    pub without: Vec<String>,
}

impl Show {
    /// Fits the recordings of a folder; `take` chooses among several of a line.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read.
    pub fn fit(&self, folder: &Path, take: Option<u32>) -> Result<Fitted, SessionError> {
        let files = files(folder)?;
        let Matched {
            fitting,
            unused,
            unmatched,
        } = recordings::matched(&self.script, &self.book, &files, take);
        let quotes = Quotes::new(&self.book.prose);
        let notes = Notes::of(&quotes, &self.script);
        let mut fitted = Fitted {
            unused,
            unmatched,
            ..Fitted::default()
        };
        for one in fitting {
            if let Err(why) = self.one(&one, &quotes, &notes, &mut fitted) {
                fitted.refused.push((one.file, why));
            }
        }
        let without = recordings::without(&self.script, &self.book, &fitted.lines);
        fitted.without = without.into_iter().map(|named| named.id).collect();
        Ok(fitted)
    }

    /// Fits one recording, or returns why it does not fit.
    fn one(
        &self,
        one: &Fitting,
        quotes: &Quotes<'_>,
        notes: &Notes,
        fitted: &mut Fitted,
    ) -> Result<(), String> {
        let line = &self.book.lines[one.named.line];
        let name = one.file.file_name().unwrap_or_default().to_string_lossy();
        let size = fs::metadata(&one.file)
            .map_err(|error| error.to_string())?
            .len();
        if size > LARGEST_FILE {
            return Err(format!("it has {size} bytes; the limit is {LARGEST_FILE}"));
        }
        let bytes = fs::read(&one.file).map_err(|error| error.to_string())?;
        let audio = decode(&name, bytes.into()).map_err(|error| error.with_hint())?;
        let spoken = recordings::spoken(&audio);
        let (path, copy) = match self.beside(&one.file) {
            Some(path) => (path, None),
            None => {
                let ending = one.file.extension().unwrap_or_default().to_string_lossy();
                let path = format!("{FOLDER}/{}.{}", one.named.id, ending.to_lowercase());
                let copy = self.path.with_file_name("").join(&path);
                (path, Some((one.file.clone(), copy)))
            }
        };
        let recording = Recording::whole(&path);
        let steps = recordings::steps(quotes, &self.book, &one.named, notes, &recording);
        fitted
            .steps
            .extend(steps.ok_or("no words distinguish its line from the other lines")?);
        fitted.copies.extend(copy);
        let doubt = recordings::doubt(&self.book, line, spoken);
        fitted
            .doubts
            .extend(doubt.map(|why| (one.file.clone(), why)));
        fitted.lines.push(one.clone());
        Ok(())
    }

    /// Returns the path of a file relative to the script, if it is in the script's
    /// folder.
    pub(crate) fn beside(&self, file: &Path) -> Option<String> {
        let real = self.path.canonicalize().ok()?;
        let file = file.canonicalize().ok()?;
        let path = file.strip_prefix(real.parent()?).ok()?;
        let parts: Option<Vec<&str>> = path
            .components()
            .map(|part| match part {
                Component::Normal(name) => name.to_str().filter(|name| !name.contains('\\')),
                _ => None,
            })
            .collect();
        parts.map(|parts| parts.join("/"))
    }
}

impl Fitted {
    /// Copies recordings beside the script, or into `folder` instead. Returns the new
    /// files.
    ///
    /// # Errors
    /// When a file cannot be written, or there is another recording at its path.
    pub fn bring(
        &self,
        script: &Path,
        folder: Option<&Path>,
        overwrite: Overwrite,
    ) -> Result<Vec<PathBuf>, SessionError> {
        let base = script.with_file_name("");
        let mut brought = Vec::new();
        for (from, to) in &self.copies {
            let to = match (folder, to.strip_prefix(&base)) {
                (Some(folder), Ok(path)) => folder.join(path),
                _ => to.clone(),
            };
            let bytes = fs::read(from).map_err(|source| SessionError::Sound {
                path: from.clone(),
                source,
            })?;
            let there = fs::read(&to).ok();
            if there.as_ref() == Some(&bytes) {
                continue;
            }
            overwrite.check(&to)?;
            make_folder(to.parent().unwrap_or(&base))?;
            files::write(&to, &bytes)?;
            if there.is_none() {
                brought.push(to);
            }
        }
        Ok(brought)
    }
}

/// Returns the audio files of a folder, sorted by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, SessionError> {
    let failed = |source| SessionError::Script {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && !name.starts_with('.') && is_sound(&name) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
