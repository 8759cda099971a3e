//! Effects by name: a telephone, a radio, a loudspeaker, a memory, a door.
//! Takes audio and returns it as heard through the effect.
//!
//! The result begins with the first sample and moves no word. Ringing is added
//! at the end, and a loop stays a loop. The loudness stays the same, except for
//! the effect's own loss ([`loss`]). Silence stays silent.

mod chance;
mod door;
mod loudspeaker;
mod memory;
mod radio;
mod telephone;

use crate::level;
use chance::{AROUND, Chance, looped};
use cuebook_core::audio::Audio;
use cuebook_core::audio::Form;
use cuebook_core::effect::Effect;
use cuebook_core::units::{Decibels, Lufs};

/// The largest gain that restores the loudness of a sound, in dB. The frequencies
/// that a device removes are not compensated.
const RAISED: f64 = 6.0;

/// The same for voices. Every device passes enough of a voice for its loudness.
const VOICED: f64 = 24.0;

/// Applies an effect to a sound. A spot becomes longer by its ringing; a loop
/// keeps its length.
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
                *channel = looped(channel, frames + 2 * AROUND);
            }
            let whole = through(std::mem::take(audio), effect, &Chance::round(seed, frames));
            let cut = |channel: &Vec<f32>| channel[AROUND..AROUND + frames].to_vec();
            audio.channels = whole.channels.iter().map(cut).collect();
        }
    }
    match_level(audio, loudness, effect, RAISED);
}

/// Applies an effect to a voice whose loudness is `loudness`.
pub(super) fn voice(audio: &mut Audio, effect: Effect, loudness: Lufs, seed: u64) {
    *audio = through(std::mem::take(audio), effect, &Chance::once(seed));
    match_level(audio, loudness, effect, VOICED);
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

/// Mixes down to one channel, as a device with one microphone hears it.
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

/// Returns how much softer an effect makes a sound.
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
