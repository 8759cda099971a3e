//! Room tones.

use super::super::brief::heard;
use super::{TEN, octaves, only};
use cuebook_dsp::measure;

const PLACES: [&str; 6] = ["room", "office", "corridor", "street", "field", "cellar"];

#[test]
fn places_at_rest_differ() {
    let all = PLACES.map(|place| {
        let samples = heard("room-tone", &[("place", place)], 1);
        octaves(&samples[..TEN])
    });
    for (n, one) in all.iter().enumerate() {
        for (m, other) in all.iter().enumerate().skip(n + 1) {
            let apart = one.iter().zip(other).map(|(a, b)| (a - b).abs());
            let apart = apart.fold(0.0, f64::max);
            assert!(
                apart > 5.0,
                "{} and {}: {apart:.1} dB",
                PLACES[n],
                PLACES[m]
            );
        }
    }
}

#[test]
fn places_at_rest_are_neither_silent_nor_loud() {
    for place in PLACES {
        let samples = heard("room-tone", &[("place", place)], 2);
        let levels = measure::levels(&samples, 0.1);
        let low = levels.iter().copied().fold(f64::MAX, f64::min);
        let high = levels.iter().copied().fold(0.0, f64::max);
        assert!(low > 0.004, "{place}: {low}");
        assert!(high < 30.0 * low, "{place}: {low} to {high}");
    }
}

#[test]
fn the_lamps_of_an_office_hum_at_twice_the_mains() {
    let office = heard("room-tone", &[("place", "office")], 1);
    for harmonic in [300.0, 400.0, 500.0] {
        let line = measure::share(&office[..TEN], harmonic - 2.0, harmonic + 2.0);
        // Noise is uneven; ten times the width makes the estimate more stable.
        let beside = measure::share(&office[..TEN], harmonic + 10.0, harmonic + 50.0) / 10.0;
        assert!(line > 4.0 * beside, "{harmonic} Hz: {line:e} of {beside:e}");
    }
}

#[test]
fn crickets_in_a_field_sing_at_4_to_5_kilohertz() {
    let song = |life| {
        let field = heard("room-tone", &[("place", "field"), ("life", life)], 1);
        let at = measure::share(&field[..TEN], 4100.0, 5000.0);
        at / measure::share(&field[..TEN], 2000.0, 4000.0)
    };
    let (still, alive) = (song("0"), song("0.6"));
    assert!(alive > 2.0 * still, "{still:.2}, {alive:.2}");
}

#[test]
fn a_cellar_drips_at_the_given_rate() {
    let drips = |life| {
        let settings = [("place", "cellar"), ("life", life)];
        let samples = only("room-tone", &["vault", "damp", "drip"], &settings, 1);
        measure::onsets(&measure::filtered(&samples, 900.0, 4000.0), 2.5).len()
    };
    let (dry, wet) = (drips("0"), drips("1"));
    assert!(dry < 5 && wet > 20, "{dry}, {wet}");
}

#[test]
fn a_larger_corridor_rings_lower() {
    let pitch = |size| {
        let settings = [("place", "corridor"), ("size", size)];
        let hollow = only("room-tone", &["hollow"], &settings, 1);
        measure::centroid(&hollow[..TEN])
    };
    assert!(pitch("0") > 1.3 * pitch("1"));
}
