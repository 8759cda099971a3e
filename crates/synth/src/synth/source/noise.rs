//! Noise of a colour.
//!
//! In: a number of frames. Out: white, pink or brown noise. Always true: on a
//! circle its last sample leads into its first.

use crate::recipe::score::Colour;
use cuebook_dsp::filter::{Biquad, Way, chain};
use cuebook_dsp::random::Random;

/// Noise of about unit level; a layer's level is set after its filters.
#[must_use]
pub fn noise(colour: Colour, frames: usize, way: Way, random: &mut Random) -> Vec<f32> {
    let mut samples = white(Vec::new(), frames, random);
    chain(&colouring(colour), &mut samples, way);
    samples
}

/// Noise before it has a colour, in a buffer that is empty.
#[must_use]
pub fn white(mut onto: Vec<f32>, frames: usize, random: &mut Random) -> Vec<f32> {
    onto.resize(frames, 0.0);
    for pair in onto.chunks_mut(2) {
        for (sample, noise) in pair.iter_mut().zip(random.noises()) {
            *sample = noise;
        }
    }
    onto
}

/// What gives white noise its colour.
///
/// Pole and zero in turn, a factor of ten apart, make 3 dB an octave to within half a dB.
#[must_use]
pub fn colouring(colour: Colour) -> Vec<Biquad> {
    match colour {
        Colour::White => Vec::new(),
        Colour::Pink => [12.0, 120.0, 1200.0]
            .iter()
            .map(|pole| Biquad::pole_zero(*pole, pole * 3.162))
            .collect(),
        Colour::Brown => vec![Biquad::pole_zero(10.0, 23_000.0)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    #[test]
    fn each_colour_falls_as_it_should() {
        for (colour, due) in [
            (Colour::White, 0.0),
            (Colour::Pink, -3.0),
            (Colour::Brown, -6.0),
        ] {
            let samples = noise(colour, 1 << 18, Way::Line, &mut Random::new(5));
            // Power density over six octaves.
            let low = measure::band(&samples, 80.0, 120.0) / 40.0;
            let high = measure::band(&samples, 5120.0, 7680.0) / 2560.0;
            let slope = 10.0 * libm::log10(high / low) / 6.0;
            assert!(
                (slope - due).abs() < 0.35,
                "{colour:?}: {slope:.2} dB an octave"
            );
        }
    }
}
