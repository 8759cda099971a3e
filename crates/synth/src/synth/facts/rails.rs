//! Trains, their whistles and their crossings.

use super::machines::{bed, pulse};
use super::{SEEDS, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

/// Rails of 20 m: a bogie passes a joint every 72 s / (km/h).
#[test]
fn a_train_knocks_over_joints_every_twenty_metres() {
    for (speed, expected) in [("60", 1.2), ("120", 0.6)] {
        let joints = bed("train-inside", &["joint"], &[("speed", speed)], 1);
        let levels = measure::levels(&joints, 0.02);
        let reach = (20.0 * expected) as usize;
        let found = 10.0 / measure::heights(&levels, reach) as f64;
        assert!((found / expected - 1.0).abs() < 0.2, "{speed}: {found}");
    }
    for seed in SEEDS {
        let inside = bed("train-inside", &[], &[], seed);
        assert!(measure::share(&inside, 25.0, 400.0) > 0.75);
    }
}

/// A longer train takes longer; its locomotive falls in pitch as it passes.
#[test]
fn a_train_passes_as_long_as_it_is() {
    let lasts = |cars: &str| length(&heard("train-pass", &[("cars", cars)], Form::Spot, 1));
    // Each car of 22 m takes one second at 80 km/h.
    let longer = lasts("9") - lasts("3");
    assert!((4.0..8.0).contains(&longer), "{longer}");
    let motor = part(
        "train-pass",
        &[("speed", "160")],
        &["locomotive", "motor"],
        1,
    );
    let pitch = |from: usize| measure::loudest(&motor[from..from + 65_536], 250.0, 400.0);
    let fall = pitch(48_000) / pitch(motor.len() - 130_000);
    // (c + v) / (c − v) at 44 m/s is 1.30; the motor gains 5 %.
    assert!((1.14..1.32).contains(&fall), "{fall}");
}

/// Two cylinders with two sides each: four beats a turn. J. L. Koffman and others:
/// below 500/min the beats are separate.
#[test]
fn a_steam_locomotive_chuffs_at_its_pace_and_louder_uphill() {
    for (pace, expected) in [("120/min", 2.0), ("240/min", 4.0)] {
        let chuffs = bed("steam-train", &["chuff"], &[("pace", pace)], 1);
        let found = pulse(&measure::filtered(&chuffs, 150.0, 1500.0), 1.2, 5.6);
        assert!((found / expected - 1.0).abs() < 0.08, "{pace}: {found}");
    }
    let bass = |labour: &str| {
        measure::share(
            &bed("steam-train", &["chuff"], &[("labour", labour)], 1),
            30.0,
            250.0,
        )
    };
    assert!(bass("1") > 1.2 * bass("0"));
}

/// A three-chime whistle sounds a triad; a diesel's horn has many strong partials.
#[test]
fn a_steam_whistle_has_three_chimes() {
    for seed in SEEDS {
        let set = [("length", "2.5s"), ("times", "1"), ("distance", "5m")];
        let whistle = &heard("train-whistle", &set, Form::Spot, seed)[24_000..89_536];
        let found = [(395.0, 430.0), (500.0, 540.0), (595.0, 640.0)]
            .map(|(low, high)| measure::loudest(whistle, low, high));
        assert!((1.22..1.29).contains(&(found[1] / found[0])), "{found:?}");
        assert!((1.45..1.53).contains(&(found[2] / found[0])), "{found:?}");
        assert!(measure::line(whistle, 395.0, 430.0) > 15.0);
        let treble = |make: &str| {
            let horn = heard("train-whistle", &[("make", make)], Form::Spot, seed);
            measure::share(&horn[24_000..60_000], 1500.0, 3000.0)
        };
        assert!(treble("diesel") > treble("steam"));
    }
}

/// EN 50126 and national rules: bells of crossings strike about 100 to 130 times a
/// minute; old ones are less even.
#[test]
fn a_level_crossing_strikes_at_its_rate() {
    for (rate, expected) in [("110/min", 110.0 / 60.0), ("200/min", 200.0 / 60.0)] {
        let strokes = bed("level-crossing", &["stroke"], &[("rate", rate)], 1);
        let found = pulse(&measure::filtered(&strokes, 500.0, 8000.0), 1.2, 4.4);
        assert!((found / expected - 1.0).abs() < 0.05, "{rate}: {found}");
    }
    let pitch = |pitch: &str| {
        let bell = bed("level-crossing", &["stroke"], &[("pitch", pitch)], 1);
        measure::loudest(&bell, 350.0, 1300.0)
    };
    assert!(pitch("1.4") > 1.3 * pitch("0.8"));
}
