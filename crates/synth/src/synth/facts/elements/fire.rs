//! Fires and papers.

use super::super::{SEEDS, alone, heard};
use super::{TEN, only, prominence};
use crate::Form;
use cuebook_dsp::measure;

#[test]
fn a_fire_roars_below_150_hertz_and_swells_slowly() {
    for seed in SEEDS {
        let samples = heard("fire", &[], Form::Loop, seed);
        let roar = measure::share(&samples[..480_000], 20.0, 150.0);
        assert!(roar > 0.5, "{roar:.2}");
        let low = measure::filtered(&samples, 25.0, 150.0);
        let swing = measure::swing(&measure::levels(&low, 0.4));
        assert!((3.0..14.0).contains(&swing), "{swing} dB");
    }
}

#[test]
fn a_fire_crackles_at_the_given_rate_at_1500_to_8000_hertz() {
    let crackles = |rate: &str| {
        let samples = heard("fire", &[("crackle", rate)], Form::Loop, 1);
        let high = measure::filtered(&samples, 1500.0, 16_000.0);
        let onsets = measure::onsets(&high, 2.5);
        onsets.len() as f64 / 40.0
    };
    let (few, many) = (crackles("2/s"), crackles("15/s"));
    assert!((0.8..3.0).contains(&few), "{few}");
    assert!((6.0..18.0).contains(&many), "{many}");
    let centroid = measure::centroid(&alone("fire", &["crackle"], 1)[..480_000]);
    assert!((1500.0..8000.0).contains(&centroid), "{centroid}");
}

#[test]
fn a_blaze_roars_below_200_hertz_and_crackles_through_it() {
    for seed in SEEDS {
        let samples = heard("blaze", &[], Form::Loop, seed);
        let roar = measure::share(&samples[..TEN], 30.0, 200.0);
        assert!(roar > 0.5, "{roar:.2}");
        let high = measure::filtered(&samples[..TEN], 1500.0, 16_000.0);
        let crackles = measure::onsets(&high, 2.0).len() as f64 / 10.0;
        assert!((4.0..34.0).contains(&crackles), "{crackles} a second");
    }
}

/// Cetegen and Ahmed: a flame of width D puffs 1.5 / sqrt(D) times a second.
#[test]
fn a_wider_fire_heaves_more_slowly() {
    let period = |size: &str| {
        let samples = only("blaze", &["roar"], &[("size", size)], 1);
        let levels = measure::levels(&samples, 0.05);
        let smooth: Vec<f64> = levels
            .windows(15)
            .map(|near| near.iter().sum::<f64>())
            .collect();
        smooth.len() as f64 * 0.05 / measure::heights(&smooth, 9) as f64
    };
    let (hut, hall) = (period("3m"), period("40m"));
    assert!((0.9..1.9).contains(&hut), "{hut} s of 1.2 s");
    assert!(hall > 1.5 * hut, "{hut} s, {hall} s of 4.2 s");
}

#[test]
fn timbers_fall_at_the_given_rate() {
    let strikes = |falling: &str| {
        let samples = only("blaze", &["fall"], &[("falling", falling)], 2);
        let thuds = measure::levels(&measure::filtered(&samples, 50.0, 250.0), 0.25);
        let loud = thuds.iter().copied().fold(0.0, f64::max);
        let heard: Vec<f64> = thuds.iter().map(|l| l.max(0.1 * loud)).collect();
        let rises = heard.windows(2).filter(|pair| pair[1] > 2.0 * pair[0]);
        rises.count() as f64 * 60.0 / 73.0
    };
    let (few, many) = (strikes("4/min"), strikes("30/min"));
    assert!((1.0..10.0).contains(&few), "{few}");
    assert!((15.0..50.0).contains(&many), "{many}");
}

#[test]
fn burning_paper_crackles_at_2_to_12_kilohertz_in_clusters() {
    for seed in SEEDS {
        let char = only("paper-burn", &["char"], &[], seed);
        let share = measure::share(&char[..TEN], 2000.0, 12_000.0);
        assert!(share > 0.85, "{share:.2}");
        let swing = measure::swing(&measure::levels(&char, 0.1));
        assert!(swing > 8.0, "{swing:.1} dB");
    }
    let flat = heard("paper-burn", &[("curl", "0")], Form::Loop, 1);
    let curled = heard("paper-burn", &[("curl", "1")], Form::Loop, 1);
    let peaks = |s: &[f32]| measure::onsets(&measure::filtered(s, 1800.0, 12_000.0), 5.0).len();
    assert!(peaks(&curled) > peaks(&flat), "curling adds crackles");
}

#[test]
fn more_paper_burns_with_a_deeper_flame() {
    let flame = |sheets| {
        let of = only("paper-burn", &["flame"], &[("sheets", sheets)], 1);
        measure::centroid(&of[..TEN])
    };
    assert!(flame("0") > 1.2 * flame("1"));
}

/// Recordings of handled sheets are strongest at 0.5 to 6 kHz, in separate clicks
/// from buckling cells (Houle and Sethna, *Acoustic emission from crumpling paper*,
/// 1996).
#[test]
fn paper_crackles_at_500_hertz_to_10_kilohertz_in_clicks() {
    for seed in SEEDS {
        let samples = heard("paper-rustle", &[], Form::Spot, seed);
        let share = measure::share(&samples, 500.0, 10_000.0);
        assert!(share > 0.8, "{share:.2}");
        let clicks = prominence(&measure::levels(&samples, 0.002));
        assert!(clicks > 16.0, "{clicks:.1} dB");
    }
    let bright = |stiffness| {
        let set = [("stiffness", stiffness)];
        measure::centroid(&heard("paper-rustle", &set, Form::Spot, 1))
    };
    assert!(bright("1") > 1.15 * bright("0"));
}

#[test]
fn a_lighter_clicks_twice_at_3_to_9_kilohertz_before_its_flint() {
    for seed in SEEDS {
        let samples = heard("lighter", &[], Form::Spot, seed);
        let lid = &samples[..9600];
        assert!(measure::share(lid, 2800.0, 9200.0) > 0.7);
        let levels = measure::levels(&samples, 0.02);
        let flint = levels[17..30].iter().copied().fold(0.0, f64::max);
        assert!(flint > 4.0 * levels[14], "{flint} after {}", levels[14]);
    }
}
