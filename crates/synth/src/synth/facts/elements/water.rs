//! Poured liquids.

use super::super::{SEEDS, heard};
use super::{TEN, only};
use crate::Form;
use crate::recipe::{self, Settings};
use cuebook_dsp::measure;

#[test]
fn petrol_glugs_at_200_to_1500_hertz() {
    for seed in SEEDS {
        let samples = heard("gasoline-pour", &[], Form::Spot, seed);
        let share = measure::share(&samples, 200.0, 1500.0);
        assert!(share > 0.7, "{share:.2}");
    }
}

#[test]
fn a_drum_gulps_at_the_given_rate() {
    let gulps = |glug| {
        let samples = only("gasoline-pour", &["gulp"], &[("glug", glug)], 1);
        let low = measure::levels(&measure::filtered(&samples, 150.0, 500.0), 0.02);
        measure::heights(&low, 5) as f64 / 47.0
    };
    let (slow, quick) = (gulps("2/s"), gulps("5/s"));
    assert!((1.6..3.0).contains(&slow), "{slow}");
    assert!((3.6..6.0).contains(&quick), "{quick}");
}

#[test]
fn a_can_glugs_higher_than_a_drum() {
    let pitch = |vessel| {
        let samples = only("gasoline-pour", &["gulp"], &[("vessel", vessel)], 1);
        measure::centroid(&samples[..TEN])
    };
    assert!(pitch("can") > 1.2 * pitch("drum"));
}

#[test]
fn petrol_splashes_brightest_on_stone_and_dullest_on_earth() {
    let on = |floor| {
        let layers = ["splash", "tongues", "boards", "sheet"];
        measure::centroid(&only("gasoline-pour", &layers, &[("onto", floor)], 1)[..TEN])
    };
    let (stone, wood, earth) = (on("stone"), on("wood"), on("earth"));
    assert!(
        stone > 1.1 * wood && wood > 1.1 * earth,
        "{stone:.0} {wood:.0} {earth:.0}"
    );
}

#[test]
fn wine_bubbles_at_500_to_6500_hertz() {
    for seed in SEEDS {
        let samples = heard("wine-pour", &[], Form::Spot, seed);
        let share = measure::share(&samples, 500.0, 6500.0);
        assert!(share > 0.85, "{share:.2}");
    }
}

/// A pipe closed at one end; its length is the part of the vessel above the wine.
#[test]
fn a_vessel_sings_higher_as_it_fills() {
    for (vessel, empty, full) in [("glass", 766.0, 1540.0), ("jug", 350.0, 739.0)] {
        let samples = column(vessel);
        // Half a second near the beginning, and near the end of six.
        let pitch = |at: usize| {
            let part = &samples[at * 4800..(at + 6) * 4800];
            let steps = (0..40).map(|n| 0.7 * empty * libm::pow(2.0, f64::from(n) / 20.0));
            let power = |f: f64| measure::band(part, f / 1.15, f * 1.15);
            steps
                .max_by(|a, b| power(*a).total_cmp(&power(*b)))
                .unwrap()
        };
        let (early, late) = (pitch(2), pitch(54));
        assert!(
            (0.75..1.5).contains(&(early / empty)),
            "{vessel}: {early:.0} Hz"
        );
        assert!(
            (0.7..1.4).contains(&(late / full)),
            "{vessel}: {late:.0} Hz"
        );
    }
}

/// Returns only the air above the wine, while six seconds are poured.
fn column(vessel: &str) -> Vec<f32> {
    let mut recipe = recipe::find("wine-pour").unwrap().clone();
    recipe.distance = None;
    recipe.layers.retain(|layer| layer.layer == "column");
    let set = [("vessel", vessel), ("pouring", "6s")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let settings = Settings::read(&recipe, &set).unwrap();
    let audio = crate::synth::perform(&recipe, &settings, (Form::Spot, 1), &Default::default());
    audio.unwrap().channels.remove(0)
}

#[test]
fn it_is_poured_for_the_given_time() {
    for (pouring, expected) in [("1s", 1.0), ("6s", 6.0)] {
        let samples = heard("wine-pour", &[("pouring", pouring)], Form::Spot, 1);
        let seconds = samples.len() as f64 / 48_000.0;
        assert!(
            (expected..expected + 2.5).contains(&seconds),
            "{pouring}: {seconds}"
        );
    }
}
