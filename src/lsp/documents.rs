//! The documents that the editor has open. Takes the editor's changes and returns
//! readings and their diagnostics.
//!
//! A reading is always of the current text. While a script is broken, its last
//! reading without a syntax mistake is available too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use lsp_types::{
    InitializeParams, PositionEncodingKind, PublishDiagnosticsParams,
    TextDocumentContentChangeEvent,
};

use super::page::{Page, Units};
use super::reading::{Reading, Texts};
use super::sound_check::{CheckedFile, SoundChecks};
use super::{Event, STILL, address, diagnostics, series};
use crate::session::Studio;
use cuebook_script::series::is_series;

/// The open documents, by URI.
pub(super) struct Documents {
    pub studio: Studio,
    pub units: Units,
    /// Whether the editor asks for the edit of a code action when it is chosen.
    pub asks_for_edits: bool,
    docs: BTreeMap<String, Doc>,
    sound_checks: SoundChecks,
    /// The files whose diagnostics must be removed in the editor.
    retracted: Vec<String>,
}

/// The files that may have a name of a script too.
#[derive(Default)]
pub(super) struct Around {
    /// The addresses of the shared files that it uses, in their order.
    pub shared: Vec<Option<lsp_types::Uri>>,
    /// The open scripts that use it, with their addresses.
    pub users: Vec<(String, Rc<Reading>)>,
}

/// An open document.
struct Doc {
    page: Page,
    version: i32,
    path: PathBuf,
    is_script: bool,
    reading: Option<Rc<Reading>>,
    /// The last reading without a syntax mistake.
    good: Option<Rc<Reading>>,
    /// The time of the next check.
    due: Option<Instant>,
    /// The files that have published diagnostics.
    published_uris: BTreeSet<String>,
}

