//! Ducks, donkeys and wings.

use super::super::part;
use super::{SEEDS, beat, bursts, called, spot};
use cuebook_dsp::measure;

/// A mallard's quacks come in rows, each a seventh of a second of harsh pulses
/// (R. L. Abraham, *Vocalizations of the mallard*, 1974); geese are higher.
#[test]
fn a_duck_quacks_in_rows_and_a_goose_honks_higher() {
    for seed in SEEDS {
        let set = [("birds", "1"), ("excitement", "0.5")];
        let row = spot("duck", &["rows"], &set, seed);
        let quacks = bursts(&row, 0.02, 0.2);
        assert!((3..=9).contains(&quacks), "{quacks} quacks");
        let harsh = measure::share(&row, 500.0, 5000.0);
        assert!(harsh > 0.6, "{harsh:.2}");
        let pitch =
            |bird, low, high| called(&spot("duck", &["rows"], &[("bird", bird)], seed), low, high);
        let duck = pitch("duck", 150.0, 400.0);
        assert!((190.0..330.0).contains(&duck), "{duck:.0} Hz");
        let goose = pitch("goose", 330.0, 800.0);
        assert!((380.0..760.0).contains(&goose), "{goose:.0} Hz");
    }
}

/// A bray is air in, high and harsh, and air out, far lower, over and over
/// (D. G. Browning & P. M. Scheifele, *Vocalizations of Equus asinus*, 2004).
#[test]
fn a_donkey_brays_high_on_the_breath_in_and_low_on_the_breath_out() {
    for seed in SEEDS {
        let [high, low] = ["hee", "haw"].map(|half| part("donkey", &[], &["brays", half], seed));
        let (hee, haw) = (called(&high, 300.0, 1000.0), called(&low, 80.0, 300.0));
        assert!((380.0..900.0).contains(&hee), "{hee:.0} Hz");
        assert!((80.0..280.0).contains(&haw), "{haw:.0} Hz");
        assert!(measure::centroid(&high) > 1.2 * measure::centroid(&low));
    }
}

/// Small birds beat their wings more often than big ones (C. J. Pennycuick,
/// *Wingbeat frequency of birds in steady cruising flight*, 1996: about 3 Hz for a
/// swan, 15 Hz for a sparrow).
#[test]
fn a_sparrow_beats_its_wings_fifteen_times_a_second_and_a_swan_three_times() {
    for seed in SEEDS {
        for (size, (low, high)) in [("0", (12.5, 18.5)), ("1", (2.4, 4.0))] {
            let set = [("size", size), ("beats", "24")];
            let rate = beat(
                &spot("wings", &["flights"], &set, seed),
                low / 2.0,
                high * 1.5,
            );
            assert!((low..high).contains(&rate), "{size}: {rate} beats a second");
        }
    }
}
