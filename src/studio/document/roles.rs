//! The roles of a show.

use std::collections::HashMap;

use serde::Serialize;

use crate::session::Show;
use crate::session::vocabulary::all_voices;
use cuebook_core::diagnostic::Spanned;
use cuebook_script::{Effect, RoleThere, Tags, what};

#[derive(Serialize)]
pub(super) struct Role<'s> {
    name: &'s str,
    voice: &'s str,
    /// A description of the voice; empty for an unknown one.
    note: String,
    /// The voices of a blend with their shares; empty for one voice.
    blend: Vec<(&'s str, f64)>,
    narrator: bool,
    /// Whether the section `cast` has it.
    declared: bool,
    /// The shared file that has its settings, if the script has none.
    home: Option<&'s str>,
    lines: usize,
    tone: Option<String>,
    pace: f64,
    gain: f64,
    pan: f64,
    /// The size as a factor.
    size: f64,
    age: &'static str,
    /// The tag of its language, as written.
    language: Option<&'s str>,
    /// Whether its speech tags are heard, where it says so itself.
    tags: Option<&'static str>,
    effect: Option<&'static str>,
    space: Option<&'s str>,
    /// The differences in scenes.
    there: Vec<There<'s>>,
}

/// What differs of a role in a scene. Only what the script sets is there.
#[derive(Serialize)]
struct There<'s> {
    scene: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pace: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pan: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tone: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    space: Option<&'s str>,
}

/// Returns the roles, in the order of the book.
pub(super) fn all(show: &Show) -> Vec<Role<'_>> {
    let book = &show.book;
    let homes = homes(show);
    let mut lines = vec![0; book.roles.len()];
    for line in book.lines.iter() {
        lines[line.role.0] += 1;
    }
    let roles = book.roles.entries().map(|(id, role)| {
        let mut cast = show.script.cast.iter();
        let written = cast.find(|written| written.name.value == role.name);
        let there = written.map_or(&[][..], |written| &written.there);
        Role {
            name: &role.name,
            voice: &role.voice,
            note: note(show, &role.voice),
            blend: blend(&role.voice),
            narrator: id == book.narrator,
            declared: homes.contains_key(role.name.as_str()),
            home: homes.get(role.name.as_str()).copied().flatten(),
            lines: lines[id.0],
            tone: (!role.tone.is_neutral()).then(|| role.tone.written()),
            pace: role.pace,
            gain: role.gain.0,
            pan: role.pan,
            size: role.body.size,
            age: role.body.age.name(),
            language: text(written.and_then(|written| written.language.as_ref())),
            tags: written.and_then(|written| tags(written.tags.as_ref())),
            effect: written.and_then(|written| effect(written.effect.as_ref())),
            space: text(written.and_then(|written| written.space.as_ref())),
            there: there.iter().map(different).collect(),
        }
    });
    roles.collect()
}

/// Returns the shared file of each role of the cast: that which an edit of the role changes. A role of
/// the script has none.
fn homes(show: &Show) -> HashMap<&str, Option<&str>> {
    let mut homes: HashMap<&str, Option<usize>> = HashMap::new();
    let names = show.script.names.iter();
    for name in names.filter(|name| name.declares && name.what == what::ROLE) {
        let own = show.shared_place(name.span).map(|(file, _)| file);
        let known = homes.entry(name.text.as_str()).or_insert(own);
        // A later file wins over an earlier one, and the script over all.
        *known = known.zip(own).map(|(one, other)| one.max(other));
    }
    let path = |file: usize| show.shared[file].path.as_str();
    let homes = homes.into_iter();
    homes.map(|(name, file)| (name, file.map(path))).collect()
}

fn different(there: &RoleThere) -> There<'_> {
    There {
        scene: &there.scene.value,
        pace: there.pace.as_ref().map(|pace| pace.value),
        gain: there.gain.as_ref().map(|gain| gain.value.0),
        pan: there.place.pan.as_ref().map(|pan| pan.value),
        tone: text(there.tone.as_ref()),
        effect: effect(there.effect.as_ref()),
        space: text(there.space.as_ref()),
    }
}

/// Returns a value as it is written.
pub(super) fn text(written: Option<&Spanned<String>>) -> Option<&str> {
    written.map(|written| written.value.as_str())
}

/// Returns the word of an effect.
pub(super) fn effect(written: Option<&Spanned<Option<Effect>>>) -> Option<&'static str> {
    written.map(|effect| effect.value.map_or("none", Effect::name))
}

/// Returns whether speech tags are heard, as written.
pub(super) fn tags(written: Option<&Spanned<Tags>>) -> Option<&'static str> {
    written.map(|tags| tags.value.name())
}

/// Returns the voices of a blend with their shares; nothing for one voice.
fn blend(voice: &str) -> Vec<(&str, f64)> {
    if !voice.contains(" + ") {
        return Vec::new();
    }
    let parts = voice.split(" + ").filter_map(|part| {
        let (name, share) = part.rsplit_once(' ')?;
        Some((name, share.parse().ok()?))
    });
    parts.collect()
}

/// Returns the description of a voice.
fn note(show: &Show, voice: &str) -> String {
    let mut voices = all_voices(&show.roster).into_iter();
    let found = voices.find(|own| own.name == voice);
    found.map_or(String::new(), |own| own.about)
}
