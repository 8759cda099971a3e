//! Coloured noise.
//!
//! Takes a number of frames and returns white, pink or brown noise. On a circle the
//! last sample leads into the first.

use crate::recipe::score::Colour;
use cuebook_dsp::filter::{Biquad, Way, chain};
use cuebook_dsp::random::Random;

/// Returns noise of about unit level; a layer's level is set after its filters.
#[must_use]
pub(crate) fn noise(colour: Colour, frames: usize, way: Way, random: &mut Random) -> Vec<f32> {
    let mut samples = white(Vec::new(), frames, random);
    chain(&colouring(colour), &mut samples, way);
    samples
}

/// Fills an empty buffer with white noise, before it is coloured.
#[must_use]
pub(crate) fn white(mut onto: Vec<f32>, frames: usize, random: &mut Random) -> Vec<f32> {
    onto.resize(frames, 0.0);
    let (pairs, last) = onto.as_chunks_mut::<2>();
    for pair in pairs {
        *pair = random.noises();
    }
    if let [last] = last {
        [*last, _] = random.noises();
    }
    onto
}

/// Returns the filters that turn white noise into a colour.
///
/// Alternating poles and zeros, a factor of ten apart, approximate 3 dB an octave
/// within half a dB.
#[must_use]
pub(crate) fn colouring(colour: Colour) -> Vec<Biquad> {
    match colour {
        Colour::White => Vec::new(),
        Colour::Pink => {
            let [low, middle, high] =
                [12.0, 120.0, 1200.0].map(|pole| Biquad::pole_zero(pole, pole * 3.162));
            vec![low.with(middle), high]
        }
        Colour::Brown => vec![Biquad::pole_zero(10.0, 23_000.0)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    #[test]
    fn each_colour_falls_by_its_slope() {
        for (colour, expected) in [
            (Colour::White, 0.0),
            (Colour::Pink, -3.0),
            (Colour::Brown, -6.0),
        ] {
            let samples = noise(colour, 1 << 18, Way::Line, &mut Random::new(5));
            // The power density over six octaves.
            let low = measure::band(&samples, 80.0, 120.0) / 40.0;
            let high = measure::band(&samples, 5120.0, 7680.0) / 2560.0;
            let slope = 10.0 * libm::log10(high / low) / 6.0;
            assert!(
                (slope - expected).abs() < 0.35,
                "{colour:?}: {slope:.2} dB an octave"
            );
        }
    }
}
