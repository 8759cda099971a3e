//! Kitchen and bathroom: water, steam, fat, steel and china.

use super::breakage::{between, louder, part, strokes, whole};
use super::{SEEDS, looped};
use cuebook_dsp::measure;

fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    looped(name, layers, set, (5, seed))
}

/// Henrywood and Agarwal, *The aeroacoustics of a steam kettle* (2013): above a
/// certain flow the pitch of the whistle rises with the speed of the steam.
#[test]
fn the_whistle_of_a_kettle_rises_to_its_pitch() {
    for (pitch, hertz) in [("1.5kHz", 1500.0), ("2.2kHz", 2200.0), ("3kHz", 3000.0)] {
        let kettle = whole("kettle", &[("pitch", pitch)], 1);
        let early = measure::loudest(&between(&kettle, 4.9, 5.2), 800.0, 4000.0);
        let full = measure::loudest(&between(&kettle, 6.8, 8.0), 800.0, 4000.0);
        assert!(early < 0.9 * full, "{early} {full}");
        assert!((full / hertz - 1.0).abs() < 0.06, "{full} for {pitch}");
    }
}

/// Before the boil, small steam bubbles collapse at the hot bottom; at the boil they
/// are large and live (Aljishi and Tatarkiewicz, *Why does heating water in a kettle
/// produce sound?*, 1991).
#[test]
fn water_sings_higher_before_it_boils() {
    for seed in SEEDS {
        let set = [("make", "electric"), ("lasts", "12s")];
        let water = part(
            "kettle",
            &["singing", "collapse", "body", "boil"],
            &set,
            seed,
        );
        let singing = measure::centroid(&between(&water, 2.5, 4.0));
        let boiling = measure::centroid(&between(&water, 8.5, 10.5));
        assert!(singing > 1.3 * boiling, "{singing:.0} {boiling:.0}");
        let click = part("kettle", &["click"], &set, seed);
        assert!((strokes(&click, 3.0)[0] - 0.93 * 12.0).abs() < 0.05);
    }
}

/// Frying hisses above 2 kHz, and each drop of water that bursts adds a spit.
#[test]
fn fat_hisses_above_two_kilohertz_and_wet_food_spits_more() {
    for seed in SEEDS {
        let fat = bed("frying", &[], &[], seed);
        let share = measure::share(&fat, 2000.0, 20_000.0);
        assert!(share > 0.6, "{share:.2}");
    }
    let spits = |wet| {
        let fat = bed("frying", &["spits"], &[("wet", wet)], 1);
        measure::onsets(&fat, 4.0).len()
    };
    assert!(spits("1") > 2 * spits("0"));
}

/// A struck bar of steel rings for tenths of a second in partials that are not
/// harmonic, 1 : 2.76 : 5.40 (Rayleigh).
#[test]
fn cutlery_rings_above_one_kilohertz_and_on_glass_for_longer() {
    for seed in SEEDS {
        let meal = whole("cutlery", &[], seed);
        let share = measure::share(&meal, 800.0, 18_000.0);
        assert!(share > 0.75, "{share:.2}");
    }
    let fade = |on| measure::decay(&whole("cutlery", &[("on", on), ("pieces", "1")], 1));
    assert!(fade("glass") > 1.5 * fade("table"));
    let count =
        |pieces| strokes(&part("cutlery", &["stroke"], &[("pieces", pieces)], 1), 2.5).len();
    assert!(count("12") > 2 * count("3"));
}

/// French, *In vino veritas: a study of wineglass acoustics* (1983): liquid loads
/// the wall, so a full vessel rings lower; it also damps it.
#[test]
fn a_full_cup_sounds_lower_and_shorter_when_it_is_stirred() {
    let pitch = |fill| {
        let stir = part(
            "cup-set-down",
            &["stir"],
            &[("fill", fill), ("stirs", "6")],
            1,
        );
        measure::loudest(&stir, 1600.0, 3200.0)
    };
    let (empty, full) = (pitch("0"), pitch("1"));
    assert!(empty > 1.2 * full, "{empty} {full}");
    for seed in SEEDS {
        let set = [("surface", "wood")];
        let blows = strokes(&part("cup-set-down", &["set"], &set, seed), 2.0);
        assert!(
            blows.len() >= 2 && blows[blows.len() - 1] < 0.3,
            "{blows:?}"
        );
    }
    let bright = |surface| measure::centroid(&whole("cup-set-down", &[("surface", surface)], 1));
    assert!(bright("saucer") > bright("wood"));
}

/// Minnaert (1933): bubbles of 0.6 to 5 mm ring at 650 Hz to 5.4 kHz.
#[test]
fn a_tap_is_loudest_where_its_bubbles_ring_and_a_full_sink_is_duller() {
    for seed in SEEDS {
        let bubbles = bed("tap", &["bubbles"], &[], seed);
        let share = measure::share(&bubbles, 500.0, 6000.0);
        assert!(share > 0.9, "{share:.2}");
        let tap = bed("tap", &[], &[], seed);
        let swing = measure::swing(&measure::levels(&tap, 0.05));
        assert!((0.8..9.0).contains(&swing), "{swing} dB");
    }
    let bright = |basin| measure::centroid(&bed("tap", &[], &[("basin", basin)], 1));
    assert!(bright("steel") > 1.2 * bright("full"));
}

/// Jets break up into drops of about two millimetres, which sound broad.
#[test]
fn a_shower_is_broad_and_a_person_in_it_moves_its_level() {
    for seed in SEEDS {
        let shower = bed("shower", &[], &[], seed);
        let share = measure::share(&shower, 1000.0, 10_000.0);
        assert!(share > 0.4, "{share:.2}");
    }
    let swing = |person| {
        let shower = bed("shower", &["jets", "splashes"], &[("person", person)], 1);
        measure::swing(&measure::levels(&shower, 0.1))
    };
    assert!(swing("1") > 2.0 * swing("0"));
}

#[test]
fn a_toilet_rushes_then_gurgles_in_large_bubbles_then_fills() {
    for seed in SEEDS {
        let flush = whole("toilet", &[], seed);
        let (rush, fill) = (between(&flush, 1.0, 2.0), between(&flush, 6.5, 7.5));
        assert!(louder(&rush, &fill) > 10.0);
        // Bubbles of 9 to 19 mm: 170 to 360 Hz and somewhat above as they rise.
        let siphon = part("toilet", &["siphon"], &[], seed);
        let low = measure::share(&siphon, 150.0, 700.0);
        assert!(low > 0.6, "{low:.2}");
        assert!(strokes(&siphon, 2.0)[0] > 2.5);
    }
    let long = |refill| super::length(&whole("toilet", &[("refill", refill)], 1));
    assert!(long("12s") > long("0s") + 1.0);
}

/// The modes of earthenware and iron lie where the ear is sharpest.
#[test]
fn dishes_knock_at_their_pace_and_water_damps_them() {
    let knocks = |pace| {
        let dishes = bed("dishes", &["plates", "pots"], &[("pace", pace)], 1);
        measure::onsets(&dishes, 4.0).len()
    };
    assert!(knocks("4/s") > 2 * knocks("0.6/s"));
    let fade = |water| {
        let one = [("water", water), ("pace", "0.2/s")];
        measure::decay(&bed("dishes", &["plates"], &one, 2)[..96_000])
    };
    assert!(fade("0").is_finite() && fade("1").is_finite());
    for seed in SEEDS {
        let china = bed("dishes", &["plates"], &[("water", "0")], seed);
        let share = measure::share(&china, 700.0, 12_000.0);
        assert!(share > 0.8, "{share:.2}");
    }
}
