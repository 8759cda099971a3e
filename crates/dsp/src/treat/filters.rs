//! The filters of the effects.

use crate::filter::Biquad;

/// Returns a Butterworth high-pass of an even order: 3 dB down at `frequency`.
pub(super) fn high_pass(order: usize, frequency: f64) -> Vec<Biquad> {
    qs(order).map(|q| Biquad::high_pass(frequency, q)).collect()
}

/// Returns a Butterworth low-pass of an even order: 3 dB down at `frequency`.
pub(super) fn low_pass(order: usize, frequency: f64) -> Vec<Biquad> {
    qs(order).map(|q| Biquad::low_pass(frequency, q)).collect()
}

/// Returns a band-pass from a high-pass and a low-pass, each given as order and
/// frequency.
pub(super) fn band((below, low): (usize, f64), (above, high): (usize, f64)) -> Vec<Biquad> {
    let mut filters = high_pass(below, low);
    filters.extend(low_pass(above, high));
    filters
}

/// Returns the Q of each pair of a Butterworth filter's poles.
fn qs(order: usize) -> impl Iterator<Item = f64> {
    let angle =
        move |pair: usize| std::f64::consts::PI * (2 * pair + 1) as f64 / (2 * order) as f64;
    (0..order / 2).map(move |pair| 0.5 / libm::cos(angle(pair)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_3_db_down_and_falls_by_6_db_an_octave_each() {
        for order in [2, 4, 6, 12] {
            let filters = high_pass(order, 1000.0);
            let at = |f: f64| filters.iter().map(|b| b.response(f)).product::<f64>();
            assert!((at(1000.0) - 0.5_f64.sqrt()).abs() < 1e-9);
            let fall = 20.0 * (at(100.0) / at(200.0)).log10();
            assert!((fall + 6.02 * order as f64).abs() < 0.1, "{order}: {fall}");
        }
    }
}
