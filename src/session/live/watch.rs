//! Files that are looked after.
//!
//! In: files. Out: a call, soon after one of them was saved. Always true: a file
//! that an editor replaces by another of the same name is still looked after,
//! and one that does not exist yet is too.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::session::{Show, Studio};

/// How long it is quiet before a file counts as saved, once it was closed or
/// moved to its place: several files may be saved together.
const CLOSED: Duration = Duration::from_millis(4);

/// The same after a write that nobody has closed yet.
const WRITTEN: Duration = Duration::from_millis(80);

/// Ends when it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Calls `saved` whenever a file of a show was saved, until it returns
    /// false. None where the system cannot watch files.
    pub fn over(
        show: &Show,
        studio: &Studio,
        saved: impl Fn() -> bool + Send + 'static,
    ) -> Option<Watch> {
        let folder = show.path.parent().map_or_else(PathBuf::new, PathBuf::from);
        let files = show.book.files().map(|(path, ..)| path);
        let recipes = show.book.recipes.iter().map(|recipe| recipe.name.as_str());
        let prose = show.prose_path.as_deref();
        let names: Vec<&str> = files.chain(recipes).chain(prose).collect();
        let folders = [&folder].into_iter().chain(&studio.config.library);
        let paths = folders.flat_map(|folder| names.iter().map(|name| folder.join(name)));
        Watch::start(&show.path, paths.collect(), saved)
    }

    /// Calls `saved` whenever `script` or one of the `others` was saved, until
    /// it returns false. None where the system cannot watch files.
    fn start(
        script: &Path,
        others: Vec<PathBuf>,
        saved: impl Fn() -> bool + Send + 'static,
    ) -> Option<Watch> {
        let files: Vec<PathBuf> = others.into_iter().chain([script.to_owned()]).collect();
        let names: BTreeSet<OsString> = files
            .iter()
            .filter_map(|file| Some(file.file_name()?.to_owned()))
            .collect();
        let folders: BTreeSet<PathBuf> = files
            .iter()
            .map(|file| match file.parent() {
                Some(folder) if folder != Path::new("") => folder.to_owned(),
                _ => PathBuf::from("."),
            })
            .collect();
        let (send, events) = channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let Ok(event) = event else { return };
            let is_ours = event.paths.iter().filter_map(|path| path.file_name());
            let is_ours = is_ours.into_iter().any(|name| names.contains(name));
            if let Some(wait) = wait(event.kind).filter(|_| is_ours) {
                let _ = send.send(wait);
            }
        })
        .ok()?;
        let watched = folders
            .iter()
            .filter(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok());
        if watched.count() == 0 {
            return None;
        }
        thread::spawn(move || tell(&events, &saved));
        Some(Watch { _watcher: watcher })
    }
}

/// How long to wait after an event; none for what changes nothing.
fn wait(kind: EventKind) -> Option<Duration> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(_))
        | EventKind::Create(CreateKind::File) => Some(CLOSED),
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) | EventKind::Any => Some(WRITTEN),
        _ => None,
    }
}

fn tell(events: &Receiver<Duration>, saved: &impl Fn() -> bool) {
    while let Ok(mut wait) = events.recv() {
        // What was closed after a write need not be waited for longer; and what
        // was seen last is told though nobody watches any more.
        while let Ok(next) = events.recv_timeout(wait) {
            wait = next;
        }
        if !saved() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_replaced_or_made_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("show.yaml");
        std::fs::write(&script, "show: A").unwrap();
        let sound = folder.path().join("door.wav");
        let (send, saved) = channel();
        let told = move || send.send(()).is_ok();
        let _watch = Watch::start(&script, vec![sound.clone()], told).unwrap();
        let long = Duration::from_secs(10);

        std::fs::write(&script, "show: B").unwrap();
        saved.recv_timeout(long).unwrap();
        // As most editors do.
        let beside = folder.path().join("show.yaml~");
        std::fs::write(&beside, "show: C").unwrap();
        std::fs::rename(&beside, &script).unwrap();
        saved.recv_timeout(long).unwrap();
        std::fs::write(&sound, "made").unwrap();
        saved.recv_timeout(long).unwrap();
        while saved.recv_timeout(Duration::from_millis(200)).is_ok() {}
        std::fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
        assert!(saved.recv_timeout(Duration::from_millis(300)).is_err());
    }
}
