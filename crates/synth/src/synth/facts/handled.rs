//! Small things in the hand.

use super::SEEDS;
use super::breakage::{between, louder, part, strokes, whole};
use cuebook_dsp::measure;

#[test]
fn the_neck_of_a_bottle_pops_at_400_to_800_hertz_falling() {
    for seed in SEEDS {
        let neck = part("cork", &["neck"], &[], seed);
        let start = 48_000 * 9 / 10;
        let early = measure::loudest(&neck[start..start + 1024], 200.0, 2000.0);
        let late = measure::loudest(&neck[start + 2400..start + 3424], 200.0, 2000.0);
        assert!((600.0..=850.0).contains(&early), "{early}");
        assert!(late < 0.85 * early && late > 380.0, "{late}");
        let pop = between(&whole("cork", &[], seed), 0.9, 1.0);
        let share = measure::share(&pop, 280.0, 900.0);
        assert!(share > 0.6, "{share:.2}");
    }
}

#[test]
fn an_emptier_bottle_sounds_lower() {
    let bottle = |fill| {
        let note = part("cork", &["bottle"], &[("fill", fill)], 1);
        measure::loudest(&note, 60.0, 600.0)
    };
    let (empty, full) = (bottle("0"), bottle("1"));
    assert!((105.0..150.0).contains(&empty), "{empty}");
    assert!(full > 2.0 * empty, "{full}");
}

#[test]
fn a_cork_squeaks_before_it_pops() {
    for seed in SEEDS {
        let squeak = between(&part("cork", &["squeak"], &[], seed), 0.0, 0.85);
        let share = measure::share(&squeak, 800.0, 5000.0);
        assert!(share > 0.7, "{share:.2}");
        let pop = whole("cork", &[], seed);
        assert!(louder(&between(&pop, 0.9, 0.94), &between(&pop, 0.0, 0.85)) > 10.0);
    }
}

#[test]
fn the_lid_of_a_lighter_clicks_twice() {
    for seed in SEEDS {
        let clicks = strokes(&part("lighter", &["cam", "open"], &[], seed), 2.5);
        let gap = clicks[1] - clicks[0];
        assert!((0.034..0.066).contains(&gap), "{gap} s");
    }
}

#[test]
fn flint_sparks_for_60_to_120_milliseconds_at_4_to_10_kilohertz() {
    for seed in SEEDS {
        let flint = part("lighter", &["flint"], &[], seed);
        let share = measure::share(&flint, 4000.0, 10_000.0);
        assert!(share > 0.75, "{share:.2}");
        let levels = measure::levels(&flint, 0.005);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let heard = levels.iter().filter(|level| **level > 0.1 * loud).count();
        assert!((12..=25).contains(&heard), "{} ms", heard * 5);
    }
}

#[test]
fn the_flame_of_a_lighter_is_soft() {
    for seed in SEEDS {
        let lighter = whole("lighter", &[], seed);
        let flame = between(&lighter, 0.9, 1.6);
        assert!(measure::share(&flame, 50.0, 600.0) > 0.8);
        let under = louder(&between(&lighter, 0.3, 0.5), &flame);
        assert!(under > 12.0, "{under} dB");
    }
}

#[test]
fn a_match_rasps_for_60_to_300_milliseconds() {
    for (speed, low, high) in [("0", 0.15, 0.32), ("1", 0.06, 0.16)] {
        let rasp = part("match", &["stroke"], &[("speed", speed)], 1);
        let levels = measure::levels(&rasp, 0.005);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let heard = levels.iter().filter(|level| **level > 0.1 * loud).count();
        let seconds = heard as f64 * 0.005;
        assert!((low..high).contains(&seconds), "{seconds} s at {speed}");
    }
}

#[test]
fn a_match_bursts_flares_darker_and_burns_on_softly() {
    for seed in SEEDS {
        let lit = whole("match", &[], seed);
        let (burst, flare) = (between(&lit, 0.12, 0.18), between(&lit, 0.3, 0.42));
        let burn = between(&lit, 1.2, 1.7);
        let gas = part("match", &["burst"], &[], seed);
        let bright = |from, to| measure::centroid(&between(&gas, from, to));
        assert!(bright(0.12, 0.15) > 1.3 * bright(0.26, 0.3));
        assert!(louder(&burst, &flare) > 3.0 && louder(&flare, &burn) > 8.0);
        assert!(measure::share(&burn, 50.0, 600.0) > 0.6);
    }
}

