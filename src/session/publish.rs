//! Publishes a show: writes it in several forms into a folder. What did not change since the last
//! time is left as it is, and a file that something else wrote is not replaced.

mod delivery;
mod form;
mod issue;
pub(in crate::session) mod print;
pub(in crate::session) mod record;

use std::path::{Path, PathBuf};

use crate::exchange::captions;
use crate::session::files::{folder, make_folder};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_script::PublishForm;
use cuebook_voice::Voice;

use form::Made;
use issue::{Issue, Read};
use record::Record;

/// The forms to publish, and their folder.
#[derive(Clone, Debug)]
pub(crate) struct PublishOptions {
    /// The folder. It is created if it is missing.
    pub folder: PathBuf,
    pub forms: Vec<PublishForm>,
    /// Whether files that something else wrote are replaced.
    pub force: bool,
}

/// The result of publishing.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    /// The files, in the order of the forms.
    pub files: Vec<PublishedFile>,
    /// The number of takes that were not in the cache.
    pub spoken: usize,
    pub remarks: Vec<Remark>,
    /// Warnings that need the final times.
    pub doubts: Vec<Diagnostic>,
}

/// What a user should know about the files.
#[derive(Clone, Debug)]
pub(crate) enum Remark {
    /// A list of chapters is empty, because the show has none.
    NoChapters(PathBuf),
    /// The measurements of the captions in a file.
    Captions(PathBuf, captions::Report),
    /// A file does not meet these requirements of its target.
    Fails(PathBuf, Vec<String>),
    /// A file that was published earlier, under another title or for other chapters, is still there.
    Old(PathBuf),
}

/// A file or folder that was published.
#[derive(Clone, Debug)]
pub(crate) struct PublishedFile {
    pub form: PublishForm,
    pub path: PathBuf,
    pub bytes: u64,
    pub state: State,
}

/// What happened to a file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It was not there.
    New,
    /// It was there and had changed.
    Renewed,
    /// It was made again, because it had been deleted.
    Restored,
    /// It is as it was.
    Unchanged,
}

impl State {
    /// Returns the word for reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            State::New => "new",
            State::Renewed => "renewed",
            State::Restored => "made again",
            State::Unchanged => "unchanged",
        }
    }
}

impl Studio {
    /// Writes a show in several forms into a folder.
    ///
    /// # Errors
    /// When the show cannot be performed, a file cannot be written, or a file there is not one
    /// that was published before.
    pub(crate) fn publish(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        options: &PublishOptions,
        progress: &dyn Progress,
    ) -> Result<Published, SessionError> {
        make_folder(&options.folder)?;
        let record = Record::of(&options.folder, show);
        let name = show.files_name();
        let place = |form: &PublishForm| {
            let path = options.folder.join(form::file_name(*form, &name));
            (*form, path)
        };
        let wanted: Vec<(PublishForm, PathBuf)> = options.forms.iter().map(place).collect();
        for (form, path) in &wanted {
            guard(show, &record, (*form, path), options.force)?;
        }
        let staged = self.stage(show, voice, jobs, progress)?;
        let (spoken, doubts) = (staged.performance.spoken, staged.doubts.clone());
        let old = record.old(&name);
        let mut issue = Issue::new((self, show), (voice, jobs), staged, record, progress)?;
        let made = issue.make(&wanted)?;
        let mut remarks = issue.remarks;
        remarks.extend(old.into_iter().map(Remark::Old));
        let files = made.into_iter().map(|(form, path, state)| PublishedFile {
            form,
            bytes: size(&path),
            path,
            state,
        });
        Ok(Published {
            files: files.collect(),
            spoken,
            remarks,
            doubts,
        })
    }
}

/// Refuses to replace a file of the show, or one that something else wrote.
fn guard(
    show: &Show,
    record: &Record,
    (form, path): (PublishForm, &Path),
    force: bool,
) -> Result<(), SessionError> {
    let paths = match form::made(form) {
        Made::Target(_) => {
            let name = path.file_name().unwrap_or_default();
            record.beginning(&name.to_string_lossy())
        }
        _ => vec![path.to_owned()],
    };
    for path in &paths {
        show.refuse_own(path)?;
        if !force {
            record.refuse_foreign(path)?;
        }
    }
    Ok(())
}

/// Returns the bytes of a file, or of the files in a folder.
fn size(path: &Path) -> u64 {
    let of_file = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    match path.is_dir() {
        true => {
            let files = folder::listed(path).into_iter();
            files.map(|file| of_file(&path.join(file))).sum()
        }
        false => of_file(path),
    }
}
