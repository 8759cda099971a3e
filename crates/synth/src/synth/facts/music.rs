//! Music and calls.

use super::{SEEDS, SEVERAL, heard, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns twenty seconds of a bed's loop, some of its layers alone.
fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, layers, set, (Form::Loop, seed))[..960_000].to_vec()
}

/// Returns the power around a note in semitones above another.
fn power(samples: &[f32], root: f64, semitones: f64) -> f64 {
    let at = root * libm::pow(2.0, semitones / 12.0);
    measure::band(samples, 0.985 * at, 1.015 * at)
}

#[test]
fn a_bugle_plays_the_harmonics_of_one_tube() {
    // B flat, 116.5 Hz: from the third to the sixth harmonic.
    let tube = 116.55;
    for call in ["attention", "charge", "last"] {
        let samples = heard(
            "bugle",
            &[("call", call), ("distance", "2m")],
            Form::Spot,
            1,
        );
        for part in samples.chunks_exact(4800) {
            if measure::rms(part) < 0.05 {
                continue;
            }
            let found = measure::loudest(part, 320.0, 730.0) / tube;
            assert!((found - found.round()).abs() < 0.09, "{call}: {found}");
            assert!((3.0..=6.0).contains(&found.round()));
        }
    }
}

#[test]
fn a_bugle_brightens_with_force() {
    let bright =
        |force: &str| measure::centroid(&heard("bugle", &[("force", force)], Form::Spot, 1));
    assert!(bright("1") > 1.5 * bright("0.2"));
}

#[test]
fn a_drone_has_root_and_fifth_and_slowly_beats() {
    let mut swings = 0.0;
    for seed in SEVERAL {
        let samples = bed("drone", &["low"], &[], seed);
        let (root, fifth) = (power(&samples, 110.0, 0.0), power(&samples, 55.0, 7.0));
        let beside = power(&samples, 55.0, 4.0) + power(&samples, 55.0, 9.0);
        assert!(root > 20.0 * beside && fifth > 5.0 * beside);
        let partial = measure::filtered(&samples, 100.0, 120.0);
        let levels = measure::levels(&partial, 0.1);
        swings += measure::swing(&levels);
    }
    let swing = swings / SEVERAL.count() as f64;
    assert!(swing > 6.0, "no test tone: {swing} dB");
}

#[test]
fn sweep_a_calm_drone_has_a_major_third_and_one_of_dread_a_half_step() {
    let share = |mood: &str, semitones: f64| {
        (1..5)
            .map(|seed| {
                let samples = bed("drone", &["horns"], &[("mood", mood)], seed);
                (power(&samples, 110.0, semitones) + power(&samples, 220.0, semitones))
                    / measure::band(&samples, 50.0, 2000.0)
            })
            .sum::<f64>()
    };
    assert!(share("calm", 4.0) > 2.0 * share("dark", 4.0));
    assert!(share("dread", 1.0) > 2.0 * share("dark", 1.0));
}

#[test]
fn a_pulse_keeps_its_tempo() {
    let ratio = |tempo: &str, expected: f64, seed: u64| {
        let samples = bed("pulse", &["figure"], &[("tempo", tempo)], seed);
        let levels: Vec<f32> = measure::levels(&samples, 0.002)
            .iter()
            .map(|level| *level as f32)
            .collect();
        // There are 500 levels a second, but the measurement assumes 48 000. The
        // power at the rate of the figure exceeds that at nearby rates.
        let at = |rate: f64| measure::band(&levels, (rate - 0.12) * 96.0, (rate + 0.12) * 96.0);
        at(expected) / (at(expected * 0.83) + at(expected * 1.17))
    };
    for (tempo, expected) in [("60/min", 2.0), ("92/min", 3.067), ("120/min", 4.0)] {
        let all: Vec<f64> = SEVERAL.map(|seed| ratio(tempo, expected, seed)).collect();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!(mean > 5.0, "{tempo}: {all:?}");
    }
}

#[test]
fn intensity_brightens_a_pulse() {
    let bright = |intensity: &str| {
        let set = [("intensity", intensity)];
        measure::share(&bed("pulse", &["figure", "chords"], &set, 1), 600.0, 6000.0)
    };
    assert!(bright("1") > 3.0 * bright("0"));
}

#[test]
fn sweep_a_lament_has_the_given_scale() {
    let share = |scale: &str, semitones: f64| {
        (1..7)
            .map(|seed| {
                let set = [("scale", scale), ("voice", "piano"), ("root", "98Hz")];
                let samples = bed("lament", &["piano"], &set, seed);
                power(&samples, 392.0, semitones) + power(&samples, 784.0, semitones)
            })
            .sum::<f64>()
    };
    // The second degree is lower in Phrygian, the sixth higher in Dorian.
    let ratio = |scale: &str, low: f64| share(scale, low) / share(scale, low + 1.0);
    assert!(ratio("phrygian", 1.0) > 4.0 * ratio("minor", 1.0));
    assert!(ratio("minor", 8.0) > 4.0 * ratio("dorian", 8.0));
}

#[test]
fn a_lament_rests_between_its_phrases() {
    for seed in SEEDS {
        let samples = bed("lament", &["strings"], &[], seed);
        let levels = measure::levels(&samples, 0.2);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let rests = levels.iter().filter(|level| **level < 0.12 * loud).count();
        assert!((4..60).contains(&rests), "{rests} of {}", levels.len());
    }
}

#[test]
fn a_sting_strikes_swells_or_dies_away_by_its_mood() {
    let loudest = |mood: &str| {
        let samples = heard("sting", &[("mood", mood), ("length", "4s")], Form::Spot, 1);
        let levels = measure::levels(&samples, 0.1);
        let most = levels.iter().copied().fold(0.0, f64::max);
        levels.iter().position(|level| *level == most).unwrap() as f64 * 0.1
    };
    assert!(loudest("shock") < 0.6, "{}", loudest("shock"));
    assert!(
        (3.0..5.0).contains(&loudest("dread")),
        "{}",
        loudest("dread")
    );
}
