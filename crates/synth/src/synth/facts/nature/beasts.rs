//! Wolves, bears, big cats, whales and dragons.

use super::{SEEDS, beat, bright, bursts, called, lasts, loudest_part, spot};
use cuebook_dsp::measure;

/// Wolves howl at 150 to 780 Hz for three to seven seconds, with few overtones (J. B.
/// Theberge & J. B. Falls, *Howling as a means of communication in timber wolves*,
/// 1967).
#[test]
fn a_wolf_howls_long_and_clear() {
    for seed in SEEDS {
        let howl = spot("wolf", &[], &[], seed);
        let pitch = measure::loudest(&howl, 150.0, 1000.0);
        let (_, clear) = measure::pitch(loudest_part(&howl, 0.1), 150.0, 1000.0);
        assert!(
            (340.0..620.0).contains(&pitch) && clear > 0.8,
            "{pitch:.0} Hz, {clear:.2}"
        );
        let long = lasts(&howl, 0.1);
        assert!((2.5..6.5).contains(&long), "{long} s");
    }
    let low = called(&spot("wolf", &[], &[("pitch", "260Hz")], 1), 120.0, 1000.0);
    assert!(low < 350.0, "{low:.0} Hz");
    let pack = lasts(&spot("wolf", &[], &[("wolves", "6")], 1), 0.05);
    assert!(pack > lasts(&spot("wolf", &[], &[], 1), 0.05) + 1.5);
}

/// The voices of big animals are low and rough: long folds without order (W. T.
/// Fitch, J. Neubauer & H. Herzel, *Calls out of chaos*, 2002), formants that are
/// close together (T. Fitch & D. Reby, *The descended larynx is not uniquely human*,
/// 2001).
#[test]
fn bears_and_dragons_are_low_and_rough_and_the_bigger_the_lower() {
    for name in ["bear", "dragon"] {
        for seed in SEEDS {
            let roar = spot(name, &[], &[], seed);
            let centre = measure::centroid(&roar);
            assert!(centre < 1300.0, "{name}: {centre:.0} Hz");
            let (_, clear) = measure::pitch(loudest_part(&roar, 0.1), 40.0, 500.0);
            assert!(clear < 0.9, "{name}: {clear:.2}");
        }
        let (small, big) = (
            bright(name, &[("size", "0")]),
            bright(name, &[("size", "1")]),
        );
        assert!(small > 1.2 * big, "{name}: {small:.0} and {big:.0} Hz");
    }
    let fire = |much: &str| lasts(&spot("dragon", &[], &[("fire", much)], 1), 0.1);
    assert!(fire("1") > fire("0") + 1.0);
}

/// A lion roars in a series: full roars of about a second at 100 to 300 Hz, then
/// grunts (J. Ananthakrishnan et al., *An acoustic analysis of lion roars*, 2011).
#[test]
fn a_lion_roars_in_a_series_that_ends_in_grunts() {
    for seed in SEEDS {
        let roars = spot("lion", &["roars"], &[("count", "3")], seed);
        let count = bursts(&measure::filtered(&roars, 150.0, 1500.0), 0.1, 0.35);
        assert!((2..=5).contains(&count), "{count} roars");
        let share = measure::share(&roars, 100.0, 1000.0);
        assert!(share > 0.7, "{share:.2}");
        let (roar, grunt) = (
            loudest_part(&roars, 0.5),
            spot("lion", &["grunts"], &[], seed),
        );
        assert!(!grunt.is_empty() && measure::rms(roar) > 0.0);
        let all = spot("lion", &[], &[("count", "2")], seed);
        let half = all.len() / 2;
        assert!(measure::rms(&all[..half]) > 1.3 * measure::rms(&all[half..]));
    }
    let snarl = spot("lion", &[], &[("voice", "snarl")], 1);
    assert!(measure::centroid(&snarl) > measure::centroid(&spot("lion", &[], &[], 1)));
}

/// Humpbacks sing units of one to four seconds, mostly below 1.5 kHz (R. S. Payne & S.
/// McVay, *Songs of humpback whales*, 1971). Sperm whales click about twice a second
/// (J. C. D. Gordon, 1987); orcas leap between pulse rates up to 2 kHz.
#[test]
fn whales_sing_glide_and_click() {
    for seed in SEEDS {
        let song = spot("whale", &["song"], &[], seed);
        assert!(measure::share(&song, 60.0, 2000.0) > 0.9);
        let sung = measure::levels(&song, 0.1).len();
        assert!(sung > 40, "{sung}");
        let click = spot(
            "whale",
            &["clicks"],
            &[("whale", "sperm"), ("count", "3")],
            seed,
        );
        let rate = beat(&click, 1.2, 3.5);
        assert!((1.7..2.5).contains(&rate), "{rate} clicks a second");
        let orca = spot("whale", &["orca"], &[("whale", "orca")], seed);
        assert!(measure::centroid(&orca) > measure::centroid(&song));
    }
    let high = bright("whale", &[("pitch", "2")]);
    assert!(high > 1.3 * bright("whale", &[("pitch", "0.5")]));
}
