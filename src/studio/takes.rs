//! The recordings of a line: all that are kept beside the script, their sound and their wave.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Failure;
use super::desk::Desk;
use super::peaks::{check, wave};
use super::uploads::{TAKES, stem_of};
use crate::book::Speech;
use crate::exchange::sheets;
use crate::output::data_uri::base64;
use crate::session::{Show, SpokenSample};
use cuebook_core::audio::Audio;
use cuebook_core::sound_format::is_readable;
use cuebook_core::units::{RATE, Seconds};
use cuebook_core::whole_file::folder_of;

/// A line of the show.
#[derive(Debug, Deserialize)]
pub(super) struct OfLine {
    line: String,
}

/// A recording, and the part of it that is asked for, in seconds.
#[derive(Debug, Deserialize)]
pub(super) struct Recording {
    file: String,
    start: Option<f64>,
    end: Option<f64>,
    step: Option<usize>,
}

/// A role whose reading sheet is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct OfRole {
    role: String,
}

/// Returns the recordings of a line: those that the page kept for it, and the one that the script
/// names, in the order of their names.
///
/// # Errors
/// When there is no such line.
pub(super) fn of(desk: &Desk, asked: &OfLine) -> Result<Value, Failure> {
    let (show, _) = desk.show()?;
    let mut lines = show.book.lines.entries();
    let found = lines.find(|(_, line)| line.id == asked.line);
    let (id, line) =
        found.ok_or_else(|| Failure::missing(format!("there is no line `{}`", asked.line)))?;
    let used = match &line.speech {
        Speech::Recording { path, .. } => Some(path.clone()),
        Speech::Voice(_) => None,
    };
    let mut files = kept(&show, &asked.line);
    files.extend(used.clone().filter(|used| !files.contains(used)));
    let take = |file: &String| {
        let is_used = used.as_ref() == Some(file);
        let mut take = json!({ "file": file, "used": is_used });
        let differs = match is_used {
            true => desk.studio.known_differences(&show, id),
            false => Vec::new(),
        };
        if !differs.is_empty() {
            take["differs"] = json!(differs);
        }
        take
    };
    let takes = files.iter().map(take);
    Ok(json!({ "takes": takes.collect::<Vec<_>>() }))
}

/// Returns the recordings in the folder of the takes whose names begin with that of a line and go on
/// with a number: `p3-2.wav`, `p3-2-2.wav`.
fn kept(show: &Show, line: &str) -> Vec<String> {
    let stem = stem_of(line);
    let is_own = |name: &str| {
        let own = Path::new(name).file_stem().and_then(|own| own.to_str());
        let rest = own.and_then(|own| own.strip_prefix(&stem));
        let number = |rest: &str| {
            let digits = rest.strip_prefix('-').unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
        };
        is_readable(name) && rest.is_some_and(|rest| rest.is_empty() || number(rest))
    };
    let entries = fs::read_dir(folder_of(&show.path).join(TAKES));
    let names = entries.into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let mut files: Vec<String> = names.filter(|name| is_own(name)).collect();
    // `p3-2-10` is after `p3-2-9`.
    files.sort_by_key(|name| (name.len(), name.clone()));
    files.iter().map(|name| format!("{TAKES}/{name}")).collect()
}

/// Returns a recording, or a part of it, as a WAV file at the level of speech.
///
/// # Errors
/// When there is no such file beside the script, or it has no sound.
pub(super) fn sound(desk: &Desk, asked: &Recording) -> Result<Vec<u8>, Failure> {
    let mut audio = decoded(desk, &asked.file)?;
    let frames = audio.frames().index();
    let place = |seconds: f64| {
        Seconds(seconds.clamp(0.0, 1e6))
            .frames()
            .index()
            .min(frames)
    };
    let start = place(asked.start.unwrap_or(0.0));
    let end = asked.end.map_or(frames, place);
    if start >= end {
        return Err(Failure::bad("this part of the recording is empty"));
    }
    for channel in &mut audio.channels {
        channel.truncate(end);
        channel.drain(..start);
    }
    Ok(SpokenSample::recorded(audio).into_wav()?)
}

/// Returns the wave of a recording.
///
/// # Errors
/// When there is no such file beside the script, or it has no sound.
pub(super) fn peaks(desk: &Desk, asked: &Recording) -> Result<Value, Failure> {
    let step = asked.step.unwrap_or(512);
    check(step)?;
    let audio = decoded(desk, &asked.file)?;
    let frames = audio.frames().0;
    let peaks = wave(Box::new(audio), step).map_err(|error| Failure::failed(error.to_string()))?;
    Ok(json!({
        "step": step, "frames": frames, "rate": RATE, "peaks": base64(&peaks),
    }))
}

fn decoded(desk: &Desk, file: &str) -> Result<Audio, Failure> {
    let (show, _) = desk.show()?;
    let path = desk.path_beside(&show, file)?;
    let bytes = fs::read(path).map_err(|error| Failure::failed(error.to_string()))?;
    let audio = cuebook_synth::file::decode(file, bytes.into());
    audio.map_err(|error| Failure::bad(error.to_string()))
}

/// Returns the lines of a role for the person who records them, as Markdown, with the name of the
/// file.
///
/// # Errors
/// When no role of this name speaks.
pub(super) fn sheet(desk: &Desk, asked: &OfRole) -> Result<(String, String), Failure> {
    let (show, _) = desk.show()?;
    let sheets = sheets::write(&show.script, &show.book, false);
    let own = sheets.into_iter().find(|sheet| sheet.role == asked.role);
    let own = own.map(|sheet| (sheet.file, sheet.text));
    own.ok_or_else(|| Failure::missing(format!("`{}` has no lines", asked.role)))
}
