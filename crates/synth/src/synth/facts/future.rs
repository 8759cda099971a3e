//! Sonar, teleports, sliding doors and machines that start or run down.

use super::breakage::{between, part, whole};
use super::{SEEDS, part as inner};
use cuebook_dsp::measure;

/// Returns the moment of the highest level in a band after a time, in seconds.
fn top(samples: &[f32], band: (f64, f64), after: f64) -> f64 {
    let wave = measure::filtered(samples, band.0, band.1);
    let levels = measure::levels(&wave, 0.02);
    let from = (after / 0.02) as usize;
    let best = (from..levels.len()).max_by(|a, b| levels[*a].total_cmp(&levels[*b]));
    best.unwrap() as f64 * 0.02
}

/// Sound has 1500 m/s in the sea (R. Urick, *Principles of Underwater Sound*, 1983), so
/// the echo of a target comes 1.33 s a kilometre later.
#[test]
fn a_sonar_hears_its_target_after_one_and_a_third_seconds_a_kilometre() {
    for (target, after) in [("600m", 0.8), ("1.2km", 1.6), ("3km", 4.0)] {
        for pitch in ["1kHz", "2kHz"] {
            let hertz = if pitch == "1kHz" { 1000.0 } else { 2000.0 };
            let set = [("target", target), ("pitch", pitch), ("echo", "1")];
            let ping = part("sonar", &["ping", "back"], &set, 1);
            let found = measure::loudest(&between(&ping, 0.0, 0.2), 400.0, 5000.0);
            assert!((found / hertz - 1.0).abs() < 0.02, "{found}");
            let echo = top(&ping, (0.8 * hertz, 1.25 * hertz), after - 0.2);
            assert!((echo - after).abs() < 0.15, "{target}: {echo} s");
        }
    }
    let silent = whole("sonar", &[("echo", "0")], 1);
    assert!(silent.len() < whole("sonar", &[("target", "3km")], 1).len());
}

/// What leaves rises, what arrives falls.
#[test]
fn a_teleport_rises_on_the_way_out_and_falls_on_the_way_in() {
    for seed in SEEDS {
        let turn = |way| {
            let voices = inner("teleport", &[("way", way)], &["voices"], seed);
            let middle = |from, to| measure::centroid(&between(&voices, from, to));
            middle(1.6, 2.2) / middle(0.3, 0.8)
        };
        assert!(turn("away") > 1.3 && turn("here") < 0.8);
    }
    let treble = |shimmer| measure::centroid(&whole("teleport", &[("shimmer", shimmer)], 1));
    assert!(treble("1") > 1.5 * treble("0"));
}

/// Doors of shops take about a second for a metre (EN 16005 limits their speed); the
/// doors of films take less than half, with compressed air.
#[test]
fn a_ship_door_hisses_and_is_quicker_than_the_door_of_a_shop() {
    for seed in SEEDS {
        let stop = |make| {
            let door = whole("sliding-door", &[("make", make)], seed);
            top(&door, (40.0, 300.0), 0.45)
        };
        let (ship, shop) = (stop("space-ship"), stop("shop"));
        assert!(
            (0.45..0.75).contains(&ship) && shop > 0.8,
            "{ship} s, {shop} s"
        );
        let air = between(&whole("sliding-door", &[], seed), 0.06, 0.3);
        assert!(measure::share(&air, 700.0, 9000.0) > 0.5);
    }
    let low = |heavy| measure::centroid(&whole("sliding-door", &[("heavy", heavy)], 1));
    assert!(low("0") > 1.3 * low("1"));
}

/// A rotor that starts or stops glides over octaves.
#[test]
fn a_machine_powers_up_over_three_octaves_and_down_again() {
    for seed in SEEDS {
        let pitch = |way, from: f64, to: f64| {
            let rotor = inner(
                "power-up",
                &[("way", way), ("rough", "0")],
                &["rotor", "one"],
                seed,
            );
            measure::loudest(&between(&rotor, from, to), 30.0, 1500.0)
        };
        assert!(pitch("up", 2.8, 3.1) > 5.0 * pitch("up", 0.1, 0.4));
        assert!(pitch("down", 0.1, 0.4) > 4.0 * pitch("down", 2.4, 2.8));
    }
    let large = |size| measure::centroid(&whole("power-up", &[("size", size)], 1));
    assert!(large("0") > 1.8 * large("1"));
    // A worn machine stutters.
    let uneven = |rough| {
        let rotor = part("power-up", &["rotor"], &[("rough", rough)], 1);
        let mut levels = measure::levels(&between(&rotor, 1.6, 3.0), 0.05);
        levels.sort_by(f64::total_cmp);
        levels[levels.len() - 1] / levels[0]
    };
    assert!(uneven("1") > 1.5 * uneven("0"));
}
