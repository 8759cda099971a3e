//! Checks across several keys of a recipe.
//!
//! Takes the fields of a mapping before they are read and reports conflicts between
//! them. A mistake that is visible in the text is reported here, not while a sound
//! is made.

use super::read::{Place, Reading};
use super::score::Source;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Fields, Slot};

/// Notes whether the sound ends.
pub fn recipe(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
    at.state.place.ends = scalar(fields, "kind") == Some("spot");
}

/// Checks that a layer that must end has an end.
/// Returns the place of its content.
pub fn layer(at: &mut Reading<'_>, fields: &Fields<'_, '_>) -> Place {
    let shaped = fields.get("envelope").is_some() || fields.get("repeat").is_some();
    if at.state.place.ends || fields.get("repeat").is_some() {
        needs_envelope(fields, at);
    }
    if at.state.place.ends {
        repeat_ends(fields, at);
    }
    without_effect(fields, at);
    let mut place = at.state.place;
    place.ends |= shaped;
    place.guarded |= fields.get("when").is_some();
    place
}

/// Reports keys that have no effect on this kind of layer.
fn without_effect(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(source) = source(fields) else {
        return;
    };
    let has = |key: &str| fields.get(key).is_some();
    let ends = at.state.place.ends || has("repeat");
    let mut refused = Vec::new();
    match source.key {
        "layers" | "driven" => {
            refused.push((
                "breathe",
                "a group cannot have `breathe`; add it to its layers",
            ));
        }
        "tune" => {
            let why = "a tune is shaped by the `attack` and `release` of `played`";
            refused.push(("envelope", why));
            if ends {
                refused.push((
                    "breathe",
                    "a tune can have `breathe` only if it is sustained",
                ));
            }
        }
        _ => {}
    }
    let endless = Source::ENDLESS.contains(&source.key) || source.key == "tune";
    if endless && !ends && !has("envelope") {
        let why = "a sustained layer has no start and no end";
        refused.extend([("at", why), ("echoes", why)]);
    }
    for (key, why) in refused {
        if let Some(entry) = fields.get(key) {
            at.exclusive(&[source, entry], why);
        }
    }
}

/// Checks that a struck instrument has one player.
pub fn played(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
    if scalar(fields, "by") == Some("struck")
        && let (Some(by), Some(players)) = (fields.get("by"), fields.get("players"))
    {
        let why = "a struck instrument has one player; `players` is for strings and brass";
        at.exclusive(&[by, players], why);
    }
}

/// Reports an endless source without an envelope in a layer that must end.
fn needs_envelope(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let endless = source(fields).filter(|source| Source::ENDLESS.contains(&source.key));
    if let Some(source) = endless
        && fields.get("envelope").is_none()
    {
        let message = format!("`{}` has no end, but this layer must end", source.key);
        let mistake = Diagnostic::error("missing-key", source.key_span, message);
        at.report(
            mistake.hint("give the layer an `envelope`, for example `envelope: { decay: 0.5s }`"),
        );
    }
}

/// Reports an endless repetition in a sound that ends.
fn repeat_ends(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(Kind::Map(keys)) = fields.get("repeat").map(|entry| &entry.value.kind) else {
        return;
    };
    let get = |name: &str| keys.iter().find(|entry| entry.key == name);
    if get("lasts").is_some() {
        return;
    }
    let (endless, need) = match (get("rate"), get("every"), get("count")) {
        (Some(rate), ..) => (rate, "`lasts`"),
        (None, Some(every), None) => (every, "`count` or `lasts`"),
        _ => return,
    };
    let message = format!("`{}` needs {need} in a sound that ends", endless.key);
    let mistake = Diagnostic::error("missing-key", endless.key_span, message);
    at.report(mistake.hint("for example `lasts: 2s`"));
}

/// Checks that a filter has exactly one shape.
pub fn filter(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
    match fields.among(SHAPES).as_slice() {
        // An unknown key has been reported already; it may be a misspelt shape.
        [] if fields.are_known() => {
            let shapes = "low-pass`, `high-pass` or `band";
            at.missing(fields, shapes, "low-pass: 2kHz");
        }
        [] | [_] => {}
        several => {
            let why = "a filter has one shape; write a filter for each";
            at.exclusive(several, why);
        }
    }
}

/// The shapes of a filter.
const SHAPES: &[&str] = &["low-pass", "high-pass", "band"];

/// Returns the text under a key.
fn scalar<'n>(fields: &Fields<'n, '_>, key: &str) -> Option<&'n str> {
    match fields.get(key).map(|entry| &entry.value.kind) {
        Some(Kind::Scalar(word, _)) => Some(word),
        _ => None,
    }
}

/// The first key of a layer's source.
fn source<'n, 's>(fields: &Fields<'n, 's>) -> Option<Slot<'n, 's>> {
    match fields.get("source").map(|entry| &entry.value.kind) {
        Some(Kind::Map(entries)) => entries.first().map(Slot::of),
        _ => None,
    }
}
