//! The treatment of voices: what an engineer does to a take before it is mixed.
//!
//! In: a take and its [`Treatment`]. Out: the take as it arrives at the
//! listener. Always true: no word moves, the same take and treatment give the
//! same bits, and silence stays silence.
//!
//! 1. The channel strip: high-pass, compressor, de-esser ([`strip`]). What
//!    comes out of it is measured; by that measure voices are brought to one
//!    level, so that all that follows is heard as louder or softer.
//! 2. What the voice comes through: a telephone, a door ([`effect`]).
//! 3. Where it is: turned away, far or near, behind something ([`place`]).

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

use crate::audio::Audio;
use crate::book::{Barrier, Treatment};
use crate::perform::level;
use crate::units::{Frames, Lufs, RATE};
pub use effect::effect;
pub use place::room;

/// Raised whenever the same take and treatment make other samples: part of what
/// treated takes are cached under.
pub const VERSION: u32 = 2;

/// A take, treated.
#[derive(Clone, Debug, PartialEq)]
pub struct Treated {
    /// As long as the take, and its tail.
    pub audio: Audio,
    /// How much of the audio sounds on after the take is over.
    pub tail: Frames,
    /// How loud the voice itself is: before it comes through anything, from 1 m.
    pub loudness: Option<Lufs>,
}

/// Treats a take of one channel that is heard from behind a barrier, or from
/// none. `seed` is where the noises of its devices begin.
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
    let audio = ended(audio, frames);
    Treated {
        tail: audio.frames() - Frames::from(frames),
        audio,
        loudness,
    }
}

/// What a tail falls to is not heard, against the highest sample.
const NOTHING: f32 = 1e-4;

/// How the rest of a tail is faded, in frames.
const FADE: usize = RATE as usize / 100;

/// Cuts a tail where nothing is heard of it any more.
fn ended(mut audio: Audio, frames: usize) -> Audio {
    let peak = |samples: &[f32]| samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
    let all = audio.channels.iter().map(|c| peak(c)).fold(0.0, f32::max);
    let heard = |channel: &Vec<f32>| {
        let last = channel.iter().rposition(|s| s.abs() > NOTHING * all);
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
