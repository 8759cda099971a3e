//! Mouths: kisses, chewing, drinking.

use super::{SEEDS, SEVERAL, heard, some};
use crate::Form;
use cuebook_dsp::measure;

#[test]
fn a_kiss_pops_between_one_and_five_kilohertz_and_a_wet_one_clicks_more() {
    for seed in SEEDS {
        let kiss = heard("kiss", &[], Form::Spot, seed);
        assert!(super::length(&kiss) < 0.7, "{}", super::length(&kiss));
        let share = measure::share(&kiss, 800.0, 6000.0);
        assert!(share > 0.5, "{share:.2}");
        let long = heard("kiss", &[("passion", "1")], Form::Spot, seed);
        assert!(super::length(&long) > 2.0 * super::length(&kiss));
    }
    let wet = |wetness| {
        let set = [("wetness", wetness), ("passion", "0")];
        let all = SEVERAL.map(|seed| {
            let kiss = some("kiss", &["last"], &set, (Form::Spot, seed));
            measure::share(&kiss, 1200.0, 4800.0)
        });
        all.sum::<f64>()
    };
    assert!(wet("1") > 1.02 * wet("0"), "{} {}", wet("0"), wet("1"));
}

/// Crisp food breaks in many small fractures, which are loud and high (B. K. Drake,
/// *Food crushing sounds*, 1963; Z. M. Vickers, *Crispness and crunchiness*, 1981).
#[test]
fn jaws_close_at_their_rate_and_crisp_food_is_bright() {
    for seed in SEEDS {
        let set = [("rate", "60/min"), ("bites", "10"), ("crisp", "1")];
        let meal = some("chewing", &["chews"], &set, (Form::Spot, seed));
        let smooth: Vec<f64> = measure::levels(&meal, 0.1);
        let loud = smooth.iter().copied().fold(0.0, f64::max);
        let floored: Vec<f64> = smooth.iter().map(|level| level.max(0.1 * loud)).collect();
        let peaks = (1..floored.len() - 1).filter(|n| {
            let near = n.saturating_sub(4)..(n + 5).min(floored.len());
            floored[*n] > 0.12 * loud && near.clone().all(|m| floored[m] <= floored[*n])
        });
        let count = peaks.count();
        assert!((7..=13).contains(&count), "{count} bites");
        let bright = |crisp| {
            let food = heard("chewing", &[("crisp", crisp)], Form::Spot, seed);
            measure::share(&food, 1000.0, 10_000.0)
        };
        assert!(
            bright("1") > 1.5 * bright("0"),
            "{} {}",
            bright("0"),
            bright("1")
        );
    }
}

/// A swallow has a click, the sound of the bolus and a second click, within half a
/// second, most of it below 1.5 kHz (J. A. Y. Cichero, B. E. Murdoch, *The
/// physiologic cause of swallowing sounds*, 1998).
#[test]
fn a_drink_has_its_swallows_and_they_are_low() {
    for seed in SEEDS {
        let gulps = |swallows: &str| {
            let set = [("swallows", swallows)];
            some("drinking", &["gulps"], &set, (Form::Spot, seed))
        };
        assert!(measure::share(&gulps("3"), 80.0, 1500.0) > 0.8);
        let count = |swallows: &str| {
            let levels = measure::levels(&gulps(swallows), 0.2);
            let loud = levels.iter().copied().fold(0.0, f64::max);
            levels.iter().filter(|level| **level > 0.3 * loud).count()
        };
        let (one, five) = (count("1"), count("5"));
        assert!((1..=3).contains(&one) && five >= 4, "{one} and {five}");
        let slurp = |slurp| {
            let drink = heard("drinking", &[("slurp", slurp)], Form::Spot, seed);
            measure::rms(&drink[..24_000]) / measure::rms(&drink)
        };
        assert!(slurp("1") > 2.0 * slurp("0"));
    }
}

/// Retching is a row of short strong strains before vomiting (A. D. Miller,
/// *Respiratory muscle control during vomiting*, 1990).
#[test]
fn retching_is_a_row_of_strains_and_vomit_splashes() {
    for seed in SEEDS {
        for (heaves, expected) in [("2", 2), ("4", 4)] {
            let set = [("heaves", heaves), ("vomit", "0")];
            let strains = super::part("retching", &set, &["heaves", "strain"], seed);
            let levels = measure::levels(&measure::filtered(&strains, 80.0, 1500.0), 0.06);
            let loud = levels.iter().copied().fold(0.0, f64::max);
            let starts = levels
                .windows(2)
                .filter(|pair| pair[0] < 0.1 * loud && pair[1] >= 0.1 * loud)
                .count();
            assert!((expected - 1..=expected).contains(&starts), "{starts}");
        }
        let wet = |vomit| {
            let path = ["flood", "splatter"];
            super::part("retching", &[("vomit", vomit)], &path, seed)
        };
        let splashes = |vomit| measure::onsets(&wet(vomit), 1.5).len();
        assert!(splashes("1") > splashes("0.1"), "{}", splashes("0.1"));
    }
}

/// The uvula and the back of the tongue strike 20 to 35 times a second, as in a
/// uvular trill (P. Ladefoged & I. Maddieson, *The Sounds of the World's Languages*,
/// 1996); spit leaves with the spectrum of a fricative, above 1.5 kHz.
#[test]
fn spit_is_a_short_hiss_after_a_flutter() {
    for seed in SEEDS {
        let jet = super::part("spit", &[("hawk", "0")], &["spit", "jet"], seed);
        assert!(super::length(&jet) < 0.25);
        let high = measure::share(&jet, 1500.0, 12_000.0);
        assert!(high > 0.7, "{high:.2}");
        let hawk = some("spit", &["hawk"], &[("hawk", "1")], (Form::Spot, seed));
        let flutter = measure::modulation(&hawk, 20.0, 38.0);
        assert!(
            flutter > 2.0 * measure::modulation(&hawk, 4.0, 14.0),
            "{flutter:e}"
        );
    }
    let whole = |hawk| super::dry("spit", &[("hawk", hawk)], 1).len();
    assert!(whole("1") > whole("0") + 24_000);
}
