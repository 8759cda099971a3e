//! Ships, boats, aircraft, horses and carts.

use super::machines::{bed, pulse};
use super::{SEEDS, heard, part};
use crate::Form;
use cuebook_dsp::measure;

/// COLREGS, annex III: 70 to 200 Hz for a ship of 200 m or more, 250 to 700 Hz for
/// one of less than 75 m.
#[test]
fn the_horn_of_a_large_ship_is_from_70_to_200_hz_and_a_tugs_from_250_to_700() {
    for seed in SEEDS {
        let pitch = |size: &str| {
            let set = [("size", size), ("distance", "10m")];
            let horn = heard("ship-horn", &set, Form::Spot, seed);
            measure::pitch(
                &measure::filtered(&horn[60_000..125_536], 60.0, 900.0),
                40.0,
                400.0,
            )
            .0
        };
        let liner = part("ship-horn", &[("size", "1")], &["blast", "low"], seed);
        let tug = part("ship-horn", &[("size", "0")], &["blast", "low"], seed);
        let at = |horn: &[f32], low, high| measure::pitch(&horn[60_000..125_536], low, high).0;
        assert!((85.0..105.0).contains(&at(&liner, 60.0, 200.0)));
        assert!((320.0..345.0).contains(&at(&tug, 200.0, 700.0)));
        assert!(pitch("1") < pitch("0"));
    }
}

#[test]
fn the_main_engine_of_a_ship_beats_with_its_turns() {
    for (revs, expected) in [("100/min", 6.67), ("150/min", 10.0)] {
        let valves = bed("ship-engine-room", &["valves"], &[("revs", revs)], 1);
        let found = pulse(&valves, 0.8 * expected, 1.2 * expected);
        assert!((found / expected - 1.0).abs() < 0.1, "{revs}: {found}");
    }
    let hiss = |steam: &str| {
        measure::share(
            &bed("ship-engine-room", &[], &[("steam", steam)], 1),
            2000.0,
            9000.0,
        )
    };
    assert!(hiss("1") > 3.0 * hiss("0"));
}

#[test]
fn oars_dip_at_the_given_pace() {
    for (pace, expected) in [("20/min", 3.0), ("40/min", 1.5)] {
        let strokes = bed("rowing", &["stroke"], &[("pace", pace), ("creak", "0")], 1);
        let levels = measure::levels(&strokes, 0.05);
        let found = 10.0 / measure::heights(&levels, (14.0 * expected) as usize) as f64;
        assert!((found / expected - 1.0).abs() < 0.35, "{pace}: {found}");
    }
    // Trapped air: bubbles of 3 to 11 mm ring from 300 Hz to 1.1 kHz (Minnaert 1933).
    let dip = part("rowing", &[], &["stroke", "dip", "plunge"], 1);
    assert!(measure::share(&dip, 250.0, 1800.0) > 0.8);
}

/// A ship pitches with the waves that it meets, every three to six seconds.
#[test]
fn the_bow_wave_swells_every_three_to_six_seconds_and_wind_raises_the_stays() {
    for seed in SEEDS {
        let bow = heard("sailing", &[], Form::Loop, seed);
        let levels = measure::levels(&measure::filtered(&bow, 500.0, 3000.0), 0.25);
        let smooth: Vec<f64> = levels.windows(4).map(|l| l.iter().sum()).collect();
        let period = bow.len() as f64 / 48_000.0 / measure::heights(&smooth, 5) as f64;
        assert!((2.5..7.0).contains(&period), "{period}");
        let stays =
            |wind: &str| measure::centroid(&bed("sailing", &["stays"], &[("wind", wind)], seed));
        assert!(stays("1") > 1.5 * stays("0"));
    }
}

#[test]
fn a_cutter_tonks_seven_times_a_second_and_an_outboard_hums_higher() {
    let set = [("make", "cutter")];
    let cutter = bed("motor-boat", &["cutter"], &set, 1);
    let rate = pulse(&cutter, 5.0, 9.0);
    assert!((6.6..7.6).contains(&rate), "{rate}");
    let outboard = bed("motor-boat", &["outboard"], &[], 1);
    let firing = measure::loudest(&outboard, 100.0, 125.0);
    // Four cylinders at 3400 turns a minute.
    assert!((109.0..119.0).contains(&firing), "{firing}");
}

