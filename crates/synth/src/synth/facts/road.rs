//! Cars, lorries, motorcycles, bicycles and their signals.

use super::machines::{bed, pulse};
use super::{SEEDS, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

fn spot(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    heard(name, set, Form::Spot, seed)
}

/// Returns the share of power in a band, averaged over the sound.
fn share(samples: &[f32], low: f64, high: f64) -> f64 {
    measure::share(samples, low, high)
}

/// Doppler (1842): before and after the nearest point the pitch is as (c + v) / (c − v).
#[test]
fn a_passing_car_falls_in_pitch_by_its_speed() {
    for (speed, expected) in [("60", 1.102), ("120", 1.215)] {
        let set = [("speed", speed), ("revs", "2300/min")];
        let car = part("car-pass", &set, &["car", "exhaust"], 1);
        let end = car.len() - 48_000 - 131_072;
        let pitch = |from: usize| measure::loudest(&car[from..from + 131_072], 60.0, 100.0);
        // The driver gains 3 % over the whole path.
        let fall = 1.02 * pitch(36_000) / pitch(end);
        assert!(
            (fall - expected).abs() < 0.03,
            "{speed} km/h: {fall:.3} for {expected}"
        );
    }
}

/// U. Sandberg, "The multi-coincidence peak around 1000 Hz in tyre/road noise
/// spectra" (2003): most tyre noise of a car is between 500 Hz and 2 kHz.
#[test]
fn tyre_noise_has_its_peak_at_1_khz_and_water_adds_treble() {
    for seed in SEEDS {
        let tyres = part("car-pass", &[], &["car", "tyres"], seed);
        assert!(share(&tyres, 500.0, 2000.0) > 0.5);
        let bright = |wet: &str| measure::centroid(&spot("car-pass", &[("wet", wet)], seed));
        assert!(bright("1") > 2.0 * bright("0"));
        let levels = measure::levels(&spot("car-pass", &[], seed), 0.25);
        let top = measure::peak_at(&levels.iter().map(|l| *l as f32).collect::<Vec<_>>(), 1.0);
        let middle = top as f64 / levels.len() as f64;
        assert!((0.4..0.6).contains(&middle), "{middle}");
    }
}

/// A starter turns a warm engine at 200 to 300 turns a minute (Bosch, *Automotive
/// Handbook*, "Starters"): a four-cylinder engine compresses seven to ten times a second.
#[test]
fn a_starter_compresses_seven_to_ten_times_a_second_and_can_fail() {
    for seed in SEEDS {
        let set = [("cranking", "3s"), ("fails", "1")];
        let cranking = part("car-start", &set, &["turning"], seed);
        let low = measure::filtered(&cranking[4800..139_200], 25.0, 400.0);
        let rate = pulse(&low, 4.0, 12.5);
        assert!((6.0..11.0).contains(&rate), "{rate}");
        let starts = length(&spot("car-start", &[], seed));
        let fails = length(&spot("car-start", &[("fails", "1")], seed));
        assert!(starts > fails + 2.0, "{starts} {fails}");
    }
}

/// B. Sottek et al. on car doors: a full sound is a short thump below 200 Hz with
/// little after 150 ms; a thin door is higher.
#[test]
fn a_car_door_thumps_low_and_short_and_a_heavy_one_lower() {
    for seed in SEEDS {
        let door = spot("car-door", &[], seed);
        assert!(share(&door, 30.0, 250.0) > 0.4, "{seed}");
        assert!(length(&door) < 0.6);
        let low = |heavy: &str| {
            let panel = part("car-door", &[("heavy", heavy)], &["closed", "panel"], seed);
            share(&panel, 55.0, 95.0)
        };
        assert!(low("1") > 2.0 * low("0"));
    }
}

/// The noise in a cabin is strongest below 200 Hz; wind adds treble as the sixth
/// power of the speed.
#[test]
fn in_a_car_it_is_low_and_wind_grows_with_speed() {
    for seed in SEEDS {
        let inside = bed("car-interior", &[], &[], seed);
        assert!(share(&inside, 25.0, 250.0) > 0.75);
        let wind = |speed: &str| {
            share(
                &bed("car-interior", &[], &[("speed", speed)], seed),
                900.0,
                5000.0,
            )
        };
        assert!(wind("160") > 1.8 * wind("40"));
        let ticks = bed("car-interior", &["tick"], &[("indicator", "1")], seed);
        let rate = pulse(&measure::filtered(&ticks, 800.0, 8000.0), 1.0, 2.0);
        // 60 to 120 flashes a minute (UN regulation 48).
        assert!((1.0..2.0).contains(&rate), "{rate}");
    }
}

/// UN regulation 28: a horn's level from 1.8 to 3.55 kHz exceeds that above it.
/// Two discs are about a major third apart.
#[test]
fn a_car_horn_has_two_discs_and_is_strongest_from_2_to_4_khz() {
    for seed in SEEDS {
        let horn = spot("horn", &[("length", "1.5s")], seed);
        let low = measure::loudest(&horn[..65_536], 380.0, 450.0);
        let high = measure::loudest(&horn[..65_536], 480.0, 560.0);
        assert!((1.18..1.3).contains(&(high / low)), "{low} {high}");
        let power = |low, high| measure::band(&horn, low, high);
        assert!(power(1800.0, 3550.0) > power(3550.0, 16_000.0));
        let lorry = spot("horn", &[("make", "lorry")], seed);
        assert!(measure::loudest(&lorry, 100.0, 300.0) < 290.0);
        assert!(measure::band(&lorry, 150.0, 300.0) > 20.0 * measure::band(&lorry, 20.0, 140.0));
    }
}

/// A sliding tyre sticks and slips at 0.5 to 1.2 kHz; iron blocks on wheels excite
/// modes above 1.5 kHz.
#[test]
fn tyres_squeal_near_1_khz_and_trains_above_it() {
    for seed in SEEDS {
        let tyres = spot("brakes", &[("length", "2s")], seed);
        assert!(share(&tyres[..96_000], 500.0, 4000.0) > 0.6);
        let pitch = measure::loudest(&tyres[24_000..32_192], 200.0, 8000.0);
        assert!((500.0..2700.0).contains(&pitch), "{pitch}");
        let train = part(
            "brakes",
            &[("what", "train"), ("length", "4s")],
            &["wheels"],
            seed,
        );
        assert!(measure::loudest(&train, 300.0, 8000.0) > 1400.0);
    }
}

/// Each vehicle is heard as a rise and fall, and a wet street hisses.
#[test]
fn traffic_comes_and_goes_and_a_wet_street_hisses() {
    for seed in SEEDS {
        let cars = bed("traffic", &["cars", "city"], &[("density", "4/min")], seed);
        assert!(measure::swing(&measure::levels(&cars, 0.5)) > 2.5);
    }
    let treble = |wet: &str| {
        share(
            &bed("traffic", &["cars"], &[("wet", wet)], 1),
            2000.0,
            12_000.0,
        )
    };
    assert!(treble("1") > 4.0 * treble("0"));
}

/// Four strokes: each cylinder fires every other turn.
#[test]
fn a_motorcycle_fires_with_its_turns() {
    for (revs, cylinders, firing) in [
        ("3600/min", "2", 60.0),
        ("3600/min", "1", 30.0),
        ("6000/min", "4", 200.0),
    ] {
        let set = [("revs", revs), ("cylinders", cylinders), ("speed", "15")];
        let passing = part("motorcycle", &set, &["passing", "exhaust"], 1);
        let found = measure::loudest(&passing[96_000..227_072], 0.9 * firing, 1.14 * firing);
        assert!((0.93..1.1).contains(&(found / firing)), "{revs}: {found}");
        let beside = measure::band(&passing, 1.15 * firing, 1.35 * firing);
        assert!(measure::band(&passing, 0.9 * firing, 1.12 * firing) > 2.0 * beside);
    }
}

#[test]
fn a_lorry_is_lower_than_a_motorcycle_and_its_air_brakes_hiss() {
    for seed in SEEDS {
        let low = |name: &str| share(&spot(name, &[], seed), 25.0, 120.0);
        assert!(low("lorry") > 1.3 * low("motorcycle"));
        let hiss = part("lorry", &[("move", "stop")], &["release"], seed);
        assert!(share(&hiss, 1000.0, 10_000.0) > 0.85);
        let three = part(
            "lorry",
            &[("what", "tractor"), ("speed", "8")],
            &["passing", "exhaust"],
            seed,
        );
        let firing = measure::loudest(&three[96_000..227_072], 38.0, 55.0);
        assert!((42.0..48.0).contains(&firing), "{firing}");
    }
}

/// SAE J1849: a wail has 10 to 30 cycles a minute, a yelp 150 to 250. DIN 14610: the
/// two tones are a fourth apart, between 360 and 630 Hz.
#[test]
fn a_siren_wails_yelps_or_has_two_tones() {
    for seed in SEEDS {
        let wail = bed("emergency-siren", &["wail"], &[], seed);
        let pitches: Vec<f64> = wail
            .chunks_exact(8192)
            .map(|part| measure::loudest(part, 550.0, 1550.0))
            .collect();
        let low = pitches.iter().copied().fold(f64::MAX, f64::min);
        let high = pitches.iter().copied().fold(0.0, f64::max);
        assert!(low < 760.0 && high > 1300.0, "{low} {high}");
        let cycles = 6.0 * measure::heights(&pitches, 8) as f64;
        assert!((8.0..=30.0).contains(&cycles), "{cycles}");
        let yelp = bed("emergency-siren", &["yelp"], &[("kind", "yelp")], seed);
        let rate = pulse(&measure::filtered(&yelp, 550.0, 750.0), 1.5, 6.0);
        assert!((2.5..4.2).contains(&rate), "{rate}");
        let tones = |layer| {
            let tone = bed("emergency-siren", &[layer], &[("kind", "two-tone")], seed);
            measure::loudest(&tone, 340.0, 650.0)
        };
        let fourth = tones("second") / tones("first");
        assert!((1.3..1.37).contains(&fourth), "{fourth}");
    }
}

/// A freewheel of 18 to 30 notches at two to four turns a second; a bicycle bell
/// rings from 1.5 to 3 kHz and above.
#[test]
fn a_freewheel_ticks_faster_with_speed_and_a_bicycle_bell_is_high() {
    for seed in SEEDS {
        let rate = |speed: &str| {
            let set = [("what", "freewheel"), ("speed", speed), ("old", "0")];
            let ticks = part("bicycle", &set, &["riding", "pawls"], seed);
            pulse(&ticks[..131_072], 12.0, 90.0)
        };
        let (slow, fast) = (rate("0"), rate("1"));
        assert!((16.0..23.0).contains(&slow), "{slow}");
        assert!((50.0..68.0).contains(&fast), "{fast}");
        let bell = spot("bicycle", &[("what", "bell")], seed);
        assert!(share(&bell, 1500.0, 16_000.0) > 0.9);
    }
}
