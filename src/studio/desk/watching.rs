//! What other programs write: the files of the open show are watched, and read again when they change.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use serde_json::json;

use super::{Desk, ELSEWHERE, Open};
use crate::session::live::Watch;
use crate::session::{SessionError, Show};
use crate::studio::answer::with_causes;

/// A file with its time of change and its length; `None` if there is none.
pub(super) type Stamp = (PathBuf, Option<(SystemTime, u64)>);

impl Desk {
    /// Returns the other files of a show as they are now.
    fn stamps(&self, show: &Show) -> Vec<Stamp> {
        let stamp = |path: PathBuf| {
            let facts = fs::metadata(&path).ok();
            let facts = facts.and_then(|facts| Some((facts.modified().ok()?, facts.len())));
            (path, facts)
        };
        let files = Watch::files(show, &self.studio).into_iter();
        files.map(stamp).collect()
    }

    /// Watches the files of a show, and remembers how they are.
    pub(super) fn look_after(&self, open: &mut Open) {
        let stamps = self.stamps(&open.show);
        let names = |stamps: &[Stamp]| {
            let names = stamps.iter().map(|(path, _)| path.clone());
            names.collect::<Vec<_>>()
        };
        if open._watch.is_none() || names(&stamps) != names(&open.stamps) {
            let own = self.own.clone();
            let saved = move || match own.upgrade() {
                Some(desk) => {
                    desk.take_over();
                    true
                }
                None => false,
            };
            open._watch = Some(Watch::over(&open.show, &self.studio, saved));
        }
        open.stamps = stamps;
    }

    /// Takes over what another program wrote.
    pub(super) fn take_over(&self) {
        if let Some(open) = self.lock().as_mut() {
            // A pipe in its place would be read for ever.
            let bytes = Some(&open.show.path).filter(|path| path.is_file());
            let bytes = bytes.and_then(|path| fs::read(path).ok());
            let is_same = bytes.is_some_and(|bytes| bytes == open.show.source.as_bytes());
            if !is_same || self.stamps(&open.show) != open.stamps {
                self.read_again(open);
            }
        }
    }

    pub(super) fn read_again(&self, open: &mut Open) {
        let show = match self.opened(&open.show.path) {
            Ok(show) => show,
            Err(error) => {
                let text = with_causes(&error);
                return self.tell(&json!({ "is": "message", "text": text }));
            }
        };
        let before = open.show.clone();
        open.replace(show);
        let is_other = open.take_over(&before);
        self.look_after(open);
        // A page that gets no patch asks for the document, and then hears the failure.
        let patch = self.advance(open).ok().flatten();
        let step = is_other.then_some(ELSEWHERE);
        self.told(open, (step, "disk"), patch.as_deref());
    }

    fn opened(&self, path: &Path) -> Result<Show, SessionError> {
        if fs::metadata(path).is_ok_and(|facts| !facts.is_file()) {
            let source = io::Error::other("it is no file any more");
            let path = path.to_owned();
            return Err(SessionError::Script { path, source });
        }
        self.studio.open(path, None)
    }
}
