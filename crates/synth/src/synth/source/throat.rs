//! A voice that shouts, mutters, sobs or breathes without words.
//!
//! Takes the properties of a voice and returns one utterance. No two periods and no
//! two voices are equal, so that many voices sound like a crowd, not a buzz.
//!
//! A source-filter model as in D. H. Klatt, *Software for a cascade/parallel
//! formant synthesizer* (1980): the [`glottis`] makes pulses and breath, the
//! [`tract`] shapes them, and a [`track`] of poses controls both from syllable to
//! syllable.

mod glottis;
mod track;
mod tract;
mod vowels;

use super::double::doubled;
use crate::recipe::score::{Joints, Vowels};
use crate::synth::curve::frames;
use cuebook_core::units::RATE;
use cuebook_dsp::filter::Way;
use cuebook_dsp::random::Random;
use glottis::Glottis;
use track::Track;
use tract::{Hiss, Tract};

/// The sample rate of a voice is half the engine's: it has no content above 12 kHz,
/// and a crowd has many voices.
const OWN_RATE: f64 = RATE as f64 / 2.0;

/// The number of frames at this rate from one pose to the next: 2 ms.
const STEP: usize = 48;

/// The time in which the tract rings out after the last pose, in seconds.
const RING: f64 = 0.03;

/// The voice and the utterance; in Hz, seconds and metres.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Utterance {
    /// The pitch at the beginning and at the end.
    pub pitch: (f64, f64),
    /// The pitch at a third of the time; without it, on a straight line.
    pub through: Option<f64>,
    /// The length from the glottis to the lips: 0.175 m for a man, 0.145 m for a
    /// woman, 0.12 m for a child.
    pub tract: f64,
    /// The effort: 0 soft, 0.3 as in conversation, 1 screaming.
    pub effort: f64,
    /// The breathiness: 0 a clear voice, 1 breath only.
    pub breath: f64,
    /// The roughness: 0 a smooth voice, 1 a hoarse one.
    pub rough: f64,
    /// The rate in Hz and the depth as a share of the pitch.
    pub tremor: (f64, f64),
    /// Syllables a second.
    pub syllables: f64,
    pub vowels: Vowels,
    pub joints: Joints,
    /// The duration.
    pub lasts: f64,
}

/// Returns one utterance.
#[must_use]
pub(crate) fn utter(of: Utterance, random: &mut Random) -> Vec<f32> {
    let of = within_reach(of);
    let track = Track::new(&of, &mut random.named("track"));
    let mut glottis = Glottis::new(&of, random.named("glottis"));
    let mut tract = Tract::new(&of, &mut random.named("tract"));
    let mut air = random.named("air");
    let mut hiss = Hiss::default();
    let steps = frames((of.lasts + RING) / 2.0).div_ceil(STEP);
    let mut samples = vec![0.0_f32; steps * STEP];
    let (mut noise, mut sound) = ([0.0; STEP], [0.0; STEP]);
    for (step, block) in samples.chunks_mut(STEP).enumerate() {
        let pose = track.at((step * STEP) as f64 / OWN_RATE);
        let pitch = glottis.pose(&pose);
        tract.pose(pose.formants, pitch);
        hiss.pose(&pose);
        noise.fill_with(|| f64::from(air.noise()));
        glottis.run(&noise, &mut sound);
        tract.run(&mut sound);
        hiss.run(&noise, &mut sound);
        for (sample, sound) in block.iter_mut().zip(sound) {
            *sample = sound as f32;
        }
    }
    doubled(&samples, Way::Line)
}

/// Limits an utterance to values that are possible for a throat.
fn within_reach(of: Utterance) -> Utterance {
    let pitch = |hertz: f64| hertz.clamp(40.0, 3000.0);
    Utterance {
        pitch: (pitch(of.pitch.0), pitch(of.pitch.1)),
        through: of.through.map(pitch),
        tract: of.tract.clamp(0.08, 0.25),
        effort: of.effort.clamp(0.0, 1.0),
        breath: of.breath.clamp(0.0, 1.0),
        rough: of.rough.clamp(0.0, 1.0),
        tremor: (of.tremor.0.clamp(0.0, 30.0), of.tremor.1.clamp(0.0, 0.5)),
        syllables: of.syllables.clamp(0.05, 12.0),
        lasts: of.lasts.clamp(0.03, 30.0),
        ..of
    }
}

#[cfg(test)]
mod tests;
