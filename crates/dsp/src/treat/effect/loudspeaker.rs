//! A horn loudspeaker of a public address system.
//!
//! A horn passes 400 Hz to 5 kHz, resonates at a few frequencies, and distorts
//! when it is driven. It is used in the open, so there are echoes from house
//! fronts.

use crate::filter::{Biquad, Way, chain};
use crate::treat::filters::{band, low_pass};
use crate::treat::saturation::overdrive;
use crate::treat::steps::level;
use cuebook_core::units::{Decibels, RATE};

/// The level of speech in the horn, against its bend.
const DRIVE: f32 = 0.8;
const UNEVEN: f32 = 0.12;

/// The resonances of the horn: frequency, Q and linear gain.
const RESONANCES: [(f64, f64, f64); 3] =
    [(780.0, 3.0, 1.6), (1650.0, 3.5, 1.8), (2900.0, 4.0, 1.5)];

/// The echoes of house fronts at 20, 33 and 53 m: delay in seconds, and level.
const FRONTS: [(f64, Decibels); 3] = [
    (0.118, Decibels(-11.0)),
    (0.197, Decibels(-14.0)),
    (0.311, Decibels(-18.0)),
];

/// House fronts are rough: they reflect little above this frequency, in Hz.
const ROUGH: f64 = 2400.0;

/// How much longer a sound becomes, in seconds: the last echo rings out.
const TAIL: f64 = 0.33;

pub(super) fn through(mut samples: Vec<f32>) -> Vec<f32> {
    samples.resize(samples.len() + late(TAIL), 0.0);
    let mut horn = band((6, 420.0), (4, 4800.0));
    horn.extend(RESONANCES.map(|(frequency, q, gain)| Biquad::bell(frequency, q, gain)));
    chain(&horn, &mut samples, Way::Line);
    let Some(spoken) = level(&samples) else {
        return samples;
    };
    overdrive(&mut samples, DRIVE / spoken, UNEVEN);
    chain(&band((2, 300.0), (6, 5000.0)), &mut samples, Way::Line);
    let mut echo = samples.clone();
    chain(&low_pass(2, ROUGH), &mut echo, Way::Line);
    for (after, strength) in FRONTS {
        let strength = strength.gain().0;
        for (sample, echo) in samples.iter_mut().skip(late(after)).zip(&echo) {
            *sample += strength * echo;
        }
    }
    samples
}

fn late(seconds: f64) -> usize {
    (seconds * f64::from(RATE)) as usize
}
