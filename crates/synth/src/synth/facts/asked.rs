//! What people ask for by name: machines, toys, small things in the hand, and voices.

use super::breakage::{between, part, strokes, whole};
use super::machines::{bed, pulse};
use super::{SEEDS, some};
use crate::Form;
use cuebook_dsp::measure;

/// A four-stroke engine of one cylinder fires at every second turn: 25 times a second at 3,000
/// turns a minute, the limit of mowers for the noise of their blades (EN 836).
#[test]
fn a_lawn_mower_fires_25_times_a_second() {
    for seed in SEEDS {
        let exhaust = bed("lawn-mower", &["exhaust"], &[], seed);
        let rate = pulse(&between(&exhaust, 1.0, 9.0), 15.0, 40.0);
        assert!((21.0..26.5).contains(&rate), "{rate}");
    }
    let slow = bed("lawn-mower", &["exhaust"], &[("speed", "2100/min")], 1);
    let rate = pulse(&between(&slow, 1.0, 9.0), 12.0, 40.0);
    assert!((14.5..18.6).contains(&rate), "{rate}");
}

/// Breakers for roads strike 1,100 to 1,500 times a minute (ISO 28927-10).
#[test]
fn a_jackhammer_strikes_as_often_as_it_is_set() {
    for (blows, rate) in [("20/s", 20.0), ("30/s", 30.0)] {
        let work = bed(
            "jackhammer",
            &["burst"],
            &[("blows", blows), ("work", "1")],
            1,
        );
        let found = pulse(&between(&work, 0.2, 2.6), 10.0, 45.0);
        assert!((found / rate - 1.0).abs() < 0.1, "{found}");
    }
}

/// The level of a riser rises to its end, and its pitch with it.
#[test]
fn a_riser_climbs_until_its_end() {
    for make in ["strings", "synth", "air", "reversed"] {
        let rise = whole("riser", &[("make", make), ("pulse", "0")], 1);
        let level = |from, to| measure::rms(&between(&rise, from, to));
        assert!(level(3.9, 4.8) > 2.0 * level(1.0, 2.0), "{make}");
        assert!(level(6.0, 6.5) < 0.2 * level(4.0, 5.0), "{make}");
        if make != "reversed" {
            let middle = |from, to| measure::centroid(&between(&rise, from, to));
            assert!(middle(4.0, 4.9) > 1.4 * middle(1.0, 2.0), "{make}");
        }
    }
}

/// Side drummers play 16 to 26 strokes a second in an open roll.
#[test]
fn a_drum_roll_has_many_strokes_and_ends() {
    for seed in SEEDS {
        let roll = part("snare-drum", &["roll"], &[("swell", "0")], seed);
        let rate = pulse(&between(&roll, 0.3, 2.8), 15.0, 60.0);
        assert!((18.0..48.0).contains(&rate), "{rate}");
    }
    let kettle = part("snare-drum", &["roll"], &[("drum", "kettledrum")], 1);
    let pitch = measure::loudest(&kettle, 60.0, 400.0);
    assert!((95.0..102.0).contains(&pitch), "{pitch}");
}

/// The strings of a guitar are from 82 Hz up; a plucked note is loudest at once. The flute has
/// almost no partials above the fourth when it is soft.
#[test]
fn instruments_play_as_they_are_built() {
    let guitar = some("guitar", &["bass"], &[], (Form::Spot, 1));
    let levels = measure::levels(&guitar, 0.02);
    let loudest = levels.iter().copied().fold(0.0, f64::max);
    let start = levels.iter().position(|l| *l > 0.5 * loudest).unwrap();
    assert!(levels[start + 30] < 0.7 * loudest);
    let flute = some("flute", &["flute"], &[("force", "0")], (Form::Spot, 1));
    let flute = between(&flute, 1.0, 6.0);
    let low = measure::share(&flute, 400.0, 2500.0);
    assert!(low > 0.95, "{low}");
    let bright = |force| {
        let violin = some("violin", &["bowed"], &[("force", force)], (Form::Spot, 1));
        measure::centroid(&between(&violin, 1.0, 6.0))
    };
    assert!(bright("1") > 1.1 * bright("0"));
}

/// A run over all strings of a harp goes up three octaves; a fall goes down.
#[test]
fn a_glissando_runs_up_or_down() {
    let run = whole("harp", &[], 1);
    let fall = whole("harp", &[("manner", "down")], 1);
    let middle = |s: &[f32], from, to| measure::centroid(&between(s, from, to));
    assert!(middle(&run, 0.9, 1.3) > 1.5 * middle(&run, 0.0, 0.4));
    assert!(middle(&fall, 0.9, 1.3) < 0.8 * middle(&fall, 0.0, 0.4));
}

/// Directives want 60 to 120 flashes a minute of an indicator (UN Regulation 48).
#[test]
fn an_indicator_ticks_at_its_pace() {
    for (pace, rate) in [("85/min", 1.417), ("120/min", 2.0)] {
        let ticks = bed("indicator", &["pair"], &[("pace", pace)], 1);
        let found = strokes(&measure::filtered(&ticks, 1500.0, 9000.0), 6.0).len() as f64 / 10.0;
        assert!((rate * 0.9..rate * 2.3).contains(&found), "{found}");
    }
}

#[test]
fn wipers_sweep_to_and_fro() {
    for (pace, rate) in [("40/min", 40.0 / 60.0), ("60/min", 1.0)] {
        let sweeps = bed("wipers", &["sweep"], &[("pace", pace), ("squeak", "0")], 1);
        let found = pulse(&sweeps, 1.3 * rate, 2.7 * rate);
        assert!((found / rate - 2.0).abs() < 0.3, "{found}");
    }
}