#[test]
fn a_pipe_is_tapped_the_given_number_of_times_and_dry_leaf_crackles_higher() {
    for taps in 1..=4 {
        let tapped = part("pipe-fill", &["taps"], &[("taps", &taps.to_string())], 1);
        let mut strokes = strokes(&measure::filtered(&tapped, 500.0, 1200.0), 4.0);
        // The leaf crackles on for a moment after each tap.
        strokes.dedup_by(|next, last| *next - *last < 0.12);
        assert_eq!(strokes.len(), taps);
    }
    let leaf = |dryness| {
        let pressed = part("pipe-fill", &["pinch"], &[("dryness", dryness)], 1);
        measure::centroid(&pressed)
    };
    let (moist, dry) = (leaf("0"), leaf("1"));
    assert!(dry > 1.3 * moist, "{dry:.0} Hz, {moist:.0} Hz");
}

#[test]
fn a_cigarette_crackles_at_3_to_10_kilohertz_and_more_when_dry() {
    let crackles = |rate| {
        let draw = [("crackle", rate), ("draw", "3s")];
        part("cigarette", &["crackle"], &draw, 1)
    };
    let (moist, dry) = (crackles("4/s"), crackles("60/s"));
    let centroid = measure::centroid(&dry);
    assert!((3000.0..10_000.0).contains(&centroid), "{centroid}");
    let count = |samples: &[f32]| strokes(samples, 3.0).len();
    let (few, many) = (count(&moist), count(&dry));
    assert!(few >= 3 && many > 2 * few, "{few}, {many}");
}

#[test]
fn a_wine_glass_rings_above_two_kilohertz_lower_when_full() {
    let pitch = |fill| {
        let glass = whole("glass-set-down", &[("fill", fill)], 1);
        measure::loudest(&between(&glass, 0.05, 0.3), 1500.0, 12_000.0)
    };
    for seed in SEEDS {
        let glass = whole("glass-set-down", &[("surface", "stone")], seed);
        let share = measure::share(&glass, 2000.0, 18_000.0);
        assert!(share > 0.8, "{share:.2}");
    }
    let (empty, full) = (pitch("0"), pitch("1"));
    assert!((2600.0..2850.0).contains(&empty), "{empty}");
    assert!((1990.0..2200.0).contains(&full), "{full}");
}

#[test]
fn cloth_dulls_a_glass_more_than_wood_and_wood_more_than_stone() {
    let bright = |surface| {
        let glass = whole("glass-set-down", &[("surface", surface)], 1);
        measure::share(&glass, 1700.0, 20_000.0)
    };
    let (stone, wood, cloth) = (bright("stone"), bright("wood"), bright("cloth"));
    assert!(stone > wood && wood > 1.5 * cloth, "{stone} {wood} {cloth}");
}

#[test]
fn a_frame_set_down_knocks_twice_on_wood_and_its_pane_ticks() {
    for seed in SEEDS {
        let knocks = part("photo-frame", &["edge", "stand"], &[], seed);
        let at = strokes(&knocks, 3.0);
        assert_eq!(at.len(), 2, "{at:?}");
        assert!((0.06..0.16).contains(&(at[1] - at[0])));
        assert!(measure::share(&knocks, 100.0, 2000.0) > 0.8);
        let pane = part("photo-frame", &["pane", "after"], &[], seed);
        assert!(measure::share(&pane, 2400.0, 12_000.0) > 0.8);
    }
}

#[test]
fn a_frame_opens_its_stand_before_it_is_set_down_and_closes_it_after_it_is_taken_up() {
    let hinge = |action| {
        let chirp = part("photo-frame", &["hinge"], &[("action", action)], 1);
        strokes(&chirp, 2.0)[0]
    };
    assert!(hinge("set-down") < 0.2 && hinge("pick-up") > 0.4);
}

#[test]
fn a_receiver_put_down_knocks_twice_and_moves_the_bells_when_slammed() {
    for seed in SEEDS {
        let knocks = strokes(
            &part("telephone-receiver", &["ear", "mouth"], &[], seed),
            3.0,
        );
        assert_eq!(knocks.len(), 2, "{knocks:?}");
        assert!((0.04..0.1).contains(&(knocks[1] - knocks[0])));
    }
    let bells = |force| {
        let receiver = whole("telephone-receiver", &[("force", force)], 1);
        louder(&between(&receiver, 0.3, 0.4), &between(&receiver, 0.0, 0.1))
    };
    let (gentle, slammed) = (bells("0"), bells("1"));
    assert!(slammed > gentle + 10.0, "{gentle} dB, {slammed} dB");
}

#[test]
fn an_open_line_hums_in_the_receiver_that_is_taken_up() {
    let taken = [("action", "pick-up"), ("line", "1")];
    let line = between(&whole("telephone-receiver", &taken, 1), 0.6, 1.4);
    let pitch = measure::loudest(&line, 100.0, 4000.0);
    assert!((415.0..435.0).contains(&pitch), "{pitch}");
}
