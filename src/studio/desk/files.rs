//! The files of the open show: its script and its shared files. A step changes one or more of them,
//! and other programs write all of them.

use super::{Desk, ELSEWHERE, Open};
use crate::session::Show;
use crate::session::edit::Edited;
use crate::studio::history::{FileChange, Place, Texts};

impl Texts for Show {
    fn text(&self, place: &Place) -> Option<&str> {
        let Some(path) = place else {
            return Some(&self.source);
        };
        let file = self.shared.iter().find(|file| file.path == *path);
        file.map(|file| file.text.as_str())
    }
}

/// Returns the places of the files of a show: the shared files, then the script.
fn places(show: &Show) -> impl Iterator<Item = Place> {
    let shared = show.shared.iter().map(|file| Some(file.path.clone()));
    shared.chain([None])
}

/// Returns the files that an edit changes.
pub(super) fn changed_places(edited: &Edited) -> Vec<Place> {
    let shared = edited.shared.iter();
    let shared = shared.filter(|change| change.before != change.after);
    let mut places: Vec<Place> = shared.map(|change| Some(change.path.clone())).collect();
    if edited.before.source != edited.after.source {
        places.push(None);
    }
    places
}

/// Returns the name of a step with the shared files that it changes.
pub(super) fn named_with_files(name: String, edited: &Edited) -> String {
    let shared: Vec<&str> = edited.shared.iter().map(|own| own.path.as_str()).collect();
    match shared.is_empty() {
        true => name,
        false => format!("{name} ({})", shared.join(", ")),
    }
}

impl Desk {
    /// Returns the edit that gives files of a show other texts.
    pub(super) fn with_texts(&self, show: &Show, texts: &[(Place, String)]) -> Edited {
        let script = texts.iter().find(|(place, _)| place.is_none());
        let shared = texts.iter().filter_map(|(place, text)| {
            let path = place.as_deref()?;
            Some((path, text.as_str()))
        });
        let shared: Vec<(&str, &str)> = shared.collect();
        let script = script.map(|(_, text)| text.as_str());
        self.studio.rewrite_all(show.clone(), script, &shared)
    }
}

impl Open {
    /// Adds a step that made the open show of another version of it.
    pub(super) fn remember(&mut self, name: &str, before: &Show, places: Vec<Place>) {
        let after = &self.show;
        let change = |place: Place| {
            let before = before.text(&place)?;
            // A file that the script does not use any more is as it was.
            let after = after.text(&place).unwrap_or(before);
            Some((place, before, after))
        };
        let changes: Vec<_> = places.into_iter().filter_map(change).collect();
        self.history.add(name, &changes);
    }

    /// Takes over what another program wrote since a version of the show. Returns whether it changed a
    /// file.
    pub(super) fn take_over(&mut self, before: &Show) -> bool {
        let change = |place: Place| {
            let (old, new) = (before.text(&place)?, self.show.text(&place)?);
            (old != new).then(|| FileChange::between(place, old, new))
        };
        let changes: Vec<FileChange> = places(before).filter_map(change).collect();
        let is_other = !changes.is_empty();
        for change in changes {
            self.history.take_over(ELSEWHERE, change);
        }
        is_other
    }
}
