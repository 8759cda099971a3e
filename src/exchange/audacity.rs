//! Files for Audacity: label tracks, and a list of the stems that it opens together.
//!
//! A label is `start⇥end⇥words`, in seconds. A line of the list is `file "path" offset seconds`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::labels;
use super::workstation::{self, names::free};
use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::RoleId;
use cuebook_core::units::Frames;
use cuebook_script::write::slug;

/// The list of files to open together.
pub(crate) const LIST: &str = "show.lof";

/// Returns the label tracks of a part of a show with their names: scenes, cues, and the lines of each
/// role.
#[must_use]
pub(crate) fn labels(
    book: &Book,
    timeline: &Timeline,
    part: &Range<Frames>,
) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let mut tracks = Vec::new();
    let mut add = |name: &str, rows: Vec<labels::Label>| {
        let rows = labels::all_within(rows, part);
        if !rows.is_empty() {
            let name = format!("labels-{}.txt", free(&mut taken, name, '-'));
            tracks.push((name, labels::track(rows)));
        }
    };
    add("scenes", workstation::scenes(book, timeline));
    add("cues", labels::cues(book, timeline));
    let roles: BTreeSet<RoleId> = book.lines.iter().map(|line| line.role).collect();
    for role in roles {
        let name = slug(&book.roles[role].name, 40);
        add(
            &name,
            labels::lines(book, timeline, |line| line.role == role),
        );
    }
    tracks
}

/// Returns the list of files that are opened in one window, each with the time at which it begins.
/// The paths are relative to the list.
#[must_use]
pub(crate) fn list(files: &[(String, Frames)]) -> String {
    let mut list = "window\n".to_owned();
    for (path, at) in files {
        list.push_str(&format!("file \"{path}\" offset {:.6}\n", at.seconds().0));
    }
    list
}
