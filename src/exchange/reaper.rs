//! Reaper projects (`.rpp`). Takes a [`Session`] and returns the text of the project, which names
//! its files relative to its folder.
//!
//! The format is text: elements between `<NAME …` and `>`, with lines of words in them. What the
//! numbers of a line mean is in the community's State Chunk Definitions.
//!
//! Gains are linear. A pan is that of a take, which is a linear balance in every pan mode of Reaper.
//! A fade has Reaper's usual shape, `x(2 − x)`; an envelope makes it the quarter sine of the show.

mod text;

use std::f64::consts::FRAC_PI_2;
use std::ops::Range;

use crate::exchange::labels::Label;
use crate::exchange::workstation::decimal::{number, seconds};
use crate::exchange::workstation::envelope::Envelope;
use crate::exchange::workstation::{Folder, Item, Session, Track};
use cuebook_core::units::{Frames, RATE};
use text::{Text, guid, quoted};

/// The folder of the media, beside the project.
pub(crate) const MEDIA: &str = "media";

/// A fade shorter than this is not corrected by an envelope: 20 ms.
const SHORT: Frames = Frames(960);

/// Writes a project. `note` is kept with it.
#[must_use]
pub(crate) fn write(session: &Session, note: &str) -> String {
    let mut text = Text::default();
    text.open("REAPER_PROJECT 0.1 \"7.0\" 0");
    text.open("NOTES 0 2");
    for line in note.lines() {
        text.line(&format!("|{line}"));
    }
    text.close();
    settings(&mut text, session);
    marks(&mut text, session);
    for folder in &session.folders {
        write_folder(&mut text, session, folder);
    }
    text.close();
    text.finish()
}

fn settings(text: &mut Text, session: &Session) {
    for line in [
        "RIPPLE 0",
        "AUTOXFADE 0",
        "PANLAW 1",
        "PANMODE 3",
        "TIMEMODE 0 0 -1 25 0 0 -1",
        "TIMELOCKMODE 0",
        "TEMPOENVLOCKMODE 0",
        // Items that overlap are all heard.
        "ITEMMIX 1",
        "TEMPO 120 4 4",
    ] {
        text.line(line);
    }
    text.line(&format!("SAMPLERATE {RATE} 1 0"));
    text.line("MASTER_NCH 2 2");
    let master = number(f64::from(session.master.0));
    text.line(&format!("MASTER_VOLUME {master} 0 -1 -1 1"));
}

/// Writes the regions and the markers. A region is two lines with one number.
fn marks(text: &mut Text, session: &Session) {
    let mut next = 0;
    let mut line = |(at, name): &Label, kind: &str, is_region: bool| {
        next += 1;
        let id = guid(&format!("{kind} {next}"));
        let (from, name) = (seconds(at.start), quoted(name));
        let flag = u8::from(is_region);
        text.line(&format!("MARKER {next} {from} {name} {flag} 0 1 B {id} 0"));
        if is_region {
            text.line(&format!("MARKER {next} {} \"\" 1", seconds(at.end)));
        }
    };
    session
        .regions
        .iter()
        .for_each(|mark| line(mark, "region", true));
    session
        .markers
        .iter()
        .for_each(|mark| line(mark, "marker", false));
}

/// Writes a folder: its own track, and then the tracks in it.
fn write_folder(text: &mut Text, session: &Session, folder: &Folder) {
    let (name, volume) = (&folder.name, &folder.volume);
    head(text, (name, name), folder.gain, volume, "1 1");
    text.close();
    for (place, track) in folder.tracks.iter().enumerate() {
        let is_last = place + 1 == folder.tracks.len();
        let nesting = if is_last { "2 -1" } else { "0 0" };
        let key = format!("{name}/{}", track.name);
        head(text, (&key, &track.name), 1.0, &track.volume, nesting);
        write_items(text, session, track, &key);
        text.close();
    }
}

