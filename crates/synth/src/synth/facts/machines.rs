//! Engines, bells and whistles.

use super::{SEEDS, first, heard, looped, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns ten seconds of a bed's loop, some of its layers alone.
pub(super) fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    looped(name, layers, set, (10, seed))
}

/// Returns the strongest modulation rate of the level in cycles a minute, between
/// two rates in Hz.
pub(super) fn pulse(samples: &[f32], low: f64, high: f64) -> f64 {
    let levels: Vec<f32> = measure::levels(samples, 0.002)
        .iter()
        .map(|level| *level as f32)
        .collect();
    // There are 500 levels a second, but the measurement assumes 48 000.
    measure::loudest(&levels, low * 96.0, high * 96.0) / 96.0
}

#[test]
fn bombers_throb_faster_with_a_larger_speed_difference() {
    let beats = |beat: &str| {
        let samples = bed("air-raid", &["one", "two"], &[("beat", beat)], 1);
        let fundamental = measure::filtered(&samples, 75.0, 95.0);
        measure::heights(&measure::levels(&fundamental, 0.1), 3)
    };
    let samples = bed("air-raid", &["one", "two"], &[], 1);
    let pitch = measure::loudest(&samples, 60.0, 110.0);
    assert!((83.0..86.0).contains(&pitch), "{pitch}");
    // Two engines 0.6 Hz apart: ten seconds have six beats.
    let (usual, fast) = (beats("0.6Hz"), beats("1.5Hz"));
    assert!((4..=9).contains(&usual), "{usual}");
    assert!((12..=18).contains(&fast), "{fast}");
}

#[test]
fn a_car_sounds_at_its_firing_rate() {
    // Four strokes: each cylinder fires every other turn.
    for (revs, cylinders, firing) in [
        ("900/min", "4", 30.0),
        ("1800/min", "4", 60.0),
        ("1800/min", "6", 90.0),
    ] {
        let set = [
            ("revs", revs),
            ("cylinders", cylinders),
            ("drive", "0"),
            ("worn", "0"),
        ];
        let samples = bed("car-engine", &["exhaust"], &set, 1);
        let found = measure::loudest(&samples, 20.0, 1.4 * firing);
        assert!(
            (found - firing).abs() < 0.5,
            "{revs} of {cylinders}: {found} Hz"
        );
    }
}

#[test]
fn a_worn_engine_limps_at_half_its_turns() {
    let limp = |worn: &str| {
        let set = [("worn", worn), ("drive", "0"), ("revs", "1800/min")];
        let samples = bed("car-engine", &["exhaust"], &set, 2);
        measure::band(&samples, 14.0, 46.0) / measure::band(&samples, 56.0, 64.0)
    };
    assert!(limp("1") > 4.0 * limp("0"));
}

#[test]
fn a_car_under_load_is_brighter_and_a_driver_changes_its_pitch() {
    let bright = |load: &str| measure::centroid(&bed("car-engine", &[], &[("load", load)], 1));
    assert!(bright("1") > 1.3 * bright("0"));
    let pitches = |drive: &str| {
        let set = [("drive", drive), ("revs", "1500/min"), ("worn", "0")];
        let samples = bed("car-engine", &["exhaust"], &set, 1);
        let found = samples.chunks_exact(16_384);
        let found: Vec<f64> = found
            .map(|part| measure::loudest(part, 46.0, 140.0))
            .collect();
        let high = found.iter().copied().fold(0.0, f64::max);
        high / found.iter().copied().fold(f64::MAX, f64::min)
    };
    assert!(pitches("0") < 1.1 && pitches("1") > 1.4);
}

#[test]
fn track_plates_clank_at_the_given_rate() {
    for (plates, expected) in [("5/s", 5.0), ("8/s", 8.0), ("12/s", 12.0)] {
        let samples = bed("tank-tracks", &["left"], &[("plates", plates)], 1);
        let found = pulse(&measure::filtered(&samples, 200.0, 3000.0), 3.0, 16.0);
        assert!(
            (found - expected).abs() < 0.1 * expected,
            "{plates}: {found}"
        );
    }
}

#[test]
fn a_tanks_running_gear_squeals_and_snow_dulls_its_plates() {
    for seed in SEEDS {
        let squeal = bed("tank-tracks", &["squeal", "creak"], &[], seed);
        let found = measure::share(&squeal, 600.0, 8000.0);
        assert!(found > 0.95, "{found:.2}");
        let swing = measure::swing(&measure::levels(&squeal, 0.1));
        assert!(swing > 10.0, "it comes and goes by {swing} dB");
    }
    let clank = |surface: &str| {
        let plates = bed("tank-tracks", &["left"], &[("surface", surface)], 1);
        measure::share(&plates, 400.0, 3400.0)
    };
    assert!(clank("stone") > 1.5 * clank("earth"));
}

#[test]
fn a_siren_climbs_from_200_to_600_hertz_in_three_to_six_seconds() {
    for seed in SEEDS {
        // The other rotor passes the same pitches.
        let samples = some("siren", &["low"], &[], (Form::Loop, seed));
        let pitches: Vec<f64> = samples
            .chunks_exact(8192)
            .map(|part| measure::loudest(&measure::filtered(part, 150.0, 640.0), 150.0, 640.0))
            .collect();
        let (low, high) = (least(&pitches), most(&pitches));
        assert!((190.0..250.0).contains(&low), "{low}");
        assert!((560.0..620.0).contains(&high), "{high}");
        let tops = measure::heights(&smooth(&pitches), 12);
        let period = samples.len() as f64 / 48_000.0 / tops as f64;
        // Up and down again.
        assert!((7.0..=13.0).contains(&period), "{period} s");
    }
}

