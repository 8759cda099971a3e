//! Magic, ghosts and space ships. They have no originals, so the facts are those of
//! the films and of the physics that they borrow.

use super::breakage::{between, part, strokes, whole};
use super::machines::pulse;
use super::{SEEDS, looped};
use cuebook_dsp::measure;

fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    looped(name, layers, set, (10, seed))
}

/// Small bars ring above a kilohertz; a bar chime is stroked up or down.
#[test]
fn magic_sparkles_above_a_kilohertz_in_its_direction() {
    for seed in SEEDS {
        let magic = whole("magic", &[], seed);
        let share = measure::share(&magic, 900.0, 18_000.0);
        assert!(share > 0.9, "{share:.2}");
    }
    let turn = |motion| {
        let run = part("magic", &["run"], &[("motion", motion)], 1);
        let pitch = |from, to| measure::loudest(&between(&run, from, to), 500.0, 5000.0);
        pitch(1.0, 1.3) / pitch(0.2, 0.5)
    };
    assert!(turn("rising") > 1.2 && turn("falling") < 0.85);
    let glints = |amount| {
        strokes(
            &part("magic", &["early", "late"], &[("amount", amount)], 1),
            1.5,
        )
        .len()
    };
    assert!(glints("1") >= glints("0"));
    let low = |dark| measure::share(&whole("magic", &[("dark", dark)], 1), 40.0, 700.0);
    assert!(low("1") > 4.0 * low("0"));
}

#[test]
fn a_spell_gathers_upwards_and_bursts_downwards() {
    for (gather, seconds) in [("0.5s", 0.5), ("2s", 2.0)] {
        let spell = part("spell", &["release"], &[("gather", gather)], 1);
        let burst = strokes(&spell, 3.0)[0];
        assert!((burst - seconds).abs() < 0.05, "{burst} for {gather}");
    }
    for seed in SEEDS {
        let rising = part("spell", &["gathering"], &[("gather", "2s")], seed);
        let pitch = |from, to| measure::loudest(&between(&rising, from, to), 100.0, 900.0);
        assert!(pitch(1.7, 1.95) > 1.5 * pitch(0.3, 0.5));
    }
    let after = |element| {
        measure::centroid(&between(
            &whole("spell", &[("element", element)], 1),
            1.2,
            1.8,
        ))
    };
    let (ice, dark) = (after("ice"), after("dark"));
    assert!(ice > 2.0 * dark, "{ice} {dark}");
}

/// Two drives with a small difference of speed beat slowly.
#[test]
fn a_space_ship_throbs_low_and_a_faster_drive_is_higher() {
    for seed in SEEDS {
        let ship = bed("space-ship", &[], &[("consoles", "0")], seed);
        let low = measure::share(&ship, 20.0, 400.0);
        assert!(low > 0.7, "{low:.2}");
    }
    let pitch = |drive| {
        measure::loudest(
            &bed("space-ship", &["one"], &[("drive", drive)], 1),
            30.0,
            120.0,
        )
    };
    assert!((40.0..43.0).contains(&pitch("0")) && (64.0..68.0).contains(&pitch("1")));
    let alarm = pulse(
        &bed("space-ship", &["alert"], &[("alert", "1")], 1),
        0.3,
        2.0,
    );
    assert!((0.45..0.55).contains(&alarm), "{alarm}");
    let beeps = |consoles| {
        let set = [("consoles", consoles)];
        measure::onsets(&bed("space-ship", &["beeps"], &set, 1), 3.0).len()
    };
    assert!(beeps("1") > beeps("0.1"));
}

/// A moan has the pitch of a voice and its formants, and no syllables.
#[test]
fn a_ghost_moans_at_the_pitch_of_a_voice() {
    for seed in SEEDS {
        let moans = bed("ghost", &["moans"], &[], seed);
        let share = measure::share(&moans, 90.0, 1500.0);
        assert!(share > 0.8, "{share:.2}");
    }
    let high = |pitch| measure::centroid(&bed("ghost", &["moans"], &[("pitch", pitch)], 1));
    assert!(high("2") > 1.4 * high("0.5"));
    let wind = |wind| {
        measure::rms(&bed(
            "ghost",
            &["keyhole", "air", "glass"],
            &[("wind", wind)],
            1,
        ))
    };
    assert!(wind("1") > 0.0 && wind("0") > 0.0);
}

#[test]
fn a_portal_swirls_at_its_spin_over_a_fifth() {
    for (spin, rate) in [("0.8/s", 0.8), ("3/s", 3.0)] {
        let swirl = bed("portal", &["turn"], &[("spin", spin)], 1);
        let found = pulse(&swirl, 0.4, 4.5);
        assert!((found / rate - 1.0).abs() < 0.1, "{found} for {spin}");
    }
    let hum = measure::loudest(&bed("portal", &["hum"], &[], 1), 60.0, 105.0);
    let fifth = measure::loudest(&bed("portal", &["fifth"], &[], 1), 105.0, 160.0);
    assert!((fifth / hum - 1.5).abs() < 0.03, "{hum} {fifth}");
}
