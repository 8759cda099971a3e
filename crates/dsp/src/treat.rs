//! Prepares a take for the mix: takes a take and its [`Treatment`], and returns
//! the sound that reaches the listener.
//!
//! Treatment moves no word. The same take, treatment and seed give the same
//! samples, and silence stays silent. The stages, in order:
//!
//! 1. The channel strip: high-pass, compressor, de-esser ([`strip`]). The
//!    loudness is measured after this stage. The mix brings all voices to one
//!    level by that measure, so that later stages are heard as louder or
//!    softer.
//! 2. The effect, for example a telephone or a door ([`effect`]).
//! 3. The position: turned away, far or near, behind a barrier ([`place`]).

mod compressor;
mod contour;
mod de_esser;
pub mod effect;
mod facing;
mod filters;
mod place;
mod saturation;
mod steps;
mod strip;

use crate::level;
use crate::treatment::Treatment;
use cuebook_core::audio::Audio;
use cuebook_core::barrier::Barrier;
use cuebook_core::units::{Frames, Lufs, RATE};
pub use effect::effect;
pub use place::room;

/// The version of the treatment, a part of the cache key of treated takes. Raise
/// it when the samples for the same take and treatment change.
pub const VERSION: u32 = 2;

/// A treated take.
#[derive(Clone, Debug, PartialEq)]
pub struct Treated {
    /// The take, followed by its tail.
    pub audio: Audio,
    /// The length of the tail, which is at the end of `audio`.
    pub tail: Frames,
    /// The loudness of the voice at 1 m, measured before the effect and the
    /// position; `None` for silence.
    pub loudness: Option<Lufs>,
}

/// Treats a take of one channel, which may be heard from behind a barrier.
/// `seed` is the start of the random noise of the effects.
#[must_use]
pub fn treat(
    mut samples: Vec<f32>,
    treatment: &Treatment,
    behind: Option<Barrier>,
    seed: u64,
) -> Treated {
    let frames = samples.len();
    if treatment.treated {
        strip::apply(&mut samples);
    }
    let mut audio = Audio::mono(samples);
    let loudness = level::loudness(&audio);
    if let (Some(loudness), Some(effect)) = (loudness, treatment.effect) {
        effect::voice(&mut audio, effect, loudness, seed);
    }
    let audio = place::put(audio, treatment, behind);
    let audio = without_silent_end(audio, frames);
    Treated {
        tail: audio.frames() - Frames::from(frames),
        audio,
        loudness,
    }
}

/// A tail that is this much weaker than the highest sample is inaudible.
const INAUDIBLE: f32 = 1e-4;

/// The length of the fade at the end of a tail, in frames.
const FADE: usize = RATE as usize / 100;

/// Cuts a tail at the point from which it is inaudible.
fn without_silent_end(mut audio: Audio, frames: usize) -> Audio {
    let peak = |samples: &[f32]| samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
    let all = audio.channels.iter().map(|c| peak(c)).fold(0.0, f32::max);
    let heard = |channel: &Vec<f32>| {
        let last = channel.iter().rposition(|s| s.abs() > INAUDIBLE * all);
        last.map_or(0, |last| last + 1)
    };
    let last = audio.channels.iter().map(heard).max().unwrap_or(0);
    for channel in &mut audio.channels {
        channel.truncate(last.max(frames));
        let fade = FADE.min(channel.len() - frames);
        let from = channel.len() - fade;
        for (n, sample) in channel[from..].iter_mut().enumerate() {
            *sample *= 1.0 - (n + 1) as f32 / fade as f32;
        }
    }
    audio
}

#[cfg(test)]
mod tests;
