//! The open show: its text, its revision, its steps. Takes gestures and writes the script; takes
//! over what other programs write. The file on the disk is always whole, and a gesture on an old
//! revision changes nothing.

mod folder;
mod versions;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::SystemTime;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::broadcast;

use super::Options;
use super::answer::{Failure, with_causes};
use super::document::problems;
use super::document::written::Written;
use super::gesture::Gesture;
use super::history::History;
use super::levels::Kept;
use super::listening::Listening;
use super::measuring::Gauge;
use super::paths::Surveyed;
use super::publishing::Press;
use super::times::Estimates;
use crate::session::edit::Edited;
use crate::session::live::Watch;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::whole_file::folder_of;
use cuebook_voice::Voice;
use versions::with_patch;

/// The number of messages that a slow page may be behind.
const NEWS: usize = 256;

/// The name of a change by another program.
const ELSEWHERE: &str = "Change by another program";

/// The open show and all that the requests share.
pub(super) struct Desk {
    pub studio: Studio,
    /// The real path of the folder of the scripts.
    pub folder: PathBuf,
    pub voice: Arc<dyn Voice>,
    pub jobs: usize,
    pub listening: Listening,
    pub press: Press,
    pub estimates: Estimates,
    pub levels: Kept,
    pub gauge: Gauge,
    pub surveyed: Surveyed,
    open: Mutex<Option<Open>>,
    news: broadcast::Sender<Arc<str>>,
    /// The desk itself, for what it starts.
    own: Weak<Desk>,
}

struct Open {
    /// The path of the script in the folder.
    name: String,
    show: Arc<Show>,
    revision: String,
    history: History,
    /// Counts the changes of the document.
    version: u64,
    /// The document, once it was asked for.
    document: Option<Written>,
    /// The other files of the show, as they were when it was read.
    stamps: Vec<Stamp>,
    _watch: Option<Watch>,
}

/// A file with its time of change and its length; `None` if there is none.
type Stamp = (PathBuf, Option<(SystemTime, u64)>);

/// A gesture with the revision that it is about.
#[derive(Deserialize)]
pub(super) struct Asked {
    pub revision: String,
    pub gesture: Gesture,
}

/// What a gesture changed.
#[derive(Debug, Serialize)]
pub(super) struct Done {
    version: u64,
    revision: String,
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The change of the document as JSON; none if nothing is changed, or the page should ask for all
    /// of it.
    #[serde(skip)]
    patch: Option<Arc<str>>,
}

impl Done {
    /// Returns the answer to the page as JSON.
    pub(super) fn told(&self) -> String {
        with_patch(self, self.patch.as_deref())
    }
}

