//! Frogs, insects, snakes and rats.

use super::{SEEDS, beat, bed, bright, bursts, called, spot};
use cuebook_dsp::measure;

/// Crickets chirp 40 times a minute at ten degrees, and seven times more for each
/// degree above (A. E. Dolbear, *The cricket as a thermometer*, 1897), at 4 to 5 kHz.
#[test]
fn crickets_count_the_degrees() {
    for (warmth, expected) in [("14", 68.0), ("20", 110.0), ("28", 166.0)] {
        let chirps = bed("crickets", &["nearest"], &[("warmth", warmth)], 1);
        let found = measure::loudest(&chirps, 500.0, 12_000.0);
        assert!((4100.0..5000.0).contains(&found), "{found:.0} Hz");
        let rate = 3.0 * bursts(&chirps, 0.06, 0.25) as f64;
        assert!(
            (rate / expected - 1.0).abs() < 0.1,
            "{rate} chirps at {warmth} °C"
        );
    }
    for seed in SEEDS {
        let all = bed(
            "crickets",
            &["nearest", "second", "others", "meadow"],
            &[],
            seed,
        );
        assert!(measure::share(&all, 3500.0, 5600.0) > 0.8);
    }
}

/// Frogs by their calls: bullfrogs below 250 Hz (R. R. Capranica, *The evoked vocal
/// response of the bullfrog*, 1965); tree frogs with peaks at 1 and 2.3 kHz (H. C.
/// Gerhardt, *Sound pressure levels and radiation patterns of frogs*, 1975); toads
/// trill at 30 to 45 pulses a second.
#[test]
fn each_frog_has_its_own_call() {
    for seed in SEEDS {
        let alone = |kind: &str, layer: &str| bed("frogs", &[layer], &[("kind", kind)], seed);
        let bull = measure::loudest(&alone("bull", "bull"), 50.0, 5000.0);
        assert!((80.0..420.0).contains(&bull), "{bull:.0} Hz");
        let tree = alone("tree", "tree");
        let peaks = measure::share(&tree, 850.0, 1400.0) + measure::share(&tree, 1900.0, 2700.0);
        assert!(peaks > 0.6, "{peaks:.2}");
        let toad = bed(
            "frogs",
            &["toad"],
            &[("kind", "toad"), ("frogs", "1")],
            seed,
        );
        let pitch = measure::loudest(&toad, 300.0, 5000.0);
        assert!((1200.0..1700.0).contains(&pitch), "{pitch:.0} Hz");
        let trill = beat(&toad, 22.0, 70.0);
        assert!((30.0..48.0).contains(&trill), "{trill} Hz");
    }
    let busy = |frogs| bursts(&bed("frogs", &["pond"], &[("frogs", frogs)], 1), 0.05, 0.1);
    assert!(busy("12") > busy("1"), "{} {}", busy("12"), busy("1"));
}

/// Cicadas sing at 4 to 8 kHz (H. C. Bennet-Clark & D. Young, *A model of the
/// mechanism of sound production in cicadas*, 1992).
#[test]
fn cicadas_sing_between_four_and_nine_kilohertz_and_swell() {
    for seed in SEEDS {
        let singing = bed("cicadas", &[], &[], seed);
        let share = measure::share(&singing, 3800.0, 9500.0);
        assert!(share > 0.75, "{share:.2}");
    }
    let swing = |rhythm| {
        measure::swing(&measure::levels(
            &bed("cicadas", &[], &[("rhythm", rhythm)], 1),
            0.3,
        ))
    };
    assert!(
        swing("1") > swing("0") + 1.0,
        "{} {}",
        swing("0"),
        swing("1")
    );
}

/// A bee beats its wings 230 times a second, a bumblebee 140, a fly 190, a mosquito
/// about 500 (O. Sotavalta, *The flight-tone of insects*, 1947).
#[test]
fn each_insect_has_its_own_wing_beat() {
    for (insect, low, high) in [
        ("bee", 205.0, 255.0),
        ("bumblebee", 122.0, 158.0),
        ("fly", 165.0, 212.0),
        ("mosquito", 430.0, 570.0),
    ] {
        for seed in SEEDS {
            let set = [("insect", insect), ("count", "1")];
            let flight = bed("bee", &["flights"], &set, seed);
            let pitch = called(&flight, 95.0, 800.0);
            assert!((low..high).contains(&pitch), "{insect}: {pitch:.0} Hz");
        }
    }
}

/// Hisses are noise above 2 kHz without tones (B. A. Young, *Snake bioacoustics*,
/// 2003). A rattlesnake rattles 20 to 100 times a second.
#[test]
fn a_snake_hisses_without_a_tone_and_rattles() {
    for seed in SEEDS {
        let hiss = spot("snake", &["hiss"], &[], seed);
        assert!(measure::share(&hiss, 1500.0, 14_000.0) > 0.75);
        let rattle = spot("snake", &["rattle"], &[("voice", "rattle")], seed);
        assert!(measure::share(&rattle, 2000.0, 20_000.0) > 0.85);
        let rate = beat(&rattle, 30.0, 110.0);
        assert!((55.0..85.0).contains(&rate), "{rate} clicks a second");
    }
    assert!(bright("snake", &[("size", "0")]) > 1.3 * bright("snake", &[("size", "1")]));
}

/// Rats squeak audibly at 2 to 4 kHz, mice higher (what they say above 20 kHz is not
/// heard: J. C. Brudzynski, *Handbook of Mammalian Vocalization*, 2010).
#[test]
fn a_rat_squeaks_and_a_mouse_squeaks_higher() {
    for seed in SEEDS {
        let squeak = |animal| {
            let set = [("animal", animal), ("feet", "0"), ("gnawing", "0")];
            measure::loudest(&spot("rat", &["squeaks"], &set, seed), 500.0, 12_000.0)
        };
        let (rat, mouse) = (squeak("rat"), squeak("mouse"));
        assert!((1900.0..3900.0).contains(&rat), "{rat:.0} Hz");
        assert!(mouse > 1.25 * rat, "{rat:.0} and {mouse:.0} Hz");
    }
    let feet = |much| {
        let set = [("squeaks", "0"), ("feet", much), ("gnawing", "0")];
        bursts(&spot("rat", &["run"], &set, 1), 0.01, 0.1)
    };
    assert!(feet("1") > feet("0.1") + 5);
}
