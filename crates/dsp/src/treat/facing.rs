//! The loss of a voice that turns away, by octave. A voice that faces the
//! listener loses nothing.
//!
//! The figures are those of normal speech as reported after B. B. Monson, E. J.
//! Hunter & B. H. Story, *Horizontal directivity of low- and high-frequency
//! energy in speech and singing*, JASA 132 (2012).

use super::contour;
use crate::canvas::Canvas;
use cuebook_core::units::Degrees;

/// The step between two rows, in degrees.
const TURN: f64 = 30.0;

/// The level against that in front, in dB, at 0°, 30°, … 180°, by the octaves
/// from 125 Hz to 16 kHz.
const LEVELS: [[f64; 8]; 7] = [
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [-0.1, -0.2, 0.1, -0.7, -0.1, -0.7, -1.7, -0.5],
    [-0.6, -0.8, -0.1, -1.5, -2.5, -3.9, -5.8, -4.4],
    [-1.6, -2.3, -1.6, -1.6, -7.0, -6.3, -8.7, -7.2],
    [-2.7, -3.9, -4.4, -4.6, -7.9, -12.7, -15.0, -14.2],
    [-3.5, -4.9, -6.0, -7.9, -13.0, -16.7, -21.5, -21.7],
    [-3.6, -5.1, -5.9, -6.3, -13.1, -18.9, -26.3, -26.7],
];

/// Returns the gain of each octave at an angle, in dB.
pub(super) fn levels(facing: Degrees) -> [f64; 8] {
    let place = facing.0.clamp(0.0, 180.0) / TURN;
    let row = (place as usize).min(LEVELS.len() - 2);
    let part = place - row as f64;
    let (here, next) = (&LEVELS[row], &LEVELS[row + 1]);
    std::array::from_fn(|n| here[n] + part * (next[n] - here[n]))
}

/// Applies the loss of an angle to a voice.
pub(super) fn turn(canvas: &mut Canvas, facing: Degrees) {
    let (filters, rest) = contour::filters(&levels(facing));
    canvas.filter(&filters);
    canvas.scale(libm::pow(10.0, rest / 20.0) as f32);
}
