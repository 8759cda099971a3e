//! Publishes the files that a delivery target takes.

use std::path::{Path, PathBuf};

use super::issue::{Issue, MadeFile};
use super::record::Entry;
use super::{Remark, State, print};
use crate::book::Target;
use crate::session::SessionError;
use crate::session::deliver::{DeliverOptions, usual_format};
use crate::session::files::folder_of;
use cuebook_script::PublishForm;

impl Issue<'_> {
    /// Writes the files of a target, if they changed. Their names begin with that of `path`.
    pub(super) fn deliver(
        &mut self,
        target: &Target,
        (form, path): (PublishForm, &Path),
    ) -> Result<Vec<MadeFile>, SessionError> {
        let print = self.target_print(target);
        let known = self.record.of_form(form.name());
        let known = known.into_iter().map(|path| {
            let state = self.record.state(&path, &print);
            (path, state)
        });
        let known: Vec<(PathBuf, State)> = known.collect();
        let is_same = |(_, state): &(PathBuf, State)| *state == State::Unchanged;
        let files = match !known.is_empty() && known.iter().all(is_same) {
            true => known,
            false => self.deliver_again(target, (form, folder_of(path)), &known, &print)?,
        };
        for (path, _) in &files {
            let fails = self.record.fails(path).to_vec();
            if !fails.is_empty() {
                self.remarks.push(Remark::Fails(path.clone(), fails));
            }
        }
        let files = files.into_iter().map(|(path, state)| (form, path, state));
        Ok(files.collect())
    }

    /// Writes all files of a target. `known` are those of the last time.
    fn deliver_again(
        &mut self,
        target: &Target,
        (form, folder): (PublishForm, &Path),
        known: &[(PathBuf, State)],
        print: &str,
    ) -> Result<Vec<(PathBuf, State)>, SessionError> {
        let options = DeliverOptions {
            targets: vec![(*target, usual_format(target))],
            ..DeliverOptions::usual(folder)
        };
        let staged = self.staged.clone();
        let (show, voice) = (self.show, self.voice);
        let made = self
            .studio
            .deliver_staged((show, staged), voice, &options, self.progress)?;
        let mut files: Vec<(PathBuf, State)> = Vec::new();
        for file in made.files {
            let entry = Entry::of(form.name(), print, file.failing());
            self.record.add(&file.file, entry)?;
            let before = known.iter().find(|(path, _)| *path == file.file);
            let state = match before.map(|(_, state)| *state) {
                Some(State::Unchanged) => State::Renewed,
                state => state.unwrap_or(State::New),
            };
            files.push((file.file, state));
        }
        let is_gone = |(path, _): &&(PathBuf, State)| {
            path.exists() && files.iter().all(|(file, _)| file != path)
        };
        let gone = known.iter().filter(is_gone);
        self.remarks
            .extend(gone.map(|(path, _)| Remark::Old(path.clone())));
        Ok(files)
    }

    /// Returns the fingerprint of all inputs of the files of a target.
    fn target_print(&self, target: &Target) -> String {
        let (book, script) = (&self.show.book, &self.show.script);
        let speaks = (&book.roles, &script.narrator, &book.lines);
        let tags = &self.tags_print;
        let key = self.console.sound_key();
        print::of(&(key, target, usual_format(target), tags, speaks))
    }
}