/// Begins a track.
fn head(text: &mut Text, (key, name): (&str, &str), gain: f64, volume: &Envelope, nesting: &str) {
    let id = guid(&format!("track {key}"));
    text.open(&format!("TRACK {id}"));
    text.line(&format!("NAME {}", quoted(name)));
    text.line("AUTOMODE 0");
    text.line(&format!("VOLPAN {} 0 -1 -1 1", number(gain)));
    text.line("MUTESOLO 0 0 0");
    text.line(&format!("ISBUS {nesting}"));
    text.line("NCHAN 2");
    text.line("FX 1");
    text.line(&format!("TRACKID {id}"));
    text.line("MAINSEND 1 0");
    envelope(text, ("VOLENV2", key), volume, Frames::ZERO);
}

fn write_items(text: &mut Text, session: &Session, track: &Track, key: &str) {
    for (place, item) in track.items.iter().enumerate() {
        let key = format!("item {key} {place}");
        let length = item.at.end - item.at.start;
        text.open("ITEM");
        text.line(&format!("POSITION {}", seconds(item.at.start)));
        text.line(&format!("LENGTH {}", seconds(length)));
        text.line(&format!("LOOP {}", u8::from(item.looped)));
        text.line("ALLTAKES 0");
        for (end, fade) in [("FADEIN", item.fade_in), ("FADEOUT", item.fade_out)] {
            text.line(&format!("{end} 1 {} 0 1 0 0 0", seconds(fade)));
        }
        text.line("MUTE 0 0");
        text.line(&format!("IGUID {}", guid(&key)));
        text.line(&format!("NAME {}", quoted(&item.name)));
        let (gain, volume) = corrected(item);
        let (gain, pan) = (number(gain * item.gain), number(item.pan));
        text.line(&format!("VOLPAN {gain} {pan} 1 -1"));
        text.line(&format!("SOFFS {}", seconds(item.offset)));
        text.line("PLAYRATE 1 1 0 -1 0 0.0025");
        text.line("CHANMODE 0");
        text.line(&format!("GUID {}", guid(&format!("take {key}"))));
        text.open("SOURCE WAVE");
        let file = format!("{MEDIA}/{}", session.media[item.media].file);
        text.line(&format!("FILE {}", quoted(&file)));
        text.close();
        envelope(text, ("VOLENV", &key), &volume, item.at.start);
        envelope(text, ("PANENV", &key), &item.pans, item.at.start);
        text.close();
    }
}

/// Writes an envelope, with times from a frame on.
fn envelope(text: &mut Text, (kind, key): (&str, &str), envelope: &Envelope, from: Frames) {
    if envelope.0.is_empty() {
        return;
    }
    text.open(kind);
    text.line(&format!("EGUID {}", guid(&format!("{kind} {key}"))));
    for line in [
        "ACT 1 -1",
        "VIS 1 1 1",
        "LANEHEIGHT 0 0",
        "ARM 0",
        "DEFSHAPE 0 -1 -1",
    ] {
        text.line(line);
    }
    for (at, value) in &envelope.0 {
        text.line(&format!("PT {} {} 0", seconds(*at - from), number(*value)));
    }
    text.close();
}

/// Returns the volume of an item over time, with what turns Reaper's fades into quarter sines, and
/// a gain for all of it.
fn corrected(item: &Item) -> (f64, Envelope) {
    let long = |fade: Frames| if fade < SHORT { Frames::ZERO } else { fade };
    let (rise, fall) = (long(item.fade_in), long(item.fade_out));
    if (rise, fall) == (Frames::ZERO, Frames::ZERO) {
        return (1.0, item.volume.clone());
    }
    let Range { start, end } = item.at;
    let mut knots: Vec<Frames> = item.volume.knots().collect();
    knots.extend([start + rise, end - fall]);
    let drawn = Envelope::drawn(&item.at, &knots, 1e-4, |frame, side| {
        let share = |passed: Frames, fade: Frames| match fade {
            Frames::ZERO => 1.0,
            fade => passed.0 as f64 / fade.0 as f64,
        };
        item.volume.at(frame, side, 1.0)
            * correction(share(frame - start, rise))
            * correction(share(end - frame, fall))
    });
    drawn.normal()
}

/// Returns the quarter sine of a fade as a share of Reaper's fade. `share` is the part of the fade
/// that is over, counted from silence.
fn correction(share: f64) -> f64 {
    match share {
        share if share >= 1.0 => 1.0,
        share if share <= 0.0 => FRAC_PI_2 / 2.0,
        share => (share * FRAC_PI_2).sin() / (share * (2.0 - share)),
    }
}