/// The blades pass 50 to 130 times a second; as the aeroplane passes, they fall by
/// (c + v) / (c − v).
#[test]
fn a_propeller_falls_in_pitch_overhead_and_a_jet_has_no_pitch() {
    for seed in SEEDS {
        let blades = part("aeroplane", &[], &["propeller", "blades"], seed);
        let pitch = |from: usize| measure::loudest(&blades[from..from + 65_536], 55.0, 105.0);
        let fall = pitch(24_000) / pitch(blades.len() - 190_000);
        // 61 m/s on a line 110 m away: 1.43 from end to end, less within it.
        assert!((1.2..1.45).contains(&fall), "{fall}");
        let jet = heard("aeroplane", &[("engine", "jet")], Form::Spot, seed);
        let propeller = heard("aeroplane", &[], Form::Spot, seed);
        let middle = |wave: &[f32]| measure::line(&wave[150_000..281_072], 90.0, 300.0);
        assert!(middle(&propeller) > middle(&jet) + 4.0);
    }
}

/// J. F. Wilby, "Aircraft interior noise" (1996): the boundary layer is strongest from
/// 100 to 500 Hz; a propeller's cabin hums at its blades.
#[test]
fn in_a_cabin_air_rushes_below_500_hz_and_two_propellers_beat() {
    for seed in SEEDS {
        let jet = bed("aeroplane-cabin", &[], &[], seed);
        assert!(measure::share(&jet, 30.0, 700.0) > 0.75);
        let set = [("engine", "propeller")];
        let pair = bed("aeroplane-cabin", &["left", "right"], &set, seed);
        assert!(
            measure::swing(&measure::levels(
                &measure::filtered(&pair, 85.0, 100.0),
                0.1
            )) > 4.0
        );
    }
}

/// A main rotor of two to four blades passes 8 to 30 times a second (W. Johnson,
/// *Helicopter Theory*, ch. 17).
#[test]
fn a_helicopters_blades_slap_at_their_rate() {
    for (blades, expected) in [("11/s", 11.0), ("20/s", 20.0)] {
        let slaps = bed("helicopter", &["slap"], &[("blades", blades)], 1);
        let found = pulse(&measure::filtered(&slaps, 60.0, 1200.0), 7.0, 26.0);
        assert!((found / expected - 1.0).abs() < 0.06, "{blades}: {found}");
    }
    let sharp = |slap: &str| measure::centroid(&bed("helicopter", &["slap"], &[("slap", slap)], 1));
    assert!(sharp("1") > 1.2 * sharp("0"));
}

/// J. E. Ffowcs Williams et al., "'Crackle': an annoying component of jet noise"
/// (1975): shocks make the pressure skewed, above 0.4; the roar has its peak below
/// 100 Hz for a large rocket.
#[test]
fn a_rocket_roars_below_100_hz_and_its_shocks_are_skewed() {
    for seed in SEEDS {
        let roar = part("rocket", &[("size", "1")], &["roar"], seed);
        assert!(measure::share(&roar, 18.0, 160.0) > 0.7);
        let shocks = part("rocket", &[("crackle", "1")], &["shocks"], seed);
        let rms = measure::rms(&shocks);
        let cubes: f64 = shocks.iter().map(|s| libm::pow(f64::from(*s), 3.0)).sum();
        let skew = cubes / shocks.len() as f64 / libm::pow(rms, 3.0);
        assert!(skew > 0.4, "{skew}");
    }
}

/// M. Hildebrand, "The quadrupedal gaits of vertebrates" (1989), and others: about
/// 53 strides a minute walking, 78 trotting, 130 galloping.
#[test]
fn a_horse_has_the_strides_of_its_gait_and_iron_rings_on_stone() {
    for (gait, strides) in [("trot", 78.0), ("gallop", 130.0)] {
        let set = [("gait", gait), ("tack", "0")];
        let hooves = bed("horse-gallop", &["stride"], &set, 1);
        let found = 60.0
            * pulse(
                &measure::filtered(&hooves, 50.0, 800.0),
                strides / 72.0,
                strides / 48.0,
            );
        assert!((found / strides - 1.0).abs() < 0.12, "{gait}: {found}");
    }
    for seed in SEEDS {
        let centre = |surface: &str| {
            let set = [("surface", surface), ("tack", "0")];
            measure::centroid(&bed("horse-gallop", &["stride"], &set, seed))
        };
        assert!(centre("stone") > 2.0 * centre("sand"));
    }
}

#[test]
fn a_cart_grinds_under_its_hooves_and_is_softer_on_earth() {
    for seed in SEEDS {
        let centre = |surface: &str| {
            measure::centroid(&bed("horse-cart", &[], &[("surface", surface)], seed))
        };
        assert!(centre("stone") > 1.2 * centre("earth"));
        let hooves = bed("horse-cart", &["hooves"], &[("pace", "0.5")], seed);
        let rate = pulse(&measure::filtered(&hooves, 300.0, 4000.0), 1.6, 3.0);
        assert!((1.9..2.6).contains(&rate), "{rate}");
    }
}
