//! The gains of beds and music in the course of the show, for the curves of the score. They are those
//! of the mix: fades, rides, ducks and hushes.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Failure;
use super::desk::Desk;
use super::peaks::check;
use super::times::LaidOut;
use crate::exchange::workstation::envelope::{Side, gain_of};
use crate::mix::{Applied, Clip, applied};
use crate::output::data_uri::base64;
use cuebook_core::id::CueId;
use cuebook_core::units::{Decibels, Frames};

/// The most values of a curve in an answer.
const MOST: usize = 4_096;

/// Half decibels above this one are the values of a curve.
const LOWEST: f64 = -100.0;

/// The stretch that is asked for: `count` steps of the show from a frame on.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    from: i64,
    step: usize,
    count: usize,
}

/// The times for which the gains were planned, and the gains.
type Planned = ((String, u32, usize), Arc<Applied>);

/// The gains that were asked for last.
#[derive(Default)]
pub(super) struct Kept(Mutex<Option<Planned>>);

/// Returns the curves of the beds and music in a stretch of the show: `own` with fades and rides,
/// `all` also with ducks and hushes. The value `k` is the gain at step `first + k`, in half decibels
/// above −100 dB; 0 is silence.
///
/// # Errors
/// When no show is open, or the request has another form.
pub(super) fn of(desk: &Desk, asked: &Asked) -> Result<Value, Failure> {
    check(asked.step)?;
    if asked.count == 0 || asked.count > MOST || !(0..i64::MAX / 2).contains(&asked.from) {
        return Err(Failure::bad(format!("`count` is from 1 to {MOST}")));
    }
    let laid_out = LaidOut::of(desk)?;
    let applied = planned(desk, &laid_out);
    let sounds = applied.sounds.iter();
    let curves = sounds.filter_map(|(cue, clip)| curve(&laid_out, &applied, (*cue, clip), asked));
    Ok(json!({
        "from": asked.from, "step": asked.step, "of": curves.collect::<Vec<_>>(),
    }))
}

/// Returns the gains of a show that is laid out; they are planned once.
fn planned(desk: &Desk, laid_out: &LaidOut) -> Arc<Applied> {
    let state = laid_out.state();
    let mut known = desk.levels.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, applied)) = known.as_ref().filter(|(own, _)| *own == state) {
        return applied.clone();
    }
    let book = &laid_out.show().book;
    let fresh = applied(book, laid_out.performance(), laid_out.timeline());
    let fresh = Arc::new(fresh);
    *known = Some((state, fresh.clone()));
    fresh
}

/// Returns the curve of a sound in a stretch; `None` if it is not heard there.
fn curve(
    laid_out: &LaidOut,
    applied: &Applied,
    (cue, clip): (CueId, &Clip),
    asked: &Asked,
) -> Option<Value> {
    let step = asked.step as i64;
    let place = |at: Frames| (at.0 - asked.from).div_euclid(step);
    let first = place(clip.at.start).max(0);
    let end = (place(clip.at.end) + 1).min(asked.count as i64);
    if first >= end {
        return None;
    }
    let book = &laid_out.show().book;
    let sound = book.cues[cue].sound;
    // The page shows the gain of the cue, without that of its sound.
    let of_sound = sound.map_or(Decibels(0.0), |sound| book.sounds[sound].gain);
    let (mut own, mut all) = (Vec::new(), Vec::new());
    for number in first..end {
        let middle = Frames(asked.from + number * step + step / 2);
        let at = middle.clamp(clip.at.start, clip.at.end);
        let lanes = clip.lanes.iter().map(|lane| gain_of(lane, at, Side::After));
        let set = f64::from(clip.gain.0) * lanes.product::<f64>();
        let lowered = applied
            .shared(clip)
            .map(|lane| gain_of(lane, at, Side::After));
        own.push(level(set, of_sound));
        all.push(level(set * lowered.product::<f64>(), of_sound));
    }
    Some(json!({
        "index": laid_out.number_of(cue)?, "first": first, "own": base64(&own), "all": base64(&all),
    }))
}

/// Returns a linear gain, without that of its sound, as a byte.
fn level(gain: f64, of_sound: Decibels) -> u8 {
    if gain <= 0.0 {
        return 0;
    }
    let halves = 2.0 * (20.0 * gain.log10() - of_sound.0 - LOWEST);
    halves.round().clamp(1.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_a_number_of_half_decibels() {
        assert_eq!(level(1.0, Decibels(0.0)), 200);
        assert_eq!(level(0.5, Decibels(0.0)), 188);
        assert_eq!(level(1.0, Decibels(6.0)), 188);
        assert_eq!(level(0.0, Decibels(0.0)), 0);
        assert_eq!(level(1e-9, Decibels(0.0)), 1);
        assert_eq!(level(10.0, Decibels(0.0)), 240);
        assert_eq!(level(100.0, Decibels(0.0)), 255);
    }
}
