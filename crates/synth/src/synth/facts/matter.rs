//! Stone, metal, glass, wood, ice, ground, steam and electricity.

use super::machines::{bed, pulse};
use super::{SEEDS, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

fn spot(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    heard(name, set, Form::Spot, seed)
}

/// Returns the third moment of a sound against its deviation, for its peaks: the
/// fourth moment, 3 for noise.
fn peaky(samples: &[f32]) -> f64 {
    let rms = measure::rms(samples);
    let fourth = |s: &f32| libm::pow(f64::from(*s) / rms, 4.0);
    samples.iter().map(fourth).sum::<f64>() / samples.len() as f64
}

/// A link is a bent bar: the smaller, the higher; its blows are separate.
#[test]
fn a_chain_clinks_in_bursts_and_a_large_one_is_lower() {
    for seed in SEEDS {
        let chain = spot("chain", &[], seed);
        assert!(measure::onsets(&chain, 3.0).len() >= 6);
        assert!(measure::share(&chain, 1000.0, 16_000.0) > 0.7);
        let centre = |size: &str| measure::centroid(&spot("chain", &[("size", size)], seed));
        assert!(centre("0") > 2.0 * centre("1"));
    }
}

/// M. Schafer, *The Soundscape*, and rope makers: strands slip at tens of hertz, not
/// with a pitch; a break is a shock.
#[test]
fn a_rope_slips_without_a_pitch_and_snaps_with_a_shock() {
    for seed in SEEDS {
        let rope = spot("rope", &[], seed);
        let (_, periodic) = measure::pitch(&rope[12_000..60_000], 90.0, 1000.0);
        assert!(periodic < 0.8, "{periodic}");
        let snap = spot("rope", &[("snap", "1")], seed);
        let peak = measure::peak_at(&snap, 1.0) as f64 / 48_000.0;
        assert!((1.5..1.75).contains(&peak), "{peak}");
    }
}

/// A. Leissa, *Vibration of Plates* (1969): the lowest modes of a disc of 20 to 30 mm
/// are above 4 kHz. Euler's disc: the contact speeds up until it stops (Moffatt 2000).
#[test]
fn a_coin_rings_above_3_khz_and_spins_faster_until_it_stops() {
    for seed in SEEDS {
        let coin = part("coin", &[], &["falls", "hit"], seed);
        assert!(measure::share(&coin, 2500.0, 18_000.0) > 0.6);
        let low = |size: &str| {
            let disc = part("coin", &[("size", size)], &["falls", "hit", "disc"], seed);
            measure::share(&disc, 3500.0, 4300.0)
        };
        assert!(low("1") > 5.0 * low("0"));
        let spin = part("coin", &[], &["falls", "spin"], seed);
        let start = 26_400;
        let count = |from: usize| measure::onsets(&spin[from..from + 19_200], 2.0).len();
        assert!(count(start + 19_200) > count(start), "{seed}");
    }
}

/// Each step through leaves lasts a quarter of a second or more; mud has the pitch
/// of trapped air, below 1 kHz.
#[test]
fn leaves_rustle_at_each_step_and_mud_is_low() {
    for seed in SEEDS {
        let steps = measure::levels(&spot("leaves-underfoot", &[("steps", "6")], seed), 0.05);
        assert_eq!(measure::heights(&steps, 5), 6, "{seed}");
        let bright = |set: &[(&str, &str)]| measure::centroid(&spot("leaves-underfoot", set, seed));
        assert!(bright(&[("dry", "1")]) > 1.2 * bright(&[("dry", "0")]));
        let mud = spot("leaves-underfoot", &[("ground", "mud")], seed);
        assert!(measure::share(&mud, 60.0, 1500.0) > 0.7);
        assert!(bright(&[("ground", "gravel")]) > 2.0 * measure::centroid(&mud));
    }
}

/// A. P. French, "In vino veritas" (1983): the rim of a glass rings from 0.5 to 2 kHz,
/// and lower the fuller it is.
#[test]
fn glasses_ring_in_thin_lines_and_lower_when_full() {
    for seed in SEEDS {
        let ring = spot("glass-clink", &[], seed);
        assert!(measure::line(&ring[2400..35_168], 700.0, 2200.0) > 25.0);
        let pitch = |fill: &str| {
            let one = part("glass-clink", &[("fill", fill)], &["touch", "one"], seed);
            measure::loudest(&one, 850.0, 1450.0)
        };
        let ratio = pitch("0") / pitch("1");
        assert!((1.25..1.5).contains(&ratio), "{ratio}");
        assert!(length(&spot("glass-clink", &[("what", "bottles")], seed)) > 0.1);
    }
}

/// A leaf of steel rings in many modes for half a second and more; a hall prolongs it.
#[test]
fn a_metal_door_rings_and_a_hall_answers() {
    for seed in SEEDS {
        let shut = part("metal-door", &[], &["shut"], seed);
        let lasts =
            |hall: &str| length(&spot("metal-door", &[("hall", hall), ("rust", "0")], seed));
        assert!(lasts("1") > lasts("0"));
        let centre =
            |make: &str| measure::centroid(&part("metal-door", &[("make", make)], &["shut"], seed));
        assert!(centre("gate") > 1.2 * centre("door"));
        assert!(measure::share(&shut, 40.0, 3000.0) > 0.9);
    }
}

/// The board of a box: a heavy one is lower (Rossing and Fletcher, *Principles of
/// Vibration and Sound*, ch. 3); a sack has no modes.
#[test]
fn a_heavy_crate_is_lower_and_a_sack_is_dull() {
    for seed in SEEDS {
        let low = |weight: &str| {
            let boards = part("crate", &[("weight", weight)], &["blow", "box"], seed);
            measure::centroid(&boards)
        };
        assert!(low("0") > 1.15 * low("1"));
        let crate_ = spot("crate", &[], seed);
        assert!(length(&crate_) < 0.8);
        assert!(measure::share(&crate_, 30.0, 1000.0) > 0.85);
    }
}

#[test]
fn rocks_knock_one_by_one_and_boulders_are_lower_than_pebbles() {
    for seed in SEEDS {
        let centre = |size: &str| measure::centroid(&spot("rockfall", &[("size", size)], seed));
        assert!(centre("0") > 2.0 * centre("1"));
        let slide = spot("rockfall", &[], seed);
        assert!(peaky(&measure::filtered(&slide, 400.0, 8000.0)) > 4.5);
        assert!((3.0..8.0).contains(&length(&slide)));
    }
}

/// A shell: a thump, a climb, then the burst, and crackle after it.
#[test]
fn a_firework_bursts_after_its_climb_and_crackles() {
    for seed in SEEDS {
        for (climb, seconds) in [("1s", 1.0), ("3s", 3.0)] {
            let shell = spot("fireworks", &[("climb", climb)], seed);
            let burst = measure::peak_at(&shell, 1.0) as f64 / 48_000.0;
            assert!((burst - seconds).abs() < 0.1, "{burst}");
        }
        let after = |crackle: &str| {
            let shell = spot("fireworks", &[("crackle", crackle)], seed);
            measure::band(&shell[112_000..177_536.min(shell.len())], 2000.0, 12_000.0)
        };
        assert!(after("1") > 2.0 * after("0"));
        let whistle = part("fireworks", &[("kind", "whistler")], &["whistle"], seed);
        let pitch = |from: usize| measure::loudest(&whistle[from..from + 8192], 1500.0, 5000.0);
        assert!(pitch(8000) > 1.15 * pitch(70_000));
    }
}

/// A jet of gas is broad-band noise with most of its power above 1 kHz for an opening
/// of millimetres (M. J. Lighthill 1952: f ≈ 0.2 · speed / diameter).
#[test]
fn steam_hisses_above_1_khz_and_a_boiler_is_lower_than_a_kettle() {
    for seed in SEEDS {
        let jet = part("steam", &[], &["jet"], seed);
        assert!(measure::share(&jet, 1000.0, 14_000.0) > 0.8);
        let centre =
            |pressure: &str| measure::centroid(&spot("steam", &[("pressure", pressure)], seed));
        assert!(centre("0") > 1.3 * centre("1"));
        let lock = spot("steam", &[("kind", "airlock")], seed);
        assert!(measure::share(&lock, 40.0, 400.0) > measure::share(&jet, 40.0, 400.0));
    }
}

/// An arc is lit in each half wave: 100 times a second at 50 Hz.
#[test]
fn an_arc_buzzes_at_twice_the_mains() {
    for (mains, expected) in [("50Hz", 100.0), ("60Hz", 120.0), ("16Hz", 32.0)] {
        let hum = part("electric-arc", &[("mains", mains)], &["buzz"], 1);
        let (pitch, periodic) = measure::pitch(&hum[4800..60_000], 25.0, 200.0);
        assert!((pitch / expected - 1.0).abs() < 0.04, "{mains}: {pitch}");
        assert!(periodic > 0.5, "{periodic}");
    }
    let spark = spot("electric-arc", &[("kind", "spark")], 1);
    assert!(peaky(&spark) > 30.0);
}

/// A bubble rings at 3.26 m/s ÷ radius (Minnaert 1933): 6 to 24 mm below 540 Hz.
#[test]
fn a_thick_brew_bubbles_lower_than_water() {
    for seed in SEEDS {
        let centre = |thick: &str| {
            measure::centroid(&bed("cauldron", &["large"], &[("thick", thick)], seed))
        };
        assert!(centre("0") > 1.5 * centre("1"));
        let slow = bed("cauldron", &["large"], &[("heat", "0")], seed);
        let fast = bed("cauldron", &["large"], &[("heat", "1")], seed);
        let bursts = |wave: &[f32]| measure::onsets(wave, 4.0).len();
        assert!(bursts(&fast) > bursts(&slow));
    }
}

/// A flag flaps three to eight times a second in a fresh wind, less in a light one
/// (J. Zhang et al., "Flexible filaments in a flowing soap film", 2000).
#[test]
fn a_flag_snaps_more_often_in_more_wind_and_a_tent_is_lower() {
    for seed in SEEDS {
        let snaps = |wind: &str| {
            measure::onsets(&bed("flag", &["snap"], &[("wind", wind)], seed), 4.0).len()
        };
        assert!(snaps("1") > 2 * snaps("0"));
        let centre =
            |size: &str| measure::centroid(&bed("flag", &["snap"], &[("size", size)], seed));
        assert!(centre("0") > 1.2 * centre("1"));
    }
}

/// Machines turn with the mains, the valves of an engine with its beats.
#[test]
fn machines_hum_at_the_mains_and_a_steam_engine_beats_twice_a_second() {
    for seed in SEEDS {
        let hum = bed("machine-room", &["hum"], &[], seed);
        assert!((99.0..101.0).contains(&measure::loudest(&hum, 60.0, 140.0)));
        let engine = bed("machine-room", &["beat"], &[("kind", "steam-engine")], seed);
        let rate = pulse(&measure::filtered(&engine, 200.0, 1500.0), 1.2, 2.8);
        assert!((1.9..2.1).contains(&rate), "{rate}");
        let drill = bed("machine-room", &["motor"], &[("kind", "drill")], seed);
        let pitch = measure::loudest(&drill, 350.0, 560.0);
        assert!((380.0..530.0).contains(&pitch), "{pitch}");
    }
}