impl Documents {
    pub(super) fn new(
        studio: Studio,
        asked: &InitializeParams,
        events: Sender<Event>,
    ) -> Documents {
        let general = asked.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_ref());
        let utf8 = offered.is_some_and(|all| all.contains(&PositionEncodingKind::UTF8));
        Documents {
            studio,
            units: if utf8 { Units::Utf8 } else { Units::Utf16 },
            asks_for_edits: asks_for_edits(asked),
            docs: BTreeMap::new(),
            sound_checks: SoundChecks::new(events),
            retracted: Vec::new(),
        }
    }

    /// Returns the version of an open document.
    pub(super) fn version(&self, uri: &str) -> Option<i32> {
        self.docs.get(uri).map(|doc| doc.version)
    }

    pub(super) fn open(&mut self, uri: &str, version: i32, text: &str) {
        let doc = Doc {
            page: Page::new(text, self.units),
            version,
            // A new document has no file and no files beside it.
            path: address::path(uri).unwrap_or_else(|| PathBuf::from("untitled.yaml")),
            is_script: is_script(text),
            reading: None,
            good: None,
            due: Some(Instant::now()),
            published_uris: BTreeSet::new(),
        };
        self.docs.insert(uri.to_owned(), doc);
        self.mark_dependants(uri);
    }

    pub(super) fn change(
        &mut self,
        uri: &str,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let Some(doc) = self.docs.get_mut(uri) else {
            return;
        };
        for change in changes {
            doc.page = doc.page.clone().changed(change);
        }
        doc.version = version;
        doc.is_script = doc.is_script || is_script(&doc.page.text);
        doc.reading = None;
        doc.due = Some(Instant::now() + STILL);
        self.mark_dependants(uri);
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.mark_dependants(uri);
        if let Some(doc) = self.docs.remove(uri) {
            self.retracted.extend(doc.published_uris);
        }
    }

    /// Marks every script for a new reading, after a change of other files.
    pub(super) fn reread(&mut self) {
        for doc in self.docs.values_mut() {
            doc.reading = None;
            doc.due = Some(Instant::now() + STILL);
        }
    }

    /// Takes the results of checked sound files.
    pub(super) fn add_checked(&mut self, checked: Vec<CheckedFile>) {
        self.sound_checks.remember(checked);
        for doc in self.docs.values_mut() {
            doc.due = Some(Instant::now());
        }
    }

    /// Marks the scripts that may use a text for a new reading.
    fn mark_dependants(&mut self, uri: &str) {
        let Some(path) = self.docs.get(uri).map(|doc| doc.path.clone()) else {
            return;
        };
        for doc in self.docs.values_mut() {
            let folder = doc.path.parent().map(PathBuf::from).unwrap_or_default();
            if doc.is_script && doc.path != path && path.starts_with(&folder) {
                doc.reading = None;
                doc.due = Some(Instant::now() + STILL);
            }
        }
    }

    /// Returns the time of the next check.
    #[must_use]
    pub(super) fn due(&self) -> Option<Instant> {
        self.docs.values().filter_map(|doc| doc.due).min()
    }

    /// Returns the URI by which the editor knows a file.
    #[must_use]
    pub(super) fn address(&self, path: &Path) -> Option<lsp_types::Uri> {
        let open = self.docs.iter().find(|(_, doc)| doc.path == path);
        match open {
            Some((uri, _)) => uri.parse().ok(),
            None => address::of(path),
        }
    }

    /// Returns the files that may have a name of a script too.
    pub(super) fn around(&mut self, uri: &str, reading: &Reading) -> Around {
        let shared = reading.shared.iter();
        Around {
            shared: shared.map(|shared| self.address(&shared.path)).collect(),
            users: self.users(uri),
        }
    }

    /// Returns the open scripts that use a shared file, with their addresses.
    fn users(&mut self, uri: &str) -> Vec<(String, Rc<Reading>)> {
        let Some(path) = self.docs.get(uri).map(|doc| doc.path.clone()) else {
            return Vec::new();
        };
        let others: Vec<String> = self
            .docs
            .keys()
            .filter(|other| *other != uri)
            .cloned()
            .collect();
        let readings = others.into_iter().filter_map(|other| {
            let reading = self.reading(&other)?;
            let uses = reading.shared.iter().any(|shared| shared.path == path);
            uses.then_some((other, reading))
        });
        readings.collect()
    }

    /// Returns the text of a script.
    #[must_use]
    pub(super) fn page(&self, uri: &str) -> Option<&Page> {
        self.docs
            .get(uri)
            .filter(|doc| doc.is_script)
            .map(|doc| &doc.page)
    }

    /// Returns the path and the text of a series.
    #[must_use]
    pub(super) fn series(&self, uri: &str) -> Option<(&Path, &Page)> {
        let doc = self.docs.get(uri)?;
        let is_series = !doc.is_script && is_series(&doc.page.text);
        is_series.then_some((doc.path.as_path(), &doc.page))
    }

    /// Returns the diagnostics of a series, or nothing for another text.
    fn pages_of_series(&self, uri: &str) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
        let found = self.series(uri).and_then(|(path, page)| {
            let address = uri.parse().ok()?;
            let found = series::diagnostics(path, page, &address);
            Some((uri.to_owned(), found))
        });
        found.into_iter().collect()
    }

    /// Returns the reading of the current text of a script.
    pub(super) fn reading(&mut self, uri: &str) -> Option<Rc<Reading>> {
        let doc = self.docs.get(uri).filter(|doc| doc.is_script)?;
        if let Some(reading) = &doc.reading {
            return Some(reading.clone());
        }
        let texts = self.texts(doc);
        let reading = Rc::new(Reading::of(&doc.path, &doc.page, self.units, &texts));
        let doc = self.docs.get_mut(uri)?;
        doc.reading = Some(reading.clone());
        if !reading.show.broken {
            doc.good = Some(reading.clone());
        }
        Some(reading)
    }

    /// Returns the last reading of a script without a syntax mistake, or the
    /// current one if there is none.
    pub(super) fn good(&mut self, uri: &str) -> Option<Rc<Reading>> {
        let now = self.reading(uri)?;
        let doc = self.docs.get(uri)?;
        Some(doc.good.clone().unwrap_or(now))
    }

    /// Returns the files beside a script.
    #[must_use]
    pub(super) fn world(&self, uri: &str) -> Texts {
        let doc = self.docs.get(uri);
        doc.map_or_else(
            || Texts::beside(std::path::Path::new(""), &self.studio, BTreeMap::new()),
            |doc| self.texts(doc),
        )
    }

    fn texts(&self, of: &Doc) -> Texts {
        let others = self.docs.values().filter(|doc| doc.path != of.path);
        let open: BTreeMap<PathBuf, Arc<str>> = others
            .map(|doc| (doc.path.clone(), doc.page.text.clone()))
            .collect();
        Texts::beside(&of.path, &self.studio, open)
    }

    /// Returns the diagnostics of the scripts that are due.
    pub(super) fn published(&mut self, now: Instant) -> Vec<PublishDiagnosticsParams> {
        let due = |doc: &Doc| doc.due.is_some_and(|due| due <= now);
        let uris: Vec<String> = self
            .docs
            .iter()
            .filter(|(_, doc)| due(doc))
            .map(|(uri, _)| uri.clone())
            .collect();
        let mut published: Vec<PublishDiagnosticsParams> = std::mem::take(&mut self.retracted)
            .iter()
            .filter_map(|uri| {
                Some(PublishDiagnosticsParams::new(
                    uri.parse().ok()?,
                    Vec::new(),
                    None,
                ))
            })
            .collect();
        for uri in uris {
            published.extend(self.publish(&uri));
        }
        published
    }

    fn publish(&mut self, uri: &str) -> Vec<PublishDiagnosticsParams> {
        let mut pages = match self.reading(uri) {
            Some(reading) => {
                let texts = self.docs.get(uri).map(|doc| self.texts(doc));
                let wrong_sounds = texts.map(|texts| self.sound_checks.check(&reading, texts));
                let mut found = wrong_sounds.unwrap_or_default();
                if !reading.show.has_mistakes() {
                    found.extend(self.studio.take_doubts(&reading.show));
                }
                let address = |path: &Path| self.address(path);
                let found = reading.show.placed(found);
                diagnostics::pages(&address, uri, &reading, &found)
            }
            None => self.pages_of_series(uri),
        };
        // An open shared file has its own diagnostics.
        let is_other =
            |about: &String| about != uri && self.docs.get(about).is_some_and(|doc| doc.is_script);
        pages.retain(|about, _| !is_other(about));
        let Some(doc) = self.docs.get_mut(uri) else {
            return Vec::new();
        };
        doc.due = None;
        // Removes published diagnostics that no longer hold.
        for gone in std::mem::take(&mut doc.published_uris) {
            pages.entry(gone).or_default();
        }
        doc.published_uris = pages
            .iter()
            .filter(|(_, found)| !found.is_empty())
            .map(|(uri, _)| uri.clone())
            .collect();
        let version = doc.version;
        let published = pages.into_iter().filter_map(|(about, diagnostics)| {
            Some(PublishDiagnosticsParams {
                version: (about == uri).then_some(version),
                uri: about.parse().ok()?,
                diagnostics,
            })
        });
        published.collect()
    }
}

/// Returns whether a text is a cue script. Other texts are recipes, prose or
/// other YAML.
fn is_script(text: &str) -> bool {
    const SECTIONS: [&str; 8] = [
        "cast:",
        "lines:",
        "cues:",
        "use:",
        "sounds:",
        "spaces:",
        "barriers:",
        "pronounce:",
    ];
    let is_key = |line: &str, key: &str| line.starts_with(key);
    let has = |key: &str| text.lines().any(|line| is_key(line, key));
    let is_named = text.lines().take(5).any(|line| {
        line.starts_with('#') && line.contains("$schema=") && line.contains("cue-script")
    });
    is_named || SECTIONS.iter().any(|key| has(key)) || (has("show:") && has("text:"))
}

/// Returns whether an editor can ask for the edits of code actions later.
fn asks_for_edits(asked: &InitializeParams) -> bool {
    let text = asked.capabilities.text_document.as_ref();
    let actions = text.and_then(|text| text.code_action.as_ref());
    actions.is_some_and(|actions| {
        let lazy = actions.resolve_support.as_ref();
        let edits = lazy.is_some_and(|lazy| lazy.properties.iter().any(|one| one == "edit"));
        edits && actions.data_support == Some(true)
    })
}
