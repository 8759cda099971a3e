//! The entries of a cue list as messages of OSC, in JSON: a message when an entry begins, and one
//! when it ends.

use serde::Serialize;

use super::smpte::Rate;
use super::{Entry, Kind, Timed};
use cuebook_core::units::{Frames, RATE};

/// The version of the format.
const FORMAT: u32 = 1;

/// The file.
#[derive(Serialize)]
struct List<'a> {
    format: u32,
    title: &'a str,
    /// The frames of a second.
    rate: u32,
    /// The pictures of a second of timecode.
    fps: &'static str,
    /// The length of the show, or of its part.
    seconds: f64,
    messages: Vec<Message<'a>>,
}

/// A message and its time.
#[derive(Serialize)]
struct Message<'a> {
    address: String,
    args: Vec<Argument<'a>>,
    /// From the start of the show, or of its part.
    seconds: f64,
    frames: i64,
    smpte: String,
}

/// An argument: a text, or a number with single precision.
#[derive(Serialize)]
#[serde(tag = "type", content = "value")]
enum Argument<'a> {
    #[serde(rename = "s")]
    Text(&'a str),
    #[serde(rename = "f")]
    Number(f64),
}

/// Writes the messages in the order of their times.
///
/// # Errors
/// Only if memory runs out.
pub(crate) fn write(
    show: Timed<'_>,
    entries: &[Entry],
    rate: Rate,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut messages: Vec<(Frames, Message<'_>)> = Vec::new();
    for entry in entries {
        let (start, end) = (entry.at.start, entry.at.end);
        let seconds = (end - start).seconds().0;
        let args = vec![
            Argument::Text(&entry.id),
            Argument::Text(&entry.name),
            Argument::Number(seconds),
        ];
        messages.push((start, message(entry, "start", (start, rate), args)));
        if end > start {
            let args = vec![Argument::Text(&entry.id)];
            messages.push((end, message(entry, "stop", (end, rate), args)));
        }
    }
    messages.sort_by_key(|(at, _)| *at);
    let list = List {
        format: FORMAT,
        title: &show.book.title,
        rate: RATE,
        fps: rate.name(),
        seconds: show.frames().seconds().0,
        messages: messages.into_iter().map(|(_, message)| message).collect(),
    };
    let mut text = serde_json::to_vec_pretty(&list)?;
    text.push(b'\n');
    Ok(text)
}

fn message<'a>(
    entry: &Entry,
    what: &str,
    (at, rate): (Frames, Rate),
    args: Vec<Argument<'a>>,
) -> Message<'a> {
    let group = match entry.kind {
        Kind::Scene => "scene",
        Kind::Line => "line",
        Kind::Spot | Kind::Bed | Kind::Music | Kind::Hush => "cue",
    };
    Message {
        address: format!("/cuebook/{group}/{}/{what}", part(entry)),
        args,
        seconds: at.seconds().0,
        frames: at.0,
        smpte: rate.timecode(at),
    }
}

/// Returns the id of an entry as a part of an address, or its number. An address of OSC has ASCII
/// characters only, without space and `#*,/?[]{}`.
fn part(entry: &Entry) -> &str {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match entry.id.chars().all(allowed) {
        true => &entry.id,
        false => &entry.number,
    }
}
