//! Recorders, projectors, tills, drills, saws and fuses.

use super::breakage::{between, louder, part, strokes, whole};
use super::machines::pulse;
use super::{SEEDS, length, part as inner, some};
use crate::Form;
use cuebook_dsp::measure;

/// A key of a cassette recorder is a lever with a latch: more than one click. The full
/// reel drives the empty one faster as its radius grows, so the pitch rises.
#[test]
fn a_recorder_clicks_hums_hisses_and_rewinds_upwards() {
    for seed in SEEDS {
        let clicks = strokes(&part("tape-recorder", &["key"], &[], seed), 2.0);
        assert!(clicks.len() >= 2, "{clicks:?}");
        let reels = inner(
            "tape-recorder",
            &[("move", "rewind")],
            &["rewind", "reels"],
            seed,
        );
        let pitch = |from, to| measure::loudest(&between(&reels, from, to), 120.0, 600.0);
        assert!(pitch(2.3, 2.8) > 1.3 * pitch(0.4, 0.9));
    }
    let hiss = |hiss| {
        let play = whole("tape-recorder", &[("hiss", hiss)], 1);
        measure::share(&between(&play, 0.6, 2.6), 1500.0, 9000.0)
    };
    assert!(hiss("1") > 2.0 * hiss("0.1"));
}

/// Home movies have 16 to 18 frames a second, sound film 24 (SMPTE 155 and ISO 2939).
#[test]
fn a_projector_rattles_at_its_frames() {
    for (frames, rate) in [("16/s", 16.0), ("24/s", 24.0)] {
        let claw = some(
            "film-projector",
            &["claw"],
            &[("frames", frames)],
            (Form::Spot, 1),
        );
        let found = pulse(&between(&claw, 1.0, 6.0), 10.0, 30.0);
        assert!((found / rate - 1.0).abs() < 0.05, "{found}");
    }
    let slap = |flap| {
        let end = whole("film-projector", &[("flap", flap)], 1);
        let levels = measure::levels(&between(&end, 2.0, 6.0), 0.02);
        levels.iter().copied().fold(0.0, f64::max) / measure::rms(&between(&end, 2.0, 6.0))
    };
    assert!(slap("1") > 1.1 * slap("0"));
}

/// The bell rings before the drawer meets its stop; steel bells of tills are above 2 kHz,
/// and coins ring from 3 kHz (see `coin`).
#[test]
fn a_till_rings_before_its_drawer_stops_and_its_coins_ring_high() {
    for seed in SEEDS {
        let bell = part("cash-register", &["bell"], &[], seed);
        let pitch = measure::loudest(&bell, 1000.0, 15_000.0);
        assert!(pitch > 2000.0, "{pitch}");
        assert!(measure::decay(&bell) > 0.3);
        let at = |layer: &str| {
            let alone = part("cash-register", &[layer], &[], seed);
            measure::peak_at(&alone, 1.0) as f64 / 48_000.0
        };
        assert!(at("drawer") > at("bell") + 0.15);
        let coins = inner("cash-register", &[], &["drawer", "money"], seed);
        assert!(measure::share(&coins, 3000.0, 14_000.0) > 0.8);
    }
    let scans = part(
        "cash-register",
        &["scans"],
        &[("make", "electronic"), ("keys", "4")],
        1,
    );
    assert_eq!(
        super::lines::bursts(&measure::filtered(&scans, 1800.0, 2400.0)).len(),
        4
    );
}

/// Air turbines of dentists turn 300,000 to 400,000 times a minute: 5 to 6.7 kHz (ISO
/// 14457). Hammer drills for hands strike 40 to 60 times a second.
#[test]
fn drills_whine_at_their_turns_and_hammers_strike_forty_to_sixty_times_a_second() {
    for (speed, low, high) in [("0", 4000.0, 5000.0), ("1", 5600.0, 6900.0)] {
        let set = [("make", "dentist"), ("speed", speed)];
        let turbine = between(&part("drill", &["turbine"], &set, 1), 0.6, 2.4);
        let found = measure::loudest(&turbine, 1000.0, 12_000.0);
        assert!((low..high).contains(&found), "{found}");
    }
    let hammer = part("drill", &["hammer"], &[("make", "hammer")], 1);
    let rate = pulse(&between(&hammer, 0.5, 2.5), 25.0, 70.0);
    assert!((36.0..60.0).contains(&rate), "{rate}");
    let end = |load| {
        let drill = inner("drill", &[("load", load)], &["machine", "runs"], 1);
        measure::loudest(&between(&drill, 2.2, 2.6), 80.0, 450.0)
    };
    assert!(end("0") > 1.2 * end("1"));
}

/// A two-stroke with one cylinder fires at each turn: 8,800 a minute are 147 Hz.
#[test]
fn a_chainsaw_fires_at_each_turn() {
    for (speed, low, high) in [("7000/min", 84.0, 120.0), ("12000/min", 144.0, 200.0)] {
        let saw = some(
            "chainsaw",
            &["exhaust"],
            &[("speed", speed)],
            (Form::Spot, 1),
        );
        let saw = between(&saw, 2.0, 4.0);
        let (found, _) = measure::pitch(&saw, 70.0, 260.0);
        assert!((low..high).contains(&found), "{found} at {speed}");
    }
    // Chips are torn out of the wood: noise over the even strokes of the engine.
    let even = |wood| {
        let saw = part("chainsaw", &["exhaust", "cut"], &[("wood", wood)], 1);
        measure::pitch(&between(&saw, 2.0, 4.0), 70.0, 260.0).1
    };
    assert!(even("0.1") > 1.1 * even("1"));
    let idle =
        |work| measure::centroid(&between(&whole("chainsaw", &[("work", work)], 1), 1.0, 7.0));
    assert!(idle("cuts") > 1.2 * idle("idles"));
}

/// A jet of a millimetre or two hisses at some kilohertz: 0.2 · speed ÷ diameter (M.
/// Lighthill, 1952); grains burn by chance, so the hiss spits.
#[test]
fn a_fuse_hisses_above_a_kilohertz_for_its_length() {
    for (lasts, seconds) in [("1.5s", 1.5), ("4s", 4.0)] {
        for seed in SEEDS {
            let set = [("length", lasts), ("end", "dies")];
            let fuse = whole("fuse", &set, seed);
            let found = length(&fuse);
            assert!((seconds - 0.1..seconds + 0.8).contains(&found), "{found} s");
            let hiss = measure::share(&between(&fuse, 0.4, 1.3), 1000.0, 12_000.0);
            assert!(hiss > 0.7, "{hiss:.2}");
        }
    }
    let spits = |powder| strokes(&part("fuse", &["sparks"], &[("powder", powder)], 1), 3.0).len();
    assert!(spits("1") > spits("0"));
    let spit = whole("fuse", &[], 1);
    assert!(louder(&between(&spit, 3.12, 3.2), &between(&spit, 1.0, 2.9)) > 3.0);
}
