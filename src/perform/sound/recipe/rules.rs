//! What holds between the keys of a recipe.
//!
//! In: the fields of a mapping before they are read. Out: the mistakes in how
//! they stand together. Always true: what would fail while a sound is made,
//! and can be seen in what is written, is told here.

use super::read::Reading;
use super::score::Source;
use crate::diagnostic::Diagnostic;
use crate::script::read::fields::Fields;
use crate::script::yaml::Kind;

/// A recipe has words of its kind, and something that sounds.
pub fn recipe<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    if !fields.entries().iter().any(|entry| entry.key == "layers") {
        // Told as missing: a list that is left out is empty elsewhere.
        at.reader.missing(
            fields,
            "layers",
            "layers: [{ layer: hiss, source: { noise: {} } }]",
        );
    }
    at.not_empty(fields.get("layers"));
    at.place.ends = said(fields, "kind") == Some("spot");
    read(at)
}

/// A layer that ends by itself needs to know when.
pub fn layer<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    let shaped = fields.get("envelope").is_some() || fields.get("repeat").is_some();
    if at.place.ends || fields.get("repeat").is_some() {
        needs_envelope(fields, at);
    }
    if at.place.ends {
        repeat_ends(fields, at);
    }
    at.not_empty(source(fields).filter(|source| source.key == "layers"));
    let mut place = at.place;
    place.ends |= shaped;
    place.guarded |= fields.get("when").is_some();
    at.within(fields.span, place, read)
}

/// What goes on for ever is ended by an envelope.
fn needs_envelope(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let endless = source(fields).filter(|source| Source::ENDLESS.contains(&&*source.key));
    if let Some(source) = endless
        && fields.get("envelope").is_none()
    {
        let message = format!("`{}` goes on, and this layer has to end", source.key);
        let mistake = Diagnostic::error("missing-key", source.key_span, message);
        at.report(
            mistake.hint("give the layer an `envelope`, for example `envelope: { decay: 0.5s }`"),
        );
    }
}

/// What comes again and again in a sound that ends needs an end too.
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

/// A filter has one shape.
pub fn filter<T>(
    fields: &Fields<'_, '_>,
    at: &mut Reading<'_>,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    match fields.among(SHAPES).as_slice() {
        // A key that is not known is told already, and may have been its shape.
        [] if fields.are_known() => {
            let shapes = "low-pass`, `high-pass` or `band";
            at.reader.missing(fields, shapes, "low-pass: 2kHz");
        }
        [] | [_] => {}
        several => {
            let why = "a filter has one shape; write one filter after another";
            at.reader.exclusive(several, why);
        }
    }
    read(at)
}

/// The shapes of a filter.
const SHAPES: &[&str] = &["low-pass", "high-pass", "band"];

/// The word that stands under a key.
fn said<'n>(fields: &Fields<'n, '_>, key: &str) -> Option<&'n str> {
    match fields.get(key).map(|entry| &entry.value.kind) {
        Some(Kind::Scalar(word, _)) => Some(word),
        _ => None,
    }
}

/// The first key of a layer's source.
fn source<'n, 's>(fields: &Fields<'n, 's>) -> Option<&'n crate::script::yaml::Entry<'s>> {
    match fields.get("source").map(|entry| &entry.value.kind) {
        Some(Kind::Map(entries)) => entries.first(),
        _ => None,
    }
}
