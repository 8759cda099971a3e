//! What hands do: paper, pens, cloth, tools and mills.

use super::machines::{bed, pulse};
use super::{SEEDS, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

fn spot(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    heard(name, set, Form::Spot, seed)
}

/// A sheet that sweeps and buckles is bright; a book that is shut is a low clap.
#[test]
fn a_page_is_bright_and_short_and_a_shut_book_is_low() {
    for seed in SEEDS {
        let page = spot("page-turn", &[], seed);
        assert!(measure::share(&page, 800.0, 12_000.0) > 0.5);
        assert!(length(&page) < 0.8);
        let centre = |set: &[(&str, &str)]| measure::centroid(&spot("page-turn", set, seed));
        assert!(centre(&[]) > 3.0 * centre(&[("move", "close")]));
        let boards = |size: &str| {
            let set = [("move", "close"), ("size", size)];
            measure::centroid(&part("page-turn", &set, &["shut", "boards"], seed))
        };
        assert!(boards("0") > 1.1 * boards("1"));
    }
}

/// H. Teulings and others on handwriting: four to six strokes a second within a word.
#[test]
fn writing_has_four_to_eight_strokes_a_second_and_pauses() {
    for seed in SEEDS {
        let written = spot("writing", &[("length", "6s")], seed);
        let levels = measure::levels(&measure::filtered(&written, 1200.0, 9000.0), 0.02);
        let strokes = measure::heights(&levels, 2) as f64;
        let rate = strokes / (levels.len() as f64 * 0.02);
        assert!((3.0..11.0).contains(&rate), "{rate}");
        assert!(measure::swing(&levels) > 15.0);
        let centre = |with: &str| measure::centroid(&spot("writing", &[("with", with)], seed));
        assert!(centre("pen") > centre("pencil"));
    }
}

/// Fibres break faster as the hand speeds up: the level grows to the end of a tear.
#[test]
fn a_tear_grows_to_its_end_and_cloth_is_lower_than_paper() {
    for seed in SEEDS {
        let tear = spot("tearing", &[("length", "1s")], seed);
        let part = |from: usize| measure::rms(&tear[from..from + 9600]);
        assert!(part(33_600) > 1.5 * part(7200));
        let centre = |what: &str| measure::centroid(&spot("tearing", &[("what", what)], seed));
        assert!(centre("paper") > 1.3 * centre("cloth"));
    }
}

/// A rod in a flow: f = 0.2 · speed / diameter (Strouhal 1878): faster is higher, and
/// a swing rises and falls.
#[test]
fn a_faster_swing_is_higher_and_a_wing_is_low() {
    for seed in SEEDS {
        let centre = |set: &[(&str, &str)]| measure::centroid(&spot("swoosh", set, seed));
        assert!(centre(&[("speed", "1")]) > 1.3 * centre(&[("speed", "0")]));
        assert!(centre(&[("what", "blade")]) > 1.3 * centre(&[("what", "wing")]));
        let swing = spot("swoosh", &[], seed);
        let levels = measure::levels(&swing, 0.03);
        let top = levels.iter().copied().fold(0.0, f64::max);
        assert!(levels[0] < 0.3 * top && levels[levels.len() - 1] < 0.1 * top);
    }
}

#[test]
fn scissors_rise_to_the_click_of_their_blades() {
    for seed in SEEDS {
        let cut = spot("scissors", &[("times", "1")], seed);
        assert!(measure::share(&cut, 1500.0, 16_000.0) > 0.7);
        let lasts = |times: &str| length(&spot("scissors", &[("times", times)], seed));
        assert!(lasts("6") > lasts("2") + 1.0);
    }
}

/// The teeth of a zip are small: it is bright; a fast pull is short.
#[test]
fn a_zip_is_bright_and_a_fast_pull_is_short() {
    for seed in SEEDS {
        let lasts = |speed: &str| length(&spot("zip", &[("speed", speed), ("times", "1")], seed));
        assert!(lasts("0") > 1.4 * lasts("1"));
        assert!(measure::share(&spot("zip", &[], seed), 800.0, 16_000.0) > 0.8);
    }
}

#[test]
fn an_umbrella_ends_in_a_taut_clap_and_then_clicks() {
    for seed in SEEDS {
        for (speed, clap) in [("0", 0.42), ("1", 0.21)] {
            let opened = spot("umbrella", &[("speed", speed)], seed);
            let low = measure::filtered(&opened, 60.0, 300.0);
            let at = measure::levels(&low, 0.01);
            let top = measure::peak_at(&at.iter().map(|l| *l as f32).collect::<Vec<_>>(), 1.0);
            assert!((top as f64 * 0.01 - clap).abs() < 0.05, "{speed}: {top}");
        }
    }
}

/// Thin film buckles in hundreds of small clicks above 2 kHz (E. Kramer and
/// A. Lobkovsky, "Universal power law in the noise from a crumpled elastic sheet", 1996).
#[test]
fn a_plastic_bag_crackles_above_2_khz() {
    for seed in SEEDS {
        let bag = spot("bag", &[], seed);
        assert!(measure::share(&bag, 1500.0, 16_000.0) > 0.75);
        let lasts = |speed: &str| length(&spot("bag", &[("speed", speed)], seed));
        assert!(lasts("0") > 1.3 * lasts("1"));
    }
}

/// Leather slips at tens of hertz and damps everything above 3 kHz.
#[test]
fn leather_creaks_low_and_dull() {
    for seed in SEEDS {
        let creak = part("leather", &[], &["leather", "creak"], seed);
        assert!(measure::share(&creak, 80.0, 3200.0) > 0.85);
        let lasts = |speed: &str| length(&spot("leather", &[("speed", speed)], seed));
        assert!(lasts("0") > lasts("1"));
    }
}

#[test]
fn an_axe_strikes_as_often_as_told_and_a_tree_is_lower_than_a_stick() {
    for seed in SEEDS {
        let set = [("strokes", "4"), ("split", "0")];
        let blows = part("wood-chop", &set, &["stroke", "log"], seed);
        // The first one has nothing before it.
        assert_eq!(measure::onsets(&blows, 8.0).len(), 3);
        let low = |size: &str| {
            let log = part(
                "wood-chop",
                &[("size", size), ("strokes", "1")],
                &["stroke", "log"],
                seed,
            );
            measure::loudest(&log, 150.0, 700.0)
        };
        assert!(low("0") > 1.8 * low("1"));
        let saw = part("wood-chop", &[("tool", "saw")], &["saw"], seed);
        let levels = measure::levels(&saw, 0.05);
        // Out and back for each stroke.
        assert!((5..=7).contains(&measure::heights(&levels, 3)));
    }
}

#[test]
fn a_spade_bites_and_earth_lands_a_second_later() {
    for seed in SEEDS {
        let dig = spot("digging", &[("strokes", "1"), ("stones", "0")], seed);
        let before = measure::rms(&dig[45_000..57_000]);
        let lands = measure::rms(&dig[60_000..72_000]);
        assert!(lands > 4.0 * before, "{lands} {before}");
        let centre = |ground: &str| {
            measure::centroid(&part(
                "digging",
                &[("ground", ground)],
                &["spadeful", "bite"],
                seed,
            ))
        };
        assert!(centre("gravel") > 1.3 * centre("snow"));
    }
}

/// An anvil of 50 to 150 kg rings from 400 Hz up (T. Rossing, *Science of Percussion
/// Instruments*); hot iron damps it.
#[test]
fn an_anvil_rings_and_hot_iron_damps_it() {
    let blows = bed("forge", &["blow"], &[("rate", "90/min")], 1);
    let rate = pulse(&measure::filtered(&blows, 60.0, 300.0), 1.2, 1.9);
    assert!((1.4..1.6).contains(&rate), "{rate}");
    for seed in SEEDS {
        let ring = |hot: &str| {
            let set = [("rate", "20/min"), ("hot", hot)];
            let blows = bed("forge", &["blow"], &set, seed);
            measure::swing(&measure::levels(
                &measure::filtered(&blows, 500.0, 9000.0),
                0.05,
            ))
        };
        assert!(ring("0") > 10.0 && ring("1") > 10.0);
        let bright = |hot: &str| measure::centroid(&bed("forge", &["blow"], &[("hot", hot)], seed));
        assert!(bright("0") > 1.3 * bright("1"));
    }
}

/// Cogs knock faster when the mill turns faster; a water wheel splashes at each bucket.
#[test]
fn a_mill_knocks_with_its_cogs_and_pours_from_each_bucket() {
    for (speed, cogs) in [("0", 1.0 / 0.28), ("1", 1.0 / 0.11)] {
        let knocks = bed("mill", &["cog"], &[("speed", speed)], 1);
        let found = pulse(&knocks, 0.8 * cogs, 1.2 * cogs);
        assert!((found / cogs - 1.0).abs() < 0.06, "{speed}: {found}");
    }
    let splash =
        |kind: &str| measure::share(&bed("mill", &[], &[("kind", kind)], 1), 1000.0, 6000.0);
    assert!(splash("water") > 1.5 * splash("wind"));
}
