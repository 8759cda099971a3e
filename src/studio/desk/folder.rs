//! The scripts and the texts of the folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Desk, file_within, written};
use crate::session::load::read_script;
use crate::session::{Show, files};
use crate::studio::answer::Failure;
use cuebook_core::whole_file::folder_of;

/// The most files that are listed.
const MOST: usize = 500;

/// The folders beside a script into which the studio writes.
const WRITTEN: [&str; 3] = ["sounds", "takes", "published"];

/// The endings of texts that can be drafted.
const TEXTS: [&str; 14] = [
    "txt", "md", "markdown", "text", "epub", "docx", "odt", "rtf", "html", "htm", "fountain",
    "ink", "twee", "fb2",
];

/// The files of a folder that can be opened or drafted.
#[derive(Debug, Serialize)]
pub(in crate::studio) struct Files {
    name: String,
    pub scripts: Vec<String>,
    texts: Vec<String>,
}

impl Desk {
    /// Returns the scripts and texts of the folder, by name.
    pub(in crate::studio) fn files(&self) -> Files {
        let name = self.folder.file_name().unwrap_or_default();
        let mut files = Files {
            name: name.to_string_lossy().into_owned(),
            scripts: Vec::new(),
            texts: Vec::new(),
        };
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        // A link out of the folder cannot be opened.
        let is_own = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            file_within(&self.folder, &name.to_string_lossy()).is_some()
        };
        for path in paths.into_iter().filter(is_own).take(MOST) {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            let ending = ending.to_lowercase();
            let name = path.strip_prefix(&self.folder).map(written);
            let Some(name) = name.ok().filter(|name| !name.starts_with('.')) else {
                continue;
            };
            if matches!(ending.as_str(), "yaml" | "yml") && read_script(&path).is_ok() {
                files.scripts.push(name);
            } else if TEXTS.contains(&ending.as_str()) {
                files.texts.push(name);
            }
        }
        files
    }

    /// Returns the real path of a folder beside a script, which is made if it is missing.
    ///
    /// # Errors
    /// When it cannot be made, or is a link out of the folder of the script.
    pub(in crate::studio) fn folder_beside(
        &self,
        show: &Show,
        name: &str,
    ) -> Result<PathBuf, Failure> {
        let failed = |error: std::io::Error| Failure::failed(error.to_string());
        let home = folder_of(&show.path).canonicalize().map_err(failed)?;
        let place = home.join(name);
        let outside = || {
            let message = format!("the folder `{name}` is outside the script's folder");
            Failure::refused(message).help("it is a link to another folder")
        };
        // A link to nothing is not followed either.
        if place.is_symlink() && !place.exists() {
            return Err(outside());
        }
        files::make_folder(&place)?;
        let real = place.canonicalize().map_err(failed)?;
        real.starts_with(&home).then_some(real).ok_or_else(outside)
    }
}

/// Removes what a killed program left unfinished in a folder of scripts and in those beside them.
pub(super) fn remove_abandoned(home: &Path) {
    files::remove_abandoned(home);
    let beside = WRITTEN.map(|name| home.join(name));
    for folder in beside.iter().filter(|folder| !folder.is_symlink()) {
        files::remove_abandoned(folder);
    }
}
