//! The position of a voice: its distance, its direction and a barrier. Takes a
//! voice as heard from 1 m and returns it as it reaches the listener. At 1 m,
//! facing the listener, the voice is unchanged. Distance works as for every
//! other sound ([`Journey`]).
//!
//! Nearer than 1 m a voice sounds as in a microphone. The pressure-gradient
//! half of a cardioid lifts the bass of a near source by (1 + ω_r/jω), where
//! ω_r = c/2r. Against 1 m this is one pole and one zero (after J. Eargle, *The
//! Microphone Book*). The level grows less than it physically would: people who
//! speak closely speak softly, and an engineer lowers the fader.

use super::facing;
use crate::canvas::Canvas;
use crate::filter::Biquad;
use crate::place::{Journey, hide};
use crate::treatment::Treatment;
use cuebook_core::audio::Audio;
use cuebook_core::barrier::Barrier;
use cuebook_core::units::{Decibels, Degrees, Metres, SPEED_OF_SOUND};
use cuebook_core::voice::VOICE_DISTANCE;

/// The share of the physical gain in level that is applied nearer than 1 m.
const NEARER: f64 = 0.3;

/// Applies distance, direction and barrier to a voice.
pub(super) fn put(audio: Audio, treatment: &Treatment, behind: Option<Barrier>) -> Audio {
    let faces = treatment.facing == Degrees(0.0);
    if faces && treatment.distance == VOICE_DISTANCE && behind.is_none() {
        return audio;
    }
    let mut canvas = Canvas::from_audio(audio, false);
    canvas.ring_out();
    if !faces {
        facing::turn(&mut canvas, treatment.facing);
    }
    if treatment.distance.0 < VOICE_DISTANCE.0 {
        canvas.filter(&[proximity(treatment.distance)]);
    } else if treatment.distance != VOICE_DISTANCE {
        journey(treatment.distance).travel(&mut canvas);
    }
    canvas.scale(level(treatment.distance).gain().0);
    if let Some(behind) = behind {
        hide(&mut canvas, behind);
    }
    canvas.into_audio()
}

fn journey(distance: Metres) -> Journey {
    Journey {
        usual: VOICE_DISTANCE.0,
        distance: distance.0,
        // A mouth is a point.
        size: 0.0,
    }
}

/// Returns the level of a voice against that at 1 m.
fn level(distance: Metres) -> Decibels {
    if distance.0 < VOICE_DISTANCE.0 {
        Decibels(-20.0 * NEARER * libm::log10(distance.0 / VOICE_DISTANCE.0))
    } else {
        journey(distance).gain()
    }
}

/// Returns the bass boost of a directional microphone for a near mouth, against
/// 1 m.
fn proximity(distance: Metres) -> Biquad {
    let corner = |metres: f64| SPEED_OF_SOUND / (2.0 * std::f64::consts::TAU * metres);
    Biquad::pole_zero(corner(VOICE_DISTANCE.0), corner(distance.0))
}

/// Returns how much louder the room is, against the direct sound, than for a
/// voice at 1 m that faces the listener. The room reflects the voice from all
/// sides, so its level stays the same, while distance and turning make the
/// direct sound softer. A send that follows the treated voice is raised by this
/// amount. Nearer than 1 m it is below 0 dB.
#[must_use]
pub fn room(treatment: &Treatment) -> Decibels {
    // Speech is heard mainly in the octaves of 500 Hz, 1 and 2 kHz.
    let heard = &facing::levels(treatment.facing)[2..5];
    let turned = heard.iter().sum::<f64>() / heard.len() as f64;
    -level(treatment.distance) - Decibels(turned)
}