impl Desk {
    /// Prepares a desk without a show.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(super) fn new(options: Options) -> Result<Arc<Desk>, SessionError> {
        let folder = options.folder.canonicalize()?;
        folder::remove_abandoned(&folder);
        Ok(Arc::new_cyclic(|own| Desk {
            studio: options.studio,
            folder,
            voice: options.voice,
            jobs: options.jobs,
            listening: Listening::new(own.clone()),
            press: Press::default(),
            estimates: Estimates::default(),
            levels: Kept::default(),
            gauge: Gauge::default(),
            surveyed: Surveyed::default(),
            open: Mutex::default(),
            news: broadcast::channel(NEWS).0,
            own: own.clone(),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the messages to all pages from now on.
    pub(super) fn news(&self) -> broadcast::Receiver<Arc<str>> {
        self.news.subscribe()
    }

    /// Says something to all pages.
    pub(super) fn tell(&self, message: &serde_json::Value) {
        // Without a page nobody listens.
        let _ = self.news.send(message.to_string().into());
    }

    /// Returns the open show and its revision.
    ///
    /// # Errors
    /// When none is open.
    pub(super) fn show(&self) -> Result<(Arc<Show>, String), Failure> {
        let lock = self.lock();
        let open = lock.as_ref().ok_or_else(Failure::no_show)?;
        Ok((open.show.clone(), open.revision.clone()))
    }

    /// Returns the version of the document and the revision of the open show; `None` without one.
    pub(super) fn version(&self) -> Option<(u64, String)> {
        let lock = self.lock();
        let open = lock.as_ref()?;
        Some((open.version, open.revision.clone()))
    }

    /// Opens a script by its path in the folder.
    ///
    /// # Errors
    /// When it is outside the folder, or cannot be read.
    pub(super) fn open(&self, name: &str) -> Result<(), Failure> {
        let path = self.path_of(name)?;
        let show = Arc::new(self.studio.open(&path, None)?);
        folder::remove_abandoned(folder_of(&show.path));
        self.listening.close();
        self.gauge.clear();
        let mut lock = self.lock();
        let mut open = Open {
            name: name.to_owned(),
            revision: revision(&show),
            history: History::default(),
            version: lock.as_ref().map_or(0, |open| open.version) + 1,
            document: None,
            stamps: Vec::new(),
            _watch: None,
            show,
        };
        self.look_after(&mut open);
        self.told(&open, (None, "open"), None);
        *lock = Some(open);
        Ok(())
    }

    /// Returns the path of a file of the folder.
    ///
    /// # Errors
    /// When the file does not exist or is outside the folder.
    pub(super) fn path_of(&self, name: &str) -> Result<PathBuf, Failure> {
        let missing = || Failure::missing(format!("the folder has no file `{name}`"));
        let real = file_within(&self.folder, name);
        real.map(|_| self.folder.join(name)).ok_or_else(missing)
    }

    /// Returns the real path of a file that a script names.
    ///
    /// # Errors
    /// When the file does not exist or is outside the folder of the script.
    pub(super) fn path_beside(&self, show: &Show, name: &str) -> Result<PathBuf, Failure> {
        let missing = || Failure::missing(format!("there is no file `{name}` beside the script"));
        let home = folder_of(&show.path).canonicalize().ok();
        let real = home.and_then(|home| file_within(&home, name));
        real.ok_or_else(missing)
    }

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
    fn look_after(&self, open: &mut Open) {
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

    /// Returns the document, as JSON. Without an open show it has the files of the folder.
    ///
    /// # Errors
    /// When the document cannot be written.
    pub(super) fn document(&self) -> Result<Vec<u8>, Failure> {
        let mut lock = self.lock();
        let Some(open) = lock.as_mut() else {
            let none = json!({ "revision": null, "folder": self.files() });
            return Ok(none.to_string().into_bytes());
        };
        if open.document.is_none() {
            open.document = Some(self.written(open)?);
        }
        let document = open.document.as_ref();
        Ok(document.map_or_else(Vec::new, |document| document.bytes.clone()))
    }

    /// Makes a gesture.
    ///
    /// # Errors
    /// When it is about another revision, cannot be made, or adds mistakes.
    pub(super) fn edit(&self, asked: &Asked) -> Result<Done, Failure> {
        let mut lock = self.lock();
        let open = agreed(&mut lock, &asked.revision)?;
        let made = asked.gesture.make(&self.studio, &open.show)?;
        let mut edited = made.edited;
        if !made.is_typed {
            edited.prove();
            if edited.is_refused() {
                let message = "the change would add mistakes to the script";
                return Err(Failure {
                    problems: problems::all(&edited.after, &edited.worse),
                    ..Failure::refused(message)
                });
            }
        }
        let before = edited.before.source.clone();
        if before == edited.after.source {
            return Ok(open.done(None, made.id, None));
        }
        self.keep(open, edited)?;
        open.history.add(&made.name, &before, &open.show.source);
        let patch = self.advance(open)?;
        self.told(open, (Some(&made.name), "gesture"), patch.as_deref());
        Ok(open.done(Some(made.name), made.id, patch))
    }

    /// Undoes the last step, or does the next undone one again.
    ///
    /// # Errors
    /// When it is about another revision, or there is no such step.
    pub(super) fn step(&self, revision: &str, is_undo: bool) -> Result<Done, Failure> {
        let mut lock = self.lock();
        let open = agreed(&mut lock, revision)?;
        let source = &open.show.source;
        let (step, by) = match is_undo {
            true => (open.history.undo(source), "undo"),
            false => (open.history.redo(source), "redo"),
        };
        let none = || match is_undo && open.history.is_stopped() {
            true => {
                "another program has changed the same place since; its change is kept".to_owned()
            }
            false => format!("there is nothing to {by}"),
        };
        let (name, text) = step.ok_or_else(|| Failure::refused(none()))?;
        let edited = self.studio.rewrite(Show::clone(&open.show), &text);
        self.keep(open, edited)?;
        match is_undo {
            true => open.history.undid(),
            false => open.history.redid(),
        }
        let patch = self.advance(open)?;
        self.told(open, (Some(&name), by), patch.as_deref());
        Ok(open.done(Some(name), None, patch))
    }

    /// Writes a change. If another program wrote the file, its text is taken over instead.
    fn keep(&self, open: &mut Open, edited: Edited) -> Result<(), Failure> {
        match self.studio.keep(&edited) {
            Ok(()) => {
                open.replace(edited.after);
                self.look_after(open);
                Ok(())
            }
            Err(SessionError::ChangedMeanwhile(_)) => {
                self.read_again(open);
                Err(Failure::changed(&open.revision))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Takes over what another program wrote.
    fn take_over(&self) {
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

    fn read_again(&self, open: &mut Open) {
        let show = match self.opened(&open.show.path) {
            Ok(show) => show,
            Err(error) => {
                let text = with_causes(&error);
                return self.tell(&json!({ "is": "message", "text": text }));
            }
        };
        let before = open.show.clone();
        open.replace(show);
        let is_other = before.source != open.show.source;
        if is_other {
            let after = &open.show.source;
            open.history.take_over(ELSEWHERE, &before.source, after);
        }
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

/// Returns the open show, if a request is about its revision.
fn agreed<'o>(
    lock: &'o mut MutexGuard<'_, Option<Open>>,
    revision: &str,
) -> Result<&'o mut Open, Failure> {
    let open = lock.as_mut().ok_or_else(Failure::no_show)?;
    match open.revision == revision {
        true => Ok(open),
        false => Err(Failure::changed(&open.revision)),
    }
}

impl Open {
    fn replace(&mut self, show: Show) {
        self.revision = revision(&show);
        self.show = Arc::new(show);
    }

    fn done(&self, step: Option<String>, id: Option<String>, patch: Option<Arc<str>>) -> Done {
        Done {
            version: self.version,
            revision: self.revision.clone(),
            step,
            id,
            patch,
        }
    }
}

/// Returns a name for the content of a script and its texts.
pub(super) fn revision(show: &Show) -> String {
    let mut hash = blake3::Hasher::new();
    let shared = show.shared.iter().map(|file| &file.text);
    for text in [&show.source, &show.book.prose.text]
        .into_iter()
        .chain(shared)
    {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().to_hex()[..16].to_owned()
}

/// Returns the real path of a file, if it is within a folder, whose path is real.
fn file_within(folder: &Path, name: &str) -> Option<PathBuf> {
    let real = folder.join(name).canonicalize().ok()?;
    (real.starts_with(folder) && real.is_file()).then_some(real)
}

/// Returns a path within a folder, as scripts and the page write it.
fn written(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
