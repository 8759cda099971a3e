//! What other programs write: the files of the open show are watched, and read again when they change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io, thread};

use serde_json::json;

use super::{Desk, ELSEWHERE, Open};
use crate::session::live::Watch;
use crate::session::{SessionError, Show};
use crate::studio::answer::with_causes;
use cuebook_core::whole_file::folder_of;

/// A file with its time of change and its length; `None` if there is none.
pub(super) type Stamp = (PathBuf, Option<(SystemTime, u64)>);

/// How long a file must be as it is before it counts as written.
const QUIET: Duration = Duration::from_millis(20);

/// How often this is looked at. A file that stays empty is empty.
const LOOKS: usize = 25;

fn stamp_of(path: PathBuf) -> Stamp {
    let facts = fs::metadata(&path).ok();
    let facts = facts.and_then(|facts| Some((facts.modified().ok()?, facts.len())));
    (path, facts)
}

impl Desk {
    /// Returns the files of a show as they are now, without those whose texts it has.
    fn stamps(&self, show: &Show) -> Vec<Stamp> {
        let texts: Vec<PathBuf> = texts(show).map(|(path, _)| path).collect();
        let files = Watch::files(show, &self.studio).into_iter();
        let files = files.filter(|path| !texts.contains(path));
        files.map(stamp_of).collect()
    }

    /// Watches the files of a show, and remembers how they are. Those of `early` were looked at before the show was
    /// read: what another program writes while they are read is then noticed.
    pub(super) fn look_after(&self, open: &mut Open, early: Vec<Stamp>) {
        let early: BTreeMap<_, _> = early.into_iter().collect();
        let mut stamps = self.stamps(&open.show);
        let mut watched: Vec<PathBuf> = texts(&open.show).map(|(path, _)| path).collect();
        watched.extend(stamps.iter().map(|(path, _)| path.clone()));
        if open
            .watch
            .as_ref()
            .is_none_or(|(_, files)| *files != watched)
        {
            let own = self.own.clone();
            let saved = move || match own.upgrade() {
                Some(desk) => {
                    desk.take_over();
                    true
                }
                None => false,
            };
            open.watch = Some((Watch::over(&open.show, &self.studio, saved), watched));
        }
        for (path, facts) in &mut stamps {
            if let Some(before) = early.get(path) {
                *facts = *before;
            }
        }
        open.stamps = stamps;
    }

    /// Takes over what another program wrote.
    pub(super) fn take_over(&self) {
        if let Some(open) = self.lock().as_mut()
            && (!has_texts(&open.show) || self.stamps(&open.show) != open.stamps)
        {
            self.read_again(open);
        }
    }

    pub(super) fn read_again(&self, open: &mut Open) {
        wait_until_written(&open.show);
        let early = self.stamps(&open.show);
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
        self.look_after(open, early);
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

/// Returns the script and the shared files of a show, with their texts.
fn texts(show: &Show) -> impl Iterator<Item = (PathBuf, &str)> {
    let folder = folder_of(&show.path);
    let shared = show.shared.iter();
    let shared = shared.map(move |file| (folder.join(&file.path), file.text.as_str()));
    shared.chain([(show.path.clone(), show.source.as_str())])
}

/// Returns whether the files still have the texts of a show. Their times cannot say so: a file that is read while it is
/// being written may already have its last time.
fn has_texts(show: &Show) -> bool {
    texts(show).all(|(path, text)| {
        // A pipe in its place would be read for ever.
        path.is_file() && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
    })
}

/// Waits for a program that is writing a text of a show. Half a text would count as a change, and could not be undone.
/// Most programs empty a file before they write it.
fn wait_until_written(show: &Show) {
    let look = || -> Vec<Stamp> { texts(show).map(|(path, _)| stamp_of(path)).collect() };
    let had_text: Vec<bool> = texts(show).map(|(_, text)| !text.is_empty()).collect();
    let mut before = look();
    for _ in 0..LOOKS {
        thread::sleep(QUIET);
        let now = look();
        let files = now.iter().zip(&had_text);
        let is_emptied = |((_, facts), had): (&Stamp, &bool)| *had && matches!(facts, Some((_, 0)));
        if now == before && !files.into_iter().any(is_emptied) {
            return;
        }
        before = now;
    }
}