/// A cast handbell is tuned so that its strong upper partial is a twelfth above the note
/// (T. Rossing, *Science of Percussion Instruments*, 2000); desk bells are higher.
#[test]
fn a_handbell_has_a_twelfth() {
    let bell = part("handbell", &["strokes"], &[("rings", "1")], 1);
    let note = measure::loudest(&bell, 300.0, 1500.0);
    let above = measure::loudest(&bell, 1500.0, 3200.0);
    assert!((above / note - 3.0).abs() < 0.03, "{note} {above}");
    let desk = whole("handbell", &[("make", "desk"), ("rings", "1")], 1);
    assert!(measure::centroid(&desk) > 1.5 * measure::centroid(&bell));
}

/// The strongest partials of crotals are above 2 kHz; large ones are lower.
#[test]
fn sleigh_bells_ring_above_two_kilohertz() {
    let bells = |size| bed("sleigh-bells", &["shakes"], &[("size", size)], 1);
    let small = bells("0");
    assert!(measure::share(&small, 2000.0, 16_000.0) > 0.8);
    assert!(measure::centroid(&small) > 1.15 * measure::centroid(&bells("1")));
}

/// Screams of vixens have their pitch at 500 to 1,300 Hz and last about a second (N.
/// Newton-Fisher et al., *The vocal repertoire of the red fox*, 1993); barks are short.
#[test]
fn a_fox_screams_for_a_second_and_barks_in_threes() {
    for seed in SEEDS {
        let scream = part("fox", &["screams"], &[("calls", "1"), ("rough", "0")], seed);
        let (pitch, _) = measure::pitch(&between(&scream, 0.3, 0.6), 300.0, 1500.0);
        assert!((550.0..1300.0).contains(&pitch), "{pitch}");
        let barks = part("fox", &["barks"], &[("call", "bark"), ("calls", "1")], seed);
        let heard = measure::heights(&measure::levels(&barks, 0.03), 3);
        assert!((3..=5).contains(&heard), "{heard}");
    }
}

/// Bones and small balloons are brittle or thin: the front is over within milliseconds. A soft
/// weight touches for longer and has little above 1 kHz.
#[test]
fn a_thud_is_dull_and_a_snap_is_sharp() {
    for seed in SEEDS {
        let thud = whole("thud", &[], seed);
        assert!(measure::share(&thud, 20.0, 1000.0) > 0.9);
        let bone = whole("bone-break", &[("wet", "0")], seed);
        assert!(measure::centroid(&bone) > 4.0 * measure::centroid(&thud));
        let balloon = whole("balloon", &[], seed);
        assert!(measure::centroid(&balloon) > 4.0 * measure::centroid(&thud));
    }
    let heavy = measure::centroid(&whole("thud", &[("weight", "1")], 1));
    assert!(heavy < 0.9 * measure::centroid(&whole("thud", &[("weight", "0")], 1)));
}

/// Communication radios carry 300 to 3,000 Hz.
#[test]
fn a_walkie_talkie_carries_a_telephone_band() {
    let set = part("walkie-talkie", &["set"], &[], 1);
    let inside = measure::share(&set, 300.0, 3600.0);
    assert!(inside > 0.85, "{inside}");
}

/// The sphincter of the gullet flaps at 40 to 120 Hz in a belch.
#[test]
fn a_burp_flaps_slowly_and_a_zombie_is_lower_than_a_woman() {
    for seed in SEEDS {
        let burp = part("burp", &["flap"], &[], seed);
        let long = burp.len() as f64 / 48_000.0;
        assert!((0.5..1.0).contains(&long), "{long}");
        assert!(measure::share(&burp, 30.0, 3000.0) > 0.9);
    }
    let low = part("zombie", &["voice"], &[("pitch", "60Hz")], 1);
    let high = part("zombie", &["voice"], &[("pitch", "200Hz")], 1);
    assert!(
        measure::band(&low, 40.0, 120.0) / measure::band(&low, 120.0, 400.0)
            > measure::band(&high, 40.0, 120.0) / measure::band(&high, 120.0, 400.0)
    );
}

/// Popcorn pops as often as it is set; letters that come through a door land after its flap.
#[test]
fn small_things_happen_in_order() {
    let pops = |rate| {
        let pops = bed("popcorn", &["pops"], &[("rate", rate)], 1);
        strokes(&pops, 4.0).len() as f64 / 10.0
    };
    assert!(pops("1/s") < 2.2 && pops("8/s") > 2.0 * pops("1/s"));
    let post = part("letterbox", &["snap"], &[], 1);
    let landing = part("letterbox", &["landing"], &[], 1);
    let first = |s: &[f32]| s.iter().position(|v| v.abs() > 0.05).unwrap();
    assert!(first(&landing) > first(&post));
}

/// Whistling is nearly a sine between 500 Hz and 3 kHz.
#[test]
fn a_whistle_is_one_partial() {
    for (manner, layer) in [("tune", "tune"), ("wolf", "wolf"), ("call", "call")] {
        let whistle = part("human-whistle", &[layer], &[("manner", manner)], 1);
        let share = measure::share(&whistle, 500.0, 3000.0);
        assert!(share > 0.85, "{manner}: {share}");
    }
}

/// Electric motors of a robot are lower the larger it is, and its steps are slower.
#[test]
fn a_large_robot_is_lower_than_a_toy() {
    let middle = |size| measure::centroid(&whole("robot", &[("size", size)], 1));
    assert!(middle("1") < 0.7 * middle("0"));
    let modern = whole("slot-machine", &[("make", "modern"), ("win", "0")], 1);
    let old = whole("slot-machine", &[("win", "0")], 1);
    assert!(measure::line(&modern, 300.0, 2000.0) > measure::line(&old, 300.0, 2000.0));
}
