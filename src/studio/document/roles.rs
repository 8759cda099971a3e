//! The roles of a show.

use serde::Serialize;

use crate::session::Show;
use crate::session::edit::section::CAST;
use crate::session::vocabulary::all_voices;

#[derive(Serialize)]
pub(super) struct Role<'s> {
    name: &'s str,
    voice: &'s str,
    /// A description of the voice; empty for an unknown one.
    note: String,
    narrator: bool,
    /// Whether the section `cast` has it.
    declared: bool,
    lines: usize,
    tone: Option<String>,
    pace: f64,
    gain: f64,
    pan: f64,
}

/// Returns the roles, in the order of the book.
pub(super) fn all(show: &Show) -> Vec<Role<'_>> {
    let book = &show.book;
    let declared = CAST.names(show);
    let mut lines = vec![0; book.roles.len()];
    for line in book.lines.iter() {
        lines[line.role.0] += 1;
    }
    let roles = book.roles.entries().map(|(id, role)| Role {
        name: &role.name,
        voice: &role.voice,
        note: note(show, &role.voice),
        narrator: id == book.narrator,
        declared: declared.iter().any(|(name, _)| *name == role.name),
        lines: lines[id.0],
        tone: (!role.tone.is_neutral()).then(|| role.tone.written()),
        pace: role.pace,
        gain: role.gain.0,
        pan: role.pan,
    });
    roles.collect()
}

/// Returns the description of a voice.
fn note(show: &Show, voice: &str) -> String {
    let mut voices = all_voices(&show.roster).into_iter();
    let found = voices.find(|own| own.name == voice);
    found.map_or(String::new(), |own| own.about)
}
