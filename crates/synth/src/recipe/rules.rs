//! Checks across several keys of a recipe.
//!
//! Takes the fields of a mapping before they are read and reports conflicts between
//! them. A mistake that is visible in the text is reported here, not while a sound
//! is made.

use super::read::Reading;
use cuebook_yaml::mapping::Fields;

/// Notes whether the sound ends.
pub(super) fn recipe(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
    at.state.place.ends = scalar(fields, "kind") == Some("spot");
}

/// Checks that a struck or plucked instrument has one player, and that only struck
/// strings are out of tune.
pub(super) fn played(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
    let instrument = scalar(fields, "by");
    if matches!(instrument, Some("struck" | "tines" | "plucked"))
        && let (Some(by), Some(players)) = (fields.get("by"), fields.get("players"))
    {
        let why = "a struck or plucked instrument has one player; `players` is for strings, brass, flutes and pipes";
        at.exclusive(&[by, players], why);
    }
    if instrument.is_some_and(|by| by != "struck")
        && let (Some(by), Some(detune)) = (fields.get("by"), fields.get("detune"))
    {
        at.exclusive(
            &[by, detune],
            "only the strings of a `struck` note can be out of tune",
        );
    }
}

/// Checks that a filter has exactly one shape.
pub(super) fn filter(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
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
    fields.get(key)?.scalar()
}
