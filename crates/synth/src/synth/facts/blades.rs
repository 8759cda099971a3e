//! Knives, shields, armour, gavels, dice and cards.

use super::breakage::{between, louder, part, strokes, whole};
use super::{SEEDS, part as inner};
use cuebook_dsp::measure;

/// Steel that scrapes sounds at some kilohertz; a blow on a body is below 500 Hz, since
/// flesh is soft and its contact lasts for milliseconds (A. Farnell, *Designing Sound*,
/// 2010, ch. 28 and 29).
#[test]
fn a_drawn_knife_is_bright_and_rises_and_a_stab_is_dull() {
    for seed in SEEDS {
        let drawn = whole("knife", &[], seed);
        assert!(measure::centroid(&drawn) > 2000.0);
        let rub = inner("knife", &[], &["drawn", "rub"], seed);
        let half = rub.len() / 2;
        let (early, late) = (
            measure::centroid(&rub[..half]),
            measure::centroid(&rub[half..]),
        );
        assert!(late > 1.05 * early, "{early:.0} Hz, then {late:.0} Hz");
        let stab = whole("knife", &[("action", "stab")], seed);
        let low = measure::share(&stab, 30.0, 600.0);
        assert!(low > 0.7, "{low:.2}");
    }
    let ring = |size| {
        measure::centroid(&part(
            "knife",
            &["thrown"],
            &[("action", "throw"), ("size", size)],
            1,
        ))
    };
    assert!(ring("0") > ring("1"));
    let dry = whole("knife", &[("action", "stab"), ("wet", "0")], 1);
    let wet = whole("knife", &[("action", "stab"), ("wet", "1")], 1);
    let treble = |of: &[f32]| measure::share(&between(of, 0.3, 0.55), 500.0, 5000.0);
    assert!(wet.len() > dry.len() || treble(&wet) > treble(&dry));
}

/// Wood under hide is damped within a fifth of a second; an iron plate rings for half a
/// second and more.
#[test]
fn an_iron_shield_outrings_a_wooden_one_and_armour_jingles_with_each_step() {
    for seed in SEEDS {
        let ring = |make| {
            let blow = part("shield", &["blow"], &[("make", make)], seed);
            measure::decay(&measure::filtered(&blow, 200.0, 2000.0))
        };
        let (wood, iron) = (ring("wood"), ring("iron"));
        assert!(iron > 0.5 && iron > 2.0 * wood, "{wood} s, {iron} s");
    }
    let set = [("what", "armour"), ("make", "iron"), ("blows", "4")];
    let steps = measure::filtered(&part("shield", &["armour"], &set, 1), 40.0, 200.0);
    let mut steps = strokes(&steps, 3.0);
    steps.dedup_by(|later, before| *later - *before < 0.3);
    assert_eq!(steps.len(), 4, "{steps:?}");
}

/// Small pieces of hardwood have their modes above 400 Hz and lose them in less than a
/// tenth of a second (N. Fletcher and T. Rossing, *The Physics of Musical Instruments*,
/// 1998, ch. 19, on wood blocks).
#[test]
fn a_gavel_knocks_short_and_as_often_as_told_and_the_hall_answers() {
    for blows in [1, 3, 5] {
        let set = [("blows", &*blows.to_string()), ("hall", "0")];
        let mut heard = strokes(&part("gavel", &["blow"], &set, 2), 4.0);
        heard.dedup_by(|later, before| *later - *before < 0.15);
        assert_eq!(heard.len(), blows, "{heard:?}");
    }
    for seed in SEEDS {
        let knock = inner("gavel", &[("blows", "1")], &["blow", "head"], seed);
        assert!(measure::share(&knock, 900.0, 9000.0) > 0.8);
        assert!(measure::decay(&knock) < 0.1);
    }
    let late = |hall| {
        let rap = whole("gavel", &[("blows", "1"), ("hall", hall)], 1);
        louder(&between(&rap, 0.25, 0.45), &between(&rap, 0.0, 0.1))
    };
    assert!(late("1") > late("0") + 10.0);
}

/// A die loses a share of its speed at each bounce, so the bounces come sooner and
/// sooner.
#[test]
fn a_die_bounces_sooner_and_sooner() {
    let mut sooner = 0;
    for seed in 1..6 {
        let die = part(
            "dice",
            &["die"],
            &[("dice", "1"), ("surface", "stone")],
            seed,
        );
        let at = strokes(&die, 2.0);
        assert!(at.len() >= 3, "{at:?}");
        sooner += usize::from(at[1] - at[0] > at[2] - at[1]);
    }
    assert!(sooner >= 4, "{sooner} of 5");
}

/// A pack of 52 is riffled in about two thirds of a second: 40 to 90 cards a second.
#[test]
fn cards_snap_some_forty_times_a_second_and_a_deal_has_its_hands() {
    for seed in SEEDS {
        let riffle = part("dice", &["shuffle"], &[("what", "shuffle")], seed);
        let snaps = between(&riffle, 0.1, 0.75);
        let rate = strokes(&snaps, 1.6).len() as f64 / 0.65;
        assert!((20.0..90.0).contains(&rate), "{rate} a second");
    }
    let long = |hands| whole("dice", &[("what", "deal"), ("dice", hands)], 1).len();
    assert!(long("6") > 2 * long("2"));
    let treble = |surface| measure::centroid(&whole("dice", &[("surface", surface)], 1));
    assert!(treble("wood") > 1.2 * treble("felt"));
}
