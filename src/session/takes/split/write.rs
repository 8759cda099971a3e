//! Writes the takes of a recording beside the script, and the edits that use them.

use std::path::{Path, PathBuf};

use super::{Split, SplitLine, is_recorded};
use crate::exchange::recordings::{self, Notes, Recording};
use crate::outline::anchor::Quotes;
use crate::output::meter::Sides;
use crate::output::wav::{self, Encoding, Form as WavForm};
use crate::session::files::{self, Overwrite, make_folder};
use crate::session::{SessionError, Show};
use cuebook_core::audio::Audio;
use cuebook_core::units::RATE;
use cuebook_script::edit::Step;

/// How the script names the takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A file for each line, in this folder beside the script.
    Files(String),
    /// Parts of the recording, which has this path beside the script.
    Parts(String),
}

impl Split {
    /// Returns the lines that have a recording already.
    pub fn recorded<'a>(&'a self, show: &'a Show) -> impl Iterator<Item = &'a SplitLine> {
        let used = self.lines.iter().filter(|line| line.is_used());
        used.filter(|line| is_recorded(show, line.named.line))
    }

    /// Returns the edits of the script that use the takes, and the lines for which there is none.
    #[must_use]
    pub fn steps(&self, show: &Show, form: &Form) -> (Vec<Step>, Vec<String>) {
        let quotes = Quotes::new(&show.book.prose);
        let notes = Notes::of(&quotes, &show.script);
        let (mut steps, mut failed) = (Vec::new(), Vec::new());
        for line in self.lines.iter().filter(|line| line.is_used()) {
            let recording = match (form, &line.pieces[..]) {
                (Form::Files(folder), _) => Recording::whole(&file(folder, line)),
                (Form::Parts(path), [piece]) => Recording::part(path, piece),
                // A part of a file is one piece.
                (Form::Parts(_), _) => {
                    failed.push(line.named.id.clone());
                    continue;
                }
            };
            let own = recordings::steps(&quotes, &show.book, &line.named, &notes, &recording);
            match own {
                Some(own) => steps.extend(own),
                None => failed.push(line.named.id.clone()),
            }
        }
        (steps, failed)
    }

    /// Writes the takes into a folder of `base`. Returns the files that were not there before.
    ///
    /// # Errors
    /// When a file cannot be written, or there is one that may not be replaced. Then none is written.
    pub fn write(
        &self,
        base: &Path,
        folder: &str,
        overwrite: Overwrite,
    ) -> Result<Vec<PathBuf>, SessionError> {
        let used: Vec<&SplitLine> = self.lines.iter().filter(|line| line.is_used()).collect();
        let path = |line: &SplitLine| base.join(file(folder, line));
        for line in &used {
            overwrite.check(&path(line))?;
        }
        make_folder(&base.join(folder))?;
        let mut new = Vec::new();
        for line in used {
            let path = path(line);
            let was_there = path.exists();
            let form = WavForm {
                rate: RATE,
                sides: Sides::One,
                encoding: Encoding::Pcm24,
            };
            let bytes = wav::in_memory(&Audio::mono(line.samples.clone()), form);
            let bytes = bytes.map_err(|source| crate::output::SinkError::Header {
                path: path.clone(),
                source,
            })?;
            files::write(&path, &bytes)?;
            if !was_there {
                new.push(path);
            }
        }
        Ok(new)
    }
}

/// Returns the path of the take of a line, beside the script.
fn file(folder: &str, line: &SplitLine) -> String {
    format!("{folder}/{}.wav", line.named.id)
}
