//! The files of which a chapter is made, and the fingerprint of their content. While it does not
//! change, the chapter does not change either.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use crate::session::Show;
use crate::session::publish::print;
use crate::world::{Disk, ReachError, World};
use cuebook_remote::Roster;

/// A world that notes the files that are read.
pub(super) struct Noted {
    disk: Disk,
    read: Mutex<BTreeSet<PathBuf>>,
}

impl Noted {
    pub(super) fn new(disk: Disk) -> Noted {
        Noted {
            disk,
            read: Mutex::default(),
        }
    }

    fn note(&self, path: &str) {
        if let (Ok(file), Ok(mut read)) = (self.disk.file(path), self.read.lock()) {
            read.insert(file);
        }
    }
}

impl World for Noted {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError> {
        self.note(path);
        self.disk.read(path)
    }

    fn neighbours(&self) -> Vec<String> {
        self.disk.neighbours()
    }

    fn in_library(&self, folder: &str) -> Vec<String> {
        self.disk.in_library(folder)
    }

    fn roster(&self) -> Arc<Roster> {
        self.disk.roster()
    }
}

/// The files of which a chapter is made.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    /// The real files, in the order of their names; the script is one of them.
    pub files: Vec<PathBuf>,
}

impl Inputs {
    /// Returns the files of a show that was loaded with this world.
    pub(super) fn of(show: &Show, world: &Noted) -> Inputs {
        // Sounds and recordings are read when they are heard.
        for (path, ..) in show.whole().book.files() {
            world.note(path);
        }
        let read = world.read.lock().map(|read| read.clone());
        let mut files = read.unwrap_or_default();
        files.insert(
            show.path
                .canonicalize()
                .unwrap_or_else(|_| show.path.clone()),
        );
        Inputs {
            files: files.into_iter().collect(),
        }
    }

    /// Returns the fingerprint of all that decides how the chapter sounds and what its files say:
    /// the files, what the series adds, the voice, and this version of the program.
    pub(super) fn print(&self, show: &Show, voice: &str) -> String {
        // The names are not part of it, so that the folder may be moved.
        let files: Vec<Option<String>> =
            self.files.iter().map(|file| print::of_path(file)).collect();
        let member = show.member.as_ref().map(|member| &member.name);
        print::of(&(files, &show.book.meta, member, voice))
    }
}
