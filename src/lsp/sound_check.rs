//! Checks the sound files of a script on another thread, so that typing is not
//! delayed. Takes a reading and returns the mistakes in the files checked so far.
//! An unchanged file is checked only once.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::SystemTime;

use super::Event;
use super::reading::{Reading, Texts, beside};
use crate::book::{Acoustics, Trim};
use crate::perform::{Part, Performance, proof};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::fingerprint;

/// A version of a file: its path, the hash of the used part, its time and its
/// length.
type File = (String, [u8; 32], Option<SystemTime>, u64);

/// The result of checking a file.
pub(crate) struct CheckedFile {
    file: File,
    wrong: Option<Diagnostic>,
}

/// The results of all checks so far.
pub(super) struct SoundChecks {
    events: Sender<Event>,
    known: HashMap<File, Option<Diagnostic>>,
    /// The files that are being checked.
    under_way: HashSet<File>,
}

impl SoundChecks {
    pub(super) fn new(events: Sender<Event>) -> SoundChecks {
        SoundChecks {
            events,
            known: HashMap::new(),
            under_way: HashSet::new(),
        }
    }

    pub(super) fn remember(&mut self, checked: Vec<CheckedFile>) {
        for CheckedFile { file, wrong } in checked {
            self.under_way.remove(&file);
            self.known.insert(file, wrong);
        }
    }

    /// Returns the known mistakes in the files of a show. Starts to check the
    /// other files; an event reports the result.
    pub(super) fn check(&mut self, reading: &Reading, texts: Texts) -> Vec<Diagnostic> {
        let book = &reading.show.book;
        let mut wrong = Vec::new();
        let mut unknown: Vec<(File, Part, Span)> = Vec::new();
        for (path, span, trim) in book.files() {
            let file = stamped(path, trim, &reading.show.path);
            match self.known.get(&file) {
                Some(known) => wrong.extend(known.clone().map(|known| moved(known, span))),
                None if self.under_way.insert(file.clone()) => {
                    let trim = trim.cloned().unwrap_or_default();
                    let part = Part {
                        trim,
                        ..Part::default()
                    };
                    unknown.push((file, part, span));
                }
                None => {}
            }
        }
        let recorded =
            |space: &crate::book::Space| matches!(space.acoustics, Acoustics::Recorded { .. });
        if book.spaces.iter().any(recorded) {
            wrong.extend(Performance::check_spaces(book, &texts));
        }
        if !unknown.is_empty() {
            self.send(unknown, texts);
        }
        wrong
    }

    fn send(&self, unknown: Vec<(File, Part, Span)>, texts: Texts) {
        let events = self.events.clone();
        thread::spawn(move || {
            let checked = unknown.into_iter().map(|(file, part, span)| {
                let wrong = proof(&file.0, &part, span, &texts);
                CheckedFile { file, wrong }
            });
            // The receiver may be gone; then the result is not needed.
            let _ = events.send(Event::SoundsChecked(checked.collect()));
        });
    }
}

/// Returns the current version of a file.
fn stamped(path: &str, trim: Option<&Trim>, script: &std::path::Path) -> File {
    let folder = script.parent().unwrap_or(std::path::Path::new("."));
    let found = beside(folder, path).and_then(|file| fs::metadata(file).ok());
    let length = found.as_ref().map_or(0, fs::Metadata::len);
    let written = found.and_then(|found| found.modified().ok());
    let trim = fingerprint::of("trim of a file", 1, &trim);
    (path.to_owned(), trim, written, length)
}

/// Moves a mistake to the current place of the file's name.
fn moved(mut wrong: Diagnostic, to: Span) -> Diagnostic {
    if let Some(first) = wrong.labels.first_mut() {
        first.span = to;
    }
    wrong
}
