//! Where a voice is: how far, turned away, behind what.
//!
//! In: a voice as it is heard from 1 m. Out: the voice as it arrives. Always
//! true: the way is that of every other sound ([`Journey`]); from 1 m in front
//! of the listener nothing is changed.
//!
//! Nearer than 1 m a voice comes as it comes to a microphone. A cardioid's
//! pressure-gradient half lifts the bass of a near source by (1 + ω_r/jω), where
//! ω_r = c/2r, so against 1 m it is one pole and one zero (after J. Eargle,
//! *The Microphone Book*). The level grows by less than it would: who speaks
//! closely speaks softly, and the hand is on the fader.

use super::facing;
use crate::audio::Audio;
use crate::book::{Barrier, Treatment};
use crate::perform::sound::place::{Journey, hide};
use crate::perform::sound::synth::canvas::Canvas;
use crate::perform::sound::synth::filter::Biquad;
use crate::script::treatment::VOICE_DISTANCE;
use crate::units::{Decibels, Degrees, Metres, SPEED_OF_SOUND};

/// How much of the level that coming near would give is given.
const NEARER: f64 = 0.3;

/// Puts a voice at its place.
pub fn put(audio: Audio, treatment: &Treatment, behind: Option<Barrier>) -> Audio {
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

/// How much louder than from 1 m a voice is.
fn level(distance: Metres) -> Decibels {
    if distance.0 < VOICE_DISTANCE.0 {
        Decibels(-20.0 * NEARER * libm::log10(distance.0 / VOICE_DISTANCE.0))
    } else {
        journey(distance).gain()
    }
}

/// The bass that a directional microphone gains from a near mouth, against 1 m.
fn proximity(distance: Metres) -> Biquad {
    let corner = |metres: f64| SPEED_OF_SOUND / (2.0 * std::f64::consts::TAU * metres);
    Biquad::pole_zero(corner(VOICE_DISTANCE.0), corner(distance.0))
}

/// How much more of its room is heard with a voice than if it spoke from 1 m to
/// the listener: the room hears it from all sides and everywhere alike, while
/// the direct sound is softer by the distance and by the turn. A send that
/// follows the treated voice is raised by so much. Nearer than 1 m it is less
/// than nought.
#[must_use]
pub fn room(treatment: &Treatment) -> Decibels {
    // Speech is heard by its octaves of 500 Hz, 1 and 2 kHz.
    let heard = &facing::levels(treatment.facing)[2..5];
    let turned = heard.iter().sum::<f64>() / heard.len() as f64;
    -level(treatment.distance) - Decibels(turned)
}
