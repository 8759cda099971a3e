//! Fire, water, weather and small things against what is known of them.

use super::{SEEDS, alone, heard};
use crate::perform::sound::{Form, measure};

#[test]
fn a_fire_roars_below_150_hertz_and_breathes_slowly() {
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
fn a_fire_crackles_as_often_as_it_is_told_at_1500_to_8000_hertz() {
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
fn wind_gusts_every_two_to_eight_seconds_and_brightens_as_it_does() {
    for seed in SEEDS {
        let samples = heard("wind", &[], Form::Loop, seed);
        let levels = measure::levels(&samples, 0.5);
        let gusts = measure::heights(&levels, 3);
        let period = samples.len() as f64 / 48_000.0 / gusts as f64;
        assert!((2.0..=8.0).contains(&period), "{period} s");
        let mut blocks: Vec<(f64, f64)> = samples
            .chunks_exact(24_000)
            .map(|block| (measure::rms(block), measure::centroid(block)))
            .collect();
        blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let bright =
            |part: &[(f64, f64)]| part.iter().map(|b| b.1).sum::<f64>() / part.len() as f64;
        let third = blocks.len() / 3;
        let (still, gust) = (bright(&blocks[..third]), bright(&blocks[2 * third..]));
        assert!(
            gust > 1.2 * still,
            "{still:.0} Hz still, {gust:.0} Hz in the gust"
        );
    }
}

#[test]
fn petrol_glugs_at_200_to_1500_hertz() {
    for seed in SEEDS {
        let samples = heard("gasoline-pour", &[], Form::Spot, seed);
        let share = measure::share(&samples, 200.0, 1500.0);
        assert!(share > 0.7, "{share:.2}");
    }
}

#[test]
fn paper_crackles_at_2_to_10_kilohertz() {
    for seed in SEEDS {
        let samples = heard("paper-rustle", &[], Form::Spot, seed);
        let share = measure::share(&samples, 2000.0, 10_000.0);
        assert!(share > 0.8, "{share:.2}");
    }
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
