//! Guns, shells and explosions against what is known of them.

use super::{SEEDS, alone, heard, length};
use crate::perform::sound::recipe::score::Source;
use crate::perform::sound::recipe::{self, Recipe, Settings};
use crate::perform::sound::{Form, measure};

#[test]
fn far_guns_are_a_rumble_of_one_to_four_seconds_in_several_arrivals() {
    for seed in SEEDS {
        let shot = heard("artillery", &[("distance", "4km")], Form::Spot, seed);
        let low = measure::share(&shot, 15.0, 80.0);
        assert!(low > 0.7, "{low:.2} of the energy is at 15 to 80 Hz");
        let length = length(&shot);
        assert!((1.0..=4.0).contains(&length), "{length} s");
        let arrivals = measure::heights(&measure::levels(&shot, 0.05), 2);
        assert!(arrivals >= 3, "{arrivals} arrivals");
    }
}

#[test]
fn near_guns_push_for_ten_to_thirty_milliseconds() {
    let mut recipe: Recipe = recipe::find("artillery").unwrap().clone();
    recipe.layers.truncate(1);
    recipe.distance = None;
    recipe.layers[0].echoes = None;
    // The wave by itself, without the gas that tears after it.
    if let Source::Layers(layers) = &mut recipe.layers[0].source {
        layers.retain(|layer| layer.layer == "blast");
    }
    let near = [("distance".to_owned(), "50m".to_owned())];
    let settings = Settings::read(&recipe, &near).unwrap();
    for seed in SEEDS {
        let shot = crate::perform::sound::synth::perform(
            &recipe,
            &settings,
            (Form::Spot, seed),
            &crate::perform::sound::Place::default(),
        )
        .unwrap();
        let shot = &shot.channels[0];
        let start = measure::peak_at(shot, 1.0);
        let push = shot[start..].iter().position(|p| *p < 0.0).unwrap();
        let milliseconds = push as f64 / 48.0;
        assert!((10.0..=30.0).contains(&milliseconds), "{milliseconds} ms");
    }
}

#[test]
fn the_farther_the_guns_the_darker() {
    let at = |distance| {
        measure::centroid(&heard(
            "artillery",
            &[("distance", distance)],
            Form::Spot,
            1,
        ))
    };
    let (near, middle, far) = (at("60m"), at("600m"), at("6km"));
    assert!(
        near > 1.3 * middle && middle > 1.3 * far,
        "{near:.0} {middle:.0} {far:.0}"
    );
}

#[test]
fn a_battery_fires_unevenly_and_as_often_as_it_is_told() {
    let (mut shots, mut gaps) = (0, Vec::new());
    for seed in SEEDS {
        let samples = alone("artillery", &["gun"], seed);
        let onsets = measure::onsets(&measure::filtered(&samples, 400.0, 8000.0), 4.0);
        shots += onsets.len();
        gaps.extend(onsets.windows(2).map(|pair| (pair[1] - pair[0]) as f64));
    }
    // The default is 30 a minute; a loop of 45 s holds 22 or 23, give or take.
    let a_minute = shots as f64 / SEEDS.count() as f64 / 0.75;
    assert!((18.0..42.0).contains(&a_minute), "{a_minute} a minute");
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let variance = gaps
        .iter()
        .map(|gap| (gap - mean) * (gap - mean))
        .sum::<f64>()
        / gaps.len() as f64;
    let unevenness = libm::sqrt(variance) / mean;
    assert!(unevenness > 0.7, "{unevenness}");
}

#[test]
fn machine_guns_fire_eight_to_twelve_a_second() {
    let samples = alone("gunfire", &["burst"], 2);
    let onsets = measure::onsets(&measure::filtered(&samples, 1000.0, 8000.0), 2.5);
    let mut gaps: Vec<usize> = onsets.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.retain(|gap| *gap < 9600);
    gaps.sort_unstable();
    let rate = 48_000.0 / gaps[gaps.len() / 2] as f64;
    assert!(
        (8.0..=12.0).contains(&rate),
        "{rate} a second of {}",
        gaps.len()
    );
}

#[test]
fn a_firefight_ebbs_and_flows() {
    for seed in SEEDS {
        let samples = heard("gunfire", &[], Form::Loop, seed);
        let swing = measure::swing(&measure::levels(&samples, 1.5));
        assert!(swing > 8.0, "{swing} dB");
    }
}

#[test]
fn an_explosion_booms_at_20_to_80_hertz_and_rains_for_two_to_five_seconds() {
    for seed in SEEDS {
        let blast = heard("explosion", &[], Form::Spot, seed);
        let boom = measure::share(&blast, 20.0, 80.0);
        assert!(boom > 0.5, "{boom:.2}");
        let debris = measure::filtered(&blast, 400.0, 8000.0);
        let pieces = measure::onsets(&debris[19_200..], 3.0);
        let last = *pieces.last().unwrap() as f64 / 48_000.0;
        assert!(
            pieces.len() > 8 && (1.5..5.0).contains(&last),
            "{} to {last} s",
            pieces.len()
        );
    }
}

#[test]
fn fire_after_an_explosion_burns_as_long_as_it_is_told() {
    let burning = heard("explosion", &[("burning", "9s")], Form::Spot, 1);
    let seconds = burning.len() as f64 / 48_000.0;
    assert!((9.0..14.0).contains(&seconds), "{seconds}");
}

#[test]
fn a_shell_whistles_down_from_1500_to_400_hertz_growing_until_it_is_cut() {
    for seed in SEEDS {
        let shell = heard("shell-whistle", &[], Form::Spot, seed);
        let half = shell.len() / 2;
        let pitch = |at: usize| measure::loudest(&shell[at..at + 8192], 250.0, 2500.0);
        let (early, late) = (pitch(half / 4), pitch(2 * half - 12_000));
        assert!((1000.0..1600.0).contains(&early), "{early}");
        assert!((370.0..500.0).contains(&late), "{late}");
        let growth = measure::rms(&shell[half..]) / measure::rms(&shell[..half]);
        assert!(growth > 2.0, "{growth}");
    }
}
