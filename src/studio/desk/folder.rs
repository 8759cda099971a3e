//! The scripts and the texts of the folder.

use std::fs;

use serde::Serialize;

use super::{Desk, written};
use crate::session::load::read_script;

/// The most files that are listed.
const MOST: usize = 500;

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
        for path in paths.into_iter().filter(|path| path.is_file()).take(MOST) {
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
}
