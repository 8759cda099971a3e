//! The cues of a show, with their places as words.

use serde::Serialize;

use super::place::Place;
use super::roles::text;
use crate::book::cue;
use crate::book::{Book, Ride};
use crate::session::Show;
use cuebook_core::id::CueId;
use cuebook_core::units::Decibels;

#[derive(Serialize)]
pub(super) struct Cue<'s> {
    id: &'s str,
    kind: &'static str,
    /// The name of its sound in the script; `None` for a hush.
    sound: Option<&'s str>,
    /// The role that makes the sound.
    by: Option<&'s str>,
    at: Place,
    until: Option<Place>,
    /// The length of a hush, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<f64>,
    /// Its own gain, which gestures set: without the gain of its sound.
    gain: f64,
    pan: f64,
    /// The fade-in and the fade-out, in seconds.
    fade: [f64; 2],
    #[serde(rename = "loop")]
    looped: bool,
    rides: Vec<RidePoint>,
}

#[derive(Serialize)]
struct RidePoint {
    at: Place,
    /// How long the change takes, in seconds.
    over: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pan: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<f64>,
}

/// Returns the cues in the order of the script.
pub(super) fn all(show: &Show) -> Vec<Cue<'_>> {
    let book = &show.book;
    let cues = book.cues.entries();
    cues.map(|(id, cue)| of(show, id, cue)).collect()
}

fn of<'s>(show: &'s Show, id: CueId, cue: &'s cue::Cue) -> Cue<'s> {
    let book = &show.book;
    let (rise, fall) = cue.fades();
    let written = show.script.cues.get(id.0);
    let sound = written.and_then(|written| written.sound());
    let of_sound = cue.sound.map_or(Decibels(0.0), |id| book.sounds[id].gain);
    Cue {
        id: &cue.id,
        kind: cue.kind.name(),
        sound: sound.map(|sound| sound.value.as_str()),
        by: text(written.and_then(|written| written.by.as_ref())),
        at: Place::of(&cue.at, book),
        until: cue.kind.until().map(|until| Place::of(until, book)),
        length: match cue.kind {
            cue::CueKind::Hush(frames) => Some(frames.seconds().0),
            _ => None,
        },
        gain: own(cue.gain, of_sound),
        pan: cue.pan,
        fade: [rise.seconds().0, fall.seconds().0],
        looped: cue.looped,
        rides: cue
            .rides
            .iter()
            .map(|ride| point(ride, of_sound, book))
            .collect(),
    }
}

/// Returns a gain without that of the sound, as the script writes it.
fn own(gain: Decibels, of_sound: Decibels) -> f64 {
    const DIGITS: f64 = 1e6;
    ((gain.0 - of_sound.0) * DIGITS).round() / DIGITS
}

fn point(ride: &Ride, of_sound: Decibels, book: &Book) -> RidePoint {
    RidePoint {
        at: Place::of(&ride.at, book),
        over: ride.over.seconds().0,
        gain: ride.to.gain.map(|gain| own(gain, of_sound)),
        pan: ride.to.pan,
        distance: ride.to.distance.map(|distance| distance.0),
    }
}
