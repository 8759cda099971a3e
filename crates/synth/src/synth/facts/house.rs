//! Locks, drawers, switches, windows, lifts, machines and tools of a house.

use super::breakage::{between, louder, part, strokes, whole};
use super::machines::pulse;
use super::{SEEDS, looped, part as inner};
use cuebook_dsp::measure;

fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    looped(name, layers, set, (10, seed))
}

/// A pin-tumbler lock of a house has five to seven pins (Yale, 1865): each drops as
/// the key passes. The bolt is the loudest part.
#[test]
fn a_key_clicks_over_the_pins_before_the_bolt_moves() {
    for seed in SEEDS {
        let pins = strokes(&part("lock-and-key", &["wards"], &[], seed), 2.0);
        assert!((4..=7).contains(&pins.len()), "{pins:?}");
        let lock = whole("lock-and-key", &[("keys", "0")], seed);
        let loudest = measure::peak_at(&lock, 1.0) as f64 / 48_000.0;
        assert!((0.75..1.0).contains(&loudest), "{loudest} s");
    }
    let turns = |turns| whole("lock-and-key", &[("turns", turns)], 1).len();
    assert!(turns("3") > turns("1") + 30_000);
    let pitch = |size| measure::centroid(&part("lock-and-key", &["turn"], &[("size", size)], 1));
    assert!(pitch("0") > 1.8 * pitch("1"));
}

#[test]
fn a_drawer_runs_and_then_stops_with_a_thud() {
    for seed in SEEDS {
        let set = [("contents", "0"), ("speed", "0.8")];
        let drawer = whole("drawer", &set, seed);
        let low = measure::filtered(&drawer, 60.0, 400.0);
        let loudest = measure::levels(&low, 0.01);
        let top = (0..loudest.len()).max_by(|a, b| loudest[*a].total_cmp(&loudest[*b]));
        let stop = 0.01 * top.unwrap() as f64;
        assert!((0.4..0.65).contains(&stop), "{stop} s");
    }
    let sheet = |material| {
        let set = [("material", material), ("contents", "0")];
        super::length(&whole("drawer", &set, 1))
    };
    assert!(sheet("metal") > sheet("wood"));
    let fast = |speed| whole("drawer", &[("speed", speed), ("contents", "0")], 1).len();
    assert!(fast("0") > 3 * fast("1") / 2);
}

/// A snap switch goes over in a few milliseconds; nothing of it lasts.
#[test]
fn a_switch_is_short_and_a_breaker_is_lower() {
    for seed in SEEDS {
        let click = whole("light-switch", &[], seed);
        let long = super::length(&click);
        assert!(long < 0.3, "{long} s");
        let high = measure::share(&click, 400.0, 12_000.0);
        assert!(high > 0.6, "{high:.2}");
    }
    let pitch = |make| measure::centroid(&whole("light-switch", &[("make", make)], 1));
    assert!(pitch("rocker") > 1.3 * pitch("breaker"));
    let tube = whole("light-switch", &[("lamp", "1")], 1);
    // The choke hums with twice the mains.
    let hum = between(&tube, 1.5, 2.5);
    let on = measure::band(&hum, 585.0, 615.0) / measure::band(&hum, 635.0, 665.0);
    assert!(on > 20.0, "{on}");
}

/// Universal motors of cleaners turn 15,000 to 30,000 times a minute: 250 to 500
/// lines a second in the roar.
#[test]
fn a_vacuum_cleaner_has_the_line_of_its_motor_in_broad_noise() {
    for (power, low, high) in [("0", 215.0, 250.0), ("1", 320.0, 365.0)] {
        let cleaner = bed("vacuum-cleaner", &[], &[("power", power)], 1);
        let pitch = measure::loudest(&measure::filtered(&cleaner, 150.0, 420.0), 150.0, 420.0);
        assert!((low..high).contains(&pitch), "{pitch} at {power}");
    }
    let bright =
        |floor| measure::centroid(&bed("vacuum-cleaner", &["nozzle"], &[("floor", floor)], 1));
    assert!(bright("boards") > 1.5 * bright("carpet"));
}

/// 1200 turns a minute are 20 a second.
#[test]
fn a_washing_machine_tumbles_slowly_and_spins_twenty_times_a_second() {
    let wash = bed("washing-machine", &["fall"], &[], 1);
    let falls = pulse(&wash, 0.8, 4.0);
    assert!((1.4..2.0).contains(&falls), "{falls}");
    let spin = bed("washing-machine", &["spin"], &[("cycle", "spin")], 1);
    let (turn, _) = measure::pitch(&spin[..96_000], 12.0, 34.0);
    assert!((19.0..21.0).contains(&turn), "{turn}");
}

#[test]
fn a_sewing_machine_stitches_at_its_rate() {
    for (stitches, rate) in [("6/s", 6.0), ("15/s", 15.0)] {
        let set = [("stitches", stitches), ("seam", "4s"), ("make", "treadle")];
        let seam = part("sewing-machine", &["seams"], &set, 1);
        let found = pulse(
            &measure::filtered(&seam[9600..180_000], 200.0, 900.0),
            4.0,
            20.0,
        );
        assert!((found / rate - 1.0).abs() < 0.08, "{found} for {stitches}");
    }
}

/// Transformers hum with twice the mains (magnetostriction).
#[test]
fn ovens_and_refrigerators_hum_with_the_mains() {
    for (mains, hertz) in [("50Hz", 100.0), ("60Hz", 120.0)] {
        let oven = part("microwave", &["hum"], &[("mains", mains)], 1);
        let found = measure::loudest(&oven[48_000..180_000], 60.0, 400.0);
        assert!((found - hertz).abs() < 1.0, "{found}");
        let fridge = bed("fridge", &["hum"], &[("mains", mains)], 1);
        let found = measure::loudest(&fridge, 60.0, 400.0);
        assert!((found - hertz).abs() < 1.0, "{found}");
    }
    for beeps in [1, 3, 5] {
        let set = [("beeps", &*beeps.to_string()), ("distance", "0.3m")];
        let end = part("microwave", &["beeps"], &set, 1);
        assert_eq!(super::lines::bursts(&end).len(), beeps);
    }
}

