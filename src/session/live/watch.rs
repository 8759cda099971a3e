//! Watches files and calls a function soon after one of them was saved. It also notices a
//! file that an editor replaces by another of the same name, and a file that does not
//! exist yet.
//!
//! The system reports the changes in a folder. Where it refuses to, for example because other
//! programs watch too many files, the files are looked at every second.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::session::{Show, Studio};
use cuebook_core::sound_format::LIBRARY;

/// How long no event may come before a closed or moved file counts as saved. Several
/// files may be saved together.
const CLOSED: Duration = Duration::from_millis(4);

/// The same time after a write to a file that is still open.
const WRITTEN: Duration = Duration::from_millis(80);

/// How often files are looked at whose changes the system does not report.
const LOOK: Duration = Duration::from_secs(1);

/// A running watch. It ends when it is dropped.
pub(crate) struct Watch {
    _watcher: Option<RecommendedWatcher>,
    _looks: Arc<()>,
}

impl Watch {
    /// Calls `saved` whenever a file of a show was saved, until it returns false.
    pub(crate) fn over(
        show: &Show,
        studio: &Studio,
        saved: impl Fn() -> bool + Send + 'static,
    ) -> Watch {
        Watch::start(&show.path, Watch::files(show, studio), saved)
    }

    /// Returns where the files of a show can be, besides its script.
    pub(crate) fn files(show: &Show, studio: &Studio) -> Vec<PathBuf> {
        let folder = show.path.parent().map_or_else(PathBuf::new, PathBuf::from);
        let files = show.whole().book.files().map(|(path, ..)| path);
        let recipes = show.book.recipes.iter().map(|recipe| recipe.name.as_str());
        let prose = show.prose_paths();
        // A shared file that is missing may be written later.
        let uses = show.script.uses.iter().map(|path| path.value.as_str());
        let names: Vec<&str> = files.chain(recipes).chain(prose).chain(uses).collect();
        paths(&folder, &studio.config.library, &names)
    }

    /// Calls `saved` whenever `script` or one of the `others` was saved, until it returns
    /// false.
    fn start(
        script: &Path,
        others: Vec<PathBuf>,
        saved: impl Fn() -> bool + Send + 'static,
    ) -> Watch {
        let files: Vec<PathBuf> = others.into_iter().chain([script.to_owned()]).collect();
        let (send, events) = channel();
        let (watcher, unwatched) = watched(&files, send.clone());
        let looks = Arc::new(());
        if !unwatched.is_empty() {
            look_at(unwatched, send, Arc::downgrade(&looks));
        }
        thread::spawn(move || report(&events, &saved));
        Watch {
            _watcher: watcher,
            _looks: looks,
        }
    }
}

/// Asks the system to report changes in the folders of `files`. Returns the files whose changes
/// it does not report.
fn watched(
    files: &[PathBuf],
    send: Sender<Duration>,
) -> (Option<RecommendedWatcher>, Vec<PathBuf>) {
    let names: BTreeSet<OsString> = files
        .iter()
        .filter_map(|file| Some(file.file_name()?.to_owned()))
        .collect();
    let handler = move |event: notify::Result<Event>| {
        let Ok(event) = event else { return };
        let is_ours = event.paths.iter().filter_map(|path| path.file_name());
        let is_ours = is_ours.into_iter().any(|name| names.contains(name));
        if let Some(wait) = wait(event.kind).filter(|_| is_ours) {
            let _ = send.send(wait);
        }
    };
    let Ok(mut watcher) = notify::recommended_watcher(handler) else {
        return (None, files.to_vec());
    };
    let folders: BTreeSet<&Path> = files.iter().map(|file| folder(file)).collect();
    let refused = |folder: &&Path| watcher.watch(folder, RecursiveMode::NonRecursive).is_err();
    let refused: BTreeSet<&Path> = folders.into_iter().filter(refused).collect();
    let unwatched = files.iter().filter(|file| refused.contains(folder(file)));
    (Some(watcher), unwatched.cloned().collect())
}