#[test]
fn a_sirens_rotors_are_a_third_apart() {
    let low = bed("siren", &["low"], &[], 1);
    let high = bed("siren", &["high"], &[], 1);
    for second in [2, 4, 7] {
        let part = second * 48_000..second * 48_000 + 16_384;
        let ratio = measure::loudest(&high[part.clone()], 150.0, 750.0)
            / measure::loudest(&low[part], 150.0, 640.0);
        assert!((1.15..1.27).contains(&ratio), "{ratio}");
    }
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::MAX, f64::min)
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

fn smooth(values: &[f64]) -> Vec<f64> {
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    values.windows(5).map(mean).collect()
}

#[test]
fn a_pea_trills_at_25_to_45_hertz_and_an_officers_whistle_has_two_tones() {
    for seed in SEEDS {
        let pea = heard("whistle", &[("length", "2s")], Form::Spot, seed);
        let pitch = measure::loudest(&pea, 1000.0, 6000.0);
        assert!((2400.0..3200.0).contains(&pitch), "{pitch}");
        let trill = pulse(&pea[4800..96_000], 15.0, 60.0);
        assert!((25.0..45.0).contains(&trill), "{trill}");
        let officer = heard("whistle", &[("make", "officer")], Form::Spot, seed);
        let long = measure::band(&officer, 1900.0, 2150.0);
        let short = measure::band(&officer, 2200.0, 2450.0);
        let between = measure::band(&officer, 2150.0, 2200.0);
        assert!(long > 50.0 * between && short > 30.0 * between);
    }
}

#[test]
fn a_telephones_hammer_beats_at_about_20_hertz_on_two_bells() {
    for seed in SEEDS {
        let ring = heard("telephone-bell", &[("rings", "1")], Form::Spot, seed);
        let blows = pulse(
            &measure::filtered(&ring[..48_000], 5000.0, 16_000.0),
            12.0,
            30.0,
        );
        assert!((18.0..23.0).contains(&blows), "{blows}");
        let (low, high) = (
            measure::loudest(&ring, 900.0, 1250.0),
            measure::loudest(&ring, 1250.0, 1600.0),
        );
        assert!((1.15..1.35).contains(&(high / low)), "{low} {high}");
    }
}

#[test]
fn a_bell_has_hum_prime_tierce_quint_and_nominal() {
    for seed in SEEDS {
        let bell = heard("bell-toll", &[("distance", "3m")], Form::Spot, seed);
        let prime = measure::loudest(&bell, 260.0, 310.0);
        for (name, ratio, expected) in [
            ("hum", 0.5, 1e-3),
            ("tierce", 1.19, 1e-3),
            ("quint", 1.506, 1e-4),
            ("nominal", 2.0, 1e-3),
        ] {
            let at = ratio * prime;
            let found = measure::band(&bell, 0.985 * at, 1.015 * at);
            let share = found / measure::band(&bell, 50.0, 8000.0);
            assert!(share > expected, "{name}: {share:.5}");
        }
    }
}

#[test]
fn the_hum_of_a_great_bell_outlasts_its_nominal_and_a_chapels_bell() {
    let fade = |size: &str, low: f64, high: f64| {
        let bell = heard(
            "bell-toll",
            &[("size", size), ("distance", "3m")],
            Form::Spot,
            1,
        );
        measure::decay(&measure::filtered(&bell[12_000..], low, high))
    };
    let (hum, nominal) = (fade("1", 60.0, 100.0), fade("1", 320.0, 340.0));
    assert!((15.0..32.0).contains(&hum), "{hum} s");
    assert!((2.0..10.0).contains(&nominal), "{nominal} s");
    assert!(hum > 2.0 * nominal);
    let chapel = fade("0", 280.0, 330.0);
    assert!((4.0..10.0).contains(&chapel), "{chapel} s");
}

#[test]
fn a_clock_ticks_with_two_sounds_at_the_rate_of_its_size() {
    // Beats a second: a watch five, a longcase clock one, a tower clock two in
    // three seconds.
    for (size, expected) in [("0", 5.0), ("0.8", 1.0), ("1", 0.667)] {
        let set = [("size", size), ("limp", "0"), ("distance", "0.5m")];
        let samples = bed("clock", &["tick", "tock"], &set, 1);
        let mut onsets = measure::onsets(&samples, 6.0);
        // The clicks of one beat count as one.
        onsets.dedup_by(|later, before| *later < *before + 7200);
        let found = onsets.len() as f64 / 10.0;
        assert!(
            (found - expected).abs() < 0.25 * expected,
            "{size}: {found}"
        );
    }
    let voice = |layer| measure::centroid(&bed("clock", &[layer], &[], 1));
    let (tick, tock) = (voice("tick"), voice("tock"));
    assert!(tick > 1.08 * tock, "{tick:.0} {tock:.0}");
}

#[test]
fn a_crash_squeals_for_the_given_time_then_breaks_glass() {
    for seed in SEEDS {
        let crash = heard("car-crash", &[("skid", "2s")], Form::Spot, seed);
        let impact = first(&measure::filtered(&crash, 25.0, 150.0), 0.4);
        assert!(
            (1.95..2.15).contains(&(impact as f64 / 48_000.0)),
            "{impact}"
        );
        let tyres = measure::share(&crash[9600..86_400], 600.0, 4000.0);
        assert!(tyres > 0.8, "{tyres:.2}");
        let none = heard(
            "car-crash",
            &[("skid", "2s"), ("glass", "0")],
            Form::Spot,
            seed,
        );
        let shards = |wave: &[f32]| measure::band(&wave[110_000..140_000], 4000.0, 15_000.0);
        assert!(shards(&crash) > 3.0 * shards(&none));
    }
}