/// The blade rate is the turns times the blades.
#[test]
fn a_fan_sounds_at_its_blade_rate() {
    for (speed, blades, expected) in [("20/s", "3", 60.0), ("30/s", "5", 150.0)] {
        let set = [("speed", speed), ("blades", blades)];
        let fan = bed("fan", &["blade"], &set, 1);
        let found = measure::loudest(&fan, 30.0, 400.0);
        assert!((found - expected).abs() < 2.0, "{found}");
    }
    let air = |speed| measure::centroid(&bed("fan", &["air"], &[("speed", speed)], 1));
    assert!(air("45/s") > 1.4 * air("2/s"));
}

/// The bell of a lift sounds when the car has stopped, before its doors open.
#[test]
fn a_lift_moves_then_rings_then_opens() {
    for seed in SEEDS {
        let bell = part("lift", &["bell"], &[], seed);
        let at = measure::onsets(&[vec![0.0; 2400], bell.clone()].concat(), 3.0)[0];
        assert!((5.4..5.8).contains(&(at as f64 / 48_000.0 - 0.05)));
        assert!((measure::loudest(&bell, 400.0, 2000.0) - 880.0).abs() < 8.0);
        let lift = whole("lift", &[("bell", "0")], seed);
        let (ride, still) = (between(&lift, 2.0, 4.0), between(&lift, 6.0, 6.25));
        assert!(louder(&ride, &still) > 6.0);
    }
    let long = |ride| whole("lift", &[("ride", ride)], 1).len();
    assert!(long("10s") > long("5s") + 230_000);
}

/// Nine rings or more run over the rod, one after another.
#[test]
fn curtain_rings_rattle_in_a_row_and_metal_is_brighter_than_wood() {
    for seed in SEEDS {
        let rings = strokes(&part("curtain", &["rings"], &[("speed", "0")], seed), 1.5);
        assert!(rings.len() >= 4, "{rings:?}");
    }
    let bright = |rod| measure::centroid(&part("curtain", &["rings"], &[("rod", rod)], 1));
    assert!(bright("metal") > 2.0 * bright("wood"));
}

#[test]
fn a_heavy_chair_scrapes_lower_and_a_long_push_takes_longer() {
    let pitch =
        |weight| measure::centroid(&part("chair-scrape", &["scrape"], &[("weight", weight)], 1));
    assert!(pitch("0") > 1.15 * pitch("1"));
    let long = |length| super::length(&whole("chair-scrape", &[("length", length)], 1));
    assert!(long("1.5s") > long("0.3s") + 0.9);
    for seed in SEEDS {
        // Friction is neither a tone nor noise: it repeats, but not exactly.
        let scrape = part("chair-scrape", &["scrape"], &[("length", "1s")], seed);
        let (_, periodic) = measure::pitch(&scrape[9600..28_800], 80.0, 480.0);
        assert!((0.15..0.9).contains(&periodic), "{periodic}");
    }
}

/// A stiff sash squeaks: friction of some hundred slips a second.
#[test]
fn a_sash_slides_and_stops_and_a_casement_is_turned_by_its_handle() {
    let sash = inner("window", &[("make", "sash")], &["sash", "stop"], 1);
    let stop = strokes(&sash, 3.0)[0];
    let run = inner("window", &[("make", "sash")], &["sash", "run"], 1);
    let levels = measure::levels(&run, 0.01);
    let loud = levels.iter().copied().fold(0.0, f64::max);
    let moved = levels.iter().filter(|level| **level > 0.1 * loud).count();
    assert!(moved > 25 && stop > 0.4, "{moved} {stop}");
    for seed in SEEDS {
        let handle = strokes(&part("window", &["handle"], &[], seed), 3.0);
        assert_eq!(handle.len(), 2, "{handle:?}");
    }
    let shut = |action| whole("window", &[("action", action)], 1).len();
    assert!(shut("close") > shut("open"));
}

#[test]
fn a_broom_and_a_saw_go_to_and_fro_at_their_rate() {
    for (name, layer, strokes, rate) in [
        ("sweeping", "stroke", "60/min", 1.0),
        ("sweeping", "stroke", "110/min", 1.83),
        ("sawing", "push", "60/min", 1.0),
        ("sawing", "push", "120/min", 2.0),
    ] {
        let work = bed(name, &[layer], &[("strokes", strokes)], 1);
        let found = pulse(&work, 0.6, 3.0);
        assert!(
            (found / rate - 1.0).abs() < 0.12,
            "{name} {strokes}: {found}"
        );
    }
}

/// An anvil of good steel rings for seconds: the smith tests it by that.
#[test]
fn an_anvil_outrings_a_nail_and_the_blows_are_counted() {
    let fade = |work, layer| {
        let set = [("work", work), ("blows", "1")];
        measure::decay(&inner("hammering", &set, &["blow", layer], 1))
    };
    let (anvil, nail) = (fade("anvil", "anvil"), fade("nail", "nail"));
    assert!(anvil > 4.0 * nail, "{anvil} {nail}");
    for blows in [1, 4, 9] {
        let set = [("blows", &*blows.to_string())];
        let found = measure::filtered(&inner("hammering", &set, &["blow"], 1), 1000.0, 9000.0);
        let found = strokes(&found, 6.0);
        assert!(found.len().abs_diff(blows) <= 1, "{found:?} for {blows}");
    }
}