/// Returns the folder of a file, as a path that can be opened.
fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Looks at `files` until `watch` has ended, and reports each change.
fn look_at(files: Vec<PathBuf>, send: Sender<Duration>, watch: Weak<()>) {
    let look = move || -> Vec<_> {
        let states = files.iter().map(|file| {
            let state = file.metadata().ok()?;
            Some((state.len(), state.modified().ok()))
        });
        states.collect()
    };
    let mut before = look();
    thread::spawn(move || {
        while watch.strong_count() > 0 {
            thread::sleep(LOOK);
            let now = look();
            if now != before && send.send(WRITTEN).is_err() {
                return;
            }
            before = now;
        }
    });
}

/// Returns where files with these names can be: beside the script, or in a folder of the
/// user's library, with or without `lib/` before the name.
fn paths(folder: &Path, library: &[PathBuf], names: &[&str]) -> Vec<PathBuf> {
    let beside = names.iter().map(|name| folder.join(name));
    let in_library = library.iter().flat_map(|folder| {
        let short = |name: &&str| name.strip_prefix(LIBRARY).unwrap_or(name).to_owned();
        names.iter().map(move |name| folder.join(short(name)))
    });
    beside.chain(in_library).collect()
}

/// Returns how long to wait after an event; `None` for an event that changes nothing.
fn wait(kind: EventKind) -> Option<Duration> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(_))
        | EventKind::Create(CreateKind::File) => Some(CLOSED),
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) | EventKind::Any => Some(WRITTEN),
        _ => None,
    }
}

fn report(events: &Receiver<Duration>, saved: &impl Fn() -> bool) {
    while let Ok(mut wait) = events.recv() {
        // The last event decides how long to wait. It is reported even if the watch ends
        // meanwhile.
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
    fn files_of_the_library_are_watched_in_its_folders() {
        let discs = [PathBuf::from("/discs")];
        let found = paths(
            Path::new("show"),
            &discs,
            &["lib/wood/door.wav", "rain.wav"],
        );
        let expected = [
            "show/lib/wood/door.wav",
            "show/rain.wav",
            "/discs/wood/door.wav",
            "/discs/rain.wav",
        ];
        assert_eq!(found, expected.map(PathBuf::from));
    }

    #[test]
    fn a_written_replaced_or_new_file_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("show.yaml");
        std::fs::write(&script, "show: A").unwrap();
        let sound = folder.path().join("door.wav");
        let (send, saved) = channel();
        let report = move || send.send(()).is_ok();
        let _watch = Watch::start(&script, vec![sound.clone()], report);
        let long = Duration::from_secs(10);

        std::fs::write(&script, "show: B").unwrap();
        saved.recv_timeout(long).unwrap();
        // Most editors save in this way.
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

    #[test]
    fn files_are_looked_at_where_the_system_reports_no_changes() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("show.yaml");
        let sound = folder.path().join("door.wav");
        std::fs::write(&script, "show: A").unwrap();
        let (send, saved) = channel();
        let watch = Arc::new(());
        look_at(
            vec![script.clone(), sound.clone()],
            send,
            Arc::downgrade(&watch),
        );
        let long = Duration::from_secs(10);

        std::fs::write(&script, "show: AB").unwrap();
        saved.recv_timeout(long).unwrap();
        std::fs::write(&sound, "made").unwrap();
        saved.recv_timeout(long).unwrap();
        std::fs::remove_file(&sound).unwrap();
        saved.recv_timeout(long).unwrap();
        drop(watch);
        let end = saved.recv_timeout(long);
        assert_eq!(end, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
    }

    #[test]
    fn a_folder_that_cannot_be_watched_is_looked_at() {
        let missing = PathBuf::from("no such folder").join("show.yaml");
        let (send, _events) = channel();
        let (_watcher, unwatched) = watched(std::slice::from_ref(&missing), send);
        assert_eq!(unwatched, [missing]);
    }
}
