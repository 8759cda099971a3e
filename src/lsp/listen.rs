//! Listening to the sound files that a script names, away from the typing.
//!
//! In: a reading. Out: what is wrong with its files, as far as they have been
//! listened to. Always true: nothing is listened to twice as long as its file stays
//! as it is, and nobody who types waits for it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::SystemTime;

use super::Event;
use super::reading::{Reading, Texts, beside};
use crate::book::{Acoustics, Trim};
use crate::diagnostic::{Diagnostic, Span};
use crate::fingerprint;
use crate::perform::{Part, PerformError, Performance, decode};

/// A file as it was: its path, what is used of it, when it was written and how long it is.
type File = (String, [u8; 32], Option<SystemTime>, u64);

/// What was heard of a file.
pub struct Heard {
    file: File,
    wrong: Option<Diagnostic>,
}

/// Everything that was heard so far.
pub struct Ears {
    events: Sender<Event>,
    known: HashMap<File, Option<Diagnostic>>,
    /// What is being listened to.
    under_way: HashSet<File>,
}

impl Ears {
    pub fn new(events: Sender<Event>) -> Ears {
        Ears {
            events,
            known: HashMap::new(),
            under_way: HashSet::new(),
        }
    }

    pub fn remember(&mut self, heard: Vec<Heard>) {
        for Heard { file, wrong } in heard {
            self.under_way.remove(&file);
            self.known.insert(file, wrong);
        }
    }

    /// What is known to be wrong with the files of a show. What is not known yet
    /// is listened to, and told of by an event.
    pub fn listen(&mut self, reading: &Reading, texts: Texts) -> Vec<Diagnostic> {
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
            let heard = unknown.into_iter().map(|(file, part, span)| {
                let wrong = match decode(&file.0, &part, span, &texts) {
                    Err(PerformError::Mistake(wrong)) => Some(*wrong),
                    _ => None,
                };
                Heard { file, wrong }
            });
            // Nobody to be told has nothing to be told.
            let _ = events.send(Event::Heard(heard.collect()));
        });
    }
}

/// A file as it is now.
fn stamped(path: &str, trim: Option<&Trim>, script: &std::path::Path) -> File {
    let folder = script.parent().unwrap_or(std::path::Path::new("."));
    let found = beside(folder, path).and_then(|file| fs::metadata(file).ok());
    let length = found.as_ref().map_or(0, fs::Metadata::len);
    let written = found.and_then(|found| found.modified().ok());
    let trim = fingerprint::of("trim of a file", 1, &trim);
    (path.to_owned(), trim, written, length)
}

/// The same mistake where its file is named now.
fn moved(mut wrong: Diagnostic, to: Span) -> Diagnostic {
    if let Some(first) = wrong.labels.first_mut() {
        first.span = to;
    }
    wrong
}
