//! The open show: its text, its revision, its steps. Takes gestures and writes the script; takes
//! over what other programs write. The file on the disk is always whole, and a gesture on an old
//! revision changes nothing.

mod files;
mod folder;
mod steps;
mod versions;
mod watching;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use serde_json::json;
use tokio::sync::broadcast;

use super::Options;
use super::answer::Failure;
use super::document::written::Written;
use super::history::History;
use super::levels::Kept;
use super::listening::Listening;
use super::measuring::Gauge;
use super::paths::Surveyed;
use super::publishing::Press;
use super::times::Estimates;
use crate::session::edit::together::put_back;
use crate::session::live::Watch;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::whole_file::folder_of;
use cuebook_voice::Voice;
use watching::Stamp;

pub(super) use steps::Asked;

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
    /// The other files of the show, as they were before it was read.
    stamps: Vec<Stamp>,
    /// The watch with the files that it is over.
    watch: Option<(Watch, Vec<PathBuf>)>,
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
        put_back(&path);
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
            watch: None,
            show,
        };
        self.look_after(&mut open, Vec::new());
        self.told(&open, (None, "open"), None);
        *lock = Some(open);
        drop(lock);
        // What was written before the watch began.
        self.take_over();
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
}

impl Open {
    fn replace(&mut self, show: Show) {
        self.revision = revision(&show);
        self.show = Arc::new(show);
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
