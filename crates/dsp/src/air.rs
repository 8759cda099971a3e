//! The loss of sound in air: by spreading and by absorption.
//!
//! Takes a distance in metres and returns a level, or filters. A longer distance
//! removes more treble; no frequency is amplified.
//!
//! The absorption follows ISO 9613-1 for air at 10 °C, 70 % humidity and one
//! atmosphere: an autumn day.

use super::filter::{Biquad, Point};
use std::sync::LazyLock;

/// The size up to which a source counts as a point, in metres.
pub const SMALL: f64 = 0.5;

/// Returns the pressure at a distance from a source of a given size, relative to
/// that at 1 m from a point: 1/r far away, and no more than at the edge of the
/// source near it.
#[must_use]
pub fn spread(distance: f64, size: f64) -> f64 {
    1.0 / libm::hypot(distance, size / 2.0)
}

/// Returns the absorption of sound by air in dB a metre (ISO 9613-1, equations 3 to
/// 5).
#[must_use]
pub fn absorption(frequency: f64) -> f64 {
    const KELVIN: f64 = 283.15;
    const HUMIDITY: f64 = 70.0;
    let warmth = KELVIN / 293.15;
    // The molar concentration of water vapour in per cent.
    let saturation = libm::pow(10.0, -6.8346 * libm::pow(273.16 / KELVIN, 1.261) + 4.6151);
    let water = HUMIDITY * saturation;
    let oxygen = 24.0 + 4.04e4 * water * (0.02 + water) / (0.391 + water);
    let nitrogen = libm::pow(warmth, -0.5)
        * (9.0 + 280.0 * water * libm::exp(-4.170 * (libm::pow(warmth, -1.0 / 3.0) - 1.0)));
    let square = frequency * frequency;
    let classical = 1.84e-11 * libm::sqrt(warmth);
    let by_oxygen = 0.012_75 * libm::exp(-2239.1 / KELVIN) / (oxygen + square / oxygen);
    let by_nitrogen = 0.1068 * libm::exp(-3352.0 / KELVIN) / (nitrogen + square / nitrogen);
    8.686 * square * (classical + libm::pow(warmth, -2.5) * (by_oxygen + by_nitrogen))
}

/// The octave centres at which the filters are fitted to the standard, in Hz.
const OCTAVES: [f64; 9] = [
    63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16_000.0,
];

/// The largest loss of one octave relative to the octave below, in dB. Beyond it,
/// nothing audible is left.
const STEEPEST: f64 = 24.0;

/// The loss in dB after which a band is inaudible.
const INAUDIBLE: f64 = 60.0;

/// The largest loss of one shelf, in dB.
const SHELF: f64 = 12.0;

/// Returns filters that have the absorption of air over a distance of `metres`.
///
/// A shelf between each pair of octaves removes the additional loss of the higher
/// octave. Shelves overlap, so their depths are found by a few iterations.
#[must_use]
pub fn filters(metres: f64) -> Vec<Biquad> {
    /// The octaves, and the loss of each in a metre.
    static AT: LazyLock<[(Point, f64); 9]> =
        LazyLock::new(|| OCTAVES.map(|octave| (Point::new(octave), absorption(octave))));
    let expected = AT.each_ref().map(|(_, lost)| lost * metres);
    let mut steps: Vec<f64> = expected
        .windows(2)
        .map(|pair| match pair[0] {
            // The band is inaudible already, so a further shelf has no effect.
            lost if lost > INAUDIBLE => 0.0,
            before => (pair[1] - before).min(STEEPEST),
        })
        .collect();
    let wanted = steps.clone();
    for _ in 0..6 {
        let shelves = shelves(&steps);
        let found = AT.each_ref().map(|(point, _)| loss(&shelves, point));
        for (n, step) in steps.iter_mut().enumerate() {
            let off = wanted[n] - (found[n + 1] - found[n]);
            *step = (*step + 0.7 * off).clamp(0.0, 1.5 * STEEPEST);
        }
    }
    shelves(&steps)
}

/// Returns one or more shelves for each step between two octaves, and none where
/// the step is small.
fn shelves(steps: &[f64]) -> Vec<Biquad> {
    let mut shelves = Vec::new();
    for (step, octave) in steps.iter().zip(OCTAVES) {
        if *step > 0.2 {
            let together = (step / SHELF).ceil();
            let gain = libm::pow(10.0, -step / together / 20.0);
            let shelf = Biquad::high_shelf(octave * std::f64::consts::SQRT_2, gain);
            shelves.extend(std::iter::repeat_n(shelf, together as usize));
        }
    }
    shelves
}

/// Returns the loss of filters at a frequency, in dB.
fn loss(filters: &[Biquad], at: &Point) -> f64 {
    let gain: f64 = filters.iter().map(|f| f.response_at(at)).product();
    -20.0 * libm::log10(gain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table 1 of ISO 9613-1 at 10 °C and 70 %, in dB a kilometre.
    #[test]
    fn the_absorption_is_that_of_the_standard() {
        for (frequency, expected) in [
            (125.0, 0.411),
            (250.0, 1.04),
            (500.0, 1.93),
            (1000.0, 3.66),
            (2000.0, 9.66),
            (4000.0, 32.8),
            (8000.0, 117.0),
        ] {
            let found = absorption(frequency) * 1000.0;
            assert!(
                (found / expected - 1.0).abs() < 0.03,
                "{frequency}: {found}"
            );
        }
    }

    #[test]
    fn the_filters_follow_the_standard_in_the_audible_range() {
        for metres in [100.0, 400.0, 1000.0, 2500.0, 6000.0] {
            let filters = filters(metres);
            for frequency in [31.5, 63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0] {
                let expected = absorption(frequency) * metres;
                let found = loss(&filters, &Point::new(frequency));
                let slack = (0.3 * expected).max(1.5);
                assert!(
                    expected > 30.0 || (found - expected).abs() < slack,
                    "{metres} m, {frequency} Hz: {found:.1} for {expected:.1} dB"
                );
            }
        }
    }
}
