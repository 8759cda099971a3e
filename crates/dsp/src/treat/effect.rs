//! What a voice or a sound comes through, by name.
//!
//! In: audio. Out: the same through a telephone, a radio, a loudspeaker, a
//! memory, a door. Always true: it begins with the first sample and no word
//! moves; what rings on is added at the end; a loop stays one; it is as loud as
//! before but for what the effect itself takes; silence stays silence.

mod chance;
mod door;
mod loudspeaker;
mod memory;
mod radio;
mod telephone;

use crate::audio::Audio;
use crate::audio::Form;
use crate::effect::Effect;
use crate::level;
use crate::units::{Decibels, Lufs, RATE};
use chance::Chance;

/// The most that a sound is raised to be as loud as before, in dB: what a device
/// does not let through is gone.
const RAISED: f64 = 6.0;

/// The same for voices, of which every device lets enough through.
const VOICED: f64 = 24.0;

/// How much of a loop is heard by an effect before its beginning and after its
/// end, in frames: more than any of them rings.
const AROUND: usize = RATE as usize;

/// Puts a sound through an effect. What is once becomes longer by what rings on.
pub fn effect(audio: &mut Audio, effect: Effect, form: Form, seed: u64) {
    let Some(loudness) = level::loudness(audio) else {
        return;
    };
    let frames = audio.frames().index();
    match form {
        Form::Spot => {
            *audio = through(std::mem::take(audio), effect, &Chance::once(seed));
        }
        Form::Loop => {
            for channel in &mut audio.channels {
                *channel = turned(channel, frames + 2 * AROUND);
            }
            let whole = through(std::mem::take(audio), effect, &Chance::round(seed, frames));
            let cut = |channel: &Vec<f32>| channel[AROUND..AROUND + frames].to_vec();
            audio.channels = whole.channels.iter().map(cut).collect();
        }
    }
    match_level(audio, loudness, effect, RAISED);
}

/// Puts a voice through an effect, `loudness` being its own.
pub(super) fn voice(audio: &mut Audio, effect: Effect, loudness: Lufs, seed: u64) {
    *audio = through(std::mem::take(audio), effect, &Chance::once(seed));
    match_level(audio, loudness, effect, VOICED);
}

/// So many frames of a loop from [`AROUND`] before its beginning on.
fn turned(samples: &[f32], length: usize) -> Vec<f32> {
    let start = samples.len() - AROUND % samples.len();
    let around = samples.iter().cycle().skip(start);
    around.take(length).copied().collect()
}

fn through(audio: Audio, effect: Effect, chance: &Chance) -> Audio {
    match effect {
        Effect::Telephone => Audio::mono(telephone::through(folded(audio), chance)),
        Effect::Radio => Audio::mono(radio::through(folded(audio), chance)),
        Effect::Loudspeaker => Audio::mono(loudspeaker::through(folded(audio))),
        Effect::Memory => memory::through(audio),
        Effect::Door => door::through(audio),
    }
}

/// One channel of what a device with one microphone hears.
fn folded(audio: Audio) -> Vec<f32> {
    let mut channels = audio.channels.into_iter();
    let mut first = channels.next().unwrap_or_default();
    if let Some(second) = channels.next() {
        for (left, right) in first.iter_mut().zip(second) {
            *left = f32::midpoint(*left, right);
        }
    }
    first
}

/// How much softer an effect is than what goes into it.
fn loss(effect: Effect) -> Decibels {
    Decibels(match effect {
        Effect::Telephone | Effect::Radio | Effect::Loudspeaker => 0.0,
        Effect::Memory => 3.0,
        Effect::Door => 9.0,
    })
}

fn match_level(audio: &mut Audio, before: Lufs, effect: Effect, most: f64) {
    let Some(after) = level::loudness(audio) else {
        return;
    };
    let gain = (before.0 - loss(effect).0 - after.0).clamp(-60.0, most);
    let gain = Decibels(gain).gain().0;
    for sample in audio.channels.iter_mut().flatten() {
        *sample *= gain;
    }
}

#[cfg(test)]
mod tests;
