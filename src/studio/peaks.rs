//! The peaks of lines and cues, for pictures of their waves. They are measured once for each take and
//! each step, and kept in memory.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Failure;
use super::desk::Desk;
use super::times::LaidOut;
use crate::output::data_uri::base64;
use crate::perform::{Key, Performance};
use cuebook_core::audio::AudioReader;
use cuebook_core::id::AudioId;
use cuebook_core::units::Frames;

/// The steps that can be asked for, in frames.
const STEPS: Range<usize> = 64..65_537;

/// The most lines or cues in an answer.
const MOST: usize = 500;

/// The most bytes of peaks that are kept.
const KEPT: usize = 64 << 20;

/// The frames that are read at once.
const PIECE: usize = 65_536;

/// Which peaks are asked for: `lines=0-40` or `cues=0-40`.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    lines: Option<String>,
    cues: Option<String>,
    step: Option<usize>,
}

/// The peaks of a take: the lowest and the highest sample of each step.
type Peaks = Arc<[u8]>;

#[derive(Default)]
struct Kept {
    peaks: HashMap<(Key, usize), Peaks>,
    bytes: usize,
}

static KNOWN: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// Returns the peaks of lines or cues that are made.
///
/// # Errors
/// When no show is open, or the request has another form.
pub(super) fn of(desk: &Desk, asked: &Asked) -> Result<Value, Failure> {
    let step = asked.step.unwrap_or(512);
    check(step)?;
    let laid_out = LaidOut::of(desk)?;
    let of: Vec<Value> = match (&asked.lines, &asked.cues) {
        (Some(range), None) => {
            let lines = range_of(range)?.map(|index| (index, line(&laid_out, index, step)));
            lines.filter_map(told).collect()
        }
        (None, Some(range)) => {
            let cues = range_of(range)?.map(|index| (index, cue(&laid_out, index, step)));
            cues.filter_map(told).collect()
        }
        _ => return Err(Failure::bad("give `lines` or `cues`")),
    };
    Ok(json!({ "step": step, "of": of }))
}

/// Refuses other steps than those that can be asked for.
pub(super) fn check(step: usize) -> Result<(), Failure> {
    match STEPS.contains(&step) && step.is_power_of_two() {
        true => Ok(()),
        false => Err(Failure::bad("a step is a power of two from 64 to 65536")),
    }
}

/// Reads a range of indices: `0-40` has 41 of them.
fn range_of(text: &str) -> Result<Range<usize>, Failure> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let range = first.parse().ok().zip(last.parse().ok());
    let range = range.filter(|(first, last): &(usize, usize)| first <= last && *last < usize::MAX);
    match range {
        Some((first, last)) if last - first < MOST => Ok(first..last + 1),
        _ => Err(Failure::bad(format!(
            "a range is `0-40`, of at most {MOST}"
        ))),
    }
}

fn told((index, pieces): (usize, Vec<Value>)) -> Option<Value> {
    (!pieces.is_empty()).then(|| json!({ "index": index, "pieces": pieces }))
}

fn line(laid_out: &LaidOut, index: usize, step: usize) -> Vec<Value> {
    let performance = laid_out.performance();
    let Some(id) = laid_out.line(index) else {
        return Vec::new();
    };
    let line = laid_out.timeline().lines.get(id);
    let breaths = performance.lines.get(id);
    let (Some(line), Some(breaths)) = (line, breaths) else {
        return Vec::new();
    };
    let pieces = line.pieces.iter().filter_map(|piece| {
        let audio = *breaths.get(piece.breath)?.first()?;
        let peaks = peaks(performance, audio, step)?;
        Some(json!({
            "at": piece.at.0, "from": piece.take.start.0, "to": piece.take.end.0,
            "peaks": base64(&peaks),
        }))
    });
    pieces.collect()
}

fn cue(laid_out: &LaidOut, index: usize, step: usize) -> Vec<Value> {
    let performance = laid_out.performance();
    let Some(id) = laid_out.cue(index) else {
        return Vec::new();
    };
    let cue = laid_out.timeline().cues.get(id);
    let sounds = performance.cues.get(id);
    let (Some(cue), Some(sounds)) = (cue, sounds) else {
        return Vec::new();
    };
    let pieces = cue.sounds.iter().zip(sounds).filter_map(|(at, stops)| {
        let audio = *stops.first()?;
        let peaks = peaks(performance, audio, step)?;
        let frames = performance.audio[audio].spec.frames;
        Some(json!({
            "at": at.start.0, "from": 0, "to": (at.end - at.start).0, "round": frames.0,
            "peaks": base64(&peaks),
        }))
    });
    pieces.collect()
}

/// Returns the peaks of a take; `None` if it is not made yet.
fn peaks(performance: &Performance, audio: AudioId, step: usize) -> Option<Peaks> {
    let heard = performance.audio.get(audio).filter(|heard| heard.is_made)?;
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(peaks) = known().peaks.get(&(heard.key, step)) {
        return Some(peaks.clone());
    }
    let peaks: Peaks = measured(performance, audio, step).ok()?.into();
    let mut kept = known();
    if kept.bytes > KEPT {
        *kept = Kept::default();
    }
    kept.bytes += peaks.len();
    kept.peaks.insert((heard.key, step), peaks.clone());
    Some(peaks)
}

fn measured(performance: &Performance, audio: AudioId, step: usize) -> io::Result<Vec<u8>> {
    wave(performance.open(audio)?, step)
}

/// Returns the lowest and the highest sample of each step of some audio.
///
/// # Errors
/// When it cannot be read.
pub(super) fn wave(mut reader: Box<dyn AudioReader>, step: usize) -> io::Result<Vec<u8>> {
    let (channels, frames) = (reader.channels(), reader.frames().index());
    let piece = PIECE.max(step);
    let mut peaks = Vec::with_capacity(2 * frames.div_ceil(step));
    for from in (0..frames).step_by(piece) {
        let count = piece.min(frames - from);
        let mut samples = vec![vec![0.0_f32; count]; channels];
        let mut out: Vec<&mut [f32]> = samples.iter_mut().map(Vec::as_mut_slice).collect();
        reader.read(Frames::from(from), &mut out)?;
        for start in (0..count).step_by(step) {
            let end = (start + step).min(count);
            let within = samples.iter().flat_map(|channel| &channel[start..end]);
            let (low, high) = within.fold((0.0_f32, 0.0_f32), |(low, high), sample| {
                (low.min(*sample), high.max(*sample))
            });
            peaks.extend([low, high].map(level));
        }
    }
    Ok(peaks)
}

/// Returns a sample as a signed byte.
fn level(sample: f32) -> u8 {
    let level = (sample * 127.0).round().clamp(-127.0, 127.0);
    (level as i8).cast_unsigned()
}
