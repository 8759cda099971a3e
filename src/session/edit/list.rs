//! Edits a list of pronunciations that several shows share.

use std::path::PathBuf;

use crate::session::{SessionError, Show, Studio, files};
use cuebook_core::diagnostic::{Diagnostic, Severity};
use cuebook_core::utf8;
use cuebook_script::edit::{self, Step};
use cuebook_script::read::pronounce::pronunciations;

/// A changed list that is not written yet.
#[derive(Debug)]
pub(crate) struct EditedList {
    pub path: PathBuf,
    pub before: String,
    pub after: String,
}

impl Studio {
    /// Applies a step to a list that a show names, without writing it.
    ///
    /// # Errors
    /// When the list cannot be read. The inner error is that of a step that cannot be applied or
    /// that adds a mistake.
    pub(crate) fn edit_list(
        &self,
        show: &Show,
        list: &str,
        step: &Step,
    ) -> Result<Result<EditedList, Box<Diagnostic>>, SessionError> {
        let folder = show.path.with_file_name("");
        let folders = [&folder].into_iter().chain(&self.config.library);
        let mut paths = folders.map(|folder| folder.join(list));
        let path = paths.find(|path| path.exists());
        let path = path.unwrap_or_else(|| folder.join(list));
        let bytes = std::fs::read(&path).map_err(|source| SessionError::Script {
            path: path.clone(),
            source,
        })?;
        let before = utf8::text(bytes).map_err(|fault| SessionError::NotUtf8 {
            path: path.clone(),
            fault,
        })?;
        let after = match edit::traced(&before, std::slice::from_ref(step)) {
            Ok((after, _)) => after,
            Err(why) => return Ok(Err(why)),
        };
        let mut mistakes = pronunciations(&after).1.into_iter();
        if let Some(why) = mistakes.find(|found| found.severity == Severity::Error) {
            return Ok(Err(Box::new(why)));
        }
        Ok(Ok(EditedList {
            path,
            before,
            after,
        }))
    }
}

impl EditedList {
    /// Writes the changed list.
    ///
    /// # Errors
    /// When the file cannot be written, or has changed since it was read.
    pub(crate) fn keep(&self) -> Result<(), SessionError> {
        files::replace(&self.path, self.before.as_bytes(), self.after.as_bytes())
    }
}
